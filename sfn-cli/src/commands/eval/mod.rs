//! `eval`: what an expression gives, for people. It reads the options; each language has a file of its own.

mod advice;
mod batch;
mod json_path;
mod jsonata;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use sfn_core::expr::{Dialect, Value};

use crate::error::CommandError;
use crate::source::{Excerpt, Source};
use crate::{Console, Exit, input};

pub(crate) fn command() -> Command {
    Command::new("eval")
        .about("Evaluate an expression: JSONata, a JSONPath or an intrinsic function")
        .arg(
            Arg::new("EXPR")
                .help("An expression in JSONata, with or without `{% … %}`")
                .required_unless_present_any(["batch", "path"])
                .allow_hyphen_values(true),
        )
        .arg(
            Arg::new("path")
                .long("path")
                .value_name("PATH")
                .conflicts_with_all(["EXPR", "dialect"])
                .help("A JSONPath such as `$.a[?(@.b > 1)]`, or a call such as `States.UUID()`, instead of JSONata"),
        )
        .arg(input::option().help(
            "The document, as a file, as JSON, or `-`: `$` in JSONata and JSONPath, `$states.input` in AWS's dialect",
        ))
        .arg(
            Arg::new("context")
                .long("context")
                .value_name("FILE|JSON")
                .help("The context object: `$states.context`, `$$` in a JSONPath"),
        )
        .arg(
            Arg::new("binding")
                .long("binding")
                .short('b')
                .value_name("NAME=JSON")
                .action(ArgAction::Append)
                .help("The value of a variable; `states=…` is the whole of `$states`"),
        )
        .arg(
            Arg::new("dialect")
                .long("dialect")
                .help("JSONata 2.0.6, or what AWS Step Functions makes of it")
                .value_parser(PossibleValuesParser::new(["jsonata", "aws"]))
                .default_value("jsonata"),
        )
        .arg(
            Arg::new("batch")
                .long("batch")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["EXPR", "path", "input", "context", "binding", "dialect"])
                .help("Answer a case on each line of the standard input")
                .long_help(
                    "Answer a case on each line of the standard input.\n\n\
                     A case is {\"expr\", \"data\"?, \"bindings\"?, \"depth\"?, \"timelimit\"?}, where the limits are calls nested and \
                     milliseconds. An answer is {\"result\"}, {\"undefined\": true} or {\"error\": {\"code\", \"message\", \
                     \"position\"}}. A malformed line gets an error, and the next line is read.",
                ),
        )
}

pub(crate) fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    if matches.get_flag("batch") {
        return batch::run(console);
    }
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let context = text("context").map(input::read).transpose()?;
    let world = World {
        document: input::given(matches)?,
        context,
        bindings: matches
            .get_many::<String>("binding")
            .into_iter()
            .flatten()
            .map(|binding| bound(binding))
            .collect::<Result<_, _>>()?,
    };
    let answer = match (text("path"), text("dialect")) {
        (Some(path), _) => json_path::evaluate(path, &world),
        (None, Some("aws")) => jsonata::evaluate(text("EXPR").unwrap_or(""), Dialect::Aws, &world),
        (None, _) => jsonata::evaluate(text("EXPR").unwrap_or(""), Dialect::Jsonata, &world),
    };
    match answer {
        Ok(Answer::Value(value)) => {
            console.result(format_args!("{}\n", value.to_json_pretty()))?;
            Ok(Exit::Success)
        }
        Ok(Answer::Nothing(why)) => {
            console.message(why);
            Ok(Exit::Success)
        }
        Err(fault) => {
            console.excerpt(&fault);
            Ok(Exit::Failure)
        }
    }
}

/// What an expression may see.
struct World {
    document: Option<Value>,
    context: Option<Value>,
    bindings: Vec<(String, Value)>,
}

impl World {
    fn binding(&self, name: &str) -> Option<&Value> {
        // The last one counts, as with other options.
        let mut found = self
            .bindings
            .iter()
            .rev()
            .filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value)
    }
}

/// What an expression gives.
enum Answer {
    Value(Value),
    /// No JSON, and why that is no fault.
    Nothing(&'static str),
}

/// An answer, or what is wrong with the expression.
type Evaluated = Result<Answer, Box<Excerpt>>;

/// Reads `NAME=JSON`; the name may have its `$`.
fn bound(binding: &str) -> Result<(String, Value), CommandError> {
    let Some((name, json)) = binding.split_once('=') else {
        return Err(CommandError::NoBinding {
            argument: binding.to_owned(),
        });
    };
    let name = name.strip_prefix('$').unwrap_or(name).to_owned();
    let origin = format!("--binding {name}");
    Ok((name, input::json(Source::new(origin, json))?))
}
