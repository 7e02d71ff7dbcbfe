//! Where variables live. Names are resolved here, once; the evaluation knows only places.
//!
//! JSONata looks a name up in the frames around it at the moment of reading, so that a name bound
//! later in a block means an outer variable before. Hence a name resolves to a list of places, of
//! which the first that is bound counts.

use std::collections::HashMap;

use super::{Names, walk};
use crate::functions::{self, Builtin};
use crate::limits::Dialect;
use crate::resolve::{Node, Slot};
use crate::value::Str;

/// A place that may hold the value of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A free variable of the expression.
    Slot(usize),
    /// A register of the current activation.
    Local(usize),
    /// A variable that the current function has captured.
    Captured(usize),
    /// The input document, `$$`.
    Root,
    Builtin(&'static Builtin),
}

/// The name under which the context of a step is remembered for `%`.
pub(super) fn ancestor_name(label: Slot) -> Str {
    // Contains what no name in a source can contain.
    Str::from(format!("% {label}"))
}

/// The nesting of scopes at the point that is being compiled.
pub(super) struct Scopes {
    slots: Vec<Str>,
    slot_of: HashMap<Str, usize>,
    activations: Vec<Activation>,
    shadowed: Vec<Str>,
    /// `$eval` may read any variable by name, so all must be capturable.
    captures_all: bool,
    dialect: Dialect,
}

/// What one call of a function, or the evaluation of the expression, has of its own.
pub(super) struct Activation {
    pub(super) registers: usize,
    /// What a function must take along from where it is defined: places there.
    pub(super) captures: Vec<Place>,
    captured_names: Names,
    scopes: Vec<Scope>,
}

struct Scope {
    locals: HashMap<Str, Local>,
}

struct Local {
    register: usize,
    /// Certainly bound by now, as parameters are from the start.
    definite: bool,
}

/// A local variable of a scope that has just been opened.
#[derive(Clone, Copy)]
pub(super) struct NewLocal {
    pub(super) register: usize,
    /// Functions capture it: it needs a cell.
    pub(super) is_captured: bool,
}

impl Scopes {
    pub(super) fn new(dialect: Dialect, shadowed: &[&str], captures_all: bool) -> Self {
        let shadowed = shadowed.iter().map(|name| Str::from(*name)).collect();
        Scopes {
            slots: Vec::new(),
            slot_of: HashMap::new(),
            activations: Vec::new(),
            shadowed,
            captures_all,
            dialect,
        }
    }

    /// The slot of a free variable.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.slot_of.get(name).copied()
    }

    pub(super) fn into_slots(self) -> Vec<Str> {
        self.slots
    }

    /// Begins an activation whose code is `body`, with its parameters in the first registers. The
    /// answer says for each parameter whether it needs a cell.
    pub(super) fn begin(&mut self, body: &Node, parameters: &[Str]) -> Vec<bool> {
        let captured_names = walk::captured_names(body);
        let rebound = walk::bound_names([body]);
        let locals = parameters.iter().enumerate().map(|(register, name)| {
            let definite = true;
            (name.clone(), Local { register, definite })
        });
        let scope = Scope {
            locals: locals.collect(),
        };
        // A parameter that is never bound again can be captured by its value.
        let needs_cell = parameters.iter().map(|name| {
            rebound.contains(name) && (self.captures_all || captured_names.contains(name))
        });
        let needs_cell = needs_cell.collect();
        self.activations.push(Activation {
            registers: parameters.len(),
            captures: Vec::new(),
            captured_names,
            scopes: vec![scope],
        });
        needs_cell
    }

    /// How many registers the current activation has so far.
    pub(super) fn registers(&self) -> usize {
        self.activations
            .last()
            .map_or(0, |activation| activation.registers)
    }

    pub(super) fn end(&mut self) -> Activation {
        self.activations.pop().unwrap_or(Activation {
            registers: 0,
            captures: Vec::new(),
            captured_names: Names::new(),
            scopes: Vec::new(),
        })
    }

    /// Opens a scope with these variables, unbound yet.
    pub(super) fn open(&mut self, names: Vec<Str>, definite: bool) -> Vec<NewLocal> {
        // All of `%` are captured together: their labels are not known to the walk.
        let captured: Vec<bool> = names.iter().map(|name| self.is_captured(name)).collect();
        let Some(activation) = self.activations.last_mut() else {
            return Vec::new();
        };
        let mut locals = HashMap::with_capacity(names.len());
        let mut created = Vec::with_capacity(names.len());
        for (name, is_captured) in names.into_iter().zip(captured) {
            let register = activation.registers;
            activation.registers += 1;
            created.push(NewLocal {
                register,
                is_captured,
            });
            locals.insert(name, Local { register, definite });
        }
        activation.scopes.push(Scope { locals });
        created
    }

    pub(super) fn close(&mut self) {
        if let Some(activation) = self.activations.last_mut() {
            activation.scopes.pop();
        }
    }

    /// From here on the innermost local of this name is bound, and nothing outside of it is meant.
    pub(super) fn is_bound(&mut self, name: &str) {
        let Some(activation) = self.activations.last_mut() else {
            return;
        };
        let mut scopes = activation.scopes.iter_mut().rev();
        if let Some(local) = scopes.find_map(|scope| scope.locals.get_mut(name)) {
            local.definite = true;
        }
    }

    /// The register of the innermost local of this name in the current activation.
    pub(super) fn local(&self, name: &str) -> Option<usize> {
        let scopes = self.activations.last()?.scopes.iter().rev();
        let mut locals = scopes.filter_map(|scope| scope.locals.get(name));
        locals.next().map(|local| local.register)
    }

    /// Whether functions capture locals of this name in the current activation.
    pub(super) fn is_captured(&self, name: &str) -> bool {
        let names = self
            .activations
            .last()
            .map(|activation| &activation.captured_names);
        self.captures_all
            || names.is_some_and(|names| {
                names.contains(name) || name.starts_with("% ") && names.contains("%")
            })
    }

    /// The places of a variable, to be tried in order. `is_call` says that it is about to be
    /// called, where a built-in function is meant unless something in the source hides it.
    pub(super) fn lookup(&mut self, name: &str, is_call: bool) -> Vec<Place> {
        let innermost = self.activations.len();
        self.lookup_in(innermost, name, is_call)
    }

    /// All names that can be seen here, innermost first, for `$eval`.
    pub(super) fn visible(&self) -> Vec<Str> {
        let scopes = self
            .activations
            .iter()
            .rev()
            .flat_map(|one| one.scopes.iter().rev());
        let mut names: Vec<Str> = Vec::new();
        for name in scopes.flat_map(|scope| scope.locals.keys()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        for slot in &self.slots {
            if !names.contains(slot) {
                names.push(slot.clone());
            }
        }
        names
    }

    fn lookup_in(&mut self, activation: usize, name: &str, is_call: bool) -> Vec<Place> {
        let Some(at) = activation.checked_sub(1) else {
            return self.free(name, is_call);
        };
        let mut places = Vec::new();
        for scope in self.activations[at].scopes.iter().rev() {
            if let Some(local) = scope.locals.get(name) {
                places.push(Place::Local(local.register));
                if local.definite {
                    return places;
                }
            }
        }
        for outer in self.lookup_in(at, name, is_call) {
            places.push(match outer {
                Place::Local(_) | Place::Captured(_) => {
                    let captures = &mut self.activations[at].captures;
                    let known = captures.iter().position(|place| *place == outer);
                    Place::Captured(known.unwrap_or_else(|| {
                        captures.push(outer);
                        captures.len() - 1
                    }))
                }
                everywhere => everywhere,
            });
        }
        places
    }

    /// The places of a variable that nothing in the source binds.
    fn free(&mut self, name: &str, is_call: bool) -> Vec<Place> {
        if name == "$" {
            return vec![Place::Root];
        }
        if name.starts_with("% ") {
            return Vec::new();
        }
        let builtin = functions::find(name, self.dialect);
        let is_shadowed = self.shadowed.iter().any(|known| *known == *name);
        if let Some(builtin) = builtin
            && is_call
            && !is_shadowed
        {
            return vec![Place::Builtin(builtin)];
        }
        let slot = match self.slot_of.get(name) {
            Some(slot) => *slot,
            None => {
                let name = Str::from(name);
                self.slots.push(name.clone());
                self.slot_of.insert(name, self.slots.len() - 1);
                self.slots.len() - 1
            }
        };
        let mut places = vec![Place::Slot(slot)];
        places.extend(builtin.map(Place::Builtin));
        places
    }
}
