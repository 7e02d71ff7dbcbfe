//! Every file of `tests/findings` is a definition with what is wrong with it. A file is a test case:
//!
//! ```json
//! {"definition": {…} or "text": "…", "type": "EXPRESS", "findings": ["CODE: message at location"], "warnings": […]}
//! ```
//!
//! Findings are compared in order and as AWS prints them. Each must come with a way out.

mod case_files;

use libtest_mimic::{Arguments, Failed};
use sfn_asl::{Definition, ExecutionType, Severity};
use sfn_expr::Value;

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, case_files::trials("findings", check)).exit();
}

fn check(file: &str) -> Result<(), Failed> {
    let case = Value::from_json(file)?;
    let text = match case.get("text").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => case
            .get("definition")
            .ok_or("a case has a definition")?
            .to_json(),
    };
    let execution_type = match case.get("type").and_then(Value::as_str) {
        Some("EXPRESS") => ExecutionType::Express,
        _ => ExecutionType::Standard,
    };
    let (definition, findings) = Definition::parse_as(&text, execution_type);
    if let Some(definition) = definition
        && definition.validate_as(execution_type) != findings
    {
        return Err("the definition read has other findings than its text".into());
    }
    if let Some(finding) = findings.iter().find(|finding| finding.help.is_empty()) {
        return Err(format!("no way out of {finding}").into());
    }
    for (key, severity) in [
        ("findings", Severity::Error),
        ("warnings", Severity::Warning),
    ] {
        let expected = case
            .get(key)
            .and_then(Value::as_array)
            .map(|lines| lines.iter());
        let expected: Vec<&str> = expected
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let actual: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| finding.to_string())
            .collect();
        if actual != expected {
            return Err(format!("{key} are\n{actual:#?}\nand not\n{expected:#?}").into());
        }
    }
    Ok(())
}
