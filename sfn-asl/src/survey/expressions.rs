//! Where the expressions of a JSONata state stand, and what each may read.

use sfn_expr::Value;

use super::site::StateSite;
use crate::expression::{Dynamic, Jsonata};
use crate::state::{Condition, Map, StateKind, Task, WaitUntil};
use crate::template::Template;

/// What an expression may read of `$states` beside `input` and `context`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Readable {
    pub(crate) result: bool,
    pub(crate) error_output: bool,
}

/// A text that may be a JSONata string.
pub(crate) struct Candidate<'d> {
    pub(crate) location: String,
    pub(crate) text: Text<'d>,
    pub(crate) readable: Readable,
}

/// The text as it is in the definition.
pub(crate) enum Text<'d> {
    /// Any string within a template.
    Raw(&'d str),
    /// A field that is an expression.
    Jsonata(&'d Jsonata),
}

/// Every text of the state itself that may be a JSONata string, in the order in which a definition is written.
pub(crate) fn candidates<'d>(site: &StateSite<'_, 'd>) -> Vec<Candidate<'d>> {
    let mut list = List {
        site,
        candidates: Vec::new(),
        readable: Readable::default(),
    };
    list.kind();
    for (position, catcher) in site.state.catchers().iter().enumerate() {
        list.readable = Readable {
            error_output: true,
            result: false,
        };
        list.template(
            &format!("Catch[{position}]/Assign"),
            catcher.assign.as_ref(),
        );
        list.template(
            &format!("Catch[{position}]/Output"),
            catcher.output.as_ref(),
        );
    }
    // Only work has a result (spec, "Reserved variable $states").
    let has_result = matches!(
        site.state.kind,
        StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)
    );
    list.readable = Readable {
        result: has_result,
        error_output: false,
    };
    list.template("Assign", site.state.assign.as_ref());
    list.template("Output", site.state.output.as_ref());
    list.candidates
}

struct List<'l, 's, 'd> {
    site: &'l StateSite<'s, 'd>,
    candidates: Vec<Candidate<'d>>,
    readable: Readable,
}

impl<'d> List<'_, '_, 'd> {
    fn kind(&mut self) {
        match &self.site.state.kind {
            StateKind::Task(task) => self.task(task),
            StateKind::Map(map) => self.map(map),
            StateKind::Parallel(parallel) => {
                self.template("Arguments", parallel.arguments.as_ref())
            }
            StateKind::Wait(wait) => match &wait.until {
                WaitUntil::Seconds(seconds) => self.dynamic("Seconds", Some(seconds)),
                WaitUntil::Timestamp(timestamp) => self.dynamic("Timestamp", Some(timestamp)),
            },
            StateKind::Fail(fail) => {
                self.dynamic("Error", fail.error.as_ref());
                self.dynamic("Cause", fail.cause.as_ref());
            }
            StateKind::Choice(choice) => {
                for (position, rule) in choice.choices.iter().enumerate() {
                    if let Condition::Jsonata(expression) = &rule.condition {
                        self.add(
                            &format!("Choices[{position}]/Condition"),
                            Text::Jsonata(expression),
                        );
                    }
                    self.template(&format!("Choices[{position}]/Assign"), rule.assign.as_ref());
                    self.template(&format!("Choices[{position}]/Output"), rule.output.as_ref());
                }
            }
            StateKind::Pass(_) | StateKind::Succeed(_) => {}
        }
    }

    fn task(&mut self, task: &'d Task) {
        let role = task
            .credentials
            .as_ref()
            .map(|credentials| &credentials.role_arn);
        self.dynamic("Credentials/RoleArn", role);
        self.template("Arguments", task.arguments.as_ref());
        self.dynamic("TimeoutSeconds", task.timeout_seconds.as_ref());
        self.dynamic("HeartbeatSeconds", task.heartbeat_seconds.as_ref());
    }

    fn map(&mut self, map: &'d Map) {
        self.template("Items", map.items.as_ref());
        if let Some(reader) = &map.item_reader {
            let config = reader.reader_config.as_ref();
            let max_items = config.and_then(|config| config.max_items.as_ref());
            self.dynamic("ItemReader/ReaderConfig/MaxItems", max_items);
            self.template("ItemReader/Arguments", reader.arguments.as_ref());
        }
        self.template("ItemSelector", map.item_selector.as_ref());
        if let Some(batcher) = &map.item_batcher {
            self.template("ItemBatcher/BatchInput", batcher.batch_input.as_ref());
            self.dynamic(
                "ItemBatcher/MaxItemsPerBatch",
                batcher.max_items_per_batch.as_ref(),
            );
            let bytes = batcher.max_input_bytes_per_batch.as_ref();
            self.dynamic("ItemBatcher/MaxInputBytesPerBatch", bytes);
        }
        self.dynamic("MaxConcurrency", map.max_concurrency.as_ref());
        self.dynamic(
            "ToleratedFailureCount",
            map.tolerated_failure_count.as_ref(),
        );
        self.dynamic(
            "ToleratedFailurePercentage",
            map.tolerated_failure_percentage.as_ref(),
        );
        if let Some(writer) = &map.result_writer {
            self.template("ResultWriter/Arguments", writer.arguments.as_ref());
        }
    }

    fn dynamic<T>(&mut self, field: &str, value: Option<&'d Dynamic<T>>) {
        if let Some(Dynamic::Jsonata(expression)) = value {
            self.add(field, Text::Jsonata(expression));
        }
    }

    fn template(&mut self, field: &str, template: Option<&'d Template>) {
        for (path, value) in template.iter().flat_map(|template| template.leaves()) {
            if let Value::String(text) = value {
                self.add(&format!("{field}{path}"), Text::Raw(text));
            }
        }
    }

    fn add(&mut self, field: &str, text: Text<'d>) {
        let location = self.site.place(field);
        self.candidates.push(Candidate {
            location,
            text,
            readable: self.readable,
        });
    }
}
