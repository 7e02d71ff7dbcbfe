//! Methods of lists and maps: what they are asked, and what changes them.

use super::Writer;
use super::expressions::{ANY, ATOM, Code};
use super::scope::Variable;
use crate::program::Node;
use crate::types::Type;

impl Writer {
    /// A method of a list or a map that gives a type.
    pub fn of_collection(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        if self.random.chance(40)
            && let Some(code) = self.looked_up(ty, depth)
        {
            return Some(code);
        }
        match ty {
            Type::Bool => {
                let lists = self
                    .readable(|found| matches!(found, Type::List(of) if of.is_comparable() && !matches!(**of, Type::Option(_) | Type::List(_))));
                if lists.is_empty() {
                    return None;
                }
                let list = self.random.pick(&lists);
                let (text, ty) = (list.text.clone(), list.ty.clone());
                let Type::List(of) = ty else { return None };
                let value = self.closure_body(&[], &of, depth);
                Some(Code::new(format!("{text}.contains(&({value}))"), ATOM))
            }
            Type::Option(of) => {
                let listed = Type::List(of.clone());
                let lists = self.readable(|found| *found == listed);
                if lists.is_empty() {
                    return None;
                }
                let list = self.random.pick(&lists).text.clone();
                let place = self.random.below(3);
                let method = match self.random.below(3) {
                    0 => "first()".to_owned(),
                    1 => "last()".to_owned(),
                    _ => format!("get({place})"),
                };
                Some(Code::new(format!("{list}.{method}.cloned()"), ATOM))
            }
            Type::List(_) => {
                let lists = self.readable(|found| found == ty);
                if lists.is_empty() {
                    return None;
                }
                let list = self.random.pick(&lists).text.clone();
                let slice = *self.random.pick(&["1..", "..2", "1..2", "0..=1"]);
                Some(Code::new(
                    format!(
                        "if {list}.len() > 1 {{ {list}[{slice}].to_vec() }} else {{ {list}.clone() }}"
                    ),
                    ANY,
                ))
            }
            _ => None,
        }
    }

    /// A question to a map.
    fn looked_up(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        let maps = self.readable(|found| match (found, ty) {
            (Type::Map(_), Type::Bool | Type::Integer("usize")) => true,
            (Type::Map(of), Type::Option(wanted)) => of == wanted,
            (Type::Map(of), ty) => **of == *ty,
            _ => false,
        });
        if maps.is_empty() {
            return None;
        }
        let found = self.random.pick(&maps);
        let (map, of) = (found.text.clone(), found.ty.clone());
        let key = *self.random.pick(&["pen", "w5", "", "Ünï \u{1f600}", "$x"]);
        Some(Code::new(
            match ty {
                Type::Option(_) => format!("{map}.get(\"{key}\").cloned()"),
                Type::Bool if self.random.chance(50) => format!("{map}.contains_key(\"{key}\")"),
                Type::Bool => format!("{map}.is_empty()"),
                ty if of == Type::Map(Box::new(ty.clone())) => {
                    let value = self.closure_body(&[], ty, depth);
                    format!("{map}.get(\"{key}\").cloned().unwrap_or({value})")
                }
                _ => format!("{map}.len()"),
            },
            ATOM,
        ))
    }

    /// A statement that changes a list or a map.
    pub fn changed(&mut self, variable: &Variable, out: &mut Vec<Node>) {
        let name = &variable.name;
        match &variable.ty {
            Type::List(of) => {
                let of = (**of).clone();
                let line = match self.random.below(9) {
                    0 | 1 => format!("{name}.push({});", self.value(&of)),
                    2 => {
                        let bound = self.fresh("popped");
                        let line = format!("let {bound} = {name}.pop();");
                        // JSON has one `null`.
                        if !matches!(of, Type::Option(_)) {
                            self.declare(&bound, Type::Option(Box::new(of)), false);
                            out.push(Node::Line(line));
                            return;
                        }
                        format!("{name}.clear();")
                    }
                    3 => {
                        match self.value(&variable.ty).as_str() {
                            // Nothing tells its type there.
                            "vec![]" => format!("{name}.clear();"),
                            more => format!("if {name}.len() < 4 {{ {name}.extend({more}); }}"),
                        }
                    }
                    4 => {
                        let value = self.value(&of);
                        format!("if {name}.len() > 0 {{ {name}.insert(1, {value}); }}")
                    }
                    5 => format!("if {name}.len() > 1 {{ {name}.remove(1); }}"),
                    6 => format!("{name}.truncate({});", self.random.below(4)),
                    7 if matches!(of, Type::Integer(_)) => format!("{name}.sort();"),
                    8 => {
                        let item = self.fresh("it");
                        self.frozen.push(name.clone());
                        let condition = self.tame_condition(&item, &of, true);
                        self.frozen.pop();
                        format!("{name}.retain(|{item}| {condition});")
                    }
                    _ => format!("{name}.reverse();"),
                };
                out.push(Node::Line(line));
            }
            Type::Map(of) => {
                let of = (**of).clone();
                let key = *self.random.pick(&["pen", "w5", "", "$x"]);
                let value = self.value(&of);
                out.push(Node::Line(if self.random.chance(75) {
                    format!("{name}.insert(\"{key}\".to_owned(), {value});")
                } else {
                    format!("{name}.remove(\"{key}\");")
                }));
            }
            Type::Option(_) => {
                let taken = self.fresh("taken");
                out.push(Node::Line(format!("let {taken} = {name}.take();")));
                self.declare(&taken, variable.ty.clone(), false);
            }
            _ => {}
        }
    }
}
