//! Expressions to text: where parentheses stand, how members are reached, what keeps arrays from being flattened.

use super::expression::json;
use super::rendered;
use crate::graph::operators::{self, AND, ELEMENT, OR};
use crate::graph::{Expr, Operator};
use crate::shape::{FieldInfo, IsArray, Place, Style, Tag, VariantInfo};
use crate::tape::Ty;
use sfn_expr::Value;

fn a() -> Expr {
    Expr::Variable("a".to_owned())
}

fn b() -> Expr {
    Expr::Variable("b".to_owned())
}

fn apply(operator: Operator, arguments: [Expr; 2]) -> Expr {
    Expr::Apply {
        operator,
        arguments: arguments.into(),
    }
}

fn member(base: Expr, field: FieldInfo) -> Expr {
    Expr::Member {
        base: Box::new(base),
        field,
    }
}

fn array<const N: usize>(items: [(Expr, IsArray); N]) -> Expr {
    let (items, nested) = items.into_iter().unzip();
    Expr::Array { items, nested }
}

const fn at(place: Place) -> FieldInfo {
    FieldInfo {
        place,
        absent: None,
    }
}

#[track_caller]
fn text(expr: Expr, expected: &str) {
    assert_eq!(rendered(&expr), expected);
}

#[track_caller]
fn in_json(expr: Expr, expected: &str) {
    assert_eq!(json(&expr), Value::from_json(expected).expect("JSON"));
}

#[test]
fn weaker_operands_stand_in_parentheses() {
    let either = apply(OR, [a(), b()]);
    text(
        apply(AND, [either.clone(), either]),
        "($a or $b) and ($a or $b)",
    );
    let minus = operators::sub(Ty::<f64>::NEW);
    let difference = apply(minus, [a(), b()]);
    text(
        apply(minus, [difference.clone(), difference]),
        "$a - $b - ($a - $b)",
    );
}

#[test]
fn a_path_does_not_begin_with_an_array() {
    let pair = array([(a(), IsArray::Never), (b(), IsArray::Never)]);
    text(pair.clone(), "[$a, $b]");
    text(
        member(
            member(pair, at(Place::Element(0))),
            at(Place::Member("name")),
        ),
        "([$a, $b])[0].name",
    );
}

#[test]
fn an_index_on_a_computed_index_is_one_on_its_element() {
    let row = || apply(ELEMENT, [a(), b()]);
    text(apply(ELEMENT, [row(), b()]), "($a[$b])[$b]");
    text(member(row(), at(Place::Element(0))), "($a[$b])[0]");
    text(member(row(), at(Place::Member("id"))), "$a[$b].id");
}

#[test]
fn names_that_jsonata_would_read_otherwise_are_quoted() {
    for (name, expected) in [
        ("id", "$a.id"),
        ("customer-id", "$a.`customer-id`"),
        ("in", "$a.`in`"),
        ("größe", "$a.`größe`"),
        ("1st", "$a.`1st`"),
        ("", "$a.``"),
        ("a`b", "$lookup($a, \"a`b\")"),
    ] {
        text(member(a(), at(Place::Member(name))), expected);
    }
}

#[test]
fn a_missing_member_is_what_serde_makes_of_it() {
    let field = FieldInfo {
        place: Place::Member("tags"),
        absent: Some("[]"),
    };
    text(
        member(a(), field),
        "($_v := $a.tags; $exists($_v) ? $_v : [])",
    );
}

#[test]
fn a_variant_is_told_by_its_tag() {
    for (tag, style, expected) in [
        (Tag::External, Style::Unit, "$a = \"Paid\""),
        (Tag::External, Style::Newtype, "$exists($a.Paid)"),
        (
            Tag::Internal { tag: "type" },
            Style::Struct,
            "$a.type = \"Paid\"",
        ),
        (
            Tag::Adjacent {
                tag: "t",
                content: "c",
            },
            Style::Tuple,
            "$a.t = \"Paid\"",
        ),
    ] {
        let variant = VariantInfo {
            name: "Paid",
            tag,
            style,
        };
        let base = Box::new(a());
        text(Expr::IsVariant { base, variant }, expected);
    }
}

#[test]
fn arrays_in_arrays_are_wrapped_once() {
    text(
        array([(a(), IsArray::Always), (b(), IsArray::Never)]),
        "[[$a], $b]",
    );
    let inner = array([(a(), IsArray::Never)]);
    text(array([(inner, IsArray::Always)]), "[[$a]]");
    // What an operator writes in brackets is one as well.
    let filtered = Expr::Apply {
        operator: crate::graph::operators::filter_items(crate::tape::Ty::<u64>::NEW),
        arguments: vec![a(), b()],
    };
    text(array([(filtered, IsArray::Always)]), "[[$filter($a, $b)]]");
}

#[test]
fn json_positions_keep_json() {
    let list = array([(Expr::Integer(1), IsArray::Never), (b(), IsArray::Never)]);
    in_json(
        Expr::Struct(vec![
            (at(Place::Member("id")), a()),
            (at(Place::Member("list")), list),
            (at(Place::Member("none")), Expr::Null),
        ]),
        r#"{"id": "{% $a %}", "list": [1, "{% $b %}"], "none": null}"#,
    );
}

#[test]
fn text_that_begins_like_an_expression_is_one() {
    for (written, expected) in [
        ("plain %}", r#""plain %}""#),
        ("{% x %}", r#""{% \"{% x %}\" %}""#),
        ("{%", r#""{% \"{%\" %}""#),
    ] {
        in_json(Expr::String(written.to_owned()), expected);
    }
}
