//! Loops, each with a bound on its laps.

use super::Writer;
use super::scope::Loop;
use crate::program::Node;
use crate::types::Type;

impl Writer {
    /// A loop as a statement, or one whose `break` gives a value.
    pub fn repetition(&mut self, out: &mut Vec<Node>) {
        if self.place.loops.len() >= 2 {
            return self.decision(out);
        }
        match self.random.below(6) {
            4 => self.while_let(out),
            5 => self.labelled_block(out),
            0 => self.over_list(out),
            1 => self.over_range(out),
            2 => self.while_loop(out),
            _ => self.endless(out),
        }
    }

    fn label(&mut self) -> (Option<String>, String) {
        if !self.random.chance(40) {
            return (None, String::new());
        }
        self.names += 1;
        let label = format!("'lap{}", self.names);
        let head = format!("{label}: ");
        (Some(label), head)
    }

    /// The body of a loop.
    fn laps(&mut self, label: Option<String>, value: Option<Type>, before: Vec<Node>) -> Vec<Node> {
        let is_repeated = std::mem::replace(&mut self.place.repeats, true);
        self.place.loops.push(Loop {
            label,
            value,
            is_block: false,
        });
        let mut body = before;
        let rest = self.block(true);
        body.extend(rest);
        self.place.loops.pop();
        self.place.repeats = is_repeated;
        body
    }

    fn over_list(&mut self, out: &mut Vec<Node>) {
        let lists = self.readable(|ty| matches!(ty, Type::List(_)));
        if lists.is_empty() {
            return self.over_range(out);
        }
        let list = self.random.pick(&lists);
        let (text, root, value) = (list.text.clone(), list.root.clone(), list.value());
        let Type::List(of) = list.ty.clone() else {
            return;
        };
        let (over, is_reference) = match self.random.below(4) {
            0 if !list.is_reference => (format!("&{text}"), true),
            1 => (format!("{text}.iter()"), true),
            2 if list.is_reference => (text, true),
            _ => (value, false),
        };
        let (label, head) = self.label();
        let mut bound = Vec::new();
        let pattern = if matches!(*of, Type::Tuple(_)) {
            self.irrefutable(&of, &mut bound)
        } else {
            let name = self.name();
            bound.push((name.clone(), (*of).clone()));
            name
        };
        let body = self.nested(|writer| {
            if is_reference {
                writer.frozen.push(root);
            }
            for (name, ty) in bound {
                writer.declare_bound(&name, ty, is_reference);
            }
            writer.laps(label, None, Vec::new())
        });
        out.push(Node::Block {
            parts: vec![(format!("{head}for {pattern} in {over} {{"), body)],
            end: "}".to_owned(),
        });
    }

    fn over_range(&mut self, out: &mut Vec<Node>) {
        let ty = *self.random.pick(&["u32", "i64", "usize", "u8"]);
        let (label, head) = self.label();
        let start = self.random.below(2);
        let end = if self.random.chance(50) {
            format!("{}{ty}", start + self.random.below(4))
        } else {
            let numbers = self.readable(|found| *found == Type::Integer(ty));
            if numbers.is_empty() {
                format!("3{ty}")
            } else {
                format!("{} % 4", self.random.pick(&numbers).value())
            }
        };
        let dots = if self.random.chance(30) { "..=" } else { ".." };
        let name = self.name();
        let body = self.nested(|writer| {
            writer.declare(&name, Type::Integer(ty), false);
            writer.laps(label, None, Vec::new())
        });
        out.push(Node::Block {
            parts: vec![(format!("{head}for {name} in {start}{dots}{end} {{"), body)],
            end: "}".to_owned(),
        });
    }

    /// Declares what counts the laps.
    fn counter(&mut self, out: &mut Vec<Node>) -> String {
        self.names += 1;
        let name = format!("lap_{}", self.names);
        out.push(Node::Line(format!("let mut {name} = 0u32;")));
        self.declare(&name, Type::Integer("u32"), true);
        if let Some(variable) = self.variables.last_mut() {
            variable.is_counter = true;
        }
        name
    }

    fn while_loop(&mut self, out: &mut Vec<Node>) {
        let counter = self.counter(out);
        let most = 1 + self.random.below(4);
        let (label, head) = self.label();
        let condition = self.nested(|writer| {
            writer.place.repeats = true;
            writer.condition()
        });
        let condition = if self.random.chance(50) {
            format!("{counter} < {most} && ({condition})")
        } else {
            format!("{counter} < {most}")
        };
        let first = vec![Node::Line(format!("{counter} += 1;"))];
        let body = self.nested(|writer| writer.laps(label, None, first));
        out.push(Node::Block {
            parts: vec![(format!("{head}while {condition} {{"), body)],
            end: "}".to_owned(),
        });
    }

    /// `while let` over a variable that the body sets anew.
    fn while_let(&mut self, out: &mut Vec<Node>) {
        let ty = Type::Option(Box::new(self.types.any(&mut self.random, 1)));
        let Type::Option(of) = &ty else {
            return;
        };
        if matches!(**of, Type::Option(_)) {
            return self.while_loop(out);
        }
        let slot = self.fresh("slot");
        let (value, spelled) = (self.value(&ty), self.types.rust(&ty));
        out.push(Node::Line(format!("let mut {slot}: {spelled} = {value};")));
        let counter = self.counter(out);
        self.declare(&slot, ty.clone(), true);
        let (label, head) = self.label();
        let item = self.fresh("head");
        let more = if self.random.chance(25) {
            let condition = self.nested(|writer| {
                writer.place.repeats = true;
                writer.declare(&item, (**of).clone(), false);
                writer.condition()
            });
            format!(" && ({condition})")
        } else {
            String::new()
        };
        let body = self.nested(|writer| {
            writer.place.repeats = true;
            let next = writer.value(&ty);
            let first = vec![
                Node::Line(format!("{counter} += 1;")),
                Node::Line(format!(
                    "{slot} = if {counter} > 2 {{ None }} else {{ {next} }};"
                )),
            ];
            writer.declare(&item, (**of).clone(), false);
            // Whatever else sets it could do so for ever.
            writer.frozen.push(slot.clone());
            writer.laps(label, None, first)
        });
        out.push(Node::Block {
            parts: vec![(
                format!("{head}while let Some({item}) = {slot}.clone(){more} {{"),
                body,
            )],
            end: "}".to_owned(),
        });
    }

    /// `'label: { … }`, left by `break` from wherever it stands around.
    fn labelled_block(&mut self, out: &mut Vec<Node>) {
        self.names += 1;
        let label = format!("'block{}", self.names);
        let ty = self.some_type();
        let name = self.name();
        let body = self.nested(|writer| {
            writer.place.loops.push(Loop {
                label: Some(label.clone()),
                value: Some(ty.clone()),
                is_block: true,
            });
            // What these declare is in scope up to the end.
            let mut body = Vec::new();
            writer.body(&mut body, 3);
            let condition = writer.condition();
            let early = writer.value(&ty);
            body.push(Node::Line(format!(
                "if {condition} {{ break {label} {early}; }}"
            )));
            let last = writer.value(&ty);
            body.push(Node::Line(last));
            body
        });
        let spelled = self.types.rust(&ty);
        out.push(Node::Block {
            parts: vec![(format!("let {name}: {spelled} = {label}: {{"), body)],
            end: "};".to_owned(),
        });
        self.declare(&name, ty, false);
    }

    /// `loop`, left by `break` after some laps.
    fn endless(&mut self, out: &mut Vec<Node>) {
        let counter = self.counter(out);
        let most = 1 + self.random.below(4);
        let (label, head) = self.label();
        let value = if self.random.chance(50) {
            Some(self.some_type())
        } else {
            None
        };
        let name = self.name();
        let body = self.nested(|writer| {
            writer.place.repeats = true;
            let given = match &value {
                Some(ty) => format!(" {}", writer.value(ty)),
                None => String::new(),
            };
            let first = vec![
                Node::Line(format!("{counter} += 1;")),
                Node::Block {
                    parts: vec![(
                        format!("if {counter} > {most} {{"),
                        vec![Node::Line(format!("break{given};"))],
                    )],
                    end: "}".to_owned(),
                },
            ];
            writer.laps(label, value.clone(), first)
        });
        let (start, end) = match &value {
            Some(ty) => (format!("let {name}: {} = ", self.types.rust(ty)), "};"),
            None => (String::new(), "}"),
        };
        out.push(Node::Block {
            parts: vec![(format!("{start}{head}loop {{"), body)],
            end: end.to_owned(),
        });
        if let Some(ty) = value {
            self.declare(&name, ty, false);
        }
    }
}
