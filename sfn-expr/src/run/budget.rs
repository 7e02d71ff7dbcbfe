//! What an evaluation may cost: steps, bytes held, nesting, time.

use super::Run;
use crate::error::Error;
use crate::value::held;

/// The clock is looked at once in so many steps.
pub(super) const STEPS_BETWEEN_LOOKS: u64 = 4_096;

impl Run<'_> {
    /// Pays for `count` steps of work.
    #[inline]
    pub(crate) fn step(&mut self, count: usize) -> Result<(), Error> {
        self.steps = self.steps.saturating_sub(count as u64);
        if self.steps <= self.next_look {
            self.look()
        } else {
            Ok(())
        }
    }

    #[cold]
    fn look(&mut self) -> Result<(), Error> {
        self.next_look = self.steps.saturating_sub(STEPS_BETWEEN_LOOKS);
        let late = self.world.is_late.is_some_and(|is_late| is_late());
        if self.steps == 0 || late {
            let message = "Expression evaluation timeout: Check for infinite loop";
            return Err(Error::with_message("U1001", message));
        }
        self.hold(0)
    }

    /// Refuses to hold `bytes` more than is held now.
    #[inline]
    pub(crate) fn hold(&self, bytes: usize) -> Result<(), Error> {
        // A difference below zero means that more was dropped than made: nothing is held.
        let held = held::reading().wrapping_sub(self.held_before);
        let held = if held > usize::MAX / 2 { 0 } else { held };
        if held.saturating_add(bytes) > self.world.limits.bytes {
            let limit = self.world.limits.bytes;
            let message =
                format!("Memory limit: the evaluation would hold more than {limit} bytes");
            return Err(Error::with_message("U1001", message));
        }
        Ok(())
    }

    /// Pays for a list of `length` elements, in work and in memory.
    pub(crate) fn hold_list(&mut self, length: usize) -> Result<(), Error> {
        self.step(length)?;
        self.hold(length.saturating_mul(held::ELEMENT_BYTES))
    }

    /// Pays for a text of `bytes` bytes, in work and in memory.
    pub(crate) fn hold_text(&mut self, bytes: usize) -> Result<(), Error> {
        self.step(1 + bytes / 64)?;
        self.hold(bytes)
    }

    /// Whether `levels` more evaluations may be nested here.
    pub(crate) fn enter(&self, levels: u32) -> Result<(), Error> {
        if self.depth.saturating_add(levels) > self.world.limits.depth || self.stack.is_exhausted()
        {
            return Err(stack_overflow());
        }
        Ok(())
    }

    pub(crate) fn check_stack(&self) -> Result<(), Error> {
        if self.stack.is_exhausted() {
            Err(stack_overflow())
        } else {
            Ok(())
        }
    }

    /// Runs `action` with `levels` more evaluations around it.
    pub(crate) fn deeper<R>(&mut self, levels: u32, action: impl FnOnce(&mut Self) -> R) -> R {
        self.depth += levels;
        let answer = action(self);
        self.depth -= levels;
        answer
    }
}

fn stack_overflow() -> Error {
    let message = "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive";
    Error::with_message("U1001", message)
}
