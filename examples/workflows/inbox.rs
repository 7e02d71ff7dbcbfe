//! A router: what arrives is classified as an enum, and each kind goes its own way.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A letter that arrived.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Letter {
    from: String,
    text: String,
}

/// What a letter is about.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub enum Kind {
    Invoice { cents: u64 },
    Complaint(Mood),
    Application { position: String, years: u8 },
    Spam,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Shape)]
pub enum Mood {
    Polite,
    Angry,
}

/// Where a letter went.
#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "desk", content = "ticket")]
pub enum Routed {
    Accounting(String),
    Support { ticket: String, urgent: bool },
    People(String),
    Dropped,
}

#[derive(Debug, TaskError)]
pub enum InboxError {
    Unreadable,
    /// More than anybody may pay without asking.
    NeedsSignature {
        from: String,
        cents: u64,
    },
}

/// Reads a letter.
#[task(retry(attempts = 1))]
pub async fn classify_letter(letter: Letter) -> Result<Kind, InboxError> {
    let words: Vec<&str> = letter.text.split(' ').collect();
    match words[..] {
        ["invoice", cents] => match cents.parse() {
            Ok(cents) => Ok(Kind::Invoice { cents }),
            Err(_) => Err(InboxError::Unreadable),
        },
        ["sorry", ..] => Ok(Kind::Complaint(Mood::Polite)),
        ["never", ..] => Ok(Kind::Complaint(Mood::Angry)),
        ["hire", "me", position] => Ok(Kind::Application {
            position: position.to_owned(),
            years: 3,
        }),
        _ => Ok(Kind::Spam),
    }
}

/// Opens a ticket at a desk.
#[task]
pub async fn open_ticket(desk: &str, about: String) -> Result<String, InboxError> {
    Ok(format!("{desk}: {about}"))
}

/// Sends each letter to the desk that it is for.
#[state_machine]
pub async fn inbox(letter: Letter) -> Result<Routed, InboxError> {
    let kind = classify_letter(letter.clone()).await?;
    let routed = match kind {
        Kind::Invoice { cents: 0 } | Kind::Spam => Routed::Dropped,
        Kind::Invoice { cents } if cents > 100_000 => {
            return Err(InboxError::NeedsSignature {
                from: letter.from,
                cents,
            });
        }
        Kind::Invoice { cents } => {
            Routed::Accounting(open_ticket("accounting", format!("{cents} cents")).await?)
        }
        Kind::Complaint(mood) => {
            let urgent = match mood {
                Mood::Angry => true,
                Mood::Polite => false,
            };
            let ticket = open_ticket("support", letter.from).await?;
            Routed::Support { ticket, urgent }
        }
        Kind::Application {
            position,
            years: 3..,
        } => Routed::People(open_ticket("people", position).await?),
        Kind::Application { .. } => Routed::Dropped,
    };
    Ok(routed)
}
