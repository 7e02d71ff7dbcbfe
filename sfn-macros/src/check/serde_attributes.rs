//! Which of serde's attributes the graph can follow: those whose effect is one fixed place in JSON.
//!
//! What depends on a member's type (is the default known, may it be missing, is it an object) is left to `rustc`: see
//! `sfn_core::shape::rules`. What serde refuses itself is left to serde.

use crate::parse::serde_attributes::{SerdeAttribute, SerdeAttributes, SerdeValue};
use crate::parse::shape::{Members, Style};
use crate::refusal::{CUSTOM_JSON, OWN_DEFAULT, Refusal, TWO_PLACES, UNKNOWN_SERDE, UNTAGGED};
use crate::report::Report;

/// Checks what serde is told about a struct or an enum.
pub fn container(serde: &SerdeAttributes, is_enum: bool, report: &mut Report) {
    each(serde, report, |entry, name| match name {
        "rename" | "transparent" | "deny_unknown_fields" | "bound" | "crate" | "expecting" => None,
        "rename_all" | "rename_all_fields" => two_names(entry),
        "tag" | "content" if is_enum => None,
        "default" => Some(&OWN_DEFAULT),
        "untagged" => Some(&UNTAGGED),
        "from" | "try_from" | "into" | "remote" => Some(&CUSTOM_JSON),
        _ => Some(&UNKNOWN_SERDE),
    });
}

/// Checks what serde is told about a variant.
pub fn variant(serde: &SerdeAttributes, report: &mut Report) {
    each(serde, report, |entry, name| match name {
        "skip" | "skip_serializing" | "skip_deserializing" | "bound" | "borrow" => None,
        "rename" | "rename_all" => two_names(entry),
        "alias" => Some(&TWO_PLACES),
        "untagged" | "other" => Some(&UNTAGGED),
        "with" | "serialize_with" | "deserialize_with" => Some(&CUSTOM_JSON),
        _ => Some(&UNKNOWN_SERDE),
    });
}

/// Checks what the enum or a variant of it says about the names of members, where nothing else of it matters.
pub fn rules(serde: &SerdeAttributes, report: &mut Report) {
    each(serde, report, |entry, name| match name {
        "rename_all" | "rename_all_fields" => two_names(entry),
        _ => None,
    });
}

/// Checks what serde is told about members.
pub fn members(members: &Members, report: &mut Report) {
    let has_positions = matches!(members.style, Style::Newtype | Style::Tuple);
    for member in &members.list {
        each(&member.serde, report, |entry, name| match name {
            "flatten" | "bound" | "borrow" => None,
            "rename" => two_names(entry),
            "alias" => Some(&TWO_PLACES),
            // Leaving out an element of a tuple moves those behind it.
            "skip" | "skip_serializing" | "skip_deserializing" | "skip_serializing_if" => {
                has_positions.then_some(&TWO_PLACES)
            }
            "default" => (!matches!(entry.value, SerdeValue::Word)).then_some(&OWN_DEFAULT),
            "with" | "serialize_with" | "deserialize_with" | "getter" => Some(&CUSTOM_JSON),
            _ => Some(&UNKNOWN_SERDE),
        });
    }
}

fn each(
    serde: &SerdeAttributes,
    report: &mut Report,
    refusal: impl Fn(&SerdeAttribute, &str) -> Option<&'static Refusal>,
) {
    for entry in &serde.0 {
        let name = entry.path.get_ident().map(ToString::to_string);
        if let Some(refusal) = refusal(entry, &name.unwrap_or_default()) {
            report.refuse(&entry.path, refusal);
        }
    }
}

/// Refuses a name for one direction that the other one does not have.
fn two_names(entry: &SerdeAttribute) -> Option<&'static Refusal> {
    match &entry.value {
        SerdeValue::Directions {
            serialize,
            deserialize,
        } => (serialize != deserialize).then_some(&TWO_PLACES),
        SerdeValue::Other => Some(&TWO_PLACES),
        SerdeValue::Word | SerdeValue::Text(_) => None,
    }
}
