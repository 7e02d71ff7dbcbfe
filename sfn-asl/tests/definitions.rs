//! Every file of `tests/definitions` is a valid definition: it is accepted without a finding, and read and
//! written without loss. A file is a test case.

mod case_files;

use libtest_mimic::{Arguments, Failed};
use sfn_asl::Definition;

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, case_files::trials("definitions", check)).exit();
}

fn check(text: &str) -> Result<(), Failed> {
    let definition = Definition::from_json(text)?;
    // serde_json tells `2` from `2.0`, as our own values do not.
    let before: serde_json::Value = serde_json::from_str(text)?;
    let compact = definition.to_json();
    let pretty = definition.to_json_pretty();
    same("compact text", &serde_json::from_str(&compact)?, &before)?;
    same("pretty text", &serde_json::from_str(&pretty)?, &before)?;
    same(
        "compact text read again",
        &Definition::from_json(&compact)?,
        &definition,
    )?;
    same(
        "pretty text rendered again",
        &Definition::from_json(&pretty)?.to_json_pretty(),
        &pretty,
    )?;
    same("findings", &Definition::parse(text).1, &Vec::new())?;
    same(
        "findings of the definition itself",
        &definition.validate(),
        &Vec::new(),
    )
}

fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    actual: &T,
    expected: &T,
) -> Result<(), Failed> {
    if actual == expected {
        return Ok(());
    }
    Err(format!("{what}:\n{actual:#?}\nis not\n{expected:#?}").into())
}
