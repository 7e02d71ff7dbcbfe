//! A point in time, with the millisecond precision of AWS.

use std::fmt;
use std::ops::Add;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time in milliseconds, from the year -9999 to 9999.
///
/// As text and in JSON it is RFC 3339 in UTC with three digits of fraction, as AWS writes it.
///
/// ```
/// use std::time::Duration;
/// use sfn_core::clock::Timestamp;
///
/// let noon: Timestamp = "2026-11-22T12:00:00+01:00".parse()?;
/// assert_eq!((noon + Duration::from_millis(1500)).to_string(), "2026-11-22T11:00:01.500Z");
/// assert_eq!(noon.unix_millis(), 1_795_345_200_000);
/// # Ok::<(), sfn_core::clock::ParseTimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self(0);

    /// Makes a timestamp of milliseconds since 1970, moved to the nearest end of the range where they lie outside.
    pub fn from_unix_millis(millis: i64) -> Self {
        // Whole seconds: jiff takes no fraction of the first and the last one.
        let earliest = jiff::Timestamp::MIN.as_second() * 1000;
        let latest = jiff::Timestamp::MAX.as_second() * 1000;
        Self(millis.clamp(earliest, latest))
    }

    /// Milliseconds since 1970, negative before.
    pub fn unix_millis(self) -> i64 {
        self.0
    }

    /// How long after `earlier` this is; nothing if it is before.
    pub fn since(self, earlier: Self) -> Duration {
        let millis = self.0.saturating_sub(earlier.0);
        Duration::from_millis(u64::try_from(millis).unwrap_or(0))
    }
}

/// Ends at the latest representable time.
impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_unix_millis(self.0.saturating_add(millis))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let (sign, distance) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (1, after),
            Err(before) => (-1, before.duration()),
        };
        let millis = i64::try_from(distance.as_millis()).unwrap_or(i64::MAX);
        Self::from_unix_millis(sign * millis)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(f, "{timestamp:.3}"),
            // The constructors keep to jiff's range.
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no timestamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTimestampError {
    text: String,
}

impl fmt::Display for ParseTimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an RFC 3339 timestamp such as 2026-11-22T12:00:00Z",
            self.text
        )
    }
}

impl std::error::Error for ParseTimestampError {}

/// Reads an ISO 8601 date and time with an upper-case `T` and an offset or `Z`. What is finer than a millisecond is
/// cut off.
///
/// AWS refuses a blank instead of the `T`, impossible dates and times, and a time without offset (recorded with Wait
/// states).
impl FromStr for Timestamp {
    type Err = ParseTimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let timestamp = sfn_asl::Timestamp::parse(text).ok_or_else(|| ParseTimestampError {
            text: text.to_owned(),
        })?;
        Ok(Self::from_unix_millis(timestamp.as_millis()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let parsed = text.parse::<Timestamp>().ok();
        assert_eq!(
            parsed.map(|timestamp| timestamp.to_string()).as_deref(),
            expected
        );
    }

    #[test]
    fn offsets_and_fractions_are_read() {
        check("2016-03-14T01:59:00Z", Some("2016-03-14T01:59:00.000Z"));
        check(
            "2016-03-14T01:59:00+02:00",
            Some("2016-03-13T23:59:00.000Z"),
        );
        check(
            "2016-03-14T01:59:00.123456789Z",
            Some("2016-03-14T01:59:00.123Z"),
        );
        check("1969-12-31T23:59:59.999Z", Some("1969-12-31T23:59:59.999Z"));
    }

    #[test]
    fn what_aws_refuses_is_refused() {
        check("2016-12-05 21:29:29Z", None);
        check("2016-12-05T21:29:29", None);
        check("2016-12-05T21:29:29.000000", None);
        check("2016-13-05T21:29:29Z", None);
        check("2016-12-05T25:29:29Z", None);
        check("05-12-2016T21:29:29Z", None);
        check("2016-12-05t21:29:29Z", None);
        check("2016-12-05T21:29:29Z[UTC]", None);
        check("", None);
    }

    #[test]
    fn the_ends_of_the_range_hold() {
        let latest = Timestamp::from_unix_millis(i64::MAX);
        assert_eq!(latest + Duration::MAX, latest);
        assert_eq!(latest.to_string(), "9999-12-30T22:00:00.000Z");
        assert_eq!(
            latest
                .since(Timestamp::from_unix_millis(i64::MIN))
                .as_secs(),
            631_107_230_401
        );
    }

    #[test]
    fn json_is_the_text() {
        let json = serde_json::to_string(&Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(json, r#""1970-01-01T00:00:00.000Z""#);
        assert_eq!(
            serde_json::from_str::<Timestamp>(&json).unwrap(),
            Timestamp::UNIX_EPOCH
        );
    }
}
