//! The expression as it is to be evaluated: paths are lists of steps, ancestors have labels.

use crate::error::Span;
use crate::syntax::Symbol;
use crate::value::{Str, Value};

/// A node of the resolved tree.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Span,
    /// A result of one element stays an array.
    pub(crate) keep_array: bool,
    /// Predicates on something that is not a path.
    pub(crate) predicates: Vec<Stage>,
    pub(crate) group: Option<Group>,
    /// What the node does beyond its value when it is a step of a path.
    pub(crate) step: Step,
    /// `%` below this node whose ancestor has not been found yet.
    pub(super) seeking: Vec<Slot>,
}

/// The attributes of a step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    /// Predicates and index bindings, in the order written.
    pub(crate) stages: Vec<Stage>,
    pub(crate) focus: Option<Str>,
    pub(crate) index: Option<Str>,
    /// Under which label the context of this step is remembered for `%`.
    pub(crate) ancestor: Option<Slot>,
    /// The step, or a step inside it, binds something.
    pub(crate) tuple: bool,
    /// An array constructor whose result must not be flattened.
    pub(crate) cons_array: bool,
}

/// The number of a `%` in the expression.
pub(crate) type Slot = usize;

#[derive(Clone, Debug)]
pub(crate) enum Stage {
    Filter(Node),
    Index(Str),
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) pairs: Vec<(Node, Node)>,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Path {
        steps: Vec<Node>,
        keep_singleton: bool,
    },
    Name(Str),
    Literal(Value),
    Variable(Str),
    Regex {
        pattern: Str,
        flags: Str,
    },
    Wildcard,
    Descendants,
    Parent(Slot),
    Negate(Box<Node>),
    Array(Vec<Node>),
    Range(Box<Node>, Box<Node>),
    Object(Vec<(Node, Node)>),
    Block(Vec<Node>),
    Call {
        procedure: Box<Node>,
        arguments: Vec<Node>,
    },
    /// `None` is a `?`.
    Partial {
        procedure: Box<Node>,
        arguments: Vec<Option<Node>>,
    },
    Lambda(Box<Lambda>),
    Condition {
        condition: Box<Node>,
        then: Box<Node>,
        otherwise: Option<Box<Node>>,
    },
    Transform {
        pattern: Box<Node>,
        update: Box<Node>,
        delete: Option<Box<Node>>,
    },
    Bind {
        name: Str,
        value: Box<Node>,
    },
    Apply {
        argument: Box<Node>,
        function: Box<Node>,
    },
    /// Binary operators from left to right.
    Chain {
        first: Box<Node>,
        rest: Vec<(Symbol, Span, Node)>,
    },
    /// A step only.
    Sort(Vec<SortTerm>),
}

#[derive(Clone, Debug)]
pub(crate) struct Lambda {
    pub(crate) parameters: Vec<Str>,
    pub(crate) signature: Option<Str>,
    pub(crate) body: Node,
}

#[derive(Clone, Debug)]
pub(crate) struct SortTerm {
    pub(crate) descending: bool,
    pub(crate) by: Node,
}

impl Node {
    pub(super) fn new(kind: NodeKind, span: Span) -> Node {
        Node {
            kind,
            span,
            keep_array: false,
            predicates: Vec::new(),
            group: None,
            step: Step::default(),
            seeking: Vec::new(),
        }
    }

    /// The node that attributes of a step belong to: the last step of a path, else the node.
    pub(super) fn last_step(&mut self) -> &mut Node {
        match self.kind {
            NodeKind::Path { ref mut steps, .. } => steps
                .last_mut()
                .expect("a path is made of one step or more"),
            _ => self,
        }
    }

    pub(super) fn is_path(&self) -> bool {
        matches!(self.kind, NodeKind::Path { .. })
    }

    /// Whether this is a call or construction with nothing done to its result.
    pub(crate) fn is_plain(&self) -> bool {
        self.predicates.is_empty() && self.group.is_none() && !self.keep_array
    }

    /// What the reference calls this kind of node, for messages.
    pub(super) fn type_name(&self) -> &'static str {
        match &self.kind {
            NodeKind::Path { .. } => "path",
            NodeKind::Name(_) => "name",
            NodeKind::Literal(Value::String(_)) => "string",
            NodeKind::Literal(Value::Integer(_) | Value::Float(_)) => "number",
            NodeKind::Literal(_) => "value",
            NodeKind::Variable(_) => "variable",
            NodeKind::Regex { .. } => "regex",
            NodeKind::Wildcard => "wildcard",
            NodeKind::Descendants => "descendant",
            NodeKind::Parent(_) => "parent",
            NodeKind::Negate(_) | NodeKind::Array(_) | NodeKind::Object(_) => "unary",
            NodeKind::Range(..) | NodeKind::Chain { .. } => "binary",
            NodeKind::Block(_) => "block",
            NodeKind::Call { .. } => "function",
            NodeKind::Partial { .. } => "partial",
            NodeKind::Lambda(_) => "lambda",
            NodeKind::Condition { .. } => "condition",
            NodeKind::Transform { .. } => "transform",
            NodeKind::Bind { .. } => "bind",
            NodeKind::Apply { .. } => "apply",
            NodeKind::Sort(_) => "sort",
        }
    }
}
