//! Methods of `Vec`: what they give and what they change, over arrays of arrays too.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Cart {
    items: Vec<u64>,
    rows: Vec<Vec<u64>>,
    pairs: Vec<(String, u64)>,
    maybe: Vec<Option<Vec<u64>>>,
}

/// What is asked.
#[state_machine]
pub async fn sequence_questions(
    cart: Cart,
    at: usize,
) -> Result<
    (
        Option<u64>,
        Option<u64>,
        Option<u64>,
        Option<Vec<u64>>,
        Option<Vec<u64>>,
        Option<(String, u64)>,
        bool,
        bool,
    ),
    Never,
> {
    let first = cart.items.first().copied();
    let last = cart.items.last().cloned();
    Ok((
        first,
        last,
        cart.items.get(at).copied(),
        cart.rows.first().cloned(),
        cart.rows.get(at).cloned(),
        cart.pairs.last().cloned(),
        cart.items.contains(&7),
        cart.rows.contains(&vec![]),
    ))
}

/// What is changed, where one element is left over or an empty one among others.
#[state_machine]
pub async fn sequence_changes(cart: Cart, at: usize) -> Result<(Cart, Vec<usize>), Never> {
    let mut cart = cart;
    let mut sizes = vec![];
    cart.items.push(7);
    cart.rows.push(vec![]);
    cart.rows.push(vec![1, 2]);
    cart.pairs.push(("x".to_owned(), 1));
    cart.maybe.push(None);
    cart.maybe.push(Some(vec![]));
    sizes.push(cart.rows.len());
    cart.rows.insert(at, vec![9]);
    cart.items.insert(at, 9);
    let removed = cart.rows.remove(at);
    sizes.push(removed.len());
    let other = cart.items.clone();
    cart.items.extend(other);
    cart.items.truncate(5);
    cart.maybe.reverse();
    Ok((cart, sizes))
}

/// All that is in it, from the end.
#[state_machine]
pub async fn sequence_pops(cart: Cart) -> Result<(u64, usize, Vec<Vec<u64>>, Option<u64>), Never> {
    let mut rows = cart.rows;
    let mut items = cart.items;
    let mut sum = 0;
    loop {
        let Some(item) = items.pop() else {
            break;
        };
        sum += item;
    }
    let last = rows.pop();
    rows.pop();
    let size = match last {
        Some(row) => row.len(),
        None => 100,
    };
    items.push(3);
    items.push(1);
    items.push(2);
    items.sort();
    items.retain(|item| *item > 1);
    Ok((sum, size, rows, items.first().copied()))
}

/// Parts of it.
#[state_machine]
pub async fn sequence_slices(
    cart: Cart,
    from: usize,
    to: usize,
) -> Result<(Vec<u64>, Vec<Vec<u64>>, Vec<Vec<u64>>, usize, u64), Never> {
    let some = cart.items[from..to].to_vec();
    let rows = cart.rows[from..to].to_vec();
    let rest = &cart.rows[from..];
    let mut sum = 0;
    for item in &cart.items[..to] {
        sum += item;
    }
    for item in cart.items[from..=from].iter() {
        sum += item * 100;
    }
    Ok((some, rows, rest.to_vec(), rest.len(), sum))
}

crate::harness::subjects!(
    sequence_questions,
    sequence_changes,
    sequence_pops,
    sequence_slices
);
