//! Constants of the user's as literals of a graph.
//!
//! A macro does not know their values, and rustc does: it evaluates them as it evaluates the graph.

/// The largest integer that a double holds exactly with all of its neighbours, and so JSON on AWS.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// A type whose constants a graph can hold.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot read a constant of type `{Self}` [SFN088]",
    label = "neither a number, a `bool`, text nor a `Duration`",
    note = "the definition holds its value, and only of numbers, `bool`, `&str` and `Duration` is the JSON known to the compiler",
    note = "build the value in the body, or name a variant as `Enum::Variant`"
)]
pub trait Readable {
    /// [`Constant`] of this type, which an unreadable one does not have: nothing more is said of that.
    type Constant;
}

/// The value of a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// An integer within ±(2^53 − 1).
    Integer(i64),
    /// A finite float.
    Float(f64),
    /// A text.
    String(&'static str),
    /// A `Duration`: seconds and nanoseconds.
    Duration(i64, u32),
}

/// A constant.
#[derive(Debug, Clone, Copy)]
pub struct Constant<T>(T);

/// A constant, on its way to [`Literal`].
pub const fn constant<T>(value: T) -> <T as Readable>::Constant
where
    T: Readable<Constant = Constant<T>> + Copy,
{
    Constant(value)
}

macro_rules! readable {
    ($($ty:ty: |$value:ident| $expr:expr;)*) => {$(
        impl Readable for $ty {
            type Constant = Constant<Self>;
        }

        impl Constant<$ty> {
            /// The constant as a literal.
            ///
            /// # Panics
            /// Where it is a number that JSON on AWS cannot hold. In a graph that is a compile error.
            #[track_caller]
            pub const fn literal(self) -> Literal {
                let $value = self.0;
                $expr
            }
        }
    )*};
}

readable! {
    u8: |value| Literal::Integer(value as i64);
    u16: |value| Literal::Integer(value as i64);
    u32: |value| Literal::Integer(value as i64);
    u64: |value| unsigned(value);
    usize: |value| unsigned(value as u64);
    i8: |value| Literal::Integer(value as i64);
    i16: |value| Literal::Integer(value as i64);
    i32: |value| Literal::Integer(value as i64);
    i64: |value| signed(value);
    isize: |value| signed(value as i64);
    bool: |value| Literal::Bool(value);
    &'static str: |value| Literal::String(value);
    std::time::Duration: |value| {
        assert_exact(value.as_secs() <= MAX_SAFE);
        Literal::Duration(value.as_secs().cast_signed(), value.subsec_nanos())
    };
    f64: |value| {
        assert_exact(value.is_finite());
        Literal::Float(value)
    };
}

#[track_caller]
const fn unsigned(value: u64) -> Literal {
    assert_exact(value <= MAX_SAFE);
    Literal::Integer(value.cast_signed())
}

#[track_caller]
const fn signed(value: i64) -> Literal {
    assert_exact(value.unsigned_abs() <= MAX_SAFE);
    Literal::Integer(value)
}

#[track_caller]
const fn assert_exact(is_exact: bool) {
    assert!(
        is_exact,
        "the constant is outside \u{b1}(2^53 \u{2212} 1), or not finite [SFN086]\n\
         why: numbers in JSON are doubles on AWS, and lose digits beyond that\n\
         help: keep such a number as text"
    );
}
