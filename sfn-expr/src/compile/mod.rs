//! Resolved tree to closures: variables become places, constants are known, and what can be read
//! by reference is.
//!
//! Each construct has a file. A compiled piece is an [`Operand`]: something so simple that it is
//! read in place, or a boxed closure.

mod access;
mod binary;
mod call;
mod construct;
mod control;
mod each;
mod filter;
mod glance;
mod group;
mod heights;
mod key;
mod lambda;
mod operand;
mod operators;
mod path;
mod scope;
mod sort;
mod step;
mod transform;
mod tuple;
mod walk;

pub(crate) use access::lookup;
pub(crate) use binary::{compare_text, is_equal};
pub(crate) use filter::number_of;
pub(crate) use operand::Operand;
pub(crate) use transform::Transform;

use std::collections::HashSet;
use std::sync::Arc;

use crate::error::{Error, Span};
use crate::expression::StatesFields;
use crate::function::{Flow, LambdaCode};
use crate::limits::Dialect;
use crate::resolve::{Node, NodeKind, Resolved, Stage};
use crate::run::{Out, Run};
use crate::stack::Stack;
use crate::value::{Str, Value};

use filter::Filter;
use glance::Glance;
use scope::Scopes;

/// A compiled piece: evaluates in a context.
pub(crate) type Code = Box<dyn Fn(&mut Run<'_>, Option<&Value>) -> Out + Send + Sync>;

/// A compiled body of a function, which may end in a call instead of a value.
pub(crate) type TailCode =
    Box<dyn Fn(&mut Run<'_>, Option<&Value>) -> Result<Flow, Error> + Send + Sync>;

/// A compiled expression.
pub(crate) struct Program {
    /// Asked before the root, which knows everything.
    pub(crate) glance: Option<Glance>,
    pub(crate) root: Operand,
    pub(crate) registers: usize,
    pub(crate) variables: Vec<Str>,
    pub(crate) states: StatesFields,
    /// How many evaluations are nested in any evaluation of it at least.
    pub(crate) certain_height: u32,
    /// It may make a number that is infinite or none.
    pub(crate) divides: bool,
}

/// Compiles a whole expression. `shadowed` are names of built-in functions that the caller will
/// bind as variables.
pub(crate) fn compile(
    resolved: &Resolved,
    dialect: Dialect,
    shadowed: &[&str],
) -> Result<Program, Error> {
    let mut compiler = Compiler::new(resolved, dialect, shadowed);
    compiler.scopes.begin(&resolved.root, &[]);
    let locals = compiler
        .scopes
        .open(walk::bound_names([&resolved.root]), false);
    let root = compiler.node(&resolved.root)?;
    compiler.scopes.close();
    let activation = compiler.scopes.end();
    let scopes = compiler.scopes;
    Ok(Program {
        glance: Glance::of(&resolved.root, |name| scopes.slot(name)),
        root: control::Locals::of(locals).around(root),
        registers: activation.registers,
        variables: scopes.into_slots(),
        states: compiler.states,
        certain_height: heights::certain(&resolved.root),
        divides: walk::divides(&resolved.root),
    })
}

/// Compiles an expression as the body of a function whose parameters are the variables it reads:
/// those in `visible`, and those that nothing binds.
pub(crate) fn compile_with_parameters<'a>(
    resolved: &Resolved,
    visible: impl Iterator<Item = &'a Str>,
) -> Result<(Arc<LambdaCode>, Vec<Str>), Error> {
    let dialect = Dialect::Jsonata;
    let mut parameters: Vec<Str> = visible.cloned().collect();
    for name in walk::names(&resolved.root) {
        let is_special = name.is_empty() || matches!(name.as_str(), "$" | "%");
        let is_builtin = crate::functions::find(&name, dialect).is_some();
        if !is_special && !is_builtin && !parameters.contains(&name) {
            parameters.push(name);
        }
    }
    let mut compiler = Compiler::new(resolved, dialect, &[]);
    let code = compiler.body(&resolved.root, &parameters, None)?;
    compiler.scopes.end();
    Ok((Arc::new(code), parameters))
}

struct Compiler<'a> {
    resolved: &'a Resolved,
    dialect: Dialect,
    scopes: Scopes,
    states: StatesFields,
    stack: Stack,
    /// Whether names have something to refer to. In the AWS dialect only what stands inside a path
    /// or predicate has.
    has_context: bool,
    /// How many evaluations are nested between the current activation and this node.
    level: u32,
}

type Compile<T> = Result<T, Error>;

impl<'a> Compiler<'a> {
    fn new(resolved: &'a Resolved, dialect: Dialect, shadowed: &[&str]) -> Self {
        let uses_eval = dialect == Dialect::Jsonata && walk::names(&resolved.root).contains("eval");
        Compiler {
            resolved,
            dialect,
            scopes: Scopes::new(dialect, shadowed, uses_eval),
            states: StatesFields::default(),
            stack: Stack::here(),
            has_context: dialect == Dialect::Jsonata,
            level: 0,
        }
    }

    /// Compiles a node with its predicates and grouping.
    fn node(&mut self, node: &Node) -> Compile<Operand> {
        if self.stack.is_exhausted() {
            return Err(
                Error::with_message("U1001", "The expression nests too deeply").at(node.span),
            );
        }
        self.level += 1;
        let operand = self.kind(node)?;
        let operand = self.with_predicates(node, operand)?;
        self.level -= 1;
        Ok(operand)
    }

    /// Compiles a node alone. What is done to its result sees the sequence before a single element
    /// comes to stand for it, so such a node yields it unfinished.
    fn kind(&mut self, node: &Node) -> Compile<Operand> {
        let span = node.span;
        let is_raw = !node.is_plain();
        Ok(match &node.kind {
            NodeKind::Literal(value) => Operand::Constant(value.clone()),
            NodeKind::Variable(name) => self.variable(name, span)?,
            NodeKind::Path { .. } => self.path(node)?,
            NodeKind::Name(name) => self.name(name, span)?,
            NodeKind::Wildcard => self.wildcard(span, is_raw)?,
            NodeKind::Descendants => self.descendants(span, is_raw)?,
            NodeKind::Parent(slot) => {
                let label = scope::ancestor_name(self.resolved.label(*slot));
                Operand::Variable(self.scopes.lookup(&label, false))
            }
            NodeKind::Regex { pattern, flags } => lambda::regex(pattern, flags, span)?,
            NodeKind::Negate(inner) => self.negate(inner, span)?,
            NodeKind::Array(items) => self.array(items, node.step.cons_array)?,
            NodeKind::Range(from, to) => self.range(from, to, span)?,
            NodeKind::Object(pairs) => self.object(pairs, span)?,
            NodeKind::Block(expressions) => self.block(expressions)?,
            NodeKind::Call {
                procedure,
                arguments,
            } => self.call(procedure, None, arguments, span, is_raw)?,
            NodeKind::Partial {
                procedure,
                arguments,
            } => self.partial(procedure, arguments, span)?,
            NodeKind::Lambda(lambda) => self.lambda(lambda)?,
            NodeKind::Condition {
                condition,
                then,
                otherwise,
            } => self.condition(condition, then, otherwise.as_deref())?,
            NodeKind::Transform {
                pattern,
                update,
                delete,
            } => self.transform(pattern, update, delete.as_deref(), span)?,
            NodeKind::Bind { name, value } => self.bind(name, value)?,
            NodeKind::Apply { argument, function } => {
                self.application(argument, function, span, is_raw)?
            }
            NodeKind::Chain { first, rest } => self.chain(first, rest)?,
            // Only ever a step of a path, which compiles it itself.
            NodeKind::Sort(_) => Operand::Nothing,
        })
    }

    fn with_predicates(&mut self, node: &Node, operand: Operand) -> Compile<Operand> {
        let is_path = matches!(node.kind, NodeKind::Path { .. });
        let group = match &node.group {
            Some(group) if !is_path => Some(self.group(group)?),
            _ => None,
        };
        let filters = self.filters(&node.predicates)?;
        if filters.is_empty() && group.is_none() {
            return Ok(if node.keep_array && !is_path {
                Operand::code(move |run, input| {
                    let value = operand.eval_raw(run, input)?;
                    Ok(filter::keep_array(run, value))
                })
            } else {
                operand
            });
        }
        let keep_array = node.keep_array;
        Ok(Operand::code(move |run, input| {
            let value = operand.eval_raw(run, input)?;
            let mut value = filter::apply_all(&filters, run, value)?;
            if let Some(group) = &group {
                value = group.eval_value(run, value)?;
            }
            Ok(if keep_array {
                filter::keep_array(run, value)
            } else {
                run.finish(value)
            })
        }))
    }

    fn filters(&mut self, stages: &[Stage]) -> Compile<Vec<Filter>> {
        let mut filters = Vec::with_capacity(stages.len());
        for stage in stages {
            if let Stage::Filter(predicate) = stage {
                filters.push(self.filter(predicate)?);
            }
        }
        Ok(filters)
    }

    /// Compiles what is evaluated with an element of something as its context.
    fn in_context<T>(&mut self, compile: impl FnOnce(&mut Self) -> Compile<T>) -> Compile<T> {
        let outer = std::mem::replace(&mut self.has_context, true);
        let compiled = compile(self);
        self.has_context = outer;
        compiled
    }

    /// Refuses a reference to the input document where there is none.
    fn require_context(&self, reference: &str, span: Span) -> Compile<()> {
        if self.has_context {
            return Ok(());
        }
        let message = format!("Reference to '{reference}' at the top level is not supported.");
        Err(Error::with_message("UNSUPPORTED_JSONATA_EXPRESSION", message).at(span))
    }
}

/// Names, for sets of them.
type Names = HashSet<Str>;
