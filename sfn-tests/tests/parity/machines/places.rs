//! Assignments of members and elements.

use super::Never;
use super::flow::next;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Basket {
    grand_total: u64,
    items: Vec<Item>,
    note: Option<String>,
    corner: (i64, i64),
    grid: Vec<Vec<u64>>,
    price: Price,
    code: Code,
    #[serde(flatten)]
    address: Address,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Item {
    #[serde(rename = "unit price")]
    price: u64,
    tags: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Price(u64);

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(transparent)]
pub struct Code {
    text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Address {
    street: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    floor: Option<i32>,
}

#[task]
pub async fn checked(basket: Basket) -> Result<Basket, Never> {
    Ok(basket)
}

/// Every kind of member, alone and compound.
#[state_machine]
pub async fn members(mut basket: Basket, by: u64) -> Result<Basket, Never> {
    basket.grand_total += by;
    basket.grand_total *= 2;
    basket.note = Some("seen".to_owned());
    basket.corner.1 = basket.corner.0 - 1;
    basket.corner.0 -= 10;
    basket.price.0 += 1;
    basket.code.text = format!("{}!", by);
    basket.address.street = "Elm".to_owned();
    basket.address.floor = None;
    let mut basket = checked(basket).await?;
    basket.note = None;
    basket.items[0].price -= 1;
    Ok(basket)
}

/// Elements, of arrays of arrays too, at indices that are computed.
#[state_machine]
pub async fn elements(
    mut grid: Vec<Vec<u64>>,
    at: usize,
    to: usize,
) -> Result<Vec<Vec<u64>>, Never> {
    grid[at][to] += 7;
    grid[at + 1] = vec![grid[at][to], 3];
    (grid[0])[1] = 9;
    let mut flat = vec![1, 2, 3];
    for i in 0..3 {
        flat[i] *= 10;
    }
    flat[to] += next(40).await?;
    grid[0] = flat;
    Ok(grid)
}

/// One element and none, whose arrays JSONata would unwrap.
#[state_machine]
pub async fn singles(
    mut one: Vec<u64>,
    mut nested: Vec<Vec<u64>>,
) -> Result<(Vec<u64>, Vec<Vec<u64>>), Never> {
    one[0] = 5;
    nested[0] = vec![one[0]];
    if one.len() == 1 {
        let mut pair = (one, nested.len());
        pair.0 = vec![8];
        pair.1 += 1;
        one = pair.0;
        nested[0] = vec![];
    }
    nested[0] = if nested[0].is_empty() {
        vec![1, 2]
    } else {
        vec![]
    };
    Ok((one, nested))
}

/// The value comes before the indices; an index out of bounds ends the execution.
#[state_machine]
pub async fn order_of_parts(mut all: Vec<u64>, mut at: usize) -> Result<(Vec<u64>, usize), Never> {
    all[at] = {
        at += 1;
        next(at_most(at).await?).await?
    };
    all[{
        at += 1;
        at
    }] += {
        at -= 1;
        100
    };
    Ok((all, at))
}

#[task]
pub async fn at_most(n: usize) -> Result<u64, Never> {
    Ok(n as u64)
}

/// In loops and branches, of shadowed variables.
#[state_machine]
pub async fn counters(words: Vec<String>) -> Result<(Vec<u64>, Basket), Never> {
    let mut counts = vec![0, 0, 0];
    let mut basket = Basket {
        grand_total: 0,
        items: vec![],
        note: None,
        corner: (0, 0),
        grid: vec![vec![]],
        price: Price(1),
        code: Code {
            text: String::new(),
        },
        address: Address {
            street: String::new(),
            floor: Some(1),
        },
    };
    for word in &words {
        let at = match word.as_str() {
            "a" => 0,
            "b" => 1,
            _ => 2,
        };
        counts[at] += 1;
        if at == 2 {
            let mut basket = basket.clone();
            basket.grand_total = 99;
            counts[2] += basket.grand_total;
        }
        basket.grand_total += counts[at];
        basket.grid[0] = counts.clone();
        basket.items = vec![Item {
            price: basket.grand_total,
            tags: words.clone(),
        }];
        basket.items[0].tags[0] = word.clone();
    }
    Ok((counts, basket))
}

crate::harness::subjects!(members, elements, singles, order_of_parts, counters);
