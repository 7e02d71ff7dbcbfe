//! Methods of numbers, and casts between their types.

use super::Writer;
use super::expressions::{ATOM, Code};
use crate::types::Type;

impl Writer {
    /// A cast or a method of a number that gives a type.
    pub fn of_number(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        match ty {
            Type::Integer(name) => {
                if self.random.chance(50) {
                    return self.cast(name);
                }
                let number = self.number(ty)?;
                let other = self.closure_body(&[], ty, depth);
                let low = self.random.below(10);
                Some(Code::new(
                    match self.random.below(6) {
                        0 => format!("{number}.min({other})"),
                        1 => format!("{number}.max({other})"),
                        2 => format!("{number}.clamp({low}, {})", low + 9),
                        3 => format!("({number} % 6).pow(2)"),
                        4 => format!("({number} % 100).saturating_sub({other} % 100)"),
                        _ => format!("({number} % 100).saturating_add({low})"),
                    },
                    ATOM,
                ))
            }
            Type::Float => {
                if self.random.chance(40) {
                    let numbers = self.readable(|found| matches!(found, Type::Integer(_)));
                    if numbers.is_empty() {
                        return None;
                    }
                    let number = self.random.pick(&numbers).value();
                    return Some(Code::new(format!("({number} as f64)"), ATOM));
                }
                let number = self.number(ty)?;
                let method = *self
                    .random
                    .pick(&["floor", "ceil", "trunc", "abs", "round"]);
                Some(Code::new(format!("{number}.{method}()"), ATOM))
            }
            Type::Option(of) if matches!(**of, Type::Integer(_)) => {
                let number = self.number(of)?;
                let other = self.closure_body(&[], &of.clone(), depth);
                let methods = [
                    "checked_add",
                    "checked_sub",
                    "checked_mul",
                    "checked_div",
                    "checked_rem",
                ];
                // The last two are in the language for unsigned integers.
                let count = if of.is_signed() { 3 } else { 5 };
                let method = methods[self.random.below(count)];
                // Products stay in the range that the runs share.
                Some(Code::new(
                    format!("({number} % 100).{method}(({other}) % 100)"),
                    ATOM,
                ))
            }
            _ => None,
        }
    }

    fn number(&mut self, ty: &Type) -> Option<String> {
        let numbers = self.readable(|found| found == ty);
        if numbers.is_empty() {
            return None;
        }
        Some(self.random.pick(&numbers).value())
    }

    /// `… as name`, of what keeps within the range that the runs share.
    fn cast(&mut self, name: &'static str) -> Option<Code> {
        let is_wide_unsigned = matches!(name, "u64" | "usize");
        let accept = |found: &Type| match found {
            // A negative number would become one beyond 2^53.
            Type::Integer(_) => !is_wide_unsigned || !found.is_signed(),
            Type::Float => true,
            Type::Bool => true,
            _ => false,
        };
        let numbers = self.readable(accept);
        if numbers.is_empty() {
            return None;
        }
        let number = self.random.pick(&numbers).value();
        Some(Code::new(format!("({number} as {name})"), ATOM))
    }
}
