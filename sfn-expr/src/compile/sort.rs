//! Order-by: `^( )`.

use std::cmp::Ordering;

use super::binary::compare_text;
use super::filter::{Item, Items};
use super::operand::Operand;
use super::tuple::{Tuple, with_tuple};
use super::{Compile, Compiler};
use crate::error::{Error, Span};
use crate::functions::merge_sort;
use crate::resolve::SortTerm;
use crate::run::Run;
use crate::value::Value;

/// Compiled terms of an order-by.
pub(super) struct SortCode {
    terms: Vec<(bool, Operand)>,
    span: Span,
}

/// The values of the terms for one element, each evaluated when first compared.
type Keys = Vec<Option<Option<Value>>>;

impl Compiler<'_> {
    pub(super) fn sort(&mut self, terms: &[SortTerm], span: Span) -> Compile<SortCode> {
        self.in_context(|compiler| {
            let mut compiled = Vec::with_capacity(terms.len());
            for term in terms {
                compiled.push((term.descending, compiler.node(&term.by)?));
            }
            Ok(SortCode {
                terms: compiled,
                span,
            })
        })
    }
}

impl SortCode {
    pub(super) fn sort<'a>(&self, run: &mut Run<'_>, items: Items<'a>) -> Result<Items<'a>, Error> {
        self.sort_by(run, items, |run, item: &Item<'a>, operand| {
            operand.eval(run, item.get())
        })
    }

    pub(super) fn sort_tuples(
        &self,
        run: &mut Run<'_>,
        tuples: Vec<Tuple>,
    ) -> Result<Vec<Tuple>, Error> {
        self.sort_by(run, tuples, |run, tuple: &Tuple, operand| {
            let context = tuple.at.clone();
            with_tuple(run, tuple, |run| operand.eval(run, context.as_ref()))
        })
    }

    fn sort_by<'w, T>(
        &self,
        run: &mut Run<'w>,
        items: Vec<T>,
        eval: impl Fn(&mut Run<'w>, &T, &Operand) -> Result<Option<Value>, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut keys: Vec<Keys> = vec![vec![None; self.terms.len()]; items.len()];
        let order = merge_sort(items.len(), &mut |left, right| {
            run.step(1)?;
            for (term, (descending, operand)) in self.terms.iter().enumerate() {
                for at in [left, right] {
                    if keys[at][term].is_none() {
                        keys[at][term] = Some(eval(run, &items[at], operand)?);
                    }
                }
                let key = |at: usize| keys[at][term].as_ref().and_then(Option::as_ref);
                let ordering = self.compare(key(left), key(right), *descending)?;
                if ordering != Ordering::Equal {
                    return Ok(ordering == Ordering::Greater);
                }
            }
            Ok(false)
        })?;
        let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
        Ok(order
            .into_iter()
            .filter_map(|at| items[at].take())
            .collect())
    }

    /// Nothing comes last, whatever the direction.
    fn compare(
        &self,
        left: Option<&Value>,
        right: Option<&Value>,
        descending: bool,
    ) -> Result<Ordering, Error> {
        let (left, right) = match (left, right) {
            (None, None) => return Ok(Ordering::Equal),
            (None, Some(_)) => return Ok(Ordering::Greater),
            (Some(_), None) => return Ok(Ordering::Less),
            (Some(left), Some(right)) => (left, right),
        };
        let ordering = match (left, right) {
            (Value::String(left), Value::String(right)) => compare_text(left, right),
            _ => match (left.as_f64(), right.as_f64()) {
                (Some(left), Some(right)) => left.partial_cmp(&right).unwrap_or(Ordering::Greater),
                _ => return Err(self.mismatch(left, right)),
            },
        };
        Ok(if descending {
            ordering.reverse()
        } else {
            ordering
        })
    }

    fn mismatch(&self, left: &Value, right: &Value) -> Error {
        let sorts = |value: &Value| matches!(value, Value::String(_)) || value.as_f64().is_some();
        if sorts(left) && sorts(right) {
            let error = Error::new("T2007").at(self.span).value_is(left.clone());
            return error.fill("value2", right.clone());
        }
        let culprit = if sorts(left) { right } else { left };
        Error::new("T2008").at(self.span).value_is(culprit.clone())
    }
}
