//! Paths and values as Jayway prints them in the causes of failures.

use sfn_expr::Value;

use super::step::Step;

/// The steps as Jayway prints them.
pub(super) fn place(steps: &[Step]) -> String {
    let mut place = "$".to_owned();
    for step in steps {
        match step {
            Step::Members(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
                place.push_str(&format!("[{}]", names.join(",")));
            }
            Step::Elements(indices) => {
                let indices: Vec<String> = indices.iter().map(i64::to_string).collect();
                place.push_str(&format!("[{}]", indices.join(",")));
            }
            Step::Slice(first, last) => {
                let text = |end: &Option<i64>| end.map_or(String::new(), |end| end.to_string());
                place.push_str(&format!("[{}:{}]", text(first), text(last)));
            }
            Step::Wildcard => place.push_str("[*]"),
            Step::Descendants => place.push_str(".."),
            Step::Filter(_) => place.push_str("[?]"),
            Step::Function(function) => place.push_str(&format!(".{}()", function.name.as_str())),
        }
    }
    place
}

/// The class by which Jayway names a value that is no object.
pub(super) fn java_class(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "java.lang.Boolean",
        Value::Integer(number) if i32::try_from(*number).is_ok() => "java.lang.Integer",
        Value::Integer(_) => "java.lang.Long",
        Value::Float(_) => "java.lang.Double",
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "java.util.ArrayList",
        Value::Object(_) => "java.util.LinkedHashMap",
    }
}
