//! Timestamps: which texts are moments.

/// Whether a text is a moment as the States Language writes it: RFC 3339 with an upper-case `T`, and an
/// upper-case `Z` or a numeric offset (spec, "Timestamps").
///
/// ```
/// use sfn_asl::is_timestamp;
///
/// assert!(is_timestamp("2026-01-31T12:00:00.5+01:00"));
/// assert!(!is_timestamp("2026-01-31T12:00:00"));
/// assert!(!is_timestamp("2026-02-31T12:00:00Z"));
/// ```
pub fn is_timestamp(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<()> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (hour, rest) = number(rest.strip_prefix('T')?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (rest.len() < fraction.len()).then_some(rest)?
        }
        None => rest,
    };
    let in_range = (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    (in_range && is_offset(rest)).then_some(())
}

/// The number that the first `digits` characters are, and what follows.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(digits)?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then_some((digits.parse().ok()?, rest))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn is_offset(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let Some((hours, rest)) = number(offset, 2) else {
        return false;
    };
    let Some((minutes, rest)) = rest.strip_prefix(':').and_then(|rest| number(rest, 2)) else {
        return false;
    };
    rest.is_empty() && hours < 24 && minutes < 60
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn moments_are_recognised() {
        for text in [
            "2026-01-31T12:00:00Z",
            "2024-02-29T23:59:59.123456789Z",
            "2000-02-29T00:00:00-11:30",
            "0001-01-01T00:00:00Z",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_moments() {
        for text in [
            "",
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31t12:00:00Z",
            "2026-01-31T12:00:00z",
            "2026-01-31 12:00:00Z",
            "2026-01-31T12:00Z",
            "2026-01-31T12:00:00.Z",
            "2026-13-01T12:00:00Z",
            "1900-02-29T12:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:00+0100",
            "2026-01-31T12:00:00Zulu",
            "２026-01-31T12:00:00Z",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
