//! Where the paths and payload templates of a JSONPath state stand.

use super::site::StateSite;
use crate::expression::{Dynamic, NullablePath, PathText};
use crate::state::{
    Comparison, Condition, DataTest, ItemBatcher, Map, NestedTest, Operand, StateKind, Task,
    WaitUntil,
};
use crate::template::Template;

/// A field that holds a path or a template.
pub(crate) struct PathField<'d> {
    pub(crate) location: String,
    pub(crate) value: PathValue<'d>,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(crate) enum PathValue<'d> {
    /// Any path.
    Path(&'d str),
    /// A path to one value.
    Reference(&'d str),
    /// A path to the place where a result goes.
    Result(&'d str),
    /// A path, or a call of an intrinsic function.
    PathOrIntrinsic(&'d str),
    /// A payload template.
    Template(&'d Template),
}

/// Every path and every template of the state itself, in the order in which a definition is written.
pub(crate) fn path_fields<'d>(site: &StateSite<'_, 'd>) -> Vec<PathField<'d>> {
    let mut list = List {
        site,
        fields: Vec::new(),
    };
    list.nullable("InputPath", site.state.input_path.as_ref());
    list.kind();
    for (position, catcher) in site.state.catchers().iter().enumerate() {
        list.result(
            &format!("Catch[{position}]/ResultPath"),
            catcher.result_path.as_ref(),
        );
        list.template(
            &format!("Catch[{position}]/Assign"),
            catcher.assign.as_ref(),
        );
    }
    list.nullable("OutputPath", site.state.output_path.as_ref());
    list.template("Assign", site.state.assign.as_ref());
    list.fields
}

struct List<'l, 's, 'd> {
    site: &'l StateSite<'s, 'd>,
    fields: Vec<PathField<'d>>,
}

impl<'d> List<'_, '_, 'd> {
    fn kind(&mut self) {
        match &self.site.state.kind {
            StateKind::Task(task) => self.task(task),
            StateKind::Map(map) => self.map(map),
            StateKind::Pass(pass) => {
                self.template("Parameters", pass.parameters.as_ref());
                self.result("ResultPath", pass.result_path.as_ref());
            }
            StateKind::Parallel(parallel) => {
                self.template("Parameters", parallel.parameters.as_ref());
                self.template("ResultSelector", parallel.result_selector.as_ref());
                self.result("ResultPath", parallel.result_path.as_ref());
            }
            StateKind::Wait(wait) => match &wait.until {
                WaitUntil::Seconds(seconds) => self.dynamic("SecondsPath", Some(seconds)),
                WaitUntil::Timestamp(timestamp) => self.dynamic("TimestampPath", Some(timestamp)),
            },
            StateKind::Fail(fail) => {
                self.path_or_intrinsic("ErrorPath", fail.error.as_ref());
                self.path_or_intrinsic("CausePath", fail.cause.as_ref());
            }
            StateKind::Choice(choice) => {
                for (position, rule) in choice.choices.iter().enumerate() {
                    let place = format!("Choices[{position}]");
                    if let Condition::Test(test) = &rule.condition {
                        self.data_test(&place, test);
                    }
                    self.template(&format!("{place}/Assign"), rule.assign.as_ref());
                }
            }
            StateKind::Succeed(_) => {}
        }
    }

    fn task(&mut self, task: &'d Task) {
        let role = task
            .credentials
            .as_ref()
            .map(|credentials| &credentials.role_arn);
        self.path_or_intrinsic("Credentials/RoleArn.$", role);
        self.template("Parameters", task.parameters.as_ref());
        self.dynamic("TimeoutSecondsPath", task.timeout_seconds.as_ref());
        self.dynamic("HeartbeatSecondsPath", task.heartbeat_seconds.as_ref());
        self.template("ResultSelector", task.result_selector.as_ref());
        self.result("ResultPath", task.result_path.as_ref());
    }

    fn map(&mut self, map: &'d Map) {
        if let Some(path) = &map.items_path {
            self.add("ItemsPath", PathValue::Reference(path.as_str()));
        }
        if let Some(reader) = &map.item_reader {
            let config = reader.reader_config.as_ref();
            let max_items = config.and_then(|config| config.max_items.as_ref());
            self.dynamic("ItemReader/ReaderConfig/MaxItemsPath", max_items);
            self.template("ItemReader/Parameters", reader.parameters.as_ref());
        }
        self.template("ItemSelector", map.item_selector.as_ref());
        if let Some(ItemBatcher {
            batch_input,
            max_items_per_batch,
            max_input_bytes_per_batch,
        }) = &map.item_batcher
        {
            self.template("ItemBatcher/BatchInput", batch_input.as_ref());
            self.dynamic(
                "ItemBatcher/MaxItemsPerBatchPath",
                max_items_per_batch.as_ref(),
            );
            self.dynamic(
                "ItemBatcher/MaxInputBytesPerBatchPath",
                max_input_bytes_per_batch.as_ref(),
            );
        }
        self.dynamic("MaxConcurrencyPath", map.max_concurrency.as_ref());
        self.dynamic(
            "ToleratedFailureCountPath",
            map.tolerated_failure_count.as_ref(),
        );
        self.dynamic(
            "ToleratedFailurePercentagePath",
            map.tolerated_failure_percentage.as_ref(),
        );
        if let Some(writer) = &map.result_writer {
            self.template("ResultWriter/Parameters", writer.parameters.as_ref());
        }
        self.template("ResultSelector", map.result_selector.as_ref());
        self.result("ResultPath", map.result_path.as_ref());
    }

    /// It recurses as deep as tests nest, which the reader bounds.
    fn data_test(&mut self, place: &str, test: &'d DataTest) {
        match test {
            DataTest::And(tests) => self.nested_tests(&format!("{place}/And"), tests),
            DataTest::Or(tests) => self.nested_tests(&format!("{place}/Or"), tests),
            DataTest::Not(nested) => self.data_test(&format!("{place}/Not"), &nested.test),
            DataTest::Compare {
                variable,
                comparison,
            } => {
                self.add(
                    &format!("{place}/Variable"),
                    PathValue::Reference(variable.as_str()),
                );
                if let Some(path) = operand_path(comparison) {
                    self.add(
                        &format!("{place}/{}", comparison.operator()),
                        PathValue::Reference(path.as_str()),
                    );
                }
            }
        }
    }

    fn nested_tests(&mut self, place: &str, tests: &'d [NestedTest]) {
        for (position, nested) in tests.iter().enumerate() {
            self.data_test(&format!("{place}[{position}]"), &nested.test);
        }
    }

    fn nullable(&mut self, field: &str, path: Option<&'d NullablePath>) {
        if let Some(NullablePath::Path(path)) = path {
            self.add(field, PathValue::Path(path.as_str()));
        }
    }

    fn result(&mut self, field: &str, path: Option<&'d NullablePath>) {
        if let Some(NullablePath::Path(path)) = path {
            self.add(field, PathValue::Result(path.as_str()));
        }
    }

    fn dynamic<T>(&mut self, field: &str, value: Option<&'d Dynamic<T>>) {
        if let Some(Dynamic::Path(path)) = value {
            self.add(field, PathValue::Reference(path.as_str()));
        }
    }

    fn path_or_intrinsic<T>(&mut self, field: &str, value: Option<&'d Dynamic<T>>) {
        if let Some(Dynamic::Path(path)) = value {
            self.add(field, PathValue::PathOrIntrinsic(path.as_str()));
        }
    }

    fn template(&mut self, field: &str, template: Option<&'d Template>) {
        if let Some(template) = template {
            self.add(field, PathValue::Template(template));
        }
    }

    fn add(&mut self, field: &str, value: PathValue<'d>) {
        self.fields.push(PathField {
            location: self.site.place(field),
            value,
        });
    }
}

fn operand_path(comparison: &Comparison) -> Option<&PathText> {
    match comparison {
        Comparison::String(_, Operand::Path(path))
        | Comparison::Timestamp(_, Operand::Path(path))
        | Comparison::Numeric(_, Operand::Path(path))
        | Comparison::BooleanEquals(Operand::Path(path)) => Some(path),
        Comparison::String(_, Operand::Literal(_))
        | Comparison::Timestamp(_, Operand::Literal(_))
        | Comparison::Numeric(_, Operand::Literal(_))
        | Comparison::BooleanEquals(Operand::Literal(_))
        | Comparison::StringMatches(_)
        | Comparison::Is(..) => None,
    }
}
