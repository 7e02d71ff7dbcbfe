//! The catalogue of numbered refusals: what cannot mean the same in all three runs, why, and what to write instead.
//!
//! Numbers are stable. 1 to 19: the item; 20 to 29: shapes; 30 to 39: errors; 40 to 49: operators by type (they are
//! worded in `sfn-core`, where `rustc` finds them); 50 to 69: attributes of tasks; 70 and up: what stands in a body.

use std::fmt;

/// A numbered refusal.
pub struct Refusal {
    /// Its number, shown as `SFN0xx`.
    pub code: u16,
    /// The fact: lower case, no full stop.
    pub fact: &'static str,
    /// Why a state machine on AWS Step Functions cannot do it.
    pub why: &'static str,
    /// What to write instead.
    pub instead: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} [SFN{:03}]\nwhy: {}\nhelp: {}",
            self.fact, self.code, self.why, self.instead
        )
    }
}

macro_rules! refusals {
    ($($name:ident $code:literal $fact:literal, $why:literal, $instead:literal;)*) => {
        $(
            #[doc = $fact]
            pub const $name: Refusal = Refusal { code: $code, fact: $fact, why: $why, instead: $instead };
        )*

        /// All of them, by number.
        #[cfg(test)]
        pub const ALL: &[&Refusal] = &[$(&$name),*];
    };
}

refusals! {
    NOT_ASYNC 1 "a state machine has to be an `async fn`",
        "its steps are awaited, and each await is a state",
        "write `async fn`";
    NOT_RESULT 2 "a state machine has to return `Result<Output, Error>`",
        "an execution ends in success with an output or in failure with a named error",
        "return `Result<_, E>`, where `E` is an enum with `#[derive(TaskError)]`";
    GENERIC 3 "a state machine cannot be generic",
        "one function is one definition in JSON, and JSON has no type parameters",
        "write one function for each type, and share the tasks";
    RECEIVER 4 "a state machine cannot take `self`",
        "an execution starts from JSON, not from an object in memory",
        "take what it needs as parameters";
    PARAMETER_PATTERN 5 "a parameter has to be a plain name",
        "its name is the name of a workflow variable",
        "write `name: Type` and take it apart in the body";
    BORROWED_PARAMETER 6 "a state machine cannot borrow its input",
        "an execution outlives its caller, and its input is copied into its first state",
        "take the value itself: `String` for `&str`, `Vec<T>` for `&[T]`";
    UNSAFE 7 "a state machine cannot be `unsafe`, `const` or `extern`",
        "a definition in JSON has no such notion",
        "remove the qualifier";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn numbers_are_unique_and_ascend() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
