//! The AWS API of Step Functions on a local address, over the native runtime: unmodified clients drive it.
//!
//! An [`Endpoint`] answers operations: JSON in, JSON out, as AWS words it. A [`Server`] puts one on a TCP port. What
//! an execution does is the engine's business: nothing here means anything of its own.
//!
//! - `protocol`: requests and their constraints, replies, errors, events, as they look on the wire.
//! - `catalog`: what was created: machines with their versions and aliases, activities, tags.
//! - `mocks`: answers from a file, in place of services.
//! - `service_schema`: what other services answer, for `TestState`'s mocks.
//! - `actions`: one file for each operation or family of operations.
//! - `folder`, `s3`: buckets as folders, and those of an S3-compatible service, for the files of distributed Maps.
//! - `signature`: signatures of requests, made and checked.
//! - `integrations`: Step Functions as a service that Task states call.

mod actions;
mod arn;
mod catalog;
mod endpoint;
mod folder;
mod http;
mod integrations;
mod mocks;
mod protocol;
mod s3;
mod server;
mod service_schema;
mod signature;

pub use endpoint::Endpoint;
pub use folder::Folder;
pub use mocks::{MockError, Mocks};
pub use protocol::{ApiError, ErrorCode};
pub use s3::{S3, S3Error};
pub use server::{BindError, Server};
pub use signature::Credentials;

pub use http::MAX_REQUEST_BYTES;
