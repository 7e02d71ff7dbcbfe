//! `Succeed`: the successful end of a machine.

/// A state that ends its machine with success. It has no field of its own: its output is made by the
/// fields that states share.
///
/// ```
/// use sfn_asl::{State, Succeed};
///
/// assert!(State::from(Succeed).is_terminal());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Succeed;
