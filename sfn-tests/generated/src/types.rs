//! The types of a program, how they are declared, and values of them that follow from a number.

use crate::random::Random;

/// A type of data.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Bool,
    /// By its name, `u8` to `i64` and `usize`.
    Integer(&'static str),
    Float,
    Text,
    Duration,
    Option(Box<Type>),
    List(Box<Type>),
    /// By texts.
    Map(Box<Type>),
    Tuple(Vec<Type>),
    /// By its place in [`Types::structs`].
    Struct(usize),
    /// By its place in [`Types::enums`].
    Enum(usize),
}

/// What a program declares.
#[derive(Clone, Default)]
pub struct Types {
    pub structs: Vec<Struct>,
    pub enums: Vec<Enum>,
    /// Errors of tasks; the machine's own error has one `#[from]` variant for each.
    pub errors: Vec<ErrorEnum>,
}

#[derive(Clone)]
pub struct Struct {
    pub name: String,
    pub attributes: &'static str,
    pub fields: Vec<Field>,
}

#[derive(Clone)]
pub struct Field {
    pub name: String,
    pub ty: Type,
    pub attributes: &'static str,
}

#[derive(Clone)]
pub struct Enum {
    pub name: String,
    /// One of serde's representations, as an attribute.
    pub attributes: &'static str,
    pub variants: Vec<Variant>,
}

#[derive(Clone)]
pub struct Variant {
    pub name: String,
    pub members: Members,
}

#[derive(Clone)]
pub enum Members {
    None,
    Tuple(Vec<Type>),
    Named(Vec<(String, Type)>),
}

#[derive(Clone)]
pub struct ErrorEnum {
    pub name: String,
    pub variants: Vec<Variant>,
    /// Whether its last variant claims AWS's timeout.
    pub claims_timeout: bool,
}

const INTEGERS: &[&str] = &[
    "i64", "i64", "u64", "u32", "i32", "u8", "i16", "usize", "u16",
];

impl Type {
    pub fn is_copy(&self) -> bool {
        match self {
            Self::Bool | Self::Integer(_) | Self::Float | Self::Duration => true,
            Self::Option(inner) => inner.is_copy(),
            Self::Tuple(items) => items.iter().all(Self::is_copy),
            Self::Text | Self::List(_) | Self::Map(_) | Self::Struct(_) | Self::Enum(_) => false,
        }
    }

    /// Whether `==` is in the language for it.
    pub fn is_comparable(&self) -> bool {
        match self {
            Self::Bool | Self::Integer(_) | Self::Float | Self::Text | Self::Duration => true,
            Self::Option(inner) | Self::List(inner) => inner.is_comparable(),
            Self::Map(_) | Self::Tuple(_) | Self::Struct(_) | Self::Enum(_) => false,
        }
    }

    /// Whether `{}` is in the language for it.
    pub fn is_printable(&self) -> bool {
        matches!(self, Self::Bool | Self::Integer(_) | Self::Text)
    }

    pub fn is_signed(&self) -> bool {
        matches!(self, Self::Integer(name) if name.starts_with('i'))
    }
}

impl Types {
    /// Types for a new program.
    pub fn random(random: &mut Random) -> Self {
        let mut types = Self::default();
        for number in 0..1 + random.below(2) {
            let fields = (0..2 + random.below(3))
                .map(|field| types.field(random, field))
                .collect();
            let attributes = *random.pick(&[
                "",
                "#[serde(rename_all = \"camelCase\")]",
                "#[serde(rename_all = \"kebab-case\")]",
                "#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]",
            ]);
            types.structs.push(Struct {
                name: format!("Record{number}"),
                attributes,
                fields,
            });
        }
        for number in 0..1 + random.below(2) {
            let new = types.enumeration(random, number);
            types.enums.push(new);
        }
        for (name, claims_timeout) in [("Fault", false), ("Trouble", true)] {
            let mut variants: Vec<Variant> = (0..2 + random.below(2))
                .map(|place| Variant {
                    name: format!("{name}{place}"),
                    members: types.members(random, true),
                })
                .collect();
            if claims_timeout {
                variants.push(Variant {
                    name: "TooLate".to_owned(),
                    members: Members::None,
                });
            }
            types.errors.push(ErrorEnum {
                name: name.to_owned(),
                variants,
                claims_timeout,
            });
        }
        types
    }

    fn field(&self, random: &mut Random, number: usize) -> Field {
        let ty = self.any(random, 2);
        let attributes = match &ty {
            Type::Option(_) => *random.pick(&[
                "",
                "#[serde(skip_serializing_if = \"Option::is_none\")]",
                "#[serde(default)]",
            ]),
            Type::List(_) => *random.pick(&[
                "",
                "#[serde(default, skip_serializing_if = \"Vec::is_empty\")]",
            ]),
            Type::Text => *random.pick(&[
                "",
                "#[serde(default, skip_serializing_if = \"String::is_empty\")]",
            ]),
            _ => *random.pick(&["", "", "", "#[serde(default)]"]),
        };
        let attributes = match &ty {
            Type::Tuple(_) | Type::Struct(_) | Type::Enum(_) => "",
            _ => attributes,
        };
        Field {
            name: format!("field_{}", ["a", "b", "c", "d", "e"][number]),
            ty,
            attributes,
        }
    }

    fn enumeration(&self, random: &mut Random, number: usize) -> Enum {
        let attributes = *random.pick(&[
            "",
            "#[serde(rename_all = \"snake_case\")]",
            "#[serde(tag = \"type\")]",
            "#[serde(tag = \"kind\", content = \"data\", rename_all = \"camelCase\")]",
        ]);
        // The content of an internally tagged variant has to be an object.
        let is_internal = attributes.contains("\"type\"");
        let variants = (0..2 + random.below(3))
            .map(|place| Variant {
                name: format!("Kind{}", ["One", "Two", "Three", "Four"][place]),
                members: self.members(random, !is_internal),
            })
            .collect();
        Enum {
            name: format!("Choice{number}"),
            attributes,
            variants,
        }
    }

    fn members(&self, random: &mut Random, may_be_tuple: bool) -> Members {
        match random.below(if may_be_tuple { 4 } else { 2 }) {
            0 => Members::None,
            1 => Members::Named(
                (0..1 + random.below(2))
                    .map(|number| (["size", "label"][number].to_owned(), self.any(random, 1)))
                    .collect(),
            ),
            2 => Members::Tuple(vec![self.any(random, 1)]),
            _ => Members::Tuple(vec![self.any(random, 1), self.any(random, 1)]),
        }
    }

    /// Any type that is declared so far.
    pub fn any(&self, random: &mut Random, depth: usize) -> Type {
        let nested = if depth > 0 { 1 } else { 0 };
        match random.weighted(&[
            2,
            6,
            1,
            3,
            2 * nested,
            3 * nested,
            2 * nested,
            if self.structs.is_empty() {
                0
            } else {
                2 * nested
            },
            if self.enums.is_empty() { 0 } else { 2 * nested },
            nested,
            1,
        ]) {
            0 => Type::Bool,
            1 => Type::Integer(INTEGERS[random.below(INTEGERS.len())]),
            2 => Type::Float,
            3 => Type::Text,
            4 => match self.any(random, depth - 1) {
                // JSON has one `null`.
                Type::Option(inner) => *inner,
                inner => Type::Option(Box::new(inner)),
            },
            5 => Type::List(Box::new(self.any(random, depth - 1))),
            6 => Type::Tuple(vec![
                self.any(random, depth - 1),
                self.any(random, depth - 1),
            ]),
            7 => Type::Struct(random.below(self.structs.len())),
            8 => Type::Enum(random.below(self.enums.len())),
            10 => Type::Duration,
            _ => match self.any(random, depth - 1) {
                // What `insert` and `get` give would be an option of an option.
                Type::Option(inner) => *inner,
                inner => Type::Map(Box::new(inner)),
            },
        }
    }

    /// A type as Rust spells it.
    pub fn rust(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "bool".to_owned(),
            Type::Integer(name) => (*name).to_owned(),
            Type::Float => "f64".to_owned(),
            Type::Text => "String".to_owned(),
            Type::Duration => "Duration".to_owned(),
            Type::Option(inner) => format!("Option<{}>", self.rust(inner)),
            Type::List(inner) => format!("Vec<{}>", self.rust(inner)),
            Type::Map(inner) => format!("BTreeMap<String, {}>", self.rust(inner)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.rust(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Struct(place) => self.structs[*place].name.clone(),
            Type::Enum(place) => self.enums[*place].name.clone(),
        }
    }

    /// The declarations, as Rust.
    pub fn declare(&self) -> String {
        let mut text = String::new();
        let derives = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]";
        for found in &self.structs {
            text += &format!(
                "{derives}\n{}\npub struct {} {{\n",
                found.attributes, found.name
            );
            for field in &found.fields {
                let ty = self.rust(&field.ty);
                text += &format!("    {} pub {}: {ty},\n", field.attributes, field.name);
            }
            text += "}\n\n";
        }
        for found in &self.enums {
            text += &format!(
                "{derives}\n{}\npub enum {} {{\n",
                found.attributes, found.name
            );
            for variant in &found.variants {
                text += &format!("    {},\n", self.declared_variant(variant));
            }
            text += "}\n\n";
        }
        for found in &self.errors {
            text += &format!("#[derive(Debug, TaskError)]\npub enum {} {{\n", found.name);
            for variant in &found.variants {
                if found.claims_timeout && variant.name == "TooLate" {
                    text += "    #[error(states = \"States.Timeout\")]\n";
                }
                text += &format!("    {},\n", self.declared_variant(variant));
            }
            text += "}\n\n";
        }
        text += "#[derive(Debug, TaskError)]\npub enum Failure {\n    Stopped { at: i64, text: String },\n    \
                 Limit(u32),\n    Nothing,\n    Fault(#[from] Fault),\n    Trouble(#[from] Trouble),\n}\n\n";
        text
    }

    fn declared_variant(&self, variant: &Variant) -> String {
        match &variant.members {
            Members::None => variant.name.clone(),
            Members::Tuple(types) => {
                let types: Vec<String> = types.iter().map(|ty| self.rust(ty)).collect();
                format!("{}({})", variant.name, types.join(", "))
            }
            Members::Named(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, ty)| format!("{name}: {}", self.rust(ty)))
                    .collect();
                format!("{} {{ {} }}", variant.name, members.join(", "))
            }
        }
    }

    /// An expression of the type that follows from a variable `n: i64` at or above zero. It stands where all of Rust is
    /// at hand: in tasks and in inputs.
    pub fn sample(&self, ty: &Type, salt: usize) -> String {
        match ty {
            Type::Bool => format!("(n + {salt}) % 2 == 0"),
            Type::Integer("u8") => format!("((n + {salt}) % 40) as u8"),
            Type::Integer(name) if name.starts_with('i') => {
                format!("((n + {salt}) % 60 - 20) as {name}")
            }
            Type::Integer(name) => format!("((n * 3 + {salt}) % 60) as {name}"),
            Type::Float => format!("((n + {salt}) % 37 - 12) as f64 / 4.0"),
            Type::Text => format!("word(n + {salt})"),
            Type::Duration => format!("Duration::from_millis(((n + {salt}) % 23 * 250) as u64)"),
            Type::Option(inner) => format!(
                "if (n + {salt}) % 3 == 0 {{ None }} else {{ Some({}) }}",
                self.sample(inner, salt + 1)
            ),
            Type::List(inner) => format!(
                "(0..(n + {salt}) % 4).map(|i| {{ let n = n + i; {} }}).collect::<Vec<_>>()",
                self.sample(inner, salt + 1)
            ),
            Type::Map(inner) => format!(
                "(0..(n + {salt}) % 4).map(|i| {{ let n = n + i; (word(n * 2), {}) }}).collect::<BTreeMap<_, _>>()",
                self.sample(inner, salt + 1)
            ),
            Type::Tuple(items) => {
                let items: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(place, item)| self.sample(item, salt + place * 5))
                    .collect();
                format!("({})", items.join(", "))
            }
            Type::Struct(place) => {
                let found = &self.structs[*place];
                let fields: Vec<String> = found
                    .fields
                    .iter()
                    .enumerate()
                    .map(|(place, field)| {
                        format!(
                            "{}: {}",
                            field.name,
                            self.sample(&field.ty, salt + place * 3)
                        )
                    })
                    .collect();
                format!("{} {{ {} }}", found.name, fields.join(", "))
            }
            Type::Enum(place) => {
                let found = &self.enums[*place];
                let count = found.variants.len();
                let arms: Vec<String> = found
                    .variants
                    .iter()
                    .enumerate()
                    .map(|(place, variant)| {
                        let value = self.sampled_variant(&found.name, variant, salt);
                        if place + 1 == count {
                            format!("_ => {value}")
                        } else {
                            format!("{place} => {value}")
                        }
                    })
                    .collect();
                format!("match (n + {salt}) % {count} {{ {} }}", arms.join(", "))
            }
        }
    }

    /// A variant of an enum or an error, from `n`.
    pub fn sampled_variant(&self, owner: &str, variant: &Variant, salt: usize) -> String {
        self.variant(owner, variant, &mut |place, ty| {
            self.sample(ty, salt + 7 * (place + 1))
        })
    }

    /// A variant, its members made by `value` from their place and type.
    pub fn variant(
        &self,
        owner: &str,
        variant: &Variant,
        value: &mut dyn FnMut(usize, &Type) -> String,
    ) -> String {
        let name = &variant.name;
        match &variant.members {
            Members::None => format!("{owner}::{name}"),
            Members::Tuple(types) => {
                let values: Vec<String> = types
                    .iter()
                    .enumerate()
                    .map(|(place, ty)| value(place, ty))
                    .collect();
                format!("{owner}::{name}({})", values.join(", "))
            }
            Members::Named(members) => {
                let values: Vec<String> = members
                    .iter()
                    .enumerate()
                    .map(|(place, (member, ty))| format!("{member}: {}", value(place, ty)))
                    .collect();
                format!("{owner}::{name} {{ {} }}", values.join(", "))
            }
        }
    }
}
