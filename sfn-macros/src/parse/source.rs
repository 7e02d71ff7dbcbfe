//! What the user wrote, as one line: states are named after it.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// The source of some syntax, spaced as `rustfmt` would.
pub fn text(syntax: &impl ToTokens) -> String {
    let mut line = Line::default();
    line.tokens(syntax.to_token_stream());
    line.text
}

/// What a match is called after: its subject, or what stands for an `async` block, whose text would say too much.
pub fn subject_text(syntax: &syn::Expr) -> String {
    let syn::Expr::Await(awaited) = syntax else {
        return text(syntax);
    };
    let is_block = |part: &syn::Expr| matches!(part, syn::Expr::Async(_));
    match &*awaited.base {
        block if is_block(block) => "block".to_owned(),
        syn::Expr::Call(call) if call.args.iter().any(is_block) => match &*call.func {
            syn::Expr::Path(function) => match function.path.segments.last() {
                Some(name) => name.ident.to_string(),
                None => text(syntax),
            },
            _ => text(syntax),
        },
        _ => text(syntax),
    }
}

/// Token streams print with a space between any two tokens; this one knows better.
#[derive(Default)]
struct Line {
    text: String,
    /// Whether a value ended just before, so that a sign is an operator between two, and a word needs a space.
    after_value: bool,
    operator: String,
}

impl Line {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Punct(mark) => {
                    self.operator.push(mark.as_char());
                    if mark.spacing() == Spacing::Alone {
                        self.end_operator();
                    }
                }
                TokenTree::Group(group) => {
                    self.end_operator();
                    self.group(&group);
                }
                word => {
                    self.end_operator();
                    if self.after_value {
                        self.text.push(' ');
                    }
                    self.text.push_str(&word.to_string());
                    self.after_value = true;
                }
            }
        }
        self.end_operator();
    }

    fn end_operator(&mut self) {
        match std::mem::take(&mut self.operator).as_str() {
            "" => {}
            "," => {
                self.text.push_str(", ");
                self.after_value = false;
            }
            "?." => {
                self.text.push_str("?.");
                self.after_value = false;
            }
            "?" => {
                self.text.push('?');
                self.after_value = true;
            }
            tight @ ("." | ":" | "::" | ".." | "..=" | "'") => {
                self.text.push_str(tight);
                self.after_value = false;
            }
            sign if !self.after_value => self.text.push_str(sign),
            operator => {
                self.text.push_str(&format!(" {operator} "));
                self.after_value = false;
            }
        }
    }

    fn group(&mut self, group: &proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => (" { ", " }"),
            Delimiter::None => ("", ""),
        };
        self.text.push_str(open);
        self.after_value = false;
        self.tokens(group.stream());
        self.text.push_str(close);
        self.after_value = true;
    }
}

#[cfg(test)]
mod tests {
    use super::{subject_text, text};

    #[track_caller]
    fn check(source: &str) {
        let tokens: proc_macro2::TokenStream = source.parse().unwrap();
        assert_eq!(text(&tokens), source);
    }

    #[test]
    fn spaces_stand_where_people_put_them() {
        check("item.qty == 0");
        check("!ready && tries < -1");
        check("stock[i + 1].len() >= 2");
        check("Verdict::Accept { limit, .. }");
        check("a, &b");
        check("1..=5");
        check("call(a)?.x");
    }
    #[test]
    fn a_block_is_called_after_what_takes_it() {
        for (source, name) in [
            ("async { work().await }.await", "block"),
            ("sfn::catch_all(async { work().await }).await", "catch_all"),
            ("work(a + 1).await", "work(a + 1).await"),
        ] {
            let subject = syn::parse_str(source).unwrap();
            assert_eq!(subject_text(&subject), name);
        }
    }
}
