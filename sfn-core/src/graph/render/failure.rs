//! Fail states.

use super::super::{Expr, Failure};
use super::cause::cause;
use super::expression::{dynamic_text, error_name};
use sfn_asl::{Dynamic, Fail, Jsonata};

/// A Fail state for an error.
pub fn fail(failure: &Failure) -> Fail {
    match failure {
        Failure::Caught(error) => Fail {
            error: Some(Dynamic::Jsonata(member(error, "Error"))),
            cause: Some(Dynamic::Jsonata(member(error, "Cause"))),
        },
        Failure::Raised { info, members } => Fail {
            error: Some(Dynamic::Literal(error_name(info).to_owned())),
            cause: cause(info, members)
                .map(|text| Dynamic::Jsonata(Jsonata::new(format!(" {text} ")))),
        },
        Failure::Unreachable { error, cause } => Fail {
            error: Some(Dynamic::Literal((*error).to_owned())),
            cause: Some(Dynamic::Literal((*cause).to_owned())),
        },
    }
}

fn member(error: &Expr, name: &str) -> Jsonata {
    let error = dynamic_text(error);
    Jsonata::new(format!(" {}.{name} ", error.source().trim()))
}
