//! The fuzz targets without a fuzzer: each file of `fuzz/corpus` is a test, and so are thousands of mutations of the
//! files of a target, always the same ones. What a fuzzer finds becomes a file there.

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

/// How many mutations of its corpus a target is given.
const MUTATIONS: u64 = 3_000;

/// Mutations are not longer than this, in characters: what is long has its own tests.
const MAX_CHARS: usize = 2_000;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for (name, property) in fuzz::TARGETS {
        let seeds = seeds(name);
        for (path, text) in &seeds {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let text = text.clone();
            trials.push(Trial::test(format!("{name}/{file}"), move || {
                property(&text);
                Ok(())
            }));
        }
        let texts = seeds.into_iter().map(|(_, text)| text).collect();
        trials.push(Trial::test(format!("{name}/mutations"), move || {
            mutations(texts, *property)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The corpus of a target, in order of the names. A target without one is a mistake.
fn seeds(name: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let folder = folder.join(name);
    let entries = std::fs::read_dir(&folder).expect("each target has a folder in the corpus");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a corpus is made of texts");
        (path, text)
    };
    files.into_iter().map(read).collect()
}

fn mutations(texts: Vec<String>, property: fuzz::Property) -> Result<(), Failed> {
    let texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
    let mut mutator = Mutator(0);
    for number in 0..MUTATIONS {
        let mut text = mutator.pick(&texts).clone();
        for _ in 0..=mutator.below(4) {
            mutator.change(&mut text, &texts);
            text.truncate(MAX_CHARS);
        }
        let text: String = text.into_iter().collect();
        let held = std::panic::catch_unwind(|| property(&text));
        if held.is_err() {
            return Err(
                format!("mutation {number} fails; make it a file of the corpus: {text:?}").into(),
            );
        }
    }
    Ok(())
}

/// Small changes from a seed (SplitMix64).
struct Mutator(u64);

/// What a language's own text is made of, and what trips those who read it.
const PIECES: &[&str] = &[
    "$",
    "$$",
    "@",
    "#",
    "%",
    "^",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ".",
    "..",
    ",",
    ":",
    ":=",
    ";",
    "?",
    "*",
    "**",
    "/",
    "~>",
    "|",
    "=",
    "!=",
    "<=",
    ">",
    "&",
    "-",
    "+",
    "and",
    "or",
    "in",
    "null",
    "true",
    "\"",
    "'",
    "`",
    "\\",
    "\\u12",
    "/a/",
    "0",
    "-1",
    "1e309",
    "9007199254740993",
    "function($x){",
    "$x",
    "$map(",
    "$states.input",
    "@.a",
    "[?(",
    "=~",
    "nin",
    "States.Format(",
    "States.",
    "\"a.$\":",
    "\"Type\":\"Pass\"",
    "é",
    "😀",
    "\u{0}",
    "\t",
    "\n",
];

impl Mutator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let at = self.below(all.len());
        &all[at]
    }

    fn piece_of<'a>(&mut self, text: &'a [char]) -> &'a [char] {
        let start = self.below(text.len() + 1);
        let end = (start + self.below(16)).min(text.len());
        &text[start..end]
    }

    fn change(&mut self, text: &mut Vec<char>, others: &[Vec<char>]) {
        let at = self.below(text.len() + 1);
        let end = (at + self.below(8)).min(text.len());
        match self.below(6) {
            0 => drop(text.drain(at..end)),
            1 => drop(text.splice(at..at, self.pick(PIECES).chars())),
            2 => drop(text.splice(at..end, self.pick(PIECES).chars())),
            3 => {
                let other = self.pick(others);
                let piece = self.piece_of(other).to_vec();
                text.splice(at..end, piece);
            }
            4 => {
                let piece = self.piece_of(text).to_vec();
                let times = self.below(40);
                text.splice(at..at, piece.repeat(times));
            }
            _ => text.truncate(at.max(text.len() / 2)),
        }
    }
}
