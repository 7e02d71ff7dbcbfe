//! The graph's constant: the outline, which is text, and the pieces, which types decide. `sfn_core::graph::outline` reads it
//! and describes it.

mod expression;
mod json;
mod pieces;

use super::place::place;
use super::types::{slot, ty};
use crate::lower::{Code, Edge, ErrorSet, Failure, Frame, Node, NodeKind, Role, Target, Until};
use crate::model::{Policy, PolicyKind, VarId};
use json::{array, object, string};
use pieces::Pieces;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// The outline of a machine, and its pieces.
pub fn outline(
    body: &Frame,
    variables: &[String],
    parameters: &[syn::Type],
) -> (String, TokenStream) {
    let writer = Writer {
        variables,
        parameters,
        pieces: Pieces::default(),
    };
    let outline = writer.branch(body);
    (outline, writer.pieces.into_tokens())
}

struct Writer<'a> {
    /// The workflow variables' names.
    variables: &'a [String],
    /// The parameters' types, for what an absent one means.
    parameters: &'a [syn::Type],
    pieces: Pieces,
}

impl Writer<'_> {
    /// `StartAt` and `States`.
    fn branch(&self, frame: &Frame) -> String {
        let start = frame
            .nodes
            .get(frame.start)
            .map_or("", |node| node.name.as_str());
        let states = frame.nodes.iter().map(|node| self.state(frame, node));
        object([
            ("StartAt", Some(string(start))),
            ("States", Some(array(states))),
        ])
    }

    fn state(&self, frame: &Frame, node: &Node) -> String {
        let (kind, found) = self.kind(frame, node);
        object([
            ("name", Some(string(&node.name))),
            ("place", Some(string(&place(node.span)))),
            (kind, Some(found)),
        ])
    }

    /// What a state is, in ASL's word, and its members.
    fn kind(&self, frame: &Frame, node: &Node) -> (&'static str, String) {
        let edge = || Some(self.way_on(frame, node));
        let catch = || self.catchers(frame, node);
        match &node.kind {
            NodeKind::Task {
                slot: index,
                arguments,
                policies,
            } => {
                let task = slot(*index);
                let spec = self.pieces.number("Task", quote!(__p::spec(#task)));
                let call = (!policies.is_empty())
                    .then(|| self.pieces.number("Call", call(&task, policies)));
                let arguments = arguments.iter().map(|code| self.code(code));
                let found = object([
                    ("task", Some(spec)),
                    ("call", call),
                    ("arguments", Some(array(arguments))),
                    ("catch", catch()),
                    ("edge", edge()),
                ]);
                ("Task", found)
            }
            NodeKind::Pass => ("Pass", self.way_on(frame, node)),
            NodeKind::Choice => {
                let rules = node.edges.iter().filter_map(|edge| match &edge.role {
                    Role::Rule(condition) => {
                        Some(self.edge(frame, edge, Some(self.code(condition))))
                    }
                    _ => None,
                });
                let found = object([("rules", Some(array(rules))), ("default", edge())]);
                ("Choice", found)
            }
            NodeKind::Wait(until) => {
                let (how, code) = match until {
                    Until::Seconds(code) => ("seconds", code),
                    Until::Timestamp(code) => ("timestamp", code),
                    Until::Passed(code) => ("passed", code),
                };
                let found = object([(how, Some(self.code(code))), ("edge", edge())]);
                ("Wait", found)
            }
            NodeKind::Succeed(output) => ("Succeed", self.code(output)),
            NodeKind::Fail(failure) => ("Fail", self.failure(failure)),
            NodeKind::Parallel(branches) => {
                let branches = branches.iter().map(|branch| self.branch(branch));
                let found = object([
                    ("branches", Some(array(branches))),
                    ("catch", catch()),
                    ("edge", edge()),
                ]);
                ("Parallel", found)
            }
            NodeKind::Map {
                items,
                concurrency,
                processor,
            } => {
                let found = object([
                    ("items", Some(self.code(items))),
                    (
                        "concurrency",
                        concurrency.as_ref().map(|code| self.code(code)),
                    ),
                    ("processor", Some(self.branch(processor))),
                    ("catch", catch()),
                    ("edge", edge()),
                ]);
                ("Map", found)
            }
        }
    }

    /// The edge that is neither a rule nor a catcher.
    fn way_on(&self, frame: &Frame, node: &Node) -> String {
        match node
            .edges
            .iter()
            .find(|edge| matches!(edge.role, Role::Next | Role::Default))
        {
            Some(edge) => self.edge(frame, edge, None),
            None => nowhere(),
        }
    }

    /// An edge, of a Choice's rule with its condition.
    fn edge(&self, frame: &Frame, edge: &Edge, condition: Option<String>) -> String {
        let (next, end) = match &edge.target {
            Some(Target::Node(target)) => (Some(string(&frame.nodes[*target].name)), None),
            Some(Target::End(output)) => (None, Some(self.code(output))),
            None => return nowhere(),
        };
        object([
            ("if", condition),
            ("assign", self.assign(&edge.assign)),
            ("next", next),
            ("end", end),
        ])
    }

    fn assign(&self, assigned: &[(VarId, Code)]) -> Option<String> {
        let pairs = assigned
            .iter()
            .map(|(id, code)| array([self.name(*id), self.code(code)]));
        (!assigned.is_empty()).then(|| array(pairs))
    }

    /// The name of a variable.
    fn name(&self, id: VarId) -> String {
        string(&self.variables[id.0])
    }

    fn catchers(&self, frame: &Frame, node: &Node) -> Option<String> {
        let catchers: Vec<String> = node
            .edges
            .iter()
            .filter_map(|edge| match (&edge.role, &edge.target) {
                (Role::Catch(set), Some(Target::Node(target))) => Some(object([
                    ("errors", Some(self.pieces.number("Errors", errors(set)))),
                    ("assign", self.assign(&edge.assign)),
                    ("next", Some(string(&frame.nodes[*target].name))),
                ])),
                _ => None,
            })
            .collect();
        (!catchers.is_empty()).then(|| array(catchers))
    }

    fn failure(&self, failure: &Failure) -> String {
        match failure {
            Failure::Caught(code) => object([("caught", Some(self.code(code)))]),
            Failure::Raised(error, variant, members) => {
                let error = ty(error);
                object([
                    ("raised", Some(self.raised(&error, variant))),
                    (
                        "members",
                        Some(array(self.payload(&error, variant, members))),
                    ),
                ])
            }
            Failure::Unmatched => "null".to_owned(),
        }
    }
}

/// An edge that control never takes, as after a loop that only returns.
fn nowhere() -> String {
    object([("end", Some("null".to_owned()))])
}

fn errors(set: &ErrorSet) -> TokenStream {
    match set {
        ErrorSet::All(error) => {
            let error = ty(error);
            quote!(__p::error_names(#error))
        }
        ErrorSet::Evaluation => quote!(__p::ErrorNames {
            of: "",
            own: &["States.QueryEvaluationError"],
            inner: &[]
        }),
        ErrorSet::Everything => {
            quote!(__p::ErrorNames {
                of: "",
                own: &["States.ALL"],
                inner: &[]
            })
        }
        ErrorSet::Variants(error, names) => {
            let error = ty(error);
            quote!(__p::ErrorNames { of: "", own: &[], inner: &[#(__p::variants(#error).#names.info.names),*] })
        }
    }
}

/// What a call says besides its task's attribute. What is out of range is blamed on the words that say so.
fn call(task: &syn::Ident, policies: &[Policy]) -> TokenStream {
    let of = |kind| policies.iter().filter(move |policy| policy.kind == kind);
    let retriers = of(PolicyKind::Retry).map(|policy| {
        let value = &policy.call.args;
        quote_spanned!(value.span()=> __p::call_retry(#task, &const { #value }))
    });
    // The last one counts, as in the plain run.
    let timeout = match of(PolicyKind::Timeout).next_back() {
        Some(policy) => {
            let value = &policy.call.args;
            quote_spanned!(value.span()=> __p::call_timeout(&__p::spec(#task), #value))
        }
        None => quote!(::core::option::Option::None),
    };
    quote!(__p::CallSpec { retry: &[#(#retriers),*], timeout_seconds: #timeout })
}
