//! Text to dates by a picture.

use super::calendar::{DAY, DAYS, Date, MONTHS, component, date_utc};
use super::picture::{self, Marker, Part};
use crate::error::Error;
use crate::functions::format_integer::{PictureKind, Separators, parse_int};
use crate::run::Run;

/// The components that a text gives, by their letters. Absent is not the same as unreadable.
#[derive(Default)]
struct Components(Vec<(char, Option<f64>)>);

impl Components {
    fn get(&self, component: char) -> Option<f64> {
        self.0
            .iter()
            .find(|(known, _)| *known == component)
            .and_then(|(_, value)| *value)
    }

    fn set(&mut self, component: char, value: Option<f64>) {
        match self.0.iter_mut().find(|(known, _)| *known == component) {
            Some((_, known)) => *known = value,
            None => self.0.push((component, value)),
        }
    }

    /// One bit for each of these components that is given and not zero, the first the highest.
    fn mask(&self, components: &str) -> u32 {
        components.chars().fold(0, |mask, component| {
            let is_given = self
                .get(component)
                .is_some_and(|value| value != 0.0 && !value.is_nan());
            mask << 1 | u32::from(is_given)
        })
    }
}

/// Nothing but these bits, and at least one of them.
fn is_type(mask: u32, bits: u32) -> bool {
    mask & !bits == 0 && mask & bits != 0
}

/// Reads a text by a picture. Nothing if it does not match.
pub(super) fn parsed(run: &mut Run<'_>, text: &str, picture: &str) -> Result<Option<f64>, Error> {
    let parts = picture::parse(picture)?;
    check_readable(&parts)?;
    let mut lengths = Vec::with_capacity(parts.len());
    if !matches(run, &parts, text, &mut lengths)? {
        return Ok(None);
    }
    let mut given = Components::default();
    let mut at = 0;
    for (part, length) in parts.iter().zip(lengths) {
        let piece = &text[at..at + length];
        at += length;
        if let Part::Marker(marker) = part {
            given.set(marker.component, read(marker, piece)?);
        }
    }
    if given.0.is_empty() {
        return Ok(None);
    }
    completed(run, given).map(Some)
}

/// Which components make up a date, as masks over `YXMxWwdD` and `PHhmsf`.
#[allow(clippy::cast_precision_loss)]
fn completed(run: &Run<'_>, mut given: Components) -> Result<f64, Error> {
    let mask = given.mask("YXMxWwdD");
    let by_month = is_type(mask, 0b1010_0001);
    let by_day_of_year = !by_month && is_type(mask, 0b1000_0010);
    let by_week_of_month = is_type(mask, 0b0101_0100);
    let by_week = !by_week_of_month && is_type(mask, 0b0100_1000);
    let mask = given.mask("PHhmsf");
    let by_half_day = !is_type(mask, 0b01_0111) && is_type(mask, 0b10_1111);
    let date_components = if by_day_of_year {
        "YD"
    } else if by_week_of_month {
        "XxwF"
    } else if by_week {
        "XWF"
    } else {
        "YMD"
    };
    let time_components = if by_half_day { "Phmsf" } else { "Hmsf" };
    // What is missing on the left comes from now, on the right from zero; a gap is an error.
    let now = Date::of(run.world.now_millis as f64);
    let (mut has_begun, mut has_ended) = (false, false);
    for name in date_components.chars().chain(time_components.chars()) {
        if given.get(name).is_some() {
            has_begun = true;
            if has_ended {
                return Err(Error::new("D3136"));
            }
        } else if has_begun {
            given.set(
                name,
                Some(if matches!(name, 'M' | 'D' | 'd') {
                    1.0
                } else {
                    0.0
                }),
            );
            has_ended = true;
        } else {
            given.set(name, component(&now, name));
        }
    }
    if by_week_of_month || by_week {
        return Err(Error::new("D3136"));
    }
    let of = |name: char| given.get(name).unwrap_or(f64::NAN);
    let (mut month, mut day) = (
        given.get('M').map_or(0.0, |month| (month - 1.0).max(0.0)),
        of('D'),
    );
    if by_day_of_year {
        let date = Date::of(date_utc(of('Y'), 0.0, 1.0) + (of('d') - 1.0) * DAY);
        (month, day) = (date.month, date.day);
    }
    let hour = if by_half_day {
        let hour = if of('h') == 12.0 { 0.0 } else { of('h') };
        hour + if given.get('P') == Some(1.0) {
            12.0
        } else {
            0.0
        }
    } else {
        of('H')
    };
    let clock = hour * 3_600_000.0 + of('m') * 60_000.0 + of('s') * 1_000.0 + of('f');
    let zone = given
        .get('Z')
        .filter(|zone| *zone != 0.0)
        .or(given.get('z'))
        .unwrap_or(0.0);
    Ok(date_utc(of('Y'), month, day) + clock - zone * 60_000.0)
}

/// Refuses markers whose text cannot be read back.
fn check_readable(parts: &[Part]) -> Result<(), Error> {
    for part in parts {
        let Part::Marker(marker) = part else {
            continue;
        };
        if matches!(marker.component, 'Z' | 'z') {
            continue;
        }
        match &marker.integer {
            Some(integer) => {
                if let PictureKind::Sequence(token) = &integer.kind {
                    return Err(Error::new("D3130").value_is(token.as_str()));
                }
            }
            None if matches!(marker.component, 'M' | 'x' | 'F' | 'P') => {}
            None => return Err(Error::new("D3133").value_is(marker.component)),
        }
    }
    Ok(())
}

/// Finds how much of the text belongs to each part, each taking as much as it can.
fn matches(
    run: &mut Run<'_>,
    parts: &[Part],
    text: &str,
    lengths: &mut Vec<usize>,
) -> Result<bool, Error> {
    run.check_stack()?;
    let Some((part, rest)) = parts.split_first() else {
        return Ok(text.is_empty());
    };
    for length in candidates(part, text)? {
        run.step(1)?;
        lengths.push(length);
        if matches(run, rest, &text[length..], lengths)? {
            return Ok(true);
        }
        lengths.pop();
    }
    Ok(false)
}

fn candidates(part: &Part, text: &str) -> Result<Vec<usize>, Error> {
    let marker = match part {
        Part::Literal(literal) => {
            let length = text
                .char_indices()
                .map(|(at, letter)| at + letter.len_utf8());
            let length = length.take(literal.chars().count()).last().unwrap_or(0);
            let is_here = text[..length].to_lowercase() == literal.to_lowercase();
            return Ok(is_here.then_some(length).into_iter().collect());
        }
        Part::Marker(marker) => marker,
    };
    if matches!(marker.component, 'Z' | 'z') {
        return Ok(zone_candidates(marker, text));
    }
    match &marker.integer {
        Some(integer) => integer.matches(text, marker.digits.filter(|digits| *digits > 0)),
        None => {
            let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            Ok((1..=letters).rev().collect())
        }
    }
}

/// The separator between hours and minutes of a zone.
fn zone_separator(marker: &Marker) -> Option<char> {
    match &marker.integer.as_ref()?.decimal()?.separators {
        Separators::Regular { separator, .. } => Some(*separator),
        Separators::Irregular(_) => None,
    }
}

fn zone_candidates(marker: &Marker, text: &str) -> Vec<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut start = 0;
    if marker.component == 'z' {
        match text.get(..3) {
            Some(prefix) if prefix.eq_ignore_ascii_case("GMT") => start = 3,
            _ => return Vec::new(),
        }
    }
    if !text[start..].starts_with(['-', '+']) {
        return Vec::new();
    }
    start += 1;
    let hours = digits(&text[start..]);
    let Some(separator) = zone_separator(marker) else {
        return (1..=hours).rev().map(|length| start + length).collect();
    };
    let behind = start + hours;
    if hours == 0 || !text[behind..].starts_with(separator) {
        return Vec::new();
    }
    let behind = behind + separator.len_utf8();
    let minutes = digits(&text[behind..]);
    (1..=minutes).rev().map(|length| behind + length).collect()
}

/// The value that a piece of text gives to a component.
fn read(marker: &Marker, piece: &str) -> Result<Option<f64>, Error> {
    if matches!(marker.component, 'Z' | 'z') {
        let piece = if marker.component == 'z' {
            &piece[3..]
        } else {
            piece
        };
        let (hours, minutes) = match zone_separator(marker).and_then(|sign| piece.split_once(sign))
        {
            Some((hours, minutes)) => (parse_int(hours), parse_int(minutes)),
            None if piece.len() <= 3 => (parse_int(piece), 0.0),
            None => (parse_int(&piece[..3]), parse_int(&piece[3..])),
        };
        return Ok(Some(hours * 60.0 + minutes));
    }
    if let Some(integer) = &marker.integer {
        return integer.read(piece).map(Some);
    }
    let place = |names: &[&str]| {
        let longest = marker
            .longest
            .filter(|longest| *longest > 0)
            .unwrap_or(usize::MAX);
        let at = names
            .iter()
            .position(|name| name[..longest.min(name.len())] == *piece)?;
        u32::try_from(at + 1).ok().map(f64::from)
    };
    Ok(match marker.component {
        'M' | 'x' => place(&MONTHS),
        'F' => place(&DAYS),
        _ => match piece {
            "am" | "AM" => Some(0.0),
            "pm" | "PM" => Some(1.0),
            _ => None,
        },
    })
}
