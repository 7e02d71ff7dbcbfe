//! The context object, `$states.context`.

use sfn_expr::{Object, Value};

use super::TaskToken;
use super::run::Run;
use super::strand::Item;
use crate::program::Kind;

impl Run<'_> {
    /// The context object as a strand sees it; `item` is the one that an `ItemSelector` is evaluated for.
    ///
    /// The keys stand in AWS's order (recorded). Only states that can be retried have a `RetryCount`.
    pub fn context(&mut self, id: u32, item: Option<&Item>) -> Value {
        if let Some(given) = self.given_context(item) {
            return given;
        }
        let state = self.state(id);
        let identity = &self.execution.identity;
        let mut execution = Object::with_capacity(7);
        execution.insert("Id", &*identity.execution_arn);
        execution.insert("Input", self.execution.input.clone());
        execution.insert(
            "StartTime",
            self.execution.started.unwrap_or(self.now).to_string(),
        );
        execution.insert("Name", &*identity.execution_name);
        execution.insert("RoleArn", &*identity.role_arn);
        let redrive = self.execution.redrive;
        execution.insert(
            "RedriveCount",
            i64::try_from(redrive.count).unwrap_or(i64::MAX),
        );
        if let Some(at) = redrive.at {
            execution.insert("RedriveTime", at.to_string());
        }

        let mut machine = Object::with_capacity(2);
        machine.insert("Id", &*identity.machine_arn);
        machine.insert("Name", &*identity.machine_name);

        let strand = self.strand(id);
        let mut current = Object::with_capacity(3);
        current.insert("Name", &*state.name);
        current.insert("EnteredTime", strand.entered.to_string());
        if let Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) = state.kind {
            current.insert("RetryCount", strand.retry_count());
        }

        let token = self.token(id);
        let mut context = Object::with_capacity(5);
        context.insert("Execution", execution);
        context.insert("StateMachine", machine);
        context.insert("State", current);
        if let Some(token) = token {
            let task = Object::from_iter([("Token", token)]);
            context.insert("Task", task);
        }
        if let Some(item) = item.or_else(|| self.item(id)) {
            let mut map = Object::with_capacity(1);
            map.insert("Item", item.to_context());
            context.insert("Map", map);
        }
        Value::from(context)
    }

    /// The token of the strand's task, if it waits for a callback. An activity's worker gets its token by itself.
    fn token(&self, id: u32) -> Option<String> {
        let strand = self.execution.strands.get(id as usize)?.as_ref()?;
        let Kind::Task(task) = &self.program.state(strand.state).kind else {
            return None;
        };
        let token = TaskToken {
            execution_arn: self.execution.identity.execution_arn.to_string(),
            strand: id,
            secret: strand.token.filter(|_| task.resource.waits_for_token())?,
        };
        Some(token.to_string())
    }

    /// The item of the innermost iteration that a strand belongs to.
    fn item(&self, id: u32) -> Option<&Item> {
        let mut place = id;
        loop {
            let strand = self.execution.strands.get(place as usize)?.as_ref()?;
            if strand.item.is_some() {
                return strand.item.as_ref();
            }
            place = strand.parent?.strand;
        }
    }
}

impl Item {
    /// `Map.Item` of the context object.
    pub fn to_context(&self) -> Value {
        let mut members = Object::with_capacity(4);
        members.insert("Index", self.index);
        members.insert("Value", self.value.clone());
        for (name, text) in [("Key", &self.key), ("Source", &self.source)] {
            if let Some(text) = text {
                members.insert(name, &**text);
            }
        }
        Value::from(members)
    }
}
