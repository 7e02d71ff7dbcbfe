//! Java's ways with numbers and texts, which AWS's functions show.

use sfn_expr::Value;

/// `Math.round`: to the nearest integer, halves up (recorded: 1.5 is 2, -1.5 is -1). Beyond the integers it gives
/// the last one, as Java does; what is no number is 0.
pub(super) fn round(number: f64) -> i64 {
    let floor = number.floor();
    let rounded = if number - floor >= 0.5 {
        floor + 1.0
    } else {
        floor
    };
    // A cast from a double saturates, which is what Java does.
    rounded as i64
}

/// Writes a value as `Object.toString` does: texts without quotes, objects as `{name=value, …}` (recorded), arrays as
/// `[value, …]`. It does not recurse.
pub(super) fn write_value(text: &mut String, value: &Value) {
    let mut waiting = vec![Part::Value(value)];
    while let Some(part) = waiting.pop() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(Value::String(part)) => text.push_str(part),
            Part::Value(Value::Array(items)) => {
                text.push('[');
                waiting.push(Part::Text("]"));
                for (position, item) in items.iter().enumerate().rev() {
                    waiting.push(Part::Value(item));
                    if position > 0 {
                        waiting.push(Part::Text(", "));
                    }
                }
            }
            Part::Value(Value::Object(members)) => {
                text.push('{');
                waiting.push(Part::Text("}"));
                for (position, (name, member)) in members.iter().enumerate().rev() {
                    waiting.push(Part::Value(member));
                    waiting.push(Part::Text("="));
                    waiting.push(Part::Text(name));
                    if position > 0 {
                        waiting.push(Part::Text(", "));
                    }
                }
            }
            Part::Value(scalar) => text.push_str(&scalar.to_json()),
        }
    }
}

enum Part<'v> {
    Value(&'v Value),
    Text(&'v str),
}

/// `new java.util.Random(seed)`, the generator behind a seed on AWS (measured for JSONata's `$random`).
pub(super) struct Random(u64);

impl Random {
    const MULTIPLIER: u64 = 0x5_DEEC_E66D;
    const BITS: u64 = (1 << 48) - 1;

    pub(super) fn new(seed: i64) -> Self {
        Self((seed.cast_unsigned() ^ Self::MULTIPLIER) & Self::BITS)
    }

    fn next(&mut self, bits: u32) -> u64 {
        self.0 = self.0.wrapping_mul(Self::MULTIPLIER).wrapping_add(0xB) & Self::BITS;
        self.0 >> (48 - bits)
    }

    /// `nextDouble`: at least 0 and below 1.
    pub(super) fn next_double(&mut self) -> f64 {
        let bits = (self.next(26) << 27) + self.next(27);
        bits as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        let cases = [
            (1.49, 1),
            (1.5, 2),
            (2.5, 3),
            (-1.5, -1),
            (-1.51, -2),
            (-0.5, 0),
            (0.5, 1),
        ];
        for (number, rounded) in cases {
            assert_eq!(round(number), rounded, "{number}");
        }
    }

    #[test]
    fn the_number_below_one_half_is_not_rounded_up() {
        assert_eq!(round(0.499_999_999_999_999_94), 0);
    }

    #[test]
    fn numbers_beyond_the_integers_are_the_last_integer() {
        assert_eq!(
            [round(1e300), round(-1e300), round(f64::NAN)],
            [i64::MAX, i64::MIN, 0]
        );
    }

    #[test]
    fn a_seed_gives_javas_numbers() {
        assert_eq!(Random::new(42).next_double(), 0.727_563_680_032_868_1);
    }
}
