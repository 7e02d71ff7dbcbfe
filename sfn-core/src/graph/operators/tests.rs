//! Each operator's text, evaluated on a table of operands, against what Rust's own operator gives.

use super::*;
use crate::graph::render::rendered;
use crate::graph::{Expr, Operator};
use crate::tape::Ty;
use sfn_expr::{Dialect, Expression, Value, World};
use std::time::Duration;

/// The operator on `$a` and `$b`; `None` where it raises.
fn evaluate(operator: Operator, a: &Value, b: &Value) -> Option<Value> {
    let text = rendered(&Expr::Apply {
        operator,
        arguments: ["a", "b"]
            .map(|name| Expr::Variable(name.to_owned()))
            .into(),
    });
    let expression = Expression::compile(&text, Dialect::Aws).expect("the text compiles");
    let slots: Vec<Option<Value>> = expression
        .variables()
        .iter()
        .map(|name| Some(if &**name == "a" { a.clone() } else { b.clone() }))
        .collect();
    match expression.evaluate(&slots, &World::new(Dialect::Aws)) {
        Ok(value) => Some(value.expect("an operator gives something")),
        Err(error) => {
            assert!(error.message().contains("sfn: "), "{text}: {error}");
            None
        }
    }
}

#[track_caller]
fn check<T>(name: &str, operator: Operator, a: T, b: T, expected: Option<Value>)
where
    T: Copy + std::fmt::Display,
    Value: From<T>,
{
    let found = evaluate(operator, &Value::from(a), &Value::from(b));
    assert_eq!(found, expected, "{a} {name} {b}");
}

macro_rules! integers {
    ($($test:ident $ty:ident [$($operand:expr),+];)*) => {$(
        #[test]
        fn $test() {
            const OPERANDS: &[$ty] = &[$($operand),+];
            const TYPE: Ty<$ty> = Ty::NEW;
            // Beyond ±(2^53 − 1) a 64-bit result raises too: see the design's section on numbers.
            let safe = |value: Option<$ty>| {
                value.filter(|value| (-9_007_199_254_740_991..=9_007_199_254_740_991).contains(&i128::from(*value)))
                    .map(Value::from)
            };
            for &a in OPERANDS {
                for &b in OPERANDS {
                    check("+", add(TYPE), a, b, safe(a.checked_add(b)));
                    check("-", sub(TYPE), a, b, safe(a.checked_sub(b)));
                    check("*", mul(TYPE), a, b, safe(a.checked_mul(b)));
                    check("/", div(TYPE), a, b, safe(a.checked_div(b)));
                    check("%", rem(TYPE), a, b, safe(a.checked_rem(b)));
                    check("==", eq(TYPE), a, b, Some(Value::from(a == b)));
                    check("!=", ne(TYPE), a, b, Some(Value::from(a != b)));
                    check("<", lt(TYPE), a, b, Some(Value::from(a < b)));
                    check("<=", le(TYPE), a, b, Some(Value::from(a <= b)));
                    check(">", gt(TYPE), a, b, Some(Value::from(a > b)));
                    check(">=", ge(TYPE), a, b, Some(Value::from(a >= b)));
                    if b > 0 {
                        check("/ literal", div_by(TYPE), a, b, safe(a.checked_div(b)));
                        check("% literal", rem_by(TYPE), a, b, safe(a.checked_rem(b)));
                    }
                }
                check("display", display(TYPE), a, a, Some(Value::from(a.to_string())));
            }
        }
    )*};
}

integers! {
    u8_is_rusts u8 [0, 1, 2, 7, 127, 128, 254, 255];
    u16_is_rusts u16 [0, 1, 2, 255, 256, 65534, 65535];
    u32_is_rusts u32 [0, 1, 3, 65535, 65536, 4294967294, 4294967295];
    u64_is_rusts u64 [0, 1, 3, 94906265, 94906266, 1000000000000000, 9007199254740990, 9007199254740991];
    i8_is_rusts i8 [-128, -127, -7, -2, -1, 0, 1, 2, 7, 126, 127];
    i16_is_rusts i16 [-32768, -32767, -181, -1, 0, 1, 182, 32767];
    i32_is_rusts i32 [-2147483648, -2147483647, -46341, -3, -1, 0, 1, 2, 46341, 2147483647];
    i64_is_rusts i64 [-9007199254740991, -94906266, -7, -2, -1, 0, 1, 2, 7, 94906265, 9007199254740990, 9007199254740991];
}

macro_rules! negations {
    ($($ty:ident)*) => {
        #[test]
        fn negation_is_rusts() {
            $(for a in [$ty::MIN, $ty::MIN + 1, -1, 0, 1, $ty::MAX] {
                check("neg", neg(Ty::<$ty>::NEW), a, a, a.checked_neg().map(Value::from));
            })*
        }
    };
}

negations!(i8 i16 i32);

#[test]
fn durations_are_rusts() {
    const TYPE: Ty<Duration> = Ty::NEW;
    let json =
        |duration: Duration| sfn_expr::to_value(&duration).expect("a duration has a JSON form");
    let durations = [
        Duration::ZERO,
        Duration::from_nanos(1),
        Duration::new(0, 999_999_999),
        Duration::from_secs(1),
        Duration::new(4_294_967_295, 123_456_789),
        Duration::new(2_097_151, 999_999_999),
        Duration::new(9_007_199_254_740_991, 0),
    ];
    let check = |what: &str, operator, a: &Value, b: &Value, expected: Option<Value>| {
        assert_eq!(evaluate(operator, a, b), expected, "{a:?} {what} {b:?}");
    };
    let safe = |result: Option<Duration>| {
        result
            .filter(|duration| duration.as_secs() <= 9_007_199_254_740_991)
            .map(json)
    };
    for a in durations {
        for b in durations {
            let check =
                |what, operator, expected| check(what, operator, &json(a), &json(b), expected);
            check("+", add(TYPE), safe(a.checked_add(b)));
            check("-", sub(TYPE), safe(a.checked_sub(b)));
            check(
                "saturating_sub",
                saturating_sub(TYPE),
                Some(json(a.saturating_sub(b))),
            );
            check("==", eq(TYPE), Some(Value::from(a == b)));
            check("<", lt(TYPE), Some(Value::from(a < b)));
            check("<=", le(TYPE), Some(Value::from(a <= b)));
            check(">", gt(TYPE), Some(Value::from(a > b)));
            check(">=", ge(TYPE), Some(Value::from(a >= b)));
        }
        for n in [0_u32, 1, 2, 3, 7, 1_000_000_007, u32::MAX] {
            check(
                "*",
                mul(TYPE),
                &json(a),
                &Value::from(n),
                safe(a.checked_mul(n)),
            );
            check(
                "/",
                div(TYPE),
                &json(a),
                &Value::from(n),
                safe(a.checked_div(n)),
            );
        }
        let check =
            |what, operator, expected| check(what, operator, &json(a), &json(a), Some(expected));
        check("as_secs", as_secs(TYPE), Value::from(a.as_secs()));
        check(
            "as_secs_f64",
            as_secs_f64(TYPE),
            Value::from(a.as_secs_f64()),
        );
        check(
            "subsec_millis",
            subsec_millis(TYPE),
            Value::from(a.subsec_millis()),
        );
        check("is_zero", is_zero(TYPE), Value::from(a.is_zero()));
    }
}

#[test]
fn floats_are_rusts() {
    const OPERANDS: &[f64] = &[-5.5, -0.1, 0.0, 0.1, 0.2, 1.0, 3.0, 1e15, 1e-7];
    const TYPE: Ty<f64> = Ty::NEW;
    for &a in OPERANDS {
        for &b in OPERANDS {
            check("+", add(TYPE), a, b, Some(Value::from(a + b)));
            check("-", sub(TYPE), a, b, Some(Value::from(a - b)));
            check("*", mul(TYPE), a, b, Some(Value::from(a * b)));
            if b != 0.0 {
                check("/", div(TYPE), a, b, Some(Value::from(a / b)));
                check("%", rem(TYPE), a, b, Some(Value::from(a % b)));
            }
            check("<", lt(TYPE), a, b, Some(Value::from(a < b)));
            check("==", eq(TYPE), a, b, Some(Value::from(a == b)));
        }
        check("neg", neg(TYPE), a, a, Some(Value::from(-a)));
    }
}

#[test]
fn logic_is_rusts() {
    for a in [false, true] {
        for b in [false, true] {
            check("&&", AND, a, b, Some(Value::from(a && b)));
            check("||", OR, a, b, Some(Value::from(a || b)));
            check("==", eq(Ty::<bool>::NEW), a, b, Some(Value::from(a == b)));
        }
        check("!", NOT, a, a, Some(Value::from(!a)));
        check(
            "display",
            display(Ty::<bool>::NEW),
            a,
            a,
            Some(Value::from(a.to_string())),
        );
    }
}

#[test]
fn text_is_rusts() {
    const OPERANDS: &[&str] = &["", "a", "ß", "\"\\", "{% x %}", "null", "😀"];
    for &a in OPERANDS {
        for &b in OPERANDS {
            check(
                "+",
                add(Ty::<String>::NEW),
                a,
                b,
                Some(Value::from(format!("{a}{b}"))),
            );
            check("==", eq(Ty::<String>::NEW), a, b, Some(Value::from(a == b)));
        }
        check(
            "is_empty",
            is_empty(Ty::<str>::NEW),
            a,
            a,
            Some(Value::from(a.is_empty())),
        );
        check(
            "display",
            display(Ty::<str>::NEW),
            a,
            a,
            Some(Value::from(a)),
        );
    }
}

#[test]
fn vectors_are_rusts() {
    let vectors = [
        "[]",
        "[7]",
        "[null]",
        "[[]]",
        "[[1]]",
        "[[1],[2,3]]",
        "[1,2,3]",
    ];
    for text in vectors {
        let json: Vec<serde_json::Value> = serde_json::from_str(text).expect("JSON");
        let value = Value::from_json(text).expect("JSON");
        let ask = |operator| evaluate(operator, &value, &Value::from(0));
        assert_eq!(
            ask(len(Ty::<Vec<u64>>::NEW)),
            Some(Value::from(json.len())),
            "{text}"
        );
        assert_eq!(
            ask(is_empty(Ty::<Vec<u64>>::NEW)),
            Some(Value::from(json.is_empty())),
            "{text}"
        );
        for at in 0..4_usize {
            let expected = json
                .get(at)
                .map(|element| Value::from_json(element.to_string()).expect("JSON"));
            let found = evaluate(index(Ty::<Vec<u64>>::NEW), &value, &Value::from(at));
            assert_eq!(found, expected, "{text}[{at}]");
        }
    }
}

#[test]
fn options_are_null_or_not() {
    for (value, is_some) in [
        (Value::Null, false),
        (Value::from(0), true),
        (Value::from(false), true),
    ] {
        assert_eq!(
            evaluate(PRESENT, &value, &value),
            Some(Value::from(is_some))
        );
        assert_eq!(
            evaluate(ABSENT, &value, &value),
            Some(Value::from(!is_some))
        );
    }
}
