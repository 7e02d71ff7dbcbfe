//! Source text to a syntax tree, and back.
//!
//! `token` and `parse` read, `print` writes what reads back as the same tree. What the tree means,
//! paths and ancestors included, is decided in `crate::resolve`.

mod ast;
mod parse;
mod print;
mod token;

pub(crate) use ast::{Ast, Kind, Link, LinkKind, Term};
pub(crate) use parse::parse;
pub(crate) use token::Symbol;

/// A source may be this long. AWS refuses whole definitions beyond 1 MiB.
pub const MAX_SOURCE_BYTES: usize = 1 << 20;

/// Parentheses, brackets and other operands may nest this deeply in a source.
pub const MAX_SOURCE_DEPTH: usize = 400;
