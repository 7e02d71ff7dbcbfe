//! What a map run gives: a list of outputs, or files and where they are.

use sfn_asl::{OutputType, WriterTransformation};
use sfn_expr::{Object, Value};

use crate::engine::{Identity, Outcome, Status};
use crate::program::ResultForm;

/// Where a map run's results go, and in which form: what `ResultWriter` says.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Destination {
    bucket: Option<String>,
    prefix: String,
    #[serde(with = "form")]
    form: ResultForm,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResultFile {
    pub key: String,
    pub bytes: Vec<u8>,
}

/// A child execution, as results tell of it.
pub(crate) struct Child<'a> {
    pub identity: &'a Identity,
    pub input: &'a Value,
    /// `None` if it never began.
    pub outcome: Option<&'a Outcome>,
    pub redrive_count: u64,
}

impl Destination {
    /// `arguments` are those of the writer, with `Bucket` and `Prefix`, if it writes files.
    pub(crate) fn new(arguments: Option<Value>, form: ResultForm) -> Self {
        let text = |name: &str| {
            let value = arguments.as_ref()?.get(name)?;
            value.as_str().map(str::to_owned)
        };
        Self {
            bucket: text("Bucket"),
            prefix: text("Prefix").unwrap_or_default(),
            form,
        }
    }

    /// The bucket that files are written to, if any are.
    pub(crate) fn bucket(&self) -> Option<&str> {
        self.bucket.as_deref()
    }

    /// What results are made of. Files tell of each execution, a list of its outputs alone (AWS, `WriterConfig`).
    fn transformation(&self) -> WriterTransformation {
        let default = match self.bucket {
            Some(_) => WriterTransformation::None,
            None => WriterTransformation::Compact,
        };
        self.form.transformation.unwrap_or(default)
    }
}

/// The result where nothing is written to files.
pub(crate) fn inline(destination: &Destination, children: &[Child<'_>]) -> Value {
    let results = results(destination.transformation(), children.iter());
    match destination.form.output_type {
        Some(OutputType::Jsonl) => Value::from(lines(&results)),
        Some(OutputType::Json) | None => Value::from(results),
    }
}

/// The files to write, the manifest last, and the result that says where they are.
pub(crate) fn files(
    destination: &Destination,
    map_run_arn: &str,
    children: &[Child<'_>],
) -> (Vec<ResultFile>, Value) {
    let run = map_run_arn.rsplit(':').next().unwrap_or_default();
    let folder = match destination.prefix.trim_end_matches('/') {
        "" => run.to_owned(),
        prefix => format!("{prefix}/{run}"),
    };
    let bucket = destination.bucket().unwrap_or_default();
    let mut files = Vec::new();
    let mut listed = Object::with_capacity(3);
    for (name, admits) in GROUPS {
        let group = children
            .iter()
            .filter(|child| admits(child.outcome.map(|outcome| outcome.status)));
        let transformation = match *name {
            "SUCCEEDED" => destination.transformation(),
            // What has no output is told whole.
            _ => WriterTransformation::None,
        };
        let results = results(transformation, group);
        let mut entries = Vec::new();
        if !results.is_empty() {
            let (text, ending) = match destination.form.output_type {
                Some(OutputType::Jsonl) => (lines(&results), "jsonl"),
                Some(OutputType::Json) | None => (Value::from(results).to_json(), "json"),
            };
            let key = format!("{folder}/{name}_0.{ending}");
            let size = i64::try_from(text.len()).unwrap_or(i64::MAX);
            entries.push(Value::from(Object::from_iter([
                ("Key", Value::from(key.as_str())),
                ("Size", Value::from(size)),
            ])));
            files.push(ResultFile {
                key,
                bytes: text.into_bytes(),
            });
        }
        listed.insert(*name, entries);
    }
    let manifest = Object::from_iter([
        ("DestinationBucket", Value::from(bucket)),
        ("MapRunArn", Value::from(map_run_arn)),
        ("ResultFiles", Value::from(listed)),
    ]);
    let key = format!("{folder}/manifest.json");
    let details = Object::from_iter([("Bucket", bucket), ("Key", key.as_str())]);
    let result = Object::from_iter([
        ("MapRunArn", Value::from(map_run_arn)),
        ("ResultWriterDetails", Value::from(details)),
    ]);
    files.push(ResultFile {
        key,
        bytes: Value::from(manifest).to_json().into_bytes(),
    });
    (files, Value::from(result))
}

/// The files of a run, and whose results go into each.
type Group = (&'static str, fn(Option<Status>) -> bool);
const GROUPS: &[Group] = &[
    ("FAILED", |status| {
        matches!(
            status,
            Some(Status::Failed | Status::TimedOut | Status::Aborted)
        )
    }),
    ("PENDING", |status| {
        matches!(status, None | Some(Status::Running))
    }),
    ("SUCCEEDED", |status| status == Some(Status::Succeeded)),
];

fn results<'a, 'b: 'a>(
    transformation: WriterTransformation,
    children: impl Iterator<Item = &'a Child<'b>>,
) -> Vec<Value> {
    let output = |child: &Child<'_>| child.outcome.and_then(|outcome| outcome.output.clone());
    match transformation {
        WriterTransformation::None => children.map(record).collect(),
        WriterTransformation::Compact => children.filter_map(output).collect(),
        WriterTransformation::Flatten => {
            let outputs = children.filter_map(output);
            let flattened = outputs.flat_map(|output| match output {
                Value::Array(items) => items.into_vec(),
                other => vec![other],
            });
            flattened.collect()
        }
    }
}

/// The record of a child execution, in the words of `DescribeExecution`.
fn record(child: &Child<'_>) -> Value {
    let identity = child.identity;
    let included = || Value::from(Object::from_iter([("Included", true)]));
    let mut record = Object::with_capacity(13);
    record.insert("ExecutionArn", &*identity.execution_arn);
    record.insert("Input", child.input.to_json());
    record.insert("InputDetails", included());
    record.insert("Name", &*identity.execution_name);
    if let Some(outcome) = child.outcome {
        if let Some(output) = &outcome.output {
            record.insert("Output", output.to_json());
            record.insert("OutputDetails", included());
        }
        for (key, text) in [("Error", &outcome.error), ("Cause", &outcome.cause)] {
            if let Some(text) = text {
                record.insert(key, &**text);
            }
        }
        record.insert("RedriveCount", child.redrive_count as i64);
        let (status, reason) = match outcome.status {
            Status::Succeeded => (
                "NOT_REDRIVABLE",
                Some("Execution is SUCCEEDED and cannot be redriven"),
            ),
            _ if identity.express => ("NOT_REDRIVABLE", None),
            _ => ("REDRIVABLE_BY_MAP_RUN", None),
        };
        record.insert("RedriveStatus", status);
        if let Some(reason) = reason {
            record.insert("RedriveStatusReason", reason);
        }
        record.insert("StartDate", outcome.started.to_string());
    }
    record.insert("StateMachineArn", &*identity.machine_arn);
    let status = child
        .outcome
        .map_or("PENDING", |outcome| outcome.status.as_str());
    record.insert("Status", status);
    if let Some(outcome) = child.outcome {
        record.insert("StopDate", outcome.stopped.to_string());
    }
    Value::from(record)
}

fn lines(results: &[Value]) -> String {
    let lines: Vec<String> = results.iter().map(Value::to_json).collect();
    lines.join("\n")
}

/// [`ResultForm`] in stored executions: the words of ASL.
mod form {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use sfn_asl::{OutputType, WriterTransformation};

    use crate::program::ResultForm;

    pub fn serialize<S: Serializer>(form: &ResultForm, serializer: S) -> Result<S::Ok, S::Error> {
        let transformation = form.transformation.map(WriterTransformation::as_str);
        (transformation, form.output_type.map(OutputType::as_str)).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ResultForm, D::Error> {
        let (transformation, output_type): (Option<String>, Option<String>) =
            Deserialize::deserialize(deserializer)?;
        Ok(ResultForm {
            transformation: transformation.and_then(|word| match word.as_str() {
                "NONE" => Some(WriterTransformation::None),
                "COMPACT" => Some(WriterTransformation::Compact),
                "FLATTEN" => Some(WriterTransformation::Flatten),
                _ => None,
            }),
            output_type: output_type.and_then(|word| match word.as_str() {
                "JSON" => Some(OutputType::Json),
                "JSONL" => Some(OutputType::Jsonl),
                _ => None,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn outcome(status: Status, output: Option<Value>) -> Outcome {
        Outcome {
            status,
            output,
            error: None,
            cause: None,
            started: Timestamp::UNIX_EPOCH,
            stopped: Timestamp::UNIX_EPOCH,
        }
    }

    /// Two children that gave lists, and a third that failed.
    fn with_children<T>(look: impl FnOnce(&[Child<'_>]) -> T) -> T {
        let identity = Identity::local("Machine", "child");
        let input = Value::from(0);
        let outcomes = [
            outcome(Status::Succeeded, Some(vec![1, 2].into())),
            outcome(Status::Failed, None),
            outcome(Status::Succeeded, Some(vec![3].into())),
        ];
        let children: Vec<Child<'_>> = outcomes
            .iter()
            .map(|outcome| Child {
                identity: &identity,
                input: &input,
                outcome: Some(outcome),
                redrive_count: 0,
            })
            .collect();
        look(&children)
    }

    #[track_caller]
    fn check_inline(
        transformation: Option<WriterTransformation>,
        output_type: Option<OutputType>,
        expected: &str,
    ) {
        let form = ResultForm {
            transformation,
            output_type,
        };
        let destination = Destination::new(None, form);
        let result = with_children(|children| inline(&destination, children));
        assert_eq!(result.to_json(), expected);
    }

    #[test]
    fn outputs_are_listed_or_flattened() {
        check_inline(None, None, "[[1,2],[3]]");
        check_inline(Some(WriterTransformation::Flatten), None, "[1,2,3]");
        check_inline(None, Some(OutputType::Jsonl), r#""[1,2]\n[3]""#);
    }

    #[test]
    fn files_are_named_by_a_manifest() {
        let arguments = Object::from_iter([("Bucket", "results"), ("Prefix", "today/")]);
        let form = ResultForm {
            transformation: Some(WriterTransformation::Compact),
            output_type: None,
        };
        let destination = Destination::new(Some(arguments.into()), form);
        let (files, result) =
            with_children(|children| files(&destination, "arn:mapRun:M/L:run", children));
        let keys: Vec<&str> = files.iter().map(|file| file.key.as_str()).collect();
        let expected = [
            "today/run/FAILED_0.json",
            "today/run/SUCCEEDED_0.json",
            "today/run/manifest.json",
        ];
        assert_eq!(keys, expected);
        assert_eq!(files[1].bytes, b"[[1,2],[3]]");
        assert_eq!(
            result.to_json(),
            r#"{"MapRunArn":"arn:mapRun:M/L:run","ResultWriterDetails":{"Bucket":"results","Key":"today/run/manifest.json"}}"#
        );
    }
}
