//! The built-in functions. Each file has those of one kind; the table of all is here.

mod array;
mod aws;
mod datetime;
mod encode;
mod format_integer;
mod format_number;
mod higher_order;
mod numeric;
mod object;
mod search;
mod string;
mod text;
mod truth;
mod words;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

pub(crate) use array::{append, merge_sort};
pub(crate) use text::{json_copy, write_text};
pub(crate) use truth::is_true;

use crate::error::Error;
use crate::function::{Function, Kind};
use crate::limits::Dialect;
use crate::run::{Arguments, Out, Run};
use crate::signature::Signature;
use crate::value::{Array, Str, Value};

/// A built-in function.
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
    pub(crate) signature: Signature,
    /// How many arguments higher-order functions pass to it.
    pub(crate) arity: usize,
    /// How many parameters partial application knows.
    pub(crate) parameters: usize,
    pub(crate) run: Native,
    context_at: Option<usize>,
}

/// The code of a built-in function. The last argument is the context.
pub(crate) type Native = fn(&mut Run<'_>, &mut Arguments, Option<&Value>) -> Out;

impl Builtin {
    /// Whether a call with this many arguments takes one from its context.
    pub(crate) fn takes_context(&self, arguments: usize) -> bool {
        self.context_at
            .is_some_and(|at| arguments < self.parameters && at < self.parameters)
    }

    pub(crate) fn value(&'static self, run: &Run<'_>) -> Value {
        Function::new(run, Kind::Builtin(self)).value()
    }
}

impl fmt::Debug for Builtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}

impl PartialEq for Builtin {
    fn eq(&self, other: &Builtin) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Builtin {}

/// The built-in function of a name.
pub(crate) fn find(name: &str, dialect: Dialect) -> Option<&'static Builtin> {
    static JSONATA: LazyLock<HashMap<&str, Builtin>> = LazyLock::new(|| table(Dialect::Jsonata));
    static AWS: LazyLock<HashMap<&str, Builtin>> = LazyLock::new(|| table(Dialect::Aws));
    match dialect {
        Dialect::Jsonata => JSONATA.get(name),
        Dialect::Aws => AWS.get(name),
    }
}

/// Whether `name`, without its `$`, is a built-in function of the dialect.
///
/// Such a name is among [`Expression::variables`](crate::Expression::variables) where it is used
/// other than in a call, because a variable of that name would come first.
///
/// ```
/// use sfn_expr::{Dialect, is_builtin};
///
/// assert!(is_builtin("partition", Dialect::Aws));
/// assert!(!is_builtin("eval", Dialect::Aws));
/// ```
#[must_use]
pub fn is_builtin(name: &str, dialect: Dialect) -> bool {
    find(name, dialect).is_some()
}

/// Name, signature, arity, code. The arities are those of the reference's implementation, which
/// can be seen through higher-order functions.
type Row = (&'static str, &'static str, usize, Native);

fn table(dialect: Dialect) -> HashMap<&'static str, Builtin> {
    let own = match dialect {
        Dialect::Jsonata => JSONATA_ONLY,
        Dialect::Aws => AWS_ONLY,
    };
    let rows = COMMON.iter().chain(own);
    rows.filter_map(|(name, signature, arity, run)| {
        // A test makes sure that all of them can be parsed.
        let parsed = Signature::parse(signature).ok()?;
        let parameters = if *name == "string" {
            2
        } else {
            (*arity).max(1)
        };
        let context_at = signature.find('-');
        Some((
            *name,
            Builtin {
                name,
                signature: parsed,
                arity: *arity,
                parameters,
                run: *run,
                context_at,
            },
        ))
    })
    .collect()
}

const COMMON: &[Row] = &[
    ("sum", "<a<n>:n>", 1, numeric::sum),
    ("count", "<a:n>", 1, array::count),
    ("max", "<a<n>:n>", 1, numeric::max),
    ("min", "<a<n>:n>", 1, numeric::min),
    ("average", "<a<n>:n>", 1, numeric::average),
    ("string", "<x-b?:s>", 1, text::string),
    ("substring", "<s-nn?:s>", 3, string::substring),
    ("substringBefore", "<s-s:s>", 2, string::substring_before),
    ("substringAfter", "<s-s:s>", 2, string::substring_after),
    ("lowercase", "<s-:s>", 1, string::lowercase),
    ("uppercase", "<s-:s>", 1, string::uppercase),
    ("length", "<s-:n>", 1, string::length),
    ("trim", "<s-:s>", 1, string::trim),
    ("pad", "<s-ns?:s>", 3, string::pad),
    ("match", "<s-f<s:o>n?:a<o>>", 3, search::match_),
    ("contains", "<s-(sf):b>", 2, search::contains),
    ("replace", "<s-(sf)(sf)n?:s>", 4, search::replace),
    ("split", "<s-(sf)n?:a<s>>", 3, search::split),
    ("join", "<a<s>s?:s>", 2, string::join),
    ("formatNumber", "<n-so?:s>", 3, format_number::format_number),
    ("formatBase", "<n-n?:s>", 2, numeric::format_base),
    (
        "formatInteger",
        "<n-s:s>",
        2,
        format_integer::format_integer,
    ),
    ("parseInteger", "<s-s:n>", 2, format_integer::parse_integer),
    ("number", "<(nsb)-:n>", 1, numeric::number),
    ("floor", "<n-:n>", 1, numeric::floor),
    ("ceil", "<n-:n>", 1, numeric::ceil),
    ("round", "<n-n?:n>", 2, numeric::round),
    ("abs", "<n-:n>", 1, numeric::abs),
    ("sqrt", "<n-:n>", 1, numeric::sqrt),
    ("power", "<n-n:n>", 2, numeric::power),
    ("boolean", "<x-:b>", 1, truth::boolean),
    ("not", "<x-:b>", 1, truth::not),
    ("map", "<af>", 2, higher_order::map),
    ("zip", "<a+>", 0, array::zip),
    ("filter", "<af>", 2, higher_order::filter),
    ("single", "<af?>", 2, higher_order::single),
    ("reduce", "<afj?:j>", 3, higher_order::reduce),
    ("sift", "<o-f?:o>", 2, higher_order::sift),
    ("keys", "<x-:a<s>>", 1, object::keys),
    ("lookup", "<x-s:x>", 2, object::lookup),
    ("append", "<xx:a>", 2, array::append_function),
    ("exists", "<x:b>", 1, truth::exists),
    ("spread", "<x-:a<o>>", 1, object::spread),
    ("merge", "<a<o>:o>", 1, object::merge),
    ("reverse", "<a:a>", 1, array::reverse),
    ("each", "<o-f:a>", 2, higher_order::each),
    ("error", "<s?:x>", 1, truth::error),
    ("assert", "<bs?:x>", 2, truth::assert),
    ("type", "<x:s>", 1, truth::type_),
    ("sort", "<af?:a>", 2, higher_order::sort),
    ("shuffle", "<a:a>", 1, array::shuffle),
    ("distinct", "<x:x>", 1, array::distinct),
    ("base64encode", "<s-:s>", 1, encode::base64_encode),
    ("base64decode", "<s-:s>", 1, encode::base64_decode),
    (
        "encodeUrlComponent",
        "<s-:s>",
        1,
        encode::encode_url_component,
    ),
    ("encodeUrl", "<s-:s>", 1, encode::encode_url),
    (
        "decodeUrlComponent",
        "<s-:s>",
        1,
        encode::decode_url_component,
    ),
    ("decodeUrl", "<s-:s>", 1, encode::decode_url),
    ("toMillis", "<s-s?:n>", 2, datetime::to_millis),
    ("fromMillis", "<n-s?s?:s>", 3, datetime::from_millis),
    ("now", "<s?s?:s>", 2, datetime::now),
    ("millis", "<:n>", 0, datetime::millis),
    ("clone", "<(oa)-:o>", 1, text::clone),
];

const JSONATA_ONLY: &[Row] = &[
    ("random", "<:n>", 0, numeric::random),
    ("eval", "<sx?:x>", 2, eval),
];

/// What AWS adds, and `$random` with its optional seed.
const AWS_ONLY: &[Row] = &[
    ("random", "<n?:n>", 1, aws::random),
    ("partition", "<an:a>", 2, aws::partition),
    ("range", "<nnn:a>", 3, aws::range),
    ("hash", "<ss:s>", 2, aws::hash),
    ("uuid", "<:s>", 0, aws::uuid),
    ("parse", "<s-:x>", 1, aws::parse),
];

/// `$eval` as a value, where no variables can be seen.
fn eval(run: &mut Run<'_>, arguments: &mut Arguments, context: Option<&Value>) -> Out {
    crate::eval::eval(run, std::mem::take(arguments), context, &[])
}

// ---- arguments -------------------------------------------------------------------------------

/// Takes an argument out.
fn take(arguments: &mut Arguments, at: usize) -> Option<Value> {
    arguments.get_mut(at).and_then(Option::take)
}

/// The error of an argument of the wrong type. Only partial application comes past the signature.
fn wrong_type(at: usize, value: &Value) -> Error {
    Error::new("T0410")
        .fill("index", at + 1)
        .value_is(value.clone())
}

/// A text, if there is an argument.
pub(crate) fn text_argument(arguments: &Arguments, at: usize) -> Result<Option<Str>, Error> {
    match arguments.get(at).and_then(Option::as_ref) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(wrong_type(at, other)),
    }
}

/// A number, if there is an argument.
fn number_argument(arguments: &Arguments, at: usize) -> Result<Option<f64>, Error> {
    match arguments.get(at).and_then(Option::as_ref) {
        None => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| wrong_type(at, value)),
    }
}

/// A list, if there is an argument.
fn list_argument(arguments: &mut Arguments, at: usize) -> Result<Option<Array>, Error> {
    match take(arguments, at) {
        None => Ok(None),
        Some(Value::Array(array)) => Ok(Some(array)),
        Some(other) => Err(wrong_type(at, &other)),
    }
}

/// A function, if there is an argument.
fn function_argument(arguments: &Arguments, at: usize) -> Result<Option<Function>, Error> {
    match arguments.get(at).and_then(Option::as_ref) {
        None => Ok(None),
        Some(value) => match value.as_function() {
            Some(function) => Ok(Some(function.clone())),
            None => Err(wrong_type(at, value)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_of_the_tables_can_be_parsed() {
        let jsonata = table(Dialect::Jsonata).len();
        assert_eq!(jsonata, COMMON.len() + JSONATA_ONLY.len());
        assert_eq!(table(Dialect::Aws).len(), COMMON.len() + AWS_ONLY.len());
    }
}
