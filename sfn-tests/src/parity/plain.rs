//! The plain function, on a virtual clock.

use super::ending::named;
use super::{Ending, Subject, calls};
use serde_json::Value;
use std::any::Any;
use std::panic::AssertUnwindSafe;

/// Runs the plain function; a panic is an ending like others.
pub(super) fn run(subject: &Subject, input: Value) -> Ending {
    calls::reset();
    let clock = sfn::clock::Clock::virtual_from(sfn::Timestamp::from_unix_millis(0));
    let run = AssertUnwindSafe(|| block_on(clock.scope((subject.plain)(input))));
    match quietly(|| std::panic::catch_unwind(run)) {
        Ok(Ok(output)) => Ending::Ok(output),
        Ok(Err(failure)) => named(&failure),
        Err(panic) => Ending::Uncaught(message(&*panic)),
    }
}

/// Runs a future to its end, on this thread.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime of one thread needs nothing that could be missing")
        .block_on(future)
}

/// Without the messages of panics, which are expected here.
pub(super) fn quietly<T>(run: impl FnOnce() -> T) -> T {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = run();
    std::panic::set_hook(hook);
    result
}

fn message(panic: &(dyn Any + Send)) -> String {
    if let Some(uncaught) = panic.downcast_ref::<sfn::Uncaught>() {
        return uncaught.to_string();
    }
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default()
        .to_owned()
}
