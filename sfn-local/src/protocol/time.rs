//! Points in time on the wire: numbers of seconds.

use serde::{Serialize, Serializer};
use sfn_core::clock::Timestamp;

/// A point in time, as seconds since 1970 with milliseconds as the fraction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Epoch(pub Timestamp);

impl Serialize for Epoch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Milliseconds of all years that there are lie within the 53 bits of a double.
        #[allow(clippy::cast_precision_loss, reason = "see above")]
        let millis = self.0.unix_millis() as f64;
        serializer.serialize_f64(millis / 1000.0)
    }
}
