//! `$formatNumber`: XPath's decimal pictures, with the reference's order of complaints.

use super::numeric::rounded;
use super::{number_argument, take, text_argument};
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::{Object, Value};

/// The characters with a meaning in a picture.
struct Symbols {
    decimal: String,
    grouping: String,
    exponent: String,
    minus: String,
    percent: String,
    per_mille: String,
    zero: char,
    digit: String,
    pattern: String,
}

impl Symbols {
    fn with(options: Option<&Object>) -> Symbols {
        let text = |name: &str, default: &str| {
            let given = options.and_then(|options| options.get(name));
            given.and_then(Value::as_str).unwrap_or(default).to_owned()
        };
        Symbols {
            decimal: text("decimal-separator", "."),
            grouping: text("grouping-separator", ","),
            exponent: text("exponent-separator", "e"),
            minus: text("minus-sign", "-"),
            percent: text("percent", "%"),
            per_mille: text("per-mille", "\u{2030}"),
            zero: text("zero-digit", "0").chars().next().unwrap_or('0'),
            digit: text("digit", "#"),
            pattern: text("pattern-separator", ";"),
        }
    }

    /// Whether a letter is one of the ten mandatory digits.
    fn is_mandatory(&self, letter: char) -> bool {
        (u32::from(self.zero)..u32::from(self.zero) + 10).contains(&u32::from(letter))
    }

    fn is_digit(&self, letter: char) -> bool {
        self.is_mandatory(letter) || is(letter, &self.digit)
    }

    fn is_active(&self, letter: char) -> bool {
        let others = [
            &self.decimal,
            &self.exponent,
            &self.grouping,
            &self.digit,
            &self.pattern,
        ];
        self.is_mandatory(letter) || others.iter().any(|symbol| is(letter, symbol))
    }

    fn mandatory_digits(&self, text: &str) -> usize {
        text.chars()
            .filter(|letter| self.is_mandatory(*letter))
            .count()
    }

    fn digits(&self, text: &str) -> usize {
        text.chars().filter(|letter| self.is_digit(*letter)).count()
    }
}

fn is(letter: char, symbol: &str) -> bool {
    symbol.chars().eq([letter])
}

/// A picture taken apart.
struct Parts<'a> {
    picture: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    active: &'a str,
    mantissa: &'a str,
    exponent: Option<&'a str>,
    integer: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn of(picture: &'a str, symbols: &Symbols) -> Parts<'a> {
        let begins = |letter: char| symbols.is_active(letter) && !is(letter, &symbols.exponent);
        let start = picture.find(begins).unwrap_or(0);
        let end = picture.rfind(begins).map_or(picture.len(), |at| {
            at + picture[at..].chars().next().map_or(0, char::len_utf8)
        });
        let end = end.max(start);
        let (prefix, suffix) = (&picture[..start], &picture[end..]);
        let active = &picture[start..end];
        // The reference looks for the exponent from the end of the prefix but cuts the active part
        // at the position in the whole picture.
        let exponent_at = picture[start..]
            .find(symbols.exponent.as_str())
            .map(|at| at + start);
        let (mantissa, exponent) = match exponent_at {
            Some(at) if at <= picture.len() - suffix.len() => (
                active.get(..at).unwrap_or(active),
                Some(active.get(at + 1..).unwrap_or_default()),
            ),
            _ => (active, None),
        };
        let (integer, fraction) = match mantissa.split_once(symbols.decimal.as_str()) {
            Some((integer, fraction)) => (integer, fraction),
            None => (mantissa, suffix),
        };
        Parts {
            picture,
            prefix,
            suffix,
            active,
            mantissa,
            exponent,
            integer,
            fraction,
        }
    }

    /// The rules of XPath 4.7.3. Of several broken ones the last counts, as in the reference.
    fn validate(&self, symbols: &Symbols) -> Result<(), Error> {
        let mut broken = None;
        let mut rule = |code: &'static str, is_broken: bool| {
            if is_broken {
                broken = Some(code);
            }
        };
        let picture = self.picture;
        let twice = |symbol: &str| picture.find(symbol) != picture.rfind(symbol);
        let has = |symbol: &str| picture.contains(symbol);
        rule("D3081", twice(&symbols.decimal));
        rule("D3082", twice(&symbols.percent));
        rule("D3083", twice(&symbols.per_mille));
        rule("D3084", has(&symbols.percent) && has(&symbols.per_mille));
        rule("D3085", symbols.digits(self.mantissa) == 0);
        rule(
            "D3086",
            self.active.chars().any(|letter| !symbols.is_active(letter)),
        );
        match picture.find(symbols.decimal.as_str()) {
            Some(at) => {
                let before = picture[..at].ends_with(symbols.grouping.as_str());
                let after = picture
                    .get(at + symbols.decimal.len()..)
                    .unwrap_or_default();
                rule(
                    "D3087",
                    before || after.starts_with(symbols.grouping.as_str()),
                );
            }
            None => rule("D3088", self.integer.ends_with(symbols.grouping.as_str())),
        }
        rule("D3089", has(&symbols.grouping.repeat(2)));
        let optional = self.integer.find(symbols.digit.as_str());
        rule(
            "D3090",
            optional.is_some_and(|at| symbols.mandatory_digits(&self.integer[..at]) > 0),
        );
        let optional = self.fraction.rfind(symbols.digit.as_str());
        rule(
            "D3091",
            optional.is_some_and(|at| symbols.mandatory_digits(&self.fraction[at..]) > 0),
        );
        let scaled = has(&symbols.percent) || has(&symbols.per_mille);
        if let Some(exponent) = self.exponent {
            rule("D3092", !exponent.is_empty() && scaled);
            let all_digits = exponent.chars().all(|letter| symbols.is_mandatory(letter));
            rule("D3093", exponent.is_empty() || !all_digits);
        }
        broken.map_or(Ok(()), |code| Err(Error::new(code)))
    }
}

/// What a picture demands.
struct Format {
    prefix: String,
    suffix: String,
    picture: String,
    integer_groups: Vec<usize>,
    regular_group: usize,
    fraction_groups: Vec<usize>,
    least_integer: usize,
    scaling: usize,
    least_fraction: usize,
    most_fraction: usize,
    least_exponent: usize,
}

impl Format {
    fn of(parts: &Parts<'_>, symbols: &Symbols) -> Format {
        let mut least_integer = symbols.mandatory_digits(parts.integer);
        let scaling = least_integer;
        let mut least_fraction = symbols.mandatory_digits(parts.fraction);
        let mut most_fraction = symbols.digits(parts.fraction);
        let has_exponent = parts.exponent.is_some();
        if least_integer == 0 && most_fraction == 0 {
            if has_exponent {
                least_fraction = 1;
                most_fraction = 1;
            } else {
                least_integer = 1;
            }
        }
        if has_exponent && least_integer == 0 && parts.integer.contains(symbols.digit.as_str()) {
            least_integer = 1;
        }
        if least_integer == 0 && least_fraction == 0 {
            least_fraction = 1;
        }
        let integer_groups = group_positions(parts.integer, parts.integer, symbols, false);
        Format {
            prefix: parts.prefix.to_owned(),
            suffix: parts.suffix.to_owned(),
            picture: parts.picture.to_owned(),
            regular_group: regular(&integer_groups),
            integer_groups,
            fraction_groups: group_positions(parts.fraction, parts.integer, symbols, true),
            least_integer,
            scaling,
            least_fraction,
            most_fraction,
            least_exponent: parts
                .exponent
                .map_or(0, |text| symbols.mandatory_digits(text)),
        }
    }
}

/// How many digits stand behind (or before) each grouping separator of a part. After the first the
/// reference goes on in the integer part, whichever part it began in.
fn group_positions(part: &str, integer: &str, symbols: &Symbols, to_left: bool) -> Vec<usize> {
    let grouping = symbols.grouping.as_str();
    let mut positions = Vec::new();
    if grouping.is_empty() {
        return positions;
    }
    let mut at = part.find(grouping);
    while let Some(place) = at {
        let side = if to_left {
            part.get(..place)
        } else {
            part.get(place..)
        };
        positions.push(symbols.digits(side.unwrap_or(if to_left { part } else { "" })));
        let behind = place + grouping.len();
        at = integer
            .get(behind..)
            .and_then(|rest| rest.find(grouping))
            .map(|found| found + behind);
    }
    positions
}

/// The distance of the separators if they are evenly spaced, else 0.
pub(super) fn regular(positions: &[usize]) -> usize {
    fn divisor(left: usize, right: usize) -> usize {
        if right == 0 {
            left
        } else {
            divisor(right, left % right)
        }
    }
    let Some(factor) = positions.iter().copied().reduce(divisor) else {
        return 0;
    };
    let even = (1..=positions.len()).all(|at| positions.contains(&(at * factor)));
    if even { factor } else { 0 }
}

pub(super) fn format_number(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(number) = number_argument(arguments, 0)? else {
        return Ok(None);
    };
    let Some(picture) = text_argument(arguments, 1)? else {
        return Err(Error::new("T0410").fill("index", 2));
    };
    let options = take(arguments, 2);
    let symbols = Symbols::with(options.as_ref().and_then(Value::as_object));
    run.hold_text(picture.len().saturating_mul(2))?;
    let pictures: Vec<&str> = picture.split(symbols.pattern.as_str()).collect();
    if pictures.len() > 2 {
        return Err(Error::new("D3080"));
    }
    let parts: Vec<Parts<'_>> = pictures
        .iter()
        .map(|one| Parts::of(one, &symbols))
        .collect();
    for part in &parts {
        part.validate(&symbols)?;
    }
    let is_negative = number.is_nan() || number < 0.0;
    let chosen = if is_negative {
        parts.last()
    } else {
        parts.first()
    };
    let Some(chosen) = chosen else {
        return Ok(None);
    };
    let mut format = Format::of(chosen, &symbols);
    if is_negative && parts.len() == 1 {
        format.prefix.insert_str(0, &symbols.minus);
    }
    run.hold_text(format.most_fraction + format.least_integer + 400)?;
    Ok(Some(Value::from(formatted(number, &format, &symbols))))
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap
)]
fn formatted(number: f64, format: &Format, symbols: &Symbols) -> String {
    let number = if format.picture.contains(&symbols.percent) {
        number * 100.0
    } else if format.picture.contains(&symbols.per_mille) {
        number * 1000.0
    } else {
        number
    };
    let (mantissa, exponent) = scaled(number, format);
    let mantissa = rounded(mantissa, format.most_fraction as f64);
    let digits = fixed(mantissa, format.most_fraction);
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let zeros = |count: usize| std::iter::repeat_n('0', count);
    let integer = integer.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let mut text: Vec<char> = zeros(format.least_integer.saturating_sub(integer.len()))
        .chain(integer.chars())
        .collect();
    let decimal_at = text.len();
    text.push(DECIMAL);
    text.extend(fraction.chars());
    text.extend(zeros(format.least_fraction.saturating_sub(fraction.len())));
    group(&mut text, decimal_at, format);
    let decimal_at = text
        .iter()
        .position(|letter| *letter == DECIMAL)
        .unwrap_or(text.len());
    if !format.picture.contains(&symbols.decimal) || decimal_at + 1 == text.len() {
        text.pop();
    }
    let mut out = format.prefix.clone();
    for letter in text {
        match letter {
            DECIMAL => out.push_str(&symbols.decimal),
            GROUPING => out.push_str(&symbols.grouping),
            digit => out.push(symbols.own(digit)),
        }
    }
    if let Some(exponent) = exponent {
        out.push_str(&symbols.exponent);
        if exponent < 0 {
            out.push_str(&symbols.minus);
        }
        let digits = exponent.unsigned_abs().to_string();
        out.extend(std::iter::repeat_n(
            symbols.zero,
            format.least_exponent.saturating_sub(digits.len()),
        ));
        out.extend(digits.chars().map(|digit| symbols.own(digit)));
    }
    out.push_str(&format.suffix);
    out
}

/// Stand for the symbols of the picture until the text is complete.
const DECIMAL: char = '.';
const GROUPING: char = ',';

/// Inserts the grouping separators. Where a separator falls outside of the digits it is inserted
/// where JavaScript's `slice` would put it.
fn group(text: &mut Vec<char>, decimal_at: usize, format: &Format) {
    let mut decimal_at = decimal_at;
    let insert = |text: &mut Vec<char>, place: isize| {
        let length = text.len();
        let place = if place < 0 {
            length.saturating_sub(place.unsigned_abs())
        } else {
            place.unsigned_abs().min(length)
        };
        text.insert(place, GROUPING);
    };
    let signed = |number: usize| isize::try_from(number).unwrap_or(isize::MAX);
    if let Some(groups) = decimal_at
        .saturating_sub(1)
        .checked_div(format.regular_group)
    {
        for group in 1..=groups {
            insert(
                text,
                signed(decimal_at) - signed(group * format.regular_group),
            );
        }
    } else {
        for position in &format.integer_groups {
            insert(text, signed(decimal_at) - signed(*position));
            decimal_at += 1;
        }
    }
    let decimal_at = text
        .iter()
        .position(|letter| *letter == DECIMAL)
        .unwrap_or(0);
    for position in &format.fraction_groups {
        insert(text, signed(decimal_at + 1 + position));
    }
}

impl Symbols {
    /// A digit in the family of the picture.
    fn own(&self, digit: char) -> char {
        // Huge numbers come with an exponent, which stays as it is.
        let Some(offset) = digit.to_digit(10) else {
            return digit;
        };
        char::from_u32(u32::from(self.zero) + offset).unwrap_or(digit)
    }
}

/// A number as mantissa and exponent, if the picture has one.
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
fn scaled(number: f64, format: &Format) -> (f64, Option<i32>) {
    if format.least_exponent == 0 {
        return (number, None);
    }
    let scaling = format.scaling as i32;
    let (most, least) = (10_f64.powi(scaling), 10_f64.powi(scaling - 1));
    let (mut mantissa, mut exponent) = (number, 0);
    // The reference never ends for zero and negative numbers; here the exponent stays in range.
    while mantissa < least && mantissa > 0.0 {
        mantissa *= 10.0;
        exponent -= 1;
    }
    while mantissa > most && mantissa.is_finite() {
        mantissa /= 10.0;
        exponent += 1;
    }
    (mantissa, Some(exponent))
}

/// The digits of `Number.prototype.toFixed`, without a sign.
fn fixed(number: f64, places: usize) -> String {
    let number = number.abs();
    if number.is_infinite() {
        return "Infinity".to_owned();
    }
    if number >= 1e21 || number.is_nan() {
        let mut text = String::new();
        let _ = crate::value::number::write_number(&mut text, number);
        return text;
    }
    format!("{number:.places$}")
}
