//! The program around a batch of generated machines: compares each on its inputs, and tells what came of it line by line.
//!
//! Lines of JSON on the standard output are for `sfn-generated`, which wrote the batch. A machine that takes too long ends
//! the process, for a loop that a fault made endless would never come back; the line before tells which it was.

use crate::parity::{self, Disagreement, Ending, Subject};
use serde_json::{Value, json};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How long the comparisons of one machine may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A module of a batch: its number, its machine, and the numbers that its inputs follow from.
pub type Module = (usize, fn() -> Vec<Subject>, &'static [u32]);

/// Compares every machine whose number is not below the first argument of the program.
pub fn run(modules: &[Module]) -> ExitCode {
    let first: usize = std::env::args()
        .nth(1)
        .and_then(|argument| argument.parse().ok())
        .unwrap_or_default();
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        loop {
            match heard.recv_timeout(PATIENCE) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => std::process::exit(3),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    for (number, subjects, inputs) in modules.iter().filter(|(number, ..)| *number >= first) {
        println!("{}", json!({"begin": number}));
        for subject in subjects() {
            for input in inputs.iter().map(|input| json!(input)) {
                println!(
                    "{}",
                    line(*number, &input, parity::compare(&subject, &input))
                );
            }
        }
        if told.send(()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn line(number: usize, input: &Value, compared: Result<Ending, Disagreement>) -> Value {
    match compared {
        Ok(Ending::Ok(_)) => json!({"program": number, "ending": "ok"}),
        Ok(Ending::Err(_)) => json!({"program": number, "ending": "err"}),
        Ok(Ending::Uncaught(_)) => json!({"program": number, "ending": "uncaught"}),
        Err(why) => {
            json!({"program": number, "input": input, "disagreement": why.to_string()})
        }
    }
}
