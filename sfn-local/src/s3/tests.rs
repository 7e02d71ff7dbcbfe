//! The object store against a service within this process, and against answers that no service should give.

use std::sync::Arc;

use sfn_core::asl::Definition;
use sfn_core::engine::Status;
use sfn_core::objects::Objects;
use sfn_core::program::Program;
use sfn_core::runtime::{Runtime, Start};

use super::S3;
use super::test_server::{serve, serve_bytes};
use crate::Credentials;

fn store(url: &str) -> S3 {
    let store = S3::new(url, "eu-west-1").unwrap();
    store.with_credentials(Credentials::new("id", "secret").with_session_token("token"))
}

/// What reading an object of the bucket fails with.
async fn failure(store: &S3, bucket: &str) -> String {
    let read = store.get(bucket, "missing", None).await;
    read.unwrap_err().to_string()
}

#[tokio::test]
async fn what_is_written_is_read_and_listed_over_all_pages() {
    let store = store(&serve().await);
    let keys = ["a/1 <&>+%", "a/2", "a/3", "a/ä", "b"];
    for key in keys.iter().rev() {
        let text = format!("text of {key}");
        store.put("import", key, text.into_bytes()).await.unwrap();
    }
    let read = store.get("import", keys[0], None).await.unwrap();
    assert_eq!(read, b"text of a/1 <&>+%");
    let listed = store.list("import", "a/").await.unwrap();
    let listed: Vec<&str> = listed.iter().map(|object| object.key.as_str()).collect();
    assert_eq!(listed, keys[..4]);
    assert_eq!(store.list("import", "c").await.unwrap(), []);
}

#[tokio::test]
async fn a_version_is_read_where_one_is_asked_for() {
    let store = store(&serve().await);
    for text in ["old", "new"] {
        store.put("import", "key", text.into()).await.unwrap();
    }
    assert_eq!(store.get("import", "key", None).await.unwrap(), b"new");
    assert_eq!(store.get("import", "key", Some("0")).await.unwrap(), b"old");
}

#[tokio::test]
async fn the_service_says_why_it_refuses() {
    let url = serve().await;
    let missing = "The specified key does not exist.";
    assert_eq!(failure(&store(&url), "import").await, missing);
    let no_bucket = "The specified bucket does not exist";
    assert_eq!(failure(&store(&url), "other").await, no_bucket);
    let unsigned = S3::new(&url, "eu-west-1").unwrap();
    assert_eq!(failure(&unsigned, "import").await, "Access Denied");
    let wrong = unsigned.with_credentials(Credentials::new("id", "other"));
    assert_eq!(failure(&wrong, "import").await, "Access Denied");
}

#[tokio::test]
async fn what_no_service_should_answer_is_told() {
    for (answer, expected) in [
        (
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>",
            "the object store answers 502 Bad Gateway",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000001\r\n\r\n",
            "the answer has 1000000001 bytes, more than 1000000000",
        ),
    ] {
        let store = store(&serve_bytes(answer).await);
        assert_eq!(failure(&store, "import").await, expected);
    }
    for (answer, expected) in [
        ("oops\r\n\r\n", "cannot be reached"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\noops",
            "breaks off",
        ),
    ] {
        let store = store(&serve_bytes(answer).await);
        let seen = failure(&store, "import").await;
        assert!(seen.contains(expected), "{seen}");
    }
}

#[tokio::test]
async fn a_service_that_never_ends_its_list_is_left() {
    let endless = "HTTP/1.1 200 OK\r\nContent-Length: 127\r\nConnection: close\r\n\r\n<ListBucketResult>\
        <IsTruncated>true</IsTruncated>\
        <NextContinuationToken>again</NextContinuationToken>\
        </ListBucketResult>            ";
    let store = store(&serve_bytes(endless).await);
    let error = store.list("import", "a").await.unwrap_err();
    let expected = "the object store gives the same page of the objects that begin with 'a' again";
    assert_eq!(error.to_string(), expected);
}

/// A distributed Map over the objects of a prefix, whose results are written under another.
const MAP: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map",
    "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Arguments": {"Bucket": "import", "Key": "{% $states.input.key %}"}
    },
    "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "Output": "{% $states.input.id %}", "End": true}}
    },
    "ResultWriter": {
        "Resource": "arn:aws:states:::s3:putObject", "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"},
        "Arguments": {"Bucket": "{% $states.input.to %}", "Prefix": "results"}
    },
    "End": true}}}"#;

/// The machine's end, and the error that it ended with.
async fn run(store: &S3, input: &str) -> (Status, String) {
    let program = Program::compile(&Definition::from_json(MAP).unwrap()).unwrap();
    let input = sfn_core::expr::Value::from_json(input.as_bytes()).unwrap();
    let runtime = Runtime::builder()
        .virtual_time()
        .objects(store.clone())
        .build();
    let start = Start::new("Import", input);
    let handle = runtime.start_program(&Arc::new(program), start).await;
    let outcome = handle.unwrap().outcome().await.unwrap();
    let error = outcome.error.as_deref().unwrap_or_default().to_owned();
    (outcome.status, error)
}

#[tokio::test]
async fn a_distributed_map_reads_and_writes_buckets() {
    let store = store(&serve().await);
    let rows = "id\na\nb\n";
    store.put("import", "rows.csv", rows.into()).await.unwrap();
    let (status, _) = run(&store, r#"{"key": "rows.csv", "to": "import"}"#).await;
    assert_eq!(status, Status::Succeeded);
    let written = store.list("import", "results/").await.unwrap();
    let results = written
        .iter()
        .find(|object| object.key.ends_with("/SUCCEEDED_0.json"));
    let results = store
        .get("import", &results.unwrap().key, None)
        .await
        .unwrap();
    assert_eq!(results, br#"["a","b"]"#);
}

#[tokio::test]
async fn a_distributed_map_fails_with_the_name_of_what_it_could_not_do() {
    let store = store(&serve().await);
    store
        .put("import", "rows.csv", "id\na\n".into())
        .await
        .unwrap();
    let (_, error) = run(&store, r#"{"key": "other.csv", "to": "import"}"#).await;
    assert_eq!(error, "States.ItemReaderFailed");
    let (_, error) = run(&store, r#"{"key": "rows.csv", "to": "other"}"#).await;
    assert_eq!(error, "States.ResultWriterFailed");
}
