//! Pages of long answers: which part is asked for, and the token for the next one.
//!
//! A token says where the next page begins, and to which list it belongs. It is not kept: any server of this account
//! can read it.

use sfn_core::clock::Timestamp;

use super::{ApiError, ErrorCode, Fields, constraint::Text};

/// How many entries a page has unless the request says otherwise.
const DEFAULT_ENTRIES: usize = 100;

/// The most entries of a page.
const MAX_ENTRIES: i64 = 1000;

/// Tokens hold for a day, as AWS's do.
const TOKEN_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Which page of a list is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    limit: usize,
    token: Option<String>,
}

/// A page of a list, and the token for the next one unless this is the last.
#[derive(Debug)]
pub(crate) struct Paged<T> {
    pub entries: Vec<T>,
    pub next_token: Option<String>,
}

impl Page {
    pub fn read(fields: &mut Fields<'_>, token: Text) -> Self {
        let limit = fields.integer("maxResults", 0..=MAX_ENTRIES);
        let limit = limit.and_then(|limit| usize::try_from(limit).ok());
        Self {
            limit: limit.filter(|limit| *limit > 0).unwrap_or(DEFAULT_ENTRIES),
            token: fields.text("nextToken", token).map(str::to_owned),
        }
    }

    /// How many entries the page may have.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Where the page begins.
    ///
    /// # Errors
    /// `InvalidToken` if the token was not given out for this list within the last day.
    pub fn start(&self, list: &str, now: Timestamp) -> Result<Option<u64>, ApiError> {
        let Some(token) = &self.token else {
            return Ok(None);
        };
        let start = position(token, list, now);
        start.map(Some).ok_or_else(invalid_token)
    }

    /// The page of a list whose entries have positions that grow and never change.
    pub fn of<T>(
        &self,
        list: &str,
        now: Timestamp,
        entries: impl Iterator<Item = (u64, T)>,
    ) -> Result<Paged<T>, ApiError> {
        let start = self.start(list, now)?.unwrap_or(0);
        let mut entries = entries.skip_while(|(position, _)| *position < start);
        let page: Vec<T> = entries
            .by_ref()
            .take(self.limit)
            .map(|(_, entry)| entry)
            .collect();
        let next_token = entries.next().map(|(next, _)| token(list, now, next));
        Ok(Paged {
            entries: page,
            next_token,
        })
    }
}

/// The token for the page of a list that begins there.
pub(crate) fn token(list: &str, now: Timestamp, start: u64) -> String {
    let given = now.unix_millis();
    format!("{start:x}.{given:x}.{:016x}", seal(list, start, given))
}

fn position(token: &str, list: &str, now: Timestamp) -> Option<u64> {
    let mut parts = token.split('.');
    let start = u64::from_str_radix(parts.next()?, 16).ok()?;
    let given = i64::from_str_radix(parts.next()?, 16).ok()?;
    let sealed = u64::from_str_radix(parts.next()?, 16).ok()?;
    let is_ours = parts.next().is_none() && sealed == seal(list, start, given);
    let age = now.unix_millis().checked_sub(given)?;
    (is_ours && (0..TOKEN_MILLIS).contains(&age)).then_some(start)
}

/// A fingerprint that tells a token of this list from any other text. It keeps nobody out who wants in.
fn seal(list: &str, start: u64, given: i64) -> u64 {
    let text = format!("{list}\0{start}\0{given}");
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// In AWS's words (recorded).
pub(crate) fn invalid_token() -> ApiError {
    ApiError::new(ErrorCode::InvalidToken, "Invalid Token: 'Invalid token'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(limit: usize, token: Option<String>) -> Page {
        Page { limit, token }
    }

    #[test]
    fn pages_follow_each_other_without_gap() {
        let now = Timestamp::UNIX_EPOCH;
        let list = || (0..5).map(|n| (n, n));
        let first = page(3, None).of("list", now, list()).unwrap();
        assert_eq!(first.entries, [0, 1, 2]);
        let second = page(3, first.next_token).of("list", now, list()).unwrap();
        assert_eq!(second.entries, [3, 4]);
        assert_eq!(second.next_token, None);
    }

    #[test]
    fn a_token_is_good_for_its_list_and_for_a_day() {
        let now = Timestamp::UNIX_EPOCH;
        let given = token("list", now, 3);
        assert_eq!(position(&given, "list", now), Some(3));
        assert_eq!(position(&given, "other", now), None);
        let day = std::time::Duration::from_millis(86_400_000);
        assert_eq!(position(&given, "list", now + day), None);
        assert_eq!(position("InvalidToken", "list", now), None);
    }
}
