//! The rules: what makes a definition wrong beyond its shape.
//!
//! One file per family. A rule looks at one state, or at one machine, and knows nothing of the other rules. Their
//! order here is the order of the findings. Shape (missing and unknown fields, types) is the reader's business.
//!
//! Where a rule quotes AWS, its comment says how its words are known: *recorded* from AWS's answers, *measured*
//! by others and published, or not known, which means that only code and place are meant to agree.

mod error_handling;
mod express;
mod graph;
mod jsonata;
mod map;
mod names;
mod numbers;
mod paths;
mod report;
mod resource;
mod timestamps;
mod variables;
mod warnings;

use crate::definition::Definition;
use crate::finding::{Code, Finding};
use crate::state::ExecutionType;
use crate::survey::site::MachineSite;
use report::Findings;

/// Everything that is wrong with a definition whose executions are of this type.
pub(crate) fn findings(definition: &Definition, execution_type: ExecutionType) -> Vec<Finding> {
    let root = MachineSite::root(definition, execution_type);
    let mut findings = states(definition, &root);
    variables::undefined(&root, &mut findings);
    root.for_each_machine(&mut |machine| graph::machine(machine, &mut findings));
    findings.finish()
}

/// Everything that is wrong with the one state of a definition, whatever state it may lead to and whatever
/// variables there may be.
pub(crate) fn lone_state_findings(definition: &Definition) -> Vec<Finding> {
    let root = MachineSite::root(definition, ExecutionType::Standard);
    let mut findings = states(definition, &root);
    for state in root.states() {
        for machine in state.machines() {
            machine.for_each_machine(&mut |machine| graph::machine(machine, &mut findings));
        }
    }
    findings.finish()
}

/// What can be said without the graph.
fn states(definition: &Definition, root: &MachineSite<'_>) -> Findings {
    let mut findings = Findings::default();
    version(definition, &mut findings);
    numbers::machine_timeout(definition, &mut findings);
    root.for_each_state(&mut |state| {
        names::state_name(state, &mut findings);
        numbers::state(state, &mut findings);
        timestamps::state(state, &mut findings);
        error_handling::state(state, &mut findings);
        resource::state(state, &mut findings);
        express::state(state, &mut findings);
        map::state(state, &mut findings);
        names::label(state, &mut findings);
        variables::names(state, &mut findings);
        jsonata::state(state, &mut findings);
        paths::state(state, &mut findings);
        warnings::state(state, &mut findings);
    });
    names::duplicates(root, &mut findings);
    variables::shadowing(root, &mut findings);
    findings
}

/// There is one version of the language (measured).
fn version(definition: &Definition, findings: &mut Findings) {
    if definition
        .version
        .as_deref()
        .is_some_and(|version| version != "1.0")
    {
        findings.report(
            Code::SchemaValidationFailed,
            "/Version",
            "Value should be one of the following: [1.0]",
            "write `\"1.0\"`, or remove `Version`",
        );
    }
}
