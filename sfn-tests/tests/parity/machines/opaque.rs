//! Values that are carried through: nobody knows whether they are arrays, objects or `null`.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Opaque, Shape, state_machine, task};

/// What a machine cannot look into.
pub type Hidden = Opaque<serde_json::Value>;

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Envelope {
    kind: String,
    body: Hidden,
    parts: Vec<Hidden>,
}

#[task]
pub async fn keep_hidden(hidden: Hidden) -> Result<Hidden, Never> {
    Ok(hidden)
}

#[task]
pub async fn keep_value(value: serde_json::Value) -> Result<serde_json::Value, Never> {
    Ok(value)
}

/// In arrays and tuples that are computed, and not only written out.
#[state_machine]
pub async fn opaque_in_arrays(
    first: Hidden,
    second: Hidden,
    is_short: bool,
) -> Result<(Vec<Hidden>, usize, Vec<Vec<Hidden>>, (Hidden, u64)), Never> {
    let chosen = if is_short {
        vec![first.clone()]
    } else {
        vec![first.clone(), second.clone()]
    };
    let mut pushed = chosen.clone();
    pushed.push(second.clone());
    pushed.push(keep_hidden(first.clone()).await?);
    let count = vec![second.clone()].len() + pushed.len();
    let rows = vec![chosen.clone(), vec![second.clone()]];
    let pair = if count > 3 { (first, 1) } else { (second, 2) };
    Ok((pushed, count, rows, pair))
}

/// Walked, mapped, filtered, taken and put back.
#[state_machine]
pub async fn opaque_walked(
    mail: Envelope,
) -> Result<
    (
        Vec<Hidden>,
        Vec<Envelope>,
        Vec<Hidden>,
        Vec<Hidden>,
        Envelope,
    ),
    Never,
> {
    let mut seen = Vec::new();
    for part in mail.parts.clone() {
        seen.push(keep_hidden(part).await?);
    }
    let mapped = sfn::map(mail.parts.clone(), async |part| {
        let body = keep_hidden(part).await?;
        Ok(Envelope {
            kind: "part".to_owned(),
            body: body.clone(),
            parts: vec![body],
        })
    })
    .await?;
    let kept = mail.parts.iter().skip(1).cloned().collect::<Vec<_>>();
    let bodies = mapped
        .iter()
        .filter(|envelope| envelope.kind == "part")
        .map(|envelope| envelope.body.clone())
        .collect();
    let mut changed = mail.clone();
    if !changed.parts.is_empty() {
        changed.parts[0] = mail.body.clone();
    }
    changed.body = keep_hidden(mail.body).await?;
    Ok((seen, mapped, kept, bodies, changed))
}

/// Any JSON, by itself and in parallel.
#[state_machine]
pub async fn opaque_values(
    values: Vec<serde_json::Value>,
    one: serde_json::Value,
) -> Result<
    (
        Vec<serde_json::Value>,
        serde_json::Value,
        (serde_json::Value, serde_json::Value),
    ),
    Never,
> {
    let both = sfn::try_join!(keep_value(one.clone()), keep_value(one.clone()))?;
    let mut all = values.clone();
    all.insert(0, one.clone());
    let last = if all.len() > 1 { all[1].clone() } else { one };
    Ok((all, last, both))
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
pub enum Message {
    Card(Account),
    Both {
        left: Account,
        right: Option<Account>,
    },
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub struct Account {
    number: String,
    #[serde(default)]
    limits: Vec<u64>,
}

#[task]
pub async fn keep_account(account: Account) -> Result<Account, Never> {
    Ok(account)
}

/// What stands beside an internal tag, bound whole: by a pattern, in an option, in a vector, in a closure.
#[state_machine]
pub async fn beside_a_tag(
    message: Message,
    more: Vec<Message>,
) -> Result<(Vec<Account>, Option<Account>, Vec<Message>), Never> {
    let mut accounts = Vec::new();
    let mut last = None;
    match message.clone() {
        Message::Card(account) => {
            accounts.push(account.clone());
            last = Some(account);
        }
        Message::Both { left, right } => {
            accounts.push(left);
            last = right;
        }
        Message::Nothing => {}
    }
    for message in more.clone() {
        if let Message::Card(account) = message {
            accounts.push(keep_account(account).await?);
        }
    }
    let cards: Vec<Account> = more
        .iter()
        .filter_map(|message| match message {
            Message::Card(account) => Some(account.clone()),
            _ => None,
        })
        .collect();
    accounts.extend(cards);
    let rewrapped = match message {
        Message::Card(account) => vec![Message::Card(Account {
            number: "new".to_owned(),
            ..account
        })],
        other => vec![other],
    };
    Ok((accounts, last, rewrapped))
}

sfn_tests::subjects![opaque_in_arrays, opaque_walked, opaque_values, beside_a_tag];
