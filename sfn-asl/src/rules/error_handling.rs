//! Rules on `Retry` and `Catch`: where `States.ALL` may stand.

use super::report::Findings;
use crate::error_name::ErrorName;
use crate::finding::Code;
use crate::survey::site::StateSite;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let retriers = site
        .state
        .retriers()
        .iter()
        .map(|retrier| &retrier.error_equals);
    catch_all_is_last(site, "Retry", &retriers.collect::<Vec<_>>(), findings);
    let catchers = site
        .state
        .catchers()
        .iter()
        .map(|catcher| &catcher.error_equals);
    catch_all_is_last(site, "Catch", &catchers.collect::<Vec<_>>(), findings);
}

/// What stands beside or behind `States.ALL` can never match, because entries are tried in order (spec, "Errors";
/// the words are measured).
fn catch_all_is_last(
    site: &StateSite<'_, '_>,
    field: &str,
    entries: &[&Vec<ErrorName>],
    findings: &mut Findings,
) {
    for (position, errors) in entries.iter().enumerate() {
        let is_last = position + 1 == entries.len();
        let is_alone = errors.len() == 1;
        if errors.contains(&ErrorName::ALL) && !(is_last && is_alone) {
            findings.report(
                Code::SchemaValidationFailed,
                site.place(&format!("{field}[{position}]/ErrorEquals")),
                "States.ALL must appear alone and at end of list",
                format!("give `States.ALL` an entry of its own at the end of `{field}`"),
            );
        }
    }
}
