//! Expressions of a graph: trees whose type-directed nodes are already chosen.

use crate::errors::{ErrorInfo, ErrorNames};
use crate::shape::{Digits, FieldInfo, IsArray, VariantInfo};

/// An expression over the variables of a machine.
///
/// It stands either in a JSON position, where objects and arrays stay JSON and only leaves become `{% … %}`, or inside
/// another expression, where it is JSONata text. The renderer knows which.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// `null`, `()`, `None`.
    Null,
    /// A literal.
    Bool(bool),
    /// A literal within ±(2^53 − 1).
    Integer(i64),
    /// A finite literal.
    Float(f64),
    /// A literal.
    String(String),
    /// A constant `Duration`: seconds and nanoseconds.
    Duration(i64, u32),
    /// A workflow variable.
    Variable(String),
    /// JSONata that needs nothing filled in, such as `$states.input`. It binds as tightly as a path.
    Path(String),
    /// A member of a struct or tuple.
    Member {
        /// The owner.
        base: Box<Expr>,
        /// The member.
        field: FieldInfo,
    },
    /// Whether an enum's value is this variant.
    IsVariant {
        /// The value.
        base: Box<Expr>,
        /// The variant.
        variant: VariantInfo,
    },
    /// A member of a variant.
    VariantMember {
        /// The enum's value.
        base: Box<Expr>,
        /// The variant.
        variant: VariantInfo,
        /// The member.
        field: FieldInfo,
    },
    /// A member of a caught error's payload; the whole error for a `#[from]` variant.
    Payload {
        /// The error, as `{Error, Cause}`.
        base: Box<Expr>,
        /// The variant.
        variant: ErrorInfo,
        /// The member.
        field: FieldInfo,
    },
    /// Whether a `Result` as a value is an `Err`.
    IsErr(Box<Expr>),
    /// Whether a caught error is one of these.
    IsError {
        /// The error, as `{Error, Cause}`.
        base: Box<Expr>,
        /// The names.
        names: ErrorNames,
    },
    /// An error as a value, `{Error, Cause}`.
    Raised {
        /// The variant.
        variant: ErrorInfo,
        /// Its members.
        members: Vec<(FieldInfo, Expr, Digits)>,
    },
    /// An operator or function, chosen by the types of its arguments.
    Apply {
        /// Its text.
        operator: Operator,
        /// Its arguments.
        arguments: Vec<Expr>,
    },
    /// A struct.
    Struct(Vec<(FieldInfo, Expr)>),
    /// A struct or tuple with other values in some of its members.
    With {
        /// The value whose other members stay.
        base: Box<Expr>,
        /// The members that are replaced.
        members: Vec<(FieldInfo, Expr)>,
    },
    /// A variant of an enum.
    Variant {
        /// The variant.
        variant: VariantInfo,
        /// Its members.
        members: Vec<(FieldInfo, Expr)>,
    },
    /// An array or a tuple.
    Array {
        /// The elements.
        items: Vec<Expr>,
        /// For each element, whether it is an array itself (JSONata would flatten it).
        nested: Vec<IsArray>,
    },
    /// A closure, as an argument of an operator.
    Lambda {
        /// Its parameters' names.
        parameters: Vec<String>,
        /// What it gives.
        body: Box<Expr>,
    },
}

/// The text of an operator, with holes for its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// How tightly the result binds: JSONata's binding power, see [`level`].
    pub level: u8,
    /// The text and the holes.
    pub parts: &'static [Part],
}

/// A piece of an [`Operator`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Text(&'static str),
    /// An argument, in parentheses unless it binds at least as tightly as this.
    Hole(usize, u8),
    /// The name of a parameter of the closure that this argument is.
    Parameter(usize, usize),
    /// The body of the closure that this argument is, in parentheses unless it binds at least as tightly as this.
    Body(usize, u8),
}

/// JSONata's binding powers (jsonata 2.0.6, `operators` in its parser).
pub mod level {
    /// Inside parentheses or between commas.
    pub const ANY: u8 = 0;
    /// `? :`
    pub const CONDITION: u8 = 20;
    /// `or`
    pub const OR: u8 = 25;
    /// `and`
    pub const AND: u8 = 30;
    /// `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`
    pub const COMPARE: u8 = 40;
    /// `+`, `-`, `&`
    pub const SUM: u8 = 50;
    /// `*`, `/`, `%`
    pub const PRODUCT: u8 = 60;
    /// `[…]`: a path that begins with one loses the predicates on it, `[a, b][1].c` is nothing, and keeps them behind
    /// parentheses.
    pub const CONSTRUCTOR: u8 = 70;
    /// `a[i]` with an index that is computed: it may be followed by `.b`, and by `[j]` only in parentheses, since
    /// predicates in a row all filter what the first one found, before that becomes a single value again.
    pub const ELEMENT: u8 = 75;
    /// Paths, calls, literals, parentheses.
    pub const ATOM: u8 = 80;
}
