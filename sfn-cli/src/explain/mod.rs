//! The pages of the numbered refusals: what was refused, why, and what to write instead, for a terminal without network. The
//! codes of rules on definitions have a few lines each, in `rules.md`.
//!
//! A page is a Markdown file below `pages/`, and that file is also a page of the book. Its first line says the number and the
//! fact as the compiler does; `sfn-tests` holds it to that, and compiles and runs its programs. Wording of messages belongs
//! to `sfn-macros` and `sfn-core`, not here.

use std::fmt;

/// The number of a refusal, as messages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(u16);

/// What is told about a refusal.
pub(crate) struct Page {
    pub number: Number,
    markdown: &'static str,
}

/// What is told about the rules on definitions, each behind a heading with its code.
const RULES: &str = include_str!("rules.md");

/// What is told about the rule of that code, such as `MISSING_END_STATE`.
pub(crate) fn rule(code: &str) -> Option<&'static str> {
    let sections = RULES.split("\n## ").skip(1);
    let mut rules = sections.filter_map(|section| section.split_once('\n'));
    let (_, text) = rules.find(|(of, _)| *of == code)?;
    Some(text.trim())
}

macro_rules! pages {
    ($($number:literal $digits:literal,)*) => {
        /// All pages, by number.
        pub(crate) const PAGES: &[Page] = &[$(Page {
            number: Number($number),
            markdown: include_str!(concat!("pages/SFN", $digits, ".md")),
        }),*];
    };
}

// One to a line, so that two new numbers do not get into each other's way.
pages! {
    1 "001",
    2 "002",
    3 "003",
    4 "004",
    5 "005",
    6 "006",
    7 "007",
    8 "008",
    9 "009",
    10 "010",
    11 "011",
    20 "020",
    21 "021",
    22 "022",
    23 "023",
    24 "024",
    25 "025",
    26 "026",
    27 "027",
    28 "028",
    29 "029",
    30 "030",
    31 "031",
    32 "032",
    33 "033",
    34 "034",
    35 "035",
    36 "036",
    37 "037",
    38 "038",
    39 "039",
    40 "040",
    41 "041",
    42 "042",
    43 "043",
    44 "044",
    45 "045",
    50 "050",
    51 "051",
    52 "052",
    53 "053",
    54 "054",
    55 "055",
    56 "056",
    57 "057",
    58 "058",
    59 "059",
    60 "060",
    61 "061",
    62 "062",
    63 "063",
    64 "064",
    65 "065",
    66 "066",
    67 "067",
    68 "068",
    69 "069",
    70 "070",
    71 "071",
    72 "072",
    73 "073",
    74 "074",
    75 "075",
    76 "076",
    77 "077",
    78 "078",
    79 "079",
    80 "080",
    81 "081",
    82 "082",
    83 "083",
    84 "084",
    86 "086",
    87 "087",
    88 "088",
    89 "089",
    90 "090",
    91 "091",
    95 "095",
    96 "096",
    97 "097",
    98 "098",
    99 "099",
    100 "100",
    101 "101",
    103 "103",
    106 "106",
    107 "107",
    110 "110",
    111 "111",
    112 "112",
    140 "140",
    141 "141",
    142 "142",
    143 "143",
    144 "144",
    145 "145",
    146 "146",
    147 "147",
    148 "148",
    150 "150",
    151 "151",
}

impl Number {
    /// Reads `SFN083` and what people make of it: `sfn83`, `83`, `[SFN083]`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('[').trim_end_matches(']');
        let has_prefix = text
            .get(..3)
            .is_some_and(|prefix| prefix.eq_ignore_ascii_case("SFN"));
        let digits = if has_prefix { &text[3..] } else { text };
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Number)
    }

    /// The page, if there is such a number.
    pub fn page(self) -> Option<&'static Page> {
        let at = PAGES.binary_search_by_key(&self, |page| page.number).ok()?;
        Some(&PAGES[at])
    }

    /// The numbers next to this one: the last before and the first after it.
    pub fn neighbours(self) -> impl Iterator<Item = Number> {
        let after = PAGES.partition_point(|page| page.number < self);
        let (before, after) = PAGES.split_at(after);
        let pages = before.last().into_iter().chain(after.first());
        pages.map(|page| page.number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SFN{:03}", self.0)
    }
}

impl Page {
    /// The fact that is refused, in one line.
    pub fn fact(&self) -> &'static str {
        let first = self.markdown.lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, fact)| fact)
    }
}

/// The page for a terminal: headings stand alone and programs are indented; everything else reads well as it is.
impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut in_program = false;
        for line in self.markdown.lines() {
            if line.starts_with("```") {
                in_program = !in_program;
            } else if in_program && !line.is_empty() {
                writeln!(f, "    {line}")?;
            } else {
                writeln!(f, "{}", line.trim_start_matches('#').trim_start())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, PAGES};

    #[test]
    fn numbers_ascend_and_each_page_begins_with_its_own() {
        assert!(PAGES.is_sorted_by(|a, b| a.number < b.number));
        for page in PAGES {
            let title = format!("# {}: {}\n", page.number, page.fact());
            assert!(page.markdown.starts_with(&title), "{}", page.number);
        }
    }

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for text in ["SFN083", "sfn83", "83", "083", "[SFN083]"] {
            assert_eq!(Number::parse(text), Some(Number(83)), "{text}");
        }
        for text in ["", "SFN", "cast", "-83", "SFN99999", "äöü"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
