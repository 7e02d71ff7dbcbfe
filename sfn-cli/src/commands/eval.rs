//! `eval EXPR`: the value of a JSONata expression. `--batch` is another file's: `batch.rs`.

use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use sfn_core::asl::Jsonata;
use sfn_core::expr::{self, Dialect, Expression, Object, Value, World};

use crate::commands::batch;
use crate::error::CommandError;
use crate::source::{Excerpt, Severity, Source};
use crate::{Console, Exit, input};

pub(crate) fn command() -> Command {
    Command::new("eval")
        .about("Evaluate a JSONata expression")
        .arg(
            Arg::new("EXPR")
                .help("The expression, with or without `{% … %}`")
                .required_unless_present("batch")
                .allow_hyphen_values(true),
        )
        .arg(input::option().help(
            "The document, as a file, as JSON, or `-`: `$` in JSONata, `$states.input` in AWS's dialect",
        ))
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
                .conflicts_with_all(["EXPR", "input"])
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
    let given = matches.get_one::<String>("EXPR").map_or("", String::as_str);
    let delimited = Jsonata::from_delimited(given);
    let text = delimited.as_ref().map_or(given, Jsonata::source);
    let dialect = match matches.get_one::<String>("dialect").map(String::as_str) {
        Some("aws") => Dialect::Aws,
        _ => Dialect::Jsonata,
    };
    let document = input::given(matches)?;
    match evaluate(text, dialect, document) {
        Ok(Some(value)) if value.is_function() => {
            console.message("the expression gives a function, which is not JSON");
            Ok(Exit::Success)
        }
        Ok(Some(value)) => {
            console.result(format_args!("{value}\n"))?;
            Ok(Exit::Success)
        }
        Ok(None) => {
            console.message("the expression selects nothing (undefined)");
            Ok(Exit::Success)
        }
        Err(error) => {
            console.excerpt(&excerpt(text, &error));
            Ok(Exit::Failure)
        }
    }
}

fn evaluate(
    text: &str,
    dialect: Dialect,
    document: Option<Value>,
) -> Result<Option<Value>, expr::Error> {
    let expression = Expression::compile(text, dialect)?;
    let mut world = World::new(dialect);
    world.now_millis = batch::now_millis();
    // Nothing secret hangs on it: two evaluations should merely differ.
    world.seed = world.now_millis.unsigned_abs();
    let mut slots = Vec::new();
    match dialect {
        Dialect::Jsonata => world.input = document,
        Dialect::Aws => {
            let states = Value::from(Object::from_iter(document.map(|input| ("input", input))));
            let slot = |name: &expr::Str| (name.as_str() == "states").then(|| states.clone());
            slots = expression.variables().iter().map(slot).collect();
        }
    }
    expression.evaluate(&slots, &world)
}

fn excerpt(text: &str, error: &expr::Error) -> Excerpt {
    Excerpt {
        source: Arc::new(Source::new("EXPR", text)),
        span: error.span().unwrap_or(0..0),
        severity: Severity::Error,
        code: Some(error.code().to_owned()),
        message: error.message().to_owned(),
        help: None,
    }
}
