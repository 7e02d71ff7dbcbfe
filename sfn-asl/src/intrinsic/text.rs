//! `States.Format` and `States.StringSplit`.

use sfn_expr::Value;

use super::{Fault, java, text_of};

/// A text with the arguments in the places of `{}`.
///
/// In a template that is written in the call, `\{` and `\}` are braces; a template that comes from data is taken as it is,
/// but for its places.
pub(super) fn format(
    template: &Value,
    is_written: bool,
    arguments: &[Value],
) -> Result<Value, Fault> {
    let template = text_of(template, 1)?;
    let mut text = String::with_capacity(template.len());
    let mut rest = arguments.iter();
    let mut places = 0;
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            // The reader of the call has seen to it that something stands behind it.
            '\\' if is_written => text.extend(characters.next()),
            '{' if characters.next_if_eq(&'}').is_some() => {
                places += 1;
                if let Some(argument) = rest.next() {
                    java::write_value(&mut text, argument);
                }
            }
            _ => text.push(character),
        }
    }
    if places != arguments.len() {
        return Err(Fault::Other(format!(
            "The template has {places} places for {} arguments",
            arguments.len()
        )));
    }
    Ok(text.into())
}

/// The pieces between any of the separators' characters; empty pieces are left out (recorded).
pub(super) fn split(text: &Value, separators: &Value) -> Result<Value, Fault> {
    let (text, separators) = (text_of(text, 1)?, text_of(separators, 2)?);
    let pieces = text.split(|character| separators.contains(character));
    Ok(pieces.filter(|piece| !piece.is_empty()).collect())
}
