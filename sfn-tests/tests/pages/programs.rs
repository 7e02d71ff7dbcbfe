//! What pages show of their programs: a table of what is given and what it gives, a diagram, the emitted JSON and its size. All
//! of it is written by `BLESS=1` and held against the compiler without it.
//!
//! Such a piece is about the last machine above it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use sfn_tests::shown::{Answer, Question};

use crate::crates::Crate;
use crate::markdown::Page;
use crate::{refusals, root};

#[test]
fn programs_do_what_the_pages_show() {
    let mut pages = Page::all(&root().join("docs/src"));
    pages.extend(refusals::pages());
    let answers = answers(&pages);
    let mut stale = Vec::new();
    for page in &pages {
        let written = write(page, &answers);
        if written == page.text {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&page.path, written).unwrap();
            continue;
        }
        let mut lines = page.text.lines().zip(written.lines());
        let first = lines.find(|(shown, is)| shown != is);
        stale.push(format!("{}: {first:#?}", page.path.display()));
    }
    assert!(
        stale.is_empty(),
        "pages show what is not so; BLESS=1 writes it anew:\n{}",
        stale.join("\n")
    );
}

/// By page and machine.
type Answers = BTreeMap<(String, String), Answer>;

/// Compiles the programs of all pages into one, and asks it.
fn answers(pages: &[Page]) -> Answers {
    let shown = Crate::new(root(), "shown", &["sfn", "sfn-tests"]);
    let (uses, cast) = refusals::cast();
    shown.write("cast.rs", &format!("{uses}{cast}"));
    let mut main = "#![allow(warnings)]\nmod cast;\n".to_owned();
    let mut table = String::new();
    let mut questions = Vec::new();
    for page in pages {
        let programs = page.programs("rust");
        // The cast is a program as well, and stands above all others.
        let programs: String = programs
            .into_iter()
            .filter(|program| !program.contains("pub async fn charge("))
            .collect();
        if programs.is_empty() {
            continue;
        }
        let module = module(page);
        let machines = machines(&programs);
        let mut text = format!("{uses}use crate::cast::*;\n\n{programs}");
        if !machines.is_empty() {
            text += &format!("\nsfn_tests::subjects!({});\n", machines.join(", "));
            table += &format!("        ({module:?}, {module}::subjects),\n");
        }
        shown.write(&format!("{module}.rs"), &text);
        main += &format!("mod {module};\n");
        questions.extend(ask(page, &module));
    }
    main += &format!(
        "\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    sfn_tests::shown::answer(&[\n{table}    ])\n}}\n"
    );
    shown.write("main.rs", &main);
    distinct_tasks(pages);
    let answers: Vec<Answer> =
        serde_json::from_str(&shown.run(&serde_json::to_string(&questions).unwrap())).unwrap();
    let keys = questions
        .into_iter()
        .map(|question| (question.page, question.machine));
    keys.zip(answers).collect()
}

/// All pages are one program, and a task is found by its name: two of one name would be one.
fn distinct_tasks(pages: &[Page]) {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in pages {
        for program in page.programs("rust") {
            for task in functions(program, "#[task") {
                owners.entry(task).or_default().push(page.stem());
            }
        }
    }
    for page in pages {
        let runs = ask(page, "").any(|question| !question.inputs.is_empty());
        for program in page.programs("rust").iter().filter(|_| runs) {
            for task in functions(program, "#[task") {
                let owners = &owners[task];
                assert!(
                    owners.len() == 1,
                    "the task `{task}` stands on several pages, {owners:?}: give it another name on one"
                );
            }
        }
    }
}

/// The page's questions: its machines, each with what is given to it.
fn ask(page: &Page, module: &str) -> impl Iterator<Item = Question> {
    let mut questions: Vec<Question> = Vec::new();
    for piece in pieces(&page.text) {
        match piece {
            Piece::Program(program) => {
                questions.extend(machines(program).into_iter().map(|machine| Question {
                    page: module.to_owned(),
                    machine: machine.to_owned(),
                    inputs: Vec::new(),
                }));
            }
            Piece::Row(row) => {
                let question = questions.last_mut();
                let question = question
                    .unwrap_or_else(|| panic!("{}: a table is about a machine", page.stem()));
                question.inputs.push(given(row));
            }
            _ => {}
        }
    }
    questions.into_iter()
}

/// The page with all that the machines decide as it is now.
fn write(page: &Page, answers: &Answers) -> String {
    let module = module(page);
    let mut text = String::new();
    let mut about: Option<&Answer> = None;
    let mut columns: Vec<&str> = Vec::new();
    let mut row = 0;
    for piece in pieces(&page.text) {
        match piece {
            Piece::Text(line) => text += line,
            Piece::Program(program) => {
                text += &format!("```rust\n{program}```\n");
                if let Some(machine) = machines(program).last() {
                    about = answers.get(&(module.clone(), (*machine).to_owned()));
                    row = 0;
                }
            }
            Piece::Head(line) => {
                columns = cells(line);
                text += line;
            }
            Piece::Row(line) => {
                let run = &about.expect("a table is about a machine").runs[row];
                row += 1;
                let path: Vec<String> = run.path.iter().map(|name| format!("`{name}`")).collect();
                for column in &columns {
                    let cell = match *column {
                        "given" => format!("`{}`", given(line)),
                        "gives" => format!("`{}`", run.gives),
                        "goes through" => path.join(" → "),
                        "transitions" => run.path.len().to_string(),
                        other => panic!("{}: no column is called `{other}`", page.stem()),
                    };
                    text += &format!("| {} ", cell.replace('|', "\\|"));
                }
                text += "|\n";
            }
            Piece::Definition => {
                let answer = about.expect("JSON is about a machine");
                text += &format!("```json\n{}```\n", answer.definition);
            }
            Piece::Diagram => {
                let answer = about.expect("a diagram is about a machine");
                let definition = sfn::Definition::from_json(&answer.definition).unwrap();
                let drawn = sfn_codegen::mermaid::flowchart(&definition);
                text += &format!("```mermaid\n{}\n```\n", drawn.trim_end());
            }
            Piece::Size => {
                let answer = about.expect("a size is about a machine");
                text += &size(answer);
            }
        }
    }
    text
}

fn size(answer: &Answer) -> String {
    let definition: Value = serde_json::from_str(&answer.definition).unwrap();
    let states = match states(&definition) {
        1 => "1 state".to_owned(),
        count => format!("{count} states"),
    };
    let bytes = serde_json::to_string(&definition).unwrap().len();
    format!("*{states}, {bytes} bytes*\n")
}

/// The states of a definition, those of branches included.
fn states(value: &Value) -> usize {
    match value {
        Value::Object(members) => {
            let own = members.get("States").and_then(Value::as_object);
            let inside: usize = members.values().map(states).sum();
            own.map_or(0, serde_json::Map::len) + inside
        }
        Value::Array(items) => items.iter().map(states).sum(),
        _ => 0,
    }
}

/// A part of a page.
enum Piece<'a> {
    /// A line that is none of the others, or a block in another language.
    Text(&'a str),
    Program(&'a str),
    Diagram,
    Definition,
    /// `*3 states, 512 bytes*`
    Size,
    /// The head of a table that begins with `given`; the line below it is text.
    Head(&'a str),
    Row(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut is_table = false;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        at += line.len();
        is_table &= line.starts_with('|');
        let piece = match line.trim_end() {
            fence if fence.starts_with("```") => {
                let begin = at - line.len();
                let end = text[at..].find("```\n").expect("a block has an end");
                let inside = &text[at..at + end];
                at += end + "```\n".len();
                match fence {
                    "```rust" => Piece::Program(inside),
                    "```json" => Piece::Definition,
                    "```mermaid" => Piece::Diagram,
                    _ => Piece::Text(&text[begin..at]),
                }
            }
            size if size.ends_with(" bytes*") => Piece::Size,
            head if head.starts_with("| given ") => {
                is_table = true;
                Piece::Head(line)
            }
            row if is_table && !row.starts_with("|--") => Piece::Row(line),
            _ => Piece::Text(line),
        };
        pieces.push(piece);
    }
    pieces
}

/// What stands in the first cell of a row, as JSON.
fn given(row: &str) -> Value {
    let row = row.replace("\\|", "\u{0}");
    let first = cells(&row)[0].replace('\u{0}', "|");
    let text = first.trim_matches('`');
    serde_json::from_str(text).unwrap_or_else(|error| panic!("`{text}` is no JSON: {error}"))
}

fn cells(row: &str) -> Vec<&str> {
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.split('|').map(str::trim).collect()
}

fn machines(program: &str) -> Vec<&str> {
    functions(program, "#[state_machine")
}

/// The names of the functions with that attribute.
fn functions<'a>(program: &'a str, attribute: &str) -> Vec<&'a str> {
    let marked = program.split(attribute).skip(1);
    marked
        .filter_map(|rest| {
            let (_, rest) = rest.split_once("async fn ")?;
            Some(rest[..rest.find(['(', '<'])?].trim())
        })
        .collect()
}

/// A module for a page.
fn module(page: &Page) -> String {
    format!("page_{}", page.stem().to_lowercase().replace('-', "_"))
}
