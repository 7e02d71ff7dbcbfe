//! Expressions of the tape: the user's tokens, with types tied where the graph needs them.

use super::super::types::slot;
use super::Tape;
use super::punctuation::{
    braces, brackets, call, in_place, method_call, operator, parentheses, surround,
};
use crate::model::{
    Arm, Expr, ExprKind, FormatPart, Mark, Match, MatchForm, Over, Pattern, Wrapper,
};
use crate::parse::is_iterator;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

impl Tape<'_> {
    /// An expression, tied where its type is needed.
    pub fn expr(&self, expr: &Expr) -> TokenStream {
        let tokens = self.untied(expr);
        match self.slots.values.get(&expr.id.0) {
            Some(index) => {
                let slot = slot(*index);
                in_place(expr, "tied", quote!(#slot, #tokens))
            }
            None => tokens,
        }
    }

    /// Expressions, to stand between commas.
    pub fn exprs<'b>(&'b self, exprs: &'b [Expr]) -> impl Iterator<Item = TokenStream> + 'b {
        exprs.iter().map(|expr| self.expr(expr))
    }

    fn untied(&self, expr: &Expr) -> TokenStream {
        let mark = &expr.mark;
        match &expr.kind {
            ExprKind::Literal(literal) => {
                let tokens = &literal.tokens;
                quote!(#tokens)
            }
            ExprKind::Variable(id) => {
                let mut name = self.machine.variables[id.0].name.clone();
                name.set_span(expr.span);
                quote!(#name)
            }
            ExprKind::Null(tokens) => tokens.clone(),
            ExprKind::Constant(path, _) => quote!(#path),
            ExprKind::Foreign(path) => quote_spanned!(expr.span=> __p::foreign(#path)),
            ExprKind::Field(base, member) => {
                let base = self.expr(base);
                quote!(#base.#member)
            }
            ExprKind::Index(base, index) => {
                let (base, index) = (self.expr(base), brackets(mark, self.expr(index)));
                quote!(#base #index)
            }
            ExprKind::Negate(inner) | ExprKind::Not(inner) => {
                let (operator, inner) = (operator(mark), self.expr(inner));
                quote!(#operator #inner)
            }
            ExprKind::Binary(_, left, right) => {
                let (left, operator, right) = (self.expr(left), operator(mark), self.expr(right));
                quote!(#left #operator #right)
            }
            ExprKind::Assign { place, value, .. } => self.assign(place, mark, value),
            ExprKind::Destructure { target, value } => self.destructure(target, mark, value),
            ExprKind::Same(wrapper, inner) => self.wrapped(*wrapper, inner, mark),
            ExprKind::Method(call) => self.method(call, mark),
            ExprKind::Range { start, end, .. } => {
                let start = start.as_ref().map(|start| self.expr(start));
                let end = end.as_ref().map(|end| self.expr(end));
                let operator = operator(mark);
                quote!(#start #operator #end)
            }
            ExprKind::Cast { value, ty, .. } => {
                let value = self.expr(value);
                match mark {
                    Mark::Call(..) => call(mark, value),
                    _ => {
                        let operator = operator(mark);
                        quote!(#value #operator #ty)
                    }
                }
            }
            ExprKind::Duration(duration) => {
                let (function, amount) = (&duration.function, self.expr(&duration.amount));
                let made = match mark {
                    Mark::Call(..) => call(mark, amount),
                    _ => quote!(#function(#amount)),
                };
                quote!(__p::is_duration(#made))
            }
            ExprKind::EmptyMap => call(mark, TokenStream::new()),
            ExprKind::Into(receiver) => {
                let (receiver, method) = (self.expr(receiver), method_call(mark));
                quote!(#receiver #method)
            }
            ExprKind::Format(parts) => {
                let values = parts.iter().filter_map(|part| match part {
                    FormatPart::Value(value) => Some(self.expr(value)),
                    FormatPart::Text(_) => None,
                });
                quote!({ #(let _ = &(#values);)* ::std::string::String::new() })
            }
            ExprKind::Struct {
                path,
                members,
                base,
            } => {
                let members = members.iter().map(|(member, value)| {
                    let value = self.expr(value);
                    quote!(#member: #value)
                });
                let base = base.as_ref().map(|base| {
                    let base = self.expr(base);
                    quote!(..#base)
                });
                let members = braces(mark, quote!(#(#members,)* #base));
                quote!(#path #members)
            }
            ExprKind::Construct { members, .. } => {
                let members = self.exprs(members);
                call(mark, quote!(#(#members),*))
            }
            ExprKind::Unit(path) => quote!(#path),
            ExprKind::Tuple(items) => {
                let items = self.exprs(items);
                parentheses(mark, quote!(#(#items,)*))
            }
            ExprKind::Array {
                is_vec: true,
                items,
            } if items.is_empty() => quote!(::std::vec::Vec::new()),
            ExprKind::Array { is_vec, items } => {
                let items = self.exprs(items);
                let items = quote!(#(#items),*);
                if *is_vec {
                    quote!(::std::vec![#items])
                } else {
                    brackets(mark, items)
                }
            }
            ExprKind::Some(inner) | ExprKind::Ok(inner) | ExprKind::Err(inner) => {
                call(mark, self.expr(inner))
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
                    let otherwise = self.otherwise(otherwise);
                    quote!(else #otherwise)
                });
                quote!(#token #condition #then #otherwise)
            }
            ExprKind::Match(found) => self.matching(found, mark),
            ExprKind::Block(label, block) => {
                let block = self.block(block);
                quote!(#label #block)
            }
            ExprKind::Loop { label, body } => match body.tail.as_ref().map(|tail| &tail.kind) {
                Some(ExprKind::Match(lap)) if lap.form == MatchForm::WhileLet => {
                    self.while_let(label.as_ref(), lap, mark)
                }
                _ => {
                    let (operator, body) = (operator(mark), self.block(body));
                    quote!(#label #operator #body)
                }
            },
            ExprKind::While {
                label,
                condition,
                body,
                ..
            } => {
                let (operator, condition) = (operator(mark), self.expr(condition));
                let body = self.block(body);
                quote!(#label #operator #condition #body)
            }
            ExprKind::For {
                label,
                pattern,
                over,
                body,
            } => {
                let source = &pattern.source;
                let ties = self.pattern_ties(pattern);
                let body = self.block_after(&ties, body);
                let (operator, over) = (operator(mark), self.over(over));
                quote!(#label #operator #source in #over #body)
            }
            ExprKind::Break(label, value) => {
                let (operator, value) =
                    (operator(mark), value.as_ref().map(|value| self.expr(value)));
                quote!(#operator #label #value)
            }
            ExprKind::Continue(label) => {
                let operator = operator(mark);
                quote!(#operator #label)
            }
            ExprKind::Return(value) => {
                let (operator, value) =
                    (operator(mark), value.as_ref().map(|value| self.expr(value)));
                quote!(#operator #value)
            }
            ExprKind::Step(step) => self.step(expr, step),
            ExprKind::Try(inner) => {
                let (value, operator) = (self.expr(inner), operator(mark));
                let value = match self.slots.errors.get(&inner.id.0) {
                    // A step ties its error itself.
                    Some(index) if !matches!(inner.kind, ExprKind::Step(_)) => {
                        let slot = slot(*index);
                        quote_spanned!(inner.span=> __p::raised(#slot, #value))
                    }
                    _ => value,
                };
                quote!(#value #operator)
            }
            ExprKind::Chain(chain) => self.chain(chain),
            ExprKind::LeftToRustc | ExprKind::Refused(..) => quote!(::core::unreachable!()),
        }
    }

    fn over(&self, over: &Over) -> TokenStream {
        match over {
            // An element's own type may not be asked for, so that nothing else would see what cannot be walked.
            Over::Items(items) if is_iterator(items) => self.expr(items),
            Over::Items(items) => {
                let walked = self.expr(items);
                quote_spanned!(items.span=> __p::walk(#walked))
            }
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
        }
    }

    fn matching(&self, found: &Match, mark: &Mark) -> TokenStream {
        let subject = self.expr(&found.subject);
        let Mark::Match {
            token,
            braces,
            arrows,
        } = mark
        else {
            return self.if_let(&subject, &found.arms, mark);
        };
        let arms = found.arms.iter().zip(arrows).map(|(arm, arrow)| {
            let source = &arm.pattern.source;
            let guard = arm.guard.as_ref().map(|guard| {
                let guard = self.expr(guard);
                quote!(if #guard)
            });
            let body = self.tied_body(&arm.pattern, &arm.body);
            quote!(#source #guard #arrow #body,)
        });
        // What is not covered is said of the function. The last arm keeps it from being said again.
        let arms = surround(braces, quote!(#(#arms)* _ => loop {},));
        quote!(#token #subject #arms)
    }

    /// `if let`, whose arms the model keeps as those of a match.
    fn if_let(&self, subject: &TokenStream, arms: &[Arm], mark: &Mark) -> TokenStream {
        let [first, rest, ..] = arms else {
            return quote!(());
        };
        let source = &first.pattern.source;
        let then = self.arm_block(first);
        let operator = operator(mark);
        // Only a block or another condition can stand there.
        let otherwise = (!matches!(rest.body.kind, ExprKind::Null(_))).then(|| {
            let otherwise = self.otherwise(&rest.body);
            quote!(else #otherwise)
        });
        quote!(#operator let #source = #subject #then #otherwise)
    }

    /// What follows an `else`: a block or a condition as it stands, anything else in braces.
    pub(super) fn otherwise(&self, expr: &Expr) -> TokenStream {
        let tokens = self.expr(expr);
        let stands_alone = match &expr.kind {
            ExprKind::Block(None, _) | ExprKind::If { .. } => true,
            ExprKind::Match(found) => found.form == MatchForm::IfLet,
            _ => false,
        };
        if stands_alone && !self.slots.values.contains_key(&expr.id.0) {
            tokens
        } else {
            quote!({ #tokens })
        }
    }

    /// The block of an arm of `if let` and `while let`.
    fn arm_block(&self, arm: &Arm) -> TokenStream {
        let ties = self.pattern_ties(&arm.pattern);
        match &arm.body.kind {
            ExprKind::Block(None, block) if !self.slots.values.contains_key(&arm.body.id.0) => {
                self.block_after(&ties, block)
            }
            _ => {
                let body = self.expr(&arm.body);
                quote!({ #ties (#body) })
            }
        }
    }

    fn while_let(&self, label: Option<&syn::Label>, lap: &Match, mark: &Mark) -> TokenStream {
        let [arm, ..] = &lap.arms[..] else {
            return quote!(());
        };
        let (source, subject) = (&arm.pattern.source, self.expr(&lap.subject));
        let (operator, body) = (operator(mark), self.arm_block(arm));
        quote!(#label #operator let #source = #subject #body)
    }

    /// An arm's body, after ties where its pattern needs some.
    fn tied_body(&self, pattern: &Pattern, body: &Expr) -> TokenStream {
        let ties = self.pattern_ties(pattern);
        let body = self.expr(body);
        if ties.is_empty() {
            body
        } else {
            quote!({ #ties (#body) })
        }
    }

    fn wrapped(&self, wrapper: Wrapper, inner: &Expr, mark: &Mark) -> TokenStream {
        let tokens = self.expr(inner);
        match wrapper {
            Wrapper::Reference | Wrapper::Dereference => {
                let operator = operator(mark);
                quote!(#operator #tokens)
            }
            Wrapper::Parentheses => parentheses(mark, tokens),
            Wrapper::FullRange => {
                let range = brackets(mark, quote!(..));
                quote!(#tokens #range)
            }
            Wrapper::StringFrom => call(mark, tokens),
            Wrapper::StringNew => call(mark, TokenStream::new()),
            Wrapper::Method(name) => match mark {
                Mark::Method(..) => {
                    let method = method_call(mark);
                    quote!(#tokens #method)
                }
                _ => {
                    let name = format_ident!("{name}", span = inner.span);
                    quote!(#tokens.#name())
                }
            },
        }
    }
}
