//! The names of an execution: what the context object, histories and ARNs call it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The region of executions that name none.
pub(crate) const DEFAULT_REGION: &str = "us-east-1";

/// The account of executions that name none.
pub(crate) const DEFAULT_ACCOUNT: &str = "123456789012";

/// The names of an execution and its machine, as the context object shows them.
///
/// ```
/// use sfn_core::engine::Identity;
///
/// let identity = Identity::local("Checkout", "order-7");
/// assert_eq!(
///     &*identity.execution_arn,
///     "arn:aws:states:us-east-1:123456789012:execution:Checkout:order-7"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Identity {
    /// `Execution.Id`: the ARN.
    pub execution_arn: Arc<str>,
    /// `Execution.Name`.
    pub execution_name: Arc<str>,
    /// `Execution.RoleArn`.
    pub role_arn: Arc<str>,
    /// `StateMachine.Id`: the ARN, without version and alias.
    pub machine_arn: Arc<str>,
    /// `StateMachine.Name`.
    pub machine_name: Arc<str>,
    /// The region, which service calls show in histories.
    pub region: Arc<str>,
    /// Whether it runs as AWS's Express type: at most five minutes, without a history that could be read.
    #[serde(default)]
    pub express: bool,
    /// The alias that it was started through.
    #[serde(default)]
    pub machine_alias_arn: Option<Arc<str>>,
    /// The version that it was started through.
    #[serde(default)]
    pub machine_version_arn: Option<Arc<str>>,
    /// The run of a distributed Map that it is a child of.
    #[serde(default)]
    pub map_run_arn: Option<Arc<str>>,
}

impl Identity {
    /// Names in the form of AWS for an execution on this machine: account 123456789012, region us-east-1.
    pub fn local(machine: &str, execution: &str) -> Self {
        Self::in_account(DEFAULT_REGION, DEFAULT_ACCOUNT, machine, execution)
    }

    /// Names in the form of AWS for an execution of an account in a region.
    pub fn in_account(region: &str, account: &str, machine: &str, execution: &str) -> Self {
        let arn = |what: &str| format!("arn:aws:states:{region}:{account}:{what}");
        Self {
            execution_arn: arn(&format!("execution:{machine}:{execution}")).into(),
            execution_name: execution.into(),
            role_arn: format!("arn:aws:iam::{account}:role/sfn").into(),
            machine_arn: arn(&format!("stateMachine:{machine}")).into(),
            machine_name: machine.into(),
            region: region.into(),
            express: false,
            machine_alias_arn: None,
            machine_version_arn: None,
            map_run_arn: None,
        }
    }

    /// The account, as the execution's ARN has it.
    pub fn account(&self) -> &str {
        self.execution_arn.split(':').nth(4).unwrap_or_default()
    }
}
