//! What an evaluation may cost, and the outside world it may see.

use crate::value::Value;

/// Bounds of one evaluation. Reaching one is error `U1001`, never a crash.
///
/// ```
/// use sfn_expr::{Dialect, Limits};
///
/// let mut limits = Limits::of(Dialect::Aws);
/// limits.steps = 1_000;
/// assert_eq!(limits.depth, Limits::AWS_DEPTH);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Work: one step is about one element visited, one call, or 64 bytes copied.
    pub steps: u64,
    /// Memory held at one time by what the evaluation made. An array costs 8 bytes per element, an
    /// object 24 per member, a string its length; the process uses at most about three times that.
    pub bytes: usize,
    /// Evaluations nested in each other, counted as the reference does: a call of a function whose
    /// body is `$c ? $n * $f($n - 1) : 1` adds three.
    pub depth: u32,
}

impl Limits {
    /// AWS reports a stack overflow for a chain of 200 operators and takes one of 100.
    pub const AWS_DEPTH: u32 = 100;
    /// AWS evaluates `[1..873782]` and refuses `[1..873783]`: eight bytes for each element.
    pub const AWS_BYTES: usize = 6_990_256;
    /// AWS bounds the time of an evaluation; this is our measure of it, about a second.
    pub const AWS_STEPS: u64 = 10_000_000;

    /// The limits of a dialect: AWS's as measured, and generous ones for plain JSONata.
    #[must_use]
    pub const fn of(dialect: Dialect) -> Limits {
        match dialect {
            Dialect::Jsonata => Limits {
                steps: 60_000_000,
                bytes: 512 << 20,
                depth: 10_000,
            },
            Dialect::Aws => Limits {
                steps: Limits::AWS_STEPS,
                bytes: Limits::AWS_BYTES,
                depth: Limits::AWS_DEPTH,
            },
        }
    }
}

/// Which language an expression is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JSONata 2.0.6 as the reference implementation has it.
    #[default]
    Jsonata,
    /// JSONata as AWS Step Functions runs it: `$states` and variables are the only roots, `$eval`
    /// is absent, and `$partition`, `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse` exist.
    Aws,
}

/// What an evaluation may see of the world. It reads no clock and draws no number by itself.
///
/// ```
/// use sfn_expr::{Dialect, Expression, Value, World};
///
/// let mut world = World::new(Dialect::Jsonata);
/// world.now_millis = 0;
/// world.input = Some(Value::from_json(r#"{"name": "Ada"}"#)?);
/// let expression = Expression::compile("name & ' ' & $now()", Dialect::Jsonata)?;
/// let answer = expression.evaluate(&[], &world)?;
/// assert_eq!(answer, Some(Value::from("Ada 1970-01-01T00:00:00.000Z")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct World<'a> {
    /// The time that `$now()` and `$millis()` give, in milliseconds since 1970 UTC.
    pub now_millis: i64,
    /// Where `$random()`, `$uuid()` and `$shuffle()` take their randomness from. Equal seeds give
    /// equal answers, so give each evaluation its own.
    pub seed: u64,
    /// What the evaluation may cost.
    pub limits: Limits,
    /// The document that names, `$` and `$$` refer to; `None` in the AWS dialect.
    pub input: Option<Value>,
    /// Asked now and then: has the time for this evaluation passed?
    pub is_late: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl World<'_> {
    /// A world at the epoch with the limits of `dialect`, no input and no deadline.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        World {
            now_millis: 0,
            seed: 0,
            limits: Limits::of(dialect),
            input: None,
            is_late: None,
        }
    }
}

impl std::fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("now_millis", &self.now_millis)
            .field("seed", &self.seed)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
