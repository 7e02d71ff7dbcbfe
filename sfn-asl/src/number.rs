//! Numbers in fields that take fractions.

/// A JSON number that remembers whether it was written with a fraction, so that `2` and `2.0` are
/// rendered as they were read.
///
/// ```
/// use sfn_asl::Number;
///
/// assert_eq!(Number::from(2).as_f64(), Number::from(2.0).as_f64());
/// assert_ne!(Number::from(2), Number::from(2.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Written without fraction and exponent.
    Integer(i64),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The number as JSON means it.
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.as_f64()
    }
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<f64> for Number {
    fn from(float: f64) -> Self {
        Self::Float(float)
    }
}
