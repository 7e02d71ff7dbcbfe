//! The retriers of a call in the plain run: which one is for an error, how often and how long it waits.
//!
//! They are the engine's own, compiled from what the definition says. As there, retriers are asked in order, each counts
//! for itself, and the first that is for the error decides.

use crate::clock;
use crate::program::Retrier;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// The retriers of one call, each with the attempts it has used.
pub(super) struct Retriers(Vec<(Retrier, u32)>);

impl Retriers {
    pub(super) fn new(retriers: impl Iterator<Item = sfn_asl::Retrier>) -> Self {
        let retriers = retriers.map(|retrier| Retrier::new(&retrier));
        Self(retriers.map(|retrier| (retrier, 0)).collect())
    }

    /// How long to wait before the next attempt; `None` when there is none after this error.
    pub(super) fn next_delay(&mut self, error: &str) -> Option<Duration> {
        let mut retriers = self.0.iter_mut();
        let (retrier, used) = retriers.find(|(retrier, _)| retrier.errors.matches(error))?;
        if *used >= retrier.max_attempts {
            return None;
        }
        let delay = retrier.delay(*used);
        *used += 1;
        Some(if retrier.jitter {
            delay.mul_f64(fraction())
        } else {
            delay
        })
    }
}

/// A number from 0 up to, and without, 1.
///
/// Under the system's clock it is drawn from the standard library's random keys. Under a virtual clock it follows from
/// the time alone, so that a test repeats.
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are what a double holds"
)]
fn fraction() -> f64 {
    let clock = clock::current();
    let bits = if clock.is_virtual() {
        scatter(clock.now().unix_millis().unsigned_abs())
    } else {
        RandomState::new().build_hasher().finish()
    };
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// SplitMix64's output function: near inputs give far outputs.
fn scatter(input: u64) -> u64 {
    let mut bits = input.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::ErrorNames;
    use crate::task::{Jitter, RetrySpec};

    const SPEC: RetrySpec = RetrySpec {
        errors: &[ErrorNames {
            of: "",
            own: &["Busy"],
            inner: &[],
        }],
        attempts: None,
        interval_seconds: None,
        backoff_rate: None,
        max_delay_seconds: None,
        jitter: None,
    };

    #[track_caller]
    fn check(specs: &'static [RetrySpec], errors: &[&str], expected: &[Option<f64>]) {
        let mut retriers = Retriers::new(specs.iter().map(RetrySpec::retrier));
        let delays = errors.iter().map(|error| retriers.next_delay(error));
        let seconds: Vec<_> = delays
            .map(|delay| delay.map(|delay| delay.as_secs_f64()))
            .collect();
        assert_eq!(seconds, expected);
    }

    #[test]
    fn three_attempts_from_one_second_doubling_where_nothing_is_said() {
        check(
            &[SPEC],
            &["Busy"; 4],
            &[Some(1.0), Some(2.0), Some(4.0), None],
        );
    }

    #[test]
    fn what_the_attribute_says_counts() {
        const SPECS: &[RetrySpec] = &[RetrySpec {
            attempts: Some(4),
            interval_seconds: Some(3),
            backoff_rate: Some(1.5),
            max_delay_seconds: Some(6),
            ..SPEC
        }];
        check(
            SPECS,
            &["Busy"; 5],
            &[Some(3.0), Some(4.5), Some(6.0), Some(6.0), None],
        );
    }

    #[test]
    fn an_error_of_no_retrier_is_not_retried() {
        check(&[SPEC], &["Closed"], &[None]);
    }

    #[test]
    fn retriers_count_for_themselves_and_the_first_decides() {
        const SPECS: &[RetrySpec] = &[
            RetrySpec {
                attempts: Some(1),
                ..SPEC
            },
            RetrySpec {
                errors: &[ErrorNames {
                    of: "",
                    own: &["Busy", "States.Timeout"],
                    inner: &[],
                }],
                attempts: Some(2),
                interval_seconds: Some(5),
                ..SPEC
            },
        ];
        check(
            SPECS,
            &[
                "Busy",
                "States.Timeout",
                "States.HeartbeatTimeout",
                "Busy",
                "States.Timeout",
            ],
            &[Some(1.0), Some(5.0), Some(10.0), None, None],
        );
    }

    #[test]
    fn no_attempts_are_none() {
        check(
            &[RetrySpec {
                attempts: Some(0),
                ..SPEC
            }],
            &["Busy"],
            &[None],
        );
    }

    #[test]
    fn jitter_draws_from_the_whole_delay() {
        const SPECS: &[RetrySpec] = &[RetrySpec {
            attempts: Some(1_000),
            interval_seconds: Some(10),
            backoff_rate: Some(1.0),
            jitter: Some(Jitter::Full),
            ..SPEC
        }];
        let mut retriers = Retriers::new(SPECS.iter().map(RetrySpec::retrier));
        let delays: Vec<_> = (0..1_000)
            .filter_map(|_| retriers.next_delay("Busy"))
            .collect();
        assert_eq!(delays.len(), 1_000);
        assert!(delays.iter().all(|delay| *delay < Duration::from_secs(10)));
        let distinct: std::collections::BTreeSet<_> = delays.iter().collect();
        assert!(
            distinct.len() > 900,
            "{} of 1,000 are distinct",
            distinct.len()
        );
    }
}
