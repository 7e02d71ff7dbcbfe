//! Maps with text as keys: look-ups and changes.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Stock {
    amounts: BTreeMap<String, u64>,
    places: BTreeMap<String, Vec<String>>,
    names: HashMap<String, String>,
}

#[state_machine]
pub async fn map_questions(
    stock: Stock,
    key: String,
) -> Result<
    (
        Option<u64>,
        bool,
        usize,
        bool,
        u64,
        Option<Vec<String>>,
        String,
    ),
    Never,
> {
    let amount = stock.amounts.get(&key).copied();
    let known = stock.names.get("lamp").cloned().unwrap_or_default();
    Ok((
        amount,
        stock.amounts.contains_key(&key),
        stock.amounts.len(),
        stock.places.is_empty(),
        stock.amounts.get("lamp").copied().unwrap_or(0) + amount.unwrap_or(1),
        stock.places.get(&key).cloned(),
        known,
    ))
}

#[state_machine]
pub async fn map_index(amounts: BTreeMap<String, u64>, key: String) -> Result<u64, Never> {
    Ok(amounts[&key] + amounts["lamp"])
}

#[state_machine]
pub async fn map_changes(
    stock: Stock,
    keys: Vec<String>,
) -> Result<
    (
        Stock,
        BTreeMap<String, u64>,
        Option<u64>,
        Option<u64>,
        BTreeMap<String, u64>,
    ),
    Never,
> {
    let mut stock = stock;
    let mut counts = BTreeMap::new();
    for key in &keys {
        let before = counts.get(key).copied().unwrap_or(0);
        counts.insert(key.clone(), before + 1u64);
    }
    let old = stock.amounts.insert("lamp".to_owned(), 7);
    let removed = counts.remove("a");
    stock.places.insert(format!("new {}", keys.len()), vec![]);
    stock.names.clear();
    let squares = keys
        .iter()
        .enumerate()
        .map(|(i, key)| (key.clone(), i as u64))
        .collect::<BTreeMap<String, u64>>();
    Ok((stock, counts, old, removed, squares))
}

/// What `insert` and `remove` give is thrown away: it would be an option of an option.
#[state_machine]
pub async fn map_of_options(
    notes: BTreeMap<String, Option<u64>>,
    at: usize,
) -> Result<(BTreeMap<String, Option<u64>>, Vec<Option<u64>>), Never> {
    let mut notes = notes;
    notes.insert("lamp".to_owned(), None);
    notes.insert("vase".to_owned(), Some(7));
    notes.remove("chair");
    _ = notes.remove("table");
    let mut list = vec![Some(1), None, Some(3)];
    list.insert(at, None);
    list.remove(at + 2);
    Ok((notes, list))
}

/// A value out of bounds is an error although nobody reads it, nor the list.
#[state_machine]
pub async fn taken_unread(list: Vec<u64>, at: usize) -> Result<usize, Never> {
    let mut list = list;
    let length = list.len();
    list.remove(at);
    Ok(length)
}

crate::harness::subjects!(
    map_questions,
    map_index,
    map_changes,
    map_of_options,
    taken_unread
);
