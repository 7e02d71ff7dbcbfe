//! A length of time in an attribute: seconds as a number, or text such as `"1h30m"`.

use super::literal;
use syn::Expr;

/// A length of time as it was written.
pub struct Duration {
    /// The tokens to blame.
    pub blame: Expr,
    /// Whole seconds, negative ones included; `None` where it is no time at all.
    pub seconds: Option<i64>,
}

/// Reads a length of time.
pub fn duration(blame: Expr) -> Duration {
    let seconds = seconds(&blame);
    Duration { blame, seconds }
}

fn seconds(expr: &Expr) -> Option<i64> {
    match literal::text(expr) {
        Some(text) => text_seconds(&text),
        None => literal::integer(expr),
    }
}

/// Numbers with units, one after another, each unit at most once and the larger ones first.
fn text_seconds(text: &str) -> Option<i64> {
    const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    let mut rest = text;
    let mut total: i64 = 0;
    let mut units = UNITS.iter();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at(digits);
        let mut tail = tail.chars();
        let unit = tail.next()?;
        let (_, scale) = units.find(|(name, _)| *name == unit)?;
        if number.is_empty() {
            return None;
        }
        let number = number.parse().unwrap_or(i64::MAX);
        total = total.saturating_add(i64::saturating_mul(number, *scale));
        rest = tail.as_str();
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[track_caller]
    fn check(source: &str, seconds: Option<i64>) {
        let read = duration(syn::parse_str(source).unwrap());
        assert_eq!(read.seconds, seconds, "{source}");
    }

    #[test]
    fn a_number_is_seconds() {
        check("30", Some(30));
        check("0", Some(0));
        check("-5", Some(-5));
        check("99999999999999999999", Some(i64::MAX));
    }

    #[test]
    fn text_has_units() {
        check("\"90s\"", Some(90));
        check("\"5m\"", Some(300));
        check("\"1h\"", Some(3_600));
        check("\"1d\"", Some(86_400));
        check("\"1d2h3m4s\"", Some(93_784));
        check("\"99999999999999999999d\"", Some(i64::MAX));
    }

    #[test]
    fn anything_else_is_no_time() {
        for source in [
            "\"\"", "\"5\"", "\"s\"", "\"5ms\"", "\"1s1h\"", "\"1s1s\"", "\"-5s\"", "\"1.5h\"",
            "\"1h \"", "1.5", "30u64", "true", "SECONDS",
        ] {
            check(source, None);
        }
    }
}
