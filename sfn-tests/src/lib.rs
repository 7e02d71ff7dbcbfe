//! The comparison of the three runs, for the machines in `tests/parity` and for generated ones (`sfn-generated`).
//!
//! Plain Rust is the judge: the engine on the const graph and the engine on the emitted JSON have to end as it does.
//! There is no model of the language here, and no machine; those belong to whoever calls [`parity::compare`].

pub mod batch;
pub mod parity;
pub mod shown;
