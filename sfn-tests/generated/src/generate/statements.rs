//! Statements.

use super::scope::Variable;
use super::{Owner, Writer};
use crate::program::Node;
use crate::types::{Members, Type};

/// How deep blocks may stand in each other.
const MAX_NESTING: usize = 4;

impl Writer {
    /// A statement, or several that belong together.
    pub fn statement(&mut self, out: &mut Vec<Node>) {
        self.budget = self.budget.saturating_sub(1);
        let compound = usize::from(self.place.nesting < MAX_NESTING);
        let joins = usize::from(self.place.branch < 2 && self.place.nesting < 3);
        match self.random.weighted(&[
            7,
            5,
            4,
            4 * compound,
            4 * compound,
            3 * compound,
            3 * compound,
            3,
            4 * compound,
            2 * joins,
            2 * joins,
            1,
            1,
            2,
            4,
            2 * compound,
            2,
        ]) {
            0 => self.variable(out),
            1 => self.assignment(out),
            2 => self.note(out),
            3 => self.decision(out),
            4 => self.matching(out),
            5 => self.value_of_blocks(out),
            6 => self.repetition(out),
            7 => self.step(out),
            8 => self.caught(out),
            9 => self.joined(out),
            10 => self.mapped(out),
            11 => self.pause(out),
            12 => self.deferred(out),
            13 => self.taken_apart(out),
            14 => self.change(out),
            15 => self.try_block(out),
            _ => self.or_error(out),
        }
    }

    /// Statements in a scope of their own.
    pub fn body(&mut self, out: &mut Vec<Node>, most: usize) {
        for _ in 0..1 + self.random.below(most) {
            if self.budget == 0 {
                break;
            }
            self.statement(out);
        }
        if out.is_empty() {
            self.note(out);
        }
    }

    /// A block whose statements are forgotten after it, and which may leave at its end.
    pub fn block(&mut self, may_leave: bool) -> Vec<Node> {
        self.nested(|writer| {
            let mut out = Vec::new();
            writer.body(&mut out, 3);
            if may_leave && writer.random.chance(25) {
                let jump = writer.jump();
                out.push(Node::Line(jump));
            }
            out
        })
    }

    /// A block that gives a value, or leaves.
    pub fn value_block(&mut self, ty: &Type, may_leave: bool) -> Vec<Node> {
        self.nested(|writer| {
            let mut out = Vec::new();
            if writer.random.chance(50) {
                writer.body(&mut out, 2);
            }
            let last = if may_leave && writer.random.chance(15) {
                writer.jump()
            } else {
                writer.value(ty)
            };
            out.push(Node::Line(last));
            out
        })
    }

    /// A type that is worth a variable here.
    pub fn some_type(&mut self) -> Type {
        if self.random.chance(40) && !self.tasks.is_empty() {
            let task = self.random.below(self.tasks.len());
            let parameters = self.tasks[task].parameters.clone();
            return self.random.pick(&parameters).0.clone();
        }
        self.types.any(&mut self.random, 2)
    }

    fn variable(&mut self, out: &mut Vec<Node>) {
        if self.random.chance(6) {
            return self.constant(out);
        }
        let ty = self.some_type();
        let value = self.value(&ty);
        let is_mutable = self.random.chance(50);
        let name = self.name();
        let mutable = if is_mutable { "mut " } else { "" };
        let spelled = self.types.rust(&ty);
        out.push(Node::Line(format!(
            "let {mutable}{name}: {spelled} = {value};"
        )));
        self.declare(&name, ty, is_mutable);
    }

    fn assignment(&mut self, out: &mut Vec<Node>) {
        let variables = self.assignable();
        if variables.is_empty() {
            return self.variable(out);
        }
        if self.random.chance(20) {
            return self.assigned_together(&variables, out);
        }
        let variable = self.random.pick(&variables).clone();
        if self.random.chance(50)
            && let Some(line) = self.part_assignment(&variable)
        {
            out.push(Node::Line(line));
            return;
        }
        let name = &variable.name;
        let is_wide = matches!(variable.ty, Type::Integer("i64" | "u64" | "usize"));
        let line = match &variable.ty {
            Type::Integer(_) if is_wide && self.random.chance(40) => {
                let value = self.value(&variable.ty);
                let operator = *self.random.pick(&["+=", "+=", "/= 1 +", "%="]);
                match operator {
                    "+=" => format!("{name} += ({value}) % 100;"),
                    "%=" => format!("{name} %= {};", 1 + self.random.below(50)),
                    _ => format!("{name} /= {};", 1 + self.random.below(9)),
                }
            }
            Type::Integer(_) if !self.place.is_calm && self.random.chance(25) => {
                let operator = *self.random.pick(&["+=", "-=", "*="]);
                format!("{name} {operator} {};", self.random.below(4))
            }
            Type::Text if self.random.chance(40) => format!("{name} += \"+\";"),
            ty => {
                let ty = ty.clone();
                let value = self.value(&ty);
                format!("{name} = {value};")
            }
        };
        out.push(Node::Line(line));
    }

    /// A constant of a block.
    fn constant(&mut self, out: &mut Vec<Node>) {
        let (ty, spelled, value) = match self.random.below(4) {
            0 => (Type::Float, "f64", "RATE + 0.5"),
            1 => (Type::Bool, "bool", "!IS_LATE"),
            2 => (Type::Duration, "Duration", "Duration::from_secs(7)"),
            _ => (Type::Integer("i64"), "i64", "FEW_I64 * 3 - 1"),
        };
        self.names += 1;
        let name = format!("KEPT_{}", self.names);
        out.push(Node::Line(format!("const {name}: {spelled} = {value};")));
        self.declare(&name, ty, false);
        if let Some(variable) = self.variables.last_mut() {
            // A variable of its name would be a pattern of it.
            variable.is_counter = true;
        }
    }

    /// Two variables, or members of them, assigned at once: both values are read before.
    fn assigned_together(&mut self, variables: &[Variable], out: &mut Vec<Node>) {
        let mut parts = Vec::new();
        let mut values = Vec::new();
        for _ in 0..2 {
            let variable = self.random.pick(variables).clone();
            let (place, ty) = match &variable.ty {
                Type::Tuple(items) if self.random.chance(50) => {
                    (format!("{}.0", variable.name), items[0].clone())
                }
                ty => (variable.name.clone(), ty.clone()),
            };
            values.push(self.value(&ty));
            parts.push(if self.random.chance(10) {
                "_".to_owned()
            } else {
                place
            });
        }
        if parts.contains(&"_".to_owned()) {
            // Nothing tells the type of what is thrown away.
            values = parts
                .iter()
                .zip(values)
                .map(|(part, value)| match part.as_str() {
                    "_" => "0i64".to_owned(),
                    _ => value,
                })
                .collect();
        }
        out.push(Node::Line(format!(
            "({}) = ({});",
            parts.join(", "),
            values.join(", ")
        )));
    }

    /// A method that changes a list or a map; one is made where there is none.
    fn change(&mut self, out: &mut Vec<Node>) {
        let mut variables = self.assignable();
        variables.retain(|variable| {
            matches!(variable.ty, Type::List(_) | Type::Map(_) | Type::Option(_))
        });
        if variables.is_empty() {
            let of = Box::new(self.types.any(&mut self.random, 1));
            let ty = if self.random.chance(70) {
                Type::List(of)
            } else {
                match *of {
                    // What `insert` and `get` give would be an option of an option.
                    Type::Option(inner) => Type::Map(inner),
                    inner => Type::Map(Box::new(inner)),
                }
            };
            let (name, value, spelled) =
                (self.fresh("many"), self.value(&ty), self.types.rust(&ty));
            out.push(Node::Line(format!("let mut {name}: {spelled} = {value};")));
            self.declare(&name, ty, true);
            return;
        }
        let variable = self.random.pick(&variables).clone();
        self.changed(&variable, out);
    }

    /// `?` on an option that became a result.
    fn or_error(&mut self, out: &mut Vec<Node>) {
        let options = self.readable(|ty| matches!(ty, Type::Option(_)));
        if options.is_empty() || !self.place.may_fail {
            return self.variable(out);
        }
        let found = self.random.pick(&options);
        let (value, ty) = (found.value(), found.ty.clone());
        let Type::Option(of) = ty else { return };
        let name = self.fresh("there");
        let may_await = std::mem::replace(&mut self.place.may_await, false);
        let error = self.own_failure();
        self.place.may_await = may_await;
        let line = if self.random.chance(50) {
            format!("let {name} = {value}.ok_or({error})?;")
        } else {
            format!("let {name} = {value}.ok_or_else(|| {error})?;")
        };
        out.push(Node::Line(line));
        self.declare(&name, *of, false);
    }

    /// An assignment of a member or an element of a variable.
    fn part_assignment(&mut self, variable: &Variable) -> Option<String> {
        let name = &variable.name;
        let (place, ty) = match &variable.ty {
            Type::Struct(found) => {
                let fields = self.types.structs[*found].fields.clone();
                let field = self.random.pick(&fields);
                (format!("{name}.{}", field.name), field.ty.clone())
            }
            Type::Tuple(items) => {
                let place = self.random.below(items.len());
                (format!("{name}.{place}"), items[place].clone())
            }
            Type::List(of) if !self.place.is_calm => {
                let place = self.random.below(2);
                (format!("{name}[{place}]"), (**of).clone())
            }
            _ => return None,
        };
        // A value that reads the variable itself is read before it is written.
        let value = self.value(&ty);
        Some(match (&ty, &variable.ty) {
            (_, Type::List(_)) => {
                let least = &place[name.len() + 1..place.len() - 1];
                format!("if {name}.len() > {least} {{ {place} = {value}; }}")
            }
            (Type::Integer(_), _) if self.random.chance(30) => format!("{place} %= 7;"),
            (Type::Text, _) if self.random.chance(30) => format!("{place} += \"'\";"),
            _ => format!("{place} = {value};"),
        })
    }

    /// Makes what happens here show in the output.
    pub fn note(&mut self, out: &mut Vec<Node>) {
        if self.place.branch > 0 {
            return self.variable(out);
        }
        let numbers = self.readable(|found| *found == Type::Integer("i64"));
        if !numbers.is_empty() && self.random.chance(40) {
            let number = self.random.pick(&numbers).value();
            out.push(Node::Line(format!(
                "trace = (trace * 3 + {number} % 1000) % 1000003;"
            )));
            return;
        }
        let printable = self.readable(Type::is_printable);
        if printable.is_empty() {
            let digit = self.random.below(10);
            out.push(Node::Line(format!("log += \"{digit}\";")));
            return;
        }
        let found = self.random.pick(&printable);
        let value = found.value();
        let line = match self.random.below(3) {
            0 => format!("log += &format!(\"{{}}|\", {value});"),
            // A coroutine would take it away.
            1 if found.ty == Type::Text && !self.place.is_coroutine => {
                format!("log = log + &{};", found.text)
            }
            _ => format!("log = format!(\"{{log}}{{}};\", {value});"),
        };
        out.push(Node::Line(line));
    }

    fn pause(&mut self, out: &mut Vec<Node>) {
        let durations = self.readable(|found| *found == Type::Duration);
        if !durations.is_empty() && self.random.chance(50) {
            let duration = self.random.pick(&durations).value();
            out.push(Node::Line(format!("sfn::sleep({duration}).await;")));
            return;
        }
        let seconds = self.random.below(5);
        let numbers = self.readable(|found| *found == Type::Integer("u64"));
        let amount = if numbers.is_empty() || self.random.chance(50) {
            seconds.to_string()
        } else {
            format!("{} % 60", self.random.pick(&numbers).value())
        };
        out.push(Node::Line(format!(
            "sfn::sleep(Duration::from_secs({amount})).await;"
        )));
    }

    /// A variable that gets its value in branches.
    fn deferred(&mut self, out: &mut Vec<Node>) {
        let ty = self.some_type();
        let name = self.name();
        let condition = self.condition();
        let assigned = |writer: &mut Self| {
            writer.nested(|writer| {
                // The name is declared before its value can be read.
                writer.variables.retain(|variable| variable.name != name);
                let mut body = Vec::new();
                if writer.random.chance(40) {
                    writer.note(&mut body);
                    // `note` may have hidden it.
                    writer.variables.retain(|variable| variable.name != name);
                }
                let value = writer.value(&ty);
                body.push(Node::Line(format!("{name} = {value};")));
                body
            })
        };
        if self.variables.iter().any(|variable| variable.name == name) || self.place.branch > 0 {
            return self.variable(out);
        }
        let spelled = self.types.rust(&ty);
        out.push(Node::Line(format!("let {name}: {spelled};")));
        let parts = vec![
            (format!("if {condition} {{"), assigned(self)),
            ("} else {".to_owned(), assigned(self)),
        ];
        out.push(Node::Block {
            parts,
            end: "}".to_owned(),
        });
        self.declare(&name, ty, false);
    }

    /// `let` with a pattern that always matches.
    fn taken_apart(&mut self, out: &mut Vec<Node>) {
        let found = self.readable(|ty| matches!(ty, Type::Tuple(_) | Type::Struct(_)));
        if found.is_empty() {
            return self.variable(out);
        }
        let subject = self.random.pick(&found);
        let (value, ty) = (subject.value(), subject.ty.clone());
        let mut bound = Vec::new();
        let pattern = self.irrefutable(&ty, &mut bound);
        out.push(Node::Line(format!("let {pattern} = {value};")));
        for (name, ty) in bound {
            self.declare(&name, ty, false);
        }
    }

    /// A pattern of a tuple or a struct that binds some of its members.
    pub fn irrefutable(&mut self, ty: &Type, bound: &mut Vec<(String, Type)>) -> String {
        let mut bind = |writer: &mut Self, ty: &Type| {
            if writer.random.chance(25) {
                return "_".to_owned();
            }
            writer.names += 1;
            let name = format!("part_{}", writer.names);
            bound.push((name.clone(), ty.clone()));
            name
        };
        match ty {
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| bind(self, item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Struct(place) => {
                let found = self.types.structs[*place].clone();
                let mut fields = Vec::new();
                for field in &found.fields {
                    if self.random.chance(60) {
                        fields.push(format!("{}: {}", field.name, bind(self, &field.ty)));
                    }
                }
                fields.push("..".to_owned());
                format!("{} {{ {} }}", found.name, fields.join(", "))
            }
            ty => bind(self, ty),
        }
    }

    /// A way out: of a loop, or of the owner.
    pub fn jump(&mut self) -> String {
        let loops = self.place.loops.clone();
        if let Some(innermost) = loops.last()
            && self.random.chance(75)
        {
            let labelled: Vec<_> = loops.iter().filter(|found| found.label.is_some()).collect();
            // Inside of a labelled block nothing is left without its label.
            let (found, label) =
                if !labelled.is_empty() && (innermost.is_block || self.random.chance(50)) {
                    let found = *self.random.pick(&labelled);
                    (
                        found,
                        format!(" {}", found.label.clone().unwrap_or_default()),
                    )
                } else {
                    (innermost, String::new())
                };
            if !found.is_block && self.random.chance(50) {
                return format!("continue{label};");
            }
            return match &found.value.clone() {
                Some(ty) => {
                    let value = self.value(ty);
                    format!("break{label} {value};")
                }
                None => format!("break{label};"),
            };
        }
        if self.place.may_fail && self.random.chance(40) {
            return format!("return Err({});", self.failure());
        }
        format!("return {};", self.success())
    }

    /// `Ok(…)`, of what the owner returns.
    pub fn success(&mut self) -> String {
        let ty = self.place.returns.clone();
        match (self.place.owner, &ty) {
            (Owner::Machine, Type::Tuple(items)) if !self.place.is_coroutine => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                format!("Ok((trace, log.clone(), {}))", items.join(", "))
            }
            (_, ty) => {
                let value = self.value(ty);
                format!("Ok({value})")
            }
        }
    }

    /// An error of the owner whose type is certain.
    fn own_failure(&mut self) -> String {
        match self.place.owner {
            Owner::Machine => "Failure::Nothing".to_owned(),
            Owner::Branch(_) => self.failure(),
        }
    }

    /// An error of the owner.
    pub fn failure(&mut self) -> String {
        let (error, convert) = match self.place.owner {
            Owner::Branch(error) => (error, ""),
            Owner::Machine => match self.random.below(5) {
                0 => return "Failure::Nothing".to_owned(),
                1 => {
                    let value = self.value(&Type::Integer("u32"));
                    return format!("Failure::Limit({value})");
                }
                2 => {
                    let at = self.value(&Type::Integer("i64"));
                    let text = self.value(&Type::Text);
                    return format!("Failure::Stopped {{ at: {at}, text: {text} }}");
                }
                _ => (self.random.below(self.types.errors.len()), ".into()"),
            },
        };
        let errors = self.types.errors[error].clone();
        let own = errors.variants.len() - usize::from(errors.claims_timeout);
        let variant = errors.variants[self.random.below(own)].clone();
        let mut values = Vec::new();
        match &variant.members {
            Members::None => {}
            Members::Tuple(types) => {
                for ty in types {
                    values.push(self.value(ty));
                }
            }
            Members::Named(members) => {
                for (_, ty) in members {
                    values.push(self.value(ty));
                }
            }
        }
        let made = self.types.variant(&errors.name, &variant, &mut |place, _| {
            values[place].clone()
        });
        format!("{made}{convert}")
    }
}
