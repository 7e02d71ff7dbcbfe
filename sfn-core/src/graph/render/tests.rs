//! Expressions to text: where parentheses stand, how members are reached, what keeps arrays from being flattened.

use super::expression::json;
use super::rendered;
use crate::graph::Expr;
use crate::graph::operators::{self, AND, ELEMENT, OR};
use crate::shape::{FieldInfo, IsArray, Place, Style, Tag, VariantInfo};
use crate::tape::Ty;
use sfn_expr::Value;

const A: Expr = Expr::Variable("a");
const B: Expr = Expr::Variable("b");

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
    const EITHER: Expr = Expr::Apply {
        operator: OR,
        arguments: &[A, B],
    };
    text(
        Expr::Apply {
            operator: AND,
            arguments: &[EITHER, EITHER],
        },
        "($a or $b) and ($a or $b)",
    );
    const DIFFERENCE: Expr = Expr::Apply {
        operator: operators::sub(Ty::<f64>::NEW),
        arguments: &[A, B],
    };
    text(
        Expr::Apply {
            operator: operators::sub(Ty::<f64>::NEW),
            arguments: &[DIFFERENCE, DIFFERENCE],
        },
        "$a - $b - ($a - $b)",
    );
}

#[test]
fn a_path_does_not_begin_with_an_array() {
    const PAIR: Expr = Expr::Array {
        items: &[A, B],
        nested: &[IsArray::Never, IsArray::Never],
    };
    const FIRST: Expr = Expr::Member {
        base: &PAIR,
        field: at(Place::Element(0)),
    };
    text(PAIR, "[$a, $b]");
    text(
        Expr::Member {
            base: &FIRST,
            field: at(Place::Member("name")),
        },
        "([$a, $b])[0].name",
    );
}

#[test]
fn an_index_on_a_computed_index_is_one_on_its_element() {
    const ROW: Expr = Expr::Apply {
        operator: ELEMENT,
        arguments: &[A, B],
    };
    text(
        Expr::Apply {
            operator: ELEMENT,
            arguments: &[ROW, B],
        },
        "($a[$b])[$b]",
    );
    text(
        Expr::Member {
            base: &ROW,
            field: at(Place::Element(0)),
        },
        "($a[$b])[0]",
    );
    text(
        Expr::Member {
            base: &ROW,
            field: at(Place::Member("id")),
        },
        "$a[$b].id",
    );
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
        text(
            Expr::Member {
                base: &A,
                field: at(Place::Member(name)),
            },
            expected,
        );
    }
}

#[test]
fn a_missing_member_is_what_serde_makes_of_it() {
    let field = FieldInfo {
        place: Place::Member("tags"),
        absent: Some("[]"),
    };
    text(
        Expr::Member { base: &A, field },
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
        text(Expr::IsVariant { base: &A, variant }, expected);
    }
}

#[test]
fn arrays_in_arrays_are_wrapped_once() {
    const INNER: Expr = Expr::Array {
        items: &[A],
        nested: &[IsArray::Never],
    };
    text(
        Expr::Array {
            items: &[A, B],
            nested: &[IsArray::Always, IsArray::Never],
        },
        "[[$a], $b]",
    );
    text(
        Expr::Array {
            items: &[INNER],
            nested: &[IsArray::Always],
        },
        "[[$a]]",
    );
}

#[test]
fn json_positions_keep_json() {
    const MEMBERS: &[(FieldInfo, Expr)] = &[
        (at(Place::Member("id")), A),
        (
            at(Place::Member("list")),
            Expr::Array {
                items: &[Expr::Integer(1), B],
                nested: &[IsArray::Never, IsArray::Never],
            },
        ),
        (at(Place::Member("none")), Expr::Null),
    ];
    in_json(
        Expr::Struct(MEMBERS),
        r#"{"id": "{% $a %}", "list": [1, "{% $b %}"], "none": null}"#,
    );
}

#[test]
fn text_that_begins_like_an_expression_is_one() {
    in_json(Expr::String("plain %}"), r#""plain %}""#);
    in_json(Expr::String("{% x %}"), r#""{% \"{% x %}\" %}""#);
    in_json(Expr::String("{%"), r#""{% \"{%\" %}""#);
}
