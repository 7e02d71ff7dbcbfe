//! What is of one kind of state.

use std::sync::Arc;

use sfn_asl::{Condition, Dynamic, PathText, Predicate, ProcessorMode, QueryLanguage};

use super::jsonpath::JsonPathFields;
use super::{Builder, Place};
use crate::program::dataflow::Computed;
use crate::program::resource::Resource;
use crate::program::retry::{Catcher, ErrorSet};
use crate::program::state::{
    Choice, Fail, Items, Iterations, Kind, Map, Parallel, Pass, Rule, Task, Test, Wait,
};
use crate::program::template::Template;

impl Builder {
    pub(super) fn kind(&mut self, name: &str, state: &sfn_asl::State, place: &Place<'_>) -> Kind {
        match &state.kind {
            sfn_asl::StateKind::Task(task) => Kind::Task(self.task(task, place)),
            sfn_asl::StateKind::Pass(pass) => Kind::Pass(Pass {
                result: pass.result.clone(),
            }),
            sfn_asl::StateKind::Choice(choice) => Kind::Choice(self.choice(choice, place)),
            sfn_asl::StateKind::Wait(wait) => Kind::Wait(match &wait.until {
                sfn_asl::WaitUntil::Seconds(Dynamic::Path(path)) => self
                    .path(path, "SecondsPath", place)
                    .map_or(Wait::Seconds(Computed::Literal(0)), |path| {
                        Wait::SecondsPath(Box::new(path))
                    }),
                sfn_asl::WaitUntil::Timestamp(Dynamic::Path(path)) => self
                    .path(path, "TimestampPath", place)
                    .map_or(Wait::Seconds(Computed::Literal(0)), |path| {
                        Wait::TimestampPath(Box::new(path))
                    }),
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
            sfn_asl::StateKind::Map(map) => Kind::Map(self.map(name, map, place)),
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
            let test = match &rule.condition {
                Condition::Literal(flag) => Test::Jsonata(Computed::Literal(*flag)),
                Condition::Jsonata(source) => {
                    let field = format!("{field}/Condition");
                    let compiled = self.jsonata(source.source(), &field, place, Computed::Jsonata);
                    Test::Jsonata(compiled.unwrap_or(Computed::Literal(false)))
                }
                Condition::Test(test) => {
                    let compiled = self.compiled(Predicate::compile(test), &field, place);
                    compiled.map_or(Test::Jsonata(Computed::Literal(false)), |predicate| {
                        Test::JsonPath(Box::new(predicate))
                    })
                }
            };
            let (output, assign) = (rule.output.as_ref(), rule.assign.as_ref());
            let paths = JsonPathFields::default();
            Rule {
                test,
                exit: self.exit_of(output, assign, &paths, &format!("{field}/"), place),
                next: place.target(&rule.next),
            }
        });
        let rules = rules.collect();
        let default = choice.default.as_ref().map(|name| place.target(name));
        Choice { rules, default }
    }

    pub(super) fn map(&mut self, name: &str, map: &sfn_asl::Map, place: &Place<'_>) -> Map {
        let root = PathText::new("$");
        let items_path = match place.language {
            QueryLanguage::Jsonata => None,
            QueryLanguage::JsonPath => {
                self.path(map.items_path.as_ref().unwrap_or(&root), "ItemsPath", place)
            }
        };
        let items = match (&map.items, items_path) {
            (Some(items), _) => match self.template(&items.0, "Items", place) {
                Template::Expression(expression) => Items::Expression(expression),
                template => Items::Template(template),
            },
            (None, Some(path)) => Items::Path(Box::new(path)),
            (None, None) => Items::EffectiveInput,
        };
        let item_selector = self.payload_of(map.item_selector.as_ref(), "ItemSelector", place);
        let concurrency = map.max_concurrency.as_ref();
        let max_concurrency =
            concurrency.map(|field| self.computed(field, "MaxConcurrency", place));
        let count = map.tolerated_failure_count.as_ref();
        let tolerated_failure_count =
            count.map(|field| self.computed(field, "ToleratedFailureCount", place));
        let percentage = map.tolerated_failure_percentage.as_ref();
        let tolerated_failure_percentage =
            percentage.map(|field| self.computed(field, "ToleratedFailurePercentage", place));
        let iterations = match map.item_processor.mode() {
            ProcessorMode::Distributed => {
                Iterations::Distributed(Box::new(self.distributed(name, map, place)))
            }
            ProcessorMode::Inline => {
                let path = format!("{}/ItemProcessor", place.path);
                let machine = &map.item_processor.machine;
                Iterations::Inline(self.block(machine, Some(place.variables), &path))
            }
        };
        Map {
            iterations,
            items,
            item_selector,
            max_concurrency,
            tolerated_failure_count,
            tolerated_failure_percentage,
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
        let paths = JsonPathFields {
            result_path: catcher.result_path.as_ref(),
            ..JsonPathFields::default()
        };
        Catcher {
            errors: ErrorSet::new(&catcher.error_equals),
            exit: self.exit_of(output, assign, &paths, &field, place),
            next: place.target(&catcher.next),
        }
    }
}
