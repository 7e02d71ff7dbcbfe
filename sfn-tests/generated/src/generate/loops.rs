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
        match self.random.below(4) {
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
        self.place.loops.push(Loop { label, value });
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
