//! `file:line` of a piece of source, the same on every machine.

use proc_macro2::Span;

/// Where the span begins; empty outside a compiler, as in unit tests.
pub fn place(span: Span) -> String {
    if !proc_macro::is_available() {
        return String::new();
    }
    let span = span.unwrap();
    let file = span.file();
    let file = std::env::var("CARGO_MANIFEST_DIR")
        .ok()
        .and_then(|root| {
            file.strip_prefix(&root)
                .map(|rest| rest.trim_start_matches(['/', '\\']).to_owned())
        })
        .unwrap_or(file);
    format!("{}:{}", file.replace('\\', "/"), span.line())
}
