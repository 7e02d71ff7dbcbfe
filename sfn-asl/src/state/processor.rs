//! `ItemProcessor`: the machine that a Map runs for each item.

use crate::keyword::keywords;
use crate::machine::Machine;
use crate::read::Fields;
use crate::write::ObjectWriter;

/// The machine of a Map, and how its iterations run.
///
/// ```
/// use sfn_asl::{ItemProcessor, Machine, Succeed};
///
/// let processor = ItemProcessor::from(Machine::new("Done").with_state("Done", Succeed));
/// assert_eq!(processor.config, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemProcessor {
    /// How the iterations run; inline where it is absent.
    pub config: Option<ProcessorConfig>,
    /// What runs for each item.
    pub machine: Machine,
}

/// How the iterations of a Map run (`ProcessorConfig`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessorConfig {
    /// Inline, where it is absent.
    pub mode: Option<ProcessorMode>,
    /// The type of the child executions; required in a distributed Map, refused in an inline one.
    pub execution_type: Option<ExecutionType>,
}

keywords! {
    /// Where the iterations of a Map run.
    #[derive(Default)]
    ProcessorMode {
        /// In the execution that has the Map, with its variables and its history.
        #[default]
        Inline = "INLINE",
        /// In child executions.
        Distributed = "DISTRIBUTED",
    }
}

keywords! {
    /// The type of an execution.
    #[derive(Default)]
    ExecutionType {
        /// Durable, up to a year, each state once.
        #[default]
        Standard = "STANDARD",
        /// Short, up to five minutes, without a history.
        Express = "EXPRESS",
    }
}

impl From<Machine> for ItemProcessor {
    fn from(machine: Machine) -> Self {
        Self {
            config: None,
            machine,
        }
    }
}

impl ItemProcessor {
    /// Where the iterations run.
    pub fn mode(&self) -> ProcessorMode {
        self.config
            .as_ref()
            .and_then(|config| config.mode)
            .unwrap_or_default()
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let config = fields.object("ProcessorConfig", ProcessorConfig::read);
        Self {
            config,
            machine: Machine::read(fields),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_object(
            "ProcessorConfig",
            self.config.as_ref(),
            ProcessorConfig::write,
        );
        self.machine.write(object);
    }
}

impl ProcessorConfig {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            mode: fields.keyword("Mode"),
            execution_type: fields.keyword("ExecutionType"),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("Mode", self.mode.map(ProcessorMode::as_str));
        object.optional_string(
            "ExecutionType",
            self.execution_type.map(ExecutionType::as_str),
        );
    }
}
