//! States: objects with the members of their types.

use super::{Reader, each, piece, text};
use crate::graph::{
    Branch, Catcher, Choice, Edge, Fail, Failure, MapState, Next, Parallel, Pass, Rule, State,
    StateKind, Succeed, TaskState, Wait, WaitUntil,
};
use crate::task::CallSpec;
use sfn_expr::Value;

impl Reader {
    /// `{"StartAt": …, "States": […]}`
    pub(super) fn branch(&self, branch: &Value) -> Option<Branch> {
        Some(Branch {
            start_at: text(branch.get("StartAt")?)?,
            states: each(branch.get("States")?, |state| self.state(state))?,
        })
    }

    fn state(&self, state: &Value) -> Option<State> {
        let (kind, found) = state
            .as_object()?
            .iter()
            .find(|(name, _)| !matches!(name.as_str(), "name" | "place"))?;
        let kind = match kind.as_str() {
            "Task" => StateKind::Task(self.task(found)?),
            "Pass" => StateKind::Pass(Pass {
                edge: self.edge(found)?,
            }),
            "Choice" => StateKind::Choice(Choice {
                rules: each(found.get("rules")?, |rule| self.rule(rule))?,
                default: self.edge(found.get("default")?)?,
            }),
            "Wait" => StateKind::Wait(Wait {
                until: self.until(found)?,
                edge: self.edge(found.get("edge")?)?,
            }),
            "Succeed" => StateKind::Succeed(Succeed {
                output: self.expression(found)?,
            }),
            "Fail" => StateKind::Fail(Fail {
                failure: self.failure(found)?,
            }),
            "Parallel" => StateKind::Parallel(Parallel {
                branches: each(found.get("branches")?, |branch| self.branch(branch))?,
                catch: self.catch(found)?,
                edge: self.edge(found.get("edge")?)?,
            }),
            "Map" => StateKind::Map(MapState {
                items: self.expression(found.get("items")?)?,
                max_concurrency: match found.get("concurrency") {
                    Some(concurrency) => Some(self.expression(concurrency)?),
                    None => None,
                },
                processor: self.branch(found.get("processor")?)?,
                catch: self.catch(found)?,
                edge: self.edge(found.get("edge")?)?,
            }),
            _ => return None,
        };
        Some(State {
            name: text(state.get("name")?)?,
            place: text(state.get("place")?)?,
            kind,
        })
    }

    fn task(&self, task: &Value) -> Option<TaskState> {
        Some(TaskState {
            spec: piece!(self, task.get("task")?, Task)?,
            call: match task.get("call") {
                Some(call) => piece!(self, call, Call)?,
                None => CallSpec {
                    retry: &[],
                    timeout_seconds: None,
                },
            },
            arguments: each(task.get("arguments")?, |argument| self.expression(argument))?,
            catch: self.catch(task)?,
            edge: self.edge(task.get("edge")?)?,
        })
    }

    fn until(&self, wait: &Value) -> Option<WaitUntil> {
        if let Some(seconds) = wait.get("seconds") {
            return Some(WaitUntil::Seconds(self.expression(seconds)?));
        }
        if let Some(duration) = wait.get("passed") {
            return Some(WaitUntil::Passed(self.expression(duration)?));
        }
        let timestamp = wait.get("timestamp")?;
        Some(WaitUntil::Timestamp(self.expression(timestamp)?))
    }

    fn rule(&self, rule: &Value) -> Option<Rule> {
        Some(Rule {
            condition: self.expression(rule.get("if")?)?,
            edge: self.edge(rule)?,
        })
    }

    /// `"assign": [[name, value], …]`, and `"next": state` or `"end": output`.
    fn edge(&self, edge: &Value) -> Option<Edge> {
        Some(Edge {
            assign: self.assign(edge)?,
            next: match edge.get("next") {
                Some(name) => Next::State(text(name)?),
                None => Next::End(self.expression(edge.get("end")?)?),
            },
        })
    }

    fn assign(&self, edge: &Value) -> Option<Vec<(String, crate::graph::Expr)>> {
        match edge.get("assign") {
            Some(assigned) => each(assigned, |pair| {
                Some((
                    text(pair.get_index(0)?)?,
                    self.expression(pair.get_index(1)?)?,
                ))
            }),
            None => Some(Vec::new()),
        }
    }

    fn catch(&self, state: &Value) -> Option<Vec<Catcher>> {
        match state.get("catch") {
            Some(catchers) => each(catchers, |catcher| {
                Some(Catcher {
                    errors: piece!(self, catcher.get("errors")?, Errors)?,
                    assign: self.assign(catcher)?,
                    next: text(catcher.get("next")?)?,
                })
            }),
            None => Some(Vec::new()),
        }
    }

    /// `null` where no variant matches, `{"caught": …}` or `{"raised": error, "members": […]}`.
    fn failure(&self, failure: &Value) -> Option<Failure> {
        if failure.is_null() {
            return Some(Failure::UNMATCHED);
        }
        Some(match failure.get("caught") {
            Some(caught) => Failure::Caught(self.expression(caught)?),
            None => Failure::Raised {
                info: piece!(self, failure.get("raised")?, Error)?,
                members: self.payload(failure.get("members")?.as_array()?)?,
            },
        })
    }
}
