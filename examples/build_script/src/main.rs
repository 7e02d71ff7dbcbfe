//! A program that carries the state machines of a library as JSON, say to deploy them. It links neither the library nor `sfn`:
//! its build script did.
//!
//! ```text
//! cargo run -p bakery
//! ```

/// What the build script wrote.
const BAKE: &str = include_str!(concat!(env!("OUT_DIR"), "/bake.asl.json"));

fn main() {
    print!("{BAKE}");
}

#[cfg(test)]
mod tests {
    use super::BAKE;

    #[test]
    fn the_build_script_wrote_the_machine() {
        let definition: serde_json::Value = serde_json::from_str(BAKE).unwrap();
        assert_eq!(
            definition["Comment"],
            "Bakes loaves until the order is filled."
        );
        assert_eq!(definition["QueryLanguage"], "JSONata");
    }
}
