//! `Wait`: a delay.

use super::Transition;
use crate::expression::Dynamic;
use crate::read::Fields;
use crate::write::ObjectWriter;

/// A state that waits.
///
/// ```
/// use sfn_asl::{Dynamic, Transition, Wait, WaitUntil};
///
/// let wait = Wait { until: WaitUntil::Seconds(Dynamic::Literal(60)), transition: Transition::End };
/// assert_eq!(wait.until, WaitUntil::Seconds(Dynamic::Literal(60)));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// How long.
    pub until: WaitUntil,
    /// Where the state goes.
    pub transition: Transition,
}

/// The end of a delay; a Wait state has exactly one.
#[derive(Clone, Debug, PartialEq)]
pub enum WaitUntil {
    /// A number of seconds after the state was entered, 0 to 99,999,999 (`Seconds`, `SecondsPath`).
    Seconds(Dynamic<i64>),
    /// A moment in RFC 3339 (`Timestamp`, `TimestampPath`). A moment in the past is no delay.
    Timestamp(Dynamic<String>),
}

impl Wait {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let seconds = fields
            .any_form("Seconds", "SecondsPath")
            .map(WaitUntil::Seconds);
        let timestamp = fields
            .any_form("Timestamp", "TimestampPath")
            .map(WaitUntil::Timestamp);
        fields.exactly_one_of(&["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]);
        Self {
            until: seconds
                .or(timestamp)
                .unwrap_or(WaitUntil::Seconds(Dynamic::Literal(0))),
            transition: Transition::read(fields),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        match &self.until {
            WaitUntil::Seconds(seconds) => object.dynamic("Seconds", "SecondsPath", seconds),
            WaitUntil::Timestamp(timestamp) => {
                object.dynamic("Timestamp", "TimestampPath", timestamp)
            }
        }
    }
}
