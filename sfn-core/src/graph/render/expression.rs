//! Expressions as JSON templates and as JSONata text.
//!
//! In a JSON position objects and arrays stay JSON and only leaves become `{% … %}`, which keeps definitions readable and
//! keeps JSONata from flattening arrays of arrays. Inside another expression everything is text.

use super::super::{Expr, Operator, Part, level};
use super::cause::cause;
use super::delimited;
use crate::errors::{ErrorInfo, ErrorNames};
use crate::shape::{FieldInfo, IsArray, Place, Style, Tag, VariantInfo};
use sfn_asl::{Dynamic, Jsonata};
use sfn_expr::{Array, Object, Value};

/// The expression in a JSON position.
pub fn json(expr: &Expr) -> Value {
    match expr {
        Expr::Null => Value::Null,
        Expr::Bool(value) => Value::from(*value),
        Expr::Integer(value) => Value::from(*value),
        Expr::Float(value) => Value::from(*value),
        Expr::Duration(seconds, nanos) => {
            let mut object = Object::new();
            object.insert("secs", Value::from(*seconds));
            object.insert("nanos", Value::from(*nanos));
            Value::Object(object)
        }
        // A text that begins like an expression has to be one.
        Expr::String(text) if text.starts_with("{%") || text.contains("${") => {
            delimited(quoted(text))
        }
        Expr::String(text) => Value::from(text.as_str()),
        Expr::Struct(members) => {
            members_json(members).unwrap_or_else(|| delimited(text(expr, level::ANY)))
        }
        Expr::Variant { variant, members } => {
            variant_json(*variant, members).unwrap_or_else(|| delimited(text(expr, level::ANY)))
        }
        Expr::Array { items, .. } => array_json(items.iter()),
        Expr::Raised { variant, members } => {
            let mut object = Object::new();
            object.insert("Error", error_name(variant));
            object.insert(
                "Cause",
                cause(variant, members).map_or(Value::from(""), delimited),
            );
            Value::Object(object)
        }
        _ => delimited(text(expr, level::ANY)),
    }
}

/// The expression in a field that takes a number.
pub fn dynamic_integer(expr: &Expr) -> Dynamic<i64> {
    match expr {
        Expr::Integer(value) => Dynamic::Literal(*value),
        _ => Dynamic::Jsonata(dynamic_text(expr)),
    }
}

/// The expression in a field that takes text.
pub fn dynamic_string(expr: &Expr) -> Dynamic<String> {
    match expr {
        Expr::String(value) => Dynamic::Literal(value.clone()),
        _ => Dynamic::Jsonata(dynamic_text(expr)),
    }
}

/// The expression between its delimiters.
pub fn dynamic_text(expr: &Expr) -> Jsonata {
    Jsonata::new(format!(" {} ", text(expr, level::ANY)))
}

/// The expression as JSONata, in parentheses unless it binds at least as tightly as this.
pub fn text(expr: &Expr, least: u8) -> String {
    let (text, level) = match expr {
        // A literal is no step of a path, also of one that is never taken: `(null).id`.
        Expr::Null => ("null".to_owned(), level::CONSTRUCTOR),
        Expr::Bool(value) => (value.to_string(), level::ATOM),
        Expr::Integer(value) => (
            value.to_string(),
            if *value < 0 {
                level::PRODUCT
            } else {
                level::ATOM
            },
        ),
        Expr::Float(value) => (
            Value::from(*value).to_json(),
            if *value < 0.0 {
                level::PRODUCT
            } else {
                level::ATOM
            },
        ),
        Expr::String(text) => (quoted(text), level::ATOM),
        Expr::Duration(seconds, nanos) => (
            format!("{{\"secs\": {seconds}, \"nanos\": {nanos}}}"),
            level::ATOM,
        ),
        Expr::Variable(name) => (format!("${name}"), level::ATOM),
        Expr::Path(path) => (path.clone(), level::ATOM),
        Expr::Member { base, field } => return member(base, field, least),
        Expr::IsVariant { base, variant } => is_variant(base, variant),
        Expr::VariantMember {
            base,
            variant,
            field,
        } => match (beside_tag(variant), field.place) {
            (Some(tag), Place::Itself) => (
                without_member(&self::text(base, level::ANY), tag),
                level::ATOM,
            ),
            _ => (
                step_into(&content(&self::text(base, level::ELEMENT), variant), field),
                level::ATOM,
            ),
        },
        Expr::Payload {
            base,
            variant,
            field,
        } => (payload(base, variant, field), level::ATOM),
        Expr::IsErr(base) => (
            format!("$exists({}.Err)", self::text(base, level::ELEMENT)),
            level::ATOM,
        ),
        Expr::IsError { base, names } => (is_error(base, names), level::COMPARE),
        Expr::Raised { variant, members } => {
            let cause = cause(variant, members).unwrap_or_else(|| quoted(""));
            (
                format!(
                    "{{\"Error\": {}, \"Cause\": {cause}}}",
                    quoted(error_name(variant))
                ),
                level::ATOM,
            )
        }
        // An operator that only hands its argument on adds nothing, not even parentheses.
        Expr::Apply {
            operator:
                Operator {
                    parts: [Part::Hole(0, _)],
                    ..
                },
            arguments,
        } if arguments.len() == 1 => return self::text(&arguments[0], least),
        Expr::Apply {
            operator,
            arguments,
        } => (apply(operator, arguments), operator.level),
        Expr::Struct(members) => (members_text(members), level::ATOM),
        Expr::With { base, members } => (with_text(base, members), level::ATOM),
        Expr::Variant { variant, members } => (variant_text(variant, members), level::ATOM),
        Expr::Array { items, nested } => {
            let items: Vec<String> = items
                .iter()
                .zip(nested.iter())
                .map(|(item, nested)| {
                    let text = self::text(item, level::ANY);
                    match nested {
                        _ if is_constructor(item) => text,
                        IsArray::Never => text,
                        IsArray::Always => format!("[{text}]"),
                        IsArray::Sometimes => wrapped(&text),
                    }
                })
                .collect();
            (format!("[{}]", items.join(", ")), level::ATOM)
        }
        Expr::Lambda { parameters, body } => {
            let parameters: Vec<String> =
                parameters.iter().map(|name| format!("${name}")).collect();
            (
                format!(
                    "function({}) {{ {} }}",
                    parameters.join(", "),
                    self::text(body, level::ANY)
                ),
                level::ATOM,
            )
        }
    };
    // Whatever made it: an operator may begin with one as well.
    let level = if text.starts_with('[') {
        level.min(level::CONSTRUCTOR)
    } else {
        level
    };
    if level < least {
        format!("({text})")
    } else {
        text
    }
}

fn apply(operator: &Operator, arguments: &[Expr]) -> String {
    operator
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => (*text).to_owned(),
            Part::Hole(index, least) => arguments
                .get(*index)
                .map_or_else(String::new, |argument| text(argument, *least)),
            Part::Parameter(index, number) => match arguments.get(*index) {
                Some(Expr::Lambda { parameters, .. }) => parameters
                    .get(*number)
                    .map_or_else(String::new, |name| format!("${name}")),
                _ => String::new(),
            },
            Part::Body(index, least) => match arguments.get(*index) {
                Some(Expr::Lambda { body, .. }) => text(body, *least),
                _ => String::new(),
            },
        })
        .collect()
}

pub fn quoted(text: &str) -> String {
    // What deploys a definition puts values in the place of `${name}`: <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-sam-sfn.html>.
    Value::from(text).to_json().replace("${", "\\u0024{")
}

/// A member of a struct or tuple, in parentheses unless it binds at least as tightly as this.
fn member(base: &Expr, field: &FieldInfo, least: u8) -> String {
    let base = match field.place {
        Place::Itself | Place::Flattened => return text(base, least),
        Place::Element(_) => owner(base, level::ATOM),
        Place::Member(_) => owner(base, level::ELEMENT),
    };
    step_into(&base, field)
}

/// A value of which a member is read: the tag beside it is in nobody's way.
fn owner(base: &Expr, least: u8) -> String {
    match base {
        Expr::VariantMember {
            base,
            variant,
            field,
        } if field.place == Place::Itself && beside_tag(variant).is_some() => text(base, least),
        _ => text(base, least),
    }
}

/// The tag among the members of a newtype variant's content.
fn beside_tag(variant: &VariantInfo) -> Option<&'static str> {
    match (variant.tag, variant.style) {
        (Tag::Internal { tag }, Style::Newtype) => Some(tag),
        _ => None,
    }
}

/// An object without one of its members; `$sift` gives nothing where nothing is left.
fn without_member(base: &str, name: &str) -> String {
    let name = quoted(name);
    format!("$merge([{{}}, $sift({base}, function($_v, $_k) {{ $_k != {name} }})])")
}

/// A step into a value; a member that may be missing counts as what serde would make of it.
fn step_into(base: &str, field: &FieldInfo) -> String {
    let path = match field.place {
        Place::Itself | Place::Flattened => return base.to_owned(),
        Place::Element(index) => format!("{base}[{index}]"),
        Place::Member(name) => step(base, name),
    };
    match field.absent {
        Some(absent) => format!("($_v := {path}; $exists($_v) ? $_v : {absent})"),
        None => path,
    }
}

/// A step by name, quoted where the name is no JSONata name.
fn step(base: &str, name: &str) -> String {
    let plain = !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !matches!(
            name,
            "and" | "or" | "in" | "true" | "false" | "null" | "function"
        );
    if plain {
        format!("{base}.{name}")
    } else if name.contains('`') {
        format!("$lookup({base}, {})", quoted(name))
    } else {
        format!("{base}.`{name}`")
    }
}

/// Where a variant's members stand.
fn content(base: &str, variant: &VariantInfo) -> String {
    match variant.tag {
        Tag::External => step(base, variant.name),
        Tag::Internal { .. } => base.to_owned(),
        Tag::Adjacent { content, .. } => step(base, content),
    }
}

fn is_variant(base: &Expr, variant: &VariantInfo) -> (String, u8) {
    let base = text(base, level::ELEMENT);
    match (variant.tag, variant.style) {
        (Tag::External, Style::Unit) => {
            (format!("{base} = {}", quoted(variant.name)), level::COMPARE)
        }
        (Tag::External, _) => (
            format!("$exists({})", step(&base, variant.name)),
            level::ATOM,
        ),
        (Tag::Internal { tag } | Tag::Adjacent { tag, .. }, _) => (
            format!("{} = {}", step(&base, tag), quoted(variant.name)),
            level::COMPARE,
        ),
    }
}

/// A member of the payload in a `Cause`: the payload's JSON text, or Lambda's envelope around it.
fn payload(base: &Expr, variant: &ErrorInfo, field: &FieldInfo) -> String {
    let base = text(base, level::ELEMENT);
    if variant.transparent {
        return base;
    }
    let payload = format!(
        "($_c := $parse({base}.Cause); $_c.errorType = {base}.Error ? $parse($_c.errorMessage) : $_c)"
    );
    step_into(&payload, field)
}

fn is_error(base: &Expr, names: &ErrorNames) -> String {
    let base = text(base, level::ELEMENT);
    let names: Vec<String> = names.iter().map(quoted).collect();
    match &names[..] {
        [name] => format!("{base}.Error = {name}"),
        names => format!("{base}.Error in [{}]", names.join(", ")),
    }
}

/// The name under which a variant is raised.
pub fn error_name(variant: &ErrorInfo) -> &'static str {
    variant.names.own.first().copied().unwrap_or_default()
}

fn array_json<'a>(items: impl Iterator<Item = &'a Expr>) -> Value {
    Value::Array(items.map(json).collect::<Array>())
}

/// An object or array of members; `None` where a flattened member is only known when the expression runs.
fn members_json(members: &[(FieldInfo, Expr)]) -> Option<Value> {
    if let [
        (
            FieldInfo {
                place: Place::Itself,
                ..
            },
            value,
        ),
    ] = members
    {
        return Some(json(value));
    }
    if members
        .iter()
        .any(|(field, _)| matches!(field.place, Place::Element(_)))
    {
        return Some(array_json(members.iter().map(|(_, value)| value)));
    }
    let mut object = Object::new();
    for (field, value) in members {
        match field.place {
            Place::Member(name) => {
                object.insert(name, json(value));
            }
            Place::Itself | Place::Flattened => {
                let Expr::Struct(inner) = value else {
                    return None;
                };
                for (name, value) in members_json(inner)?.as_object()?.iter() {
                    object.insert(name.clone(), value.clone());
                }
            }
            Place::Element(_) => {}
        }
    }
    Some(Value::Object(object))
}

fn variant_json(variant: VariantInfo, members: &[(FieldInfo, Expr)]) -> Option<Value> {
    let content = || match variant.style {
        Style::Unit => Some(Value::Null),
        _ => members_json(members),
    };
    let mut object = Object::new();
    match variant.tag {
        Tag::External if variant.style == Style::Unit => return Some(Value::from(variant.name)),
        Tag::External => {
            object.insert(variant.name, content()?);
        }
        Tag::Internal { tag } => {
            object.insert(tag, Value::from(variant.name));
            if variant.style != Style::Unit {
                let Value::Object(inner) = content()? else {
                    // A newtype around a struct that is only known when the expression runs.
                    return None;
                };
                for (name, value) in inner.iter() {
                    object.insert(name.clone(), value.clone());
                }
            }
        }
        Tag::Adjacent { tag, content: name } => {
            object.insert(tag, Value::from(variant.name));
            if variant.style != Style::Unit {
                object.insert(name, content()?);
            }
        }
    }
    Some(Value::Object(object))
}

pub fn members_text(members: &[(FieldInfo, Expr)]) -> String {
    if let [
        (
            FieldInfo {
                place: Place::Itself,
                ..
            },
            value,
        ),
    ] = members
    {
        return text(value, level::CONSTRUCTOR);
    }
    if members
        .iter()
        .any(|(field, _)| matches!(field.place, Place::Element(_)))
    {
        let items: Vec<String> = members
            .iter()
            .map(|(_, value)| element_text(value))
            .collect();
        return format!("[{}]", items.join(", "));
    }
    let own: Vec<String> = members
        .iter()
        .filter_map(|(field, value)| match field.place {
            Place::Member(name) => Some(format!("{}: {}", quoted(name), text(value, level::ANY))),
            Place::Itself | Place::Flattened | Place::Element(_) => None,
        })
        .collect();
    let own = format!("{{{}}}", own.join(", "));
    let flattened: Vec<String> = members
        .iter()
        .filter(|(field, _)| matches!(field.place, Place::Itself | Place::Flattened))
        .map(|(_, value)| text(value, level::ANY))
        .collect();
    if flattened.is_empty() {
        own
    } else {
        format!("$merge([{own}, {}])", flattened.join(", "))
    }
}

/// A struct or tuple with other values in some of its members.
fn with_text(base: &Expr, members: &[(FieldInfo, Expr)]) -> String {
    let mut whole = text(base, level::ATOM);
    let mut named = Vec::new();
    for (field, value) in members {
        match field.place {
            Place::Itself => return text(value, level::CONSTRUCTOR),
            Place::Element(index) => whole = with_element(&whole, index, value),
            Place::Member(_) | Place::Flattened => named.push((*field, value.clone())),
        }
    }
    if named.is_empty() {
        return whole;
    }
    match named
        .iter()
        .any(|(field, _)| matches!(field.place, Place::Member(_)))
    {
        true => format!("$merge([{whole}, {}])", members_text(&named)),
        // The value of a flattened member is the whole owner here.
        false => {
            let values: Vec<String> = named
                .iter()
                .map(|(_, value)| text(value, level::ANY))
                .collect();
            format!("$merge([{whole}, {}])", values.join(", "))
        }
    }
}

/// A tuple with another element: as in an array, one array alone has to be wrapped twice.
fn with_element(whole: &str, index: usize, value: &Expr) -> String {
    let value = text(value, level::ANY);
    format!(
        "($_x := {value}; $_a := {whole}; $count($_a) = 1 ? [$type($_x) = \"array\" ? [[$_x]] : $_x] \
         : [$map($_a, function($_e, $_n) {{ $_n = {index} ? $_x : $_e }})])"
    )
}

/// An element whose type nobody knows here: an array among them has to be wrapped, or JSONata flattens it. Twice, since
/// only a constructor that stands in a constructor itself is an element of it.
fn element_text(value: &Expr) -> String {
    let item = text(value, level::ANY);
    match value {
        Expr::Null | Expr::Bool(_) | Expr::Integer(_) | Expr::Float(_) | Expr::String(_) => item,
        _ if is_constructor(value) => item,
        _ => wrapped(&item),
    }
}

/// An element that may be an array.
fn wrapped(item: &str) -> String {
    format!("($_v := {item}; $type($_v) = \"array\" ? [[$_v]] : $_v)")
}

/// Whether the text is `[…]`, which JSONata does not flatten into the constructor around it.
fn is_constructor(value: &Expr) -> bool {
    match value {
        Expr::Array { .. } => true,
        Expr::Struct(members) => match &members[..] {
            [(field, value)] if field.place == Place::Itself => is_constructor(value),
            members => members
                .iter()
                .any(|(field, _)| matches!(field.place, Place::Element(_))),
        },
        Expr::Apply {
            operator,
            arguments,
        } => match operator.parts {
            [Part::Hole(0, _)] => arguments.first().is_some_and(is_constructor),
            parts => is_bracketed(parts),
        },
        _ => false,
    }
}

/// Whether the bracket that an operator begins with is closed at its end. What stands in its holes is balanced.
fn is_bracketed(parts: &[Part]) -> bool {
    let texts = parts.iter().map(|part| match part {
        Part::Text(text) => *text,
        Part::Hole(..) | Part::Parameter(..) | Part::Body(..) => "_",
    });
    let text: String = texts.collect();
    let mut depth = 0;
    let closed = text.char_indices().find(|(_, letter)| {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    text.starts_with('[') && closed.is_some_and(|(place, _)| place + 1 == text.len())
}

fn variant_text(variant: &VariantInfo, members: &[(FieldInfo, Expr)]) -> String {
    let name = quoted(variant.name);
    let content = match variant.style {
        Style::Unit => None,
        _ => Some(members_text(members)),
    };
    match (variant.tag, content) {
        (Tag::External, None) => name,
        (Tag::External, Some(content)) => format!("{{{name}: {content}}}"),
        (Tag::Internal { tag } | Tag::Adjacent { tag, .. }, None) => {
            format!("{{{}: {name}}}", quoted(tag))
        }
        (Tag::Internal { tag }, Some(content)) => {
            format!("$merge([{{{}: {name}}}, {content}])", quoted(tag))
        }
        (
            Tag::Adjacent {
                tag,
                content: inside,
            },
            Some(content),
        ) => {
            format!("{{{}: {name}, {}: {content}}}", quoted(tag), quoted(inside))
        }
    }
}
