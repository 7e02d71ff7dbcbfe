//! What holds of every graph, looked at in each machine of the parity suite and of the examples, without `rustc`.
//!
//! States have names of their own that AWS takes, control reaches each of them and finds a way on, and no expression
//! reads a variable that some way there has not assigned: on AWS that fails the execution.

use super::{Code, Edge, Frame, Graph, Node, NodeKind, Role, Target};
use super::{Failure, Until};
use crate::model::{Machine, VarId};
use crate::report::Report;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

type Assigned = BTreeSet<VarId>;

#[test]
fn every_graph_is_sound() {
    let mut expansions = Vec::new();
    for file in sources() {
        let source = std::fs::read_to_string(&file).unwrap();
        let source = syn::parse_file(&source).unwrap();
        for item in functions(source.items) {
            let name = item.sig.ident.to_string();
            let (machine, graph) = lower(item);
            let faults = Soundness::of(&graph);
            assert!(
                faults.is_empty(),
                "{name} in {}: {faults:#?}",
                file.display()
            );
            expansions.push(crate::expand::machine(&machine, &graph, &[]).to_string());
        }
    }
    assert!(
        expansions.len() > 150,
        "only {} machines were found",
        expansions.len()
    );
    compare(&expansions.join("\n\n"));
}

/// For mutation testing, which asks whether a changed rule changes any machine: with `SFN_EXPANSIONS` the expansions have to
/// be those in the file of that name, which the first run writes.
fn compare(expansions: &str) {
    if let Some(file) = std::env::var_os("SFN_EXPANSIONS") {
        match std::fs::read_to_string(&file) {
            Ok(before) => assert!(before == expansions, "a machine is another than before"),
            Err(_) => std::fs::write(file, expansions).unwrap(),
        }
    }
}

#[test]
fn a_variable_that_one_way_leaves_out_is_found() {
    let item =
        syn::parse_str("async fn m(n: u64) -> Result<u64, E> { let a = work(n).await?; Ok(a) }");
    let (_, mut graph) = lower(item.unwrap());
    assert_eq!(Soundness::of(&graph), Vec::<String>::new());
    graph.body.nodes[0].edges[0].target = Some(Target::End(Code::Variable(VarId(0))));
    graph.body.nodes[0].edges[0].assign.clear();
    assert_eq!(
        Soundness::of(&graph),
        ["work reads n, which may not be assigned"]
    );
}

/// The files that hold machines.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![
        root.join("sfn-tests/tests/parity/machines"),
        root.join("examples"),
    ];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The machines among items, also those in modules.
fn functions(items: Vec<syn::Item>) -> Vec<syn::ItemFn> {
    let is_machine = |attribute: &syn::Attribute| {
        let path = attribute.path();
        path.segments
            .last()
            .is_some_and(|last| last.ident == "state_machine")
    };
    let mut found = Vec::new();
    for item in items {
        match item {
            syn::Item::Fn(mut item) if item.attrs.iter().any(is_machine) => {
                item.attrs.retain(|attribute| !is_machine(attribute));
                found.push(item);
            }
            syn::Item::Mod(module) => {
                found.extend(functions(
                    module.content.map_or_else(Vec::new, |(_, items)| items),
                ));
            }
            _ => {}
        }
    }
    found
}

fn lower(item: syn::ItemFn) -> (Machine, Graph) {
    let machine = crate::parse::machine(proc_macro2::TokenStream::new(), item).unwrap();
    let mut report = Report::default();
    crate::check::machine(&machine, &mut report);
    assert!(report.is_clean(), "{}", report.into_tokens());
    let graph = super::machine(&machine);
    (machine, graph)
}

/// Looks at one graph.
struct Soundness<'a> {
    graph: &'a Graph,
    names: HashSet<&'a str>,
    faults: Vec<String>,
}

impl<'a> Soundness<'a> {
    fn of(graph: &'a Graph) -> Vec<String> {
        let mut soundness = Self {
            graph,
            names: HashSet::new(),
            faults: Vec::new(),
        };
        soundness.frame(&graph.body, &Assigned::new());
        soundness.faults
    }

    /// A machine or branch, and what is assigned around it.
    fn frame(&mut self, frame: &'a Frame, around: &Assigned) {
        let assigned = self.assigned(frame, around);
        for (node, assigned) in frame.nodes.iter().zip(assigned) {
            if !self.names.insert(&node.name) {
                self.faults
                    .push(format!("two states are called {}", node.name));
            }
            if node.name.is_empty() || node.name.chars().count() > 80 {
                self.faults
                    .push(format!("AWS does not take the name {}", node.name));
            }
            match assigned {
                None => self.faults.push(format!("nothing leads to {}", node.name)),
                Some(assigned) => self.node(node, &assigned),
            }
        }
    }

    /// What is assigned wherever a state is entered; `None` where control never comes.
    fn assigned(&self, frame: &Frame, around: &Assigned) -> Vec<Option<Assigned>> {
        let mut found: Vec<Option<Assigned>> = vec![None; frame.nodes.len()];
        let mut changed = vec![(frame.start, around.clone())];
        while let Some((index, assigned)) = changed.pop() {
            let entry = match &found[index] {
                Some(before) => before.intersection(&assigned).copied().collect(),
                None => assigned,
            };
            if found[index].as_ref() == Some(&entry) {
                continue;
            }
            for edge in &frame.nodes[index].edges {
                if let Some(Target::Node(target)) = edge.target {
                    let mut left = entry.clone();
                    left.extend(edge.assign.iter().map(|(id, _)| *id));
                    changed.push((target, left));
                }
            }
            found[index] = Some(entry);
        }
        found
    }

    fn node(&mut self, node: &'a Node, assigned: &Assigned) {
        let reads = |soundness: &mut Self, code: &Code| soundness.reads(node, code, assigned);
        match &node.kind {
            NodeKind::Task { arguments, .. } => {
                arguments.iter().for_each(|code| reads(self, code));
            }
            NodeKind::Pass => {}
            NodeKind::Choice => {
                let is_rule = |edge: &Edge| matches!(edge.role, Role::Rule(_));
                if !node.edges.iter().any(is_rule) {
                    self.faults
                        .push(format!("{} has nothing to decide", node.name));
                }
            }
            NodeKind::Wait(Until::Seconds(code) | Until::Timestamp(code) | Until::Passed(code))
            | NodeKind::Succeed(code)
            | NodeKind::Fail(Failure::Caught(code)) => reads(self, code),
            NodeKind::Fail(Failure::Raised(_, _, members)) => {
                members.iter().for_each(|(_, code)| reads(self, code));
            }
            NodeKind::Fail(Failure::Unmatched) => {}
            NodeKind::Parallel(branches) => {
                for branch in branches {
                    self.frame(branch, assigned);
                }
            }
            NodeKind::Map {
                items,
                concurrency,
                processor,
            } => {
                reads(self, items);
                concurrency.iter().for_each(|code| reads(self, code));
                self.frame(processor, assigned);
            }
        }
        let ends = matches!(node.kind, NodeKind::Succeed(_) | NodeKind::Fail(_));
        let leads_on = |edge: &Edge| !matches!(edge.role, Role::Catch(_)) && edge.target.is_some();
        if !ends && !node.edges.iter().any(leads_on) {
            self.faults.push(format!("{} has no way on", node.name));
        }
        for edge in &node.edges {
            if let Role::Rule(condition) = &edge.role {
                self.reads(node, condition, assigned);
            }
            for (_, code) in &edge.assign {
                self.reads(node, code, assigned);
            }
            if let Some(Target::End(code)) = &edge.target {
                self.reads(node, code, assigned);
            }
        }
    }

    fn reads(&mut self, node: &Node, code: &Code, assigned: &Assigned) {
        let mut missing = BTreeSet::new();
        code.reads(&mut |id| {
            if !assigned.contains(&id) {
                missing.insert(id);
            }
        });
        for id in missing.difference(&parameters(code)) {
            let name = &self.graph.variables[id.0];
            let fault = format!("{} reads {name}, which may not be assigned", node.name);
            self.faults.push(fault);
        }
    }
}

/// The parameters of the closures in an expression.
fn parameters(code: &Code) -> Assigned {
    let mut found = Assigned::new();
    let mut rest = vec![code];
    while let Some(code) = rest.pop() {
        if let Code::Lambda(parameters, _) = code {
            found.extend(parameters);
        }
        rest.extend(code.parts());
    }
    found
}
