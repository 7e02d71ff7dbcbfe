//! Values that are carried through and not looked into.

use super::{IsArray, Shape};
use serde::{Deserialize, Serialize};

/// Any serde type, on its way through a state machine: it can be moved and passed on, and not computed with.
///
/// In JSON it is the value itself.
///
/// ```
/// use sfn_core::shape::Opaque;
///
/// let window = Opaque(std::time::Duration::from_secs(90));
/// assert_eq!(serde_json::to_string(&window)?, r#"{"secs":90,"nanos":0}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Opaque<T>(pub T);

impl<T> From<T> for Opaque<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Shape for Opaque<T> {
    type Names = ();
    const NAMES: &'static () = &();
    const ARRAY: IsArray = IsArray::Sometimes;
    const NULLABLE: bool = true;
}

/// Any JSON, carried through in the same way.
impl Shape for serde_json::Value {
    type Names = ();
    const NAMES: &'static () = &();
    const DEFAULT: Option<&'static str> = Some("null");
    const ARRAY: IsArray = IsArray::Sometimes;
    const NULLABLE: bool = true;
}
