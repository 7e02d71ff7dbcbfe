//! What a method of the table in `sfn-macros` needs here: a trait that says which types have it, and its text.

/// Declares a method whose text is chosen by the type of its receiver.
macro_rules! method {
    ($trait:ident, $function:ident, $constant:ident, $what:literal, $note:literal) => {
        #[doc = concat!("A type with ", $what, ".")]
        #[diagnostic::on_unimplemented(
                    message = "a state machine does not know this method of `{Self}` [SFN072]",
                    label = "not translated for this type",
                    note = $note
                )]
        pub trait $trait {
            #[doc = concat!("The text of ", $what, ".")]
            const $constant: $crate::graph::Operator;
            /// Whether it is an `Option` around what may be `null` itself.
            const IS_AMBIGUOUS: bool = false;
        }

        impl<T: $trait + ?Sized> $trait for &T {
            const $constant: $crate::graph::Operator = T::$constant;
            const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
        }

        #[doc = concat!("The text of ", $what, " for a type.")]
        #[track_caller]
        pub const fn $function<T: $trait + ?Sized>(
            _: $crate::tape::Ty<T>,
        ) -> $crate::graph::Operator {
            $crate::shape::rules::told_apart(T::IS_AMBIGUOUS);
            T::$constant
        }
    };
}

/// An operator from pieces: text, `[argument]`, `(closure's parameter)` and `{closure's body}`.
macro_rules! text {
    ($($piece:tt)*) => {
        $crate::graph::Operator {
            level: $crate::graph::level::ATOM,
            parts: &[$(super::method::part!($piece)),*],
        }
    };
}

/// A piece of an operator's text.
macro_rules! part {
    ([$index:literal]) => {
        $crate::graph::Part::Hole($index, $crate::graph::level::ANY)
    };
    ([$index:literal at $level:ident]) => {
        $crate::graph::Part::Hole($index, $crate::graph::level::$level)
    };
    (($index:literal)) => {
        $crate::graph::Part::Parameter($index, 0)
    };
    ({ $index:literal }) => {
        $crate::graph::Part::Body($index, $crate::graph::level::CONDITION + 1)
    };
    ($text:expr) => {
        $crate::graph::Part::Text($text)
    };
}

pub(super) use {method, part, text};
