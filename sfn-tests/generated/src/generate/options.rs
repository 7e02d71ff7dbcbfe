//! Methods of `Option`.

use super::Writer;
use super::expressions::{ATOM, Code};
use crate::types::Type;

impl Writer {
    /// A method of an option that gives a type.
    pub fn of_option(&mut self, ty: &Type, depth: usize) -> Option<Code> {
        if let Type::Option(of) = ty
            && self.random.chance(70)
        {
            return self.option_from_option(ty, &of.clone(), depth);
        }
        if *ty == Type::Bool && self.random.chance(60) {
            let (text, of) = self.option(|_| true)?;
            let item = self.fresh("it");
            let body = self.closure_body(&[(&item, &of, false)], &Type::Bool, depth);
            let method = *self.random.pick(&["is_some_and", "is_none_or"]);
            return Some(Code::new(
                format!("{text}.clone().{method}(|{item}| {body})"),
                ATOM,
            ));
        }
        if self.random.chance(40) {
            let (text, of) = self.option(|_| true)?;
            let item = self.fresh("it");
            let body = self.closure_body(&[(&item, &of, false)], ty, depth);
            let otherwise = self.closure_body(&[], ty, depth);
            return Some(Code::new(
                if self.random.chance(50) {
                    format!("{text}.clone().map_or({otherwise}, |{item}| {body})")
                } else {
                    format!("{text}.clone().map_or_else(|| {otherwise}, |{item}| {body})")
                },
                ATOM,
            ));
        }
        let (text, _) = self.option(|of| of == ty)?;
        let has_default = matches!(
            ty,
            Type::Bool
                | Type::Integer(_)
                | Type::Float
                | Type::Text
                | Type::Duration
                | Type::List(_)
        );
        Some(Code::new(
            match self.random.below(4) {
                0 if has_default => format!("{text}.clone().unwrap_or_default()"),
                1 if !self.place.is_calm => format!("{text}.clone().expect(\"one\")"),
                2 => {
                    let value = self.closure_body(&[], ty, depth);
                    format!("{text}.clone().unwrap_or_else(|| {value})")
                }
                _ => {
                    let value = self.closure_body(&[], ty, depth);
                    format!("{text}.clone().unwrap_or({value})")
                }
            },
            ATOM,
        ))
    }

    /// An option that can be read, with what is in it.
    fn option(&mut self, accept: impl Fn(&Type) -> bool) -> Option<(String, Type)> {
        let options = self.readable(|found| matches!(found, Type::Option(of) if accept(of)));
        if options.is_empty() {
            return None;
        }
        let found = self.random.pick(&options);
        match &found.ty {
            Type::Option(of) => Some((found.text.clone(), (**of).clone())),
            _ => None,
        }
    }

    fn option_from_option(&mut self, ty: &Type, of: &Type, depth: usize) -> Option<Code> {
        let item = self.fresh("it");
        let text = match self.random.below(5) {
            0 => {
                let (text, _) = self.option(|found| found == of)?;
                let body = self.closure_body(&[(&item, of, true)], &Type::Bool, depth);
                format!("{text}.clone().filter(|{item}| {body})")
            }
            1 => {
                let (text, _) = self.option(|found| found == of)?;
                let other = self.closure_body(&[], ty, depth);
                format!("{text}.clone().or({other})")
            }
            2 => {
                let (text, inner) = self.option(|_| true)?;
                let body = self.closure_body(&[(&item, &inner, false)], ty, depth);
                format!("{text}.clone().and_then(|{item}| {body})")
            }
            3 => {
                let (text, _) = self.option(|found| found == of)?;
                let other = self.closure_body(&[], ty, depth);
                format!("{text}.clone().or_else(|| {other})")
            }
            _ => {
                let (text, inner) = self.option(|_| true)?;
                let body = self.closure_body(&[(&item, &inner, false)], of, depth);
                format!("{text}.clone().map(|{item}| {body})")
            }
        };
        Some(Code::new(text, ATOM))
    }
}
