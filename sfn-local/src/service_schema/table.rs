//! The table of services, read as far as it is asked.
//!
//! A line `service NAME` begins a service. Behind it stand its operations, `name TYPE` with the type of their answer, and
//! the types that have names, `=Name …`:
//!
//! | line | what |
//! |---|---|
//! | `enum A B` | one of these texts |
//! | `list(least,most) TYPE` | a list of so many |
//! | `map TYPE` | an object with any members |
//! | `struct A:TYPE B!:TYPE` | an object; `!` marks what must be there |
//!
//! A type is `s` for a text, `n` for a number, `b` for a boolean, `?` for anything, `=Name`, or `-` for no answer; bounds
//! of lengths and values follow in parentheses.

use std::collections::HashMap;

const TABLE: &str = include_str!("../../schema/services.txt");

/// One service of the table.
pub(super) struct Service {
    lines: HashMap<&'static str, &'static str>,
}

/// A type, as a line refers to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Type<'t> {
    Text(Bounds),
    Number(Bounds),
    Boolean,
    Named(&'t str),
    Anything,
}

/// A type that has a name.
pub(super) enum Shape<'t> {
    /// Separated by blanks.
    Words(&'t str),
    List(Bounds, Type<'t>),
    Map(Type<'t>),
    Structure(Structure<'t>),
}

/// The members of an object.
pub(super) struct Structure<'t>(&'t str);

pub(super) struct Member<'t> {
    pub name: &'t str,
    pub is_required: bool,
    pub type_: Type<'t>,
}

/// The bounds of a length or a value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Bounds {
    pub least: Option<f64>,
    pub most: Option<f64>,
}

impl Service {
    pub fn find(name: &str) -> Option<Self> {
        let mut lines = TABLE.lines();
        lines.find(|line| line.strip_prefix("service ") == Some(name))?;
        let lines = lines
            .take_while(|line| !line.starts_with("service "))
            .filter_map(|line| line.split_once(' '));
        Some(Self {
            lines: lines.collect(),
        })
    }

    /// The type of an operation's answer.
    pub fn operation(&self, name: &str) -> Option<Type<'static>> {
        self.lines.get(name).map(|line| Type::read(line))
    }

    /// A type that has a name, which begins with `=`.
    pub fn shape(&self, name: &str) -> Option<Shape<'static>> {
        let line = self.lines.get(name)?;
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        Some(match kind {
            "enum" => Shape::Words(rest),
            "map" => Shape::Map(Type::read(rest)),
            "struct" => Shape::Structure(Structure(rest)),
            list => Shape::List(Bounds::read(list), Type::read(rest)),
        })
    }
}

impl<'t> Type<'t> {
    fn read(text: &'t str) -> Self {
        match text.as_bytes().first() {
            Some(b's') => Self::Text(Bounds::read(text)),
            Some(b'n') => Self::Number(Bounds::read(text)),
            Some(b'b') => Self::Boolean,
            Some(b'=') => Self::Named(text),
            _ => Self::Anything,
        }
    }
}

impl Structure<'_> {
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        let members = self
            .0
            .split(' ')
            .filter_map(|member| member.split_once(':'));
        members.map(|(name, type_)| Member {
            name: name.trim_end_matches('!'),
            is_required: name.ends_with('!'),
            type_: Type::read(type_),
        })
    }
}

impl Bounds {
    /// Reads what stands in parentheses; none are no bounds.
    fn read(text: &str) -> Self {
        let within = text
            .split_once('(')
            .and_then(|(_, rest)| rest.strip_suffix(')'));
        let bounds = within.and_then(|within| within.split_once(','));
        bounds.map_or_else(Self::default, |(least, most)| Self {
            least: least.parse().ok(),
            most: most.parse().ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_that_is_named_has_a_line() {
        let services = TABLE
            .lines()
            .filter_map(|line| line.strip_prefix("service "));
        for name in services {
            let service = Service::find(name).unwrap();
            for line in service.lines.values() {
                let named = line.split([' ', ':']).filter(|word| word.starts_with('='));
                for type_ in named {
                    assert!(service.shape(type_).is_some(), "{name} has no {type_}");
                }
            }
        }
    }

    #[test]
    fn bounds_may_be_open() {
        assert_eq!(
            Bounds::read("s(1,)"),
            Bounds {
                least: Some(1.0),
                most: None
            }
        );
        assert_eq!(Bounds::read("s"), Bounds::default());
    }
}
