//! `ItemBatcher`: items into batches.

use sfn_expr::{Object, Value};

/// The inputs of the child executions, and how many items each has: as many as fit within both limits, and one at
/// least. An input is `{"BatchInput": …, "Items": […]}`, the former only if there is one.
pub(super) fn batches(
    items: Vec<Value>,
    max_items: usize,
    max_bytes: usize,
    input: Option<&Value>,
) -> (Vec<Value>, Vec<u32>) {
    let frame = batch(Vec::new(), input).to_json().len();
    let (mut inputs, mut counts) = (Vec::new(), Vec::new());
    let (mut gathered, mut bytes) = (Vec::new(), frame);
    let mut close = |gathered: &mut Vec<Value>| {
        if !gathered.is_empty() {
            counts.push(u32::try_from(gathered.len()).unwrap_or(u32::MAX));
            inputs.push(batch(std::mem::take(gathered), input));
        }
    };
    for item in items {
        // The comma before it counts as well.
        let size = if max_bytes == usize::MAX {
            0
        } else {
            item.to_json().len()
        };
        let comma = usize::from(!gathered.is_empty());
        if gathered.len() >= max_items || bytes.saturating_add(comma + size) > max_bytes {
            close(&mut gathered);
            bytes = frame;
        }
        bytes = bytes.saturating_add(size + usize::from(!gathered.is_empty()));
        gathered.push(item);
    }
    close(&mut gathered);
    (inputs, counts)
}

fn batch(items: Vec<Value>, input: Option<&Value>) -> Value {
    let mut batch = Object::with_capacity(2);
    if let Some(input) = input {
        batch.insert("BatchInput", input.clone());
    }
    batch.insert("Items", items);
    Value::from(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(max_items: usize, max_bytes: usize, input: Option<Value>, expected: &str) {
        let items = (1..=5).map(Value::from).collect();
        let (inputs, counts) = batches(items, max_items, max_bytes, input.as_ref());
        assert_eq!(Value::from(inputs).to_json(), expected);
        assert_eq!(counts.iter().sum::<u32>(), 5);
    }

    #[test]
    fn a_batch_has_so_many_items_at_most() {
        check(
            2,
            usize::MAX,
            None,
            r#"[{"Items":[1,2]},{"Items":[3,4]},{"Items":[5]}]"#,
        );
        check(
            5,
            usize::MAX,
            Some(7.into()),
            r#"[{"BatchInput":7,"Items":[1,2,3,4,5]}]"#,
        );
    }

    #[test]
    fn a_batch_has_so_many_bytes_at_most_and_one_item_at_least() {
        let three = r#"{"Items":[1,2,3]}"#.len();
        check(9, three, None, r#"[{"Items":[1,2,3]},{"Items":[4,5]}]"#);
        check(
            9,
            1,
            None,
            r#"[{"Items":[1]},{"Items":[2]},{"Items":[3]},{"Items":[4]},{"Items":[5]}]"#,
        );
    }
}
