//! Methods of text.
//!
//! Rust and JSONata 2.0.6 agree on characters (code points) and on the mapping of cases. They differ on white space, on
//! empty patterns and on what reads as a number: those texts say exactly what Rust does.

use super::method::{method, text};
use super::vector::Text;
use crate::graph::Operator;
use crate::tape::Ty;

macro_rules! of_text {
    ($($trait:ident $function:ident $constant:ident $what:literal: $text:expr;)*) => {$(
        method!($trait, $function, $constant, $what, "it is known of `String` and `&str`");

        impl $trait for String {
            const $constant: Operator = $text;
        }

        impl $trait for str {
            const $constant: Operator = $text;
        }
    )*};
}

/// What Rust calls white space: `White_Space` of Unicode. JSONata's `\s` and `$trim` have other sets.
macro_rules! space {
    () => {
        "[\\u0009-\\u000d \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
    };
}

/// The characters of `$_s`.
macro_rules! characters {
    () => {
        "[$map([0..$length($_s) - 1], function($_i) { $substring($_s, $_i, 1) })]"
    };
}

of_text! {
    Uppercase to_uppercase TO_UPPERCASE "`to_uppercase`": text!("$uppercase(" [0] ")");
    Lowercase to_lowercase TO_LOWERCASE "`to_lowercase`": text!("$lowercase(" [0] ")");
    Trim trim TRIM "`trim`":
        text!("$replace(" [0] ", /^" (space!()) "+|" (space!()) "+$/, \"\")");
    TrimStart trim_start TRIM_START "`trim_start`":
        text!("$replace(" [0] ", /^" (space!()) "+/, \"\")");
    TrimEnd trim_end TRIM_END "`trim_end`":
        text!("$replace(" [0] ", /" (space!()) "+$/, \"\")");
    Characters chars CHARS_OF "`chars`":
        text!("($_s := " [0] "; " (characters!()) ")");
    CharacterCount character_count CHARACTER_COUNT "`chars().count()`": text!("$length(" [0] ")");
    SplitWhitespace split_whitespace SPLIT_WHITESPACE "`split_whitespace`":
        text!("[$filter($split(" [0] ", /" (space!()) "+/), function($_e) { $_e != \"\" })]");
}

macro_rules! patterns {
    ($($trait:ident $function:ident $constant:ident $what:literal: $text:expr;)*) => {$(
        #[doc = concat!("A type with ", $what, ".")]
        #[diagnostic::on_unimplemented(
            message = "a state machine does not know this method of `{Self}` [SFN072]",
            label = "not translated for this type",
            note = "it is known of `String` and `&str`"
        )]
        pub trait $trait {
            #[doc = concat!("The text of ", $what, ".")]
            const $constant: Operator = $text;
        }

        impl $trait for String {}
        impl $trait for str {}
        impl<T: $trait + ?Sized> $trait for &T {}

        #[doc = concat!("The text of ", $what, " for a type and its pattern.")]
        pub const fn $function<T: $trait + ?Sized, P: Text + ?Sized>(_: Ty<T>, _: Ty<P>) -> Operator {
            T::$constant
        }
    )*};
}

patterns! {
    StartsWith starts_with STARTS_WITH "`starts_with`":
        text!("($_p := " [1] "; $substring(" [0] ", 0, $length($_p)) = $_p)");
    EndsWith ends_with ENDS_WITH "`ends_with`":
        text!(
            "($_s := " [0] "; $_p := " [1]
            "; $_n := $length($_s) - $length($_p); $_n >= 0 ? $substring($_s, $_n) = $_p : false)"
        );
    ReplaceLiteral replace_literal REPLACE_LITERAL "`replace` by a literal that is not empty":
        text!("$replace(" [0] ", " [1] ", " [2] ")");
    SplitLiteral split_literal SPLIT_LITERAL "`split` by a literal that is not empty":
        text!("$split(" [0] ", " [1] ")");
    // An empty pattern stands before each character and at the end.
    Replace replace REPLACE "`replace`":
        text!(
            "($_s := " [0] "; $_p := " [1] "; $_r := " [2]
            "; $_p = \"\" ? $_r & $join([$map([0..$length($_s) - 1], function($_i) { $substring($_s, $_i, 1) & $_r })], \"\")"
            " : $replace($_s, $_p, $_r))"
        );
    Split split SPLIT "`split`":
        text!(
            "($_s := " [0] "; $_p := " [1]
            "; $_p = \"\" ? $append(\"\", $append(" (characters!()) ", \"\")) : $split($_s, $_p))"
        );
}

/// A type that text can be parsed as.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot parse text as `{Self}` [SFN147]",
    label = "not parsed as Rust does",
    note = "integers up to 64 bits, `bool` and `String` can be parsed; do anything else in a task"
)]
pub trait Parsed {
    /// `a.parse::<Self>()`
    const PARSE: Operator;
}

/// The digits are compared as text where a double no longer holds the number: what does not fit the type is an `Err`, and
/// what fits the type and not JSON raises, as all numbers beyond ±(2^53 − 1) do.
macro_rules! wide {
    ($pattern:literal, $digits:literal, $greatest:literal, $smallest:literal) => {
        text!(
            "($_s := " [0] "; $contains($_s, " $pattern ") ? ($_t := $replace($_s, /^[+-]?0+|^[+-]/, \"\"); $_n := $length($_t); "
            "$_n > " $digits " or ($_n = " $digits " and $_t > ($substring($_s, 0, 1) = \"-\" ? " $smallest " : " $greatest ")) ? {\"Err\": null} : "
            "($_n := $_t = \"\" ? 0 : $number($_t); $_n > 9007199254740991 ? $error(\"sfn: a number beyond 2^53 - 1\") : "
            "{\"Ok\": $substring($_s, 0, 1) = \"-\" and $_n > 0 ? -$_n : $_n})) : {\"Err\": null})"
        )
    };
}

macro_rules! narrow {
    ($pattern:literal, $smallest:literal, $greatest:literal) => {
        text!(
            "($_s := " [0] "; $contains($_s, " $pattern ") ? ($_t := $replace($_s, /^[+-]?0+|^[+-]/, \"\"); "
            "$_n := $_t = \"\" ? 0 : $length($_t) > 10 ? 99999999999 : $number($_t); "
            "$_n := $substring($_s, 0, 1) = \"-\" and $_n > 0 ? -$_n : $_n; "
            "$_n < " $smallest " or $_n > " $greatest " ? {\"Err\": null} : {\"Ok\": $_n}) : {\"Err\": null})"
        )
    };
}

macro_rules! parsed {
    ($($text:expr => $($ty:ty),+;)*) => {$($(
        impl Parsed for $ty {
            const PARSE: Operator = $text;
        }
    )+)*};
}

parsed! {
    narrow!("/^[+]?[0-9]+$/", "0", "255") => u8;
    narrow!("/^[+]?[0-9]+$/", "0", "65535") => u16;
    narrow!("/^[+]?[0-9]+$/", "0", "4294967295") => u32;
    narrow!("/^[+-]?[0-9]+$/", "-128", "127") => i8;
    narrow!("/^[+-]?[0-9]+$/", "-32768", "32767") => i16;
    narrow!("/^[+-]?[0-9]+$/", "-2147483648", "2147483647") => i32;
    wide!("/^[+]?[0-9]+$/", "20", "\"18446744073709551615\"", "\"0\"") => u64, usize;
    wide!("/^[+-]?[0-9]+$/", "19", "\"9223372036854775807\"", "\"9223372036854775808\"") => i64, isize;
    text!("($_s := " [0] "; $_s = \"true\" or $_s = \"false\" ? {\"Ok\": $_s = \"true\"} : {\"Err\": null})") => bool;
    text!("{\"Ok\": " [0] "}") => String;
}

/// The text of `parse` for the result that it gives.
pub const fn parse<T: Parsed, E, S: Text + ?Sized>(_: Ty<Result<T, E>>, _: Ty<S>) -> Operator {
    T::PARSE
}
