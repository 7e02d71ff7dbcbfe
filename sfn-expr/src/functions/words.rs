//! Numbers in English words, Roman numerals and letters, and back.

const SMALL: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];

const SMALL_ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];

const TENS: [&str; 8] = [
    "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
];

const MAGNITUDES: [(&str, f64); 4] = [
    ("Thousand", 1e3),
    ("Million", 1e6),
    ("Billion", 1e9),
    ("Trillion", 1e12),
];

/// A whole number in words, `Twenty-First` for an ordinal.
pub(super) fn number_to_words(number: f64, ordinal: bool) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let mut words = String::new();
    spell(number, false, ordinal, &mut words);
    words
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn spell(number: f64, continues: bool, ordinal: bool, words: &mut String) {
    if number < 100.0 {
        if continues {
            words.push_str(" and ");
        }
        return spell_small(number as usize, ordinal, words);
    }
    if continues {
        words.push_str(", ");
    }
    let (name, unit) = if number < 1000.0 {
        ("Hundred", 100.0)
    } else {
        let fitting = MAGNITUDES.iter().rev().find(|(_, unit)| number >= *unit);
        fitting.copied().unwrap_or(MAGNITUDES[0])
    };
    let count = (number / unit).floor();
    let rest = number - count * unit;
    spell(count, false, false, words);
    words.push(' ');
    words.push_str(name);
    if rest > 0.0 {
        spell(rest, true, ordinal, words);
    } else if ordinal {
        words.push_str("th");
    }
}

fn spell_small(number: usize, ordinal: bool, words: &mut String) {
    let small = if ordinal { &SMALL_ORDINALS } else { &SMALL };
    if let Some(word) = small.get(number) {
        words.push_str(word);
        return;
    }
    let ten = TENS[(number / 10).clamp(2, 9) - 2];
    match number % 10 {
        0 if ordinal => {
            words.push_str(&ten[..ten.len() - 1]);
            words.push_str("ieth");
        }
        0 => words.push_str(ten),
        ones => {
            words.push_str(ten);
            words.push('-');
            words.push_str(small[ones]);
        }
    }
}

/// What a word of a number counts, in lower case.
fn word_value(word: &str) -> Option<f64> {
    let place = |words: &[&str]| {
        words
            .iter()
            .position(|known| known.eq_ignore_ascii_case(word))
    };
    #[allow(clippy::cast_precision_loss)]
    if let Some(at) = place(&SMALL).or_else(|| place(&SMALL_ORDINALS)) {
        return Some(at as f64);
    }
    let tens = TENS
        .iter()
        .zip([20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
    for (name, value) in tens {
        let stem = &name[..name.len() - 1];
        let is_ordinal = word
            .strip_suffix("ieth")
            .is_some_and(|rest| rest.eq_ignore_ascii_case(stem));
        if name.eq_ignore_ascii_case(word) || is_ordinal {
            return Some(value);
        }
    }
    let cardinal = word.strip_suffix("th").unwrap_or(word);
    let magnitudes = MAGNITUDES.iter().copied().chain([("Hundred", 100.0)]);
    magnitudes
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(cardinal))
        .map(|(_, value)| value)
}

/// All words that a number may consist of, for recognising one.
pub(super) fn is_number_word(word: &str) -> bool {
    word_value(word).is_some()
}

/// A number from words in lower case. An unknown word makes it not a number.
pub(super) fn words_to_number(text: &str) -> f64 {
    let mut segments = vec![0.0_f64];
    for word in split_words(text) {
        let value = word_value(word);
        let top = segments.pop().unwrap_or(0.0);
        match value {
            Some(value) if value < 100.0 => {
                if top >= 1000.0 {
                    segments.push(top);
                    segments.push(value);
                } else {
                    segments.push(top + value);
                }
            }
            Some(value) => segments.push(top * value),
            None => segments.push(f64::NAN),
        }
    }
    segments.iter().sum()
}

/// Splits at `, `, ` and `, blanks, hyphens and backslashes.
fn split_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut start = 0;
    let mut at = 0;
    while at < rest.len() {
        let tail = &rest[at..];
        let mut letters = tail.chars();
        let letter = letters.next().unwrap_or_default();
        let second = letters.next();
        let length = if letter == ',' && second.is_some_and(char::is_whitespace) {
            1 + second.map_or(0, char::len_utf8)
        } else if letter.is_whitespace()
            && tail[letter.len_utf8()..].starts_with("and")
            && tail[letter.len_utf8() + 3..].starts_with(char::is_whitespace)
        {
            let last = tail[letter.len_utf8() + 3..].chars().next();
            letter.len_utf8() + 3 + last.map_or(0, char::len_utf8)
        } else if letter.is_whitespace() || matches!(letter, '-' | '\\') {
            letter.len_utf8()
        } else {
            at += letter.len_utf8();
            continue;
        };
        words.push(&rest[start..at]);
        rest = &rest[at + length..];
        start = 0;
        at = 0;
    }
    words.push(&rest[start..]);
    words
}

const ROMAN: [(f64, &str); 13] = [
    (1000.0, "m"),
    (900.0, "cm"),
    (500.0, "d"),
    (400.0, "cd"),
    (100.0, "c"),
    (90.0, "xc"),
    (50.0, "l"),
    (40.0, "xl"),
    (10.0, "x"),
    (9.0, "ix"),
    (5.0, "v"),
    (4.0, "iv"),
    (1.0, "i"),
];

/// Roman numerals in lower case. `most` bounds the letters of absurdly large numbers.
pub(super) fn to_roman(number: f64, most: usize) -> Option<String> {
    let mut rest = number;
    let mut roman = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            roman.push_str(letters);
            rest -= value;
            if roman.len() > most {
                return None;
            }
        }
    }
    Some(roman)
}

/// A number from Roman numerals in upper case.
pub(super) fn from_roman(roman: &str) -> f64 {
    let (mut number, mut highest) = (0.0, 1.0);
    for letter in roman.chars().rev() {
        let value = match letter {
            'M' => 1000.0,
            'D' => 500.0,
            'C' => 100.0,
            'L' => 50.0,
            'X' => 10.0,
            'V' => 5.0,
            'I' => 1.0,
            _ => f64::NAN,
        };
        if value < highest {
            number -= value;
        } else {
            highest = value;
            number += value;
        }
    }
    number
}

/// A number as in the columns of a spreadsheet: a, b, … z, aa.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn to_letters(number: f64, first: char) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0.0 {
        let offset = ((rest - 1.0) % 26.0) as u32;
        letters.push(char::from_u32(u32::from(first) + offset).unwrap_or(first));
        rest = ((rest - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

pub(super) fn from_letters(letters: &str, first: char) -> f64 {
    let mut number = 0.0;
    let mut weight = 1.0;
    for unit in letters.encode_utf16().collect::<Vec<_>>().into_iter().rev() {
        number += (f64::from(unit) - f64::from(u32::from(first)) + 1.0) * weight;
        weight *= 26.0;
    }
    number
}
