//! Calls of methods, by what they give: which idea writes one is drawn, and each may have nothing to write.

use super::Writer;
use super::expressions::Code;
use crate::types::Type;

impl Writer {
    /// A call of a method that gives a type.
    pub fn method(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        match self.random.below(7) {
            6 => self.of_duration(ty),
            0 | 1 => self.iterated(ty, depth),
            2 => self.of_option(ty, depth),
            3 => self.of_text(ty),
            4 => self.of_number(ty, depth),
            _ => self.of_collection(ty, depth),
        }
    }

    /// What a closure gives, with its parameters at hand; it computes and awaits nothing.
    pub fn closure_body(
        &mut self,
        parameters: &[(&str, &Type, bool)],
        ty: &Type,
        depth: usize,
    ) -> String {
        self.nested(|writer| {
            writer.place.may_await = false;
            for (name, ty, is_reference) in parameters {
                writer.declare_bound(name, (*ty).clone(), *is_reference);
            }
            writer.expression(ty, depth.saturating_sub(1).min(1)).text
        })
    }

    /// A condition in a closure that Rust may not come to, so that it must not panic: it compares and asks.
    pub fn tame_condition(&mut self, name: &str, ty: &Type, is_reference: bool) -> String {
        let star = if is_reference { "*" } else { "" };
        match ty {
            Type::Bool => format!("{star}{name}"),
            Type::Integer(_) => format!("{star}{name} > {}", self.random.below(20)),
            Type::Float => format!("{star}{name} < 2.5"),
            Type::Duration => format!("!{name}.is_zero()"),
            Type::Text => format!("!{name}.is_empty()"),
            Type::Option(_) => format!("{name}.is_some()"),
            Type::List(_) | Type::Map(_) => format!("{name}.is_empty()"),
            Type::Tuple(_) | Type::Struct(_) | Type::Enum(_) => "true".to_owned(),
        }
    }
}
