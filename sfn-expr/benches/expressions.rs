//! The seven expressions that stand for a workflow's work, against hand-written access to the same
//! values, and the parsing of three of them.
//!
//! `cargo bench -p sfn-expr` prints nanoseconds per evaluation. The input is about 25 KB: 20 items
//! and a list of 1,000 elements.

use divan::{Bencher, black_box};
use sfn_expr::{Dialect, Expression, Object, Value, World};

fn main() {
    divan::main();
}

const E1: &str = "$states.input.order.total > 100";
const E2: &str = "$count($states.input.order.items[price > 10])";
const E3: &str =
    "{\"id\": $states.input.order.id, \"total\": $sum($states.input.order.items.(price * qty))}";
const E4: &str = "$map($states.input.big, function($x) { $x.v * 2 })";
const E5: &str = "$states.input.order.id & \"-\" & $states.input.customer.name & \"-\" & $i";
const E6: &str = "$i + 1";
const E7: &str = "$i < 1000";

/// What a state sees.
fn states() -> Value {
    let item = |at: i64| {
        format!(
            r#"{{"sku":"sku-{at}","name":"product number {at}","price":{},"qty":{}}}"#,
            at + 1,
            at % 3 + 1
        )
    };
    let items = (0..20).map(item).collect::<Vec<_>>().join(",");
    let big = (0..1_000)
        .map(|at| format!(r#"{{"k":"e{at}","v":{at}}}"#))
        .collect::<Vec<_>>()
        .join(",");
    let json = format!(
        r#"{{"input":{{"customer":{{"name":"Ada","tier":"gold"}},"order":{{"id":"o-1","total":150,"items":[{items}]}},"big":[{big}]}},"context":{{}}}}"#
    );
    Value::from_json(json).expect("the input is JSON")
}

fn evaluate(bencher: Bencher<'_, '_>, source: &str) {
    let expression = Expression::compile(source, Dialect::Aws).expect("the expression is right");
    let (states, i) = (states(), Value::from(5));
    let slots = expression
        .variables()
        .iter()
        .map(|name| match name.as_str() {
            "states" => Some(states.clone()),
            _ => Some(i.clone()),
        });
    let slots: Vec<Option<Value>> = slots.collect();
    let world = World::new(Dialect::Aws);
    bencher.bench_local(|| expression.evaluate(black_box(&slots), &world));
}

#[divan::bench(args = [E1, E2, E3, E4, E5, E6, E7])]
fn compiled(bencher: Bencher<'_, '_>, source: &str) {
    evaluate(bencher, source);
}

#[divan::bench(args = [E1, E3, E7])]
fn compile(bencher: Bencher<'_, '_>, source: &str) {
    bencher.bench_local(|| Expression::compile(black_box(source), Dialect::Aws));
}

#[divan::bench]
fn read_json(bencher: Bencher<'_, '_>) {
    let json = states().to_json();
    bencher.bench_local(|| Value::from_json(black_box(&json)));
}

#[divan::bench]
fn write_json(bencher: Bencher<'_, '_>) {
    let value = states();
    bencher.bench_local(|| black_box(&value).to_json());
}

/// The same work without a language.
mod by_hand {
    use super::{Bencher, Object, Value, black_box, states};

    fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
        path.iter().try_fold(value, |value, key| value.get(key))
    }

    fn items(states: &Value) -> impl Iterator<Item = &Value> {
        let items = at(states, &["input", "order", "items"]).and_then(Value::as_array);
        items.into_iter().flatten()
    }

    fn number(item: &Value, key: &str) -> f64 {
        item.get(key).and_then(Value::as_f64).unwrap_or_default()
    }

    #[divan::bench]
    fn e1(bencher: Bencher<'_, '_>) {
        let states = states();
        bencher.bench_local(|| {
            let total =
                at(black_box(&states), &["input", "order", "total"]).and_then(Value::as_f64);
            Value::from(total.map(|total| total > 100.0))
        });
    }

    #[divan::bench]
    fn e2(bencher: Bencher<'_, '_>) {
        let states = states();
        bencher.bench_local(|| {
            let dear = items(black_box(&states)).filter(|item| number(item, "price") > 10.0);
            Value::from(dear.count())
        });
    }

    #[divan::bench]
    fn e3(bencher: Bencher<'_, '_>) {
        let states = states();
        bencher.bench_local(|| {
            let states = black_box(&states);
            let total: f64 = items(states)
                .map(|item| number(item, "price") * number(item, "qty"))
                .sum();
            let id = at(states, &["input", "order", "id"]).cloned();
            Object::from_iter([("id", Value::from(id)), ("total", Value::from(total))])
        });
    }

    #[divan::bench]
    fn e4(bencher: Bencher<'_, '_>) {
        let states = states();
        bencher.bench_local(|| {
            let big = at(black_box(&states), &["input", "big"]).and_then(Value::as_array);
            big.into_iter()
                .flatten()
                .map(|item| number(item, "v") * 2.0)
                .collect::<Value>()
        });
    }

    #[divan::bench]
    fn e5(bencher: Bencher<'_, '_>) {
        let (states, i) = (states(), 5);
        bencher.bench_local(|| {
            let text = |path: &[&str]| {
                at(black_box(&states), path)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let id = text(&["input", "order", "id"]);
            let name = text(&["input", "customer", "name"]);
            Value::from(format!("{id}-{name}-{}", black_box(i)))
        });
    }

    #[divan::bench]
    fn e6(bencher: Bencher<'_, '_>) {
        let i = Value::from(5);
        bencher.bench_local(|| Value::from(black_box(&i).as_f64().map(|i| i + 1.0)));
    }

    #[divan::bench]
    fn e7(bencher: Bencher<'_, '_>) {
        let i = Value::from(5);
        bencher.bench_local(|| Value::from(black_box(&i).as_f64().map(|i| i < 1000.0)));
    }
}
