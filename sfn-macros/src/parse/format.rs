//! `format!` with plain arguments: `{}`, `{name}` and `{0}`.

use super::expression::{expr, refuse};
use super::scope::Scope;
use crate::model::{ExprKind, FormatPart};
use crate::refusal;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;

/// Expressions between commas.
pub fn separated(input: ParseStream<'_>) -> syn::Result<Vec<syn::Expr>> {
    Ok(
        Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated(input)?
            .into_iter()
            .collect(),
    )
}

/// `format!(…)`
pub fn format(call: &syn::Macro, scope: &mut Scope) -> ExprKind {
    let Ok(arguments) = call.parse_body_with(separated) else {
        return refuse(&refusal::FORMAT, call);
    };
    let Some((first, values)) = arguments.split_first() else {
        return refuse(&refusal::FORMAT, call);
    };
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(template),
        ..
    }) = first
    else {
        return refuse(&refusal::FORMAT, first);
    };
    let Some(pieces) = pieces(&template.value()) else {
        return refuse(&refusal::FORMAT, template);
    };
    let mut next = 0;
    let mut parts = Vec::new();
    for piece in pieces {
        let value = match piece {
            Piece::Text(text) => {
                parts.push(FormatPart::Text(text));
                continue;
            }
            Piece::Next => {
                next += 1;
                values.get(next - 1).cloned()
            }
            Piece::Index(index) => values.get(index).cloned(),
            Piece::Name(name) => {
                let given = values.iter().find_map(|value| match value {
                    syn::Expr::Assign(assign) if matches!(&*assign.left, syn::Expr::Path(path) if path.path.is_ident(&name)) => {
                        Some((*assign.right).clone())
                    }
                    _ => None,
                });
                given.or_else(|| {
                    let name = syn::parse_str::<syn::Ident>(&name).ok()?;
                    let name = syn::Ident::new(&name.to_string(), template.span());
                    Some(syn::parse_quote!(#name))
                })
            }
        };
        match value {
            Some(value) => parts.push(FormatPart::Value(expr(&value, scope))),
            // There are fewer arguments than `{}`, as `rustc` says.
            None => return ExprKind::LeftToRustc,
        }
    }
    ExprKind::Format(parts)
}

#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    Next,
    Index(usize),
    Name(String),
}

/// The template's pieces; `None` where it asks for a width, a precision, `{:?}` or is malformed.
fn pieces(template: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut letters = template.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' if letters.peek() == Some(&'{') => {
                letters.next();
                text.push('{');
            }
            '}' if letters.peek() == Some(&'}') => {
                letters.next();
                text.push('}');
            }
            '{' => {
                let mut argument = String::new();
                loop {
                    match letters.next()? {
                        '}' => break,
                        letter => argument.push(letter),
                    }
                }
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                let argument = argument.trim();
                pieces.push(match argument.parse::<usize>() {
                    Ok(index) => Piece::Index(index),
                    Err(_) if argument.is_empty() => Piece::Next,
                    Err(_) if argument.contains(':') => return None,
                    Err(_) => Piece::Name(argument.to_owned()),
                });
            }
            '}' => return None,
            other => text.push(other),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn braces_and_names_are_told_apart() {
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(
            pieces("{{{} of {name}: {0}}}").unwrap_or_default(),
            vec![
                text("{"),
                Piece::Next,
                text(" of "),
                Piece::Name("name".to_owned()),
                text(": "),
                Piece::Index(0),
                text("}")
            ],
        );
    }

    #[test]
    fn widths_and_debug_are_not_plain() {
        assert_eq!(pieces("{:?}"), None);
        assert_eq!(pieces("{x:>8}"), None);
        assert_eq!(pieces("{"), None);
    }
}
