//! `const` items: one of each type that may stand in a pattern, as a value and in patterns.

use crate::types::Type;

const INTEGERS: &[(&str, &str, u32)] = &[
    ("i64", "FEW_I64", 5),
    ("u64", "FEW_U64", 6),
    ("u32", "FEW_U32", 7),
    ("i32", "FEW_I32", 8),
    ("u8", "FEW_U8", 9),
    ("i16", "FEW_I16", 4),
    ("usize", "FEW_USIZE", 2),
    ("u16", "FEW_U16", 3),
];

/// The declarations.
pub fn declare() -> String {
    let mut text = String::new();
    for (ty, name, value) in INTEGERS {
        text += &format!("pub const {name}: {ty} = {value} + 1;\n");
    }
    text + "pub const TITLE: &str = \"w7\";\npub const IS_LATE: bool = FEW_U8 > 3;\npub const RATE: f64 = 0.25;\n\
     pub const PAUSE: Duration = Duration::from_millis(1250);\n\n"
}

/// The constant of an integer type, as a pattern.
pub fn of_integer(ty: &str) -> Option<&'static str> {
    let found = INTEGERS.iter().find(|(own, ..)| *own == ty);
    found.map(|(_, name, _)| *name)
}

/// A constant as a value of a type.
pub fn of(ty: &Type) -> Option<String> {
    match ty {
        Type::Integer(name) => of_integer(name).map(str::to_owned),
        Type::Bool => Some("IS_LATE".to_owned()),
        Type::Float => Some("RATE".to_owned()),
        Type::Text => Some("TITLE.to_owned()".to_owned()),
        Type::Duration => Some("PAUSE".to_owned()),
        _ => None,
    }
}
