//! Timestamps in ISO 8601, as far as `Date.parse` reads them.

use super::calendar::{DAY, date_utc};

/// A timestamp in ISO 8601. Nothing if it does not look like one, and not a number if it looks
/// like one and is none, as `Date.parse` has it.
pub(super) fn iso_millis(text: &str) -> Option<f64> {
    let mut rest = Reader { text };
    let year = rest.digits(4)?;
    let mut fields = Vec::new();
    while let Some(field) = rest.attempt(|rest| {
        rest.literal('-')?;
        let is_zone = rest.text.as_bytes().get(2) == Some(&b':');
        (!is_zone).then_some(())?;
        rest.digits(2).filter(|_| {
            !rest
                .text
                .starts_with(|letter: char| letter.is_ascii_digit())
        })
    }) {
        fields.push(field);
    }
    let mut clocks = Vec::new();
    while let Some(clock) = rest.attempt(|rest| {
        rest.literal('T')?;
        let hour = rest.digits(2).filter(|hour| *hour < 30.0)?;
        rest.literal(':')?;
        let minute = rest.digits(2).filter(|minute| *minute < 60.0)?;
        rest.literal(':')?;
        let second = rest.digits(2).filter(|second| *second < 60.0)?;
        Some((hour, minute, second))
    }) {
        clocks.push(clock);
    }
    let fraction = rest.attempt(|rest| {
        rest.literal('.')?;
        let count = rest.text.bytes().take_while(u8::is_ascii_digit).count();
        let digits = &rest.text[..count];
        rest.text = &rest.text[count..];
        // Digits beyond milliseconds are cut off.
        (count > 0).then(|| format!("{digits}00")[..3].parse().unwrap_or(0.0))
    });
    let zone = rest.attempt(|rest| {
        if rest.literal('Z').is_some() {
            return Some(Offset::Zulu);
        }
        let sign = if rest.literal('+').is_some() {
            1.0
        } else {
            rest.literal('-')?;
            -1.0
        };
        let hours = rest.digits(2).filter(|hours| *hours < 30.0)?;
        let _colon = rest.literal(':');
        let minutes = rest.digits(2).filter(|minutes| *minutes < 60.0)?;
        Some(Offset::Minutes(sign * (hours * 60.0 + minutes)))
    });
    if !rest.text.is_empty() || fields.iter().any(|field| *field >= 40.0) {
        return None;
    }
    let month = fields.first().copied().unwrap_or(1.0);
    let day = fields.get(1).copied().unwrap_or(1.0);
    let (hour, minute, second) = clocks.first().copied().unwrap_or_default();
    let is_midnight = hour == 24.0 && minute + second + fraction.unwrap_or(0.0) == 0.0;
    let is_real = fields.len() <= 2
        && clocks.len() <= 1
        && (fraction.is_none() || clocks.len() == 1)
        && (1.0..=12.0).contains(&month)
        && (1.0..=31.0).contains(&day)
        && (hour < 24.0 || is_midnight)
        && match zone {
            None | Some(Offset::Zulu) => true,
            Some(Offset::Minutes(minutes)) => clocks.len() == 1 && minutes.abs() < 1_440.0,
        };
    if !is_real {
        return Some(f64::NAN);
    }
    // Years below 100 are years below 100 here, unlike in `Date.UTC`.
    let days = date_utc(year + 400.0, month - 1.0, day) - 146_097.0 * DAY;
    let clock = hour * 3_600_000.0 + minute * 60_000.0 + second * 1_000.0;
    let minutes = match zone {
        Some(Offset::Minutes(minutes)) => minutes,
        None | Some(Offset::Zulu) => 0.0,
    };
    Some(days + clock + fraction.unwrap_or(0.0) - minutes * 60_000.0)
}

/// The zone of a timestamp. A date without a time may only have `Z`.
enum Offset {
    Zulu,
    Minutes(f64),
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn literal(&mut self, letter: char) -> Option<()> {
        self.text = self.text.strip_prefix(letter)?;
        Some(())
    }

    fn digits(&mut self, count: usize) -> Option<f64> {
        let digits = self.text.get(..count)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.text = &self.text[count..];
        digits.parse().ok()
    }

    /// Reads on if all of it can be read.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.text;
        let answer = read(self);
        if answer.is_none() {
            self.text = before;
        }
        answer
    }
}
