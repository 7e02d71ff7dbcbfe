//! Durations: made, computed with and asked.

use super::Writer;
use super::expressions::{ATOM, Code, PRODUCT, SUM};
use crate::types::Type;

impl Writer {
    /// A duration of a literal or of a number that is at hand.
    pub fn duration(&mut self) -> Code {
        let numbers = self.readable(|found| *found == Type::Integer("u64"));
        let amount = if numbers.is_empty() || self.random.chance(60) {
            self.random.below(40).to_string()
        } else {
            format!("{} % 50", self.random.pick(&numbers).value())
        };
        let maker = *self
            .random
            .pick(&["from_secs", "from_millis", "from_millis", "from_mins"]);
        Code::new(format!("Duration::{maker}({amount})"), ATOM)
    }

    /// A sum, difference, multiple or part of durations.
    pub fn computed_duration(&mut self, depth: usize) -> Code {
        let left = self.expression(&Type::Duration, depth - 1);
        // What is stored in a loop grows by steps, not by multiples.
        let right = self.duration();
        match self.random.below(5) {
            0 => Code::new(format!("{} + {}", left.at(SUM), right.at(SUM + 1)), SUM),
            1 if !self.place.is_calm => {
                Code::new(format!("{} - {}", left.at(SUM), right.at(SUM + 1)), SUM)
            }
            2 if !self.place.repeats => {
                let factor = self.random.below(4);
                Code::new(format!("{} * {factor}", left.at(PRODUCT)), PRODUCT)
            }
            3 => {
                let part = 1 + self.random.below(3);
                Code::new(format!("{} / {part}", left.at(PRODUCT)), PRODUCT)
            }
            _ => Code::new(
                format!("{}.saturating_sub({})", left.at(ATOM), right.at(0)),
                ATOM,
            ),
        }
    }

    /// A method of a duration that gives a type.
    pub fn of_duration(&mut self, ty: &Type) -> Option<Code> {
        let durations = self.readable(|found| *found == Type::Duration);
        if durations.is_empty() {
            return None;
        }
        let duration = &self.random.pick(&durations).text;
        let method = match ty {
            Type::Bool => "is_zero",
            Type::Integer("u64") => "as_secs",
            Type::Integer("u32") => "subsec_millis",
            Type::Float => "as_secs_f64",
            _ => return None,
        };
        Some(Code::new(format!("{duration}.{method}()"), ATOM))
    }
}
