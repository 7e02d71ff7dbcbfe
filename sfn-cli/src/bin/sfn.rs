//! The binary `sfn`; what it does is the library's [`tool`].

use std::process::ExitCode;

use sfn_cli::{Console, tool};

fn main() -> ExitCode {
    tool(std::env::args_os().skip(1), &Console::standard()).into()
}
