//! Tasks awaited: with `?`, thrown away, or matched.

use super::{Owner, Writer};
use crate::program::Node;
use crate::types::{ErrorEnum, Type};

impl Writer {
    /// `let x = task(…).await?;`
    pub fn step(&mut self, out: &mut Vec<Node>) {
        let tasks = self.callable(|_| true);
        if tasks.is_empty() {
            return self.note(out);
        }
        let place = *self.random.pick(&tasks);
        let call = self.call(place) + self.policies();
        if self.random.chance(15) {
            out.push(Node::Line(format!("{call}.await?;")));
            return;
        }
        let ty = self.tasks[place].output.clone();
        let is_mutable = self.random.chance(40);
        let name = self.name();
        let mutable = if is_mutable { "mut " } else { "" };
        // Either enum of tasks has a variant of its name in the machine's.
        let converted = match self.place.owner {
            Owner::Machine if self.random.chance(15) => {
                let error = &self.types.errors[self.tasks[place].error].name;
                format!(".map_err(Failure::{error})")
            }
            _ => String::new(),
        };
        out.push(Node::Line(format!(
            "let {mutable}{name} = {call}.await{converted}?;"
        )));
        self.declare(&name, ty, is_mutable);
    }

    /// `match task(…).await { … }`, and what is short for it.
    pub fn caught(&mut self, out: &mut Vec<Node>) {
        let tasks = self.matchable(|_| true);
        if tasks.is_empty() {
            return self.note(out);
        }
        let place = *self.random.pick(&tasks);
        let mut subject = self.call(place) + self.policies() + ".await";
        let (output, error) = (self.tasks[place].output.clone(), self.tasks[place].error);
        if self.random.chance(25) {
            let kept = self.fresh("kept");
            out.push(Node::Line(format!("let {kept} = {subject};")));
            self.note(out);
            if self.random.chance(30) {
                return self.asked_result(&kept, output, out);
            }
            subject = kept;
        }
        match self.random.below(6) {
            0 => self.if_ok(&subject, output, out),
            1 => self.ok_or_leave(&subject, output, out),
            2 => self.if_err(&subject, error, out),
            3 => {
                let ty = self.some_type();
                self.match_result(&subject, output, error, Some(ty), out);
            }
            _ => self.match_result(&subject, output, error, None, out),
        }
    }

    /// Policies of one call, in the place of the task's own.
    fn policies(&mut self) -> &'static str {
        match self.random.below(10) {
            0 => ".timeout(Duration::from_secs(9))",
            1 => ".retry(sfn::Retry::new().attempts(2).interval(Duration::from_secs(1)))",
            2 => {
                ".timeout(Duration::from_secs(9)).retry(sfn::Retry::new().attempts(1).interval(Duration::from_secs(2)))"
            }
            _ => "",
        }
    }

    fn if_ok(&mut self, subject: &str, output: Type, out: &mut Vec<Node>) {
        let name = self.name();
        let body = self.nested(|writer| {
            writer.declare(&name, output, false);
            writer.place.nesting -= 1;
            writer.block(true)
        });
        let mut parts = vec![(format!("if let Ok({name}) = {subject} {{"), body)];
        if self.random.chance(50) {
            parts.push(("} else {".to_owned(), self.block(false)));
        }
        out.push(Node::Block {
            parts,
            end: "}".to_owned(),
        });
    }

    fn ok_or_leave(&mut self, subject: &str, output: Type, out: &mut Vec<Node>) {
        let name = self.name();
        let otherwise = self.nested(|writer| vec![Node::Line(writer.jump())]);
        out.push(Node::Block {
            parts: vec![(format!("let Ok({name}) = {subject} else {{"), otherwise)],
            end: "};".to_owned(),
        });
        self.declare(&name, output, false);
    }

    fn if_err(&mut self, subject: &str, error: usize, out: &mut Vec<Node>) {
        let errors = self.types.errors[error].clone();
        let variant = self.random.pick(&errors.variants).clone();
        let mut bound = Vec::new();
        let pattern =
            self.variant_pattern(&errors.name, &variant.name, &variant.members, &mut bound);
        let body = self.bound_block(bound);
        out.push(Node::Block {
            parts: vec![(format!("if let Err({pattern}) = {subject} {{"), body)],
            end: "}".to_owned(),
        });
    }

    fn bound_block(&mut self, bound: Vec<(String, Type)>) -> Vec<Node> {
        self.nested(|writer| {
            for (name, ty) in bound {
                writer.declare(&name, ty, false);
            }
            writer.place.nesting -= 1;
            writer.block(true)
        })
    }

    /// A `match` on a result; with a type it gives a value to a new variable.
    pub fn match_result(
        &mut self,
        subject: &str,
        output: Type,
        error: usize,
        gives: Option<Type>,
        out: &mut Vec<Node>,
    ) {
        let errors = self.types.errors[error].clone();
        let mut arms: Vec<(String, Vec<(String, Type)>)> = Vec::new();
        let bound = vec![(self.fresh("good"), output)];
        if self.random.chance(20) {
            let guard = self.nested(|writer| {
                for (name, ty) in &bound {
                    writer.declare(name, ty.clone(), false);
                }
                writer.guard(false)
            });
            arms.push((format!("Ok({}) if {guard}", bound[0].0), bound.clone()));
        }
        arms.push((format!("Ok({})", bound[0].0), bound));
        arms.extend(self.error_arms(&errors));
        let name = self.name();
        let mut parts = Vec::new();
        let start = match &gives {
            Some(ty) => format!("let {name}: {} = ", self.types.rust(ty)),
            None => String::new(),
        };
        for (place, (head, bound)) in arms.into_iter().enumerate() {
            let body = match (&gives, head.strip_prefix("Err(whole)")) {
                // An error bound as a whole can only leave.
                (_, Some(_)) => vec![Node::Line(self.passed_on(error))],
                (None, None) => self.bound_block(bound),
                (Some(ty), None) => self.nested(|writer| {
                    for (name, ty) in bound {
                        writer.declare(&name, ty, false);
                    }
                    writer.value_block(ty, place > 0)
                }),
            };
            let head = if place == 0 {
                format!("{start}match {subject} {{ {head} => {{")
            } else {
                format!("}} {head} => {{")
            };
            parts.push((head, body));
        }
        let end = if gives.is_some() { "} };" } else { "} }" };
        out.push(Node::Block {
            parts,
            end: end.to_owned(),
        });
        if let Some(ty) = gives {
            self.declare(&name, ty, false);
        }
    }

    pub fn fresh(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}_{}", self.names)
    }

    fn passed_on(&mut self, error: usize) -> String {
        match self.place.owner {
            Owner::Machine if self.random.chance(50) => {
                let error = &self.types.errors[error].name;
                format!("return Err(Failure::{error}(whole));")
            }
            Owner::Machine => "return Err(whole.into());".to_owned(),
            Owner::Branch(own) if own == error && self.place.may_fail => {
                "return Err(whole);".to_owned()
            }
            Owner::Branch(_) => self.jump(),
        }
    }

    fn error_arms(&mut self, errors: &ErrorEnum) -> Vec<(String, Vec<(String, Type)>)> {
        let named = 1 + self.random.below(errors.variants.len());
        let mut arms = Vec::new();
        for variant in &errors.variants[..named] {
            let mut bound = Vec::new();
            let pattern =
                self.variant_pattern(&errors.name, &variant.name, &variant.members, &mut bound);
            arms.push((format!("Err({pattern})"), bound));
        }
        if named < errors.variants.len() {
            let rest = *self.random.pick(&["Err(whole)", "Err(_)", "_"]);
            arms.push((rest.to_owned(), Vec::new()));
        }
        arms
    }
}
