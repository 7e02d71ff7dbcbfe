//! Methods of `Option` and `Result`.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Customer {
    name: Option<String>,
    age: Option<u32>,
    tags: Option<Vec<String>>,
    referrer: Option<Box<Referrer>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Referrer {
    id: u64,
    credit: Option<i64>,
}

#[derive(Debug, TaskError)]
pub enum Missing {
    Name { age: Option<u32> },
    Nothing,
}

#[task]
pub async fn halve(n: u64) -> Result<u64, Missing> {
    if n % 2 == 0 {
        Ok(n / 2)
    } else {
        Err(Missing::Nothing)
    }
}

/// Questions and defaults.
#[state_machine]
pub async fn option_defaults(
    customer: Customer,
) -> Result<(bool, bool, String, u32, usize, i64, bool), Never> {
    let name = customer.name.clone().unwrap_or("nobody".to_owned());
    let age = customer.age.unwrap_or_default();
    let tags = customer.tags.clone().unwrap_or_default();
    let credit = customer
        .referrer
        .as_ref()
        .and_then(|referrer| referrer.credit)
        .unwrap_or(-1);
    Ok((
        customer.name.is_some(),
        customer.age.is_none(),
        name,
        age,
        tags.len(),
        credit,
        customer.age.is_some_and(|age| age >= 18),
    ))
}

/// Closures with captures, blocks, `if` and patterns.
#[state_machine]
pub async fn option_closures(
    customer: Customer,
    bonus: u32,
) -> Result<
    (
        Option<u32>,
        Option<String>,
        u32,
        Option<u32>,
        u64,
        Option<Vec<String>>,
    ),
    Never,
> {
    let older = customer.age.map(|age| age + bonus);
    let label = customer.name.as_ref().map(|name| {
        let size = name.clone().is_empty();
        if !size {
            format!("{name}!")
        } else {
            name.clone()
        }
    });
    let mapped = customer.age.map_or(bonus, |age| age * 2);
    let adult = customer.age.filter(|age| *age >= 18).or(Some(bonus));
    let id = match customer.referrer.clone() {
        Some(found) => found.id,
        None => 0,
    };
    let tags = customer.tags.clone().map(|tags| tags);
    Ok((older, label, mapped, adult, id, tags))
}

/// `unwrap` and `expect` panic where there is nothing.
#[state_machine]
#[allow(clippy::unwrap_used, reason = "that it panics is what is compared")]
pub async fn option_unwraps(first: Option<u64>, second: Option<Vec<u64>>) -> Result<u64, Never> {
    let first = first.expect("a first one");
    let second = second.unwrap();
    Ok(first + second[0])
}

/// `ok_or(…)?`: the daily use.
#[state_machine]
pub async fn option_ok_or(customer: Customer) -> Result<String, Missing> {
    let age = customer.age;
    let name = customer.name.ok_or(Missing::Name { age })?;
    let referrer = customer.referrer.ok_or_else(|| Missing::Nothing)?;
    let half = halve(referrer.id).await?;
    Ok(format!("{name}{half}"))
}

/// A default that may panic is computed in any case.
#[state_machine]
pub async fn option_eager(a: Option<u32>, b: u32, c: u32) -> Result<u32, Never> {
    Ok(a.unwrap_or(b - c))
}

/// What a `join!` gives, asked instead of matched.
#[state_machine]
pub async fn result_methods(a: u64, b: u64) -> Result<(bool, bool, u64, Option<u64>, u64), Never> {
    let (first, second) = sfn::join!(halve(a), halve(b));
    let is_ok = first.is_ok();
    let is_err = second.is_err();
    let both = first.is_ok() && second.is_ok();
    let kept = second.ok().map(|n| n + 1);
    let value = first.unwrap_or(1000);
    Ok((is_ok, is_err, value, kept, if both { 1 } else { 0 }))
}

/// What stands behind a reference in an array, and what a variable borrows of it.
#[state_machine]
pub async fn options_borrowed(
    names: Vec<Option<String>>,
    ages: Vec<Option<u32>>,
) -> Result<(Vec<Option<String>>, Vec<Option<u32>>, Vec<u32>, u32), Never> {
    let loud = names
        .iter()
        .map(|name| name.clone().map(|name| name + "!"))
        .collect();
    let older = ages
        .iter()
        .map(|age| age.map(|age| age + 1).filter(|age| *age > 18))
        .collect();
    let lengths = names
        .iter()
        .zip(&ages)
        .map(
            |(name, age)| match name.as_ref().map(|name| name.is_empty()) {
                Some(true) => 0,
                Some(false) => age.as_ref().map_or(7, |age| *age),
                None => age.clone().unwrap_or_default(),
            },
        )
        .collect();
    let mut sum = 0;
    for age in &ages {
        if let Some(half) = age.map(|age| age / 2) {
            sum += half;
        }
    }
    Ok((loud, older, lengths, sum))
}

/// `take` leaves `None`.
#[state_machine]
pub async fn option_taken(
    slot: Option<u64>,
    customer: Customer,
) -> Result<(Option<u64>, Option<u64>, u64, Option<u32>, Customer), Never> {
    let mut slot = slot;
    let mut customer = customer;
    let first = slot.take();
    let again = slot.take();
    let mut rest = first;
    let mut laps = 0;
    while let Some(n) = rest.take() {
        laps += 1;
        if n > 1 && laps < 9 {
            rest = Some(n - 1);
        }
    }
    let age = customer.age.take();
    Ok((first, again, laps, age, customer))
}

/// What a closure gives is a view of what it takes.
#[state_machine]
pub async fn option_viewed(names: Vec<String>) -> Result<(String, usize), Never> {
    let first = names.first().map(|name| name.as_str()).unwrap_or_default();
    let trimmed = names
        .last()
        .map(|name| name.trim())
        .map_or(0, |name| name.chars().count());
    Ok((first.to_owned(), trimmed))
}

crate::harness::subjects!(
    option_taken,
    option_viewed,
    options_borrowed,
    option_defaults,
    option_closures,
    option_unwraps,
    option_ok_or,
    option_eager,
    result_methods
);
