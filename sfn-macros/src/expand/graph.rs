//! The graph's constant.

use super::place::place;
use super::types::{names, slot, ty};
use crate::lower::{
    Code, Edge, ErrorSet, Failure, Frame, Node, NodeKind, Operator, Role, Target, Until,
};
use crate::model::{Constant, Policy, PolicyKind, VarId};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// Writes the constant of one machine.
pub struct Writer<'a> {
    /// The workflow variables' names.
    pub variables: &'a [String],
    /// The parameters' types, for what an absent one means.
    pub parameters: &'a [syn::Type],
}

impl Writer<'_> {
    /// `StartAt` and `States`.
    pub fn branch(&self, frame: &Frame) -> TokenStream {
        let start = frame
            .nodes
            .get(frame.start)
            .map_or("", |node| node.name.as_str());
        let states = frame.nodes.iter().map(|node| self.state(frame, node));
        quote!(__p::Branch { start_at: #start, states: &[#(#states),*] })
    }

    fn state(&self, frame: &Frame, node: &Node) -> TokenStream {
        let name = &node.name;
        let place = place(node.span);
        let kind = self.kind(frame, node);
        quote!(__p::State { name: #name, place: #place, kind: __p::StateKind::#kind })
    }

    fn kind(&self, frame: &Frame, node: &Node) -> TokenStream {
        let edge = || self.way_on(frame, node);
        let catch = || self.catchers(frame, node);
        match &node.kind {
            NodeKind::Task {
                slot: index,
                arguments,
                policies,
            } => {
                let task = slot(*index);
                let arguments = arguments.iter().map(|code| self.code(code));
                let (edge, catch) = (edge(), catch());
                let call = call(&task, policies);
                quote!(Task(__p::TaskState {
                    spec: __p::spec(#task), call: #call, arguments: &[#(#arguments),*], catch: &[#(#catch),*], edge: #edge
                }))
            }
            NodeKind::Pass => {
                let edge = edge();
                quote!(Pass(__p::Pass { edge: #edge }))
            }
            NodeKind::Choice => {
                let rules = node.edges.iter().filter_map(|edge| match &edge.role {
                    Role::Rule(condition) => {
                        let condition = self.code(condition);
                        let edge = self.edge(frame, edge);
                        Some(quote!(__p::Rule { condition: #condition, edge: #edge }))
                    }
                    _ => None,
                });
                let default = edge();
                quote!(Choice(__p::Choice { rules: &[#(#rules),*], default: #default }))
            }
            NodeKind::Wait(until) => {
                let edge = edge();
                let until = match until {
                    Until::Seconds(code) => {
                        let code = self.code(code);
                        quote!(Seconds(#code))
                    }
                    Until::Timestamp(code) => {
                        let code = self.code(code);
                        quote!(Timestamp(#code))
                    }
                    Until::Passed(code) => {
                        let code = self.code(code);
                        quote!(Passed(&#code))
                    }
                };
                quote!(Wait(__p::Wait { until: __p::WaitUntil::#until, edge: #edge }))
            }
            NodeKind::Succeed(output) => {
                let output = self.code(output);
                quote!(Succeed(__p::Succeed { output: #output }))
            }
            NodeKind::Fail(failure) => {
                let failure = self.failure(failure);
                quote!(Fail(__p::Fail { failure: __p::Failure::#failure }))
            }
            NodeKind::Parallel(branches) => {
                let branches = branches.iter().map(|branch| self.branch(branch));
                let (edge, catch) = (edge(), catch());
                quote!(Parallel(__p::Parallel {
                    branches: &[#(#branches),*], catch: &[#(#catch),*], edge: #edge
                }))
            }
            NodeKind::Map {
                items,
                concurrency,
                processor,
            } => {
                let items = self.code(items);
                let concurrency = match concurrency {
                    Some(code) => {
                        let code = self.code(code);
                        quote!(::core::option::Option::Some(#code))
                    }
                    None => quote!(::core::option::Option::None),
                };
                let processor = self.branch(processor);
                let (edge, catch) = (edge(), catch());
                quote!(Map(__p::MapState {
                    items: #items, max_concurrency: #concurrency, processor: #processor,
                    catch: &[#(#catch),*], edge: #edge
                }))
            }
        }
    }

    /// The edge that is neither a rule nor a catcher.
    fn way_on(&self, frame: &Frame, node: &Node) -> TokenStream {
        match node
            .edges
            .iter()
            .find(|edge| matches!(edge.role, Role::Next | Role::Default))
        {
            Some(edge) => self.edge(frame, edge),
            None => self.nowhere(),
        }
    }

    fn edge(&self, frame: &Frame, edge: &Edge) -> TokenStream {
        let assign = self.assign(&edge.assign);
        let next = match &edge.target {
            Some(Target::Node(target)) => {
                let name = &frame.nodes[*target].name;
                quote!(__p::Next::State(#name))
            }
            Some(Target::End(output)) => {
                let output = self.code(output);
                quote!(__p::Next::End(#output))
            }
            None => return self.nowhere(),
        };
        quote!(__p::Edge { assign: &[#(#assign),*], next: #next })
    }

    /// An edge that control never takes, as after a loop that only returns.
    fn nowhere(&self) -> TokenStream {
        quote!(__p::Edge {
            assign: &[],
            next: __p::Next::End(__p::Expr::Null)
        })
    }

    fn assign<'b>(
        &'b self,
        assigned: &'b [(VarId, Code)],
    ) -> impl Iterator<Item = TokenStream> + 'b {
        assigned.iter().map(|(id, code)| {
            let name = &self.variables[id.0];
            let code = self.code(code);
            quote!((#name, #code))
        })
    }

    fn catchers<'b>(&'b self, frame: &'b Frame, node: &'b Node) -> Vec<TokenStream> {
        node.edges
            .iter()
            .filter_map(|edge| match (&edge.role, &edge.target) {
                (Role::Catch(set), Some(Target::Node(target))) => {
                    let errors = self.error_set(set);
                    let assign = self.assign(&edge.assign);
                    let next = &frame.nodes[*target].name;
                    Some(quote!(__p::Catcher { errors: #errors, assign: &[#(#assign),*], next: #next }))
                }
                _ => None,
            })
            .collect()
    }

    fn error_set(&self, set: &ErrorSet) -> TokenStream {
        match set {
            ErrorSet::All(error) => {
                let error = ty(error);
                quote!(__p::error_names(#error))
            }
            ErrorSet::Variants(error, names) => {
                let error = ty(error);
                quote!(__p::ErrorNames { of: "", own: &[], inner: &[#(__p::variants(#error).#names.info.names),*] })
            }
        }
    }

    fn failure(&self, failure: &Failure) -> TokenStream {
        match failure {
            Failure::Caught(code) => {
                let code = self.code(code);
                quote!(Caught(#code))
            }
            Failure::Raised(error, variant, members) => {
                let error = ty(error);
                let members = self.payload(&error, variant, members);
                quote!(Raised { info: __p::variants(#error).#variant.info, members: &[#(#members),*] })
            }
            Failure::Unmatched => quote!(UNMATCHED),
        }
    }

    fn payload<'b>(
        &'b self,
        error: &'b TokenStream,
        variant: &'b syn::Ident,
        members: &'b [(syn::Member, Code)],
    ) -> impl Iterator<Item = TokenStream> + 'b {
        members.iter().map(move |(member, code)| {
            let code = self.code(code);
            let field = quote!(__p::variants(#error).#variant.fields.#member);
            quote!((#field.info, #code, __p::shape::digits(#field.ty)))
        })
    }

    /// A value of which a member is read: it may be one with its own owner (`flatten`).
    fn base(&self, code: &Code) -> TokenStream {
        self.member(code, |_, member| quote!(#member.info))
    }

    /// A member of a struct, a variant or a payload, and what is known of it; any other value as it is.
    fn member(
        &self,
        code: &Code,
        info: impl FnOnce(&syn::Member, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let kind = match code {
            Code::Member(base, owner, member, known) => {
                let base = self.base(base);
                let owner = names(owner, known.as_ref(), member);
                let field = info(member, quote!(#owner.#member));
                quote!(Member { base: &#base, field: #field })
            }
            Code::VariantMember(base, owner, variant, member) => {
                let (base, owner) = (self.base(base), ty(owner));
                let field = info(member, quote!(__p::names(#owner).#variant.fields.#member));
                quote!(VariantMember {
                    base: &#base,
                    variant: __p::names(#owner).#variant.info,
                    field: #field,
                })
            }
            Code::Payload(base, error, variant, member) => {
                let (base, error) = (self.code(base), ty(error));
                let field = info(
                    member,
                    quote!(__p::variants(#error).#variant.fields.#member),
                );
                let variant = quote_spanned!(variant.span()=> __p::with_payload(__p::variants(#error).#variant.info));
                quote!(Payload { base: &#base, variant: #variant, field: #field })
            }
            _ => return self.code(code),
        };
        quote!(__p::Expr::#kind)
    }

    fn code(&self, code: &Code) -> TokenStream {
        let kind = match code {
            Code::Member(..) | Code::VariantMember(..) | Code::Payload(..) => {
                return self.member(
                    code,
                    |name, member| quote_spanned!(name.span()=> __p::shape::rules::whole(&#member)),
                );
            }
            Code::Null => quote!(Null),
            Code::Constant(Constant::Bool(value)) => quote!(Bool(#value)),
            Code::Constant(Constant::Integer(value)) => quote!(Integer(#value)),
            Code::Constant(Constant::Float(value)) => quote!(Float(#value)),
            Code::Constant(Constant::String(value)) => quote!(String(#value)),
            Code::Variable(id) => {
                let name = &self.variables[id.0];
                quote!(Variable(#name))
            }
            Code::Outside(value) => {
                let value = quote_spanned!(value.span()=> __p::constant(const { #value }));
                return quote!(#value.expr());
            }
            Code::Path(path) => quote!(Path(#path)),
            Code::TaskResult(index) => {
                let task = slot(*index);
                quote!(Path(__p::spec(#task).result_path()))
            }
            Code::Named(base, name, parameter) => {
                let base = self.code(base);
                let absent = match parameter.and_then(|index| self.parameters.get(index)) {
                    Some(parameter) => quote!(<#parameter as __p::Shape>::ABSENT),
                    None => quote!(::core::option::Option::None),
                };
                quote!(Member {
                    base: &#base,
                    field: __p::FieldInfo { place: __p::Place::Member(#name), absent: #absent },
                })
            }
            Code::IsVariant(base, owner, variant) => {
                let (base, owner) = (self.code(base), ty(owner));
                quote!(IsVariant { base: &#base, variant: __p::names(#owner).#variant.info })
            }
            Code::IsError(base, owner, variant) => {
                let (base, owner) = (self.code(base), ty(owner));
                match variant {
                    Some(variant) => quote!(IsError {
                        base: &#base, names: __p::variants(#owner).#variant.info.names
                    }),
                    None => quote!(IsErr(&#base)),
                }
            }
            Code::Raised(error, variant, members) => {
                let error = ty(error);
                let members = self.payload(&error, variant, members);
                quote!(Raised { variant: __p::variants(#error).#variant.info, members: &[#(#members),*] })
            }
            Code::Apply(operator, arguments) => {
                let operator = match operator {
                    Operator::Typed(name, owner) => {
                        let (name, owner) = (format_ident!("{name}"), ty(owner));
                        quote!(__p::operators::#name(#owner))
                    }
                    Operator::Fixed(name) => {
                        let name = format_ident!("{name}");
                        quote!(__p::operators::#name)
                    }
                    Operator::Chosen {
                        name, types, span, ..
                    } => {
                        let name = format_ident!("{name}", span = *span);
                        let types = types.iter().map(ty);
                        quote_spanned!(*span=> __p::operators::#name(#(#types),*))
                    }
                };
                let arguments = arguments.iter().map(|code| self.code(code));
                quote!(Apply { operator: #operator, arguments: &[#(#arguments),*] })
            }
            Code::Lambda(parameters, body) => {
                let parameters = parameters.iter().map(|id| &self.variables[id.0]);
                let body = self.code(body);
                quote!(Lambda { parameters: &[#(#parameters),*], body: &#body })
            }
            Code::Struct(owner, members) => {
                let owner = ty(owner);
                let members = members.iter().map(|(member, code)| {
                    let code = self.code(code);
                    quote!((__p::names(#owner).#member.info, #code))
                });
                quote!(Struct(&[#(#members),*]))
            }
            Code::With(base, owner, members) => {
                let (base, owner) = (self.base(base), ty(owner));
                let members = members.iter().map(|(member, code)| {
                    let field = quote!(__p::names(#owner).#member);
                    let info = match code {
                        // What is one with its owner is replaced member by member.
                        Code::With(..) => quote!(#field.info),
                        _ => quote_spanned!(member.span()=> __p::shape::rules::whole(&#field)),
                    };
                    let code = self.code(code);
                    quote!((#info, #code))
                });
                quote!(With { base: &#base, members: &[#(#members),*] })
            }
            Code::Variant(owner, variant, members) => {
                let owner = ty(owner);
                let members = members.iter().map(|(member, code)| {
                    let code = self.code(code);
                    quote!((__p::names(#owner).#variant.fields.#member.info, #code))
                });
                quote!(Variant { variant: __p::names(#owner).#variant.info, members: &[#(#members),*] })
            }
            Code::Array(items) => {
                let codes = items.iter().map(|(code, _)| self.code(code));
                let nested = items.iter().map(|(_, found)| match found {
                    Some(found) => {
                        let found = ty(found);
                        quote!(__p::is_array(#found))
                    }
                    None => quote!(__p::shape::IsArray::Never),
                });
                quote!(Array { items: &[#(#codes),*], nested: &[#(#nested),*] })
            }
            Code::Object(members) => {
                let members = members.iter().map(|(name, code)| {
                    let code = self.code(code);
                    quote!((
                        __p::FieldInfo { place: __p::Place::Member(#name), absent: ::core::option::Option::None },
                        #code
                    ))
                });
                quote!(Struct(&[#(#members),*]))
            }
        };
        quote!(__p::Expr::#kind)
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
