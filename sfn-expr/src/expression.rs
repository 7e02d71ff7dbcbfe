//! The door: compile once, evaluate often and from many threads.

use std::fmt;
use std::sync::Arc;

use crate::compile::{self, Program};
use crate::error::Error;
use crate::eval::wrapped_document;
use crate::infinite;
use crate::limits::{Dialect, World};
use crate::resolve::resolve;
use crate::run::Run;
use crate::stack::with_room;
use crate::syntax;
use crate::value::{Str, Value};

/// A compiled expression. A clone is one atomic increment.
///
/// ```
/// use sfn_expr::{Dialect, Expression, Value, World};
///
/// let total = Expression::compile("$sum($states.input.(price * quantity)) + $fee", Dialect::Aws)?;
/// assert_eq!(total.variables(), ["states", "fee"]);
/// assert!(total.states_fields().input);
///
/// let states = Value::from_json(r#"{"input": [{"price": 2, "quantity": 3}]}"#)?;
/// let slots = [Some(states), Some(Value::from(1))];
/// assert_eq!(total.evaluate(&slots, &World::new(Dialect::Aws))?, Some(Value::from(7)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Expression(Arc<Compiled>);

struct Compiled {
    source: Box<str>,
    dialect: Dialect,
    program: Program,
}

/// Which fields of `$states` an expression reads, so that the others need not be built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatesFields {
    /// `$states.input`
    pub input: bool,
    /// `$states.result`
    pub result: bool,
    /// `$states.errorOutput`
    pub error_output: bool,
    /// `$states.context`
    pub context: bool,
}

impl StatesFields {
    /// Every field: `$states` itself is used as a value.
    pub const ALL: StatesFields = StatesFields {
        input: true,
        result: true,
        error_output: true,
        context: true,
    };
}

impl Expression {
    /// Parses, checks and compiles `source`.
    ///
    /// # Errors
    /// A syntax error (`S0…`), an unsupported regular expression (`S0303`), or in the AWS dialect a
    /// reference to an input document (`UNSUPPORTED_JSONATA_EXPRESSION`).
    pub fn compile(source: &str, dialect: Dialect) -> Result<Expression, Error> {
        Expression::compile_shadowing(source, dialect, &[])
    }

    /// Like [`compile`](Expression::compile), for a caller who has variables with the names of
    /// built-in functions. A call of `$sum` means the built-in function unless `sum` is among
    /// `shadowed`; everywhere else a variable of the name comes first anyway.
    ///
    /// # Errors
    /// As `compile`.
    pub fn compile_shadowing(
        source: &str,
        dialect: Dialect,
        shadowed: &[&str],
    ) -> Result<Expression, Error> {
        let program = with_room(|| {
            let resolved = resolve(syntax::parse(source)?)?;
            compile::compile(&resolved, dialect, shadowed)
        })?;
        Ok(Expression(Arc::new(Compiled {
            source: source.into(),
            dialect,
            program,
        })))
    }

    /// The text this was compiled from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The dialect this was compiled for.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// The free variables without their `$`, in the order of the slots that [`evaluate`] wants.
    ///
    /// A name that the expression binds itself is free where it may be read before. A name of a built-in function is free
    /// where it is no call, because a variable of that name would come first.
    ///
    /// ```
    /// use sfn_expr::{Dialect, Expression};
    ///
    /// let variables = |source| Expression::compile(source, Dialect::Aws).map(|it| it.variables().to_vec());
    /// assert_eq!(variables("($n := $rate; $f := function($x) { $x ? $f($x) : $n }; $f(1))")?, ["rate"]);
    /// assert_eq!(variables("($m := $n; $n := 1; $n)")?, ["n"]);
    /// # Ok::<(), sfn_expr::Error>(())
    /// ```
    ///
    /// [`evaluate`]: Expression::evaluate
    #[must_use]
    pub fn variables(&self) -> &[Str] {
        &self.0.program.variables
    }

    /// Which fields of `$states` are read.
    #[must_use]
    pub fn states_fields(&self) -> StatesFields {
        self.0.program.states
    }

    /// Evaluates with `slots[n]` as the value of `variables()[n]`. `None` is JSONata's "nothing",
    /// for slots (missing slots included) and for the answer.
    ///
    /// # Errors
    /// What the expression raises (`T…`, `D…`), or `U1001` when one of the world's limits is reached.
    #[inline]
    pub fn evaluate(
        &self,
        slots: &[Option<Value>],
        world: &World<'_>,
    ) -> Result<Option<Value>, Error> {
        let program = &self.0.program;
        if let Some(glance) = &program.glance
            && let Some(value) = glance.value(slots)
            && program.certain_height <= world.limits.depth
        {
            return Ok(Some(value));
        }
        with_room(|| self.run(slots, world))
    }

    /// Evaluates. Apart, because what it needs on the stack would slow the glance down.
    #[inline(never)]
    fn run(&self, slots: &[Option<Value>], world: &World<'_>) -> Result<Option<Value>, Error> {
        let program = &self.0.program;
        let mut run = Run::new(world, slots, program.registers);
        run.enter(program.certain_height)?;
        let document = match &world.input {
            Some(Value::Array(_)) => world
                .input
                .clone()
                .map(|input| wrapped_document(&run, input)),
            _ => None,
        };
        let input = document.as_ref().or(world.input.as_ref());
        let answer = program.root.eval(&mut run, input)?;
        match answer {
            Some(value) if program.divides && self.dialect() == Dialect::Aws => {
                infinite::spelled(&mut run, value).map(Some)
            }
            answer => Ok(answer),
        }
    }
}

/// A source in its normal form: one way of spacing and quoting, without comments. It parses to the
/// same expression, and its own normal form is itself.
///
/// ```
/// let normal = sfn_expr::normal_form("a . 'b' [0]/* first */&$f( 1 )").unwrap();
/// assert_eq!(normal, r#"a."b"[0] & $f(1)"#);
/// ```
///
/// # Errors
/// A syntax error (`S0…`) that shows before names and paths are resolved.
pub fn normal_form(source: &str) -> Result<String, Error> {
    Ok(syntax::parse(source)?.to_string())
}

/// Whether `source` is an expression at all: parses it and resolves its paths and names, as the reference does when it is
/// given an expression, and compiles nothing.
///
/// ```
/// assert!(sfn_expr::check_syntax("orders.lines.%.id").is_ok());
/// assert_eq!(sfn_expr::check_syntax("orders.1").unwrap_err().code(), "S0213");
/// ```
///
/// # Errors
/// A syntax error (`S0…`). What depends on the dialect, and regular expressions, only
/// [`compile`](Expression::compile) knows.
pub fn check_syntax(source: &str) -> Result<(), Error> {
    with_room(|| resolve(syntax::parse(source)?).map(drop))
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.0.source).finish()
    }
}
