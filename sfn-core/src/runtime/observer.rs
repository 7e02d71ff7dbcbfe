//! Who watches executions.

use crate::clock::Timestamp;
use crate::engine::{Identity, TimerReason};
use crate::history::Event;

/// Is told what happens in executions, as it happens, in order for each of them.
///
/// It is called by what drives the execution, which waits for it: it should be quick.
///
/// ```
/// use sfn_core::engine::Identity;
/// use sfn_core::history::Event;
/// use sfn_core::runtime::{Observer, Runtime};
///
/// struct Printer;
///
/// impl Observer for Printer {
///     fn event(&self, execution: &Identity, event: &Event) {
///         eprintln!("{} {}", execution.execution_name, event.kind.type_name());
///     }
/// }
///
/// let runtime = Runtime::builder().observer(Printer).build();
/// ```
pub trait Observer: Send + Sync + 'static {
    /// An event was stored.
    fn event(&self, execution: &Identity, event: &Event) {
        let _ = (execution, event);
    }

    /// An execution waits: for a Wait state, before a retry, or until something has taken too long.
    fn timer(&self, execution: &Identity, at: Timestamp, reason: &TimerReason) {
        let _ = (execution, at, reason);
    }
}
