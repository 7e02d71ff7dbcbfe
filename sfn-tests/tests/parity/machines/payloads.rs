//! What errors carry: payloads of every shape, made in tasks and in machines, caught and passed on.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Detail {
    text: String,
    count: u64,
    list: Vec<i64>,
    maybe: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub enum Level {
    Low,
    High(u64),
}

#[derive(Debug, TaskError)]
pub enum Rich {
    Text(String),
    Number(i64),
    Flag(bool),
    Nothing,
    Arrays(Vec<u64>, Vec<Vec<u64>>, (u64, u64)),
    Pair(u64, String),
    Whole(Detail),
    Lists(Vec<Vec<u64>>),
    Maybe(Option<u64>),
    Leveled(Level),
    #[error(name = "Shop.Named-One")]
    Renamed {
        detail: Detail,
        level: Level,
        pair: (u64, String),
    },
}

#[derive(Debug, TaskError)]
pub enum Middle {
    Own,
    Rich(#[from] Rich),
}

#[derive(Debug, TaskError)]
pub enum Outer {
    Mine { text: String },
    Middle(#[from] Middle),
}

fn detail(n: u64) -> Detail {
    Detail {
        text: format!("ünï \"{n}\" \\ 😀 \n"),
        count: n,
        list: vec![-1, 2],
        maybe: None,
    }
}

/// Fails in the way that is asked for.
#[task]
pub async fn fail(how: String, n: u64) -> Result<u64, Rich> {
    Err(match how.as_str() {
        "text" => Rich::Text("quo\"te \\ {% x %} é".to_owned()),
        "number" => Rich::Number(-7),
        "flag" => Rich::Flag(true),
        "nothing" => Rich::Nothing,
        "arrays" => Rich::Arrays(vec![], vec![vec![n], vec![n]], (n, n)),
        "pair" => Rich::Pair(n, "two".to_owned()),
        "whole" => Rich::Whole(detail(n)),
        "lists" => Rich::Lists(vec![vec![n], vec![]]),
        "maybe" => Rich::Maybe(None),
        "level" => Rich::Leveled(Level::High(n)),
        "renamed" => Rich::Renamed {
            detail: detail(n),
            level: Level::Low,
            pair: (n, "p".to_owned()),
        },
        _ => return Ok(n),
    })
}

#[task]
pub async fn fail_in_the_middle(how: String, n: u64) -> Result<u64, Middle> {
    if how == "own" {
        return Err(Middle::Own);
    }
    Ok(fail(how, n).await?)
}

/// Each payload taken apart.
#[state_machine]
pub async fn caught(how: String, n: u64) -> Result<String, Rich> {
    let text = match fail(how, n).await {
        Ok(n) => format!("ok {n}"),
        Err(Rich::Text(text)) => text,
        Err(Rich::Number(n)) => format!("{}", n - 1),
        Err(Rich::Flag(flag)) => format!("{flag}"),
        Err(Rich::Nothing) => "nothing".to_owned(),
        Err(Rich::Arrays(first, second, third)) => {
            format!("{} {} {}", first.len(), second[0].len(), third.1)
        }
        Err(Rich::Pair(n, text)) => format!("{n}{text}"),
        Err(Rich::Whole(detail)) => format!("{}{}{}", detail.text, detail.count, detail.list[0]),
        Err(Rich::Lists(lists)) => format!("{} {}", lists.len(), lists[0][0]),
        Err(Rich::Maybe(maybe)) => match maybe {
            Some(n) => format!("{n}"),
            None => "none".to_owned(),
        },
        Err(Rich::Leveled(level)) => match level {
            Level::Low => "low".to_owned(),
            Level::High(n) => format!("high {n}"),
        },
        Err(Rich::Renamed { detail, pair, .. }) => format!("{} {}", detail.text, pair.1),
    };
    Ok(text)
}

/// Each payload made in the machine.
#[state_machine]
pub async fn raised(how: String, n: u64) -> Result<u64, Rich> {
    let detail = Detail {
        text: format!("ünï \"{how}\" \\ 😀 \n"),
        count: n,
        list: vec![-1, 2],
        maybe: None,
    };
    match how.as_str() {
        "text" => return Err(Rich::Text("quo\"te \\ {% x %} é".to_owned())),
        "number" => return Err(Rich::Number(-7)),
        "flag" => return Err(Rich::Flag(n > 3)),
        "nothing" => return Err(Rich::Nothing),
        "pair" => return Err(Rich::Pair(n, how)),
        "whole" => return Err(Rich::Whole(detail)),
        "lists" => return Err(Rich::Lists(vec![vec![n], vec![]])),
        "arrays" => {
            let one = vec![n];
            let none: Vec<u64> = vec![];
            return Err(Rich::Arrays(none, vec![one.clone(), one], (n, n)));
        }
        "maybe" => return Err(Rich::Maybe(None)),
        "level" => return Err(Rich::Leveled(Level::High(n))),
        "low" => return Err(Rich::Leveled(Level::Low)),
        "renamed" => Err(Rich::Renamed {
            detail,
            level: Level::Low,
            pair: (n, how),
        }),
        _ => Ok(n),
    }
}

/// Two `#[from]`s deep, by `?` and by `into`, and an arm that catches a whole enum.
#[state_machine]
pub async fn chained(how: String, n: u64) -> Result<u64, Outer> {
    if n == 1 {
        let n = fail_in_the_middle(how, n).await?;
        return Ok(n);
    }
    match fail_in_the_middle(how, n).await {
        Ok(n) => Ok(n + 1),
        Err(Middle::Own) => Err(Outer::Mine {
            text: "own".to_owned(),
        }),
        Err(other) => Err(other.into()),
    }
}

/// `if let Err`, alternatives that bind, `_`, and a catcher around a step whose error does not matter.
#[state_machine]
pub async fn forms(how: String, n: u64) -> Result<String, Rich> {
    if let Err(Rich::Nothing) = fail(how.clone(), n).await {
        return Ok("first".to_owned());
    }
    let second = match fail(how.clone(), n).await {
        Err(Rich::Text(text) | Rich::Pair(_, text)) => text,
        Err(Rich::Flag(_) | Rich::Maybe(_)) => "flag or maybe".to_owned(),
        Ok(n) if n == 0 => "zero".to_owned(),
        Ok(n) => format!("{n}"),
        Err(error) => {
            if n > 5 {
                return Err(error);
            }
            "other".to_owned()
        }
    };
    let Ok(_) = fail(how, n).await else {
        return Ok(format!("{second}, failed"));
    };
    Ok(second)
}

crate::harness::subjects!(caught, raised, chained, forms);
