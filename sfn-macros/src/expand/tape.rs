//! The tape: the body once more, never run, with a tie at each place whose type the graph needs.

use super::types::slot;
use crate::lower::Slots;
use crate::model::{
    Arm, Block, Expr, ExprKind, FormatPart, Machine, MatchForm, Method, Operation, Over, Pattern,
    PatternKind, Statement, Step, VarId, Wrapper,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The longest tuple that the runtime crate knows.
const TUPLE: usize = 16;

/// Writes one machine's tape.
pub struct Tape<'a> {
    pub machine: &'a Machine,
    pub slots: &'a Slots,
}

impl Tape<'_> {
    /// `let (t0, t1, …) = tape(|…| { … });`
    pub fn statement(&self) -> TokenStream {
        let names = self.names((0..self.slots.count).map(slot).collect());
        let fresh = self.names_of(self.slots.count);
        let parameters = self.machine.parameters.iter().map(|id| {
            let variable = &self.machine.variables[id.0];
            let mutable = variable.mutable.then(|| quote!(mut));
            let name = &variable.name;
            quote!(#mutable #name)
        });
        let types = &self.machine.parameter_types;
        let ties: TokenStream = self
            .machine
            .parameters
            .iter()
            .map(|id| self.tie(*id))
            .collect();
        let body = self.block_inside(&self.machine.body);
        let output = &self.machine.item.sig.output;
        quote! {
            let #names = __p::tape(|(#(#parameters,)*): (#(#types,)*)| {
                let #names = #fresh;
                let __body = || #output { #ties #body };
                #names
            });
        }
    }

    /// The type variables as a tuple, of tuples where there are many.
    fn names(&self, mut parts: Vec<Ident>) -> TokenStream {
        let mut parts: Vec<TokenStream> = parts.drain(..).map(|name| quote!(#name)).collect();
        while parts.len() > TUPLE {
            parts = parts
                .chunks(TUPLE)
                .map(|chunk| quote!((#(#chunk,)*)))
                .collect();
        }
        quote!((#(#parts,)*))
    }

    fn names_of(&self, count: usize) -> TokenStream {
        let mut parts: Vec<TokenStream> = (0..count).map(|_| quote!(__p::fresh())).collect();
        while parts.len() > TUPLE {
            parts = parts
                .chunks(TUPLE)
                .map(|chunk| quote!((#(#chunk,)*)))
                .collect();
        }
        quote!((#(#parts,)*))
    }

    fn tie(&self, id: VarId) -> TokenStream {
        match self.slots.variables.get(&id) {
            Some(index) => {
                let slot = slot(*index);
                let name = &self.machine.variables[id.0].name;
                quote!(__p::tie(#slot, &#name);)
            }
            None => TokenStream::new(),
        }
    }

    fn pattern_ties(&self, pattern: &Pattern) -> TokenStream {
        let mut ties = TokenStream::new();
        self.collect_ties(pattern, &mut ties);
        ties
    }

    fn collect_ties(&self, pattern: &Pattern, ties: &mut TokenStream) {
        match &pattern.kind {
            PatternKind::Bind(id) => ties.extend(self.tie(*id)),
            PatternKind::Some(inner) | PatternKind::Ok(inner) | PatternKind::Err(inner) => {
                self.collect_ties(inner, ties)
            }
            PatternKind::Tuple(items) | PatternKind::Or(items) => {
                items.iter().for_each(|item| self.collect_ties(item, ties));
            }
            PatternKind::Variant { members, .. } | PatternKind::Struct { members } => {
                members
                    .iter()
                    .for_each(|(_, member)| self.collect_ties(member, ties));
            }
            _ => {}
        }
    }

    fn block(&self, block: &Block) -> TokenStream {
        let inside = self.block_inside(block);
        quote!({ #inside })
    }

    fn block_inside(&self, block: &Block) -> TokenStream {
        let statements = block
            .statements
            .iter()
            .map(|statement| self.one_statement(statement));
        let tail = block.tail.as_ref().map(|tail| self.expr(tail));
        quote!(#(#statements)* #tail)
    }

    fn one_statement(&self, statement: &Statement) -> TokenStream {
        match statement {
            Statement::Let {
                pattern,
                ty,
                init,
                token,
            } => {
                let source = &pattern.source;
                let ty = ty.as_ref().map(|ty| quote!(: #ty));
                match init {
                    Some(init) => {
                        let init = self.expr(init);
                        let ties = self.pattern_ties(pattern);
                        quote!(#token #source #ty = #init; #ties)
                    }
                    None => quote!(#token #source #ty;),
                }
            }
            Statement::Expr(Expr {
                kind: ExprKind::Match(found),
                ..
            }) if found.form == MatchForm::LetElse => {
                let subject = self.expr(&found.subject);
                let pattern = &found.arms[0].pattern;
                let source = &pattern.source;
                let ties = self.pattern_ties(pattern);
                let otherwise = self.expr(&found.arms[1].body);
                quote!(let #source = #subject else #otherwise; #ties)
            }
            Statement::Expr(expr) => {
                let tokens = self.expr(expr);
                quote!(#tokens;)
            }
        }
    }

    fn expr(&self, expr: &Expr) -> TokenStream {
        let tokens = self.kind(expr);
        match self.slots.values.get(&expr.id.0) {
            Some(index) => {
                let slot = slot(*index);
                quote!(__p::tied(#slot, #tokens))
            }
            None => tokens,
        }
    }

    fn exprs<'b>(&'b self, exprs: &'b [Expr]) -> impl Iterator<Item = TokenStream> + 'b {
        exprs.iter().map(|expr| self.expr(expr))
    }

    fn kind(&self, expr: &Expr) -> TokenStream {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => {
                let tokens = &literal.tokens;
                quote!(#tokens)
            }
            ExprKind::Variable(id) => {
                let mut name = self.machine.variables[id.0].name.clone();
                name.set_span(span);
                quote!(#name)
            }
            ExprKind::Null(tokens) => tokens.clone(),
            ExprKind::Foreign(path) => quote_spanned!(span=> __p::foreign(#path)),
            ExprKind::Field(base, member) => {
                let base = self.expr(base);
                quote!(#base.#member)
            }
            ExprKind::Index(base, index) => {
                let (base, index) = (self.expr(base), self.expr(index));
                quote!(#base[#index])
            }
            ExprKind::Negate(inner) => {
                let inner = self.expr(inner);
                quote_spanned!(span=> -#inner)
            }
            ExprKind::Not(inner) => {
                let inner = self.expr(inner);
                quote_spanned!(span=> !#inner)
            }
            ExprKind::Binary(operation, left, right) => {
                let (left, right) = (self.expr(left), self.expr(right));
                let operation = operator(*operation);
                quote_spanned!(span=> #left #operation #right)
            }
            ExprKind::Assign {
                place,
                operation,
                value,
            } => {
                let (target, value) = (self.expr(place), self.expr(value));
                let operation = operation.map_or_else(|| quote!(=), assigning);
                let tie = match place.kind {
                    ExprKind::Variable(id) if self.machine.variables[id.0].deferred => self.tie(id),
                    _ => TokenStream::new(),
                };
                quote_spanned!(span=> { #target #operation #value; #tie })
            }
            ExprKind::Same(wrapper, inner) => self.wrapped(*wrapper, inner),
            ExprKind::Method(method, receiver) => {
                let receiver = self.expr(receiver);
                let method = format_ident!(
                    "{}",
                    match method {
                        Method::Len => "len",
                        Method::IsEmpty => "is_empty",
                        Method::ToString => "to_string",
                        Method::IsSome => "is_some",
                        Method::IsNone => "is_none",
                    },
                    span = span
                );
                quote!(#receiver.#method())
            }
            ExprKind::Format(parts) => {
                let values = parts.iter().filter_map(|part| match part {
                    FormatPart::Value(value) => Some(self.expr(value)),
                    FormatPart::Text(_) => None,
                });
                quote!({ #(let _ = &#values;)* ::std::string::String::new() })
            }
            ExprKind::Struct { path, members } => {
                let members = members.iter().map(|(member, value)| {
                    let value = self.expr(value);
                    quote!(#member: #value)
                });
                quote!(#path { #(#members),* })
            }
            ExprKind::Construct { path, members } => {
                let members = self.exprs(members);
                quote!(#path(#(#members),*))
            }
            ExprKind::Unit(path) => quote!(#path),
            ExprKind::Tuple(items) => {
                let items = self.exprs(items);
                quote!((#(#items,)*))
            }
            ExprKind::Array {
                is_vec: true,
                items,
            } if items.is_empty() => quote!(::std::vec::Vec::new()),
            ExprKind::Array { is_vec, items } => {
                let items = self.exprs(items);
                let vec = is_vec.then(|| quote!(::std::vec!));
                quote!(#vec[#(#items),*])
            }
            ExprKind::Some(inner) => {
                let inner = self.expr(inner);
                quote!(::core::option::Option::Some(#inner))
            }
            ExprKind::Ok(inner) => {
                let inner = self.expr(inner);
                quote!(::core::result::Result::Ok(#inner))
            }
            ExprKind::Err(inner) => {
                let inner = self.expr(inner);
                quote!(::core::result::Result::Err(#inner))
            }
            ExprKind::Into(inner) => {
                let inner = self.expr(inner);
                quote_spanned!(span=> __p::convert(#inner))
            }
            ExprKind::If {
                token,
                condition,
                then,
                otherwise,
                ..
            } => {
                let (condition, then) = (self.expr(condition), self.block(then));
                let otherwise = otherwise.as_ref().map(|otherwise| {
                    let otherwise = self.expr(otherwise);
                    quote!(else { #otherwise })
                });
                quote!(#token #condition #then #otherwise)
            }
            ExprKind::Match(found) => {
                let subject = self.expr(&found.subject);
                let arms = found.arms.iter().map(
                    |Arm {
                         pattern,
                         guard,
                         body,
                     }| {
                        let source = &pattern.source;
                        let guard = guard.as_ref().map(|guard| {
                            let guard = self.expr(guard);
                            quote!(if #guard)
                        });
                        let ties = self.pattern_ties(pattern);
                        let body = self.expr(body);
                        quote!(#source #guard => { #ties #body })
                    },
                );
                quote!(match #subject { #(#arms)* })
            }
            ExprKind::Block(label, block) => {
                let block = self.block(block);
                quote!(#label #block)
            }
            ExprKind::Loop { label, body } => {
                let body = self.block(body);
                quote!(#label loop #body)
            }
            ExprKind::While {
                label,
                condition,
                body,
                ..
            } => {
                let (condition, body) = (self.expr(condition), self.block(body));
                quote!(#label while #condition #body)
            }
            ExprKind::For {
                label,
                pattern,
                over,
                body,
            } => {
                let source = &pattern.source;
                let ties = self.pattern_ties(pattern);
                let body = self.block_inside(body);
                let over = match over {
                    Over::Items(items) => self.expr(items),
                    Over::Range {
                        start,
                        end,
                        inclusive,
                    } => {
                        let (start, end) = (self.expr(start), self.expr(end));
                        if *inclusive {
                            quote!(#start..=#end)
                        } else {
                            quote!(#start..#end)
                        }
                    }
                };
                quote!(#label for #source in #over { #ties #body })
            }
            ExprKind::Break(label, value) => {
                let value = value.as_ref().map(|value| self.expr(value));
                quote_spanned!(span=> break #label #value)
            }
            ExprKind::Continue(label) => quote_spanned!(span=> continue #label),
            ExprKind::Return(value) => {
                let value = value.as_ref().map(|value| self.expr(value));
                quote_spanned!(span=> return #value)
            }
            ExprKind::Step(step) => self.step(expr, step),
            ExprKind::Try(inner) => {
                let inner = self.expr(inner);
                quote_spanned!(span=> match #inner {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__error) => {
                        return ::core::result::Result::Err(__p::convert(__error))
                    }
                })
            }
            ExprKind::Refused(..) => quote!(::core::unreachable!()),
        }
    }

    fn wrapped(&self, wrapper: Wrapper, inner: &Expr) -> TokenStream {
        let tokens = self.expr(inner);
        match wrapper {
            Wrapper::Reference => quote!(&#tokens),
            Wrapper::Dereference => quote!(*#tokens),
            Wrapper::Parentheses => quote!((#tokens)),
            Wrapper::Method(name) => {
                let name = format_ident!("{name}", span = inner.span);
                quote!(#tokens.#name())
            }
            Wrapper::StringFrom => quote!(::std::string::String::from(#tokens)),
        }
    }

    fn step(&self, expr: &Expr, step: &Step) -> TokenStream {
        let span = expr.span;
        let tokens = match step {
            Step::Task {
                function,
                arguments,
            } => {
                let arguments = self.exprs(arguments);
                let call = quote!(#function(#(#arguments),*));
                match self.slots.tasks.get(&expr.id.0) {
                    Some(index) => {
                        let slot = slot(*index);
                        quote_spanned!(span=> __p::out(__p::step(#slot, #call)))
                    }
                    None => quote!(__p::out(#call)),
                }
            }
            Step::Map {
                function,
                items,
                parameter,
                parameter_type,
                output,
                body,
                concurrency,
            } => {
                let items = self.expr(items);
                let source = &parameter.source;
                let ty = parameter_type.as_ref().map(|ty| quote!(: #ty));
                let output = output.as_ref().map(|output| quote!(-> #output));
                let ties = self.pattern_ties(parameter);
                let body = self.block_inside(body);
                let concurrency = concurrency.as_ref().map(|limit| {
                    let limit = self.expr(limit);
                    quote!(let _: usize = #limit;)
                });
                quote!({
                    __p::is_map(#function(::core::iter::empty::<()>(), |_| {
                        ::core::future::ready(::core::result::Result::<(), ()>::Ok(()))
                    }));
                    #concurrency
                    __p::item(#items, |#source #ty| #output { #ties #body })
                })
            }
            Step::Join {
                fails_fast,
                branches,
            } => {
                let count = branches.len();
                let branches = self.exprs(branches);
                if *fails_fast {
                    let function = format_ident!("try_join{count}");
                    quote_spanned!(span=> __p::#function(#(#branches),*))
                } else {
                    quote!((#(#branches,)*))
                }
            }
            Step::Async { body } => {
                let body = self.block(body);
                quote!(__p::block(|| #body))
            }
            Step::Sleep {
                function: sleep,
                duration,
            } => {
                let function = &duration.function;
                let amount = self.expr(&duration.amount);
                quote!({ let __duration: ::core::time::Duration = #function(#amount); __p::is_sleep(#sleep(__duration)); })
            }
            Step::SleepUntil {
                function,
                timestamp,
            } => {
                let timestamp = self.expr(timestamp);
                quote!(__p::is_sleep(#function(#timestamp)))
            }
        };
        match self.slots.errors.get(&expr.id.0) {
            Some(index) => {
                let slot = slot(*index);
                quote_spanned!(span=> __p::raised(#slot, #tokens))
            }
            None => tokens,
        }
    }
}

fn operator(operation: Operation) -> TokenStream {
    match operation {
        Operation::Add => quote!(+),
        Operation::Sub => quote!(-),
        Operation::Mul => quote!(*),
        Operation::Div => quote!(/),
        Operation::Rem => quote!(%),
        Operation::And => quote!(&&),
        Operation::Or => quote!(||),
        Operation::Eq => quote!(==),
        Operation::Ne => quote!(!=),
        Operation::Lt => quote!(<),
        Operation::Le => quote!(<=),
        Operation::Gt => quote!(>),
        Operation::Ge => quote!(>=),
    }
}

fn assigning(operation: Operation) -> TokenStream {
    match operation {
        Operation::Add => quote!(+=),
        Operation::Sub => quote!(-=),
        Operation::Mul => quote!(*=),
        Operation::Div => quote!(/=),
        Operation::Rem => quote!(%=),
        // Parsing makes no other compound assignment.
        _ => quote!(=),
    }
}
