//! Rules on variables: which names `Assign` may use, which of them belong to a scope around, and which are read
//! though nothing assigns them.

use std::collections::HashSet;

use super::report::Findings;
use crate::finding::Code;
use crate::language::QueryLanguage;
use crate::state::StateKind;
use crate::survey::reads::reads;
use crate::survey::site::{MachineSite, StateSite};
use crate::template::Template;

/// A name has at most this many characters (AWS's documentation of variables).
const MAX_NAME_CHARS: usize = 80;

/// Names are identifiers (spec, "Variables", after UAX #31; the words are measured but for the length).
pub(super) fn names(site: &StateSite<'_, '_>, findings: &mut Findings) {
    for (place, name) in assigned(site) {
        if name == "states" {
            findings.report(
                Code::ReservedVariableName,
                place,
                "Cannot assign to reserved variable '$states'.",
                "choose another name",
            );
        } else if !is_identifier(name) {
            findings.report(
                Code::InvalidVariableName,
                place,
                format!(
                    "Invalid variable name '{name}': the variable name contains invalid characters."
                ),
                "begin with a letter and go on with letters, digits and underscores",
            );
        } else if name.chars().count() > MAX_NAME_CHARS {
            findings.report(
                Code::InvalidVariableName,
                place,
                format!("Invalid variable name '{name}': the variable name is too long."),
                format!("use at most {MAX_NAME_CHARS} characters"),
            );
        }
    }
}

/// A branch or an inline iteration may read the variables of the machine around it and not assign them: it would be
/// one of several that do, at the same time (AWS's documentation of variables, "Scope"; code and words are those
/// of another validator that quotes AWS).
pub(super) fn shadowing(root: &MachineSite<'_>, findings: &mut Findings) {
    for_each_scope(root, &HashSet::new(), &mut |machine, outer| {
        for (place, name) in machine.states().flat_map(|state| assigned(&state)) {
            if outer.contains(name) {
                findings.report(
                    Code::DuplicateVariableName,
                    place,
                    format!("The variable name '{name}' was already defined in a parent scope."),
                    "choose another name, and assign the outer variable where the branches have ended",
                );
            }
        }
    });
}

/// A variable that no state of the scope assigns, nor of a scope around, is undefined when it is read, and fails
/// the state. Whether it is assigned *before* is not looked into (code and words are those of another validator that
/// quotes AWS).
pub(super) fn undefined(root: &MachineSite<'_>, findings: &mut Findings) {
    for_each_scope(root, &HashSet::new(), &mut |machine, outer| {
        let own = own_names(machine);
        for field in machine.states().flat_map(|state| reads(&state)) {
            let is_known = |name: &str| own.contains(name) || outer.contains(name);
            for name in field.variables.iter().filter(|name| !is_known(name)) {
                findings.report(
                    Code::PossiblyUndefinedVariable,
                    &field.location,
                    format!("Variable '{name}' is possibly not defined."),
                    format!(
                        "assign `{name}` in an earlier state of this machine or of one around it"
                    ),
                );
            }
        }
    });
}

/// Visits each machine with the names that the scopes around it assign; child executions see none of them.
fn for_each_scope<'d>(
    machine: &MachineSite<'d>,
    outer: &HashSet<&'d str>,
    visit: &mut impl FnMut(&MachineSite<'d>, &HashSet<&'d str>),
) {
    let outer = if machine.is_apart {
        HashSet::new()
    } else {
        outer.clone()
    };
    visit(machine, &outer);
    let visible = outer.union(&own_names(machine)).copied().collect();
    for inner in machine.states().flat_map(|state| state.machines()) {
        for_each_scope(&inner, &visible, visit);
    }
}

fn own_names<'d>(machine: &MachineSite<'d>) -> HashSet<&'d str> {
    machine
        .states()
        .flat_map(|state| assigned(&state))
        .map(|(_, name)| name)
        .collect()
}

/// The names that a state assigns, in all its ways out, with their places.
fn assigned<'d>(site: &StateSite<'_, 'd>) -> Vec<(String, &'d str)> {
    let mut assigned = Vec::new();
    let mut add = |template: &'d Option<Template>, field: String| {
        let members = template
            .as_ref()
            .and_then(|template| template.0.as_object());
        for key in members.into_iter().flat_map(|members| members.keys()) {
            let name = match site.language {
                QueryLanguage::JsonPath => key.strip_suffix(".$").unwrap_or(key),
                QueryLanguage::Jsonata => key.as_str(),
            };
            assigned.push((format!("{}/{key}", site.place(&field)), name));
        }
    };
    add(&site.state.assign, "Assign".to_owned());
    if let StateKind::Choice(choice) = &site.state.kind {
        for (position, rule) in choice.choices.iter().enumerate() {
            add(&rule.assign, format!("Choices[{position}]/Assign"));
        }
    }
    for (position, catcher) in site.state.catchers().iter().enumerate() {
        add(&catcher.assign, format!("Catch[{position}]/Assign"));
    }
    assigned
}

/// Whether a text is an identifier after UAX #31. The standard library's letters and digits are those of the
/// identifier properties but for a handful of signs, which AWS's own list may or may not have.
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|character| character.is_alphanumeric() || character == '_')
}
