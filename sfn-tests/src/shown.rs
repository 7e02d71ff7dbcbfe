//! The program around the programs of the manual: what it writes is what the pages show.
//!
//! `tests/pages` compiles it from the pages, asks on its standard input and reads the answer on its standard output. Markdown
//! is that test's business.

use crate::parity::{self, Ending, Subject};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::error::Error;
use std::io;

/// The machines of a page.
pub type Page = (&'static str, fn() -> Vec<Subject>);

/// What a page says about a machine and would like to know.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// The page.
    pub page: String,
    /// The machine's function.
    pub machine: String,
    /// Its inputs, as the plain function takes them.
    pub inputs: Vec<Value>,
}

/// A machine as it is emitted, and what came of its inputs.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Its JSON, without the places in the source.
    pub definition: String,
    /// A run for each input.
    pub runs: Vec<Run>,
}

/// What came of an input, in all three runs.
#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    /// The output, or `Err` with the error's name and payload, or how it panics.
    pub gives: String,
    /// The states entered.
    pub path: Vec<String>,
}

/// Answers the questions on the standard input.
///
/// # Errors
/// Where the three runs do not agree, or there is no such machine.
pub fn answer(pages: &[Page]) -> Result<(), Box<dyn Error>> {
    let questions: Vec<Question> = serde_json::from_reader(io::stdin())?;
    let mut answers = Vec::new();
    for question in questions {
        let told = answer_one(pages, &question);
        let told =
            told.map_err(|why| format!("{}, `{}`: {why}", question.page, question.machine))?;
        answers.push(told);
    }
    Ok(serde_json::to_writer(io::stdout(), &answers)?)
}

fn answer_one(pages: &[Page], question: &Question) -> Result<Answer, Box<dyn Error>> {
    let page = pages.iter().find(|(page, _)| *page == question.page);
    let (_, subjects) = page.ok_or("there is no such page")?;
    let subjects = subjects();
    let subject = subjects
        .iter()
        .find(|subject| subject.name == question.machine);
    let subject = subject.ok_or("there is no such machine")?;
    let runs = question.inputs.iter().map(|input| run(subject, input));
    Ok(Answer {
        definition: without_places(&(subject.definition)().to_json_pretty()),
        runs: runs.collect::<Result<_, _>>()?,
    })
}

fn run(subject: &Subject, input: &Value) -> Result<Run, Box<dyn Error>> {
    let gives = match parity::compare(subject, input).map_err(|why| why.to_string())? {
        Ending::Ok(output) => output.to_string(),
        Ending::Err(error) if error.payload.is_null() => format!("Err {}", error.name),
        Ending::Err(error) => format!("Err {} {}", error.name, error.payload),
        Ending::Uncaught(message) => format!("panics: {message}"),
    };
    let path = parity::path(subject, input).map_err(|why| why.to_string())?;
    Ok(Run { gives, path })
}

/// A state's comment tells where it stands in the source, which is not the page.
fn without_places(definition: &str) -> String {
    let is_place = |line: &&str| line.trim_start().starts_with("\"Comment\": \"src/");
    let lines: Vec<&str> = definition.lines().filter(|line| !is_place(line)).collect();
    lines.join("\n") + "\n"
}
