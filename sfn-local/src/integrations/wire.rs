//! Between ASL and the API: members begin with a capital there and with a small letter here.

use sfn_core::clock::Timestamp;
use sfn_core::expr::{Object, Value};
use sfn_core::runtime::TaskContext;

use crate::protocol::ApiError;

/// Members that are JSON text on the wire; a Task may give them as JSON (recorded).
const JSON_TEXTS: &[&str] = &["input", "output", "definition", "variables", "context"];

/// A call's arguments as a request. What is `null` is left out.
pub(super) fn request(arguments: &Value) -> Value {
    match arguments {
        Value::Object(members) => {
            let given = members.iter().filter(|(_, value)| !value.is_null());
            let members = given.map(|(key, value)| {
                let key = first(key, char::to_ascii_lowercase);
                let value = match value {
                    Value::String(_) => value.clone(),
                    _ if JSON_TEXTS.contains(&key.as_str()) => Value::from(value.to_json()),
                    _ => request(value),
                };
                (key, value)
            });
            Value::from(Object::from_iter(members))
        }
        Value::Array(items) => items.iter().map(request).collect(),
        other => other.clone(),
    }
}

/// A reply as a call's result; `time` says how times look.
pub(super) fn result(reply: &Value, time: &impl Fn(&Value) -> Value) -> Value {
    match reply {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value = match value.as_f64() {
                    Some(_) if is_time(key) => time(value),
                    _ => result(value, time),
                };
                (first(key, char::to_ascii_uppercase), value)
            });
            Value::from(Object::from_iter(members))
        }
        Value::Array(items) => items.iter().map(|item| result(item, time)).collect(),
        other => other.clone(),
    }
}

fn is_time(key: &str) -> bool {
    key.ends_with("Date") || key == "timestamp"
}

fn first(key: &str, change: impl Fn(&char) -> char) -> String {
    let mut letters = key.chars();
    let first = letters.next().iter().map(change).collect::<String>();
    first + letters.as_str()
}

/// The name of an error as the AWS SDKs for Java raise it: `Sfn.InvalidTokenException`.
pub(super) fn exception(service: &str, error: &ApiError) -> String {
    let code = error.code().as_str();
    let code = code.strip_suffix("Exception").unwrap_or(code);
    format!("{service}.{code}Exception")
}

/// A time as the header `Date` has it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
pub(super) fn http_date(time: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    // `1994-11-06T08:49:37.000Z`; 1970 began on a Thursday.
    let text = time.to_string();
    let part = |range| text.get(range).unwrap_or_default();
    let weekday = time
        .unix_millis()
        .div_euclid(24 * 60 * 60 * 1000)
        .rem_euclid(7);
    let weekday = usize::try_from(weekday).ok().and_then(|day| DAYS.get(day));
    let month = part(5..7).parse().unwrap_or(1_usize).saturating_sub(1) * 3;
    let month = MONTHS.get(month..month + 3).unwrap_or_default();
    let (day, year, clock) = (part(8..10), part(0..4), part(11..19));
    format!(
        "{}, {day} {month} {year} {clock} GMT",
        weekday.unwrap_or(&"")
    )
}

/// The id of the request that an attempt makes, the same one whenever it is made.
pub(super) fn request_id(context: &TaskContext) -> String {
    // Two halves of a fingerprint (FNV-1a) in the form of a UUID: it need not be unguessable.
    let hash = |seed: u64| {
        let token = context.token();
        token.bytes().fold(seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
    };
    let (high, low) = (hash(0xCBF2_9CE4_8422_2325), hash(0x9E37_79B9_7F4A_7C15));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFF,
        low >> 48 & 0xFFF,
        low & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn json(text: &str) -> Value {
        Value::from_json(text).unwrap()
    }

    #[test]
    fn members_change_their_first_letter_and_nothing_else() {
        let arguments = json(r#"{"StateMachineArn": "A", "Input": {"Key": 1}, "Name": null}"#);
        let expected = r#"{"stateMachineArn":"A","input":"{\"Key\":1}"}"#;
        assert_eq!(request(&arguments).to_json(), expected);
    }

    #[test]
    fn a_header_has_its_own_form_of_a_date() {
        for (time, expected) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
            ("2028-02-29T12:00:00.999Z", "Tue, 29 Feb 2028 12:00:00 GMT"),
        ] {
            assert_eq!(http_date(time.parse().unwrap()), expected);
        }
    }

    #[test]
    fn times_look_as_the_caller_wants() {
        let reply = json(r#"{"startDate": 1.5, "events": [{"id": 1}]}"#);
        let seen = result(&reply, &|_| Value::from("then"));
        let expected = r#"{"StartDate":"then","Events":[{"Id":1}]}"#;
        assert_eq!(seen.to_json(), expected);
    }
}
