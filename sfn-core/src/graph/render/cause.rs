//! The `Cause` of an error that is raised here: its payload as JSON text, made by an expression.
//!
//! `$string` prints numbers with fifteen digits (jsonata 2.0.6). Where a member may need more, by its type, the text is put
//! together from its parts: integers by `$formatBase`, floats with as many digits as read back as the same number.

use super::super::{Expr, level};
use super::expression::{members_text, quoted, text};
use crate::errors::ErrorInfo;
use crate::shape::{Digits, FieldInfo, Place, Style};

/// A number as text. A float that no fixed number of digits gives exactly raises, which is better than another number.
const NUMBER: &str = "($_t := $floor($_v) = $_v ? $formatBase($_v, 10) : $string($_v); $number($_t) = $_v ? $_t : \
    ($_t := $formatNumber($_v, \"0.0#########################\"); $number($_t) = $_v ? $_t : \
    $error(\"sfn: a float of an error's payload needs too many digits\")))";

/// `$string` of a text is the text itself, without quotes: take it out of an object.
const SCALAR: &str = "($_q := $string({\"v\": $_v}); $substring($_q, 5, $length($_q) - 6))";

/// The JSON text of a payload, as an expression; a variant without members has none.
pub fn cause(variant: &ErrorInfo, members: &[(FieldInfo, Expr, Digits)]) -> Option<String> {
    let are_few = members.iter().all(|(_, _, digits)| *digits == Digits::Few);
    match (variant.style, members) {
        (Style::Unit, _) => None,
        (Style::Newtype, [(_, value, digits)]) => {
            Some(json_text(&text(value, level::ANY), *digits))
        }
        _ if are_few => Some(format!("$string({})", together(members))),
        _ => {
            Some(by_members(members).unwrap_or_else(|| json_text(&together(members), Digits::Many)))
        }
    }
}

/// The members as one value.
fn together(members: &[(FieldInfo, Expr, Digits)]) -> String {
    let members: Vec<(FieldInfo, Expr)> = members
        .iter()
        .map(|(field, value, _)| (*field, value.clone()))
        .collect();
    members_text(&members)
}

/// The text of an object or array, member by member; `None` where a member is not one of its own.
fn by_members(members: &[(FieldInfo, Expr, Digits)]) -> Option<String> {
    let mut parts = Vec::new();
    let mut is_array = false;
    for (index, (field, value, digits)) in members.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let head = match field.place {
            Place::Member(name) => {
                format!(
                    "{}{comma}{}:",
                    if index == 0 { "{" } else { "" },
                    quoted(name)
                )
            }
            Place::Element(_) => {
                is_array = true;
                format!("{}{comma}", if index == 0 { "[" } else { "" })
            }
            Place::Itself | Place::Flattened => return None,
        };
        let value = json_text(&text(value, level::ANY), *digits);
        parts.push(format!("{} & {value}", quoted(&head)));
    }
    let tail = quoted(if is_array { "]" } else { "}" });
    Some(format!("{} & {tail}", parts.join(" & ")))
}

/// The JSON text of a value.
fn json_text(value: &str, digits: Digits) -> String {
    match digits {
        Digits::Few => format!("($_v := {value}; {SCALAR})"),
        Digits::Integer => format!("$formatBase({value}, 10)"),
        Digits::Many => format!(
            "($_j := function($_v) {{ $type($_v) = \"number\" ? {NUMBER} : $type($_v) = \"array\" ? \
             \"[\" & $join([$map($_v, function($_e) {{ $_j($_e) }})], \",\") & \"]\" : $type($_v) = \"object\" ? \
             \"{{\" & $join([$each($_v, function($_e, $_k) {{ $_j($_k) & \":\" & $_j($_e) }})], \",\") & \"}}\" : \
             {SCALAR} }}; $_j({value}))"
        ),
    }
}
