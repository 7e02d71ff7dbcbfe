//! The pages of the refusals: each number has one, it says what the compiler says, and the compiler does what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::catalogue;
use crate::crates::{Crate, Message};
use crate::markdown::Page;
use crate::root;

const PAGES: &str = "sfn-cli/src/explain/pages";

/// All of them, by number.
pub fn pages() -> Vec<Page> {
    Page::all(&root().join(PAGES))
}

#[test]
fn each_number_has_a_page_and_each_page_a_number() {
    let facts = catalogue::facts(root());
    let mut numbers: BTreeSet<String> = facts.keys().cloned().collect();
    numbers.extend(catalogue::elsewhere(root()));
    let pages: BTreeSet<String> = pages().iter().map(|page| page.stem().to_owned()).collect();
    let mut faults = Vec::new();
    for number in numbers.difference(&pages) {
        let fact = facts.get(number).map_or("what is refused", String::as_str);
        faults.push(format!(
            "{number} has no page. Write {PAGES}/{number}.md like its neighbours: `# {number}: {fact}`, why the States \
             Language cannot do it, `## Refused` with the smallest program that the compiler refuses with this number \
             (```rust,compile_fail), `## Instead` with one that compiles (```rust). Then add `{} \"{}\",` to the list in \
             sfn-cli/src/explain/mod.rs, and the page to docs/src/refusals.md.",
            number[3..].trim_start_matches('0'),
            &number[3..],
        ));
    }
    for number in pages.difference(&numbers) {
        faults.push(format!(
            "no message shows [{number}] any more. Delete {PAGES}/{number}.md, its line in sfn-cli/src/explain/mod.rs and \
             its line in docs/src/refusals.md."
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_code_of_a_rule_is_explained() {
    let codes = fs::read_to_string(root().join("sfn-asl/src/finding.rs")).unwrap();
    let codes = codes
        .lines()
        .filter_map(|line| line.split_once(" = \"")?.1.strip_suffix("\","));
    let codes: BTreeSet<&str> = codes.filter(|code| code.contains('_')).collect();
    let rules = fs::read_to_string(root().join("sfn-cli/src/explain/rules.md")).unwrap();
    let headings = rules.lines().filter_map(|line| line.strip_prefix("## "));
    assert_eq!(headings.collect::<BTreeSet<_>>(), codes);
}

#[test]
fn the_book_has_every_page() {
    let book = fs::read_to_string(root().join("docs/src/refusals.md")).unwrap();
    let included: Vec<&str> = book
        .lines()
        .filter_map(|line| line.strip_prefix("{{#include ../../")?.strip_suffix("}}"))
        .collect();
    let pages: Vec<String> = pages()
        .iter()
        .map(|page| format!("{PAGES}/{}.md", page.stem()))
        .collect();
    assert_eq!(
        included, pages,
        "docs/src/refusals.md includes each page, by number"
    );
}

#[test]
fn a_page_begins_with_the_fact_that_the_compiler_states() {
    let facts = catalogue::facts(root());
    let mut faults = Vec::new();
    for page in pages() {
        let (title, rest) = page.text.split_once('\n').unwrap();
        let Some(fact) = facts.get(page.stem()) else {
            continue;
        };
        let expected = format!("# {}: {fact}", page.stem());
        if title == expected {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&page.path, format!("{expected}\n{rest}")).unwrap();
            continue;
        }
        faults.push(format!("{}: {title}\n  {expected}", page.path.display()));
    }
    assert!(
        faults.is_empty(),
        "the catalogue says it in other words; BLESS=1 writes them into the pages:\n{}",
        faults.join("\n")
    );
}

/// `rustc` shows the errors of one of its phases and stops. What has been refused is therefore taken out, and the rest is
/// compiled again, until nothing more is refused.
#[test]
fn what_a_page_calls_refused_is_refused_with_its_number() {
    let pages = pages();
    let refused = Crate::new(root(), "refused", &["sfn"]);
    let (uses, cast) = cast();
    refused.write("cast.rs", &format!("{uses}{cast}"));
    let mut rest = BTreeMap::new();
    let mut faults = Vec::new();
    for page in &pages {
        let [program] = page.programs("rust,compile_fail")[..] else {
            faults.push(format!("{} shows one program that is refused", page.stem()));
            continue;
        };
        let file = format!("{}.rs", page.stem().to_lowercase());
        let text = format!("{uses}use crate::cast::*;\n\n{program}");
        refused.write(&file, &text);
        rest.insert(file, page.stem());
    }
    loop {
        let modules = rest.keys().map(|file| module(file));
        refused.write("lib.rs", &library(modules));
        let errors = refused.errors();
        let found: Vec<String> = rest
            .keys()
            .filter(|file| errors.iter().any(|error| error.is_about(file)))
            .cloned()
            .collect();
        for file in &found {
            let number = rest.remove(file).unwrap_or_default();
            let about = || errors.iter().filter(|error| error.is_about(file));
            if !about().all(|error| error.rendered.contains(&format!("[{number}]"))) {
                let shown: Vec<&str> = about().map(|error| error.rendered.as_str()).collect();
                faults.push(format!(
                    "the program that {number} calls refused gives:\n{}",
                    shown.join("")
                ));
            }
        }
        if found.is_empty() {
            faults.extend(errors.into_iter().map(|Message { rendered, .. }| rendered));
            break;
        }
    }
    for number in rest.values() {
        faults.push(format!(
            "the program that {number} calls refused compiles: show another one, or drop the number if nothing is refused \
             with it any more"
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What stands above each program on these pages: the book shows it once. Its `use` lines, and the rest.
pub fn cast() -> (String, String) {
    let page = Page::read(&root().join("docs/src/refusals.md"));
    let programs = page.programs("rust");
    let lines = programs.first().unwrap().split_inclusive('\n');
    lines.partition(|line| line.starts_with("use "))
}

/// A library of modules.
pub fn library(modules: impl Iterator<Item = String>) -> String {
    let modules: Vec<String> = modules.collect();
    format!("#![allow(warnings)]\nmod cast;\n{}", modules.join(""))
}

fn module(file: &str) -> String {
    format!("mod {};\n", file.trim_end_matches(".rs"))
}
