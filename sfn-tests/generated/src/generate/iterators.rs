//! Chains of iterators, over lists of anything, lists of lists among them.

use super::Writer;
use super::expressions::{ATOM, COMPARE, Code};
use crate::types::Type;

/// A list to walk.
struct Walked {
    text: String,
    of: Type,
}

impl Writer {
    fn walked(&mut self, accept: impl Fn(&Type) -> bool) -> Option<Walked> {
        let lists = self.readable(|found| matches!(found, Type::List(of) if accept(of)));
        if lists.is_empty() {
            return None;
        }
        let list = self.random.pick(&lists);
        match &list.ty {
            Type::List(of) => Some(Walked {
                text: list.text.clone(),
                of: (**of).clone(),
            }),
            _ => None,
        }
    }

    /// A chain that gives a type.
    pub fn iterated(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        match ty {
            Type::Bool => self.asked_of_all(depth),
            Type::Integer(name) => self.counted(name, depth),
            Type::Option(of) => self.found(of, depth),
            Type::List(of) => self.collected(of, depth),
            Type::Text => {
                let list = self.walked(|of| *of == Type::Text)?;
                Some(match self.random.below(2) {
                    0 => Code::new(format!("{}.join(\"+\")", list.text), ATOM),
                    _ => Code::new(
                        format!(
                            "{}.iter().rev().take(2).cloned().collect::<Vec<String>>().join(\"\")",
                            list.text
                        ),
                        ATOM,
                    ),
                })
            }
            _ => None,
        }
    }

    fn asked_of_all(&mut self, depth: usize) -> Option<Code> {
        let list = self.walked(|_| true)?;
        let item = self.fresh("it");
        let (source, is_reference) = self.source(&list);
        let method = *self.random.pick(&["any", "all"]);
        let body = self.closure_body(&[(&item, &list.of, is_reference)], &Type::Bool, depth);
        Some(Code::new(
            format!("{source}.{method}(|{item}| {body})"),
            ATOM,
        ))
    }

    /// The items, borrowed or owned, with whether they are references.
    fn source(&mut self, list: &Walked) -> (String, bool) {
        if self.random.chance(50) {
            (format!("{}.iter()", list.text), true)
        } else if list.of.is_copy() && self.random.chance(50) {
            (format!("{}.iter().copied()", list.text), false)
        } else {
            (format!("{}.clone().into_iter()", list.text), false)
        }
    }

    fn counted(&mut self, name: &'static str, depth: usize) -> Option<Code> {
        let ty = Type::Integer(name);
        let is_wide = matches!(name, "i64" | "u64" | "usize");
        let kind = self.random.below(5);
        match kind {
            0 if name == "usize" => {
                let list = self.walked(|_| true)?;
                let item = self.fresh("it");
                let body = self.closure_body(&[(&item, &list.of, true)], &Type::Bool, depth);
                Some(Code::new(
                    format!(
                        "{}.clone().into_iter().filter(|{item}| {body}).count()",
                        list.text
                    ),
                    ATOM,
                ))
            }
            1 if name == "usize" => {
                let list = self.walked(|_| true)?;
                let item = self.fresh("it");
                let (source, is_reference) = self.source(&list);
                let body =
                    self.closure_body(&[(&item, &list.of, is_reference)], &Type::Bool, depth);
                Some(Code::new(
                    format!("{source}.position(|{item}| {body}).unwrap_or(9)"),
                    ATOM,
                ))
            }
            2 if is_wide || !self.place.is_calm => {
                let list = self.walked(|_| true)?;
                let item = self.fresh("it");
                let (source, is_reference) = self.source(&list);
                let body = self.closure_body(&[(&item, &list.of, is_reference)], &ty, depth);
                let most = if is_wide { 1000 } else { 30 };
                Some(Code::new(
                    if is_wide && self.random.chance(25) {
                        format!("{source}.take(6).map(|{item}| ({body}) % 30).product::<{name}>()")
                    } else {
                        format!("{source}.map(|{item}| ({body}) % {most}).sum::<{name}>()")
                    },
                    ATOM,
                ))
            }
            3 => {
                let list = self.walked(|_| true)?;
                let item = self.fresh("it");
                let sum = self.fresh("sum");
                let start = self.random.below(9);
                let (source, is_reference) = self.source(&list);
                let parameters = [(&*sum, &ty, false), (&*item, &list.of, is_reference)];
                let body = self.closure_body(&parameters, &ty, depth);
                Some(Code::new(
                    format!("{source}.fold({start}{name}, |{sum}, {item}| ({body}) % 50)"),
                    ATOM,
                ))
            }
            _ => {
                let list = self.walked(|of| *of == ty)?;
                let method = *self.random.pick(&["min", "max", "last"]);
                Some(Code::new(
                    format!("{}.iter().copied().{method}().unwrap_or(7)", list.text),
                    ATOM,
                ))
            }
        }
    }

    /// An option of an item.
    fn found(&mut self, of: &Type, depth: usize) -> Option<Code> {
        let list = self.walked(|found| found == of)?;
        let list_text = list.text.clone();
        let item = self.fresh("it");
        let text = match self.random.below(6) {
            0 | 1 => {
                let body = self.closure_body(&[(&item, of, true)], &Type::Bool, depth);
                format!("{list_text}.clone().into_iter().find(|{item}| {body})")
            }
            2 if matches!(of, Type::Integer(_)) => {
                let method = *self.random.pick(&["min", "max"]);
                format!("{list_text}.iter().{method}().copied()")
            }
            3 => format!("{list_text}.iter().nth({}).cloned()", self.random.below(3)),
            4 => {
                let key = Type::Integer(["i64", "u8"][self.random.below(2)]);
                let body = self.closure_body(&[(&item, of, true)], &key, depth);
                let method = *self.random.pick(&["min_by_key", "max_by_key"]);
                format!("{list_text}.clone().into_iter().{method}(|{item}| {body})")
            }
            _ => format!("{list_text}.iter().rev().last().cloned()"),
        };
        Some(Code::new(text, ATOM))
    }

    /// A list of a type of items.
    fn collected(&mut self, of: &Type, depth: usize) -> Option<Code> {
        let spelled = self.types.rust(of);
        let collect = format!("collect::<Vec<{spelled}>>()");
        let item = self.fresh("it");
        let kind = self.random.below(10);
        let text = match kind {
            9 => {
                let (first, second) = (self.walked(|_| true)?, self.walked(|_| true)?);
                let other = self.fresh("with");
                let parameters = [(&*item, &first.of, false), (&*other, &second.of, false)];
                let body = self.closure_body(&parameters, of, depth);
                format!(
                    "{}.iter().cloned().zip({}.clone()).map(|({item}, {other})| {body}).{collect}",
                    first.text, second.text
                )
            }
            0 | 1 => {
                let list = self.walked(|_| true)?;
                let (source, is_reference) = self.source(&list);
                let before = if self.random.chance(30) {
                    format!(".take({})", 1 + self.random.below(3))
                } else if self.random.chance(30) {
                    ".rev()".to_owned()
                } else {
                    String::new()
                };
                let body = self.closure_body(&[(&item, &list.of, is_reference)], of, depth);
                format!("{source}{before}.map(|{item}| {body}).{collect}")
            }
            2 => {
                let list = self.walked(|found| found == of)?;
                let body = self.closure_body(&[(&item, of, true)], &Type::Bool, depth);
                let end = if self.random.chance(30) { ".rev()" } else { "" };
                format!(
                    "{}.clone().into_iter().filter(|{item}| {body}){end}.{collect}",
                    list.text
                )
            }
            3 => {
                let list = self.walked(|found| found == of)?;
                let condition = self.tame_condition(&item, of, true);
                let end = *self.random.pick(&["take", "skip"]);
                let count = self.random.below(3);
                format!(
                    "{}.clone().into_iter().filter(|{item}| {condition}).{end}({count}).{collect}",
                    list.text
                )
            }
            4 => {
                let first = self.walked(|found| found == of)?;
                let second = self.walked(|found| found == of)?;
                format!(
                    "{}.iter().chain({}.iter()).skip(1).take(5).cloned().{collect}",
                    first.text, second.text
                )
            }
            5 if !matches!(of, Type::Option(_)) => {
                let list = self.walked(|_| true)?;
                let (source, is_reference) = self.source(&list);
                let option = Type::Option(Box::new(of.clone()));
                let body = self.closure_body(&[(&item, &list.of, is_reference)], &option, depth);
                format!("{source}.filter_map(|{item}| {body}).{collect}")
            }
            6 => {
                let nested = Type::List(Box::new(of.clone()));
                let list = self.walked(|found| *found == nested)?;
                format!("{}.iter().flatten().cloned().take(6).{collect}", list.text)
            }
            7 => {
                let list = self.walked(|_| true)?;
                let (source, is_reference) = self.source(&list);
                let nested = Type::List(Box::new(of.clone()));
                let body = self.closure_body(&[(&item, &list.of, is_reference)], &nested, depth);
                format!("{source}.take(2).flat_map(|{item}| {body}).{collect}")
            }
            _ => {
                let list = self.walked(|_| true)?;
                let (source, is_reference) = self.source(&list);
                let place = self.fresh("at");
                let parameters = [
                    (&*place, &Type::Integer("usize"), false),
                    (&*item, &list.of, is_reference),
                ];
                let body = self.closure_body(&parameters, of, depth);
                format!("{source}.enumerate().map(|({place}, {item})| {body}).{collect}")
            }
        };
        Some(Code::new(text, ATOM))
    }

    /// A question to the sum of what a range gives.
    pub fn ranged(&mut self, depth: usize) -> Code {
        let item = self.fresh("it");
        let ty = Type::Integer("u32");
        let body = self.closure_body(&[(&item, &ty, false)], &Type::Integer("u64"), depth);
        let least = self.random.below(40);
        Code::new(
            format!("(0..4u32).map(|{item}| ({body}) % 100).sum::<u64>() > {least}"),
            COMPARE,
        )
    }
}
