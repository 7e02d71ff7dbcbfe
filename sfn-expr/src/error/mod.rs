//! What can be wrong with an expression or its evaluation: the reference's codes and texts.

mod texts;

use std::fmt;

use crate::value::Value;

/// An error of compiling or evaluating an expression.
///
/// The codes are those of the JSONata reference 2.0.6: `S0…` is syntax, `T…` a wrong type, `D…` a
/// wrong value, `U1001` an exhausted [limit](crate::Limits). AWS's own refusals carry AWS's codes.
///
/// ```
/// use sfn_expr::{Dialect, Expression};
///
/// let error = Expression::compile("[1, 2", Dialect::Jsonata).unwrap_err();
/// assert_eq!(error.code(), "S0203");
/// assert_eq!(error.message(), "Expected \"]\" before end of expression");
/// assert_eq!(error.position(), 5);
/// ```
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Clone)]
struct Details {
    code: &'static str,
    message: String,
    span: Option<Span>,
    /// What the reference reports, if that is not where the fault is.
    position: Option<u32>,
    token: Option<Value>,
    value: Option<Value>,
}

/// Which bytes of the source something stands at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Error {
    /// The code, such as `T2001`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The reference's text with the values filled in, without the code.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The byte of the source behind the token that the reference blames (which counts UTF-16
    /// units); 0 if it blames none. For a fault inside a function that is the call of the function.
    #[must_use]
    pub fn position(&self) -> usize {
        let end = self.0.span.map(|span| span.end);
        self.0.position.or(end).unwrap_or(0) as usize
    }

    /// The bytes of the source where the fault is, for a caret: the innermost place known.
    #[must_use]
    pub fn span(&self) -> Option<std::ops::Range<usize>> {
        self.0
            .span
            .map(|span| span.start as usize..span.end as usize)
    }

    /// The token or the function that is to blame.
    #[must_use]
    pub fn token(&self) -> Option<&Value> {
        self.0.token.as_ref()
    }

    /// The value that is to blame.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.0.value.as_ref()
    }

    pub(crate) fn new(code: &'static str) -> Error {
        Error(Box::new(Details {
            code,
            message: texts::template(code).to_owned(),
            span: None,
            position: None,
            token: None,
            value: None,
        }))
        .filled()
    }

    /// An error whose text is not the reference's.
    pub(crate) fn with_message(code: &'static str, message: impl Into<String>) -> Error {
        let message = message.into();
        Error(Box::new(Details {
            code,
            message,
            span: None,
            position: None,
            token: None,
            value: None,
        }))
    }

    /// States the place unless a place inside it is already known.
    pub(crate) fn at(mut self, span: Span) -> Error {
        self.0.span.get_or_insert(span);
        self
    }

    /// States the place that the reference reports, over any place inside it.
    pub(crate) fn reported_at(mut self, span: Span) -> Error {
        self.0.span.get_or_insert(span);
        self.0.position = Some(span.end);
        self
    }

    /// States the place of an error for which the reference reports none.
    pub(crate) fn unreported_at(mut self, span: Span) -> Error {
        if self.0.span.is_none() {
            self.0.span = Some(span);
            self.0.position.get_or_insert(0);
        }
        self
    }

    /// States the token unless one is already known.
    pub(crate) fn token_is(mut self, token: impl Into<Value>) -> Error {
        if self.0.token.is_none() {
            self.0.token = Some(token.into());
        }
        self.filled()
    }

    pub(crate) fn value_is(mut self, value: impl Into<Value>) -> Error {
        self.0.value = Some(value.into());
        self.filled()
    }

    /// Fills a placeholder other than token and value.
    pub(crate) fn fill(mut self, name: &str, value: impl Into<Value>) -> Error {
        self.0.message = replace(&self.0.message, name, &value.into());
        self
    }

    fn filled(mut self) -> Error {
        let Details {
            message,
            token,
            value,
            ..
        } = &mut *self.0;
        for (name, filling) in [("token", token), ("value", value)] {
            if let Some(filling) = filling {
                *message = replace(message, name, filling);
            }
        }
        self
    }
}

/// Texts longer than this are cut where they are quoted in a message.
const MAX_QUOTED: usize = 500;

fn replace(message: &str, name: &str, value: &Value) -> String {
    let quoted = format!("{{{{{name}}}}}");
    let raw = format!("{{{quoted}}}");
    if message.contains(&raw) {
        let text = value
            .as_str()
            .map_or_else(|| value.to_json(), str::to_owned);
        return message.replace(&raw, &text);
    }
    if !message.contains(&quoted) {
        return message.to_owned();
    }
    let mut text = value.to_json();
    if text.len() > MAX_QUOTED {
        let cut = (0..=MAX_QUOTED)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        text.truncate(cut);
        text.push('…');
    }
    message.replace(&quoted, &text)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("span", &self.0.span)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_as_json_and_names_are_not() {
        let error = Error::new("D3140")
            .fill("functionName", "decodeUrl")
            .value_is("%");
        assert_eq!(
            error.to_string(),
            "D3140: Malformed URL passed to $decodeUrl(): \"%\""
        );
    }
}
