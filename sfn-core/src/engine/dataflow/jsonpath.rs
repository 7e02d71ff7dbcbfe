//! Data flow by JSONPath: `InputPath`, `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath`, `Assign`, and every
//! `…Path` field.

use std::cell::RefCell;

use sfn_asl::{Path, PathOrIntrinsic, PayloadTemplate};
use sfn_expr::{Object, Value};

use super::Carried;
use crate::engine::failure::Failure;
use crate::engine::probe::DataStage;
use crate::engine::random::Random;
use crate::engine::run::Run;
use crate::engine::strand::Item;
use crate::program::{Assigned, Entry, JsonPathExit, Lookup, Placement, Selection};

impl Run<'_> {
    /// What a state works on.
    pub(super) fn enter_jsonpath(
        &mut self,
        id: u32,
        input_path: &Selection,
        parameters: Option<&PayloadTemplate>,
    ) -> Result<Value, Failure> {
        let raw = self.strand(id).input.clone();
        let input = self.select(id, raw, input_path)?;
        self.show(id, DataStage::InputPath, &input);
        let input = match parameters {
            None => input,
            Some(parameters) => self.payload(id, &input, None, parameters)?,
        };
        self.show(id, DataStage::Parameters, &input);
        Ok(input)
    }

    /// What the paths of a state's own fields look into: its input behind `InputPath`, and before `Parameters`.
    pub fn document(&mut self, id: u32) -> Result<Value, Failure> {
        let raw = self.strand(id).input.clone();
        match &self.state(id).entry {
            Entry::JsonPath { input_path, .. } => {
                let input = self.select(id, raw, input_path)?;
                self.show(id, DataStage::InputPath, &input);
                Ok(input)
            }
            Entry::Jsonata { .. } => Ok(raw),
        }
    }

    /// The output and the variables of a state that is left with what it carries.
    ///
    /// `$` in `Assign` is what is carried, behind `ResultSelector` (spec, "Assign").
    pub(super) fn exit_jsonpath(
        &mut self,
        id: u32,
        exit: &JsonPathExit,
        carried: Carried,
    ) -> Result<(Value, Vec<Assigned>), Failure> {
        let (Carried::Input(value) | Carried::Result(value) | Carried::Error(value)) = carried;
        let value = match &exit.result_selector {
            None => value,
            Some(selector) => self.payload(id, &value, None, selector)?,
        };
        self.show(id, DataStage::ResultSelector, &value);
        let assigned = match &exit.assign {
            None => Vec::new(),
            Some(assign) => {
                let values = self.payload(id, &value, None, assign)?;
                let assigned = exit.slots.iter().filter_map(|(name, slot)| {
                    let value = values.get(name)?.clone();
                    Some(Assigned {
                        name: name.clone(),
                        slot: *slot,
                        value,
                    })
                });
                assigned.collect()
            }
        };
        let raw = &self.strand(id).input;
        let combined = match &exit.result_path {
            Placement::Whole => value,
            Placement::Nothing => raw.clone(),
            Placement::At(path) => path.assign(raw, value)?,
        };
        self.show(id, DataStage::ResultPath, &combined);
        let output = self.select(id, combined, &exit.output_path)?;
        Ok((output, assigned))
    }

    fn select(&mut self, id: u32, value: Value, selection: &Selection) -> Result<Value, Failure> {
        match selection {
            Selection::Whole => Ok(value),
            Selection::Nothing => Ok(Value::from(Object::new())),
            Selection::Path(path) => self.path(id, &value, path),
        }
    }

    /// The value of a path; that it leads nowhere is told in Jayway's words (recorded).
    pub fn path(&mut self, id: u32, document: &Value, path: &Path) -> Result<Value, Failure> {
        let found = self.look(id, document, None, |scope| path.evaluate(scope));
        found.map_err(|error| Failure::runtime(error.to_string()))
    }

    /// The value of a payload template; `item` is the one that an `ItemSelector` is evaluated for.
    pub fn payload(
        &mut self,
        id: u32,
        document: &Value,
        item: Option<&Item>,
        template: &PayloadTemplate,
    ) -> Result<Value, Failure> {
        Ok(self.look(id, document, item, |scope| template.evaluate(scope))?)
    }

    /// The value of a `…Path` field.
    pub(super) fn looked_up(&mut self, id: u32, lookup: &Lookup) -> Result<Value, Failure> {
        let document = self.document(id)?;
        Ok(self.look(id, &document, None, |scope| {
            lookup.value.evaluate(scope, &lookup.field)
        })?)
    }

    /// The value of a `…Path` field for a number: that its path leads nowhere is told in other words (recorded).
    pub(super) fn looked_up_number(&mut self, id: u32, lookup: &Lookup) -> Result<Value, Failure> {
        match &lookup.value {
            PathOrIntrinsic::Path(path) => {
                let document = self.document(id)?;
                self.path(id, &document, path)
            }
            PathOrIntrinsic::Intrinsic(_) => self.looked_up(id, lookup),
        }
    }

    /// Decides the test of a rule.
    pub fn holds(
        &mut self,
        id: u32,
        document: &Value,
        test: &sfn_asl::Predicate,
    ) -> Result<bool, Failure> {
        Ok(self.look(id, document, None, |scope| test.holds(scope))?)
    }

    /// Brings together what paths can see.
    fn look<T>(
        &mut self,
        id: u32,
        document: &Value,
        item: Option<&Item>,
        look: impl FnOnce(&sfn_asl::Scope<'_>) -> T,
    ) -> T {
        let context = match self.state(id).paths_read_context {
            true => self.context(id, item),
            false => Value::Null,
        };
        let random = RefCell::new(Random::new(self.execution.random.bits()));
        let random = || random.borrow_mut().bits();
        let variables = |name: &str| self.variable_by_name(id, name);
        let scope = sfn_asl::Scope::new(document).with_context(&context);
        look(&scope.with_variables(&variables).with_random(&random))
    }

    /// The variable that a name means: the one of the nearest block around the strand that assigns it.
    fn variable_by_name(&self, id: u32, name: &str) -> Option<Value> {
        let mut place = id;
        loop {
            let strand = self.execution.strands.get(place as usize)?.as_ref()?;
            let names = &self.program.block(strand.block).variables;
            if let Some(slot) = names.iter().position(|known| **known == *name) {
                return strand.variables.get(slot)?.clone();
            }
            place = strand.parent?.strand;
        }
    }
}

/// A value that the field cannot use (recorded for integers).
pub(super) fn unusable(lookup: &Lookup, expected: &str, value: &Value) -> Failure {
    let (field, shown) = (&lookup.field, shown(value));
    let written = match &lookup.value {
        PathOrIntrinsic::Path(path) => path.as_str(),
        PathOrIntrinsic::Intrinsic(call) => call.as_str(),
    };
    Failure::runtime(format!(
        "The {field} field refers to value \"{shown}\" which is not a valid {expected}: {written}"
    ))
}

/// A value as causes show it: a text without its quotes.
pub fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_json(), str::to_owned)
}

impl From<sfn_asl::Failure> for Failure {
    fn from(failure: sfn_asl::Failure) -> Self {
        Failure {
            error: Some(failure.error.as_str().into()),
            cause: Some(failure.cause.into()),
            unplaced: true,
            evaluation: None,
        }
    }
}
