//! The book holds together: every page stands in its summary, every link leads somewhere, every number it names exists.

use std::collections::BTreeSet;
use std::fs;

use crate::markdown::Page;
use crate::{catalogue, refusals, root};

#[test]
fn every_page_stands_in_the_summary() {
    let source = root().join("docs/src");
    let summary = Page::read(&source.join("SUMMARY.md"));
    let listed: BTreeSet<_> = links(&summary.text).map(|link| source.join(link)).collect();
    let pages: BTreeSet<_> = Page::all(&source)
        .into_iter()
        .map(|page| page.path)
        .filter(|path| *path != summary.path)
        .collect();
    assert_eq!(listed, pages);
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for page in Page::all(&root().join("docs/src")) {
        let folder = page.path.parent().unwrap();
        for link in links(&page.text).filter(|link| !link.contains("://")) {
            if fs::metadata(folder.join(link)).is_err() {
                broken.push(format!("{}: {link}", page.path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_number_that_a_page_names_has_a_page() {
    let known: BTreeSet<String> = refusals::pages()
        .iter()
        .map(|page| page.stem().to_owned())
        .collect();
    let mut unknown = Vec::new();
    for page in Page::all(&root().join("docs/src")) {
        // What a console answers to a wrong number is about that number.
        let blocks = page.blocks();
        let prose = blocks.iter().fold(page.text.clone(), |text, block| {
            text.replace(block.text, "")
        });
        for number in catalogue::numbers(&prose) {
            if !known.contains(&number) {
                unknown.push(format!("{}: {number}", page.path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn the_manual_lists_each_method() {
    let table = fs::read_to_string(root().join("sfn-macros/src/methods.rs")).unwrap();
    let rows = table
        .split("row(")
        .skip(1)
        .chain(table.split("change(").skip(1));
    let known: BTreeSet<&str> = rows
        .filter_map(|row| row.trim_start().strip_prefix('"')?.split('"').next())
        .collect();
    assert!(
        known.len() > 50,
        "the table is not written as it used to be"
    );
    let page = fs::read_to_string(root().join("docs/src/methods.md")).unwrap();
    let (_, lists) = page.split_once("\n## ").unwrap();
    let spans = lists.split('`').skip(1).step_by(2);
    // A heading names types, which begin with a capital.
    let listed: BTreeSet<&str> = spans
        .filter(|span| !span.starts_with(char::is_uppercase))
        .collect();
    assert_eq!(listed, known);
}

/// The targets of Markdown links.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("](").skip(1);
    after.filter_map(|rest| Some(rest.split_once(')')?.0))
}
