//! How many items may fail.

use serde::{Deserialize, Serialize};

/// `ToleratedFailureCount` and `ToleratedFailurePercentage`. Where neither is given no item may fail; where both are,
/// whichever is exceeded first ends the run.
///
/// ```
/// use sfn_core::map_run::Tolerance;
///
/// let half = Tolerance { percentage: Some(50.0), ..Tolerance::default() };
/// assert!(!half.is_exceeded(2, 4));
/// assert!(half.is_exceeded(3, 4));
/// assert!(Tolerance::default().is_exceeded(1, 4));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// How many.
    pub count: Option<u64>,
    /// How many per cent of all items, 0 to 100.
    pub percentage: Option<f64>,
}

impl Tolerance {
    /// Whether that many failed items of all are too many.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a map run has fewer than 2^53 items"
    )]
    pub fn is_exceeded(&self, failed: u64, total: u64) -> bool {
        match (self.count, self.percentage) {
            (None, None) => failed > 0,
            (count, percentage) => {
                let share = 100.0 * failed as f64 / total.max(1) as f64;
                count.is_some_and(|count| failed > count)
                    || percentage.is_some_and(|percentage| share > percentage)
            }
        }
    }
}
