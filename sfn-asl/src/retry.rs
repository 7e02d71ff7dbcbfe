//! `Retry`: when a state's work is tried again.

use crate::error_name::ErrorName;
use crate::keyword::keywords;
use crate::number::Number;
use crate::read::Fields;
use crate::write::ObjectWriter;

/// When and how often work that failed is tried again. No field of it takes an expression.
///
/// ```
/// use sfn_asl::{ErrorName, Retrier};
///
/// let retrier = Retrier { max_attempts: Some(5), ..Retrier::new([ErrorName::TIMEOUT]) };
/// assert_eq!(retrier.interval_seconds, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retrier {
    /// A remark for people.
    pub comment: Option<String>,
    /// The errors that it retries; at least one.
    pub error_equals: Vec<ErrorName>,
    /// Seconds before the first retry, at least 1; [`Retrier::DEFAULT_INTERVAL_SECONDS`] where it is absent.
    pub interval_seconds: Option<i64>,
    /// How many retries; [`Retrier::DEFAULT_MAX_ATTEMPTS`] where it is absent. 0 is none.
    pub max_attempts: Option<i64>,
    /// What each delay is multiplied with, at least 1; [`Retrier::DEFAULT_BACKOFF_RATE`] where it is absent.
    pub backoff_rate: Option<Number>,
    /// Seconds that no delay exceeds.
    pub max_delay_seconds: Option<i64>,
    /// Whether delays are drawn; they are not, where it is absent.
    pub jitter_strategy: Option<JitterStrategy>,
}

keywords! {
    /// Whether the delays before retries are random.
    #[derive(Default)]
    JitterStrategy {
        /// Each delay is drawn between zero and its computed length, after the cap.
        Full = "FULL",
        /// Delays are as they are computed.
        #[default]
        None = "NONE",
    }
}

impl Retrier {
    /// What `IntervalSeconds` is where it is absent (spec, "Retrying after error").
    pub const DEFAULT_INTERVAL_SECONDS: i64 = 1;
    /// What `MaxAttempts` is where it is absent.
    pub const DEFAULT_MAX_ATTEMPTS: i64 = 3;
    /// What `BackoffRate` is where it is absent.
    pub const DEFAULT_BACKOFF_RATE: f64 = 2.0;

    /// A retrier of these errors, with the defaults of the language.
    pub fn new(errors: impl IntoIterator<Item = ErrorName>) -> Self {
        Self {
            error_equals: errors.into_iter().collect(),
            ..Self::default()
        }
    }

    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            error_equals: fields.error_equals(),
            interval_seconds: fields.integer("IntervalSeconds"),
            max_attempts: fields.integer("MaxAttempts"),
            backoff_rate: fields.number("BackoffRate"),
            max_delay_seconds: fields.integer("MaxDelaySeconds"),
            jitter_strategy: fields.keyword("JitterStrategy"),
            comment: fields.string("Comment"),
        }
    }

    pub(crate) fn write(&self, object: &mut ObjectWriter) {
        object.strings(
            "ErrorEquals",
            self.error_equals.iter().map(ErrorName::as_str),
        );
        object.optional_string("Comment", self.comment.as_deref());
        object.optional_integer("IntervalSeconds", self.interval_seconds);
        object.optional_integer("MaxAttempts", self.max_attempts);
        object.optional_number("BackoffRate", self.backoff_rate);
        object.optional_integer("MaxDelaySeconds", self.max_delay_seconds);
        object.optional_string(
            "JitterStrategy",
            self.jitter_strategy.map(JitterStrategy::as_str),
        );
    }
}
