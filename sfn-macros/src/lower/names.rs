//! Names of states and workflow variables: stable, unique, and what the source says.
//!
//! A state is named after its function or construct. Where two would share a name, the constructs around them tell them
//! apart, innermost first, so that an edit elsewhere renames nothing; only twins in one place are numbered.

use super::flow::{Frame, NodeKind};
use crate::model::Variable;
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// AWS allows 80 characters.
const MAX_LENGTH: usize = 80;

/// The one that AWS reserves, and the functions that expressions call: a variable of that name would hide them.
const RESERVED: &[&str] = &[
    "abs",
    "append",
    "ceil",
    "contains",
    "count",
    "each",
    "error",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatNumber",
    "fromMillis",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "max",
    "merge",
    "min",
    "not",
    "number",
    "parse",
    "power",
    "reduce",
    "replace",
    "reverse",
    "sift",
    "sort",
    "split",
    "sqrt",
    "states",
    "string",
    "substring",
    "sum",
    "toMillis",
    "type",
    "uppercase",
    "zip",
];

/// An identifier as a name, without `r#`.
pub fn plain(name: &Ident) -> String {
    let name = name.to_string();
    match name.strip_prefix("r#") {
        Some(raw) => raw.to_owned(),
        None => name,
    }
}

/// The workflow variables' names. The first of a name keeps it; no two share one, since AWS lets no branch reuse an
/// outer name. The local names of the operators' texts begin with an
/// underscore, as no variable does.
pub fn variables(variables: &[Variable]) -> Vec<String> {
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    variables
        .iter()
        .map(|variable| {
            let name = plain(&variable.name);
            // AWS refuses a leading underscore.
            let name: String = match name.trim_start_matches('_') {
                letters if letters.starts_with(char::is_alphabetic) => letters.to_owned(),
                digits => format!("v{digits}"),
            };
            let name: String = name.chars().take(MAX_LENGTH - 4).collect();
            let mut chosen = name.clone();
            let mut number = 0;
            while !taken.insert(chosen.clone()) {
                number += 1;
                chosen = format!("{name}_{number}");
            }
            chosen
        })
        .collect()
}

/// Gives every state of a machine a name of its own.
pub fn states(frame: &mut Frame) {
    let mut plans = Vec::new();
    collect(frame, &mut plans);
    let mut level = vec![0; plans.len()];
    let longest = plans
        .iter()
        .map(|(_, context)| context.len())
        .max()
        .unwrap_or(0);
    for _ in 0..=longest {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (name, context)) in plans.iter().enumerate() {
            groups
                .entry(compose(name, context, level[index]))
                .or_default()
                .push(index);
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            for &index in group {
                level[index] += 1;
            }
        }
    }
    let mut taken = BTreeSet::new();
    let names: Vec<String> = plans
        .iter()
        .zip(&level)
        .map(|((name, context), &level)| {
            let name = compose(name, context, level);
            let mut chosen = name.clone();
            let mut number = 1;
            while !taken.insert(chosen.clone()) {
                number += 1;
                let suffix = format!(" ({number})");
                chosen = format!(
                    "{}{suffix}",
                    cut(&name, MAX_LENGTH - suffix.chars().count())
                );
            }
            chosen
        })
        .collect();
    assign(frame, &mut names.into_iter());
}

fn compose(name: &str, context: &[String], level: usize) -> String {
    let around: Vec<&str> = context
        .iter()
        .rev()
        .take(level)
        .map(String::as_str)
        .collect();
    if around.is_empty() {
        cut(name, MAX_LENGTH)
    } else {
        cut(&format!("{name}, {}", around.join(", ")), MAX_LENGTH)
    }
}

fn cut(name: &str, length: usize) -> String {
    if name.chars().count() <= length {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(length - 1).collect();
    short.push('…');
    short
}

fn collect(frame: &Frame, plans: &mut Vec<(String, Vec<String>)>) {
    for node in &frame.nodes {
        plans.push((node.name.clone(), node.context.clone()));
        match &node.kind {
            NodeKind::Parallel(branches) => {
                branches.iter().for_each(|branch| collect(branch, plans))
            }
            NodeKind::Map { processor, .. } => collect(processor, plans),
            _ => {}
        }
    }
}

fn assign(frame: &mut Frame, names: &mut impl Iterator<Item = String>) {
    let mut own = Vec::new();
    for node in &mut frame.nodes {
        own.extend(names.next());
        match &mut node.kind {
            NodeKind::Parallel(branches) => {
                for branch in branches {
                    assign_nested(branch, names);
                }
            }
            NodeKind::Map { processor, .. } => assign_nested(processor, names),
            _ => {}
        }
    }
    for (node, name) in frame.nodes.iter_mut().zip(own) {
        node.name = name;
    }
}

/// Behind a trait object, since a generic function cannot call itself with ever new types.
fn assign_nested(frame: &mut Frame, mut names: &mut dyn Iterator<Item = String>) {
    assign(frame, &mut names);
}

#[cfg(test)]
mod tests {
    use super::variables;
    use crate::model::Variable;
    use proc_macro2::{Ident, Span};

    fn named(names: &[&str]) -> Vec<String> {
        let variable = |name: &&str| Variable {
            name: Ident::new(name, Span::call_site()),
            mutable: false,
            is_error: false,
            depth: 0,
            deferred: false,
        };
        variables(&names.iter().map(variable).collect::<Vec<_>>())
    }

    #[test]
    fn functions_of_expressions_are_not_hidden() {
        assert_eq!(named(&["count", "total"]), ["count_1", "total"]);
    }

    #[test]
    fn a_name_begins_with_a_letter() {
        assert_eq!(named(&["_rest", "__", "_1st"]), ["rest", "v", "v1st"]);
    }

    #[test]
    fn a_long_name_leaves_room_for_its_number() {
        let long = "x".repeat(90);
        let names = named(&[&long, &long]);
        assert!(names.iter().all(|name| name.len() <= super::MAX_LENGTH));
        assert_ne!(names[0], names[1]);
    }
}
