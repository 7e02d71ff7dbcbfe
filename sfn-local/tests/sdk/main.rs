//! AWS's own SDK for Rust against the endpoint, over a TCP port of this machine: every operation, as programs call it.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

mod aliases;
mod callbacks;
mod executions;
mod express;
mod machines;
mod maps;
mod mocks;
mod signatures;
mod states;

use aws_sdk_sfn::Client;
use aws_sdk_sfn::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_sfn::config::{
    BehaviorVersion, ConfigBag, Credentials, Intercept, Region, RuntimeComponents,
};
use aws_sdk_sfn::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_sdk_sfn::types::ExecutionStatus;
use aws_smithy_http_client::Builder as HttpClientBuilder;
use sfn_core::runtime::{Place, Runtime, RuntimeBuilder};
use sfn_local::{Endpoint, Mocks, Server};

const ROLE: &str = "arn:aws:iam::123456789012:role/test";

/// A machine that ends at once, with its input.
const PASS: &str = r#"{"StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": true}}}"#;

/// A machine that does not end by itself.
const WAIT: &str =
    r#"{"StartAt": "Hour", "States": {"Hour": {"Type": "Wait", "Seconds": 3600, "End": true}}}"#;

/// A client of an endpoint of its own.
async fn client() -> Client {
    client_of(Runtime::builder(), Mocks::default()).await
}

/// A client of an endpoint in whose executions waits take no time.
async fn client_in_virtual_time() -> Client {
    client_of(Runtime::builder().virtual_time(), Mocks::default()).await
}

async fn client_of(runtime: RuntimeBuilder, mocks: Mocks) -> Client {
    let endpoint = Endpoint::with_mocks(runtime.build(), Place::default(), mocks);
    let server = Server::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let url = format!("http://{}", server.address());
    tokio::spawn(server.serve(endpoint, std::future::pending()));
    client_at(&url, Credentials::new("id", "secret", None, None, "test"))
}

fn client_at(url: &str, credentials: Credentials) -> Client {
    let config = aws_sdk_sfn::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials)
        .endpoint_url(url)
        .http_client(HttpClientBuilder::new().build_http())
        .interceptor(WithoutHostPrefix)
        .build();
    Client::from_conf(config)
}

/// Two operations go to `sync-HOST`, which is no name of this machine. Other SDKs have an option for that.
#[derive(Debug)]
struct WithoutHostPrefix;

impl Intercept for WithoutHostPrefix {
    fn name(&self) -> &'static str {
        "without host prefix"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let uri = request.uri().replacen("//sync-", "//", 1);
        request.set_uri(uri)?;
        Ok(())
    }
}

/// Creates a machine; its ARN.
async fn create(client: &Client, name: &str, definition: &str) -> String {
    let created = client
        .create_state_machine()
        .name(name)
        .definition(definition)
        .role_arn(ROLE);
    created.send().await.unwrap().state_machine_arn
}

/// Starts an execution; its ARN.
async fn start(client: &Client, machine_arn: &str, input: &str) -> String {
    let started = client
        .start_execution()
        .state_machine_arn(machine_arn)
        .input(input);
    started.send().await.unwrap().execution_arn
}

/// Waits until an execution has ended; how, with which output.
async fn end(client: &Client, execution_arn: &str) -> (ExecutionStatus, Option<String>) {
    loop {
        let described = client.describe_execution().execution_arn(execution_arn);
        let described = described.send().await.unwrap();
        if described.status != ExecutionStatus::Running {
            return (described.status, described.output);
        }
        tokio::task::yield_now().await;
    }
}

/// The names of all events of an execution.
async fn events(client: &Client, execution_arn: &str) -> Vec<String> {
    let history = client.get_execution_history().execution_arn(execution_arn);
    let history = history.send().await.unwrap();
    let events = history.events.into_iter();
    events
        .map(|event| event.r#type.as_str().to_owned())
        .collect()
}

/// The code and the message of a refusal.
#[track_caller]
fn refusal<T: std::fmt::Debug, E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    result: Result<T, SdkError<E, R>>,
) -> (String, String) {
    let error = result.unwrap_err();
    let error = error.as_service_error().unwrap();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}
