//! The civil calendar and its weeks, in milliseconds since 1970, with JavaScript's range and quirks.

pub(super) const DAY: f64 = 86_400_000.0;

/// JavaScript's dates end here, in milliseconds.
const MAX_MILLIS: f64 = 8.64e15;

pub(super) const MONTHS: [&str; 12] = [
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

pub(super) const DAYS: [&str; 7] = [
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
pub(super) struct Date {
    pub(super) millis: f64,
    year: f64,
    /// From 0.
    pub(super) month: f64,
    pub(super) day: f64,
    /// From 0 for Sunday.
    weekday: f64,
}

impl Date {
    pub(super) fn of(millis: f64) -> Date {
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
    pub(super) fn clock(&self, unit: f64, count: f64) -> f64 {
        (self.millis.rem_euclid(DAY) / unit).floor() % count
    }
}

/// `Date.UTC`: months and everything smaller may lie outside of their range, and years below 100
/// mean the 20th century.
pub(super) fn date_utc(year: f64, month: f64, day: f64) -> f64 {
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
pub(super) fn component(date: &Date, component: char) -> Option<f64> {
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
