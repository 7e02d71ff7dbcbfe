//! Lowering without rustc: which states a body becomes, what they assign, and where they lead.

use super::{Code, Edge, Frame, NodeKind, Role, Target};
use crate::report::Report;
use std::fmt::Write;

/// One line per state: `name: what it does | role: assigned variables -> target`.
fn outline(source: &str) -> String {
    let item = syn::parse_str(source).unwrap();
    let machine = crate::parse::machine(proc_macro2::TokenStream::new(), item).unwrap();
    let mut report = Report::default();
    crate::check::machine(&machine, &mut report);
    assert!(report.is_clean(), "{}", report.into_tokens());
    let graph = super::machine(&machine);
    let mut text = format!("start {}\n", graph.body.nodes[graph.body.start].name);
    frame(&graph.body, &graph.variables, 0, &mut text);
    text
}

fn frame(frame: &Frame, variables: &[String], depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for node in &frame.nodes {
        let _ = write!(text, "{indent}{}: {}", node.name, kind(&node.kind));
        for found in &node.edges {
            let _ = write!(text, " | {}", edge(frame, found, variables));
        }
        text.push('\n');
        match &node.kind {
            NodeKind::Parallel(branches) => {
                for branch in branches {
                    self::frame(branch, variables, depth + 1, text);
                }
            }
            NodeKind::Map { processor, .. } => self::frame(processor, variables, depth + 1, text),
            _ => {}
        }
    }
}

fn kind(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Task { .. } => "Task",
        NodeKind::Pass => "Pass",
        NodeKind::Choice => "Choice",
        NodeKind::Wait(_) => "Wait",
        NodeKind::Succeed(_) => "Succeed",
        NodeKind::Fail(_) => "Fail",
        NodeKind::Parallel(_) => "Parallel",
        NodeKind::Map { .. } => "Map",
    }
}

fn edge(frame: &Frame, edge: &Edge, variables: &[String]) -> String {
    let role = match edge.role {
        Role::Next => "next",
        Role::Rule(_) => "rule",
        Role::Default => "default",
        Role::Catch(_) => "catch",
    };
    let assigned: Vec<&str> = edge
        .assign
        .iter()
        .map(|(id, _)| variables[id.0].as_str())
        .collect();
    let assigned = if assigned.is_empty() {
        String::new()
    } else {
        format!(" {}", assigned.join(", "))
    };
    let target = match &edge.target {
        Some(Target::Node(target)) => frame.nodes[*target].name.clone(),
        Some(Target::End(Code::Null)) => "end with null".to_owned(),
        Some(Target::End(_)) => "end".to_owned(),
        None => "nowhere".to_owned(),
    };
    format!("{role}{assigned} -> {target}")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let expected: String = expected
        .trim()
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix("        ").unwrap_or(line)))
        .collect();
    assert_eq!(outline(source), expected);
}

#[test]
fn a_lone_task_assigns_and_ends_by_itself() {
    check(
        "async fn m(n: u64) -> Result<u64, E> { let a = work(n).await?; Ok(a + 1) }",
        "
        start work
        work: Task | next -> end",
    );
}

#[test]
fn parameters_are_assigned_on_the_way_out_of_the_first_state() {
    check(
        "async fn m(n: u64) -> Result<u64, E> { let a = work(n).await?; let b = work(a).await?; Ok(n + b) }",
        "
        start work
        work: Task | next n, a -> work (2)
        work (2): Task | next -> end",
    );
}

#[test]
fn conditions_without_steps_share_a_choice() {
    check(
        "async fn m(n: u64) -> Result<u64, E> { if n > 9 { Ok(1) } else if n > 5 { Ok(2) } else { Err(E::Small) } }",
        "
        start if n > 9
        if n > 9: Choice | rule -> return, if n > 9 | rule -> return, if n > 5 | default -> fail with Small
        return, if n > 9: Succeed
        return, if n > 5: Succeed
        fail with Small: Fail",
    );
}

#[test]
fn a_loop_comes_back_to_its_condition() {
    check(
        "async fn m(n: u64) -> Result<u64, E> { let mut i = 0; while i < n { i += work(i).await?; } Ok(i) }",
        "
        start input
        input: Pass | next n, i -> while i < n
        while i < n: Choice | rule -> work | default -> return
        work: Task | next i -> while i < n
        return: Succeed",
    );
}

#[test]
fn continue_of_a_for_loop_does_not_skip_its_counter() {
    check(
        "async fn m(all: Vec<u64>) -> Result<u64, E> { for n in &all { if *n == 0 { continue; } work(*n).await?; } Ok(1) }",
        "
        start input
        input: Pass | next all, n_index -> for n
        for n: Choice | rule n, n_index -> if *n == 0 | default -> return
        if *n == 0: Choice | rule -> for n | default -> work
        work: Task | next -> for n
        return: Succeed",
    );
}

#[test]
fn arms_for_errors_are_catchers() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            match work(n).await { Ok(a) => Ok(a), Err(E::Small { by }) => Ok(by), Err(e) => Err(e) }
        }",
        "
        start work
        work: Task | next -> end | catch by -> return | catch e -> fail
        return: Succeed
        fail: Fail",
    );
}

#[test]
fn branches_are_machines_of_their_own() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            let (a, b) = sfn::try_join!(work(n), async { let c = rest(n).await?; Ok(c + 1) })?;
            Ok(a + b)
        }",
        "
        start input
        input: Pass | next n -> work and block
        work and block: Parallel | next -> end
          work: Task | next -> end
          rest: Task | next -> end",
    );
}

#[test]
fn a_joined_branch_gives_its_error_as_a_value() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            let (a, b) = sfn::join!(work(n), rest(n));
            Ok(a? + b?)
        }",
        "
        start input
        input: Pass | next n -> work and rest
        work and rest: Parallel | next a, b -> failed
          work: Task | next -> end | catch failure -> return error, branch work
          return error, branch work: Succeed
          rest: Task | next -> end | catch failure_1 -> return error, branch rest
          return error, branch rest: Succeed
        failed: Choice | rule -> fail | default -> failed (2)
        fail: Fail
        failed (2): Choice | rule -> fail (2) | default -> return
        fail (2): Fail
        return: Succeed",
    );
}

#[test]
fn a_map_runs_its_closure_for_each_item() {
    check(
        "async fn m(all: Vec<u64>) -> Result<Vec<u64>, E> { sfn::map(all, async |n| work(n).await).concurrency(2).await }",
        "
        start input
        input: Pass | next all -> each n
        each n: Map | next -> end
          work: Task | next -> end",
    );
}

#[test]
fn a_value_that_an_await_might_change_is_kept() {
    check(
        "async fn m(mut n: u64) -> Result<u64, E> {
            n = work(n).await?;
            let a = n + { n = work(5).await?; n };
            Ok(a)
        }",
        "
        start work
        work: Task | next operand -> work (2)
        work (2): Task | next -> end",
    );
}

#[test]
fn shadowing_renames_the_later_variable() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            let x = work(n).await?;
            { let x = work(x).await?; work(x).await?; }
            work(x).await
        }",
        "
        start work
        work: Task | next x -> work (2)
        work (2): Task | next x_1 -> work (3)
        work (3): Task | next -> work (4)
        work (4): Task | next -> end",
    );
}

#[test]
fn what_follows_a_labelled_block_is_there_once() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            let a = 'a: { if n > 5 { break 'a 1; } if work(n).await? > 2 { break 'a 2; } 3 };
            rest(a).await
        }",
        "
        start if n > 5
        if n > 5: Choice | rule n, a -> rest | default n -> work
        work: Task | next work -> if work(n).await? > 2
        if work(n).await? > 2: Choice | rule a -> rest | default a -> rest
        rest: Task | next -> end",
    );
}

#[test]
fn an_arm_for_success_and_failure_is_there_once() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            match work(n).await { Ok(1) => Ok(1), Err(E::Small { by: 2 }) => Ok(2), _ => rest(n).await }
        }",
        "
        start work
        work: Task | next n, subject -> match work(n).await | catch n, failure -> match error of work(n).await
        match work(n).await: Choice | rule -> return, Ok of work | default -> rest
        match error of work(n).await: Choice | rule -> return, Small of work | default -> rest
        return, Ok of work: Succeed
        return, Small of work: Succeed
        rest: Task | next -> end",
    );
}

#[test]
fn a_guard_that_awaits_comes_between_two_choices() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            match n { 1 => Ok(1), 2 if work(n).await? => Ok(2), _ => Ok(3) }
        }",
        "
        start match n
        match n: Choice | rule n -> return, 1 of n | rule n -> work | default n -> return, _ of n
        work: Task | next work -> guard
        guard: Choice | rule -> return, 2 of n | default -> return, _ of n
        return, 1 of n: Succeed
        return, 2 of n: Succeed
        return, _ of n: Succeed",
    );
}

#[test]
fn the_steps_of_a_block_share_one_handler() {
    check(
        "async fn m(n: u64) -> Result<u64, E> {
            match async { let a = work(n).await?; Ok::<u64, E>(rest(a).await?) }.await {
                Ok(a) => Ok(a),
                Err(E::Small { by }) => Ok(by),
                Err(e) => Err(e),
            }
        }",
        "
        start work
        work: Task | next a -> rest | catch failure -> match error of block
        rest: Task | next -> end | catch failure -> match error of block
        match error of block: Choice | rule by -> return | default e -> fail
        return: Succeed
        fail: Fail",
    );
}

#[test]
fn a_swap_is_one_assign() {
    check(
        "async fn m(n: u64) -> Result<u64, E> { let (mut a, mut b) = (work(n).await?, 1); (a, b) = (b, a + 1); log(a).await?; Ok(b) }",
        "
        start work
        work: Task | next a, b -> log
        log: Task | next -> end",
    );
}

#[test]
fn the_parts_of_a_condition_share_choices_and_the_way_out() {
    check(
        "async fn m(a: Option<u64>) -> Result<u64, E> { if let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x { log(y).await?; } else { log(0).await?; } Ok(1) }",
        "
        start if let Some(x) = a && x > 3
        if let Some(x) = a && x > 3: Choice | rule x -> work | default -> log, else of let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x
        work: Task | next y -> if y > x | catch -> log, else of let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x
        if y > x: Choice | rule -> log, if let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x | default -> log, else of let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x
        log, if let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x: Task | next -> return
        log, else of let Some(x) = a && x > 3 && let Ok(y) = work(x).await && y > x: Task | next -> return
        return: Succeed",
    );
}
