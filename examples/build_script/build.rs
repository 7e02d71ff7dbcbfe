//! Writes the ASL of the library's machines into `OUT_DIR`, as `NAME.asl.json`.

use std::process::ExitCode;

use bakery_machines as _; // links the library, and with it its machines
use sfn_codegen::BuildScript;

fn main() -> ExitCode {
    BuildScript::new().run()
}
