//! `$now`, `$millis`, `$fromMillis` and `$toMillis`. All calendars are UTC's.

use super::date_picture::{self, Marker, Part};
use super::format_integer::{Case, PictureKind, Separators, parse_int};
use super::{number_argument, text_argument};
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::{Value, number};

const DAY: f64 = 86_400_000.0;

/// JavaScript's dates end here, in milliseconds.
const MAX_MILLIS: f64 = 8.64e15;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A point in time taken apart. Everything is not a number if it lies outside of JavaScript's range.
#[derive(Clone, Copy)]
struct Date {
    millis: f64,
    year: f64,
    /// From 0.
    month: f64,
    day: f64,
    /// From 0 for Sunday.
    weekday: f64,
}

impl Date {
    fn of(millis: f64) -> Date {
        let millis = if millis.abs() > MAX_MILLIS {
            f64::NAN
        } else {
            millis.trunc()
        };
        let days = (millis / DAY).floor();
        // The civil calendar from the number of days since 0000-03-01, in eras of 400 years.
        let shifted = days + 719_468.0;
        let era = (shifted / 146_097.0).floor();
        let of_era = shifted - era * 146_097.0;
        let year_of_era = ((of_era - (of_era / 1_460.0).floor() + (of_era / 36_524.0).floor()
            - (of_era / 146_096.0).floor())
            / 365.0)
            .floor();
        let leap_days = (year_of_era / 4.0).floor() - (year_of_era / 100.0).floor();
        let of_year = of_era - (365.0 * year_of_era + leap_days);
        let from_march = ((5.0 * of_year + 2.0) / 153.0).floor();
        let day = of_year - ((153.0 * from_march + 2.0) / 5.0).floor() + 1.0;
        let month = if from_march < 10.0 {
            from_march + 2.0
        } else {
            from_march - 10.0
        };
        let year = year_of_era + era * 400.0 + if month <= 1.0 { 1.0 } else { 0.0 };
        Date {
            millis,
            year,
            month,
            day,
            weekday: (days + 4.0).rem_euclid(7.0),
        }
    }

    /// Hours, minutes, seconds or milliseconds of the day.
    fn clock(&self, unit: f64, count: f64) -> f64 {
        (self.millis.rem_euclid(DAY) / unit).floor() % count
    }
}

/// `Date.UTC`: months and everything smaller may lie outside of their range, and years below 100
/// mean the 20th century.
fn date_utc(year: f64, month: f64, day: f64) -> f64 {
    let year = if (0.0..=99.0).contains(&year) {
        1_900.0 + year
    } else {
        year
    };
    let year = year + (month / 12.0).floor();
    let month = month.rem_euclid(12.0);
    let (year, from_march) = if month < 2.0 {
        (year - 1.0, month + 10.0)
    } else {
        (year, month - 2.0)
    };
    let era = (year / 400.0).floor();
    let year_of_era = year - era * 400.0;
    let of_year = ((153.0 * from_march + 2.0) / 5.0).floor() + day - 1.0;
    let leap_days = (year_of_era / 4.0).floor() - (year_of_era / 100.0).floor();
    let days = era * 146_097.0 + year_of_era * 365.0 + leap_days + of_year - 719_468.0;
    let millis = days * DAY;
    if millis.abs() > MAX_MILLIS + DAY {
        f64::NAN
    } else {
        millis
    }
}

/// The Monday of the week that holds the first Thursday of a month or, from January, of a year.
fn first_week(year: f64, month: f64) -> f64 {
    let first = date_utc(year, month, 1.0);
    let weekday = Date::of(first).weekday;
    let weekday = if weekday == 0.0 { 7.0 } else { weekday };
    if weekday > 4.0 {
        first + (8.0 - weekday) * DAY
    } else {
        first - (weekday - 1.0) * DAY
    }
}

/// The number of the week of `today` in a year or month, whose neighbours are given too.
fn week(today: f64, this: f64, next: f64, previous: f64, most: f64) -> f64 {
    let since = |start: f64| (today - start) / (DAY * 7.0) + 1.0;
    let mut week = since(this);
    if week > most {
        if today >= next {
            week = 1.0;
        }
    } else if week < 1.0 {
        week = since(previous);
    }
    week.floor()
}

/// A component of a date as a number; nothing for those that are not numbers.
fn component(date: &Date, component: char) -> Option<f64> {
    let Date {
        year, month, day, ..
    } = *date;
    let today = date_utc(year, month, day);
    let next_month = |by: f64| {
        first_week(
            year + ((month + by) / 12.0).floor(),
            (month + by).rem_euclid(12.0),
        )
    };
    Some(match component {
        'Y' => year,
        'M' => month + 1.0,
        'D' => day,
        'd' => (today - date_utc(year, 0.0, 1.0)) / DAY + 1.0,
        'F' if date.weekday == 0.0 => 7.0,
        'F' => date.weekday,
        'W' => {
            let start = |by: f64| first_week(year + by, 0.0);
            week(today, start(0.0), start(1.0), start(-1.0), 52.0)
        }
        'w' => week(
            today,
            next_month(0.0),
            next_month(1.0),
            next_month(-1.0),
            4.0,
        ),
        'X' => {
            if date.millis < first_week(year, 0.0) {
                year - 1.0
            } else if date.millis >= first_week(year + 1.0, 0.0) {
                year + 1.0
            } else {
                year
            }
        }
        'x' => {
            if date.millis < next_month(0.0) {
                (month - 1.0).rem_euclid(12.0) + 1.0
            } else if date.millis >= next_month(1.0) {
                (month + 1.0).rem_euclid(12.0) + 1.0
            } else {
                month + 1.0
            }
        }
        'H' => date.clock(3_600_000.0, 24.0),
        'h' => match date.clock(3_600_000.0, 12.0) {
            0.0 => 12.0,
            hour => hour,
        },
        'm' => date.clock(60_000.0, 60.0),
        's' => date.clock(1_000.0, 60.0),
        'f' => date.clock(1.0, 1_000.0),
        _ => return None,
    })
}

// ---- formatting ------------------------------------------------------------------------------

/// The offset of a zone such as `+0530`, as the reference computes it: hours are rounded down, also
/// below zero, where the minutes are below zero too.
struct Zone {
    hours: f64,
    minutes: f64,
}

impl Zone {
    fn of(text: Option<&str>) -> Zone {
        let offset = text.map_or(0.0, parse_int);
        Zone {
            hours: (offset / 100.0).floor(),
            minutes: offset % 100.0,
        }
    }
}

fn formatted(
    run: &mut Run<'_>,
    millis: f64,
    picture: Option<&str>,
    zone: Option<&str>,
) -> Result<String, Error> {
    let zone = Zone::of(zone);
    let picture = picture.unwrap_or("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");
    run.hold_text(picture.len().saturating_mul(4))?;
    let parts = date_picture::parse(picture)?;
    let date = Date::of(millis + (60.0 * zone.hours + zone.minutes) * 60_000.0);
    let mut text = String::new();
    for part in &parts {
        run.step(1)?;
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Marker(marker) => text.push_str(&shown(run, &date, &zone, marker)?),
        }
        run.hold(text.len())?;
    }
    Ok(text)
}

fn shown(run: &mut Run<'_>, date: &Date, zone: &Zone, marker: &Marker) -> Result<String, Error> {
    let value = component(date, marker.component);
    match marker.component {
        'Y' | 'M' | 'D' | 'd' | 'F' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'm' | 's' | 'f' => {
            let mut value = value.unwrap_or(f64::NAN);
            if let Some(case) = marker.names {
                return name(marker, value, case);
            }
            if marker.component == 'Y'
                && let Some(digits) = marker.digits
            {
                #[allow(clippy::cast_precision_loss)]
                let modulus = 10_f64.powf(digits as f64);
                value %= modulus;
            }
            match &marker.integer {
                Some(integer) => integer.format(run, value),
                None => Ok(String::new()),
            }
        }
        'Z' | 'z' => zone_shown(run, zone, marker),
        'P' => {
            let half = if date.clock(3_600_000.0, 24.0) >= 12.0 {
                "pm"
            } else {
                "am"
            };
            let is_upper = marker.names == Some(Case::Upper);
            Ok(if is_upper {
                half.to_uppercase()
            } else {
                half.to_owned()
            })
        }
        'C' | 'E' => Ok("ISO".to_owned()),
        // The host's text for a component that does not exist.
        _ => Ok("undefined".to_owned()),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn name(marker: &Marker, value: f64, case: Case) -> Result<String, Error> {
    let names: &[&str] = match marker.component {
        'M' | 'x' => &MONTHS,
        'F' => &DAYS,
        other => return Err(Error::new("D3133").value_is(other)),
    };
    let known = (!value.is_nan()).then(|| names.get((value - 1.0) as usize));
    // The host's text for a name that does not exist.
    let name = known.flatten().copied().unwrap_or("undefined");
    let name = match case {
        Case::Upper => name.to_uppercase(),
        Case::Lower => name.to_lowercase(),
        Case::Title => name.to_owned(),
    };
    Ok(name
        .chars()
        .take(marker.longest.unwrap_or(usize::MAX))
        .collect())
}

fn zone_shown(run: &mut Run<'_>, zone: &Zone, marker: &Marker) -> Result<String, Error> {
    let offset = zone.hours * 100.0 + zone.minutes;
    if offset == 0.0 && marker.is_traditional {
        return Ok("Z".to_owned());
    }
    let Some(integer) = &marker.integer else {
        return Ok(String::new());
    };
    let decimal = integer.decimal();
    let is_regular =
        decimal.is_some_and(|decimal| matches!(decimal.separators, Separators::Regular { .. }));
    let text = if is_regular {
        integer.format(run, offset)?
    } else {
        match decimal.map(|decimal| decimal.mandatory) {
            Some(1 | 2) => {
                let mut hours = integer.format(run, zone.hours)?;
                if zone.minutes != 0.0 {
                    let sign = if zone.minutes < 0.0 { "-" } else { "" };
                    hours.push_str(&format!(":{sign}{:02}", zone.minutes.abs()));
                }
                hours
            }
            Some(3 | 4) => integer.format(run, offset)?,
            digits => {
                let error = Error::new("D3134");
                return Err(match digits {
                    Some(digits) => error.value_is(digits),
                    None => error,
                });
            }
        }
    };
    let sign = if offset >= 0.0 { "+" } else { "" };
    let prefix = if marker.component == 'z' { "GMT" } else { "" };
    Ok(format!("{prefix}{sign}{text}"))
}

pub(super) fn from_millis(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(millis) = number_argument(arguments, 0)? else {
        return Ok(None);
    };
    let picture = text_argument(arguments, 1)?;
    let zone = text_argument(arguments, 2)?;
    let text = formatted(run, millis, picture.as_deref(), zone.as_deref())?;
    Ok(Some(Value::from(text)))
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn now(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let picture = text_argument(arguments, 0)?;
    let zone = text_argument(arguments, 1)?;
    let millis = run.world.now_millis as f64;
    let text = formatted(run, millis, picture.as_deref(), zone.as_deref())?;
    Ok(Some(Value::from(text)))
}

pub(super) fn millis(run: &mut Run<'_>, _: &mut Arguments, _: Option<&Value>) -> Out {
    Ok(Some(Value::from(run.world.now_millis)))
}

// ---- parsing ---------------------------------------------------------------------------------

pub(super) fn to_millis(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let millis = match text_argument(arguments, 1)? {
        Some(picture) => {
            run.hold_text(picture.len().saturating_add(text.len()))?;
            parsed(run, &text, &picture)?
        }
        None => Some(iso_millis(&text).ok_or_else(|| Error::new("D3110").value_is(text))?),
    };
    Ok(millis.map(number::value))
}

/// A timestamp in ISO 8601. Nothing if it does not look like one, and not a number if it looks
/// like one and is none, as `Date.parse` has it.
fn iso_millis(text: &str) -> Option<f64> {
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
fn parsed(run: &mut Run<'_>, text: &str, picture: &str) -> Result<Option<f64>, Error> {
    let parts = date_picture::parse(picture)?;
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
