//! Dates to text by a picture.

use super::calendar::{DAYS, Date, MONTHS, component};
use super::picture::{self, Marker, Part};
use crate::error::Error;
use crate::functions::format_integer::{Case, Separators, parse_int};
use crate::run::Run;

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

pub(super) fn formatted(
    run: &mut Run<'_>,
    millis: f64,
    picture: Option<&str>,
    zone: Option<&str>,
) -> Result<String, Error> {
    let zone = Zone::of(zone);
    let picture = picture.unwrap_or("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");
    run.hold_text(picture.len().saturating_mul(4))?;
    let parts = picture::parse(picture)?;
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
