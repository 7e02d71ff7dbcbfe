//! Object constructors and group-by: `{key: value}` alone and behind a path.

use super::filter::{Item, Items};
use super::operand::Operand;
use super::tuple::{Tuple, context_of, with_tuple};
use super::{Compile, Compiler};
use crate::error::{Error, Span};
use crate::functions::append;
use crate::resolve::{Group, Node};
use crate::run::{Out, Run};
use crate::value::{Object, Str, Value};

/// Compiled pairs of keys and values.
pub(super) struct GroupCode {
    pairs: Vec<(Operand, Operand)>,
    /// The keys, if they are constant texts and all differ.
    constant_keys: Option<Vec<Str>>,
    span: Span,
}

/// What has been gathered under a key.
struct Gathered<T> {
    key: Str,
    pair: usize,
    data: T,
}

impl Compiler<'_> {
    pub(super) fn group(&mut self, group: &Group) -> Compile<GroupCode> {
        self.in_context(|compiler| compiler.group_code(&group.pairs, group.span))
    }

    fn group_code(&mut self, pairs: &[(Node, Node)], span: Span) -> Compile<GroupCode> {
        let mut compiled = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            compiled.push((self.node(key)?, self.node(value)?));
        }
        let constant_keys = constant_keys(&compiled);
        Ok(GroupCode {
            pairs: compiled,
            constant_keys,
            span,
        })
    }

    /// An object constructor, which groups the elements of its context.
    pub(super) fn object(&mut self, pairs: &[(Node, Node)], span: Span) -> Compile<Operand> {
        let group = self.group_code(pairs, span)?;
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            match input {
                Some(Value::Array(array)) => group.eval(run, array.iter().map(Item::Ref).collect()),
                single => group.eval_one(run, single),
            }
        }))
    }
}

impl GroupCode {
    /// Groups the elements of a value that is not a path's.
    pub(super) fn eval_value(&self, run: &mut Run<'_>, value: Option<Value>) -> Out {
        match value {
            Some(Value::Array(array)) => {
                let items = array.into_iter().map(Item::Own).collect();
                self.eval(run, items)
            }
            single => self.eval_one(run, single.as_ref()),
        }
    }

    /// A single context: each value is evaluated at once in it.
    fn eval_one(&self, run: &mut Run<'_>, context: Option<&Value>) -> Out {
        if let Some(keys) = &self.constant_keys {
            let mut object = Object::with_capacity(keys.len());
            for (key, (_, value)) in keys.iter().zip(&self.pairs) {
                if let Some(value) = value.eval(run, context)? {
                    object.insert(key.clone(), value);
                }
            }
            run.hold_list(3 * keys.len())?;
            return run.bounded(Value::Object(object)).map(Some);
        }
        let mut gathered: Vec<Gathered<()>> = Vec::with_capacity(self.pairs.len());
        for (pair, (key, _)) in self.pairs.iter().enumerate() {
            if let Some(key) = self.key(run, key, context)? {
                self.refuse_same_key(&gathered, &key, pair)?;
                gathered.push(Gathered {
                    key,
                    pair,
                    data: (),
                });
            }
        }
        let mut object = Object::with_capacity(gathered.len());
        for Gathered { key, pair, .. } in gathered {
            if let Some(value) = self.pairs[pair].1.eval(run, context)? {
                run.hold(key.len())?;
                object.insert(key, value);
            }
        }
        run.step(object.len())?;
        run.bounded(Value::Object(object)).map(Some)
    }

    pub(super) fn eval(&self, run: &mut Run<'_>, items: Items<'_>) -> Out {
        if items.len() < 2 {
            let only = items.into_iter().next();
            return self.eval_one(run, only.as_ref().and_then(Item::get));
        }
        let mut groups = Groups::<Vec<Option<Value>>>::default();
        for item in items {
            for (pair, (key, _)) in self.pairs.iter().enumerate() {
                run.step(1)?;
                let Some(key) = self.key(run, key, item.get())? else {
                    continue;
                };
                let value = item.get().cloned();
                match groups.find(&key) {
                    Some(at) => {
                        self.refuse_other_pair(&groups.all[at], pair)?;
                        groups.all[at].data.push(value);
                    }
                    None => groups.add(Gathered {
                        key,
                        pair,
                        data: vec![value],
                    }),
                }
            }
        }
        let mut object = Object::with_capacity(groups.all.len());
        for Gathered { key, pair, data } in groups.all {
            let mut context = None;
            for value in data {
                context = append(run, context, value)?;
            }
            if let Some(value) = self.pairs[pair].1.eval(run, context.as_ref())? {
                run.hold(key.len())?;
                object.insert(key, value);
            }
        }
        run.bounded(Value::Object(object)).map(Some)
    }

    /// Groups tuples: the bindings of a group are the bindings of its members, appended.
    pub(super) fn eval_tuples(&self, run: &mut Run<'_>, tuples: Vec<Tuple>) -> Out {
        let mut groups = Groups::<Vec<Tuple>>::default();
        let tuples = if tuples.is_empty() {
            vec![Tuple::default()]
        } else {
            tuples
        };
        for tuple in tuples {
            for (pair, (key, _)) in self.pairs.iter().enumerate() {
                run.step(1)?;
                let context = tuple.at.clone();
                let key = with_tuple(run, &tuple, |run| self.key(run, key, context.as_ref()))?;
                let Some(key) = key else {
                    continue;
                };
                match groups.find(&key) {
                    Some(at) => {
                        self.refuse_other_pair(&groups.all[at], pair)?;
                        groups.all[at].data.push(tuple.clone());
                    }
                    None => groups.add(Gathered {
                        key,
                        pair,
                        data: vec![tuple.clone()],
                    }),
                }
            }
        }
        let mut object = Object::with_capacity(groups.all.len());
        for Gathered { key, pair, data } in groups.all {
            let tuple = reduce(run, data)?;
            let context = context_of(&tuple).cloned();
            let value = &self.pairs[pair].1;
            let value = with_tuple(run, &tuple, |run| value.eval(run, context.as_ref()))?;
            if let Some(value) = value {
                object.insert(key, value);
            }
        }
        run.bounded(Value::Object(object)).map(Some)
    }

    fn key(
        &self,
        run: &mut Run<'_>,
        key: &Operand,
        context: Option<&Value>,
    ) -> Result<Option<Str>, Error> {
        match key.eval(run, context)? {
            Some(Value::String(key)) => Ok(Some(key)),
            None => Ok(None),
            Some(other) => Err(Error::new("T1003").at(self.span).value_is(other)),
        }
    }

    fn refuse_same_key(
        &self,
        gathered: &[Gathered<()>],
        key: &Str,
        pair: usize,
    ) -> Result<(), Error> {
        match gathered.iter().find(|one| one.key == *key) {
            Some(known) => self.refuse_other_pair(known, pair),
            None => Ok(()),
        }
    }

    /// A key may be produced by one key expression only.
    fn refuse_other_pair<T>(&self, known: &Gathered<T>, pair: usize) -> Result<(), Error> {
        if known.pair == pair {
            return Ok(());
        }
        Err(Error::new("D1009")
            .at(self.span)
            .value_is(known.key.clone()))
    }
}

fn constant_keys(pairs: &[(Operand, Operand)]) -> Option<Vec<Str>> {
    let keys = pairs.iter().map(|(key, _)| match key {
        Operand::Constant(Value::String(key)) => Some(key.clone()),
        _ => None,
    });
    let keys: Vec<Str> = keys.collect::<Option<_>>()?;
    let distinct: std::collections::HashSet<&Str> = keys.iter().collect();
    (distinct.len() == keys.len()).then_some(keys)
}

/// Groups in the order in which their keys appeared.
struct Groups<T> {
    all: Vec<Gathered<T>>,
    index: std::collections::HashMap<Str, usize>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Groups {
            all: Vec::new(),
            index: std::collections::HashMap::new(),
        }
    }
}

impl<T> Groups<T> {
    fn find(&self, key: &Str) -> Option<usize> {
        self.index.get(key).copied()
    }

    fn add(&mut self, group: Gathered<T>) {
        self.index.insert(group.key.clone(), self.all.len());
        self.all.push(group);
    }
}

/// One tuple out of those of a group.
fn reduce(run: &mut Run<'_>, tuples: Vec<Tuple>) -> Result<Tuple, Error> {
    let mut tuples = tuples.into_iter();
    let mut reduced = tuples.next().unwrap_or_default();
    for tuple in tuples {
        reduced.at = append(run, reduced.at.take(), tuple.at)?;
        for (register, value) in tuple.bindings {
            let known = reduced
                .bindings
                .iter_mut()
                .find(|(known, _)| *known == register);
            match known {
                Some((_, known)) => *known = append(run, known.take(), value)?,
                None => reduced.bindings.push((register, value)),
            }
        }
    }
    Ok(reduced)
}
