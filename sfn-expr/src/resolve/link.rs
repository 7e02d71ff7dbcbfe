//! What extends an expression to its right: steps, predicates, bindings, calls, operators.

use super::node::{Group, Node, NodeKind, SortTerm, Stage};
use super::{Resolve, Resolver, gathered, seeking_of};
use crate::error::{Error, Span};
use crate::syntax::{Ast, Kind, Link, LinkKind, Term};
use crate::value::Value;

impl Resolver {
    /// Applies one link of a chain to what stands on its left.
    pub(super) fn extend(&mut self, left: Node, link: Link) -> Resolve<Node> {
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
        let mut path = path_of(left);
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

    fn sort(&mut self, left: Node, terms: Vec<Term>, span: Span) -> Resolve<Node> {
        let mut path = path_of(left);
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

/// A path, if need be of one step.
fn path_of(node: Node) -> Node {
    if node.is_path() {
        return node;
    }
    let span = node.span;
    let steps = vec![node];
    let keep_singleton = false;
    Node::new(
        NodeKind::Path {
            steps,
            keep_singleton,
        },
        span,
    )
}

/// A path, if need be of one step, whose predicates become stages of that step.
fn into_path(mut node: Node) -> Node {
    if !node.is_path() {
        node.step.stages.append(&mut node.predicates);
    }
    path_of(node)
}
