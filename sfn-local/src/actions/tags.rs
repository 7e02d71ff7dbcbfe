//! `TagResource`, `UntagResource` and `ListTagsForResource`.

use crate::catalog::Tags;
use crate::protocol::{ApiError, ErrorCode};

/// The most tags of a resource (AWS's quota).
const MAX_TAGS: usize = 50;

pub(crate) fn check_count(tags: &Tags) -> Result<(), ApiError> {
    if tags.len() > MAX_TAGS {
        let message = "Resource has too many tags";
        return Err(ApiError::new(ErrorCode::TooManyTags, message));
    }
    Ok(())
}
