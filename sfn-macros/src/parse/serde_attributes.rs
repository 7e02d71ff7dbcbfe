//! `#[serde(…)]` as a list of what it says. What of it a graph can follow is for `check` to say.

use super::literal;
use crate::report::Report;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Ident, LitStr, Path, Token, token};

/// Everything that serde's attributes say about one container, variant or member.
pub struct SerdeAttributes(pub Vec<SerdeAttribute>);

/// One entry of `#[serde(…)]`.
pub struct SerdeAttribute {
    /// Its name, which is also what to blame.
    pub path: Path,
    /// What stands behind the name.
    pub value: SerdeValue,
}

/// What stands behind the name of an entry.
pub enum SerdeValue {
    /// Nothing.
    Word,
    /// `= "text"`
    Text(String),
    /// `(serialize = "text", deserialize = "text")`, or one of them.
    Directions {
        /// What serialization is told.
        serialize: Option<String>,
        /// What deserialization is told.
        deserialize: Option<String>,
    },
    /// Anything else.
    Other,
}

impl SerdeAttributes {
    /// Reads the attributes of one place.
    pub fn parse(attributes: &[Attribute], report: &mut Report) -> Self {
        let mut entries = Vec::new();
        for attribute in attributes {
            if !attribute.path().is_ident("serde") {
                continue;
            }
            let read = attribute.parse_nested_meta(|meta| {
                let value = value(&meta)?;
                entries.push(SerdeAttribute {
                    path: meta.path,
                    value,
                });
                Ok(())
            });
            if let Err(error) = read {
                report.add(error);
            }
        }
        Self(entries)
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the member or variant is left out of the JSON, in one direction or both.
    pub fn is_skipped(&self) -> bool {
        ["skip", "skip_serializing", "skip_deserializing"]
            .iter()
            .any(|word| self.has(word))
    }

    /// The text that an entry gives for both directions.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.get(name)?.value {
            SerdeValue::Text(text) => Some(text),
            SerdeValue::Directions { serialize, .. } => serialize.as_deref(),
            SerdeValue::Word | SerdeValue::Other => None,
        }
    }

    fn get(&self, name: &str) -> Option<&SerdeAttribute> {
        self.0.iter().find(|entry| entry.path.is_ident(name))
    }
}

fn value(meta: &ParseNestedMeta) -> syn::Result<SerdeValue> {
    if meta.input.peek(Token![=]) {
        let value: Expr = meta.value()?.parse()?;
        return Ok(literal::text(&value).map_or(SerdeValue::Other, SerdeValue::Text));
    }
    if !meta.input.peek(token::Paren) {
        return Ok(SerdeValue::Word);
    }
    let content;
    syn::parenthesized!(content in meta.input);
    let tokens: TokenStream = content.parse()?;
    Ok(both_directions.parse2(tokens).unwrap_or(SerdeValue::Other))
}

fn both_directions(input: ParseStream) -> syn::Result<SerdeValue> {
    let (mut serialize, mut deserialize) = (None, None);
    while !input.is_empty() {
        let direction = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        let name: LitStr = input.parse()?;
        let slot = match direction.to_string().as_str() {
            "serialize" => &mut serialize,
            "deserialize" => &mut deserialize,
            _ => return Err(input.error("a direction")),
        };
        // Serde allows several names for deserialization; a second one differs from the first.
        if slot.replace(name.value()).is_some() {
            return Err(input.error("one name"));
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(SerdeValue::Directions {
        serialize,
        deserialize,
    })
}
