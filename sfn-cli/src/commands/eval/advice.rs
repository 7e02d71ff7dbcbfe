//! The way out of an error in JSONata, by its code. What an error says itself is not said again, and where a message
//! leaves nothing to add there is no advice.

use sfn_core::expr::{Dialect, Error};

pub(super) fn on(error: &Error, text: &str, dialect: Dialect) -> Option<&'static str> {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or("");
    Some(match error.code() {
        "UNSUPPORTED_JSONATA_EXPRESSION" => {
            "in Step Functions an expression has no document: read `$states.input` or a variable"
        }
        "S0201" | "S0211" if before.ends_with('?') => {
            "JSONata 2.0.6 has neither `?:` nor `??`: write `$exists(a) ? a : b`"
        }
        "S0101" => {
            "end the text with the quote that it begins with; a quote within it is written `\\\"`"
        }
        "S0103" | "S0104" => {
            "the escapes are those of JSON: `\\n`, `\\t`, `\\\"`, `\\\\`, `\\u` and four digits"
        }
        "S0105" => "end the name with a backtick",
        "S0106" => "end the comment with `*/`",
        "S0102" | "D1001" | "D3001" => {
            "numbers are doubles: at most 1.7976931348623157e308, and never infinite"
        }
        "S0201" | "S0204" => {
            "join two values by an operator, such as `&`, `+`, `and`, `in`, or by `;` in parentheses"
        }
        "S0202" | "S0203" => {
            "look for a bracket, brace or parenthesis that is opened and not closed"
        }
        "S0207" | "S0211" => "an operator needs a value on either side",
        "S0208" => "parameters are variables: `function($a, $b){ … }`",
        "S0209" | "S0210" => "group last and once: `items[price > 1]{sku: price}`",
        "S0212" => "on the left of `:=` stands a variable: `$total := …`",
        "S0213" => "a step of a path is a name, a call or something in parentheses",
        "S0214" => "`@` and `#` bind a variable: `items#$i`",
        "S0215" | "S0216" => "bind first, then filter and sort: `items@$i[$i.price > 1]`",
        "S0217" => "`%` stands for the step before it in a path; here is none",
        "S0301" | "S0302" => {
            "a regular expression is written `/pattern/`, with `i` or `m` behind it; `\\/` is a slash within it"
        }
        "S0303" => {
            "regular expressions take linear time here, so they have no look-around, no back-references and no huge repetitions"
        }
        "S0401" | "S0402" => {
            "a signature is written like `<s-n?:s>`; see the manual of JSONata on function signatures"
        }
        "T0410" | "T0411" | "T0412" => {
            "`$type(…)` tells what a value is; `$string(…)` and `$number(…)` convert; `[…]` makes a list"
        }
        "T1003" => "keys of an object are strings: `$string(…)` makes one",
        "T1005" | "T1007" => "names of functions begin with `$`",
        "T1006" if dialect == Dialect::Aws && text.contains("$eval") => {
            "Step Functions has no `$eval`; `$parse` reads JSON"
        }
        "T1006" | "T1008" | "T2006" => {
            "only functions can be called; names of functions begin with `$`"
        }
        "T2001" | "T2002" | "D1002" => "`$number(…)` makes a number of a text",
        "D3030" => "texts of numbers are those of JSON, and `0x`, `0o` and `0b` with digits",
        "T2003" | "T2004" => "both sides of `..` are whole numbers",
        "T2007" | "T2008" => "what is sorted by are numbers, or strings, and not both",
        "T2009" | "T2010" => {
            "compare numbers with numbers and strings with strings: `$number(…)` and `$string(…)` convert"
        }
        "T2011" | "T2012" | "T2013" => {
            "a transform is written `value ~> |where|{what: changes}, [\"what goes\"]|`"
        }
        "D1009" => "make the keys differ",
        "D3137" | "D3141" => return None,
        "D3138" | "D3139" => "`$filter(…)` takes any number of matches",
        "D1004" | "D3010" => "let the pattern match at least one letter",
        "U1001" if error.message().contains("Stack") => {
            "end the recursion, or make the call the last thing that the function does"
        }
        "U1001" if error.message().contains("Memory") => {
            "filter before you map, and take what you need of large values"
        }
        "U1001" if error.message().contains("timeout") => {
            "work on fewer elements, or let a Map state do it"
        }
        "U1001" => "bind parts of it to variables, in several states if need be",
        _ => return None,
    })
}
