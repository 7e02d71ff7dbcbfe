//! What a user writes costs a bounded amount of everything and never crashes. Each case runs on a
//! thread with the 2 MiB of stack that tokio's workers have.

use sfn_expr::{Dialect, Error, Expression, Limits, Value, World};

fn evaluate_in(
    source: &str,
    dialect: Dialect,
    change: impl FnOnce(&mut World<'_>),
) -> Result<Option<Value>, Error> {
    let expression = Expression::compile(source, dialect)?;
    let mut world = World::new(dialect);
    change(&mut world);
    expression.evaluate(&[], &world)
}

/// Evaluates plain JSONata on a small stack and returns the code of the error.
#[track_caller]
fn code_of(
    source: impl Into<String>,
    change: impl FnOnce(&mut World<'_>) + Send + 'static,
) -> &'static str {
    code_in(Dialect::Jsonata, source, change)
}

#[track_caller]
fn code_in(
    dialect: Dialect,
    source: impl Into<String>,
    change: impl FnOnce(&mut World<'_>) + Send + 'static,
) -> &'static str {
    let source = source.into();
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || match evaluate_in(&source, dialect, change) {
            Ok(_) => "no error",
            Err(error) => error.code(),
        });
    let thread = thread.expect("a thread can be started");
    thread.join().expect("an evaluation never panics")
}

fn small(world: &mut World<'_>) {
    world.limits.steps = 1_000_000;
    world.limits.bytes = 4 << 20;
}

#[test]
fn deep_sources_are_refused() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{\"a\":", "}"),
        ("-", ""),
        ("$f(", ")"),
        ("a[", "]"),
    ] {
        for depth in [300, 100_000] {
            let source = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let code = code_of(source, small);
            assert!(depth == 300 || code == "U1001", "{open} {depth}: {code}");
        }
    }
    let lambdas = format!("{}1{}", "function(){".repeat(50_000), "}".repeat(50_000));
    assert_eq!(code_of(lambdas, small), "U1001");
    let conditions = "1 ? ".repeat(100_000) + "1";
    assert_eq!(code_of(conditions, small), "U1001");
}

#[test]
fn long_sources_are_no_deep_trees() {
    let sum = format!("1{}", "+1".repeat(9_000));
    assert_eq!(code_of(sum, small), "no error");
    let path = format!("a{}", ".a".repeat(100_000));
    assert_eq!(code_of(path, small), "no error");
    let text = format!("\"\"{}", "&1".repeat(9_000));
    assert_eq!(code_of(text, small), "no error");
    let predicates = format!("a{}", "[0]".repeat(100_000));
    assert_eq!(code_of(predicates, small), "no error");
    let calls = format!("$string{}", "()".repeat(5_000));
    assert_eq!(code_of(calls, small), "U1001");
}

#[test]
fn ten_megabytes_of_source_are_refused() {
    assert_eq!(code_of("(".repeat(10_000_000), small), "U1001");
    assert_eq!(code_of("1+".repeat(5_000_000), small), "U1001");
}

#[test]
fn infinite_recursion_ends() {
    assert_eq!(
        code_of("($f := function($n){1 + $f($n + 1)}; $f(0))", small),
        "U1001"
    );
    assert_eq!(
        code_of("($f := function($n){[$map([$n], $f)]}; $f(0))", small),
        "U1001"
    );
    assert_eq!(code_of("($f := function(){$f()}; $f())", small), "U1001");
    assert_eq!(
        code_of("($f := function($n){$n ~> $f}; $f(1))", small),
        "U1001"
    );
    assert_eq!(code_of("($e := \"$eval($e)\"; $eval($e))", small), "U1001");
    assert_eq!(
        code_of(
            "($f := function($o){$o ~> |$|{\"a\": $f({})}|}; $f({}))",
            small
        ),
        "U1001"
    );
}

#[test]
fn tail_calls_do_not_nest() {
    let count = "($f := function($n){$n = 0 ? \"done\" : $f($n - 1)}; $f(20000))";
    let answer = evaluate_in(count, Dialect::Jsonata, |world| world.limits.depth = 20);
    assert_eq!(answer.unwrap(), Some(Value::from("done")));
}

#[test]
fn memory_held_is_bounded() {
    let doubled = "($f := function($s, $n){$n = 0 ? $s : $f($s & $s, $n - 1)}; $f(\"ab\", 40))";
    assert_eq!(code_of(doubled, small), "U1001");
    assert_eq!(code_of("[1..10000000]", small), "U1001");
    assert_eq!(code_of("$pad(\"\", 2147483648)", small), "U1001");
    assert_eq!(
        code_of(
            "$reduce([1..100], function($a, $i){$append($a, $a)}, [1])",
            small
        ),
        "U1001"
    );
    let rows = "$map([1..2000], function($x){[1..1000]})";
    assert_eq!(code_of(rows, small), "U1001");
    let replaced = "$reduce([1..60], function($s, $i){$replace($s, \"a\", \"aa\")}, \"a\")";
    assert_eq!(code_of(replaced, small), "U1001");
    let objects =
        "$reduce([1..30], function($o, $i){{\"a\": $string($o), \"b\": $string($o)}}, {})";
    assert_eq!(code_of(objects, small), "U1001");
    assert_eq!(
        code_of("$formatNumber(1, $pad(\"0\", 3000000, \"0\"))", small),
        "U1001"
    );
    assert_eq!(
        code_of(
            "$join($split($pad(\"\", 1000000, \"a\"), \"\"), \"bbbbbbbbbb\")",
            small
        ),
        "U1001"
    );
}

#[test]
fn what_is_dropped_no_longer_counts() {
    let loop_of_garbage =
        "$reduce([1..200], function($a, $i){$length($pad(\"\", 100000)) + $i}, 0)";
    assert_eq!(code_of(loop_of_garbage, small), "no error");
}

#[test]
fn values_cannot_nest_without_end() {
    let nested = "$reduce([1..100000], function($a, $i){[[$a]]}, 1)";
    assert_eq!(code_of(nested, small), "U1001");
    let nested = "$reduce([1..100000], function($a, $i){{\"a\": $a}}, 1)";
    assert_eq!(code_of(nested, small), "U1001");
    let nested = "$reduce([1..100000], function($a, $i){$map([[$a], 1], function($x){$x})}, [[1]])";
    assert_eq!(code_of(nested, small), "U1001");
    let deep = "$reduce([1..900], function($a, $i){[[$a]][0]}, 1)";
    for use_of in [
        "$string",
        "$count",
        "$distinct",
        "$clone",
        "$boolean",
        "$keys",
        "$spread",
    ] {
        assert_eq!(
            code_of(format!("{deep} ~> {use_of}"), small),
            "no error",
            "{use_of}"
        );
    }
    assert_eq!(
        code_of(
            format!("($d := {deep}; [$d = $d, $d.a, $d.**, $d.*, $d ~> |**|{{}}|])"),
            small
        ),
        "no error"
    );
}

#[test]
fn work_is_bounded() {
    assert_eq!(
        code_of(
            "$map([1..1500], function($x){$map([1..1500], function($y){$x * $y})})",
            small
        ),
        "U1001"
    );
    assert_eq!(code_of("[1..100000][$ in [1..100000]]", small), "U1001");
    assert_eq!(code_of("$distinct([1..10000])", small), "U1001");
    assert_eq!(
        code_of("$sort([1..100000], function($a, $b){$a < $b})", small),
        "U1001"
    );
}

#[test]
fn the_deadline_is_looked_at() {
    let late = || true;
    let mut world = World::new(Dialect::Jsonata);
    world.is_late = Some(&late);
    let expression = Expression::compile("$sum([1..100000].($ * 2))", Dialect::Jsonata).unwrap();
    assert_eq!(
        expression.evaluate(&[], &world).unwrap_err().code(),
        "U1001"
    );
}

#[test]
fn regular_expressions_take_linear_time() {
    let bomb = "$match($pad(\"\", 100000, \"a\") & \"b\", /(a+)+$/)";
    assert_eq!(code_of(bomb, small), "no error");
    assert_eq!(code_of("/(?=a)b/", small), "S0303");
    assert_eq!(code_of("/(a)\\1/", small), "S0303");
    assert_eq!(code_of("/a{1000}{1000}{1000}/", small), "S0303");
    assert_eq!(
        code_of(
            format!("/{}a{}/", "(".repeat(1_000), ")".repeat(1_000)),
            small
        ),
        "S0303"
    );
}

#[test]
fn absurd_numbers_are_survived() {
    for source in [
        "$formatInteger(1e300, \"w\")",
        "$formatInteger(1e300, \"A\")",
        "$formatInteger(1e300, \"I\")",
        "$formatInteger(1/0, \"W\")",
        "$formatBase(1e300, 2)",
        "$formatNumber(1e300, \"0.00e0\")",
        "$formatNumber(0, \"0.00e0\")",
        "$formatNumber(-5, \"0.00e0\")",
        "$fromMillis(1e300)",
        "$fromMillis(-1e300, \"[W] [w] [x] [X] [FNn] [MNn] [d]\")",
        "$toMillis(\"9999999999\", \"[Y]\")",
        "$substring(\"abc\", 1e300, -1e300)",
        "$round(1.5, 1e300)",
        "[1,2,3][1e300]",
        "[1,2,3][-1e300]",
        "$power(10, 308) * 10",
        "$split(\"abc\", \"\", 1e300)",
        "$toMillis(\"2024\", \"[Y,99999999999999999999]\")",
    ] {
        let code = code_of(source, small);
        assert_ne!(code, "a panic", "{source}");
    }
}

#[test]
fn functions_that_know_each_other_are_freed() {
    // Would grow by ten megabytes if the cycle were kept.
    let source = "($f := function($n){$n = 0 ? $f : $f($n - 1)}; $t := $pad(\"\", 100000); $g := function(){$g & $t}; $f(1))";
    for _ in 0..100 {
        assert!(evaluate_in(source, Dialect::Jsonata, |_| {}).is_ok());
    }
}

/// The limits of AWS's dialect as they are, without any set for the test.
#[test]
fn what_would_exhaust_a_machine_is_an_error_of_aws_too() {
    let code = |source: String| code_in(Dialect::Aws, source, |_| {});
    assert_eq!(
        code(format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))),
        "U1001"
    );
    let doubled = "($f := function($s, $n){$n = 0 ? $s : $f($s & $s, $n - 1)}; $f('ab', 31))";
    assert_eq!(code(doubled.to_owned()), "U1001");
    assert_eq!(
        code("($f := function($n){1 + $f($n + 1)}; $f(0))".to_owned()),
        "U1001"
    );
    assert_eq!(code("($f := function(){$f()}; $f())".to_owned()), "U1001");
    let bomb = "$match($pad('', 100000, 'a') & 'b', /(a+)+$/)";
    assert_eq!(code(bomb.to_owned()), "no error");
    assert_eq!(code("1+".repeat(5_000_000)), "U1001");
    assert_eq!(
        code("$uppercase('".to_owned() + &"é".repeat(5_000_000) + "')"),
        "U1001"
    );
}

/// An input far larger than AWS takes is read, looked through and no more held than it was before.
#[test]
fn ten_megabytes_of_input_are_only_data() {
    let item = r#"{"price":12.5,"tags":["a","b"],"name":"0123456789abcdef"}"#;
    let json = format!("[{}]", vec![item; 180_000].join(","));
    assert!(json.len() > 10_000_000);
    let items = Value::from_json(&json).expect("it is JSON");
    let evaluate = |source: &str| {
        let expression = Expression::compile(source, Dialect::Aws)?;
        let mut world = World::new(Dialect::Aws);
        world.limits.steps = 5_000_000;
        expression.evaluate(&[Some(items.clone())], &world)
    };
    assert_eq!(
        evaluate("$count($items)").ok().flatten(),
        Some(Value::from(180_000))
    );
    assert_eq!(
        evaluate("$count($items[price > 12])").ok().flatten(),
        Some(Value::from(180_000))
    );
    let all = evaluate("$items").expect("nothing is computed");
    assert!(all.as_ref() == Some(&items));
    for too_much in [
        "$map($items, function($x){$x.name & $x.name})",
        "$string($items)",
        "$items ~> |$|{'n': name & name}|",
    ] {
        let code = evaluate(too_much).err().map(|error| error.code());
        assert_eq!(code, Some("U1001"), "{too_much}");
    }
}

#[test]
fn aws_limits_are_those_measured() {
    let ok = evaluate_in("$count([1..873782])", Dialect::Aws, |_| {});
    assert_eq!(ok.unwrap(), Some(Value::from(873_782)));
    let too_many = evaluate_in("$count([1..873783])", Dialect::Aws, |_| {});
    assert_eq!(too_many.unwrap_err().code(), "U1001");
    let hundred = format!("1{}", "+1".repeat(99));
    assert_eq!(
        evaluate_in(&hundred, Dialect::Aws, |_| {}).unwrap(),
        Some(Value::from(100))
    );
    let two_hundred = format!("1{}", "+1".repeat(199));
    assert_eq!(
        evaluate_in(&two_hundred, Dialect::Aws, |_| {})
            .unwrap_err()
            .code(),
        "U1001"
    );
    assert_eq!(Limits::of(Dialect::Aws).depth, 100);
}
