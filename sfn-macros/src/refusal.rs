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
        "write `Result<_, E>` out, where `E` is an enum with `#[derive(TaskError)]`: an alias is not seen through";
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
    MACHINE_NAME 8 "a state machine's name has 1 to 80 characters of `A-Z a-z 0-9 - _`",
        "it is part of the machine's ARN",
        "choose another `name = \"…\"`";
    MACHINE_TIMEOUT 9 "a state machine's timeout is 1 to 99,999,999 seconds",
        "this is the range of `TimeoutSeconds`",
        "write seconds as a number, or text such as `\"1h30m\"`";
    UNION 20 "a union has no JSON shape",
        "its JSON would not say which of the members it holds",
        "use an enum";
    GENERIC_SHAPE 22 "a type with parameters cannot have a shape",
        "the graph is a constant, and so are the JSON names of the types in it",
        "write one type for each use; a borrowed member can be an owned one";
    CUSTOM_JSON 23 "the JSON of this is made by other code",
        "the graph reads and writes members by name, and cannot run a serializer",
        "carry the value through untouched in `Opaque<T>`, or let a task turn it into plain members";
    UNTAGGED 24 "JSON has to say which variant it holds",
        "a choice state looks at a name; serde would try one variant after the other",
        "name the variants: serde's default, or `#[serde(tag = \"type\")]`";
    TWO_PLACES 25 "a member has to stand in one place in JSON",
        "the graph reads and writes it by one name or position, wherever the value comes from",
        "use one `rename` for both directions, no `alias`, and nothing that skips an element of a tuple";
    OWN_DEFAULT 26 "the default has to be known as JSON",
        "the graph fills in a missing member on AWS, where no Rust runs",
        "use `#[serde(default)]` on a number, a `bool`, text, an `Option`, a `Vec` or a map, or make the member an `Option`";
    UNKNOWN_SERDE 29 "this attribute is not one that a shape can follow",
        "the graph has to know exactly what serde writes and accepts",
        "leave it out, or keep the type inside tasks";
    ERROR_NOT_ENUM 32 "the error of a task has to be an enum",
        "a failure on AWS Step Functions is a name and a cause, and variants are the names",
        "write an enum, and put the members into a variant";
    GENERIC_ERROR 33 "an error cannot have parameters",
        "its names and payloads are constants of the graph",
        "write one enum for each use";
    ERROR_NAME 34 "this is not a name for an error of your own",
        "AWS takes 1 to 256 characters and keeps names that begin with `States.` to itself",
        "choose another name; to claim one of AWS's errors write `#[error(states = \"States.Timeout\")]`";
    STATES_ERROR 35 "this is not one of AWS's errors that a catcher can name",
        "wildcards would catch failures that belong to nobody's enum, and the other names never reach a catcher",
        "use `States.Timeout`, `States.HeartbeatTimeout`, `States.Permissions`, `States.DataLimitExceeded`, \
         `States.ItemReaderFailed`, `States.ResultWriterFailed`, `States.ExceedToleratedFailureThreshold` or `States.Http.Socket`";
    STATES_PAYLOAD 36 "a variant for one of AWS's errors cannot have members",
        "the cause of such an error is text of AWS's, not a payload",
        "make it a unit variant";
    FROM_VARIANT 37 "a `#[from]` variant has to hold one other error and nothing else",
        "it stands for that error: the name and the payload are the inner ones",
        "write `Variant(#[from] Inner)`, without `#[error(…)]`";
    ENVELOPE_MEMBER 38 "a payload cannot have a member `errorType`",
        "Lambda wraps an error in an object that is recognised by this member",
        "rename it: `#[serde(rename = \"kind\")]`";
    ERROR_ATTRIBUTE 39 "this is not something that can be said about an error",
        "an error has a name, or claims one of AWS's",
        "write `#[error(name = \"…\")]` or `#[error(states = \"…\")]`, once";
    TASK_NOT_ASYNC 50 "a task has to be an `async fn`",
        "its caller awaits it, with its timeouts and retries",
        "write `async fn`";
    TASK_NOT_RESULT 51 "a task has to return `Result<Output, Error>`",
        "it ends in success with an output or in failure with a named error",
        "write `Result<_, E>` out, where `E` is an enum with `#[derive(TaskError)]`: an alias is not seen through";
    TASK_GENERIC 52 "a task cannot be generic",
        "it is found by its name when a workflow calls it, and a name has no type parameters",
        "write one function for each type, and share a generic one inside";
    TASK_RECEIVER 53 "a task cannot take `self`",
        "its arguments arrive as JSON, not from an object in memory",
        "take what it needs as parameters";
    TASK_PATTERN 54 "a parameter has to be a plain name",
        "its name is the name of a member of the task's payload",
        "write `name: Type` and take it apart in the body";
    TASK_BORROW 55 "a parameter of a task is a value or a plain `&` to one",
        "its payload arrives as JSON and lives as long as the call, which no longer lifetime, `&mut` or inner reference can",
        "write `&str`, `&[T]`, `&T` or the value itself";
    TASK_IMPL_TRAIT 56 "a parameter of a task needs a type that can be read from JSON",
        "JSON does not say which of many types it holds",
        "name the type; for a choice between some use an enum";
    TASK_QUALIFIER 57 "a task cannot be `unsafe`, `const`, `extern` or variadic",
        "it is called by the runtime with a payload in JSON",
        "remove the qualifier";
    TASK_OPTION 58 "this is not an option of a task",
        "options are `name`, `resource`, `timeout`, `heartbeat`, `service_retry` and `crate`, once each, and any number of \
         `retry(errors, attempts, interval, backoff, max_delay, jitter)`",
        "write for example `#[task(timeout = \"30s\", retry(attempts = 3))]`";
    NOT_A_DURATION 59 "this is not a time",
        "the States Language counts whole seconds",
        "write seconds as a number, or text such as `\"90s\"`, `\"5m\"`, `\"1h30m\"`, `\"1d\"`";
    DURATION_RANGE 60 "this time is out of range",
        "the States Language takes 1 to 99999999 seconds",
        "choose a time in that range";
    HEARTBEAT 61 "the heartbeat has to be shorter than the timeout",
        "it would never be missed, and AWS refuses the definition",
        "choose a shorter `heartbeat`";
    RETRY_WILDCARD 62 "a retrier cannot match every error",
        "a wildcard would match `States.QueryEvaluationError` too, which is where plain Rust panics",
        "name errors, or leave `errors` out: that means all errors of the task and `States.Timeout`";
    RETRY_STATES 63 "this is not one of AWS's errors that a retrier can name",
        "AWS never raises it at a task, or does not retry it",
        "use `States.Timeout`, `States.HeartbeatTimeout`, `States.Permissions`, `States.DataLimitExceeded` or `States.Http.Socket`";
    RETRY_ERROR 64 "this is not the name of an error",
        "a retrier lists variants of error enums and names",
        "write `StockError::Busy`, or text such as `\"States.Timeout\"`";
    RETRY_ATTEMPTS 65 "this number of attempts is out of range",
        "the States Language takes 0 to 99999999, and counts without the first try",
        "choose a whole number in that range";
    RETRY_BACKOFF 66 "this backoff is out of range",
        "the States Language takes numbers from 1.0: each delay is that many times the one before",
        "choose a number from 1.0";
    RETRY_MAX_DELAY 67 "this longest delay is out of range",
        "it has to be longer than the interval and shorter than 31622400 seconds",
        "choose another `max_delay`, or leave it out";
    RETRY_JITTER 68 "this is not a kind of jitter",
        "the States Language draws the whole delay anew or leaves it as it is",
        "write `jitter = \"full\"` or `jitter = \"none\"`";
    TASK_NAME 69 "this cannot name a task",
        "a name is 1 to 80 letters, digits, `-` and `_`, and a resource is an ARN",
        "write for example `name = \"reserve-stock\"` or `resource = \"arn:aws:lambda:…\"`";
    EXPRESSION 70 "a state machine cannot do this",
        "the Amazon States Language has no such construct",
        "do it in a `#[task]`, where all of Rust is at hand";
    PLAIN_CALL 71 "a state machine cannot call a plain function",
        "its body becomes JSON for AWS Step Functions, where your program is not at hand; only tasks run your code",
        "put `#[task]` on a function of yours and await it; write others out: `a.max(b)`, a literal, `vec![…]`, all members of a struct";
    METHOD 72 "a state machine does not know this method",
        "each method in a body is translated to JSONata, and this one has no translation that means the same",
        "call it in a `#[task]`; the manual lists the methods that are known";
    MACRO 73 "a state machine does not know this macro",
        "a macro may expand to anything, and only what is translated to JSONata can run on AWS",
        "call it in a `#[task]`; known are `format!`, `vec![a, b]`, `matches!`, `sfn::join!` and `sfn::try_join!`";
    CONSOLE 74 "a state machine has no console",
        "its steps run inside AWS Step Functions, which keeps a history instead",
        "log in the tasks, or read the execution's history";
    PANIC 75 "a state machine cannot panic",
        "an execution ends with an output or with a named error",
        "`return Err(…)` with a variant of the machine's error";
    CLOSURE 76 "a state machine cannot hold a closure",
        "its variables are JSON, and a closure is code",
        "write the expression in place, or `sfn::map(items, async |item| { … })` to run steps for each item";
    STORED_FUTURE 77 "a future cannot be stored or passed on",
        "a state runs when it is entered: there is nothing to await later",
        "await it here, or run several side by side with `sfn::join!` or `sfn::try_join!`";
    AWAIT 78 "only a step can be awaited",
        "each await is a state of the machine: a task, a map, a join or a wait",
        "await a call of a `#[task]`, `sfn::map(…)`, `sfn::sleep(…)`, `sfn::sleep_until(…)` or an `async { … }` block";
    STEP_RESULT 79 "a match on a step has to tell `Ok` from `Err`",
        "a failed state leaves by a catcher of its own, so success and failure are different ways",
        "write arms for `Ok(value)` and `Err(error)`, or keep the result first: `let result = step.await;`";
    TRY 80 "`?` needs a step, or a value that is a `Result`",
        "it stands for the way an error leaves a state",
        "write `step.await?`, or `option.ok_or(error)?`";
    MUTABLE_BORROW 81 "a state machine cannot borrow mutably",
        "its variables are JSON values without addresses",
        "assign the variable instead";
    ASSIGN_PLACE 82 "only a variable, its members and its elements can be assigned",
        "`Assign` sets variables by name; what stands here is in none, or behind a pointer",
        "assign a variable, `order.items[i]` or several places at once: `(a, v[0]) = …`";
    OUTER_MUTATION 83 "a branch cannot assign a variable from outside",
        "branches of a Parallel or Map state run side by side on copies; AWS rejects the definition",
        "return the value from the branch and assign it after";
    PATTERN 84 "a state machine does not know this pattern",
        "a pattern becomes conditions in JSONata, and this one has none",
        "name elements of tuples from the front, `(first, ..)`, and give `Ok(…)` and `Err(…)` arms of their own";
    LITERAL_RANGE 86 "the literal is outside ±(2^53 − 1), or not finite",
        "numbers in JSON are doubles on AWS, and lose digits beyond that",
        "keep such a number as text";
    NUMBER_TYPE 87 "a state machine cannot compute with this number type",
        "numbers in JSON are doubles on AWS",
        "use an integer type up to 64 bits or `f64`";
    RANGE 90 "a range stands only in `for … in a..b`",
        "it has no form in JSON",
        "write `for i in 0..n { … }` with both ends";
    OPERATOR 91 "a state machine does not know this operator",
        "JSONata has no bit operations",
        "compute it in a `#[task]`";
    FORMAT 95 "`format!` takes `{}`, `{name}` and `{0}` only",
        "JSONata prints numbers and text plainly; widths, precisions and `{:?}` have no translation",
        "format in a `#[task]`";
    DURATION 96 "a state machine does not know this `Duration`",
        "a duration is two numbers on AWS, seconds and nanoseconds, and what makes it has to be translated to JSONata",
        "write `Duration::from_secs(n)`, `from_millis(n)`, `from_mins(n)` or `from_hours(n)`";
    MAP_CLOSURE 97 "`sfn::map` takes the items and `async |item| { … }`",
        "the closure's body becomes the states that run for each item",
        "write `sfn::map(items, async |item| { …; Ok(result) }).await?`";
    JOIN 98 "a join takes two to eight steps or `async` blocks",
        "each becomes a branch of a Parallel state",
        "write `sfn::try_join!(first(x), async { second(y).await })?`";
    ITEM 99 "an item cannot stand inside a state machine",
        "the body becomes states, and an item is none",
        "move it out of the function";
    ERROR_AS_DATA 100 "an error can only be returned or matched",
        "it is a name and a cause on AWS, not a value of the machine",
        "take what you need out of it: `Err(E::Declined { reason }) => …`";
    RESULT_VALUE 101 "the value returned here has to be `Ok(…)`, `Err(…)`, a step or a variable",
        "the end of an execution is a success or a failure, and the graph has to know which",
        "write `Ok(value)` or `Err(error)`";
    SELF_LOOP 103 "this loop can never leave and awaits nothing",
        "it would run until AWS ends the execution after 25,000 events",
        "add a `break`, a `return` or an awaited step";
    TOO_DEEP 106 "this expression is nested too deeply",
        "AWS evaluates about 100 levels and then fails the state",
        "put parts of it in variables; a long `match` inside a closure goes into a `for` loop, where it is a Choice, or into a task";
    KEPT_ERROR 107 "what stands in `Err(…)` has to be written out",
        "on AWS an error is a name and a cause, which the graph has to know where it is made",
        "write `Err(E::Variant { … })`, or pass on an error that a pattern caught: `Err(error) => Err(error)`";
    POLICY_VALUE 112 "a retrier or timeout has to be a constant",
        "it is part of the definition, which is the same for all executions",
        "write it out, `.timeout(Duration::from_secs(30))`, or name a `const`";
    CLOSURE_STEP 141 "a closure cannot await",
        "it becomes JSONata, which computes and cannot start a step",
        "run steps for each item with `sfn::map(items, async |item| { … })`, or in a `for` loop";
    CLOSURE_BODY 142 "a closure can only compute here",
        "it becomes one JSONata expression, which assigns nothing and leaves nowhere",
        "write `let`, `if … else`, `match` and values in it, or a `for` loop in its place";
    CLOSURE_PATH 143 "a closure has to be written out here",
        "what the function behind a path does is not known to the macro that writes the definition",
        "write `|x| …`; variants and conversions such as `String::from` may be named";
    ITERATOR 144 "an iterator cannot be kept or passed on",
        "a variable is JSON, and an iterator is a promise of work",
        "end it with `collect::<Vec<_>>()`, `sum()`, `any(…)` or the like";
    LAZY 145 "this may stop before a closure that may panic has seen all items",
        "Rust runs the closure for as many items as are asked for, JSONata for all of them first",
        "`collect::<Vec<_>>()` before, or compute inside this closure";
    CATCH_ALL 150 "`sfn::catch_all` takes an `async { … }` block, and what it gives has to be matched here",
        "the states of the block share a catcher, which leads to the arm for `Err`",
        "write `match sfn::catch_all(async { … }).await { Ok(value) => …, Err(caught) => … }`";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn numbers_are_unique_and_ascend() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
