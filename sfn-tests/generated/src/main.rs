//! Writes random workflows, compiles them in batches, and compares plain Rust, the engine on the const graph and the
//! engine on the emitted JSON.
//!
//! ```text
//! cargo run -p sfn-generated -- --seed 1 --count 500
//! ```
//!
//! A program is found again by its seed and number: `--seed 1 --first 17 --count 1`. A mismatch is made smaller by
//! deleting statements (unless `--keep` says not to) and printed; it then becomes a case in `sfn-tests/tests/parity`.
//! Nothing here interprets the language: rustc compiles every program, and plain Rust is the judge.

mod generate;
mod program;
mod random;
mod reduce;
mod scratch;
mod types;

use program::Program;
use scratch::{Scratch, Verdict};
use std::io;
use std::process::ExitCode;
use std::time::Instant;

/// What is asked for on the command line.
struct Options {
    seed: u64,
    first: u64,
    count: u64,
    /// How many programs stand in a package, and how many packages are built at once.
    per_package: usize,
    packages: usize,
    /// Whether mismatches stay as large as they are.
    keep: bool,
    /// Whether evaluations and definitions go to the file that `SFN_JUDGE_FILE` names.
    record: bool,
    /// Only shows the programs.
    print: bool,
}

impl Options {
    /// Reads the arguments of the program; `None` where one makes no sense.
    fn read(mut arguments: impl Iterator<Item = String>) -> Option<Self> {
        let mut options = Self {
            seed: 1,
            first: 0,
            count: 500,
            per_package: 50,
            packages: 10,
            keep: false,
            record: false,
            print: false,
        };
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next()?.parse::<u64>().ok();
            match argument.as_str() {
                "--seed" => options.seed = number()?,
                "--first" => options.first = number()?,
                "--count" => options.count = number()?,
                "--per-package" => options.per_package = usize::try_from(number()?).ok()?.max(1),
                "--packages" => options.packages = usize::try_from(number()?).ok()?.max(1),
                "--keep" => options.keep = true,
                "--record" => options.record = true,
                "--print" => options.print = true,
                _ => return None,
            }
        }
        Some(options)
    }
}

fn main() -> ExitCode {
    let Some(options) = Options::read(std::env::args().skip(1)) else {
        eprintln!(
            "usage: sfn-generated [--seed N] [--first N] [--count N] [--per-package N] [--packages N] [--keep] [--record] [--print]"
        );
        return ExitCode::from(2);
    };
    match judge(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all programs agree.
fn judge(options: &Options) -> io::Result<bool> {
    let started = Instant::now();
    let numbers: Vec<u64> = (options.first..options.first + options.count).collect();
    if options.print {
        for number in numbers {
            println!("{}", generate::program(options.seed, number).shown());
        }
        return Ok(true);
    }
    let scratch = Scratch::new(options.per_package, options.record)?;
    let (mut agreed, mut endings, mut lines) = (0, [0; 3], 0);
    let mut faults: Vec<(u64, Program, Verdict)> = Vec::new();
    for some in numbers.chunks(options.per_package * options.packages) {
        let programs: Vec<Program> = some
            .iter()
            .map(|number| generate::program(options.seed, *number))
            .collect();
        let verdicts = scratch.judge(&programs)?;
        for ((number, program), verdict) in some.iter().zip(programs).zip(verdicts) {
            lines += program.lines();
            match verdict {
                Verdict::Agrees { ok, err, uncaught } => {
                    agreed += 1;
                    endings[0] += ok;
                    endings[1] += err;
                    endings[2] += uncaught;
                }
                fault => {
                    println!("seed {}, program {number} is at fault", options.seed);
                    faults.push((*number, program, fault));
                }
            }
        }
        println!(
            "seed {}: {} programs of {} judged, {} at fault, {} s",
            options.seed,
            agreed + faults.len(),
            options.count,
            faults.len(),
            started.elapsed().as_secs()
        );
    }
    for (number, program, fault) in &faults {
        println!("\n==> seed {}, program {number}", options.seed);
        match fault {
            Verdict::Differs(why) if !options.keep => {
                let (smallest, why) = reduce::reduce(&scratch, program, why)?;
                println!("{}\n{why}", smallest.shown());
            }
            Verdict::Differs(why) => println!("{}\n{why}", program.shown()),
            Verdict::Refused(why) => println!("does not compile:\n{why}"),
            Verdict::Agrees { .. } => {}
        }
    }
    let differ = faults
        .iter()
        .filter(|(_, _, fault)| matches!(fault, Verdict::Differs(_)))
        .count();
    println!(
        "seed {}, programs {} to {}: {agreed} agree, {differ} mismatches, {} do not compile; {lines} lines of bodies; \
         plain Rust ended {} times well, {} times with an error, {} times in a panic; {} s",
        options.seed,
        options.first,
        options.first + options.count,
        faults.len() - differ,
        endings[0],
        endings[1],
        endings[2],
        started.elapsed().as_secs()
    );
    Ok(faults.is_empty())
}
