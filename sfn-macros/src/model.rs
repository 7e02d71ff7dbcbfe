//! The model of a state machine's body: what `parse` makes, what `check` reads and what `lower` consumes.
//!
//! Names are resolved, sugar is gone (`if let`, `while let` and `let … else` are matches), and every node keeps the
//! tokens to blame. Nothing here knows a type.

mod chain;
mod target;

pub use chain::{Chain, Link};
pub use target::Target;

use crate::methods::Method;
use crate::parse::duration;
use crate::parse::krate::Krate;
use crate::refusal::Refusal;
use proc_macro2::{Ident, Span, TokenStream};

/// A local variable, by its place in [`Machine::variables`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub usize);

/// An expression, for what is noted beside the model (its type, say).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExprId(pub usize);

/// A function with `#[state_machine]`.
pub struct Machine {
    pub item: syn::ItemFn,
    pub attributes: MachineAttributes,
    pub parameters: Vec<VarId>,
    pub parameter_types: Vec<syn::Type>,
    pub variables: Vec<Variable>,
    pub body: Block,
}

/// `#[state_machine(…)]`.
pub struct MachineAttributes {
    pub krate: Krate,
    pub name: Option<syn::LitStr>,
    pub comment: Option<syn::LitStr>,
    pub timeout: Option<duration::Duration>,
}

/// A local variable.
#[derive(Clone)]
pub struct Variable {
    pub name: Ident,
    pub mutable: bool,
    /// Whether it was bound by `Err(e)`: it holds an error, which is not data.
    pub is_error: bool,
    /// How many `map`s and `join!`s stand around its declaration.
    pub depth: usize,
    /// Whether its declaration gives no value.
    pub deferred: bool,
}

/// Statements and a value.
pub struct Block {
    pub braces: Option<syn::token::Brace>,
    pub statements: Vec<Statement>,
    pub tail: Option<Box<Expr>>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "a body has some tens of statements"
)]
pub enum Statement {
    Let {
        pattern: Pattern,
        ty: Option<syn::Type>,
        init: Option<Expr>,
        token: syn::Token![let],
    },
    /// A `const` of the body.
    Constant(syn::ItemConst),
    Expr(Expr),
}

pub struct Expr {
    pub id: ExprId,
    pub kind: ExprKind,
    pub span: Span,
    /// Its last token's, if that is another one and the tape has to end there too.
    pub end: Span,
    pub mark: Mark,
}

/// The punctuation of an expression. The tape repeats it token by token: `rustc` prints a mistake in the body once only
/// if it finds the same mistake at the same place in the tape.
pub enum Mark {
    None,
    /// An operator, `=` or `?`.
    Operator(TokenStream),
    /// A function, and the parentheses of its arguments.
    Call(TokenStream, syn::token::Paren),
    /// `.name()`
    Method(syn::Token![.], Ident, syn::token::Paren),
    Parentheses(syn::token::Paren),
    Brackets(syn::token::Bracket),
    Braces(syn::token::Brace),
    Match {
        token: syn::Token![match],
        braces: syn::token::Brace,
        arrows: Vec<syn::Token![=>]>,
    },
}

pub enum ExprKind {
    Literal(Literal),
    Variable(VarId),
    /// `()` and `None`, as written.
    Null(TokenStream),
    /// A constant, and an expression for it that stands outside of the body.
    Constant(syn::Path, TokenStream),
    /// A path that is no local variable: the tape refuses it if it exists at all.
    Foreign(syn::Path),
    /// `x.field`
    Field(Box<Expr>, syn::Member),
    /// `x[i]`
    Index(Box<Expr>, Box<Expr>),
    /// `a..b`, walked or as an index.
    Range {
        start: Option<Box<Expr>>,
        end: Option<Box<Expr>>,
        inclusive: bool,
    },
    /// `x as T`, `T::from(x)` and `T::try_from(x)`
    Cast {
        value: Box<Expr>,
        ty: syn::Type,
        is_tried: bool,
    },
    /// `BTreeMap::new()`
    EmptyMap,
    /// `Duration::from_secs(n)`
    Duration(Box<Duration>),
    /// `-x`
    Negate(Box<Expr>),
    /// `!x`
    Not(Box<Expr>),
    Binary(Operation, Box<Expr>, Box<Expr>),
    /// `x = value`, or `x += value`
    Assign {
        place: Box<Expr>,
        operation: Option<Operation>,
        value: Box<Expr>,
    },
    /// `(a, v[0]) = value`, `_ = value`
    Destructure {
        target: Target,
        value: Box<Expr>,
    },
    /// The same value to JSON: `&x`, `*x`, `x.clone()`, `(x)`.
    Same(Wrapper, Box<Expr>),
    Method(Call),
    /// `format!`
    Format(Vec<FormatPart>),
    /// `Path { member: value, ..base }`, a struct or a variant.
    Struct {
        path: syn::Path,
        members: Vec<(syn::Member, Expr)>,
        base: Option<Box<Expr>>,
    },
    /// `Path(value, …)`
    Construct {
        path: syn::Path,
        members: Vec<Expr>,
    },
    /// `Path::Variant`
    Unit(syn::Path),
    Tuple(Vec<Expr>),
    /// `[a, b]`, `vec![a, b]`
    Array {
        is_vec: bool,
        items: Vec<Expr>,
    },
    Some(Box<Expr>),
    Ok(Box<Expr>),
    Err(Box<Expr>),
    /// `e.into()` on an error.
    Into(Box<Expr>),
    If {
        token: syn::Token![if],
        /// The condition as text, for the state's name.
        text: String,
        condition: Box<Expr>,
        then: Block,
        otherwise: Option<Box<Expr>>,
    },
    Match(Match),
    /// The condition of an `if` or `while`, or a guard, with patterns in it.
    Chain(Chain),
    Block(Option<syn::Label>, Block),
    Loop {
        label: Option<syn::Label>,
        body: Block,
    },
    While {
        label: Option<syn::Label>,
        text: String,
        condition: Box<Expr>,
        body: Block,
    },
    For {
        label: Option<syn::Label>,
        pattern: Pattern,
        over: Over,
        body: Block,
    },
    Break(Option<syn::Lifetime>, Option<Box<Expr>>),
    Continue(Option<syn::Lifetime>),
    Return(Option<Box<Expr>>),
    /// `step.await`, or a `join!`
    Step(Box<Step>),
    /// `x?`
    Try(Box<Expr>),
    /// What `rustc` refuses in the function as it stands: there is nothing to add.
    LeftToRustc,
    /// What a state machine cannot do, and the tokens to blame.
    Refused(&'static Refusal, TokenStream),
}

/// A literal, as written and as JSON.
#[derive(Clone)]
pub struct Literal {
    pub tokens: syn::Lit,
    pub value: Constant,
}

#[derive(Clone, PartialEq)]
pub enum Constant {
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(String),
}

/// What is written around a value without changing its JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wrapper {
    Reference,
    Dereference,
    Parentheses,
    Method(&'static str),
    /// `x[..]`
    FullRange,
    /// `String::from(x)`
    StringFrom,
    /// `String::new()`, around an empty text.
    StringNew,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A call of a method that the language knows.
pub struct Call {
    pub method: &'static Method,
    pub receiver: Box<Expr>,
    pub turbofish: Option<TokenStream>,
    pub arguments: Vec<Argument>,
}

#[allow(clippy::large_enum_variant, reason = "a call has few arguments")]
pub enum Argument {
    Value(Expr),
    Closure(Closure),
}

/// A closure, which computes and does nothing else.
pub struct Closure {
    /// What stands before the parameters.
    pub capture: Option<syn::Token![move]>,
    pub parameters: Vec<(Pattern, Option<syn::Type>)>,
    pub output: Option<syn::Type>,
    pub body: Box<Expr>,
    pub bars: (syn::Token![|], syn::Token![|]),
}

impl Call {
    /// The arguments that are evaluated before the call.
    pub fn values(&self) -> impl Iterator<Item = &Expr> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Value(value) => Some(value),
            Argument::Closure(_) => None,
        })
    }

    pub fn closures(&self) -> impl Iterator<Item = &Closure> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Closure(closure) => Some(closure),
            Argument::Value(_) => None,
        })
    }
}

#[allow(clippy::large_enum_variant, reason = "a text has a few parts")]
pub enum FormatPart {
    Text(String),
    Value(Expr),
}

/// What a `for` loop walks.
pub enum Over {
    Items(Box<Expr>),
    Range {
        start: Box<Expr>,
        end: Box<Expr>,
        inclusive: bool,
    },
}

pub struct Match {
    /// The subject as text, for the state's name.
    pub text: String,
    pub subject: Box<Expr>,
    pub arms: Vec<Arm>,
    /// How it was written.
    pub form: MatchForm,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MatchForm {
    Match,
    IfLet,
    LetElse,
    /// A part of a condition.
    Chain,
    /// All that a loop's body holds, with an arm that breaks.
    WhileLet,
}

pub struct Arm {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Expr,
}

pub struct Pattern {
    pub kind: PatternKind,
    pub source: TokenStream,
}

pub enum PatternKind {
    Wildcard,
    Bind(VarId),
    Literal(Box<Expr>),
    /// Both ends where given, and whether the end is included.
    Range(Option<Box<Expr>>, Option<Box<Expr>>, bool),
    Some(Box<Pattern>),
    None,
    Ok(Box<Pattern>),
    Err(Box<Pattern>),
    /// The elements before `..`, or all of them.
    Tuple(Vec<Pattern>),
    /// `[first, second, .., last]`
    Slice(SlicePattern),
    /// `x @ pattern`
    At(VarId, Box<Pattern>),
    Variant {
        name: Ident,
        members: Vec<(syn::Member, Pattern)>,
    },
    /// `Path { … }` where the path has one segment: a struct, or an imported variant.
    Struct {
        members: Vec<(syn::Member, Pattern)>,
    },
    Or(Vec<Pattern>),
    Refused(&'static Refusal),
}

/// `[before, rest @ .., after]`
pub struct SlicePattern {
    pub before: Vec<Pattern>,
    /// Whether there is a `..`, and what it binds.
    pub rest: Option<Option<Box<Pattern>>>,
    pub after: Vec<Pattern>,
}

/// What a machine awaits.
#[allow(clippy::large_enum_variant, reason = "a step is kept behind a box")]
pub enum Step {
    /// A call of a task.
    Task {
        function: syn::Path,
        arguments: Vec<Expr>,
        policies: Vec<Policy>,
    },
    /// `sfn::map(items, async |item| …)`
    Map {
        function: syn::Path,
        items: Expr,
        parameter: Pattern,
        parameter_type: Option<syn::Type>,
        output: Option<syn::Type>,
        body: Block,
        concurrency: Option<Expr>,
    },
    /// `sfn::join!` and `sfn::try_join!`
    Join {
        fails_fast: bool,
        branches: Vec<Expr>,
    },
    /// `async { … }`: a branch in a `join!`, and where it is awaited a block with errors of its own.
    Async { body: Block },
    /// `sfn::catch_all(async { … })`
    CatchAll { function: syn::Path, body: Block },
    /// `sfn::sleep(…)`
    Sleep { function: syn::Path, duration: Expr },
    /// `sfn::sleep_until(…)`
    SleepUntil {
        function: syn::Path,
        timestamp: Expr,
    },
}

/// `.retry(…)` or `.timeout(…)` on a call: constants, as written.
#[derive(Clone)]
pub struct Policy {
    pub kind: PolicyKind,
    pub call: syn::ExprMethodCall,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    Retry,
    Timeout,
}

/// `Duration::from_…(…)`
pub struct Duration {
    pub function: syn::Path,
    pub amount: Expr,
    pub unit: Unit,
}

/// What a `Duration` is counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// So many seconds.
    Seconds(i64),
    Milliseconds,
}

impl Pattern {
    /// The direct parts of this pattern, from left to right.
    pub fn parts(&self) -> Vec<&Pattern> {
        match &self.kind {
            PatternKind::Wildcard
            | PatternKind::Bind(_)
            | PatternKind::Literal(_)
            | PatternKind::Range(..)
            | PatternKind::None
            | PatternKind::Refused(_) => Vec::new(),
            PatternKind::Some(inner)
            | PatternKind::Ok(inner)
            | PatternKind::Err(inner)
            | PatternKind::At(_, inner) => vec![inner],
            PatternKind::Tuple(items) | PatternKind::Or(items) => items.iter().collect(),
            PatternKind::Slice(slice) => {
                let rest = slice.rest.iter().flatten().map(|rest| &**rest);
                slice
                    .before
                    .iter()
                    .chain(rest)
                    .chain(&slice.after)
                    .collect()
            }
            PatternKind::Variant { members, .. } | PatternKind::Struct { members } => {
                members.iter().map(|(_, member)| member).collect()
            }
        }
    }

    /// The tokens to blame.
    pub fn span(&self) -> Span {
        syn::spanned::Spanned::span(&self.source)
    }

    /// Whether a value may not match, as far as the syntax shows.
    pub fn may_fail(&self) -> bool {
        match &self.kind {
            PatternKind::Wildcard | PatternKind::Bind(_) | PatternKind::Refused(_) => false,
            PatternKind::Tuple(_) | PatternKind::At(..) => {
                self.parts().into_iter().any(Pattern::may_fail)
            }
            _ => true,
        }
    }

    /// The variables that this binds.
    pub fn bound(&self) -> Vec<VarId> {
        let own = match self.kind {
            PatternKind::Bind(id) | PatternKind::At(id, _) => Some(id),
            _ => None,
        };
        let parts = self.parts();
        own.into_iter()
            .chain(parts.into_iter().flat_map(Pattern::bound))
            .collect()
    }
}

impl Expr {
    /// The name of the method that is called, the operator, or all of the expression.
    pub fn operation_span(&self) -> Span {
        let operator = match &self.mark {
            Mark::Method(_, name, _) => Some(name.span()),
            Mark::Operator(tokens) => tokens.clone().into_iter().next().map(|token| token.span()),
            _ => None,
        };
        operator.unwrap_or(self.span)
    }

    /// The direct parts of this expression that are evaluated with it, in Rust's order.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Literal(_)
            | ExprKind::Variable(_)
            | ExprKind::Null(_)
            | ExprKind::Foreign(_)
            | ExprKind::Constant(..)
            | ExprKind::Unit(_)
            | ExprKind::EmptyMap
            | ExprKind::Break(_, None)
            | ExprKind::Continue(_)
            | ExprKind::Return(None)
            | ExprKind::Loop { .. }
            | ExprKind::While { .. }
            | ExprKind::For { .. }
            | ExprKind::Block(..)
            | ExprKind::LeftToRustc
            | ExprKind::Refused(..) => Vec::new(),
            ExprKind::Chain(chain) => chain.links.iter().map(Link::value).collect(),
            ExprKind::Field(x, _)
            | ExprKind::Negate(x)
            | ExprKind::Not(x)
            | ExprKind::Cast { value: x, .. }
            | ExprKind::Same(_, x)
            | ExprKind::Some(x)
            | ExprKind::Ok(x)
            | ExprKind::Err(x)
            | ExprKind::Into(x)
            | ExprKind::Break(_, Some(x))
            | ExprKind::Return(Some(x))
            | ExprKind::Try(x) => vec![x],
            ExprKind::Duration(duration) => vec![&duration.amount],
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::Method(call) => std::iter::once(&*call.receiver)
                .chain(call.values())
                .collect(),
            ExprKind::Range { start, end, .. } => {
                start.iter().chain(end).map(|end| &**end).collect()
            }
            ExprKind::Assign { place, value, .. } => vec![value, place],
            ExprKind::Destructure { target, value } => {
                std::iter::once(&**value).chain(target.places()).collect()
            }
            ExprKind::Format(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    FormatPart::Value(value) => Some(value),
                    FormatPart::Text(_) => None,
                })
                .collect(),
            ExprKind::Struct { members, base, .. } => {
                let members = members.iter().map(|(_, value)| value);
                members.chain(base.as_deref()).collect()
            }
            ExprKind::Construct { members: items, .. }
            | ExprKind::Tuple(items)
            | ExprKind::Array { items, .. } => items.iter().collect(),
            ExprKind::If { condition, .. } => vec![condition],
            ExprKind::Match(found) => vec![&found.subject],
            ExprKind::Step(step) => match &**step {
                Step::Task { arguments, .. } => arguments.iter().collect(),
                Step::Map {
                    items, concurrency, ..
                } => std::iter::once(items).chain(concurrency).collect(),
                Step::Join { .. } | Step::Async { .. } | Step::CatchAll { .. } => Vec::new(),
                Step::Sleep { duration, .. } => vec![duration],
                Step::SleepUntil { timestamp, .. } => vec![timestamp],
            },
        }
    }
}
