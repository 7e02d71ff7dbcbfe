//! Where commands write: results to one side, everything about them to the other.

use std::error::Error;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::CommandError;
use crate::source::Excerpt;

/// The two outputs of a command. Clones share them, so that a runtime's threads can tell what they do.
///
/// ```
/// use sfn_cli::Console;
///
/// let console = Console::captured();
/// assert_eq!((console.results(), console.messages()), (String::new(), String::new()));
/// ```
#[derive(Clone)]
pub struct Console {
    results: Arc<Mutex<Output>>,
    messages: Arc<Mutex<Output>>,
}

struct Output {
    to: Destination,
    in_colours: bool,
}

enum Destination {
    Stream(Box<dyn Write + Send>),
    Captured(Vec<u8>),
}

impl Console {
    /// The standard output and the standard error. Terminals get colours, unless `NO_COLOR` is set.
    pub fn standard() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let (results, messages) = (io::stdout(), io::stderr());
        Console::of(
            Output {
                in_colours: wanted && results.is_terminal(),
                to: Destination::Stream(Box::new(results)),
            },
            Output {
                in_colours: wanted && messages.is_terminal(),
                to: Destination::Stream(Box::new(messages)),
            },
        )
    }

    /// A console that keeps what is written, for tests.
    pub fn captured() -> Self {
        let output = || Output {
            in_colours: false,
            to: Destination::Captured(Vec::new()),
        };
        Console::of(output(), output())
    }

    fn of(results: Output, messages: Output) -> Self {
        Console {
            results: Arc::new(Mutex::new(results)),
            messages: Arc::new(Mutex::new(messages)),
        }
    }

    /// The results so far, if they are captured; nothing otherwise.
    pub fn results(&self) -> String {
        captured(&self.results)
    }

    /// The messages so far, if they are captured; nothing otherwise.
    pub fn messages(&self) -> String {
        captured(&self.messages)
    }

    /// Writes what the command was asked for. A reader that has gone away, such as `head`, has had enough.
    pub(crate) fn result(&self, text: impl fmt::Display) -> Result<(), CommandError> {
        match lock(&self.results).write(&text.to_string()) {
            Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
                Err(CommandError::Write { source })
            }
            _ => Ok(()),
        }
    }

    /// Writes an excerpt that the command was asked for.
    pub(crate) fn result_excerpt(&self, excerpt: &Excerpt) -> Result<(), CommandError> {
        let in_colours = lock(&self.results).in_colours;
        self.result(format_args!("{}\n\n", excerpt.render(in_colours)))
    }

    /// Writes a line for people. If nobody can read it there is nobody to tell, so a failure is no failure.
    pub(crate) fn message(&self, text: impl fmt::Display) {
        let text = text.to_string();
        let _ = lock(&self.messages).write(&format!("{}\n", text.trim_end()));
    }

    /// Writes what is wrong with a text that the user gave.
    pub(crate) fn excerpt(&self, excerpt: &Excerpt) {
        let in_colours = lock(&self.messages).in_colours;
        self.message(excerpt.render(in_colours));
    }

    /// Writes why a command could not do its work.
    pub(crate) fn error(&self, error: &CommandError) {
        if let CommandError::Json(excerpt) = error {
            return self.excerpt(excerpt);
        }
        let cause = error.source().map(|cause| format!(": {cause}"));
        self.message(format_args!("error: {error}{}", cause.unwrap_or_default()));
        if let Some(help) = error.help() {
            self.message(format_args!("  = help: {help}"));
        }
    }
}

impl Output {
    /// Writes the whole text at once, so that lines of different threads do not mix.
    fn write(&mut self, text: &str) -> io::Result<()> {
        match &mut self.to {
            Destination::Stream(stream) => {
                stream.write_all(text.as_bytes())?;
                stream.flush()
            }
            Destination::Captured(bytes) => {
                bytes.extend_from_slice(text.as_bytes());
                Ok(())
            }
        }
    }
}

fn captured(output: &Mutex<Output>) -> String {
    match &lock(output).to {
        Destination::Stream(_) => String::new(),
        Destination::Captured(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A thread that panicked while it wrote has left nothing half done that matters.
fn lock(output: &Mutex<Output>) -> std::sync::MutexGuard<'_, Output> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console").finish_non_exhaustive()
    }
}
