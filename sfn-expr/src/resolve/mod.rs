//! Syntax tree to resolved tree: steps are gathered into paths, predicates and bindings go to the
//! step they belong to, `%` finds its ancestor, and misplaced constructs are refused.
//!
//! Nothing is evaluated here and no name is looked up.

mod ancestor;
mod node;

pub(crate) use node::{Group, Lambda, Node, NodeKind, Slot, SortTerm, Stage};

use ancestor::Ancestors;

use crate::error::{Error, Span};
use crate::stack::Stack;
use crate::syntax::{Ast, Kind, Link, LinkKind};
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
        return Err(Error::new("S0217").at(root.span).token_is(root.type_name()));
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

    /// Applies one link of a chain to what stands on its left.
    fn extend(&mut self, left: Node, link: Link) -> Resolve<Node> {
        let span = link.span;
        match link.kind {
            LinkKind::Operator(symbol, right) => {
                let right = self.node(right)?;
                let mut chain = match left.kind {
                    NodeKind::Chain { .. } if left.is_plain() => left,
                    _ => {
                        let seeking = seeking_of(&left).collect();
                        let kind = NodeKind::Chain {
                            first: Box::new(left),
                            rest: Vec::new(),
                        };
                        Node {
                            seeking,
                            ..Node::new(kind, span)
                        }
                    }
                };
                chain.seeking.extend(seeking_of(&right));
                if let NodeKind::Chain { rest, .. } = &mut chain.kind {
                    rest.push((symbol, span, right));
                }
                Ok(chain)
            }
            LinkKind::Step(step) => self.step(left, step),
            LinkKind::Filter(predicate) => self.filter(left, predicate, span),
            LinkKind::Group(pairs) => {
                let mut left = left;
                if left.group.is_some() {
                    return Err(Error::new("S0210").at(span));
                }
                left.group = Some(Group {
                    pairs: self.pairs(pairs)?,
                    span,
                });
                Ok(left)
            }
            LinkKind::Sort(terms) => self.sort(left, terms, span),
            LinkKind::Focus(name) => {
                let mut left = left;
                let step = left.last_step();
                if !step.step.stages.is_empty() || !step.predicates.is_empty() {
                    return Err(Error::new("S0215").at(span));
                }
                if matches!(step.kind, NodeKind::Sort(_)) {
                    return Err(Error::new("S0216").at(span));
                }
                step.keep_array |= link.keep_array;
                step.step.focus = Some(name);
                step.step.tuple = true;
                Ok(left)
            }
            LinkKind::Index(name) => {
                let mut path = into_path(left);
                let step = path.last_step();
                if step.step.stages.is_empty() {
                    step.step.index = Some(name);
                } else {
                    step.step.stages.push(Stage::Index(name));
                }
                step.step.tuple = true;
                Ok(path)
            }
            LinkKind::Call(arguments) => self.call(left, arguments, span),
            LinkKind::Apply(function) => {
                let function = self.node(function)?;
                let keep_array = left.keep_array || function.keep_array;
                let (argument, function) = (Box::new(left), Box::new(function));
                let apply = Node::new(NodeKind::Apply { argument, function }, span);
                Ok(Node {
                    keep_array,
                    ..apply
                })
            }
        }
    }

    fn call(&mut self, procedure: Node, arguments: Vec<Ast>, span: Span) -> Resolve<Node> {
        let procedure = Box::new(procedure);
        let partial = arguments
            .iter()
            .any(|argument| matches!(argument.kind, Kind::Placeholder));
        if !partial {
            let arguments = self.nodes(arguments)?;
            return Ok(gathered(
                span,
                NodeKind::Call {
                    procedure,
                    arguments,
                },
            ));
        }
        let arguments = arguments.into_iter().map(|argument| match argument.kind {
            Kind::Placeholder => Ok(None),
            _ => self.node(argument).map(Some),
        });
        let arguments = arguments.collect::<Resolve<Vec<_>>>()?;
        Ok(gathered(
            span,
            NodeKind::Partial {
                procedure,
                arguments,
            },
        ))
    }

    fn step(&mut self, left: Node, right: Ast) -> Resolve<Node> {
        let left_slot = match left.kind {
            NodeKind::Parent(slot) => Some(slot),
            _ => None,
        };
        let known = match &left.kind {
            NodeKind::Path { steps, .. } if steps.len() > 1 => steps.len(),
            _ => 0,
        };
        let mut path = if left.is_path() {
            left
        } else {
            let span = left.span;
            Node::new(
                NodeKind::Path {
                    steps: vec![left],
                    keep_singleton: false,
                },
                span,
            )
        };
        path.seeking.extend(left_slot);
        let mut right = self.node(right)?;
        if let NodeKind::Path {
            steps,
            keep_singleton,
        } = &mut path.kind
        {
            match right.kind {
                NodeKind::Path { steps: more, .. } => steps.extend(more),
                _ => {
                    right.step.stages.append(&mut right.predicates);
                    steps.push(right);
                }
            }
            // Those before have been looked at when they were added.
            for step in steps.iter_mut().skip(known) {
                match &step.kind {
                    NodeKind::Literal(Value::String(name)) => {
                        step.kind = NodeKind::Name(name.clone());
                    }
                    NodeKind::Literal(value) => {
                        let value = value.clone();
                        return Err(Error::new("S0213").at(step.span).value_is(value));
                    }
                    _ => {}
                }
            }
            *keep_singleton |= steps.iter().skip(known).any(|step| step.keep_array);
            let last = steps.len() - 1;
            for end in [0, last] {
                if matches!(steps[end].kind, NodeKind::Array(_)) {
                    steps[end].step.cons_array = true;
                }
            }
        }
        self.ancestors.resolve_path(&mut path)?;
        Ok(path)
    }

    fn filter(&mut self, mut left: Node, predicate: Ast, span: Span) -> Resolve<Node> {
        let is_path = left.is_path();
        let step = left.last_step();
        if step.group.is_some() {
            return Err(Error::new("S0209").at(span));
        }
        let predicate = self.node(predicate)?;
        if !predicate.seeking.is_empty() {
            self.ancestors.enter_predicate(step, &predicate)?;
            step.seeking.extend(seeking_of(&predicate));
        }
        let stages = if is_path {
            &mut step.step.stages
        } else {
            &mut step.predicates
        };
        stages.push(Stage::Filter(predicate));
        Ok(left)
    }

    fn sort(&mut self, left: Node, terms: Vec<crate::syntax::Term>, span: Span) -> Resolve<Node> {
        let mut path = if left.is_path() {
            left
        } else {
            let place = left.span;
            Node::new(
                NodeKind::Path {
                    steps: vec![left],
                    keep_singleton: false,
                },
                place,
            )
        };
        let mut seeking = Vec::new();
        let mut sorted = Vec::with_capacity(terms.len());
        for term in terms {
            let by = self.node(term.by)?;
            seeking.extend(seeking_of(&by));
            sorted.push(SortTerm {
                descending: term.descending,
                by,
            });
        }
        let step = Node {
            seeking,
            ..Node::new(NodeKind::Sort(sorted), span)
        };
        if let NodeKind::Path { steps, .. } = &mut path.kind {
            steps.push(step);
        }
        self.ancestors.resolve_path(&mut path)?;
        Ok(path)
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

/// A path of one step, whose predicates become stages of that step.
fn into_path(mut node: Node) -> Node {
    if node.is_path() {
        return node;
    }
    node.step.stages.append(&mut node.predicates);
    let span = node.span;
    Node::new(
        NodeKind::Path {
            steps: vec![node],
            keep_singleton: false,
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
