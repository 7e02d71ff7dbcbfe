//! What is of one kind of state.

use std::sync::Arc;

use sfn_asl::{Condition, ProcessorMode, QueryLanguage};
use sfn_expr::Value;

use super::{Builder, Place};
use crate::program::dataflow::Computed;
use crate::program::resource::Resource;
use crate::program::retry::{Catcher, ErrorSet};
use crate::program::state::{Choice, Fail, Items, Kind, Map, Parallel, Pass, Rule, Task, Wait};
use crate::program::template::Template;

impl Builder {
    pub(super) fn kind(&mut self, state: &sfn_asl::State, place: &Place<'_>) -> Kind {
        match &state.kind {
            sfn_asl::StateKind::Task(task) => Kind::Task(self.task(task, place)),
            sfn_asl::StateKind::Pass(pass) => Kind::Pass(Pass {
                result: pass.result.clone(),
            }),
            sfn_asl::StateKind::Choice(choice) => Kind::Choice(self.choice(choice, place)),
            sfn_asl::StateKind::Wait(wait) => Kind::Wait(match &wait.until {
                sfn_asl::WaitUntil::Seconds(seconds) => {
                    Wait::Seconds(self.computed(seconds, "Seconds", place))
                }
                sfn_asl::WaitUntil::Timestamp(timestamp) => {
                    Wait::Timestamp(self.computed(timestamp, "Timestamp", place))
                }
            }),
            sfn_asl::StateKind::Succeed(_) => Kind::Succeed,
            sfn_asl::StateKind::Fail(fail) => Kind::Fail(Fail {
                error: fail
                    .error
                    .as_ref()
                    .map(|error| self.computed(error, "Error", place)),
                cause: fail
                    .cause
                    .as_ref()
                    .map(|cause| self.computed(cause, "Cause", place)),
            }),
            sfn_asl::StateKind::Parallel(parallel) => {
                let branches = parallel.branches.iter().enumerate();
                let branches = branches.map(|(position, branch)| {
                    let path = format!("{}/Branches[{position}]", place.path);
                    self.block(branch, Some(place.variables), &path)
                });
                Kind::Parallel(Parallel {
                    branches: branches.collect(),
                })
            }
            sfn_asl::StateKind::Map(map) => Kind::Map(self.map(map, place)),
        }
    }

    pub(super) fn task(&mut self, task: &sfn_asl::Task, place: &Place<'_>) -> Task {
        let timeout = task.timeout_seconds.as_ref();
        let heartbeat = task.heartbeat_seconds.as_ref();
        let role = task
            .credentials
            .as_ref()
            .map(|credentials| &credentials.role_arn);
        Task {
            resource: Arc::new(Resource::parse(&task.resource)),
            timeout_seconds: timeout.map(|field| self.computed(field, "TimeoutSeconds", place)),
            heartbeat_seconds: heartbeat
                .map(|field| self.computed(field, "HeartbeatSeconds", place)),
            credentials: role.map(|field| self.computed(field, "Credentials/RoleArn", place)),
        }
    }

    pub(super) fn choice(&mut self, choice: &sfn_asl::Choice, place: &Place<'_>) -> Choice {
        let rules = choice.choices.iter().enumerate().map(|(position, rule)| {
            let field = format!("Choices[{position}]");
            let condition = match &rule.condition {
                Condition::Literal(flag) => Computed::Literal(*flag),
                Condition::Jsonata(source) => self
                    .jsonata(
                        source.source(),
                        &format!("{field}/Condition"),
                        place,
                        Computed::Jsonata,
                    )
                    .unwrap_or(Computed::Literal(false)),
                Condition::Test(_) => {
                    self.unsupported(place, &field, "a JSONPath comparison");
                    Computed::Literal(false)
                }
            };
            let (output, assign) = (rule.output.as_ref(), rule.assign.as_ref());
            Rule {
                condition,
                exit: self.exit_of(output, assign, None, None, &format!("{field}/"), place),
                next: place.target(&rule.next),
            }
        });
        let rules = rules.collect();
        let default = choice.default.as_ref().map(|name| place.target(name));
        Choice { rules, default }
    }

    pub(super) fn map(&mut self, map: &sfn_asl::Map, place: &Place<'_>) -> Map {
        let mode = map
            .item_processor
            .config
            .as_ref()
            .and_then(|config| config.mode);
        if mode == Some(ProcessorMode::Distributed) {
            self.unsupported(
                place,
                "ItemProcessor/ProcessorConfig/Mode",
                "a distributed Map",
            );
        }
        let distributed_only = [
            (map.item_reader.is_some(), "ItemReader"),
            (map.item_batcher.is_some(), "ItemBatcher"),
            (map.result_writer.is_some(), "ResultWriter"),
        ];
        for (present, field) in distributed_only {
            if present {
                self.unsupported(place, field, "a field of distributed Maps");
            }
        }
        if map
            .items_path
            .as_ref()
            .is_some_and(|path| path.as_str() != "$")
        {
            self.unsupported(place, "ItemsPath", "a JSONPath");
        }
        let items = match map
            .items
            .as_ref()
            .map(|items| self.template(&items.0, "Items", place))
        {
            None => Items::EffectiveInput,
            Some(Template::Expression(expression)) => Items::Expression(expression),
            Some(template) => Items::Template(template),
        };
        let item_selector = map
            .item_selector
            .as_ref()
            .map(|selector| match place.language {
                QueryLanguage::Jsonata => self.template(&selector.0, "ItemSelector", place),
                QueryLanguage::JsonPath => {
                    self.unsupported(place, "ItemSelector", "a JSONPath payload template");
                    Template::Constant(Value::Null)
                }
            });
        let concurrency = map.max_concurrency.as_ref();
        let max_concurrency =
            concurrency.map(|field| self.computed(field, "MaxConcurrency", place));
        let path = format!("{}/ItemProcessor", place.path);
        let processor = self.block(&map.item_processor.machine, Some(place.variables), &path);
        Map {
            processor,
            items,
            item_selector,
            max_concurrency,
        }
    }

    pub(super) fn catcher(
        &mut self,
        position: usize,
        catcher: &sfn_asl::Catcher,
        place: &Place<'_>,
    ) -> Catcher {
        let field = format!("Catch[{position}]/");
        let (output, assign) = (catcher.output.as_ref(), catcher.assign.as_ref());
        Catcher {
            errors: ErrorSet::new(&catcher.error_equals),
            exit: self.exit_of(
                output,
                assign,
                catcher.result_path.as_ref(),
                None,
                &field,
                place,
            ),
            next: place.target(&catcher.next),
        }
    }
}
