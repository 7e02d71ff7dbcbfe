//! Workflows as they are written day by day, each with many constructs at once: what one alone proves stands in the other modules.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Debug, TaskError)]
pub enum ShopError {
    Unlucky {
        number: i32,
    },
    Busy,
    Text(String),
    #[error(states = "States.Timeout")]
    Slow,
}

#[derive(Debug, TaskError)]
pub enum DayError {
    Shop(#[from] ShopError),
    Limit { used: i32 },
    Stopped,
}

/// Adds one, and fails at some numbers in each way there is.
#[task(timeout = "10s", service_retry = false)]
pub async fn serve_number(number: i32) -> Result<i32, ShopError> {
    match number {
        13 => Err(ShopError::Unlucky { number }),
        14 => Err(ShopError::Busy),
        15 => Err(ShopError::Text("four\"teen\\".to_owned())),
        16 => {
            sfn::sleep(Duration::from_mins(1)).await;
            Ok(0)
        }
        17 => panic!("seventeen"),
        _ => Ok(number + 1),
    }
}

/// Events of a ticket, told line by line.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    Created {
        by_user: String,
    },
    Moved(Move),
    Closed,
    Merged {
        other_ids: Vec<u32>,
        note: Option<String>,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "kebab-case")]
pub struct Move {
    from_column: String,
    to_column: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    via: Vec<String>,
}

#[state_machine]
pub async fn ticket_history(events: Vec<Event>) -> Result<Vec<String>, DayError> {
    let mut log: Vec<String> = vec![];
    let mut column = None;
    for (index, event) in events.iter().enumerate() {
        let line = match event {
            Event::Created { by_user } if log.is_empty() => format!("{by_user} created it"),
            Event::Created { by_user: other } => format!("{other} created it again"),
            Event::Moved(Move {
                from_column,
                to_column: Some(to),
                via,
            }) => {
                column = Some(to.clone());
                match via.as_slice() {
                    [] => format!("{from_column} -> {to}"),
                    [one] => format!("{from_column} -> {one} -> {to}"),
                    [first, rest @ ..] => format!("{first} and {} more -> {to}", rest.len()),
                }
            }
            Event::Moved(nowhere) => {
                let from = &nowhere.from_column;
                column = None;
                format!("{from} -> nowhere")
            }
            Event::Closed => break,
            Event::Merged { other_ids, .. } if other_ids.is_empty() => continue,
            Event::Merged { other_ids, note } => format!(
                "{} with {}",
                note.as_deref().unwrap_or("merged"),
                other_ids
                    .iter()
                    .map(|id| id.to_string())
                    .collect::<Vec<_>>()
                    .join("+")
            ),
        };
        log.push(format!("{index}: {line}"));
    }
    log.push(column.unwrap_or_else(|| "-".to_string()));
    Ok(log)
}

/// A loop that is left in each way by what a step says.
#[state_machine]
pub async fn served_until(numbers: Vec<i32>, most: i32) -> Result<Vec<i32>, DayError> {
    let mut used = 0;
    let mut done = vec![];
    for number in numbers {
        if used >= most {
            return Err(DayError::Limit { used });
        }
        let served = match serve_number(number).await {
            Ok(served) if served > 10 => {
                used += 2;
                served
            }
            Ok(served) => {
                used += 1;
                served
            }
            Err(ShopError::Unlucky { number }) if used > 0 => {
                done.push(-number);
                continue;
            }
            Err(ShopError::Busy) => {
                sfn::sleep(Duration::from_secs(1)).await;
                break;
            }
            Err(error) => return Err(error.into()),
        };
        done.push(served);
    }
    Ok(done)
}

/// A map in a map, with a loop in it, whose closures end in different ways.
#[state_machine]
pub async fn served_rows(
    rows: Vec<Vec<i32>>,
    goal: i32,
) -> Result<Vec<Vec<Option<String>>>, DayError> {
    let width = rows.first().map(|row| row.len()).unwrap_or(0);
    sfn::map(&rows, async |row| {
        if row.len() != width {
            return Err(DayError::Stopped);
        }
        let cells = sfn::map(row, async |cell| {
            let mut value = *cell;
            let mut steps = 0;
            while value < goal && steps < 3 {
                value = match serve_number(value).await {
                    Ok(next) => next,
                    Err(ShopError::Unlucky { number }) => number + 2,
                    Err(ShopError::Busy) => return Ok(None),
                    Err(error) => return Err(error.into()),
                };
                steps += 1;
            }
            Ok::<_, DayError>(Some(format!("{value}/{steps}")))
        })
        .await?;
        Ok(cells)
    })
    .concurrency(2)
    .await
}

/// Two results, matched as a pair.
#[state_machine]
pub async fn served_pair(left: i32, right: i32) -> Result<String, DayError> {
    let (x, y) = sfn::join!(serve_number(left), serve_number(right));
    let failed = x.is_err() as i32 + y.is_err() as i32;
    let text = match (x, y) {
        (Ok(x), Ok(y)) if x == y => format!("same {x}"),
        (Ok(x), Ok(y)) => format!("{}", x.max(y)),
        (Err(ShopError::Text(text)), _) | (_, Err(ShopError::Text(text))) => text,
        (Err(ShopError::Unlucky { number }), Err(ShopError::Unlucky { number: other })) => {
            format!("{number}{other}")
        }
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => return Err(error.into()),
        _ => "both".into(),
    };
    Ok(format!("{failed} {text}"))
}

/// Everything is caught on each lap, and what was done before it failed stays.
#[state_machine]
pub async fn served_with_log(numbers: Vec<i32>) -> Result<(i32, Vec<String>), DayError> {
    let mut sum = 0;
    let mut log = vec![];
    for number in numbers {
        let got = match sfn::catch_all(async {
            let first = serve_number(number).await?;
            sum += first;
            if first == 5 {
                return Err(ShopError::Text("five".into()));
            }
            let second = serve_number(first).await?;
            sum += second;
            Ok::<i32, ShopError>(second)
        })
        .await
        {
            Ok(second) => second,
            Err(caught) if caught.error == "Busy" => {
                log.push("busy".to_string());
                continue;
            }
            Err(caught) if caught.error.starts_with("States.") => {
                log.push(caught.error);
                break;
            }
            Err(caught) => {
                if sum > 20 {
                    return Err(DayError::Limit { used: sum });
                }
                log.push(format!("{}:{}", caught.error, caught.cause));
                0
            }
        };
        log.push(format!("{number}={got}"));
    }
    Ok((sum, log))
}

/// A guard asks how far a block came.
#[state_machine]
pub async fn served_in_stages(number: i32) -> Result<i32, DayError> {
    let mut stage = 0;
    let result: Result<i32, ShopError> = async {
        stage = 1;
        let first = serve_number(number).await?;
        stage = 2;
        let second = serve_number(first).await?;
        stage = 3;
        Ok(second)
    }
    .await;
    match result {
        Ok(second) => Ok(second * 100 + stage),
        Err(ShopError::Unlucky { .. }) if stage == 2 => Ok(stage),
        Err(_) if stage == 1 => Err(DayError::Limit { used: stage }),
        Err(error) => Err(error.into()),
    }
}

/// Retries by hand, with waits that double up to a second.
#[state_machine]
pub async fn served_patiently(number: i32, tries: u32) -> Result<(i32, Duration), DayError> {
    let mut wait = Duration::from_millis(250);
    let mut waited = Duration::ZERO;
    let mut left = tries;
    let served = loop {
        match serve_number(number + 2 * left as i32).await {
            Ok(served) => break served,
            Err(ShopError::Busy | ShopError::Slow) if left > 0 => {
                left -= 1;
                waited += wait;
                sfn::sleep(wait).await;
                wait *= 2;
                if wait > Duration::from_secs(1) {
                    wait = Duration::from_secs(1);
                }
            }
            Err(error) => return Err(error.into()),
        }
    };
    Ok((served, waited))
}

/// A result of arms of several kinds is kept over a step, and judged behind it.
#[state_machine]
pub async fn served_and_judged(first: i32, second: i32) -> Result<i32, DayError> {
    let kept: Result<i32, DayError> = match serve_number(first).await {
        Ok(served) if served > 5 => Ok(served),
        Ok(_) => Err(DayError::Limit { used: first }),
        Err(ShopError::Busy) => Err(DayError::Stopped),
        Err(error) => Err(error.into()),
    };
    serve_number(second).await.ok();
    match kept {
        Ok(served) => Ok(served + 1),
        Err(DayError::Limit { used }) if used > 2 => Ok(-used),
        Err(error) => Err(error),
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Page {
    id: u32,
    links: Vec<u32>,
    weight: Option<i64>,
}

/// A page; some numbers have none.
#[task(service_retry = false)]
pub async fn open_page(id: u32) -> Result<Option<Page>, ShopError> {
    let page = |links: &[u32], weight| {
        let links = links.to_vec();
        Ok(Some(Page { id, links, weight }))
    };
    match id {
        1 => page(&[2, 3], Some(5)),
        2 => page(&[4, 1], None),
        3 | 4 => page(&[], Some(-i64::from(id))),
        9 => Err(ShopError::Unlucky { number: 9 }),
        _ => Ok(None),
    }
}

/// A walk through a graph with a stack, a set of what was seen, and the best so far.
#[state_machine]
pub async fn crawl(root: u32) -> Result<(i64, Vec<u32>, Option<Page>), DayError> {
    let mut stack = vec![root];
    let mut seen: BTreeMap<String, bool> = BTreeMap::new();
    let mut order = Vec::new();
    let mut total = 0i64;
    let mut heaviest: Option<Page> = None;
    while let Some(id) = stack.pop() {
        let key = format!("page {id}");
        if seen.contains_key(&key) {
            continue;
        }
        seen.insert(key, true);
        let Some(page) = open_page(id).await? else {
            continue;
        };
        order.push(page.id);
        total += page.weight.unwrap_or(100);
        let is_heavier = match &heaviest {
            None => true,
            Some(other) => other.weight.unwrap_or(0) < page.weight.unwrap_or(0),
        };
        stack.extend(page.links.iter().rev().copied());
        if is_heavier {
            heaviest = Some(page);
        }
    }
    Ok((total, order, heaviest))
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Spot(i32, i32, i32);

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Buyer {
    name: String,
    regular: Option<bool>,
    at: Spot,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "is")]
pub enum Progress {
    Open,
    Paid {
        by: Buyer,
        #[serde(rename = "amt")]
        amount: u32,
    },
    Gone {
        why: Option<String>,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Purchase {
    buyer: Buyer,
    lines: Vec<(String, u32)>,
    progress: Progress,
}

/// Patterns in patterns, and an enum's next value from its last.
#[state_machine]
pub async fn next_progress(
    purchase: Purchase,
) -> Result<(String, i32, u32, String, Progress), DayError> {
    let Purchase {
        buyer: Buyer {
            name,
            at: Spot(x, ..),
            regular,
        },
        lines,
        progress,
    } = purchase;
    let first = if let Some((sku, count)) = lines.first() {
        format!("{sku}*{count}")
    } else {
        "none".into()
    };
    let amount = match &progress {
        Progress::Paid {
            amount,
            by: Buyer {
                regular: Some(true),
                ..
            },
        } => *amount * 2,
        Progress::Paid {
            amount: a @ 1..=9, ..
        } => *a,
        Progress::Paid { amount, by } if by.name == name => *amount + 1,
        Progress::Paid { .. } => 0,
        Progress::Gone { why: None } => 7,
        Progress::Gone { why: Some(why) } => why.chars().count() as u32,
        Progress::Open => 1,
    };
    let next = match progress {
        Progress::Open if regular == Some(true) => {
            let by = Buyer {
                name: name.clone(),
                regular,
                at: Spot(0, 0, 0),
            };
            Progress::Paid { by, amount }
        }
        Progress::Open => Progress::Gone { why: None },
        paid @ Progress::Paid { .. } => paid,
        other => other,
    };
    Ok((name, x, amount, first, next))
}

/// Text that is built word by word.
#[state_machine]
pub async fn title(
    words: Vec<String>,
    separator: String,
) -> Result<(String, usize, Option<String>), DayError> {
    let mut title = String::new();
    let mut longest: Option<String> = None;
    for word in words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
    {
        if !title.is_empty() {
            title.push_str(&separator);
        }
        let first = word.chars().take(1).collect::<String>().to_uppercase();
        let capitalised = first + &word.chars().skip(1).collect::<String>();
        title += capitalised.as_str();
        let most = longest
            .as_ref()
            .map_or(0, |longest| longest.chars().count());
        if most < word.chars().count() {
            longest = Some(word.to_string());
        }
    }
    Ok((title.clone(), title.chars().count(), longest))
}

/// Members by their key: in a map, and in the order in which they came.
#[state_machine]
pub async fn grouped(
    sales: Vec<(String, i32)>,
) -> Result<(BTreeMap<String, Vec<i32>>, Vec<(String, i32)>), DayError> {
    let mut groups: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let mut sums: Vec<(String, i32)> = Vec::new();
    for (name, amount) in &sales {
        let mut group = groups.remove(name).unwrap_or_default();
        group.push(*amount);
        groups.insert(name.clone(), group);
        if let Some(index) = sums.iter().position(|(known, _)| known == name) {
            sums[index].1 += amount;
        } else {
            sums.push((name.clone(), *amount));
        }
    }
    Ok((groups, sums))
}

/// Pieces of a list, the best of them, and what is in it once.
#[state_machine]
pub async fn pieces(
    numbers: Vec<i64>,
    size: usize,
) -> Result<(Vec<Vec<i64>>, i64, Vec<i64>), DayError> {
    let mut pieces: Vec<Vec<i64>> = vec![];
    let mut start = 0;
    while start < numbers.len() {
        let end = (start + size).min(numbers.len());
        pieces.push(numbers[start..end].to_vec());
        start = end;
    }
    let best = pieces.iter().map(|piece| piece.iter().sum::<i64>()).max();
    let mut once: Vec<i64> = vec![];
    for number in &numbers {
        if !once.contains(number) {
            once.push(*number);
        }
    }
    once.sort();
    Ok((pieces, best.unwrap_or(-1), once))
}

/// A labelled block around a loop around a match, all of which give the value.
#[state_machine]
pub async fn tagged(number: i32) -> Result<(i32, String), DayError> {
    let mut hits = 0;
    let tag = 'tag: {
        if number < 0 {
            break 'tag "negative";
        }
        for index in 0..number {
            hits += 1;
            match serve_number(index + number).await {
                Ok(served) if served % 7 == 0 => break 'tag "seven",
                Ok(_) => {}
                Err(ShopError::Unlucky { .. }) => {
                    hits += 10;
                    break;
                }
                Err(_) => break 'tag "failed",
            }
        }
        if hits > 3 { "many" } else { "few" }
    };
    Ok((hits, tag.to_string()))
}

/// Values change while an expression is computed.
#[state_machine]
pub async fn in_order(number: i32) -> Result<Vec<i32>, DayError> {
    let mut x = number;
    let values = vec![
        x,
        {
            x += 1;
            x
        },
        serve_number(x).await?,
        {
            x *= 2;
            x
        },
        x,
    ];
    let mut all = vec![0, 0, 0];
    all[(x % 3) as usize] = {
        x += 1;
        x
    };
    let y = x;
    let x = y + serve_number(x).await? + x;
    let last = if serve_number(x).await? > 20 && {
        all.push(x);
        true
    } {
        all.len() as i32
    } else {
        0
    };
    all.extend(values);
    all.push(last);
    Ok(all)
}

crate::harness::subjects!(
    ticket_history,
    served_until,
    served_rows,
    served_pair,
    served_with_log,
    served_in_stages,
    served_patiently,
    served_and_judged,
    crawl,
    next_progress,
    title,
    grouped,
    pieces,
    tagged,
    in_order,
);
