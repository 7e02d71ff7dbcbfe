//! The state of one evaluation: variables, budget, randomness, and the calling of functions.

use std::cell::Cell as Counter;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use smallvec::SmallVec;

use crate::error::{Error, Span};
use crate::function::{Closure, Flow, Function, Kind};
use crate::limits::World;
use crate::random::Random;
use crate::stack::Stack;
use crate::value::{Array, Mark, Value, held};

/// What an expression evaluates to. `None` is "nothing".
pub(crate) type Out = Result<Option<Value>, Error>;

/// The arguments of a call.
pub(crate) type Arguments = SmallVec<[Option<Value>; 3]>;

/// A variable that functions have captured: shared between the frame that owns it and them.
#[derive(Clone, Default)]
pub(crate) struct Cell(Arc<Mutex<Binding>>);

/// A variable's value, if it has been bound at all. Bound to nothing is `Some(None)`.
pub(crate) type Binding = Option<Option<Value>>;

impl Cell {
    pub(crate) fn new(value: Option<Value>) -> Cell {
        Cell(Arc::new(Mutex::new(Some(value))))
    }

    pub(crate) fn get(&self) -> Binding {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, binding: Binding) {
        let old = {
            let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *slot, binding)
        };
        // Dropped outside the lock: it may own this very cell.
        drop(old);
    }

    fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

/// A place for a local variable.
#[derive(Clone, Default)]
pub(crate) enum Register {
    #[default]
    Unset,
    Value(Option<Value>),
    Cell(Cell),
}

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

/// The clock is looked at once in so many steps.
const STEPS_BETWEEN_LOOKS: u64 = 4_096;

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

    // ---- budget ------------------------------------------------------------------------------

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

    // ---- sequences ---------------------------------------------------------------------------

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

    // ---- variables ---------------------------------------------------------------------------

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

    // ---- calls -------------------------------------------------------------------------------

    /// Calls a function that was handed to a built-in function: there is no context.
    pub(crate) fn call(&mut self, function: &Function, arguments: Arguments) -> Out {
        self.apply(function, arguments, Some(&Value::Null))
    }

    /// Calls a function. Calls in tail position loop here instead of nesting.
    pub(crate) fn apply(
        &mut self,
        function: &Function,
        arguments: Arguments,
        input: Option<&Value>,
    ) -> Out {
        // A wrapped function has no context, nor have the calls it ends in.
        let input = match function.kind() {
            Kind::Wrapped(_) => Some(&Value::Null),
            _ => input,
        };
        match self.enter_function(function, arguments, input)? {
            Flow::Done(answer) => Ok(answer),
            Flow::Call(function, arguments, place) => self.go_on(function, arguments, place, input),
        }
    }

    fn go_on(
        &mut self,
        mut function: Function,
        mut arguments: Arguments,
        mut place: Option<Span>,
        input: Option<&Value>,
    ) -> Out {
        loop {
            let flow = self.enter_function(&function, arguments, input);
            let flow = flow.map_err(|error| match place {
                Some(span) => error.reported_at(span),
                None => error,
            });
            match flow? {
                Flow::Done(answer) => return Ok(answer),
                Flow::Call(next, with, at) => {
                    (function, arguments) = (next, with);
                    place = at.or(place);
                }
            }
        }
    }

    /// Calls a function up to its answer or its last call.
    fn enter_function(
        &mut self,
        function: &Function,
        mut arguments: Arguments,
        mut context: Option<&Value>,
    ) -> Result<Flow, Error> {
        let mut function = function;
        while let Kind::Wrapped(inner) = function.kind() {
            function = inner;
            context = Some(&Value::Null);
        }
        if function.epoch() != self.epoch {
            // It was made by another evaluation and its variables are gone.
            return Err(Error::new("T1006"));
        }
        match function.kind() {
            Kind::Builtin(builtin) => {
                self.step(1)?;
                let validated = builtin.signature.validate(&mut arguments, context);
                validated.map_err(|error| error.token_is(builtin.name))?;
                (builtin.run)(self, &mut arguments, context).map(Flow::Done)
            }
            Kind::Closure(closure) => {
                if let Some(signature) = &closure.code.signature {
                    signature.validate(&mut arguments, context)?;
                }
                self.activate(function, closure, arguments)
            }
            Kind::Partial(partial) => partial.call(self, arguments),
            Kind::Transform(transform) => transform.call(self, &mut arguments).map(Flow::Done),
            Kind::Composed(first, second) => {
                let inner = self.apply(first, arguments, None)?;
                let arguments = SmallVec::from_iter([self.finish(inner)]);
                Ok(Flow::Call(second.clone(), arguments, None))
            }
            Kind::Regex(regex) => regex.call(self, &arguments).map(Flow::Done),
            Kind::NextMatch(next) => next.call(self).map(Flow::Done),
            // Unwrapped above.
            Kind::Wrapped(_) => Err(Error::new("T1006")),
        }
    }

    fn activate(
        &mut self,
        function: &Function,
        closure: &Closure,
        arguments: Arguments,
    ) -> Result<Flow, Error> {
        let code = &closure.code;
        self.enter(code.certain_height)?;
        self.step(1)?;
        let base = self.registers.len();
        let mut arguments = arguments.into_iter();
        for is_captured in &code.parameters {
            let argument = arguments.next().flatten();
            self.registers.push(if *is_captured {
                Register::Cell(Cell::new(argument))
            } else {
                Register::Value(argument)
            });
        }
        self.registers
            .resize_with(base + code.registers, Register::default);
        let outer_base = std::mem::replace(&mut self.base, base);
        let frame = (!closure.captured.is_empty()).then(|| function.clone());
        let outer_frame = std::mem::replace(&mut self.frame, frame);
        let flow = (code.body)(self, closure.input.as_ref());
        self.registers.truncate(base);
        self.base = outer_base;
        self.frame = outer_frame;
        flow
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

fn stack_overflow() -> Error {
    let message = "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive";
    Error::with_message("U1001", message)
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
