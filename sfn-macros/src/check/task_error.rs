//! What `derive(TaskError)` refuses.

use super::{serde_attributes, states_errors};
use crate::parse::shape::Style;
use crate::parse::task_error::{ErrorType, ErrorVariant, Saying};
use crate::refusal::{
    ENVELOPE_MEMBER, ERROR_ATTRIBUTE, ERROR_NAME, ERROR_NOT_ENUM, FROM_VARIANT, GENERIC_ERROR,
    STATES_ERROR, STATES_PAYLOAD,
};
use crate::report::Report;

/// The longest error name that AWS takes, in characters.
const MAX_ERROR_NAME: usize = 256;

/// The member by which Lambda's envelope of an error is recognised.
const ENVELOPE: &str = "errorType";

/// Checks an error type and all it holds.
pub fn task_error(error: &ErrorType, report: &mut Report) {
    if !error.generics.params.is_empty() {
        report.refuse(&error.generics.params, &GENERIC_ERROR);
    }
    let variants = match &error.variants {
        Ok(variants) => variants,
        Err(keyword) => return report.refuse(keyword, &ERROR_NOT_ENUM),
    };
    serde_attributes::rules(&error.serde, report);
    let rule = error.serde.text("rename_all_fields");
    for variant in variants {
        sayings(variant, report);
        from(variant, report);
        serde_attributes::rules(&variant.serde, report);
        serde_attributes::members(&variant.members, report);
        if variant.members.style == Style::Struct {
            let rule = variant.serde.text("rename_all").or(rule);
            for member in &variant.members.list {
                if member.json_name(rule) == ENVELOPE {
                    report.refuse(member.blame(), &ENVELOPE_MEMBER);
                }
            }
        }
    }
}

fn sayings(variant: &ErrorVariant, report: &mut Report) {
    let mut names = 0;
    for saying in &variant.says {
        match saying {
            Saying::Name(name) => {
                names += 1;
                let text = name.value();
                let is_own = !text.starts_with(states_errors::PREFIX);
                if !is_own || text.is_empty() || text.chars().count() > MAX_ERROR_NAME {
                    report.refuse(name, &ERROR_NAME);
                } else if names > 1 {
                    report.refuse(name, &ERROR_ATTRIBUTE);
                }
            }
            Saying::States(name) => {
                names += 1;
                if !states_errors::is_one_of(&name.value(), states_errors::CATCHABLE) {
                    report.refuse(name, &STATES_ERROR);
                } else if names > 1 {
                    report.refuse(name, &ERROR_ATTRIBUTE);
                } else if let Some(member) = variant.members.list.first() {
                    report.refuse(&member.ty, &STATES_PAYLOAD);
                }
            }
            Saying::Foreign => {}
            Saying::Unknown(tokens) => report.refuse(tokens, &ERROR_ATTRIBUTE),
        }
    }
    if names == 0 && variant.ident.to_string().chars().count() > MAX_ERROR_NAME {
        report.refuse(&variant.ident, &ERROR_NAME);
    }
}

fn from(variant: &ErrorVariant, report: &mut Report) {
    let Some(from) = &variant.from else { return };
    let is_named = variant
        .says
        .iter()
        .any(|saying| matches!(saying, Saying::Name(_) | Saying::States(_)));
    if variant.members.style != Style::Newtype || is_named {
        report.refuse(from, &FROM_VARIANT);
    }
}
