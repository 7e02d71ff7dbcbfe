//! Removes assignments that nothing reads, and Pass states that are left with nothing to do.

use super::flow::{Edge, Frame, Node, NodeKind, Role, Target};
use super::step::{Failure, Until};
use crate::model::VarId;
use std::collections::BTreeSet;

/// Prunes a machine and its branches.
pub fn prune(frame: &mut Frame) {
    loop {
        let mut read = BTreeSet::new();
        reads(frame, &mut |id| {
            read.insert(id);
        });
        if !remove_unread(frame, &read) {
            break;
        }
    }
    bypass(frame);
}

/// Everything that the frame's states read, at any depth.
fn reads(frame: &Frame, found: &mut impl FnMut(VarId)) {
    for node in &frame.nodes {
        kind_reads(&node.kind, found);
        for edge in &node.edges {
            if let Role::Rule(condition) = &edge.role {
                condition.reads(found);
            }
            if let Some(Target::End(output)) = &edge.target {
                output.reads(found);
            }
            for (_, code) in &edge.assign {
                code.reads(found);
            }
        }
    }
}

fn kind_reads(kind: &NodeKind, found: &mut impl FnMut(VarId)) {
    match kind {
        NodeKind::Task { arguments, .. } => arguments.iter().for_each(|code| code.reads(found)),
        NodeKind::Wait(Until::Seconds(code) | Until::Timestamp(code) | Until::Passed(code))
        | NodeKind::Succeed(code) => code.reads(found),
        NodeKind::Fail(Failure::Caught(code)) => code.reads(found),
        NodeKind::Fail(Failure::Raised(_, _, members)) => {
            members.iter().for_each(|(_, code)| code.reads(found))
        }
        NodeKind::Fail(Failure::Unmatched) | NodeKind::Pass | NodeKind::Choice => {}
        NodeKind::Parallel(branches) => {
            for branch in branches {
                branch_reads(branch, found);
            }
        }
        NodeKind::Map {
            items,
            concurrency,
            processor,
        } => {
            items.reads(found);
            if let Some(concurrency) = concurrency {
                concurrency.reads(found);
            }
            branch_reads(processor, found);
        }
    }
}

/// Behind a function of its own, since a generic function cannot call itself with ever new closures.
fn branch_reads(frame: &Frame, found: &mut impl FnMut(VarId)) {
    let mut ids = Vec::new();
    collect(frame, &mut ids);
    ids.into_iter().for_each(found);
}

fn collect(frame: &Frame, ids: &mut Vec<VarId>) {
    let mut nested = Vec::new();
    reads(frame, &mut |id| nested.push(id));
    ids.extend(nested);
}

fn remove_unread(frame: &mut Frame, read: &BTreeSet<VarId>) -> bool {
    let mut removed = false;
    for node in &mut frame.nodes {
        for edge in &mut node.edges {
            let before = edge.assign.len();
            edge.assign
                .retain(|(id, code)| read.contains(id) && !ends(&edge.target) || !code.is_total());
            removed |= edge.assign.len() != before;
        }
        match &mut node.kind {
            NodeKind::Parallel(branches) => {
                for branch in branches {
                    removed |= remove_unread(branch, read);
                }
            }
            NodeKind::Map { processor, .. } => removed |= remove_unread(processor, read),
            _ => {}
        }
    }
    removed
}

/// Whether an edge leaves the frame, where its variables die.
fn ends(target: &Option<Target>) -> bool {
    matches!(target, Some(Target::End(_)))
}

/// Leads edges past Pass states that assign nothing.
fn bypass(frame: &mut Frame) {
    let onward: Vec<Option<usize>> = frame.nodes.iter().map(idle).collect();
    let settle = |mut at: usize| {
        let mut steps = 0;
        while let Some(next) = onward[at] {
            // A ring of idle states stays as it is.
            steps += 1;
            if steps > onward.len() {
                break;
            }
            at = next;
        }
        at
    };
    frame.start = if frame.nodes.is_empty() {
        0
    } else {
        settle(frame.start)
    };
    for node in &mut frame.nodes {
        for edge in &mut node.edges {
            if let Some(Target::Node(target)) = &mut edge.target {
                *target = settle(*target);
            }
        }
        match &mut node.kind {
            NodeKind::Parallel(branches) => branches.iter_mut().for_each(bypass),
            NodeKind::Map { processor, .. } => bypass(processor),
            _ => {}
        }
    }
    remove_unreachable(frame);
}

fn idle(node: &Node) -> Option<usize> {
    match (&node.kind, &node.edges[..]) {
        (
            NodeKind::Pass,
            [
                Edge {
                    assign,
                    target: Some(Target::Node(target)),
                    ..
                },
            ],
        ) if assign.is_empty() => Some(*target),
        _ => None,
    }
}

fn remove_unreachable(frame: &mut Frame) {
    let mut reached = vec![false; frame.nodes.len()];
    let mut rest: Vec<usize> = if frame.nodes.is_empty() {
        Vec::new()
    } else {
        vec![frame.start]
    };
    while let Some(at) = rest.pop() {
        if std::mem::replace(&mut reached[at], true) {
            continue;
        }
        for edge in &frame.nodes[at].edges {
            if let Some(Target::Node(target)) = edge.target {
                rest.push(target);
            }
        }
    }
    let mut place = Vec::new();
    let mut kept = 0;
    for reached in &reached {
        place.push(kept);
        kept += usize::from(*reached);
    }
    let mut index = 0;
    frame.nodes.retain(|_| {
        index += 1;
        reached[index - 1]
    });
    if !reached.is_empty() {
        frame.start = place[frame.start];
    }
    for node in &mut frame.nodes {
        for edge in &mut node.edges {
            if let Some(Target::Node(target)) = &mut edge.target {
                *target = place[*target];
            }
        }
    }
}
