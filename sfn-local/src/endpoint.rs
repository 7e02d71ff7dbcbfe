//! The endpoint: everything that requests share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sfn_core::clock::Timestamp;
use sfn_core::expr::{Object, Value};
use sfn_core::runtime::{Place, Runtime};

use crate::actions;
use crate::catalog::Catalog;
use crate::integrations::OwnApi;
use crate::mocks::{MockProvider, Mocks};
use crate::protocol::ApiError;

/// Answers the operations of the API. Clones are the same endpoint.
///
/// ```
/// use sfn_core::runtime::{Place, Runtime};
/// use sfn_local::Endpoint;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let endpoint = Endpoint::new(Runtime::builder().build(), Place::default());
/// let answer = endpoint.call("ListStateMachines", b"{}").await;
/// assert_eq!(answer.unwrap(), br#"{"stateMachines":[]}"#);
///
/// let refusal = endpoint.call("DescribeExecution", br#"{"executionArn": "x"}"#).await.unwrap_err();
/// assert_eq!(refusal.message(), "Invalid Arn: 'Invalid ARN prefix: x'");
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Endpoint(Arc<Shared>);

#[derive(Debug)]
pub(crate) struct Shared {
    runtime: Runtime,
    place: Place,
    catalog: Mutex<Catalog>,
    mocks: MockProvider,
}

impl Endpoint {
    /// An endpoint that runs executions in that runtime.
    pub fn new(runtime: Runtime, place: Place) -> Self {
        Self::with_mocks(runtime, place, Mocks::default())
    }

    /// An endpoint that answers tasks by these mocks, in executions that are started with a test case.
    pub fn with_mocks(runtime: Runtime, place: Place, mocks: Mocks) -> Self {
        let mocks = MockProvider::new(mocks);
        let shared = Arc::new(Shared {
            runtime,
            place,
            catalog: Mutex::default(),
            mocks: mocks.clone(),
        });
        shared
            .runtime
            .add_integrations(mocks.answering(Arc::downgrade(&shared)));
        let own = OwnApi::new(Arc::downgrade(&shared));
        shared.runtime.add_integrations(own);
        Self(shared)
    }

    pub(crate) fn from_shared(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    /// Performs an operation: the JSON text of a request in, that of the answer out.
    ///
    /// # Errors
    /// [`ApiError`], as AWS would answer.
    pub async fn call(&self, operation: &str, request: &[u8]) -> Result<Vec<u8>, ApiError> {
        actions::perform(self, operation, request).await
    }

    /// Creates a standard machine of a definition, as `CreateStateMachine` would.
    ///
    /// # Errors
    /// [`ApiError`], as AWS would answer.
    pub async fn create_machine(&self, name: &str, definition: &str) -> Result<(), ApiError> {
        let role = format!("arn:aws:iam::{}:role/sfn", self.0.place.account);
        let members = [
            ("name", name),
            ("definition", definition),
            ("roleArn", &role),
        ];
        let request = Value::from(Object::from_iter(members)).to_json();
        self.call("CreateStateMachine", request.as_bytes()).await?;
        Ok(())
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.0.runtime
    }

    pub(crate) fn mocks(&self) -> &MockProvider {
        &self.0.mocks
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0.place
    }

    /// The ARN of something of Step Functions here.
    pub(crate) fn arn(&self, resource: &str) -> Arc<str> {
        let Place { region, account } = &self.0.place;
        format!("arn:aws:states:{region}:{account}:{resource}").into()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.runtime.clock().now()
    }

    /// What was created. Never held while anything is awaited.
    pub(crate) fn catalog(&self) -> MutexGuard<'_, Catalog> {
        // Each change of the catalog is whole before anything can panic.
        self.0
            .catalog
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
