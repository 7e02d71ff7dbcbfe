//! What a block that catches all makes of a failure.

use super::method::text;
use crate::graph::Operator;

/// A failure as data. Lambda puts an envelope around the cause of an error, `{"errorType": …, "errorMessage": …}`, which
/// the plain run knows nothing of.
pub const CAUGHT: Operator = text!(
    "($_e := " [0] "; $_c := $_e.Cause; \
     $_p := $substring($_c, 0, 1) = \"{\" and $substring($_c, -1) = \"}\" ? $parse($_c) : {}; \
     {\"Error\": $_e.Error, \"Cause\": $_p.errorType = $_e.Error ? $_p.errorMessage : $_c})"
);
