//! `#[task]`.

use super::{check_parts, check_refusals, codes, squeezed, tokens};

#[track_caller]
fn refused(arguments: &str, item: &str, expected: &[u16]) {
    check_refusals(
        crate::phases::task(tokens(arguments), tokens(item)),
        expected,
    );
}

#[track_caller]
fn signature(item: &str, expected: &[u16]) {
    refused("", &format!("{item} {{ body() }}"), expected);
}

#[track_caller]
fn option(arguments: &str, expected: &[u16]) {
    refused(
        arguments,
        "async fn work() -> Result<(), E> { body() }",
        expected,
    );
}

#[track_caller]
fn expands(arguments: &str, item: &str, parts: &[&str]) {
    check_parts(crate::phases::task(tokens(arguments), tokens(item)), parts);
}

#[test]
fn qualifiers() {
    signature("fn f() -> Result<(), E>", &[50]);
    signature("async unsafe fn f() -> Result<(), E>", &[57]);
    signature("const async fn f() -> Result<(), E>", &[57]);
    signature("async extern \"C\" fn f() -> Result<(), E>", &[57]);
    signature("async fn f(...) -> Result<(), E>", &[57]);
}

#[test]
fn results() {
    signature("async fn f()", &[51]);
    signature("async fn f() -> u32", &[51]);
    signature("async fn f() -> Option<u32>", &[51]);
    signature("async fn f() -> impl Future", &[51]);
    signature("async fn f() -> std::io::Result<u32>", &[]);
    signature("async fn f() -> (Result<u32, E>)", &[]);
}

#[test]
fn parameters_of_the_function() {
    signature("async fn f<T>(a: T) -> Result<(), E>", &[52]);
    signature(
        "async fn f<const N: usize>(a: [u8; N]) -> Result<(), E>",
        &[52],
    );
    signature(
        "async fn f<'a>(a: &'a str, b: Vec<&'a str>) -> Result<(), E>",
        &[55],
    );
    signature("async fn f(&self) -> Result<(), E>", &[53]);
    signature(
        "async fn f(self: Arc<Self>, a: u32) -> Result<(), E>",
        &[53],
    );
}

#[test]
fn patterns() {
    signature("async fn f((a, b): (u32, u32)) -> Result<(), E>", &[54]);
    signature("async fn f(_: u32) -> Result<(), E>", &[54]);
    signature("async fn f(ref a: u32) -> Result<(), E>", &[54]);
    signature("async fn f(a @ S { .. }: S) -> Result<(), E>", &[54]);
    signature("async fn f(mut a: u32, r#type: u32) -> Result<(), E>", &[]);
}

#[test]
fn borrowed_parameters() {
    signature(
        "async fn f(a: &str, b: &[u32], c: &Order) -> Result<(), E>",
        &[],
    );
    signature("async fn f(a: &mut Order) -> Result<(), E>", &[55]);
    signature("async fn f(a: &'static str) -> Result<(), E>", &[55]);
    signature("async fn f(a: Option<&str>) -> Result<(), E>", &[55]);
    signature("async fn f(a: &[&str]) -> Result<(), E>", &[55]);
    signature("async fn f(a: Cow<'_, str>) -> Result<(), E>", &[55]);
}

#[test]
fn types_that_are_not_named() {
    signature("async fn f(a: impl Into<String>) -> Result<(), E>", &[56]);
    signature("async fn f(a: &dyn Store) -> Result<(), E>", &[56]);
    signature("async fn f(a: fn(u32) -> u32) -> Result<(), E>", &[56]);
}

#[test]
fn all_mistakes_of_a_signature_at_once() {
    signature(
        "unsafe fn f<T>(&self, (a, b): (T, T), c: &mut u32)",
        &[50, 57, 52, 53, 54, 55, 51],
    );
}

#[test]
fn a_signature_that_is_refused_leaves_the_item_as_it_was() {
    let item = tokens("/// Docs.\n pub async fn f(a: u32) -> u32 { a + 1 }");
    let expansion = crate::phases::task(tokens(""), item.clone());
    assert!(squeezed(&expansion).ends_with(&squeezed(&item)));
}

#[test]
fn options() {
    option("cost = 5", &[58]);
    option("timeout", &[58]);
    option("timeout(5)", &[58]);
    option("retry = 3", &[58]);
    option("name = \"a\", name = \"b\"", &[58]);
    option("service_retry = 1", &[58]);
    option("service_retry = false", &[]);
    option("crate = 5", &[58]);
    option("retry(times = 3)", &[58]);
    option("retry(errors = \"Busy\")", &[58]);
    option("retry(attempts = 1, attempts = 2)", &[58]);
}

#[test]
fn names_and_resources() {
    option("name = \"reserve-stock_2\"", &[]);
    option("name = \"\"", &[69]);
    option("name = \"reserve stock\"", &[69]);
    option("name = NAME", &[69]);
    option(&format!("name = \"{}\"", "n".repeat(80)), &[]);
    option(&format!("name = \"{}\"", "n".repeat(81)), &[69]);
    option(
        "resource = \"arn:aws:lambda:us-east-1:123456789012:function:reserve\"",
        &[],
    );
    option("resource = \"reserve\"", &[69]);
}

#[test]
fn times() {
    option("timeout = \"1 minute\"", &[59]);
    option("timeout = 1.5", &[59]);
    option("heartbeat = LIMIT", &[59]);
    option("timeout = 0", &[60]);
    option("timeout = -30", &[60]);
    option("timeout = \"0s\"", &[60]);
    option("timeout = 99999999", &[]);
    option("timeout = 100000000", &[60]);
    option("retry(interval = 0)", &[60]);
    option("retry(max_delay = \"soon\")", &[59]);
    option("timeout = \"30s\", heartbeat = \"29s\"", &[]);
    option("timeout = \"30s\", heartbeat = \"30s\"", &[61]);
    option("heartbeat = \"1m\", timeout = \"30s\"", &[61]);
}

#[test]
fn errors_of_a_retrier() {
    option(
        "retry(errors = [StockError::Busy, errors::StockError::Gone, \"States.Timeout\", \"Custom\"])",
        &[],
    );
    option("retry(errors = [\"States.ALL\"])", &[62]);
    option("retry(errors = [\"States.TaskFailed\"])", &[62]);
    option("retry(errors = [\"States.QueryEvaluationError\"])", &[63]);
    option(
        "retry(errors = [\"States.Runtime\", \"States.Mine\"])",
        &[63, 63],
    );
    option("retry(errors = [Busy])", &[64]);
    option(
        "retry(errors = [\"\", 5, StockError::Busy(1)])",
        &[64, 64, 64],
    );
}

#[test]
fn numbers_of_a_retrier() {
    option("retry(attempts = 0)", &[]);
    option("retry(attempts = -1)", &[65]);
    option("retry(attempts = 100000000)", &[65]);
    option("retry(attempts = 2.5)", &[65]);
    option("retry(backoff = 1)", &[]);
    option("retry(backoff = 0.99)", &[66]);
    option("retry(backoff = 1e999)", &[66]);
    option("retry(backoff = \"2\")", &[66]);
    option("retry(interval = 5, max_delay = 6)", &[]);
    option("retry(interval = 5, max_delay = 5)", &[67]);
    option("retry(max_delay = 1)", &[67]);
    option("retry(max_delay = 31622399)", &[]);
    option("retry(max_delay = 31622400)", &[67]);
    option("retry(jitter = \"full\"), retry(jitter = \"none\")", &[]);
    option("retry(jitter = \"FULL\")", &[68]);
    option("retry(jitter = true)", &[68]);
}

#[test]
fn all_mistakes_of_an_attribute_at_once() {
    option(
        "name = \"\", timeout = 0, cost = 1, retry(attempts = -1, jitter = 1), retry(errors = [\"States.ALL\"])",
        &[58, 69, 60, 65, 68, 62],
    );
}

#[test]
fn a_task_with_a_wrong_attribute_is_a_task_all_the_same() {
    let expansion = crate::phases::task(
        tokens("timeout = 0, crate = crate::flows"),
        tokens("async fn work() -> Result<(), E> { body() }"),
    );
    assert_eq!(codes(expansion.clone()), [60]);
    assert!(squeezed(&expansion).contains("implcrate::flows::__private::task::Taskforwork"));
}

#[test]
fn the_function_gives_a_call() {
    expands(
        "",
        "/// Docs.\n #[must_use] pub(crate) async fn add(mut a: u32, b: &str) -> Result<u32, E> { a += 1; Ok(a) }",
        &[
            "#[must_use] pub(crate) fn add<'call>(a: u32, b: &'call str) -> ::sfn::__private::task::TaskCall<'call, add>",
            "::sfn::__private::task::TaskCall::once((a, b,))",
            "pub(crate) struct add {}",
            "async fn add(mut a: u32, b: &str) -> Result<u32, E> { a += 1; Ok(a) }",
            "register_task! { add }",
        ],
    );
    expands(
        "",
        "async fn work() -> Result<(), E> { x() }",
        &["-> ::sfn::__private::task::TaskCall<'static, work>"],
    );
}

#[test]
fn attributes_go_where_they_belong() {
    expands(
        "",
        "#[deprecated] #[allow(unused)] #[tracing::instrument] #[expect(clippy::x)] async fn work() -> Result<(), E> { x() }",
        &[
            "#[deprecated] #[allow(unused)] fn work()",
            "#[allow(unused)] #[tracing::instrument] #[expect(clippy::x)] async fn work()",
        ],
    );
}

#[test]
fn only_a_task_with_retriers_needs_its_arguments_again() {
    let item = "async fn work(a: u32) -> Result<(), E> { x() }";
    expands("timeout = 5", item, &["TaskCall::once("]);
    expands("retry()", item, &["TaskCall::retried("]);
}

#[test]
fn the_attribute_becomes_a_constant() {
    expands(
        "name = \"reserve\", resource = \"arn:x\", timeout = \"1m30s\", heartbeat = 10, service_retry = false,
         retry(errors = [m::StockError::Busy, \"States.Timeout\"], attempts = 3, interval = \"2s\", backoff = 2.5, max_delay = \"1m\", jitter = \"full\")",
        "async fn work(r#type: u32) -> Result<(), E> { x() }",
        &[
            "name: \"reserve\"",
            "resource: ::core::option::Option::Some(\"arn:x\")",
            "parameters: &[\"type\"]",
            "timeout_seconds: ::core::option::Option::Some(90)",
            "heartbeat_seconds: ::core::option::Option::Some(10)",
            "service_retry: false",
            "<m::StockError as ::sfn::__private::errors::TaskError>::VARIANTS.Busy.info.names",
            "own: &[\"States.Timeout\"]",
            "attempts: ::core::option::Option::Some(3)",
            "interval_seconds: ::core::option::Option::Some(2)",
            "backoff_rate: ::core::option::Option::Some(2.5f64)",
            "max_delay_seconds: ::core::option::Option::Some(60)",
            "Jitter::Full",
        ],
    );
    expands(
        "retry()",
        "async fn work() -> Result<(), E> { x() }",
        &["errors: ::sfn::__private::task::any_error::<Self>()"],
    );
}

#[test]
fn an_alias_of_result_is_projected() {
    expands(
        "",
        "async fn work() -> stock::Result<u32> { x() }",
        &["<stock::Result<u32> as ::sfn::__private::Outcome>::Failure"],
    );
}

#[test]
fn arguments_are_read_by_name_unless_there_is_one() {
    expands(
        "",
        "async fn work(a: &[u32]) -> Result<(), E> { x() }",
        &["::sfn::__private::payload::arguments::only::<::std::vec::Vec<u32>>(&payload, \"a\")?"],
    );
    expands(
        "",
        "async fn work(a: &str, b: Order) -> Result<(), E> { x() }",
        &[
            "::sfn::__private::payload::arguments::named::<::std::string::String>(&payload, \"a\")?",
            "named::<Order>(&payload, \"b\")?",
        ],
    );
}

#[test]
fn what_is_no_function_is_reported_and_kept() {
    let expansion = crate::phases::task(tokens(""), tokens("struct S;"));
    let text = expansion.to_string();
    assert!(
        text.contains("compile_error") && text.ends_with("struct S ;"),
        "{text}"
    );
}
