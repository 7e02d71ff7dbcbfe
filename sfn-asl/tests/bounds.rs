//! Inputs that were made to break things: each gets an answer, soon, and on a small stack.

use sfn_asl::{
    Definition, Intrinsic, MAX_VISITED, Path, PathError, PayloadTemplate, ReferencePath, Scope,
};
use sfn_expr::Value;

/// Tests run on threads of 2 MiB; half of that must do.
const SMALL_STACK: usize = 1 << 20;

/// Runs `test` on a small stack, and fails if it panics there.
#[track_caller]
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(SMALL_STACK)
        .spawn(test);
    assert!(thread.map(|thread| thread.join().is_ok()).unwrap_or(false));
}

fn parse(text: &str) -> Vec<String> {
    Definition::parse(text)
        .1
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

#[test]
fn nested_brackets_are_refused() {
    on_a_small_stack(|| {
        assert_eq!(parse(&"[".repeat(100_000)), ["INVALID_JSON_DESCRIPTION"]);
        assert_eq!(
            parse(&"{\"a\":".repeat(100_000)),
            ["INVALID_JSON_DESCRIPTION"]
        );
    });
}

#[test]
fn the_deepest_json_is_data() {
    on_a_small_stack(|| {
        let deep = format!("{}{}", "[".repeat(990), "]".repeat(990));
        let pass = format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Pass","Result":{deep},"End":true}}}}}}"#
        );
        assert_eq!(parse(&pass), [""; 0]);
        let template = pass.replace("Result", "Parameters");
        assert_eq!(parse(&template), ["TOO_DEEPLY_NESTED"]);
        let jsonata = pass.replace(r#""Result""#, r#""QueryLanguage":"JSONata","Output""#);
        assert_eq!(parse(&jsonata), [""; 0]);
    });
}

#[test]
fn nested_tests_are_refused() {
    on_a_small_stack(|| {
        let nested =
            r#"{"Not":"#.repeat(300) + r#"{"Variable":"$.a","IsNull":true}"# + &"}".repeat(300);
        let rule = format!(r#"{{"And":[{nested}],"Next":"B"}}"#);
        let states =
            format!(r#"{{"A":{{"Type":"Choice","Choices":[{rule}]}},"B":{{"Type":"Succeed"}}}}"#);
        assert_eq!(
            parse(&format!(r#"{{"StartAt":"A","States":{states}}}"#)),
            ["TOO_DEEPLY_NESTED"]
        );
    });
}

#[test]
fn nested_machines_are_refused() {
    on_a_small_stack(|| {
        let open = r#"{"StartAt":"A","States":{"A":{"Type":"Map","End":true,"ItemProcessor":"#;
        let machine = open.repeat(300) + "{}" + &"}}}".repeat(300);
        assert!(parse(&machine).contains(&"TOO_DEEPLY_NESTED".to_owned()));
    });
}

#[test]
fn a_definition_is_not_longer_than_aws_takes() {
    let long = "x".repeat(sfn_asl::MAX_DEFINITION_CHARS);
    let text =
        format!(r#"{{"Comment":"{long}","StartAt":"A","States":{{"A":{{"Type":"Succeed"}}}}}}"#);
    assert_eq!(parse(&text), ["SCHEMA_VALIDATION_FAILED"]);
}

#[test]
fn ten_thousand_states_are_checked() {
    let state =
        |number: usize| format!(r#""S{number}":{{"Type":"Pass","Next":"S{}"}},"#, number + 1);
    let states: String = (0..10_000).map(state).collect();
    let text = format!(r#"{{"StartAt":"S0","States":{{{states}"S10000":{{"Type":"Succeed"}}}}}}"#);
    assert_eq!(parse(&text), [""; 0]);
}

#[test]
fn long_and_nested_paths_are_refused() {
    on_a_small_stack(|| {
        for text in [
            "$".to_owned() + &".a".repeat(10_000),
            "$[?(@".repeat(5_000),
            "$[?(".to_owned() + &"(".repeat(9_000),
            "$[?(".to_owned() + &"!".repeat(9_000),
            "$[?(@.a in ".to_owned() + &"[".repeat(9_000),
            "$.a.sum(".repeat(1_000),
        ] {
            assert!(Path::compile(&text).is_err());
        }
        assert!(Intrinsic::compile(&"States.Array(".repeat(700)).is_err());
        assert!(Intrinsic::compile(&"States.Array(".repeat(100_000)).is_err());
    });
}

#[test]
fn filters_nested_as_deeply_as_they_may_be_are_evaluated() {
    on_a_small_stack(|| {
        // Each level nests twice: a filter within a path within a filter.
        let depth = sfn_asl::MAX_FILTER_DEPTH as usize / 2;
        let text = "$[?(@".to_owned() + &"[?(@".repeat(depth - 1) + &")]".repeat(depth);
        let path = Path::compile(&text).unwrap();
        let deep = Value::from_json("[".repeat(100) + &"]".repeat(100)).unwrap();
        assert_eq!(path.evaluate(&Scope::new(&deep)).unwrap(), deep);
    });
}

#[test]
fn compiled_things_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Definition>();
    crosses::<Path>();
    crosses::<PayloadTemplate>();
    crosses::<sfn_asl::Predicate>();
}

#[test]
fn a_long_path_is_walked_and_assigned() {
    on_a_small_stack(|| {
        let text = "$".to_owned() + &".a".repeat(4_999);
        let path = ReferencePath::compile(&text).unwrap();
        let empty = Value::from_json("{}").unwrap();
        let deep = path.assign(&empty, Value::from(1)).unwrap();
        assert_eq!(deep.depth(), 4_999);
        assert_eq!(path.evaluate(&Scope::new(&deep)).unwrap(), Value::from(1));
        let all = Path::compile("$..*")
            .unwrap()
            .evaluate(&Scope::new(&deep))
            .unwrap();
        assert_eq!(all.as_array().map(|values| values.len()), Some(4_999));
    });
}

#[test]
fn a_path_that_multiplies_what_it_finds_is_stopped() {
    let deep = Value::from_json("[".repeat(990) + &"]".repeat(990)).unwrap();
    let path = Path::compile("$..*..*..*").unwrap();
    let error = path.evaluate(&Scope::new(&deep)).unwrap_err();
    assert!(matches!(error, PathError::TooManyValues { .. }));
    let wide: Value = (0..100).map(|number| Value::from([number; 100])).collect();
    let scope = Scope::new(&wide);
    let path = Path::compile("$[*][*][?(@ in $..*)]").unwrap();
    assert!(matches!(
        path.evaluate(&scope),
        Err(PathError::TooManyValues { .. })
    ));
    const { assert!(MAX_VISITED <= 10_000_000) };
}

#[test]
fn a_regular_expression_takes_linear_time() {
    let document = Value::from_json(format!(r#"["{}b"]"#, "a".repeat(50_000))).unwrap();
    let path = Path::compile("$[?(@ =~ /(a+)+$/)]").unwrap();
    assert_eq!(
        path.evaluate(&Scope::new(&document)).unwrap().to_json(),
        "[]"
    );
    assert!(Path::compile("$[?(@ =~ /((a{100}){100}){100}/)]").is_err());
}

#[test]
fn a_deep_value_is_printed_and_compared_by_functions() {
    on_a_small_stack(|| {
        let deep = Value::from_json("[".repeat(1_000) + &"]".repeat(1_000)).unwrap();
        let scope = Scope::new(&deep);
        for call in [
            "States.Format('{}', $)",
            "States.ArrayUnique($)",
            "States.JsonToString($)",
            "States.Array($, $)",
        ] {
            assert!(
                Intrinsic::compile(call)
                    .unwrap()
                    .evaluate(&scope, "f")
                    .is_ok(),
                "{call}"
            );
        }
        assert!(PayloadTemplate::compile(&deep).is_err());
    });
}

#[test]
fn ten_megabytes_are_only_data() {
    let item = r#"{"price":12.5,"tags":["a","b"],"name":"0123456789abcdef"}"#;
    let json = format!(r#"{{"items":[{}]}}"#, vec![item; 180_000].join(","));
    assert!(json.len() > 10_000_000);
    let document = Value::from_json(&json).unwrap();
    let scope = Scope::new(&document);
    let find = |path: &str| Path::compile(path).unwrap().evaluate(&scope);
    assert_eq!(find("$.items.length()").unwrap(), Value::from(180_000));
    let dear = find("$.items[?(@.price > 12)]").unwrap();
    assert_eq!(dear.as_array().map(|found| found.len()), Some(180_000));
    let error = find("$..*..*").unwrap_err();
    assert!(matches!(error, PathError::TooManyValues { .. }));
    let template = Value::from_json(r#"{"a.$": "$.items", "b": {"c.$": "$"}}"#).unwrap();
    let filled = PayloadTemplate::compile(&template).unwrap();
    assert_eq!(
        filled.evaluate(&scope).unwrap().get("a"),
        document.get("items")
    );
    let long = format!("$.{}", "a".repeat(10_000_000));
    assert!(Path::compile(&long).is_err());
    assert!(ReferencePath::compile(&long).is_err());
    let long = format!("States.Format('{}')", "a".repeat(10_000_000));
    let formatted = Intrinsic::compile(&long).map(|call| call.evaluate(&scope, "f").is_ok());
    assert_ne!(formatted, Ok(false), "a long text is a text");
}

#[test]
fn a_text_is_not_doubled_without_end() {
    // Calls nest 10 deep, so what a template can make of a text is bounded by how long it is itself.
    let mut call = "$.text".to_owned();
    for _ in 0..9 {
        call = format!("States.Format('{{}}{{}}', {call}, {call})");
    }
    let text = Value::from_json(format!(r#"{{"text":"{}"}}"#, "a".repeat(1_000))).unwrap();
    if let Ok(call) = Intrinsic::compile(&call) {
        let doubled = call.evaluate(&Scope::new(&text), "f").unwrap();
        assert_eq!(doubled.as_str().map(str::len), Some(512_000));
    }
}

#[test]
fn deeply_nested_templates_are_refused() {
    on_a_small_stack(|| {
        for depth in [1_000, 100_000] {
            let text = r#"{"a":"#.repeat(depth) + r#"{"b.$":"$"}"# + &"}".repeat(depth);
            let refused = Value::from_json(&text).map_or(true, |template| {
                PayloadTemplate::compile(&template).is_err()
            });
            assert!(refused, "{depth}");
        }
    });
}
