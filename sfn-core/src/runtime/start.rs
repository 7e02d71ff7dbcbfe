//! How an execution is started: by which names, with what randomness.

use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, PoisonError};

use sfn_expr::Value;

use super::{Owner, Runtime};
use crate::engine::{DEFAULT_ACCOUNT, DEFAULT_REGION, Identity, MAX_PAYLOAD_BYTES, Random};
use crate::store::StoreError;

/// The longest name of a machine or an execution in characters (API reference, `StartExecution`).
const MAX_NAME_CHARS: usize = 80;

/// What to start.
///
/// ```
/// use sfn_core::runtime::Start;
///
/// let start = Start::new("Checkout", 7).named("order-7");
/// assert_eq!(start.execution.as_deref(), Some("order-7"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Start {
    /// The name of the machine.
    pub machine: Arc<str>,
    /// The name of the execution; the runtime draws a UUID where there is none.
    pub execution: Option<Arc<str>>,
    /// The input, at most [`MAX_PAYLOAD_BYTES`] of JSON.
    pub input: Value,
    /// The region and the account of its ARN; us-east-1 and 123456789012 where there is none.
    pub place: Option<Place>,
    /// The role that it runs as; a made-up one where there is none.
    pub role_arn: Option<Arc<str>>,
    /// The alias that it is started through.
    pub machine_alias_arn: Option<Arc<str>>,
    /// The version that it is started through.
    pub machine_version_arn: Option<Arc<str>>,
    /// Whether the machine is of the Express type.
    pub express: bool,
}

/// Where an execution runs, as ARNs tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The region: `us-east-1`.
    pub region: Arc<str>,
    /// The account's 12 digits.
    pub account: Arc<str>,
}

impl Default for Place {
    /// Region us-east-1, account 123456789012.
    fn default() -> Self {
        Self {
            region: DEFAULT_REGION.into(),
            account: DEFAULT_ACCOUNT.into(),
        }
    }
}

impl Start {
    /// An execution of that machine with that input.
    pub fn new(machine: impl Into<Arc<str>>, input: impl Into<Value>) -> Self {
        Self {
            machine: machine.into(),
            execution: None,
            input: input.into(),
            place: None,
            role_arn: None,
            machine_alias_arn: None,
            machine_version_arn: None,
            express: false,
        }
    }

    /// The same in an account and a region.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same as that role.
    #[must_use]
    pub fn with_role(mut self, role_arn: impl Into<Arc<str>>) -> Self {
        self.role_arn = Some(role_arn.into());
        self
    }

    /// The same through an alias of the machine.
    #[must_use]
    pub fn through_alias(mut self, alias_arn: impl Into<Arc<str>>) -> Self {
        self.machine_alias_arn = Some(alias_arn.into());
        self
    }

    /// The same through a version of the machine.
    #[must_use]
    pub fn through_version(mut self, version_arn: impl Into<Arc<str>>) -> Self {
        self.machine_version_arn = Some(version_arn.into());
        self
    }

    /// The same as an execution of the Express type: at most five minutes, not stored, under a name that others may
    /// have.
    #[must_use]
    pub fn express(mut self) -> Self {
        self.express = true;
        self
    }

    /// The same under a name, which no other execution of the machine has.
    #[must_use]
    pub fn named(mut self, execution: impl Into<Arc<str>>) -> Self {
        self.execution = Some(execution.into());
        self
    }
}

/// Why nothing was started.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The name has no characters, more than 80, or one that AWS refuses.
    InvalidName {
        /// The name.
        name: Arc<str>,
    },
    /// The input has more than [`MAX_PAYLOAD_BYTES`].
    InputTooLarge,
    /// As many executions are under way as may be: [`MAX_OPEN_EXECUTIONS`](super::MAX_OPEN_EXECUTIONS).
    TooMany,
    /// The caller does not run on tokio.
    NoTokio,
    /// The store refused: the name is taken, or the medium failed.
    Store(StoreError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidName { name } => write!(
                f,
                "`{name}` is no name: AWS takes 1 to {MAX_NAME_CHARS} characters without blanks, control characters \
                 and any of <>{{}}[]?*\"#%\\^|~`$&,;:/"
            ),
            Self::InputTooLarge => write!(f, "the input has more than {MAX_PAYLOAD_BYTES} bytes"),
            Self::TooMany => f.write_str("as many executions are under way as may be"),
            Self::NoTokio => {
                f.write_str("executions run on tokio: start them within a tokio runtime")
            }
            Self::Store(_) => f.write_str("the execution could not be stored"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::InvalidName { .. } | Self::InputTooLarge | Self::TooMany | Self::NoTokio => None,
        }
    }
}

/// Where names and seeds come from.
#[derive(Debug)]
pub(super) struct Names {
    seed: u64,
    random: Random,
}

impl Names {
    /// Names drawn anew in each process, or always the same ones from a seed.
    pub fn new(seed: Option<u64>) -> Self {
        // The standard library's hasher is seeded by the system: entropy without a dependency.
        let seed = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        Self {
            seed,
            random: Random::new(seed),
        }
    }
}

impl Runtime {
    /// Draws a name that nothing else has: a UUID of version 4, from the runtime's seed.
    pub fn unique_name(&self) -> String {
        let names = &self.owner.names;
        names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .random
            .uuid()
    }
}

impl Owner {
    /// The seed of an execution: of its name, not of how many were started before, for executions are started in any
    /// order.
    pub(super) fn seed(&self, execution: &str) -> u64 {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.seed ^ fingerprint(execution)
    }

    /// The identity of an execution to be started, and its seed.
    pub(super) fn name(&self, start: &Start) -> Result<(Identity, u64), StartError> {
        if crate::engine::is_too_large(&start.input) {
            return Err(StartError::InputTooLarge);
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let execution = start
            .execution
            .clone()
            .unwrap_or_else(|| names.random.uuid().into());
        for name in [&start.machine, &execution] {
            if !is_name(name) {
                return Err(StartError::InvalidName { name: name.clone() });
            }
        }
        let seed = names.seed ^ fingerprint(&execution);
        let mut identity = identity(start, &execution);
        if start.express {
            let session = names.random.uuid();
            identity.execution_arn = express_arn(&identity.execution_arn, &session);
        }
        Ok((identity, seed))
    }
}

fn identity(start: &Start, execution: &str) -> Identity {
    let Place { region, account } = start.place.clone().unwrap_or_default();
    let mut identity = Identity::in_account(&region, &account, &start.machine, execution);
    if let Some(role_arn) = &start.role_arn {
        identity.role_arn = role_arn.clone();
    }
    identity.machine_alias_arn = start.machine_alias_arn.clone();
    identity.machine_version_arn = start.machine_version_arn.clone();
    identity.express = start.express;
    identity
}

/// An Express execution has a type of its own in its ARN, and ends in a name that no other has.
pub(super) fn express_arn(execution_arn: &str, session: &str) -> Arc<str> {
    let arn = execution_arn.replacen(":execution:", ":express:", 1);
    format!("{arn}:{session}").into()
}

/// AWS's rule for names of machines and executions.
fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let refused = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(letter)
    };
    (1..=MAX_NAME_CHARS).contains(&count) && !name.contains(refused)
}

/// 64 bits of a text (FNV-1a), the same in every process.
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rule_of_aws() {
        assert!(is_name("order-7"));
        assert!(is_name("Bestellung_ü.1"));
        assert!(is_name(&"x".repeat(80)));
        for name in ["", "a b", "a/b", "a:b", "a\u{7f}", &"x".repeat(81)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
