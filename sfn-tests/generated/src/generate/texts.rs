//! Methods of text.

use super::Writer;
use super::expressions::{ATOM, Code};
use crate::types::Type;

impl Writer {
    /// A method of a text that gives a type.
    pub fn of_text(&mut self, ty: &Type) -> Option<Code> {
        let texts = self.readable(|found| *found == Type::Text);
        if texts.is_empty() {
            return None;
        }
        let text = self.random.pick(&texts).text.clone();
        let part = *self
            .random
            .pick(&["p", "en", "w", " ", "x", "Ü", "$", "\\\"", "%"]);
        let written = match ty {
            Type::Text => match self.random.below(7) {
                0 => format!("{text}.to_uppercase()"),
                1 => format!("{text}.to_lowercase()"),
                2 => format!("{text}.trim().to_owned()"),
                3 => format!("{text}.replace(\"{part}\", \"<>\")"),
                4 => format!("{text}.chars().rev().collect::<String>()"),
                5 => format!("{text}.trim_start().to_string()"),
                _ => format!(
                    "{text}.split(\"{part}\").map(|piece| piece.to_owned()).collect::<Vec<String>>().join(\"/\")"
                ),
            },
            Type::Bool => {
                let method = *self.random.pick(&["starts_with", "ends_with", "contains"]);
                format!("{text}.{method}(\"{part}\")")
            }
            Type::Integer("usize") => format!("{text}.chars().count()"),
            Type::Integer(name @ ("i64" | "u8" | "i32")) => {
                format!("{text}.parse::<{name}>().unwrap_or(3)")
            }
            Type::Option(of) => match &**of {
                Type::Integer(name @ ("i64" | "u8" | "i32" | "u32")) => {
                    format!("{text}.parse::<{name}>().ok()")
                }
                _ => return None,
            },
            Type::List(of) if **of == Type::Text => match self.random.below(2) {
                0 => format!(
                    "{text}.split(\"{part}\").map(|piece| piece.to_owned()).collect::<Vec<String>>()"
                ),
                _ => format!(
                    "{text}.split_whitespace().map(|piece| piece.to_uppercase()).collect::<Vec<String>>()"
                ),
            },
            _ => return None,
        };
        Some(Code::new(written, ATOM))
    }
}
