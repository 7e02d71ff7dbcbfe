//! Workflows as plain async Rust.
