//! A syntax tree to source text that parses to the same tree.
//!
//! Parentheses are nodes of their own, so nothing about precedence has to be decided here.

use std::fmt::{self, Display, Formatter};

use super::ast::{Ast, Kind, Link, LinkKind, Term};
use super::token::Tokens;

impl Display for Ast {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Name(name) => write_name(f, name)?,
            Kind::Variable(name) => write!(f, "${name}")?,
            Kind::Literal(value) => write!(f, "{value}")?,
            Kind::Regex { pattern, flags } => write!(f, "/{pattern}/{flags}")?,
            Kind::Wildcard => f.write_str("*")?,
            Kind::Descendants => f.write_str("**")?,
            Kind::Parent => f.write_str("%")?,
            Kind::Negate(inner) => write!(f, "-{inner}")?,
            Kind::Array(items) => write!(f, "[{}]", List(items, ", "))?,
            Kind::Range(from, to) => write!(f, "{from} .. {to}")?,
            Kind::Object(pairs) => write!(f, "{}", Pairs(pairs))?,
            Kind::Block(expressions) => write!(f, "({})", List(expressions, "; "))?,
            Kind::Lambda(lambda) => {
                f.write_str("function(")?;
                for (at, parameter) in lambda.parameters.iter().enumerate() {
                    write!(f, "{}${parameter}", if at == 0 { "" } else { ", " })?;
                }
                let signature = lambda.signature.as_deref().unwrap_or_default();
                write!(f, "){signature}{{ {} }}", lambda.body)?;
            }
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                write!(f, "{condition} ? {then}")?;
                if let Some(otherwise) = otherwise {
                    write!(f, " : {otherwise}")?;
                }
            }
            Kind::Transform {
                pattern,
                update,
                delete,
            } => {
                write!(f, "| {pattern} | {update}")?;
                if let Some(delete) = delete {
                    write!(f, ", {delete}")?;
                }
                f.write_str(" |")?;
            }
            Kind::Bind { name, value } => write!(f, "${name} := {value}")?,
            Kind::Word(symbol) => f.write_str(symbol.text())?,
            Kind::Placeholder => f.write_str("?")?,
            Kind::Missing => {}
            Kind::Chain { first, links, .. } => {
                write!(f, "{first}")?;
                for link in links {
                    write!(f, "{link}")?;
                }
            }
        }
        write_keep_array(f, self.keep_array)
    }
}

impl Display for Link {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            LinkKind::Operator(symbol, right) => write!(f, " {} {right}", symbol.text())?,
            LinkKind::Step(step) => write!(f, ".{step}")?,
            LinkKind::Filter(predicate) => write!(f, "[{predicate}]")?,
            LinkKind::Sort(terms) => write!(f, "^({})", List(terms, ", "))?,
            LinkKind::Group(pairs) => write!(f, "{}", Pairs(pairs))?,
            LinkKind::Focus(name) => write!(f, "@${name}")?,
            LinkKind::Index(name) => write!(f, "#${name}")?,
            LinkKind::Call(arguments) => write!(f, "({})", List(arguments, ", "))?,
            LinkKind::Apply(function) => write!(f, " ~> {function}")?,
        }
        write_keep_array(f, self.keep_array)
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { ">" } else { "<" }, self.by)
    }
}

/// Items with something between them.
struct List<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(self.1)?;
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

struct Pairs<'a>(&'a [(Ast, Ast)]);

impl Display for Pairs<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (at, (key, value)) in self.0.iter().enumerate() {
            write!(f, "{}{key}: {value}", if at == 0 { "" } else { ", " })?;
        }
        f.write_str("}")
    }
}

fn write_keep_array(f: &mut Formatter<'_>, keep_array: bool) -> fmt::Result {
    if keep_array {
        f.write_str("[]")
    } else {
        Ok(())
    }
}

fn write_name(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    if Tokens::reads_as_name(name) {
        f.write_str(name)
    } else {
        write!(f, "`{name}`")
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    /// Printing must be the inverse of parsing: what is printed prints as itself.
    #[track_caller]
    fn check(source: &str, printed: &str) {
        let first = parse(source).unwrap().to_string();
        assert_eq!(first, printed);
        assert_eq!(parse(&first).unwrap().to_string(), printed);
    }

    #[test]
    fn operators_keep_their_distance() {
        check("a/ *", "a / *");
        check("1*-2 - -3", "1 * -2 - -3");
        check("a.b[0][]^(>c,d){e:f}", "a.b[][0]^(>c, <d){e: f}");
        check("[1..5,'x']", r#"[1 .. 5, "x"]"#);
    }

    #[test]
    fn names_are_quoted_where_they_must_be() {
        check("`a b`.`and`.c.and.`1`", "`a b`.`and`.c.and.`1`");
        check("$$.a[$=1]", "$$.a[$ = 1]");
    }

    #[test]
    fn functions_and_transforms_survive() {
        check(
            "λ($x,$y)<n-n:n>{$x?$y:1}(1,?)~>$f",
            "function($x, $y)<n-n:n>{ $x ? $y : 1 }(1, ?) ~> $f",
        );
        check("|a|{'b':1},['c']|", r#"| a | {"b": 1}, ["c"] |"#);
        check("($a:=1;a@$b#$i;%.**)", "($a := 1; a@$b#$i; %.**)");
        check("/a\\/b/i", "/a\\/b/i");
    }
}
