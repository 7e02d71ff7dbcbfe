// mistakes: 7
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[derive(Clone, Copy, Serialize, Deserialize, Shape)]
pub enum Op {
    Add,
    Sub,
}

impl Op {
    pub fn as_str(&self) -> &'static str {
        "plus"
    }
}

#[state_machine]
async fn as_str_of_mine(op: Op) -> Result<String, Failed> {
    Ok(op.as_str().to_owned())
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Name {
    first: String,
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.first
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.first
    }
}

impl FromIterator<Name> for String {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> String {
        names.into_iter().map(|name| name.first).collect()
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.first
    }
}

#[state_machine]
async fn string_from_mine(name: Name) -> Result<String, Failed> {
    Ok(String::from(name))
}

#[state_machine]
async fn as_ref_of_mine(name: Name) -> Result<String, Failed> {
    let text: &str = name.as_ref();
    Ok(text.to_owned())
}

#[state_machine]
async fn collected_mine(names: Vec<Name>) -> Result<String, Failed> {
    Ok(names.into_iter().collect::<String>())
}

#[state_machine]
async fn as_deref_of_mine(name: Option<Name>) -> Result<bool, Failed> {
    Ok(name.as_deref().is_some())
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Money {
    cents: u64,
}

impl std::iter::Sum<Money> for u64 {
    fn sum<I: Iterator<Item = Money>>(all: I) -> u64 {
        all.map(|money| money.cents).sum()
    }
}

#[state_machine]
async fn summed_mine(all: Vec<Money>) -> Result<u64, Failed> {
    Ok(all.into_iter().sum())
}

#[state_machine]
async fn bits(n: u64) -> Result<u64, Failed> {
    Ok(!n)
}

fn main() {}
