//! Nothing: a package needs a library or a binary, and this one has a benchmark only.
