//! The Amazon States Language as data: definitions, rules, paths and intrinsic functions.
