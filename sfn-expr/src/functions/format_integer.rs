//! `$formatInteger` and `$parseInteger`: XPath's integer pictures. Dates use them too.

use super::format_number::regular;
use super::words::{
    from_letters, from_roman, is_number_word, number_to_words, to_letters, to_roman,
    words_to_number,
};
use super::{number_argument, text_argument};
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::Value;
use crate::value::number::{self, write_number};

/// A picture of an integer.
#[derive(Clone, Debug)]
pub(super) struct IntegerPicture {
    pub(super) kind: PictureKind,
    pub(super) case: Case,
    pub(super) ordinal: bool,
}

#[derive(Clone, Debug)]
pub(super) enum PictureKind {
    Decimal(DecimalPicture),
    Letters,
    Roman,
    Words,
    /// A numbering that is not supported; its first characters.
    Sequence(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

/// A picture of decimal digits.
#[derive(Clone, Debug)]
pub(super) struct DecimalPicture {
    /// The code point of the zero of the digits' family.
    pub(super) zero: u32,
    pub(super) mandatory: usize,
    pub(super) optional: usize,
    pub(super) separators: Separators,
}

#[derive(Clone, Debug)]
pub(super) enum Separators {
    /// One separator, again and again at this distance.
    Regular { distance: usize, separator: char },
    /// Separators with the number of digits behind each, from the right.
    Irregular(Vec<(usize, char)>),
}

/// Code points of the zeros of Unicode's families of decimal digits.
const FAMILIES: [u32; 37] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];

impl IntegerPicture {
    pub(super) fn parse(picture: &str) -> Result<IntegerPicture, Error> {
        let (primary, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        let ordinal = modifier.starts_with('o');
        let (kind, case) = match primary {
            "A" => (PictureKind::Letters, Case::Upper),
            "a" => (PictureKind::Letters, Case::Lower),
            "I" => (PictureKind::Roman, Case::Upper),
            "i" => (PictureKind::Roman, Case::Lower),
            "W" => (PictureKind::Words, Case::Upper),
            "Ww" => (PictureKind::Words, Case::Title),
            "w" => (PictureKind::Words, Case::Lower),
            digits => (decimal(digits)?, Case::Lower),
        };
        Ok(IntegerPicture {
            kind,
            case,
            ordinal,
        })
    }

    /// The picture of digits, if it is one.
    pub(super) fn decimal(&self) -> Option<&DecimalPicture> {
        match &self.kind {
            PictureKind::Decimal(decimal) => Some(decimal),
            _ => None,
        }
    }

    /// Formats a whole number.
    pub(super) fn format(&self, run: &mut Run<'_>, number: f64) -> Result<String, Error> {
        let is_negative = number < 0.0;
        let number = number.abs();
        let text = match &self.kind {
            PictureKind::Letters if !number.is_finite() => String::new(),
            PictureKind::Letters => {
                to_letters(number, if self.case == Case::Upper { 'A' } else { 'a' })
            }
            PictureKind::Roman => {
                let roman = to_roman(number, MAX_ROMAN_LETTERS);
                let roman =
                    roman.ok_or_else(|| Error::new("D1001").value_is(number::value(number)))?;
                if self.case == Case::Upper {
                    roman.to_uppercase()
                } else {
                    roman
                }
            }
            PictureKind::Words => {
                let words = number_to_words(number, self.ordinal);
                match self.case {
                    Case::Upper => words.to_uppercase(),
                    Case::Lower => words.to_lowercase(),
                    Case::Title => words,
                }
            }
            PictureKind::Decimal(decimal) => decimal.format(number, self.ordinal),
            PictureKind::Sequence(token) => {
                return Err(Error::new("D3130").value_is(token.as_str()));
            }
        };
        run.hold_text(text.len())?;
        Ok(if is_negative {
            format!("-{text}")
        } else {
            text
        })
    }

    /// The number that a text says which matches this picture.
    pub(super) fn read(&self, text: &str) -> Result<f64, Error> {
        Ok(match &self.kind {
            PictureKind::Letters => {
                from_letters(text, if self.case == Case::Upper { 'A' } else { 'a' })
            }
            PictureKind::Roman if self.case == Case::Upper => from_roman(text),
            PictureKind::Roman => from_roman(&text.to_uppercase()),
            PictureKind::Words => words_to_number(&text.to_lowercase()),
            PictureKind::Decimal(decimal) => decimal.read(text, self.ordinal),
            PictureKind::Sequence(token) => {
                return Err(Error::new("D3130").value_is(token.as_str()));
            }
        })
    }

    /// How many bytes at the start of `text` this picture may match, longest first. `width` is the
    /// number of digits in a date's year, month or day.
    pub(super) fn matches(&self, text: &str, width: Option<usize>) -> Result<Vec<usize>, Error> {
        let run_of =
            |fits: &dyn Fn(u8) -> bool| text.bytes().take_while(|byte| fits(*byte)).count();
        // The date's whole pattern ignores case.
        let any_length = |longest: usize| (1..=longest).rev().collect();
        Ok(match &self.kind {
            PictureKind::Letters => any_length(run_of(&|byte| byte.is_ascii_alphabetic())),
            PictureKind::Roman => any_length(run_of(&|byte| b"mdclxviMDCLXVI".contains(&byte))),
            PictureKind::Words => word_lengths(text),
            PictureKind::Decimal(decimal) => {
                let digits = run_of(&|byte| byte.is_ascii_digit());
                let (least, most) = match width {
                    Some(width) => (width.saturating_sub(decimal.optional), width),
                    None => (1, usize::MAX),
                };
                let lengths = (least..=most.min(digits)).rev();
                if !self.ordinal {
                    return Ok(lengths.collect());
                }
                let is_suffix = |length: &usize| {
                    let suffix = text.get(*length..*length + 2).unwrap_or_default();
                    ["th", "st", "nd", "rd"]
                        .iter()
                        .any(|known| known.eq_ignore_ascii_case(suffix))
                };
                lengths.filter(is_suffix).map(|length| length + 2).collect()
            }
            PictureKind::Sequence(token) => {
                return Err(Error::new("D3130").value_is(token.as_str()));
            }
        })
    }
}

/// Roman numerals are repeated thousands beyond any use.
const MAX_ROMAN_LETTERS: usize = 100_000;

/// Lengths at which `text` consists of words of numbers, `and`, commas, blanks and hyphens.
fn word_lengths(text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(['-', ',', ' ']) {
            at += 1;
        } else {
            let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let longest = (1..=letters.min(16)).rev().find(|length| {
                let word = &rest[..*length];
                word.eq_ignore_ascii_case("and") || is_number_word(&word.to_lowercase())
            });
            match longest {
                Some(length) => at += length,
                None => break,
            }
        }
        lengths.push(at);
    }
    lengths.reverse();
    lengths
}

fn decimal(picture: &str) -> Result<PictureKind, Error> {
    let mut zero = None;
    let (mut mandatory, mut optional, mut digits) = (0, 0, 0);
    let mut separators: Vec<(usize, char)> = Vec::new();
    for letter in picture.chars().rev() {
        let code = u32::from(letter);
        let family = FAMILIES
            .iter()
            .copied()
            .find(|first| (*first..=*first + 9).contains(&code));
        if let Some(family) = family {
            mandatory += 1;
            digits += 1;
            if *zero.get_or_insert(family) != family {
                return Err(Error::new("D3131"));
            }
        } else if letter == '#' {
            optional += 1;
            digits += 1;
        } else {
            separators.push((digits, letter));
        }
    }
    let Some(zero) = zero else {
        return Ok(PictureKind::Sequence(picture.to_owned()));
    };
    let positions: Vec<usize> = separators.iter().map(|(position, _)| *position).collect();
    let alike = separators.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let distance = if alike { regular(&positions) } else { 0 };
    let separators = match separators.first() {
        Some((_, separator)) if distance > 0 => Separators::Regular {
            distance,
            separator: *separator,
        },
        _ => Separators::Irregular(separators),
    };
    Ok(PictureKind::Decimal(DecimalPicture {
        zero,
        mandatory,
        optional,
        separators,
    }))
}

impl DecimalPicture {
    fn format(&self, number: f64, ordinal: bool) -> String {
        let mut text = String::new();
        // Writing into a `String` cannot fail.
        let _ = write_number(&mut text, number);
        let zeros = self.mandatory.saturating_sub(text.len());
        let padded = std::iter::repeat_n('0', zeros).chain(text.chars());
        let mut letters: Vec<char> = padded
            .map(|letter| {
                let code = u32::from(letter) + self.zero - 0x30;
                char::from_u32(code).unwrap_or(letter)
            })
            .collect();
        match &self.separators {
            Separators::Regular {
                distance,
                separator,
            } => {
                let groups = letters.len().saturating_sub(1) / distance;
                for group in 1..=groups {
                    // Those already inserted stand behind.
                    let place = letters.len() - group * distance - (group - 1);
                    letters.insert(place, *separator);
                }
            }
            Separators::Irregular(separators) => {
                for (behind, separator) in separators.iter().rev() {
                    let place = letters.len().saturating_sub(*behind);
                    letters.insert(place, *separator);
                }
            }
        }
        let mut text: String = letters.iter().collect();
        if ordinal {
            let is_teen = letters.len() > 1 && letters[letters.len() - 2] == '1';
            text.push_str(match letters.last() {
                Some('1') if !is_teen => "st",
                Some('2') if !is_teen => "nd",
                Some('3') if !is_teen => "rd",
                _ => "th",
            });
        }
        text
    }

    fn read(&self, text: &str, ordinal: bool) -> f64 {
        let mut letters: Vec<char> = text.chars().collect();
        if ordinal {
            letters.truncate(letters.len().saturating_sub(2));
        }
        match &self.separators {
            // The reference strips commas here, whatever the separator is.
            Separators::Regular { .. } => letters.retain(|letter| *letter != ','),
            Separators::Irregular(separators) => {
                letters
                    .retain(|letter| separators.iter().all(|(_, separator)| separator != letter));
            }
        }
        let digits = letters.into_iter().map(|letter| {
            let code = u32::from(letter)
                .checked_sub(self.zero)
                .map(|offset| offset + 0x30);
            if self.zero == 0x30 {
                letter
            } else {
                code.and_then(char::from_u32).unwrap_or(' ')
            }
        });
        parse_int(&digits.collect::<String>())
    }
}

/// `parseInt`: the number that a text begins with.
pub(super) fn parse_int(text: &str) -> f64 {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if let Some(hex) = digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        let length = hex.bytes().take_while(u8::is_ascii_hexdigit).count();
        let value = hex[..length].chars().filter_map(|digit| digit.to_digit(16));
        let value = value.fold(0.0, |value, digit| value * 16.0 + f64::from(digit));
        return if length == 0 { f64::NAN } else { sign * value };
    }
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    digits[..length]
        .parse::<f64>()
        .map_or(f64::NAN, |number| sign * number)
}

pub(super) fn format_integer(
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
    run.hold_text(picture.len().saturating_mul(8))?;
    let text = IntegerPicture::parse(&picture)?.format(run, number.floor())?;
    Ok(Some(Value::from(text)))
}

pub(super) fn parse_integer(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let Some(picture) = text_argument(arguments, 1)? else {
        return Err(Error::new("T0410").fill("index", 2));
    };
    run.hold_text(picture.len().saturating_add(text.len()).saturating_mul(8))?;
    let number = IntegerPicture::parse(&picture)?.read(&text)?;
    Ok(Some(number::value(number)))
}
