//! Outlines by hand: what each kind of node is read as.

use super::Reader;
use crate::graph::operators::AND;
use crate::graph::{Expr, Literal, Next, Piece, StateKind, WaitUntil};
use crate::shape::{Digits, FieldInfo, IsArray, Place, Style, Tag, VariantInfo};
use sfn_expr::Value;

const FIELD: FieldInfo = FieldInfo {
    place: Place::Member("id"),
    absent: None,
};

const VARIANT: VariantInfo = VariantInfo {
    name: "Paid",
    tag: Tag::External,
    style: Style::Newtype,
};

static PIECES: [Piece; 6] = [
    Piece::Field(FIELD),
    Piece::Operator(AND),
    Piece::Variant(VARIANT),
    Piece::Literal(Literal::String("constant")),
    Piece::IsArray(IsArray::Always),
    Piece::Digits(Digits::Few),
];

fn read(json: &str) -> Option<Expr> {
    let reader = Reader { pieces: &PIECES };
    reader.expression(&Value::from_json(json).expect("the test's own JSON"))
}

fn variable(name: &str) -> Expr {
    Expr::Variable(name.to_owned())
}

#[test]
fn an_expression_is_a_literal_or_says_what_it_is() {
    let base = || Box::new(variable("a"));
    for (json, expected) in [
        ("null", Expr::Null),
        ("true", Expr::Bool(true)),
        ("-7", Expr::Integer(-7)),
        ("5.0", Expr::Float(5.0)),
        (r#""{% x %}""#, Expr::String("{% x %}".to_owned())),
        (r#"["$", "a"]"#, variable("a")),
        (
            r#"["path", "$states.input"]"#,
            Expr::Path("$states.input".to_owned()),
        ),
        (r#"["literal", 3]"#, Expr::String("constant".to_owned())),
        (
            r#"["member", ["$", "a"], 0]"#,
            Expr::Member {
                base: base(),
                field: FIELD,
            },
        ),
        (
            r#"["is", ["$", "a"], 2]"#,
            Expr::IsVariant {
                base: base(),
                variant: VARIANT,
            },
        ),
        (
            r#"["within", ["$", "a"], 2, 0]"#,
            Expr::VariantMember {
                base: base(),
                variant: VARIANT,
                field: FIELD,
            },
        ),
        (
            r#"["apply", 1, ["$", "a"], false]"#,
            Expr::Apply {
                operator: AND,
                arguments: vec![variable("a"), Expr::Bool(false)],
            },
        ),
        (
            r#"["struct", [[0, 1]]]"#,
            Expr::Struct(vec![(FIELD, Expr::Integer(1))]),
        ),
        (r#"["struct", []]"#, Expr::Struct(Vec::new())),
        (
            r#"["variant", 2, [0, 1]]"#,
            Expr::Variant {
                variant: VARIANT,
                members: vec![(FIELD, Expr::Integer(1))],
            },
        ),
        (
            r#"["array", [[1], [["$", "a"], 4]]]"#,
            Expr::Array {
                items: vec![Expr::Integer(1), variable("a")],
                nested: vec![IsArray::Never, IsArray::Always],
            },
        ),
        (
            r#"["lambda", ["x"], ["$", "x"]]"#,
            Expr::Lambda {
                parameters: vec!["x".to_owned()],
                body: Box::new(variable("x")),
            },
        ),
    ] {
        assert_eq!(read(json), Some(expected), "{json}");
    }
}

#[test]
fn what_does_not_fit_is_nothing() {
    for json in [
        "{}",
        "[]",
        r#"["no such thing", 1]"#,
        r#"["member", ["$", "a"]]"#,
        // A piece of another kind, and none.
        r#"["member", ["$", "a"], 1]"#,
        r#"["member", ["$", "a"], 99]"#,
    ] {
        assert_eq!(read(json), None, "{json}");
    }
}

#[test]
fn a_branch_has_states_and_a_state_has_edges() {
    let reader = Reader { pieces: &PIECES };
    let outline = r#"{"StartAt": "wait", "States": [{"name": "wait", "place": "main.rs:1", "Wait": {
        "seconds": 5, "edge": {"assign": [["a", 1], ["b", ["$", "a"]]], "next": "end"}}},
        {"name": "end", "place": "", "Pass": {"end": null}}]}"#;
    let branch = reader
        .branch(&Value::from_json(outline).expect("the test's own JSON"))
        .expect("a branch");
    assert_eq!(branch.start_at, "wait");
    let [wait, end] = &branch.states[..] else {
        panic!("two states, not {:?}", branch.states)
    };
    assert_eq!(
        (wait.name.as_str(), wait.place.as_str()),
        ("wait", "main.rs:1")
    );
    let StateKind::Wait(wait) = &wait.kind else {
        panic!("a Wait, not {wait:?}")
    };
    assert_eq!(wait.until, WaitUntil::Seconds(Expr::Integer(5)));
    assert_eq!(wait.edge.assign[1], ("b".to_owned(), variable("a")));
    assert_eq!(wait.edge.next, Next::State("end".to_owned()));
    let StateKind::Pass(pass) = &end.kind else {
        panic!("a Pass, not {end:?}")
    };
    assert_eq!(pass.edge.next, Next::End(Expr::Null));
}
