//! What can be named, and what may be written, at one place of a program.

use super::Writer;
use crate::types::Type;

/// A variable.
#[derive(Clone)]
pub struct Variable {
    pub name: String,
    pub ty: Type,
    pub is_mutable: bool,
    /// Whether it holds a reference, as a loop over `&items` binds one.
    pub is_reference: bool,
    /// How many branches stand around its declaration.
    pub branch: usize,
    /// Whether it bounds a loop: it is read, and nobody assigns or hides it.
    pub is_counter: bool,
}

impl Variable {
    pub fn new(name: &str, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            ty,
            is_mutable: false,
            is_reference: false,
            branch: 0,
            is_counter: false,
        }
    }
}

/// Whose body is written: it decides what `return` and `?` give.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Owner {
    /// Fails with `Failure`.
    #[default]
    Machine,
    /// A closure or an `async` block, which fails with an error of tasks, by its place.
    Branch(usize),
}

/// What may be written here.
#[derive(Clone)]
pub struct Place {
    pub owner: Owner,
    /// What the owner's success holds; for the machine what stands beside trace and log.
    pub returns: Type,
    /// How many branches stand around.
    pub branch: usize,
    /// How many blocks stand around.
    pub nesting: usize,
    /// The loops around, innermost last, up to the owner.
    pub loops: Vec<Loop>,
    /// Whether this runs several times.
    pub repeats: bool,
    /// Whether nothing may panic.
    pub is_calm: bool,
    /// Whether something may fail.
    pub may_fail: bool,
    /// Whether tasks may count their calls.
    pub may_count: bool,
    /// Whether an expression may await.
    pub may_await: bool,
    /// Whether an `async` block stands around, which takes what is moved in it.
    pub is_coroutine: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            owner: Owner::Machine,
            returns: Type::Bool,
            branch: 0,
            nesting: 0,
            loops: Vec::new(),
            repeats: false,
            is_calm: false,
            may_fail: true,
            may_count: true,
            may_await: true,
            is_coroutine: false,
        }
    }
}

/// A loop around.
#[derive(Clone)]
pub struct Loop {
    pub label: Option<String>,
    /// What its `break` gives; `None` where it gives nothing.
    pub value: Option<Type>,
    /// Whether it is a labelled block: it can only be left, and by its label.
    pub is_block: bool,
}

/// Something that can be read: a variable, or a member of one.
pub struct Readable {
    pub text: String,
    pub ty: Type,
    /// The variable it belongs to.
    pub root: String,
    /// Whether `text` is a reference.
    pub is_reference: bool,
}

impl Readable {
    /// The value, copied out.
    pub fn value(&self) -> String {
        if !self.ty.is_copy() {
            format!("{}.clone()", self.text)
        } else if self.is_reference {
            format!("(*{})", self.text)
        } else {
            self.text.clone()
        }
    }
}

impl Writer {
    /// Everything of a kind of type that can be read here.
    pub fn readable(&self, accept: impl Fn(&Type) -> bool) -> Vec<Readable> {
        let mut found = Vec::new();
        for (place, variable) in self.variables.iter().enumerate() {
            let is_hidden = self.variables[place + 1..]
                .iter()
                .any(|later| later.name == variable.name);
            if !is_hidden {
                self.members(
                    Readable {
                        text: variable.name.clone(),
                        ty: variable.ty.clone(),
                        root: variable.name.clone(),
                        is_reference: variable.is_reference,
                    },
                    2,
                    &mut found,
                );
            }
        }
        found.retain(|readable| accept(&readable.ty));
        found
    }

    fn members(&self, readable: Readable, depth: usize, found: &mut Vec<Readable>) {
        if depth > 0 {
            let members: Vec<(String, Type)> = match &readable.ty {
                Type::Struct(place) => self.types.structs[*place]
                    .fields
                    .iter()
                    .map(|field| (field.name.clone(), field.ty.clone()))
                    .collect(),
                Type::Tuple(items) => items
                    .iter()
                    .enumerate()
                    .map(|(place, item)| (place.to_string(), item.clone()))
                    .collect(),
                _ => Vec::new(),
            };
            for (name, ty) in members {
                let member = Readable {
                    text: format!("{}.{name}", readable.text),
                    ty,
                    root: readable.root.clone(),
                    is_reference: false,
                };
                self.members(member, depth - 1, found);
            }
        }
        found.push(readable);
    }

    /// The variables that can be assigned here.
    pub fn assignable(&self) -> Vec<Variable> {
        let visible = self
            .variables
            .iter()
            .enumerate()
            .filter(|(place, variable)| {
                !self.variables[place + 1..]
                    .iter()
                    .any(|later| later.name == variable.name)
            });
        visible
            .map(|(_, variable)| variable)
            .filter(|variable| {
                variable.is_mutable
                    && !variable.is_counter
                    && variable.branch == self.place.branch
                    && !self.frozen.contains(&variable.name)
            })
            .cloned()
            .collect()
    }

    /// Makes a variable known.
    pub fn declare(&mut self, name: &str, ty: Type, is_mutable: bool) {
        let branch = self.place.branch;
        self.variables.push(Variable {
            is_mutable,
            branch,
            ..Variable::new(name, ty)
        });
    }

    /// Makes a variable known that holds a reference, or a value.
    pub fn declare_bound(&mut self, name: &str, ty: Type, is_reference: bool) {
        self.declare(name, ty, false);
        if let Some(variable) = self.variables.last_mut() {
            variable.is_reference = is_reference;
        }
    }
}
