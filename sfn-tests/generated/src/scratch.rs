//! A scratch workspace below `target/`: packages of programs, compiled by cargo and run.
//!
//! It has the project's lock file, builds offline and shares the project's target folder, so that only the programs
//! themselves are compiled anew.

use crate::program::Program;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The runs agree; how often plain Rust gave a value, an error, or panicked.
    Agrees {
        ok: usize,
        err: usize,
        uncaught: usize,
    },
    /// Runs part; the first account of it.
    Differs(String),
    /// It does not compile; what rustc says.
    Refused(String),
}

/// How often a workspace is built, each time without the programs that did not compile.
const MAX_ROUNDS: usize = 8;

/// The scratch workspace.
pub struct Scratch {
    root: PathBuf,
    folder: PathBuf,
    target: PathBuf,
    per_package: usize,
    /// Whether what the engine evaluates is written down, see `tests/judges`.
    records: bool,
}

/// The programs that share a module of declarations, by its number.
type Shared = Vec<Vec<usize>>;

impl Scratch {
    /// A workspace in `target/generated` of the project, emptied.
    pub fn new(per_package: usize, records: bool) -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()?;
        let folder = root.join("target/generated");
        // As cargo has it.
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let target = target.unwrap_or_else(|| root.join("target"));
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            root,
            folder,
            target,
            per_package,
            records,
        })
    }

    /// Compiles and compares programs, and gives a verdict on each.
    pub fn judge(&self, programs: &[Program]) -> io::Result<Vec<Verdict>> {
        let mut verdicts: Vec<Option<Verdict>> = vec![None; programs.len()];
        let mut packages = 0;
        for _ in 0..MAX_ROUNDS {
            // A program that is left out leaves the other packages as they are: they need not be built again.
            let numbers: Vec<usize> = (0..programs.len()).collect();
            let batches: Vec<Vec<usize>> = numbers
                .chunks(self.per_package)
                .map(|batch| {
                    let is_alive = |number: &usize| verdicts[*number].is_none();
                    batch.iter().copied().filter(is_alive).collect()
                })
                .collect();
            let shared = self.write(programs, &batches)?;
            packages = batches.len();
            let refused = self.build(&shared)?;
            if refused.is_empty() {
                break;
            }
            for (number, message) in refused {
                verdicts[number] = Some(Verdict::Refused(message));
            }
        }
        for (number, verdict) in self.run_all(packages)? {
            verdicts[number] = Some(verdict);
        }
        let missing = || Verdict::Differs("it was not run".to_owned());
        Ok(verdicts
            .into_iter()
            .map(|verdict| verdict.unwrap_or_else(missing))
            .collect())
    }

    fn write(&self, programs: &[Program], batches: &[Vec<usize>]) -> io::Result<Shared> {
        let mut shared = Shared::new();
        let members: Vec<String> = (0..batches.len())
            .map(|number| format!("\"{}\"", package_name(number)))
            .collect();
        std::fs::write(
            self.folder.join("Cargo.toml"),
            format!(
                "[workspace]\nresolver = \"3\"\nmembers = [{}]\n[profile.dev]\ndebug = \"line-tables-only\"\n{}",
                members.join(", "),
                (0..batches.len())
                    .map(|number| format!(
                        "[profile.dev.package.{}]\ndebug = 0\n",
                        package_name(number)
                    ))
                    .collect::<String>()
            ),
        )?;
        std::fs::copy(self.root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        for (package, batch) in batches.iter().enumerate() {
            let name = package_name(package);
            let sources = self.folder.join(&name).join("src");
            std::fs::create_dir_all(&sources)?;
            let root = self.root.display();
            let features = if self.records { "\"judge\"" } else { "" };
            put(
                self.folder.join(&name).join("Cargo.toml"),
                format!(
                    "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\
                     [dependencies]\nsfn = {{ path = \"{root}\" }}\nsfn-tests = {{ path = \"{root}/sfn-tests\", features = [{features}] }}\n\
                     serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
                ),
            )?;
            let mut main = String::from(PRELUDE);
            let mut list = String::new();
            let mut declared: BTreeMap<&str, usize> = BTreeMap::new();
            for number in batch {
                let program = &programs[*number];
                let place = *declared.entry(&program.declarations).or_insert_with(|| {
                    shared.push(Vec::new());
                    shared.len() - 1
                });
                if shared[place].is_empty() {
                    main += &format!("mod shared{place};\n");
                    let module = sources.join(format!("shared{place}.rs"));
                    put(module, program.shared_module(place))?;
                }
                shared[place].push(*number);
                main += &format!("mod p{number};\n");
                list += &format!("        ({number}, p{number}::subjects, p{number}::INPUTS),\n");
                let module = sources.join(format!("p{number}.rs"));
                put(module, program.module(*number, place))?;
            }
            main += &format!(
                "\nfn main() -> std::process::ExitCode {{\n    sfn_tests::batch::run(&[\n{list}    ])\n}}\n"
            );
            put(sources.join("main.rs"), main)?;
        }
        Ok(shared)
    }

    /// Builds, and gives the first message about each program that does not compile.
    fn build(&self, shared: &Shared) -> io::Result<BTreeMap<usize, String>> {
        let output = self.cargo(&[
            "build",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])?;
        let mut refused = BTreeMap::new();
        // What a constant of the libraries panics with; the notes after it lead to the program.
        let mut unclaimed: Option<String> = None;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(found) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let message = &found["message"];
            // Not the spans: those of a macro's expansion lie in other files.
            let rendered = message["rendered"].as_str().unwrap_or_default();
            let mut blamed: Vec<usize> = numbers_of(rendered, "p").collect();
            if blamed.is_empty() {
                let places = numbers_of(rendered, "shared");
                blamed.extend(places.filter_map(|place| shared.get(place)).flatten());
            }
            let why = match message["level"].as_str() {
                Some("error") if blamed.is_empty() => {
                    unclaimed = Some(rendered.to_owned());
                    continue;
                }
                Some("error") => rendered.to_owned(),
                Some("note") if !blamed.is_empty() => match unclaimed.take() {
                    Some(error) => error,
                    None => continue,
                },
                _ => continue,
            };
            for number in blamed {
                refused.entry(number).or_insert_with(|| why.clone());
            }
        }
        if !output.status.success() && refused.is_empty() {
            let shown = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!(
                "cargo failed, and blames no program:\n{shown}"
            )));
        }
        Ok(refused)
    }

    fn cargo(&self, arguments: &[&str]) -> io::Result<Output> {
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--target-dir"])
            .arg(&self.target)
            // No program is compiled twice.
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(&self.folder)
            .output()
    }

    /// Runs packages, as many at once as there are cores.
    fn run_all(&self, packages: usize) -> io::Result<BTreeMap<usize, Verdict>> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut verdicts = BTreeMap::new();
            loop {
                let package = next.fetch_add(1, Ordering::Relaxed);
                if package >= packages {
                    return Ok(verdicts);
                }
                self.run(package, &mut verdicts)?;
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let mut verdicts = BTreeMap::new();
            for worker in workers {
                let some: io::Result<_> = worker
                    .join()
                    .unwrap_or_else(|_| Err(io::Error::other("a worker panicked")));
                verdicts.extend(some?);
            }
            Ok(verdicts)
        })
    }

    /// Runs a package, again from the next program on where one ended the process.
    fn run(&self, package: usize, verdicts: &mut BTreeMap<usize, Verdict>) -> io::Result<()> {
        let binary = self.target.join("debug").join(package_name(package));
        let mut first = 0;
        loop {
            let output = Command::new(&binary).arg(first.to_string()).output()?;
            let mut last = None;
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                let Ok(found) = serde_json::from_str::<Value>(line) else {
                    continue;
                };
                if let Some(number) = found["begin"].as_u64() {
                    let number = number as usize;
                    last = Some(number);
                    let agrees = Verdict::Agrees {
                        ok: 0,
                        err: 0,
                        uncaught: 0,
                    };
                    verdicts.insert(number, agrees);
                } else if let Some(number) = found["program"].as_u64()
                    && let Some(verdict) = verdicts.get_mut(&(number as usize))
                {
                    count(verdict, &found);
                }
            }
            if output.status.success() {
                return Ok(());
            }
            let Some(last) = last else {
                return Err(io::Error::other(format!(
                    "{} did not start",
                    binary.display()
                )));
            };
            let shown = String::from_utf8_lossy(&output.stderr);
            let why = format!("the process ended: {}\n{shown}", output.status);
            verdicts.insert(last, Verdict::Differs(why));
            first = last + 1;
        }
    }
}

/// Writes a file unless it says just that: cargo goes by its time.
fn put(path: impl AsRef<Path>, text: impl AsRef<str>) -> io::Result<()> {
    let (path, text) = (path.as_ref(), text.as_ref());
    match std::fs::read_to_string(path) {
        Ok(before) if before == text => Ok(()),
        _ => std::fs::write(path, text),
    }
}

fn count(verdict: &mut Verdict, found: &Value) {
    if let Some(why) = found["disagreement"].as_str() {
        if !matches!(verdict, Verdict::Differs(_)) {
            *verdict = Verdict::Differs(format!("input: {}\n{why}", found["input"]));
        }
    } else if let Verdict::Agrees { ok, err, uncaught } = verdict {
        match found["ending"].as_str() {
            Some("ok") => *ok += 1,
            Some("err") => *err += 1,
            _ => *uncaught += 1,
        }
    }
}

fn package_name(number: usize) -> String {
    format!("sfn-generated-batch-{number}")
}

/// The modules of a kind that lines of a message point to: `--> …/src/p17.rs:3:5` is 17 of the kind `p`.
fn numbers_of<'a>(message: &'a str, kind: &'a str) -> impl Iterator<Item = usize> + 'a {
    message.lines().filter_map(move |line| {
        let (_, file) = line.split_once("/src/")?;
        let (number, _) = file.strip_prefix(kind)?.split_once(".rs:")?;
        number.parse().ok()
    })
}

const PRELUDE: &str = "//! Generated programs.
#![allow(warnings, arithmetic_overflow, unconditional_panic)]

/// A small number that follows from what a task was given.
pub fn weigh<T: serde::Serialize>(value: &T) -> i64 {
    // As the output is: a second serializer of every type would cost more than all else of this.
    let mut value = serde_json::to_value(value).expect(\"arguments serialise\");
    one_zero(&mut value);
    let text = value.to_string();
    let hash = text.bytes().fold(7_u64, |hash, byte| (hash * 31 + u64::from(byte)) % 1_000_003);
    (hash % 100) as i64
}

/// JSON on AWS has no negative zero, so that a task that looks at its sign sees another one there.
fn one_zero(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Number(number) if number.as_f64() == Some(0.0) && number.is_f64() => *value = 0.0.into(),
        serde_json::Value::Array(items) => items.iter_mut().for_each(one_zero),
        serde_json::Value::Object(members) => members.values_mut().for_each(one_zero),
        _ => {}
    }
}

/// A text that follows from a number.
pub fn word(n: i64) -> String {
    match n % 9 {
        0 => String::new(),
        1 => \"pen\".to_owned(),
        2 => \"Ünï \\u{1f600}\".to_owned(),
        3 => \"{% $x %}\".to_owned(),
        4 => \"a \\\"b\\\" \\\\c\".to_owned(),
        n => format!(\"w{n}\"),
    }
}

";
