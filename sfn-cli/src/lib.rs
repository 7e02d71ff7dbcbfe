//! The commands of sfn, as a library and as the binary sfn.
