//! The Amazon States Language as data: definitions, rules, paths and intrinsic functions.
//!
//! [`Definition`] is the one in-memory form of a state machine, whoever made it: a document that somebody
//! wrote, or a workflow in Rust. It is read from and written to JSON without loss, and
//! [`Definition::parse`] tells everything that is wrong with a document, in AWS's codes and words.
//!
//! Nothing here does I/O, reads a clock or draws a number, and nothing here runs a machine.
//!
//! ```
//! use sfn_asl::{Definition, Machine, Succeed, Task, Transition};
//!
//! let charge = Task { transition: Transition::next("Done"), ..Task::new("${ChargeFunctionArn}") };
//! let definition = Definition::from(Machine::new("Charge").with_state("Charge", charge).with_state("Done", Succeed));
//! assert_eq!(definition.validate(), []);
//! ```

mod catch;
mod definition;
mod error_name;
mod expression;
mod failure;
mod finding;
mod intrinsic;
mod json_text;
mod keyword;
mod language;
mod lone_state;
mod machine;
mod name;
mod number;
mod path;
mod payload;
mod predicate;
mod read;
mod resource;
mod retry;
mod rules;
mod scope;
mod state;
mod survey;
mod template;
mod timestamp;
mod variable_references;
mod write;

pub use catch::Catcher;
pub use definition::{Definition, MAX_DEFINITION_CHARS};
pub use error_name::ErrorName;
pub use expression::{Dynamic, Jsonata, NullablePath, PathText};
pub use failure::Failure;
pub use finding::{Code, Finding, InvalidDefinition, Severity};
pub use intrinsic::{Intrinsic, IntrinsicFunction, IntrinsicSyntaxError, MAX_INTRINSIC_DEPTH};
pub use language::QueryLanguage;
pub use machine::{Machine, States};
pub use name::StateName;
pub use number::Number;
pub use path::{
    MAX_FILTER_DEPTH, MAX_PATH_CHARS, MAX_VISITED, Path, PathError, PathSyntaxError, ReferencePath,
    Root,
};
pub use payload::{MAX_TEMPLATE_DEPTH, PathOrIntrinsic, PayloadTemplate, TemplateError};
pub use predicate::Predicate;
pub use read::MAX_NESTING;
pub use resource::{Pattern, ResourceArn};
pub use retry::{JitterStrategy, Retrier};
pub use scope::Scope;
pub use state::{
    Choice, ChoiceRule, Comparison, Condition, Credentials, CsvDelimiter, CsvHeaderLocation,
    DataTest, ExecutionType, Fail, InputType, ItemBatcher, ItemProcessor, ItemReader, ManifestType,
    Map, NestedTest, Operand, Order, OutputType, Parallel, Pass, ProcessorConfig, ProcessorMode,
    ReaderConfig, ReaderTransformation, ResultWriter, Spelling, State, StateKind, StateType,
    Succeed, Task, Transition, TypeTest, Wait, WaitUntil, WriterConfig, WriterTransformation,
};
pub use template::Template;
pub use timestamp::Timestamp;
