//! Graph to definition: names the states' fields in ASL's words. Expressions are rendered in `expression`.

mod cause;
mod expression;
mod failure;
mod task;
#[cfg(test)]
mod tests;

use super::{
    Branch, Catcher, Edge, Expr, Graph, MapState, Next, Parallel, Rule, StateKind, Wait, WaitUntil,
};
use crate::errors::ErrorNames;
use expression::{dynamic_integer, dynamic_text, json};
use sfn_asl::{
    Choice, ChoiceRule, Condition, Definition, ErrorName, Jsonata, Machine, QueryLanguage,
};
use sfn_asl::{State, Succeed, Template, Transition};
use sfn_expr::{Object, Value};

impl Graph {
    /// The machine in the Amazon States Language.
    pub fn definition(&self) -> Definition {
        let mut machine = branch(&self.body());
        machine.comment = self.comment.map(str::to_owned);
        Definition {
            version: None,
            timeout_seconds: self
                .timeout_seconds
                .and_then(|seconds| i64::try_from(seconds).ok()),
            query_language: Some(QueryLanguage::Jsonata),
            machine,
        }
    }
}

fn branch(branch: &Branch) -> Machine {
    let mut machine = Machine::new(branch.start_at.as_str());
    for found in &branch.states {
        let mut rendered = state(&found.kind);
        rendered.comment = (!found.place.is_empty()).then(|| found.place.clone());
        machine.states.insert(found.name.as_str(), rendered);
    }
    machine
}

fn state(kind: &StateKind) -> State {
    match kind {
        StateKind::Task(found) => onward(task::task(found).into(), &found.edge),
        StateKind::Pass(found) => onward(sfn_asl::Pass::default().into(), &found.edge),
        StateKind::Choice(found) => choice(found),
        StateKind::Wait(found) => wait(found),
        StateKind::Succeed(found) => {
            let mut state = State::from(Succeed);
            state.output = Some(Template(json(&found.output)));
            state
        }
        StateKind::Fail(found) => State::from(failure::fail(&found.failure)),
        StateKind::Parallel(found) => parallel(found),
        StateKind::Map(found) => map(found),
    }
}

/// `Assign`, `Output`, and `Next` or `End`.
fn onward(mut state: State, edge: &Edge) -> State {
    state.assign = assign(&edge.assign);
    if let Next::End(output) = &edge.next {
        // What a state gives by itself need not be said.
        state.output = match output {
            Expr::Path(path) if path == "$states.result" => None,
            output => Some(Template(json(output))),
        };
    }
    let transition = match &edge.next {
        Next::State(name) => Transition::next(name.as_str()),
        Next::End(_) => Transition::End,
    };
    match &mut state.kind {
        sfn_asl::StateKind::Task(task) => task.transition = transition,
        sfn_asl::StateKind::Pass(pass) => pass.transition = transition,
        sfn_asl::StateKind::Wait(wait) => wait.transition = transition,
        sfn_asl::StateKind::Parallel(parallel) => parallel.transition = transition,
        sfn_asl::StateKind::Map(map) => map.transition = transition,
        sfn_asl::StateKind::Choice(_)
        | sfn_asl::StateKind::Succeed(_)
        | sfn_asl::StateKind::Fail(_) => {}
    }
    state
}

fn choice(found: &super::Choice) -> State {
    let choices = found.rules.iter().map(rule).collect();
    let default = target(&found.default);
    let mut state = State::from(Choice { choices, default });
    state.assign = assign(&found.default.assign);
    state
}

fn rule(rule: &Rule) -> ChoiceRule {
    let condition = match &rule.condition {
        Expr::Bool(value) => Condition::Literal(*value),
        _ => Condition::Jsonata(dynamic_text(&rule.condition)),
    };
    let next = target(&rule.edge).unwrap_or_else(|| "".into());
    let mut rendered = ChoiceRule::new(condition, next);
    rendered.assign = assign(&rule.edge.assign);
    rendered
}

fn target(edge: &Edge) -> Option<sfn_asl::StateName> {
    match &edge.next {
        Next::State(name) => Some(name.as_str().into()),
        Next::End(_) => None,
    }
}

fn wait(found: &Wait) -> State {
    let until = match &found.until {
        WaitUntil::Seconds(seconds) => sfn_asl::WaitUntil::Seconds(dynamic_integer(seconds)),
        WaitUntil::Timestamp(timestamp) => {
            sfn_asl::WaitUntil::Timestamp(expression::dynamic_string(timestamp))
        }
        WaitUntil::Passed(Expr::Duration(seconds, 0)) => {
            sfn_asl::WaitUntil::Seconds(sfn_asl::Dynamic::Literal(*seconds))
        }
        WaitUntil::Passed(duration) => {
            let end = Expr::Apply {
                operator: super::operators::SLEEP_END,
                arguments: vec![duration.clone()],
            };
            sfn_asl::WaitUntil::Timestamp(expression::dynamic_string(&end))
        }
    };
    onward(
        sfn_asl::Wait {
            until,
            transition: Transition::End,
        }
        .into(),
        &found.edge,
    )
}

fn parallel(found: &Parallel) -> State {
    let parallel = sfn_asl::Parallel {
        branches: found.branches.iter().map(branch).collect(),
        catch: catchers(&found.catch),
        ..sfn_asl::Parallel::default()
    };
    onward(parallel.into(), &found.edge)
}

fn map(found: &MapState) -> State {
    let mut map = sfn_asl::Map::new(branch(&found.processor));
    map.items = Some(Template(json(&found.items)));
    map.max_concurrency = found.max_concurrency.as_ref().map(dynamic_integer);
    map.catch = catchers(&found.catch);
    onward(map.into(), &found.edge)
}

/// Catchers in order; a name that an earlier one lists is left out of a later one.
fn catchers(found: &[Catcher]) -> Option<Vec<sfn_asl::Catcher>> {
    let mut caught: Vec<&'static str> = Vec::new();
    let mut rendered = Vec::new();
    for catcher in found {
        let names: Vec<&'static str> = names(&catcher.errors)
            .into_iter()
            .filter(|name| !caught.contains(name))
            .collect();
        if names.is_empty() {
            continue;
        }
        caught.extend(&names);
        let mut one = sfn_asl::Catcher::new(
            names.into_iter().map(ErrorName::from),
            catcher.next.as_str(),
        );
        one.assign = assign(&catcher.assign);
        rendered.push(one);
    }
    (!rendered.is_empty()).then_some(rendered)
}

fn names(errors: &ErrorNames) -> Vec<&'static str> {
    errors.iter().collect()
}

fn assign(assigned: &[(String, Expr)]) -> Option<Template> {
    if assigned.is_empty() {
        return None;
    }
    let mut object = Object::new();
    for (name, expr) in assigned {
        object.insert(name.as_str(), json(expr));
    }
    Some(Template(Value::Object(object)))
}

/// An expression between its delimiters, as a JSON string.
fn delimited(text: String) -> Value {
    Value::from(Jsonata::new(format!(" {text} ")).to_string())
}

/// An expression as JSONata, for tests.
#[cfg(test)]
pub fn rendered(expr: &Expr) -> String {
    dynamic_text(expr).source().trim().to_owned()
}
