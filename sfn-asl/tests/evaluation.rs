//! The files of five folders hold documents and what is made of them. A file is a test case; its keys say what it
//! holds:
//!
//! - `paths`: `document`, `context`, `variables`, and `cases` of `path` with `result`, `error` (evaluation, in AWS's
//!   words) or `refused` (compilation: the character and the words);
//! - `intrinsics`: the same with `call` instead of `path`;
//! - `templates`: the same with `template`;
//! - `decisions`: the same with `rule`, a rule of a Choice without its `Next`;
//! - `assignments`: `document`, and `cases` of `path` and `value` with `result` or `error`.
//!
//! Results are compared as JSON text, so that `2` is not `2.0`.

mod case_files;

use libtest_mimic::{Arguments, Failed};
use sfn_asl::{
    Condition, Intrinsic, Path, PayloadTemplate, Predicate, ReferencePath, Scope, State, StateKind,
};
use sfn_expr::Value;

fn main() {
    let arguments = Arguments::from_args();
    let folders: [(&str, Check); 5] = [
        ("paths", |file| check(file, path)),
        ("intrinsics", |file| check(file, intrinsic)),
        ("templates", |file| check(file, template)),
        ("decisions", |file| check(file, decision)),
        ("assignments", |file| check(file, assignment)),
    ];
    let trials = folders
        .into_iter()
        .flat_map(|(folder, check)| case_files::trials(folder, check));
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// Runs the cases of a file.
type Check = fn(&str) -> Result<(), Failed>;

/// What became of a case.
enum Outcome {
    Result(Value),
    Error(String),
    Refused(String),
}

fn check(file: &str, run: fn(&Value, &Scope<'_>) -> Result<Outcome, Failed>) -> Result<(), Failed> {
    let file = Value::from_json(file)?;
    let (document, context) = (member(&file, "document"), member(&file, "context"));
    let variables = |name: &str| {
        file.get("variables")
            .and_then(|variables| variables.get(name))
            .cloned()
    };
    let scope = Scope::new(&document)
        .with_context(&context)
        .with_variables(&variables);
    let mut wrong = Vec::new();
    for case in file
        .get("cases")
        .and_then(Value::as_array)
        .ok_or("a file has cases")?
        .iter()
    {
        let (key, actual) = match run(case, &scope)? {
            Outcome::Result(value) => ("result", value),
            Outcome::Error(error) => ("error", error.into()),
            Outcome::Refused(error) => ("refused", error.into()),
        };
        if case.get(key).map(Value::to_json) != Some(actual.to_json()) {
            wrong.push(format!("{case}\n    gives {key} {actual}"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

fn member(value: &Value, key: &str) -> Value {
    value.get(key).cloned().unwrap_or_default()
}

fn text<'v>(case: &'v Value, key: &str) -> Result<&'v str, Failed> {
    case.get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("{case} has no `{key}`").into())
}

fn path(case: &Value, scope: &Scope<'_>) -> Result<Outcome, Failed> {
    Ok(match Path::compile(text(case, "path")?) {
        Err(error) => Outcome::Refused(format!("{}: {}", error.position, error.message)),
        Ok(path) => match path.evaluate(scope) {
            Ok(value) => Outcome::Result(value),
            Err(error) => Outcome::Error(error.to_string()),
        },
    })
}

fn intrinsic(case: &Value, scope: &Scope<'_>) -> Result<Outcome, Failed> {
    Ok(match Intrinsic::compile(text(case, "call")?) {
        Err(error) => Outcome::Refused(format!("{}: {}", error.position, error.message)),
        Ok(call) => match call.evaluate(scope, "field.$") {
            Ok(value) => Outcome::Result(value),
            Err(failure) => Outcome::Error(failure.to_string()),
        },
    })
}

fn template(case: &Value, scope: &Scope<'_>) -> Result<Outcome, Failed> {
    Ok(match PayloadTemplate::compile(&member(case, "template")) {
        Err(error) => Outcome::Refused(error.to_string()),
        Ok(template) => match template.evaluate(scope) {
            Ok(value) => Outcome::Result(value),
            Err(failure) => Outcome::Error(failure.to_string()),
        },
    })
}

fn decision(case: &Value, scope: &Scope<'_>) -> Result<Outcome, Failed> {
    let mut rule = case
        .get("rule")
        .and_then(Value::as_object)
        .cloned()
        .ok_or("a case has a rule")?;
    rule.insert("Next", "Next");
    let choice = format!(r#"{{"Type":"Choice","Choices":[{}]}}"#, Value::from(rule));
    let (state, findings) = State::parse(&choice);
    let Some(StateKind::Choice(choice)) = state.map(|state| state.kind) else {
        return Err(format!("{findings:#?}").into());
    };
    let [rule] = &choice.choices[..] else {
        return Err("there is one rule".into());
    };
    let Condition::Test(test) = &rule.condition else {
        return Err("the rule is a test".into());
    };
    Ok(match Predicate::compile(test)?.holds(scope) {
        Ok(holds) => Outcome::Result(holds.into()),
        Err(failure) => Outcome::Error(failure.to_string()),
    })
}

fn assignment(case: &Value, scope: &Scope<'_>) -> Result<Outcome, Failed> {
    Ok(match ReferencePath::compile(text(case, "path")?) {
        Err(error) => Outcome::Refused(format!("{}: {}", error.position, error.message)),
        Ok(path) => match path.assign(scope.document(), member(case, "value")) {
            Ok(value) => Outcome::Result(value),
            Err(failure) => Outcome::Error(failure.to_string()),
        },
    })
}
