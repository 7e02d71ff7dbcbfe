//! Names of states.
//!
//! The rules on names (length, uniqueness) are in `rules`; any text can be a [`StateName`].

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The name of a state: the key under which it stands in `States`. Cloning is cheap.
///
/// ```
/// use sfn_asl::StateName;
///
/// let name = StateName::new("Charge");
/// assert_eq!(name.as_str(), "Charge");
/// assert_eq!(name, StateName::from("Charge".to_string()));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateName(Arc<str>);

impl StateName {
    /// The longest name that AWS accepts, in Unicode characters (spec, "States").
    pub const MAX_CHARS: usize = 80;

    /// Makes a name of any text.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Borrow<str> for StateName {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for StateName {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<String> for StateName {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}
