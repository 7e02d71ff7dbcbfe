//! Task tokens: what somebody outside answers a task with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::TaskId;

/// The longest token in characters (API reference, `TaskToken`).
const MAX_TOKEN_CHARS: usize = 2048;

/// What makes the token of an attempt, besides the execution and the attempt's place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Secret {
    /// The number of the attempt.
    pub number: u64,
    /// Drawn for it, so that nobody guesses the token of another attempt.
    pub nonce: u64,
}

/// A task token, taken apart.
///
/// It says by itself whose it is, so that it can be answered after a restart as well. Nobody should look into it:
/// its form is not AWS's, which nobody knows, and will change.
///
/// ```
/// use sfn_core::engine::TaskToken;
///
/// assert!(TaskToken::parse("Invalid token").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskToken {
    pub(super) execution_arn: String,
    pub(super) strand: u32,
    pub(super) secret: Secret,
}

impl TaskToken {
    /// Reads a token; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_TOKEN_CHARS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.splitn(4, '.');
        let strand = parts.next()?.parse().ok()?;
        let number = parts.next()?.parse().ok()?;
        let nonce = u64::from_str_radix(parts.next()?, 16).ok()?;
        Some(Self {
            execution_arn: parts.next()?.to_owned(),
            strand,
            secret: Secret { number, nonce },
        })
    }

    /// The execution whose task it is for.
    pub fn execution_arn(&self) -> &str {
        &self.execution_arn
    }

    /// The attempt that it is for.
    pub fn task(&self) -> TaskId {
        TaskId {
            strand: self.strand,
            number: self.secret.number,
        }
    }
}

impl std::fmt::Display for TaskToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Secret { number, nonce } = self.secret;
        let text = format!("{}.{number}.{nonce:x}.{}", self.strand, self.execution_arn);
        f.write_str(&URL_SAFE_NO_PAD.encode(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_whose_it_is() {
        let token = TaskToken {
            execution_arn: "arn:aws:states:us-east-1:1:execution:A.b:c.d".into(),
            strand: 3,
            secret: Secret {
                number: 7,
                nonce: u64::MAX,
            },
        };
        assert_eq!(TaskToken::parse(&token.to_string()), Some(token));
    }

    #[test]
    fn what_is_no_token_is_not_read() {
        for text in ["", "x", "Invalid token", "MS4y", &"A".repeat(2049)] {
            assert_eq!(TaskToken::parse(text), None, "{text}");
        }
    }
}
