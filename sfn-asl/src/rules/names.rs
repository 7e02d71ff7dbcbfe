//! Rules on names: of states and of Maps' labels.

use std::collections::HashSet;

use super::report::Findings;
use crate::finding::Code;
use crate::name::StateName;
use crate::state::StateKind;
use crate::survey::site::{MachineSite, StateSite};

/// A label has at most this many characters (AWS's documentation of the Map state).
const MAX_LABEL_CHARS: usize = 40;

/// Characters that a label cannot have, beside white space and control characters (AWS's documentation of the
/// Map state): the label becomes part of an ARN.
const FORBIDDEN_IN_LABELS: &str = "?*<>{}[]:;,\\|^~$#%&`\"";

/// Names have 1 to 80 characters (spec, "States"; the words are measured).
pub(super) fn state_name(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let name = site.name;
    let limit = StateName::MAX_CHARS;
    if name.is_empty() {
        let message = "State name cannot be empty";
        findings.report(
            Code::InvalidStateName,
            &site.location,
            message,
            "give the state a name",
        );
    } else if name.chars().count() > limit {
        findings.report(
            Code::InvalidStateName,
            &site.location,
            format!(
                "State name '{name}' exceeds the {limit}-character limit allowed by the service"
            ),
            format!("shorten it to {limit} characters and move the rest to the state's `Comment`"),
        );
    }
}

/// A label can stand in an ARN (the words of the length are measured, those of the characters are not known).
pub(super) fn label(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let Some(label) = label_of(site) else { return };
    let is_forbidden =
        |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN_IN_LABELS.contains(c);
    let message = if label.is_empty() {
        "Label cannot be empty".to_owned()
    } else if label.chars().count() > MAX_LABEL_CHARS {
        format!(
            "Label '{label}' exceeds the {MAX_LABEL_CHARS}-character limit allowed by the service"
        )
    } else if let Some(character) = label.chars().find(|c| is_forbidden(*c)) {
        format!(
            "Label '{label}' contains an invalid character: '{}'",
            character.escape_default()
        )
    } else {
        return;
    };
    findings.report(
        Code::InvalidLabelName,
        site.place("Label"),
        message,
        format!("use 1 to {MAX_LABEL_CHARS} letters, digits, hyphens and underscores"),
    );
}

/// Names of states and labels are unique in the whole definition (spec, "States"; measured). A history tells
/// states apart by nothing else.
pub(super) fn duplicates(root: &MachineSite<'_>, findings: &mut Findings) {
    let mut names: HashSet<&str> = HashSet::new();
    let mut labels: HashSet<&str> = HashSet::new();
    root.for_each_state(&mut |site| {
        if !names.insert(site.name) {
            findings.report(
                Code::DuplicateStateName,
                &site.location,
                format!("Duplicate State name: {}", site.name),
                "rename one of the two; names are unique across branches and processors too",
            );
        }
        if let Some(label) = label_of(site)
            && !labels.insert(label)
        {
            findings.report(
                Code::DuplicateLabelName,
                site.place("Label"),
                format!("Duplicate Label name: {label}"),
                "rename one of the two",
            );
        }
    });
}

fn label_of<'d>(site: &StateSite<'_, 'd>) -> Option<&'d str> {
    match &site.state.kind {
        StateKind::Map(map) => map.label.as_deref(),
        _ => None,
    }
}
