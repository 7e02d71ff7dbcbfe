//! Rules on the graph of one machine: targets exist, states are reachable, the machine can end.

use std::collections::HashSet;

use super::report::Findings;
use crate::finding::Code;
use crate::state::StateKind;
use crate::survey::site::{MachineSite, StateSite};

/// An empty name of a target is one that is missing, which the reader has reported.
pub(super) fn machine(site: &MachineSite<'_>, findings: &mut Findings) {
    // An empty machine is a fault of shape, reported by the reader.
    if site.machine.states.is_empty() {
        return;
    }
    let starts = start(site, findings);
    for state in site.states() {
        targets(&state, site, findings);
    }
    // AWS reports either that a machine cannot end or which of its states are out of reach, not both: where
    // nothing is terminal, reach is no help (measured).
    if site
        .machine
        .states
        .iter()
        .any(|(_, state)| state.is_terminal())
    {
        if starts {
            unreachable(site, findings);
        }
    } else {
        no_end(site, findings);
    }
}

/// A machine starts at one of its own states; the spec compares names by letter case. The words are not known.
fn start(site: &MachineSite<'_>, findings: &mut Findings) -> bool {
    let start = site.machine.start_at.as_str();
    let exists = site.machine.states.get(start).is_some();
    if !exists && !start.is_empty() {
        findings.report(
            Code::MissingTransitionTarget,
            format!("{}/StartAt", site.location),
            format!("Missing 'StartAt' target: {start}"),
            nearest(start, site),
        );
    }
    exists
}

/// A transition leads to a state of the same machine: neither into a branch nor out of one (recorded).
fn targets(state: &StateSite<'_, '_>, site: &MachineSite<'_>, findings: &mut Findings) {
    for (field, kind, target) in edges(state) {
        if site.machine.states.get(target).is_none() && !target.is_empty() {
            findings.report(
                Code::MissingTransitionTarget,
                state.place(&field),
                format!("Missing '{kind}' target: {target}"),
                nearest(target, site),
            );
        }
    }
}

/// Every state can be reached from the start (measured). What only an unreachable state leads to is out of
/// reach as well.
fn unreachable(site: &MachineSite<'_>, findings: &mut Findings) {
    let mut reached: HashSet<&str> = HashSet::new();
    let mut waiting = vec![site.machine.start_at.as_str()];
    while let Some(name) = waiting.pop() {
        if let Some(state) = site.state(name)
            && reached.insert(state.name)
        {
            waiting.extend(edges(&state).into_iter().map(|(_, _, target)| target));
        }
    }
    for state in site.states().filter(|state| !reached.contains(state.name)) {
        findings.report(
            Code::MissingTransitionTarget,
            &state.location,
            format!("State \"{}\" is not reachable.", state.name),
            "make a transition lead to it, or remove it",
        );
    }
}

/// A machine can end (measured; AWS gives no place for the definition itself).
fn no_end(site: &MachineSite<'_>, findings: &mut Findings) {
    let message = "Workflow has no terminal state";
    let help = "give one of its states `\"End\": true`, or add a Succeed or a Fail state";
    if site.location.is_empty() {
        findings.report_without_place(Code::MissingEndState, message, help);
    } else {
        findings.report(Code::MissingEndState, &site.location, message, help);
    }
}

/// Where a state can go: the field that says so, its kind in AWS's words, and the target.
fn edges<'d>(site: &StateSite<'_, 'd>) -> Vec<(String, &'static str, &'d str)> {
    let state = site.state;
    let mut edges = Vec::new();
    if let Some(target) = state
        .transition()
        .and_then(|transition| transition.target())
    {
        edges.push(("Next".to_owned(), "Next", target.as_str()));
    }
    if let StateKind::Choice(choice) = &state.kind {
        for (position, rule) in choice.choices.iter().enumerate() {
            edges.push((
                format!("Choices[{position}]/Next"),
                "Next",
                rule.next.as_str(),
            ));
        }
        if let Some(target) = &choice.default {
            edges.push(("Default".to_owned(), "Default", target.as_str()));
        }
    }
    for (position, catcher) in state.catchers().iter().enumerate() {
        edges.push((
            format!("Catch[{position}]/Next"),
            "Next",
            catcher.next.as_str(),
        ));
    }
    edges
}

/// The way out for a name that no state has: the state that was probably meant.
fn nearest(name: &str, site: &MachineSite<'_>) -> String {
    let same = site
        .machine
        .states
        .names()
        .find(|known| known.as_str().eq_ignore_ascii_case(name));
    match same {
        Some(known) => format!("write `{known}`: letter case counts"),
        None => "name a state of the same `States`".to_owned(),
    }
}
