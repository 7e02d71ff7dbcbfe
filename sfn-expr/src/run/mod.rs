//! The state of one evaluation: variables, sequences, randomness. What it may cost is in `budget`,
//! how functions are called in `call`.

mod budget;
mod call;
mod cell;

pub(crate) use cell::{Binding, Cell, Register};

use std::cell::Cell as Counter;
use std::sync::atomic::{AtomicU64, Ordering};

use budget::STEPS_BETWEEN_LOOKS;
use smallvec::SmallVec;

use crate::error::Error;
use crate::function::Function;
use crate::limits::World;
use crate::random::Random;
use crate::stack::Stack;
use crate::value::{Array, Mark, Value, held};

/// What an expression evaluates to. `None` is "nothing".
pub(crate) type Out = Result<Option<Value>, Error>;

/// The arguments of a call.
pub(crate) type Arguments = SmallVec<[Option<Value>; 3]>;

/// One evaluation.
pub(crate) struct Run<'w> {
    pub(crate) world: &'w World<'w>,
    /// Values of the expression's free variables.
    pub(crate) slots: &'w [Option<Value>],
    /// The input document, for `$$`.
    pub(crate) root: Option<Value>,
    /// Marks on lists hold for this evaluation only.
    pub(crate) epoch: u64,
    pub(crate) random: Random,
    registers: Vec<Register>,
    /// Where the registers of the current activation begin.
    base: usize,
    /// The function that is being called, for its captured variables.
    frame: Option<Function>,
    /// Cells that may be part of a cycle: a function bound to a variable that it captured.
    cells: Vec<Cell>,
    /// How many cells there may be before those no longer in use are thrown out.
    sweep_at: usize,
    steps: u64,
    next_look: u64,
    held_before: usize,
    depth: u32,
    stack: Stack,
}

impl<'w> Run<'w> {
    pub(crate) fn new(world: &'w World<'w>, slots: &'w [Option<Value>], registers: usize) -> Self {
        let steps = world.limits.steps;
        Run {
            world,
            slots,
            root: world.input.clone(),
            epoch: next_epoch(),
            random: Random::new(world.seed),
            registers: vec![Register::Unset; registers],
            base: 0,
            frame: None,
            cells: Vec::new(),
            sweep_at: 1_024,
            steps,
            next_look: steps.saturating_sub(STEPS_BETWEEN_LOOKS),
            held_before: held::reading(),
            depth: 0,
            stack: Stack::here(),
        }
    }

    /// What a finished evaluation yields: a sequence of one element is that element.
    #[inline]
    pub(crate) fn finish(&self, value: Option<Value>) -> Option<Value> {
        match value {
            Some(Value::Array(array)) if array.is_unwrapped(self.epoch) => self.unwrap(array),
            value => value,
        }
    }

    fn unwrap(&self, array: Array) -> Option<Value> {
        if array.is_empty() {
            return None;
        }
        if array.has(Mark::KeepSingleton, self.epoch) {
            return Some(Value::Array(array));
        }
        array.into_iter().next()
    }

    /// A result sequence as a value, not yet finished.
    pub(crate) fn sequence(&self, items: Vec<Value>) -> Value {
        Value::Array(Array::marked(items, Mark::Sequence, self.epoch))
    }

    pub(crate) fn is_sequence(&self, array: &Array) -> bool {
        array.has(Mark::Sequence, self.epoch)
    }

    pub(crate) fn slot(&self, slot: usize) -> Option<&'w Value> {
        self.slots.get(slot)?.as_ref()
    }

    pub(crate) fn local(&self, register: usize) -> Binding {
        match &self.registers[self.base + register] {
            Register::Unset => None,
            Register::Value(value) => Some(value.clone()),
            Register::Cell(cell) => cell.get(),
        }
    }

    /// A local that no function has captured, without cloning it.
    pub(crate) fn local_ref(&self, register: usize) -> Option<&Value> {
        match &self.registers[self.base + register] {
            Register::Value(value) => value.as_ref(),
            Register::Unset | Register::Cell(_) => None,
        }
    }

    pub(crate) fn register(&self, register: usize) -> &Register {
        &self.registers[self.base + register]
    }

    pub(crate) fn captured(&self, index: usize) -> Option<&Register> {
        self.frame.as_ref()?.closure()?.captured.get(index)
    }

    /// Binds a local; a captured one in the cell that its captors share.
    pub(crate) fn bind(&mut self, register: usize, value: Option<Value>) {
        match &mut self.registers[self.base + register] {
            Register::Cell(cell) => {
                let cell = cell.clone();
                if matches!(&value, Some(Value::Array(_) | Value::Object(_))) {
                    self.remember(&cell);
                }
                cell.set(Some(value));
            }
            place => *place = Register::Value(value),
        }
    }

    /// Puts something else in place of a register and returns what was there.
    pub(crate) fn replace(&mut self, register: usize, by: Register) -> Register {
        std::mem::replace(&mut self.registers[self.base + register], by)
    }

    fn remember(&mut self, cell: &Cell) {
        if self.cells.len() >= self.sweep_at {
            self.cells.retain(Cell::is_shared);
            self.sweep_at = 2 * self.cells.len() + 1_024;
        }
        self.cells.push(cell.clone());
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        // Functions that captured the variable they are bound to would keep each other alive.
        for cell in &self.cells {
            cell.set(None);
        }
    }
}

/// How many epochs a thread takes from the common counter at once.
const EPOCHS_PER_THREAD: u64 = 1 << 20;

/// A number that no other evaluation has.
fn next_epoch() -> u64 {
    static COMMON: AtomicU64 = AtomicU64::new(1);
    thread_local! {
        static NEXT: Counter<u64> = const { Counter::new(0) };
    }
    NEXT.with(|next| {
        let mut epoch = next.get();
        if epoch % EPOCHS_PER_THREAD == 0 {
            epoch = COMMON.fetch_add(1, Ordering::Relaxed) * EPOCHS_PER_THREAD + 1;
        }
        next.set(epoch + 1);
        epoch
    })
}
