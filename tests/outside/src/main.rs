//! A program of a stranger: types of its own, strict lints, and nothing but `sfn`.
#![deny(missing_docs, warnings)]

use sfn::serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A guest.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(crate = "sfn::serde")]
pub struct Guest {
    /// The name.
    pub name: String,
    /// How many come along.
    pub friends: Vec<String>,
}

/// What goes wrong.
#[derive(Debug, TaskError)]
pub enum PartyError {
    /// No room.
    Full {
        /// How many are too many.
        over: u64,
    },
}

/// Lets a guest in.
#[task(retry(attempts = 2))]
pub async fn admit(guest: Guest) -> Result<u64, PartyError> {
    let count = guest.friends.len() as u64 + 1;
    if count > 3 { Err(PartyError::Full { over: count - 3 }) } else { Ok(count) }
}

/// The door.
#[state_machine]
pub async fn door(guests: Vec<Guest>) -> Result<u64, PartyError> {
    let mut inside = 0;
    for guest in guests {
        match admit(guest.clone()).await {
            Ok(count) => inside += count,
            Err(PartyError::Full { over }) => inside += over,
        }
    }
    Ok(inside)
}

fn main() -> std::process::ExitCode {
    sfn::main()
}
