//! Paths that bind: `@$focus`, `#$index` and the ancestors that `%` asks for.
//!
//! Such a path carries tuples instead of values: an element together with what has been bound on
//! the way to it. While a tuple is looked at, its bindings stand in the registers of their names.

use super::filter::{Filter, Item, Items, times_selected};
use super::group::GroupCode;
use super::operand::Operand;
use super::path::{Found, Keep};
use super::scope::ancestor_name;
use super::sort::SortCode;
use super::step::{StepCode, StepKind};
use super::walk::Distinct;
use super::{Compile, Compiler};
use crate::error::Error;
use crate::resolve::{Node, NodeKind, Stage};
use crate::run::{Cell, Out, Register, Run};
use crate::value::{Str, Value};

/// An element of a path and what is bound with it.
#[derive(Clone, Default)]
pub(super) struct Tuple {
    pub(super) at: Option<Value>,
    /// By register; captured ones say so.
    pub(super) bindings: Vec<(Bound, Option<Value>)>,
}

/// The register of a bound name and whether functions capture it.
pub(super) type Bound = (usize, bool);

/// Evaluates `action` while the bindings of `tuple` are in their registers.
pub(super) fn with_tuple<R>(
    run: &mut Run<'_>,
    tuple: &Tuple,
    action: impl FnOnce(&mut Run<'_>) -> R,
) -> R {
    let mut before = Vec::with_capacity(tuple.bindings.len());
    for ((register, is_captured), value) in &tuple.bindings {
        let value = value.clone();
        let binding = if *is_captured {
            Register::Cell(Cell::new(value))
        } else {
            Register::Value(value)
        };
        before.push((*register, run.replace(*register, binding)));
    }
    let answer = action(run);
    for (register, binding) in before.into_iter().rev() {
        run.replace(register, binding);
    }
    answer
}

pub(super) fn context_of(tuple: &Tuple) -> Option<&Value> {
    tuple.at.as_ref()
}

impl Tuple {
    fn bind(&mut self, to: Bound, value: Option<Value>) {
        match self.bindings.iter_mut().find(|(known, _)| *known == to) {
            Some((_, known)) => *known = value,
            None => self.bindings.push((to, value)),
        }
    }
}

struct TuplePath {
    /// Steps before the first that binds.
    plain: Vec<StepCode>,
    steps: Vec<TupleStep>,
    is_absolute: bool,
    begins_with_list: bool,
    keep: Keep,
    group: Option<GroupCode>,
}

struct TupleStep {
    kind: TupleStepKind,
    focus: Option<Bound>,
    index: Option<Bound>,
    ancestor: Option<Bound>,
    stages: Vec<TupleStage>,
}

enum TupleStepKind {
    Value(Operand),
    /// A path inside, whose bindings are carried on.
    Stream(StreamCode),
    Sort(SortCode),
}

enum TupleStage {
    Filter(Filter),
    Index(Bound),
}

/// A piece that yields tuples instead of a value.
type StreamCode =
    Box<dyn Fn(&mut Run<'_>, Option<&Value>) -> Result<Option<Vec<Tuple>>, Error> + Send + Sync>;

impl Compiler<'_> {
    /// A path that binds, as a value.
    pub(super) fn tuple_path(&mut self, node: &Node) -> Compile<Operand> {
        let names = self.tuple_names(node);
        let opened = self.scopes.open(names, false);
        let path = self.tuple_path_code(node)?;
        self.scopes.close();
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            // An inner evaluation of this very path must not see the bindings of an outer one.
            let before: Vec<Register> = opened
                .iter()
                .map(|local| run.replace(local.register, Register::Unset))
                .collect();
            let answer = path.eval(run, input);
            for (local, binding) in opened.iter().zip(before) {
                run.replace(local.register, binding);
            }
            answer
        }))
    }

    fn tuple_path_code(&mut self, node: &Node) -> Compile<TuplePath> {
        let steps = match &node.kind {
            NodeKind::Path { steps, .. } => &steps[..],
            _ => &[][..],
        };
        if !steps.is_empty() {
            self.note_states(steps);
        }
        let states = self.states;
        let first_tuple = steps
            .iter()
            .position(|step| step.step.tuple)
            .unwrap_or(steps.len());
        let mut plain = Vec::new();
        let mut tuples = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let compile = |compiler: &mut Self| -> Compile<()> {
                if at < first_tuple {
                    plain.push(compiler.step(step)?);
                } else {
                    tuples.push(compiler.tuple_step(step)?);
                }
                Ok(())
            };
            if at == 0 {
                let mut compile = compile;
                compile(self)?;
                if matches!(step.kind, NodeKind::Variable(_)) {
                    self.states = states;
                }
            } else {
                self.in_context(compile)?;
            }
        }
        let first = steps.first();
        Ok(TuplePath {
            plain,
            steps: tuples,
            is_absolute: first.is_some_and(|step| matches!(step.kind, NodeKind::Variable(_))),
            begins_with_list: first.is_some_and(|step| step.step.cons_array),
            keep: Keep::of(node),
            group: node
                .group
                .as_ref()
                .map(|group| self.group(group))
                .transpose()?,
        })
    }

    fn tuple_step(&mut self, step: &Node) -> Compile<TupleStep> {
        let kind = match &step.kind {
            NodeKind::Sort(terms) => TupleStepKind::Sort(self.sort(terms, step.span)?),
            _ => match self.stream(step)? {
                Some(stream) => TupleStepKind::Stream(stream),
                None => TupleStepKind::Value(self.node(step)?),
            },
        };
        let mut stages = Vec::new();
        for stage in &step.step.stages {
            stages.push(match stage {
                Stage::Filter(predicate) => TupleStage::Filter(self.filter(predicate)?),
                Stage::Index(name) => TupleStage::Index(self.bound(name)),
            });
        }
        Ok(TupleStep {
            kind,
            focus: step.step.focus.as_ref().map(|name| self.bound(name)),
            index: step.step.index.as_ref().map(|name| self.bound(name)),
            ancestor: step.step.ancestor.map(|slot| {
                let label = self.resolved.label(slot);
                self.bound(&ancestor_name(label))
            }),
            stages,
        })
    }

    /// A step whose bindings are carried on: a path, alone or at the end of a block.
    fn stream(&mut self, node: &Node) -> Compile<Option<StreamCode>> {
        if !node.step.tuple {
            return Ok(None);
        }
        let filters = self.filters(&node.predicates)?;
        let Some(stream) = self.stream_alone(node)? else {
            return Ok(None);
        };
        if filters.is_empty() {
            return Ok(Some(stream));
        }
        Ok(Some(Box::new(move |run, input| {
            let Some(mut tuples) = stream(run, input)? else {
                return Ok(None);
            };
            for filter in &filters {
                tuples = filter_tuples(run, filter, tuples)?;
            }
            Ok(Some(tuples))
        })))
    }

    fn stream_alone(&mut self, node: &Node) -> Compile<Option<StreamCode>> {
        match &node.kind {
            // What has been grouped is no stream any more.
            NodeKind::Path { steps, .. }
                if node.group.is_none() && steps.iter().any(|step| step.step.tuple) =>
            {
                let path = self.tuple_path_code(node)?;
                Ok(Some(Box::new(move |run, input| {
                    path.tuples(run, input).map(Some)
                })))
            }
            NodeKind::Block(expressions) => {
                let Some((last, before)) = expressions.split_last() else {
                    return Ok(None);
                };
                let locals = self.open_block(expressions);
                let mut first = Vec::with_capacity(before.len());
                for expression in before {
                    first.push(self.node(expression)?);
                }
                let last = self.stream(last)?;
                self.scopes.close();
                Ok(last.map(|last| -> StreamCode {
                    Box::new(move |run, input| {
                        run.check_stack()?;
                        locals.enter(run);
                        for operand in &first {
                            operand.eval(run, input)?;
                        }
                        last(run, input)
                    })
                }))
            }
            _ => Ok(None),
        }
    }

    /// All names that a path binds, those of paths inside that are carried on included.
    fn tuple_names(&self, node: &Node) -> Vec<Str> {
        fn add(compiler: &Compiler<'_>, node: &Node, names: &mut Distinct) {
            let step = &node.step;
            let label = step
                .ancestor
                .map(|slot| ancestor_name(compiler.resolved.label(slot)));
            let indices = step.stages.iter().filter_map(|stage| match stage {
                Stage::Index(name) => Some(name.clone()),
                Stage::Filter(_) => None,
            });
            let own = step
                .focus
                .iter()
                .chain(&step.index)
                .cloned()
                .chain(indices)
                .chain(label);
            own.for_each(|name| names.add(name));
            match &node.kind {
                NodeKind::Path { steps, .. } => {
                    steps.iter().for_each(|step| add(compiler, step, names));
                }
                NodeKind::Block(expressions) => {
                    expressions
                        .iter()
                        .for_each(|inner| add(compiler, inner, names));
                }
                _ => {}
            }
        }
        let mut names = Distinct::default();
        add(self, node, &mut names);
        names.names
    }

    fn bound(&self, name: &str) -> Bound {
        let register = self.scopes.local(name).unwrap_or_default();
        (register, self.scopes.is_captured(name))
    }
}

impl TuplePath {
    fn eval(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        let tuples = self.tuples(run, input)?;
        if let Some(group) = &self.group {
            return group.eval_tuples(run, tuples);
        }
        run.hold_list(tuples.len())?;
        let values = tuples
            .into_iter()
            .filter_map(|tuple| tuple.at.map(Item::Own))
            .collect();
        super::path::finish(run, Found::Items(values), self.keep)
    }

    fn tuples(&self, run: &mut Run<'_>, input: Option<&Value>) -> Result<Vec<Tuple>, Error> {
        let mut items: Items<'_> = match input {
            Some(Value::Array(array)) if !self.is_absolute => {
                array.iter().map(|value| Item::Own(value.clone())).collect()
            }
            Some(value) => vec![Item::Own(value.clone())],
            None => vec![Item::Nothing],
        };
        for (at, step) in self.plain.iter().enumerate() {
            items = if at == 0 && self.begins_with_list {
                let context =
                    run.sequence(items.into_iter().filter_map(Item::into_value).collect());
                match step.value(run, Some(&context))? {
                    Some(value) => super::filter::Entry::One(Item::Own(value)).items(),
                    None => Vec::new(),
                }
            } else if let StepKind::Sort(sort) = &step.kind {
                sort.sort(run, items)?
            } else {
                match step.spread(run, items, false)? {
                    Found::Items(next) | Found::Sorted(next) => next,
                    Found::Whole(item) => vec![item],
                }
            };
            if items.is_empty() {
                return Ok(Vec::new());
            }
        }
        let mut tuples: Option<Vec<Tuple>> = None;
        for step in &self.steps {
            tuples = Some(match tuples {
                Some(tuples) => step.apply(run, tuples)?,
                None => step.begin(run, std::mem::take(&mut items))?,
            });
        }
        Ok(tuples.unwrap_or_default())
    }
}

impl TupleStep {
    /// The first step that binds makes tuples of plain elements.
    fn begin<'a, 'w: 'a>(&self, run: &mut Run<'w>, items: Items<'a>) -> Result<Vec<Tuple>, Error> {
        if let TupleStepKind::Sort(sort) = &self.kind {
            let sorted = sort.sort(run, items)?;
            let mut tuples = Vec::with_capacity(sorted.len());
            for (at, item) in sorted.into_iter().enumerate() {
                let mut tuple = Tuple {
                    at: item.into_value(),
                    bindings: Vec::new(),
                };
                if let Some(index) = self.index {
                    tuple.bind(index, Some(Value::from(at)));
                }
                tuples.push(tuple);
            }
            return self.finish(run, tuples);
        }
        let tuples = items.into_iter().map(|item| Tuple {
            at: item.into_value(),
            bindings: Vec::new(),
        });
        self.apply(run, tuples.collect())
    }

    fn apply(&self, run: &mut Run<'_>, tuples: Vec<Tuple>) -> Result<Vec<Tuple>, Error> {
        if let TupleStepKind::Sort(sort) = &self.kind {
            let sorted = sort.sort_tuples(run, tuples)?;
            return self.finish(run, sorted);
        }
        let mut next = Vec::new();
        for tuple in tuples {
            run.hold_list(1 + tuple.bindings.len())?;
            let context = tuple.at.clone();
            match &self.kind {
                TupleStepKind::Value(operand) => {
                    let value = with_tuple(run, &tuple, |run| operand.eval(run, context.as_ref()))?;
                    let values = match value {
                        None => continue,
                        Some(Value::Array(array)) => array.into_vec(),
                        Some(single) => vec![single],
                    };
                    run.step(values.len())?;
                    for (at, value) in values.into_iter().enumerate() {
                        next.push(self.extended(&tuple, at, value));
                    }
                }
                TupleStepKind::Stream(stream) => {
                    let inner = with_tuple(run, &tuple, |run| stream(run, context.as_ref()))?;
                    for inner in inner.into_iter().flatten() {
                        run.step(1)?;
                        let mut merged = tuple.clone();
                        merged.at = inner.at;
                        for (register, value) in inner.bindings {
                            merged.bind(register, value);
                        }
                        next.push(merged);
                    }
                }
                TupleStepKind::Sort(_) => {}
            }
        }
        self.finish(run, next)
    }

    fn extended(&self, tuple: &Tuple, at: usize, value: Value) -> Tuple {
        let mut extended = tuple.clone();
        match self.focus {
            Some(focus) => extended.bind(focus, Some(value)),
            None => extended.at = Some(value),
        }
        if let Some(index) = self.index {
            extended.bind(index, Some(Value::from(at)));
        }
        if let Some(ancestor) = self.ancestor {
            extended.bind(ancestor, tuple.at.clone());
        }
        extended
    }

    fn finish(&self, run: &mut Run<'_>, mut tuples: Vec<Tuple>) -> Result<Vec<Tuple>, Error> {
        for stage in &self.stages {
            match stage {
                TupleStage::Index(index) => {
                    for (at, tuple) in tuples.iter_mut().enumerate() {
                        tuple.bind(*index, Some(Value::from(at)));
                    }
                }
                TupleStage::Filter(filter) => tuples = filter_tuples(run, filter, tuples)?,
            }
        }
        Ok(tuples)
    }
}

fn filter_tuples(
    run: &mut Run<'_>,
    filter: &Filter,
    tuples: Vec<Tuple>,
) -> Result<Vec<Tuple>, Error> {
    let length = tuples.len();
    let mut kept = Vec::new();
    for (at, tuple) in tuples.into_iter().enumerate() {
        run.step(1)?;
        let times = match filter {
            Filter::Index(index) => times_selected(Some(&Value::Float(*index)), at, length)?,
            Filter::Uniform(predicate) | Filter::Each(predicate) => {
                let context = tuple.at.clone();
                let value = with_tuple(run, &tuple, |run| predicate.eval(run, context.as_ref()))?;
                times_selected(value.as_ref(), at, length)?
            }
        };
        for _ in 0..times {
            kept.push(tuple.clone());
        }
    }
    Ok(kept)
}
