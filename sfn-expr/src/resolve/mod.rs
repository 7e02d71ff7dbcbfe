//! Syntax tree to resolved tree: steps are gathered into paths, predicates and bindings go to the
//! step they belong to, `%` finds its ancestor, and misplaced constructs are refused.
//!
//! Nothing is evaluated here and no name is looked up.

mod ancestor;
mod link;
mod node;

pub(crate) use node::{Group, Lambda, Node, NodeKind, Slot, SortTerm, Stage};

use ancestor::Ancestors;

use crate::error::{Error, Span};
use crate::stack::Stack;
use crate::syntax::{Ast, Kind};
use crate::value::{Str, Value};

/// A resolved expression and the labels of its `%`.
pub(crate) struct Resolved {
    pub(crate) root: Node,
    ancestors: Ancestors,
}

impl Resolved {
    /// The label under which the context that `slot` asks for is remembered.
    pub(crate) fn label(&self, slot: Slot) -> Slot {
        self.ancestors.label(slot)
    }
}

/// Resolves a whole expression.
pub(crate) fn resolve(ast: Ast) -> Result<Resolved, Error> {
    let mut resolver = Resolver {
        ancestors: Ancestors::default(),
        stack: Stack::here(),
    };
    let root = resolver.node(ast)?;
    if matches!(root.kind, NodeKind::Parent(_)) || !root.seeking.is_empty() {
        return Err(ancestor::not_found(&root));
    }
    Ok(Resolved {
        root,
        ancestors: resolver.ancestors,
    })
}

struct Resolver {
    ancestors: Ancestors,
    stack: Stack,
}

type Resolve<T> = Result<T, Error>;

impl Resolver {
    fn node(&mut self, ast: Ast) -> Resolve<Node> {
        if self.stack.is_exhausted() {
            return Err(
                Error::with_message("U1001", "The expression nests too deeply").at(ast.span),
            );
        }
        let span = ast.span;
        let mut node = match ast.kind {
            Kind::Name(name) => name_path(name, span, ast.keep_array),
            Kind::Word(symbol) => name_path(Str::from(symbol.text()), span, ast.keep_array),
            Kind::Variable(name) => Node::new(NodeKind::Variable(name), span),
            Kind::Literal(value) => Node::new(NodeKind::Literal(value), span),
            Kind::Regex { pattern, flags } => Node::new(NodeKind::Regex { pattern, flags }, span),
            Kind::Wildcard => Node::new(NodeKind::Wildcard, span),
            Kind::Descendants => Node::new(NodeKind::Descendants, span),
            Kind::Parent => Node::new(NodeKind::Parent(self.ancestors.add()), span),
            Kind::Negate(inner) => self.negate(*inner, span)?,
            Kind::Array(items) => {
                let items = self.nodes(items)?;
                gathered(span, NodeKind::Array(items))
            }
            Kind::Range(from, to) => {
                let (from, to) = (self.node(*from)?, self.node(*to)?);
                gathered(span, NodeKind::Range(Box::new(from), Box::new(to)))
            }
            Kind::Object(pairs) => {
                let pairs = self.pairs(pairs)?;
                gathered(span, NodeKind::Object(pairs))
            }
            Kind::Block(expressions) => self.block(expressions, span)?,
            Kind::Lambda(lambda) => {
                let body = self.node(lambda.body)?;
                let (parameters, signature) = (lambda.parameters, lambda.signature);
                let lambda = Lambda {
                    parameters,
                    signature,
                    body,
                };
                Node::new(NodeKind::Lambda(Box::new(lambda)), span)
            }
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                let condition = Box::new(self.node(*condition)?);
                let then = Box::new(self.node(*then)?);
                let otherwise = self.optional(otherwise)?;
                gathered(
                    span,
                    NodeKind::Condition {
                        condition,
                        then,
                        otherwise,
                    },
                )
            }
            Kind::Transform {
                pattern,
                update,
                delete,
            } => {
                let pattern = Box::new(self.node(*pattern)?);
                let update = Box::new(self.node(*update)?);
                let delete = self.optional(delete)?;
                Node::new(
                    NodeKind::Transform {
                        pattern,
                        update,
                        delete,
                    },
                    span,
                )
            }
            Kind::Bind { name, value } => {
                let value = Box::new(self.node(*value)?);
                gathered(span, NodeKind::Bind { name, value })
            }
            Kind::Placeholder | Kind::Missing => return Err(Error::new("S0207").at(span)),
            Kind::Chain { first, links, .. } => {
                let mut node = self.node(*first)?;
                for link in links {
                    let keep_array = link.keep_array;
                    node = self.extend(node, link)?;
                    node.keep_array |= keep_array;
                }
                node
            }
        };
        node.keep_array |= ast.keep_array;
        Ok(node)
    }

    fn nodes(&mut self, items: Vec<Ast>) -> Resolve<Vec<Node>> {
        items.into_iter().map(|item| self.node(item)).collect()
    }

    fn pairs(&mut self, pairs: Vec<(Ast, Ast)>) -> Resolve<Vec<(Node, Node)>> {
        let pairs = pairs.into_iter();
        pairs
            .map(|(key, value)| Ok((self.node(key)?, self.node(value)?)))
            .collect()
    }

    fn optional(&mut self, ast: Option<Box<Ast>>) -> Resolve<Option<Box<Node>>> {
        ast.map(|ast| Ok(Box::new(self.node(*ast)?))).transpose()
    }

    fn negate(&mut self, inner: Ast, span: Span) -> Resolve<Node> {
        let inner = self.node(inner)?;
        let negated = match &inner.kind {
            NodeKind::Literal(Value::Integer(number)) => number.checked_neg().map(Value::Integer),
            NodeKind::Literal(Value::Float(number)) => Some(Value::Float(-number)),
            _ => None,
        };
        Ok(match negated {
            Some(value) => Node {
                kind: NodeKind::Literal(value),
                ..inner
            },
            None => gathered(span, NodeKind::Negate(Box::new(inner))),
        })
    }

    fn block(&mut self, expressions: Vec<Ast>, span: Span) -> Resolve<Node> {
        let expressions = self.nodes(expressions)?;
        let cons_array = expressions.iter().any(|part| match &part.kind {
            NodeKind::Path { steps, .. } => steps[0].step.cons_array,
            _ => part.step.cons_array,
        });
        let mut block = gathered(span, NodeKind::Block(expressions));
        block.step.cons_array = cons_array;
        Ok(block)
    }
}

fn name_path(name: Str, span: Span, keep_array: bool) -> Node {
    let step = Node {
        keep_array,
        ..Node::new(NodeKind::Name(name), span)
    };
    Node::new(
        NodeKind::Path {
            steps: vec![step],
            keep_singleton: keep_array,
        },
        span,
    )
}

/// The `%` that a node hands on to whatever encloses it.
fn seeking_of(node: &Node) -> impl Iterator<Item = Slot> + '_ {
    let own = match node.kind {
        NodeKind::Parent(slot) => Some(slot),
        _ => None,
    };
    node.seeking.iter().copied().chain(own)
}

/// A node that hands on the `%` of all its children.
fn gathered(span: Span, kind: NodeKind) -> Node {
    let mut seeking: Vec<Slot> = Vec::new();
    let mut add = |node: &Node| seeking.extend(seeking_of(node));
    match &kind {
        NodeKind::Array(items) | NodeKind::Block(items) => items.iter().for_each(add),
        NodeKind::Call { arguments, .. } => arguments.iter().for_each(add),
        NodeKind::Partial { arguments, .. } => arguments.iter().flatten().for_each(add),
        NodeKind::Negate(inner) => add(inner),
        NodeKind::Bind { value, .. } => add(value),
        NodeKind::Range(from, to) => {
            add(from);
            add(to);
        }
        NodeKind::Object(pairs) => {
            for (key, value) in pairs {
                add(key);
                add(value);
            }
        }
        NodeKind::Condition {
            condition,
            then,
            otherwise,
        } => {
            add(condition);
            add(then);
            otherwise.iter().for_each(|node| add(node));
        }
        _ => {}
    }
    Node {
        seeking,
        ..Node::new(kind, span)
    }
}
