//! The attribute and derive macros of sfn.
