//! Rules on Express executions: they are short and keep no state, so nothing in them can wait for the world.

use super::report::Findings;
use crate::finding::Code;
use crate::resource::{Pattern, ResourceArn};
use crate::state::{ExecutionType, ProcessorMode, StateKind};
use crate::survey::site::StateSite;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    if site.machine.execution_type != ExecutionType::Express {
        return;
    }
    match &site.state.kind {
        StateKind::Task(task) => resource(site, &task.resource, findings),
        StateKind::Map(map) if map.item_processor.mode() == ProcessorMode::Distributed => {
            distributed_map(site, findings);
        }
        _ => {}
    }
}

/// Recorded from AWS, the blank at the end of one message included.
fn resource(site: &StateSite<'_, '_>, resource: &str, findings: &mut Findings) {
    let message = match ResourceArn::parse(resource) {
        ResourceArn::Activity => "Express state machine does not support Activity ARN",
        ResourceArn::Integration {
            pattern: Pattern::Sync | Pattern::Sync2,
            ..
        } => "Express state machine does not support '.sync' service integration",
        ResourceArn::Integration {
            pattern: Pattern::WaitForTaskToken,
            ..
        } => "Express state machine does not support '.waitForTaskToken' service integration ",
        ResourceArn::Integration {
            pattern: Pattern::RequestResponse,
            ..
        }
        | ResourceArn::Function { .. }
        | ResourceArn::Other
        | ResourceArn::Substitution
        | ResourceArn::NoArn => return,
    };
    findings.report(
        Code::SchemaValidationFailed,
        site.place("Resource"),
        message,
        "make it a standard state machine, or call the service without waiting",
    );
}

/// Measured on AWS; the place is not known.
fn distributed_map(site: &StateSite<'_, '_>, findings: &mut Findings) {
    findings.report(
        Code::SchemaValidationFailed,
        format!("{}/ProcessorConfig/Mode", site.place(site.processor_field())),
        "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
        "use `INLINE`, or make it a standard state machine",
    );
}
