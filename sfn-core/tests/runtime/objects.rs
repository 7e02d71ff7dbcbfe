//! What a distributed Map reads is bounded.

use sfn_core::objects::{Object, ObjectError, ObjectFuture, Objects};

use super::*;

/// Two objects that fit into memory each, and not together.
struct Large;

impl Objects for Large {
    fn get<'a>(&'a self, _: &'a str, _: &'a str, _: Option<&'a str>) -> ObjectFuture<'a, Vec<u8>> {
        Box::pin(async { Err(ObjectError::new("read")) })
    }

    fn list<'a>(&'a self, _: &'a str, _: &'a str) -> ObjectFuture<'a, Vec<Object>> {
        let object = |key: &str| Object {
            key: key.to_owned(),
            size: 600_000_000,
            last_modified: Timestamp::UNIX_EPOCH,
            e_tag: None,
            storage_class: None,
        };
        Box::pin(async move { Ok(vec![object("a"), object("b")]) })
    }

    fn put<'a>(&'a self, _: &'a str, _: &'a str, _: Vec<u8>) -> ObjectFuture<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn listed_objects_that_are_too_large_together_are_not_read() {
    let machine = program(
        r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "ReaderConfig": {"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"},
                "Parameters": {"Bucket": "import", "Prefix": "many/"}
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": true}}
            }, "End": true}}}"#,
    );
    let runtime = virtual_runtime().objects(Large).build();
    let outcome = run(&runtime, &machine, 1).await;
    check_failure(
        &outcome,
        "States.ItemReaderFailed",
        "the objects that begin with 'many/' have 1200000000 bytes, more than 1000000000",
    );
}
