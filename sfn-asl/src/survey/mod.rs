//! What stands where in a definition: machines, states, expressions, paths.
//!
//! Rules and reports walk a definition with this. It judges nothing.

pub(crate) mod expressions;
pub(crate) mod path_fields;
pub(crate) mod reads;
pub(crate) mod site;
