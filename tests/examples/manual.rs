//! The manual's consoles: each command of `docs/src/commands.md` is called, and answers what stands below it. `BLESS=1 cargo test
//! --test examples` writes the answers anew.
//!
//! A command's messages stand above its results, as in a terminal.

use std::fs;
use std::path::Path;

use sfn::runtime::TaskRegistry;
use sfn_cli::{Console, Program};

const EXAMPLE: &str = "cargo run --example ";

#[test]
fn the_manual_shows_what_commands_answer() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/commands.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let mut written = String::new();
    let mut in_console = false;
    for line in page.split_inclusive('\n') {
        match line.trim_end() {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ => {}
        }
        match line.strip_prefix("$ ") {
            Some(command) if in_console => written += &format!("{line}{}", answer(command.trim())),
            None if in_console && !line.starts_with("```") => {}
            _ => written += line,
        }
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, written).expect("the page can be written");
        return;
    }
    assert!(
        page == written,
        "the manual is stale; write it anew with BLESS=1:\n{written}"
    );
}

fn answer(command: &str) -> String {
    let console = Console::captured();
    if let Some(arguments) = command.strip_prefix("sfn ") {
        sfn_cli::tool(words(arguments), &console);
    } else {
        let example = command.strip_prefix(EXAMPLE);
        let (name, arguments) = example
            .and_then(|rest| rest.split_once(" -- "))
            .expect("a console calls `sfn` or an example");
        program(name).execute(words(arguments), &console);
    }
    console.messages() + &console.results()
}

/// The example by itself: all of them are linked into this test.
fn program(example: &str) -> Program {
    let folder = format!("examples/{example}/");
    let machines = sfn::registry::machines().into_iter();
    let own = machines.filter(|machine| machine.file.contains(&folder));
    own.fold(Program::new(example), |program, machine| {
        program.with_machine(machine.name, machine.definition())
    })
    .with_tasks(TaskRegistry::linked())
}

/// The words of a line; quotes keep one together.
fn words(line: &str) -> Vec<std::ffi::OsString> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.into());
        } else {
            words.extend(part.split_whitespace().map(Into::into));
        }
    }
    words
}
