//! Times the seven expressions in sfn, in the best other crate and written by hand, and prints a line of JSON for each:
//! `{"what", "side", "ns"}`. `measure.py` runs it next to the reference and prints the ratios.
//!
//! A figure is the least of many short runs, for on a shared machine everything else measures the neighbours.

use std::hint::black_box;
use std::time::{Duration, Instant};

use jsonata_core::evaluator::{Context, Evaluator};
use jsonata_core::value::JValue;
use serde_json::{Value as Serde, json};
use sfn_expr::{Dialect, Expression, Object, Value, World};

/// How long a run takes at least, and how many there are.
const RUN: Duration = Duration::from_millis(2);
const RUNS: u32 = 150;

fn main() {
    let states = states();
    let json = states.to_string();
    if std::env::args().any(|argument| argument == "--document") {
        return println!("{json}");
    }
    let expressions: Serde =
        serde_json::from_str(include_str!("expressions.json")).expect("it is JSON");
    let expressions = expressions.as_object().expect("it is an object");
    for (what, source) in expressions {
        let source = source.as_str().expect("an expression is a text");
        ours(what, source, &json);
        best_crate(what, source, &json);
    }
    by_hand_on_serde(&states);
    by_hand_on_ours(&Value::from_json(&json).expect("it is JSON"));
}

/// What a state sees: 25 KB, 20 items and 1,000 elements.
fn states() -> Serde {
    let item = |at: u32| json!({"sku": format!("sku-{at}"), "name": format!("product number {at}"), "price": at + 1, "qty": at % 3 + 1});
    let items: Vec<Serde> = (0..20).map(item).collect();
    let big: Vec<Serde> = (0..1_000)
        .map(|at| json!({"k": format!("e{at}"), "v": at}))
        .collect();
    json!({
        "input": {
            "customer": {"name": "Ada", "tier": "gold"},
            "order": {"id": "o-1", "total": 150, "items": items},
            "big": big,
        },
        "context": {},
    })
}

/// Measures, unless the call names other expressions.
fn report<R>(what: &str, side: &str, mut work: impl FnMut() -> R) {
    let mut named = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .peekable();
    if named.peek().is_some() && !named.any(|name| name == what || name == side) {
        return;
    }
    let mut count = 1_u32;
    while elapsed(count, &mut work) < RUN {
        count *= 2;
    }
    let least = (0..RUNS).map(|_| elapsed(count, &mut work)).min();
    let ns = least.unwrap_or_default().as_secs_f64() * 1e9 / f64::from(count);
    println!("{}", json!({"what": what, "side": side, "ns": ns}));
}

fn elapsed<R>(count: u32, work: &mut impl FnMut() -> R) -> Duration {
    let start = Instant::now();
    for _ in 0..count {
        // By reference: who asks looks at an answer, and need not move it.
        black_box(&work());
    }
    start.elapsed()
}

fn ours(what: &str, source: &str, json: &str) {
    let expression = Expression::compile(source, Dialect::Aws).expect("the expression is right");
    let states = Value::from_json(json).expect("it is JSON");
    let slots: Vec<Option<Value>> = expression
        .variables()
        .iter()
        .map(|name| {
            Some(if *name == "states" {
                states.clone()
            } else {
                Value::from(5)
            })
        })
        .collect();
    let world = World::new(Dialect::Aws);
    assert!(matches!(expression.evaluate(&slots, &world), Ok(Some(_))));
    report(what, "sfn", || {
        expression.evaluate(black_box(&slots), &world)
    });
    // Both sides' parsing resolves paths and names, as the reference's does.
    report(&format!("parse {what}"), "sfn", || {
        sfn_expr::check_syntax(black_box(source))
    });
    report(&format!("compile {what}"), "sfn", || {
        Expression::compile(black_box(source), Dialect::Aws)
    });
}

/// jsonata-core as an engine has to call it: a fresh evaluator with the state's variables, all values made before. Its
/// bytecode sees no variables, so that side gets the expression with fields of the document instead.
fn best_crate(what: &str, source: &str, json: &str) {
    let ast = jsonata_core::parser::parse(source).expect("the expression is right");
    let states = JValue::from_json_str(json).expect("it is JSON");
    let i = JValue::from_json_str("5").expect("it is JSON");
    let evaluate = || {
        let mut context = Context::new();
        context.bind("states".to_owned(), states.clone());
        context.bind("i".to_owned(), i.clone());
        Evaluator::with_context(context).evaluate(black_box(&ast), &JValue::Null)
    };
    assert!(evaluate().is_ok());
    report(what, "crate", evaluate);
    report(&format!("parse {what}"), "crate", || {
        jsonata_core::parser::parse(black_box(source))
    });

    let rewritten = source.replace("$states.", "").replace("$i", "i");
    let root = json.trim_end_matches('}').len();
    let root =
        JValue::from_json_str(&format!("{}}}, \"i\": 5}}", &json[..root])).expect("it is JSON");
    let expression =
        jsonata_core::Expression::compile(&rewritten).expect("the expression is right");
    assert!(expression.evaluate(&root).is_ok(), "{what}");
    // `Expression::compile` only parses: the bytecode is made by the first evaluation.
    report(&format!("compile {what}"), "crate, bytecode", || {
        let ast = jsonata_core::parser::parse(black_box(&rewritten)).expect("it was right before");
        (jsonata_core::_bench::compile(&ast).is_some(), ast)
    });
    report(what, "crate, bytecode", || {
        expression.evaluate(black_box(&root))
    });
}

/// The same work without a language, on the value that everybody has. A missing member is `None`, as `?` has it.
fn by_hand_on_serde(states: &Serde) {
    fn items(states: &Serde) -> Option<&Vec<Serde>> {
        states.get("input")?.get("order")?.get("items")?.as_array()
    }
    let side = "by hand, serde_json";
    report("E1", side, || {
        let total = black_box(states).get("input")?.get("order")?.get("total")?;
        Some(Serde::from(total.as_f64()? > 100.0))
    });
    report("E2", side, || {
        let dear = items(black_box(states))?.iter();
        let dear = dear.filter(|item| item.get("price").and_then(Serde::as_f64) > Some(10.0));
        Some(Serde::from(dear.count()))
    });
    report("E3", side, || {
        let states = black_box(states);
        let mut total = 0.0;
        for item in items(states)? {
            total += item.get("price")?.as_f64()? * item.get("qty")?.as_f64()?;
        }
        Some(json!({"id": states.get("input")?.get("order")?.get("id")?, "total": total}))
    });
    report("E4", side, || {
        let big = black_box(states)
            .get("input")?
            .get("big")?
            .as_array()?
            .iter();
        big.map(|item| Some(Serde::from(item.get("v")?.as_f64()? * 2.0)))
            .collect::<Option<Serde>>()
    });
    let i = Serde::from(5);
    report("E5", side, || {
        let input = black_box(states).get("input")?;
        let id = input.get("order")?.get("id")?.as_str()?;
        let name = input.get("customer")?.get("name")?.as_str()?;
        Some(Serde::from(format!("{id}-{name}-{}", black_box(&i))))
    });
    report("E6", side, || {
        Some(Serde::from(black_box(&i).as_f64()? + 1.0))
    });
    report("E7", side, || {
        Some(Serde::from(black_box(&i).as_f64()? < 1000.0))
    });
}

/// The same on sfn's own value.
fn by_hand_on_ours(states: &Value) {
    fn items(states: &Value) -> Option<&sfn_expr::Array> {
        states.get("input")?.get("order")?.get("items")?.as_array()
    }
    let side = "by hand, sfn's value";
    report("E1", side, || {
        let total = black_box(states).get("input")?.get("order")?.get("total")?;
        Some(Value::from(total.as_f64()? > 100.0))
    });
    report("E2", side, || {
        let dear = items(black_box(states))?.iter();
        let dear = dear.filter(|item| item.get("price").and_then(Value::as_f64) > Some(10.0));
        Some(Value::from(dear.count()))
    });
    report("E3", side, || {
        let states = black_box(states);
        let mut total = 0.0;
        for item in items(states)? {
            total += item.get("price")?.as_f64()? * item.get("qty")?.as_f64()?;
        }
        let id = states.get("input")?.get("order")?.get("id")?.clone();
        Some(Object::from_iter([
            ("id", id),
            ("total", Value::from(total)),
        ]))
    });
    report("E4", side, || {
        let big = black_box(states)
            .get("input")?
            .get("big")?
            .as_array()?
            .iter();
        big.map(|item| Some(Value::from(item.get("v")?.as_f64()? * 2.0)))
            .collect::<Option<Vec<_>>>()
    });
    let i = Value::from(5);
    report("E5", side, || {
        let input = black_box(states).get("input")?;
        let id = input.get("order")?.get("id")?.as_str()?;
        let name = input.get("customer")?.get("name")?.as_str()?;
        Some(Value::from(format!("{id}-{name}-{}", black_box(&i))))
    });
    report("E6", side, || {
        Some(Value::from(black_box(&i).as_f64()? + 1.0))
    });
    report("E7", side, || {
        Some(Value::from(black_box(&i).as_f64()? < 1000.0))
    });
}
