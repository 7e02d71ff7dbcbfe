//! The outline of a graph, put together with its pieces.
//!
//! An outline is JSON that `sfn-macros` writes (`expand/outline`) and nobody else. A branch is
//!
//! ```json
//! {"StartAt": "charge", "States": [{"name": "charge", "place": "src/main.rs:7", "Task": {…}}]}
//! ```
//!
//! with one member for what the state does, called as its type in ASL; the members of that are those of
//! [`StateKind`](super::StateKind)'s structs. An expression is a literal as itself, or an array that begins with what it
//! is: `["$", "total"]` is a variable, `["apply", 3, ["$", "total"], 1]` applies the operator that is piece 3 of the graph.
//!
//! The two sides belong to one version of one product, and every machine's definition is rendered in its tests: that an
//! outline fits its pieces is an invariant, not an error of anybody's.

mod expression;
mod state;
#[cfg(test)]
mod tests;

use super::{Branch, Graph, Piece};
use sfn_expr::Value;

impl Graph {
    /// The states.
    pub(super) fn body(&self) -> Branch {
        let outline = Value::from_json(self.outline).expect("an outline is JSON");
        let reader = Reader {
            pieces: self.pieces,
        };
        reader
            .branch(&outline)
            .expect("an outline and its pieces are written together")
    }
}

/// Reads an outline. `None` is what does not belong there.
struct Reader {
    pieces: &'static [Piece],
}

/// The piece of one kind that a number names.
macro_rules! piece {
    ($reader:expr, $number:expr, $kind:ident) => {
        match $reader.piece($number)? {
            $crate::graph::Piece::$kind(piece) => Some(*piece),
            _ => None,
        }
    };
}
use piece;

impl Reader {
    fn piece(&self, number: &Value) -> Option<&'static Piece> {
        self.pieces.get(usize::try_from(number.as_i64()?).ok()?)
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The items of an array, each read.
fn each<T>(array: &Value, read: impl FnMut(&Value) -> Option<T>) -> Option<Vec<T>> {
    array.as_array()?.iter().map(read).collect()
}
