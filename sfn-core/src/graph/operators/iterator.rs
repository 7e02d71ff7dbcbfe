//! What types can be walked, and what an iterator ends in: sums, extremes, collections.

use super::comparison::Ordered;
use super::elements::present_items;
use super::method::{method, text};
use super::vector::Text;
use crate::graph::{Operator, Part, level};
use crate::shape::{Contains, Shape};
use crate::tape::Ty;
use std::collections::{BTreeMap, VecDeque};

/// A type whose items are the elements of its JSON form, an array, in order.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot iterate over `{Self}` [SFN021]",
    label = "not an array in JSON",
    note = "a `Vec`, an array, a slice and a range can be walked; keep the keys of a map in a `Vec` beside it: a `HashMap` has no order, \
            and text is ordered by UTF-16 on AWS and by UTF-8 in Rust"
)]
pub trait Walked {}

impl<T> Walked for Vec<T> {}
impl<T> Walked for VecDeque<T> {}
impl<T> Walked for [T] {}
impl<T, const N: usize> Walked for [T; N] {}
impl<T: Walked + ?Sized> Walked for &T {}

/// The items of a type: the array itself.
pub const fn items<T: Walked + ?Sized>(_: Ty<T>) -> Operator {
    ITSELF
}

/// The argument.
pub(super) const ITSELF: Operator = Operator {
    level: level::ATOM,
    parts: &[Part::Hole(0, level::ATOM)],
};

method!(
    Flattened,
    flatten,
    FLATTEN_ITEMS,
    "`flatten` over it",
    "`flatten` works over `Option`, `Vec` and arrays"
);

impl<T: Shape> Flattened for Option<T> {
    const IS_AMBIGUOUS: bool = T::NULLABLE;
    const FLATTEN_ITEMS: Operator = present_items(Ty::<T>::NEW);
}

macro_rules! flattened_arrays {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Flattened for $ty {
            const FLATTEN_ITEMS: Operator = super::elements::FLATTEN;
        }
    )*};
}

flattened_arrays! {
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] [T];
    [T, const N: usize] [T; N];
}

/// The text that drops what is `None`, by the option.
pub const fn present<T: Contains>(_: Ty<T>) -> Operator
where
    T::Item: Shape + Sized,
{
    present_items(Ty::<T::Item>::NEW)
}

method!(
    Summed,
    sum,
    SUM,
    "`sum`",
    "integers up to 64 bits and `f64` can be summed"
);
method!(
    Multiplied,
    product,
    PRODUCT,
    "`product`",
    "integers up to 64 bits and `f64` can be multiplied"
);

macro_rules! integers {
    ($($sum:expr => [$test:literal]: $($ty:ty),+;)*) => {$($(
        impl Summed for $ty {
            const SUM: Operator = $sum;
        }
        impl Multiplied for $ty {
            const PRODUCT: Operator = text!(
                "$reduce(" [0] ", function($_a, $_e) { ($_n := $_a * $_e; "
                $test
                " ? $_n : $error(\"sfn: attempt to multiply with overflow\")) }, 1)"
            );
        }
    )+)*};
}

/// Terms of one sign: the sum grows on the way, so that a look at its end is enough.
macro_rules! growing {
    ($test:literal) => {
        text!("($_n := $sum(" [0] "); " $test " ? $_n : $error(\"sfn: attempt to add with overflow\"))")
    };
}

/// Terms of both signs: Rust panics also where the sum would come back.
macro_rules! swinging {
    ($test:literal) => {
        text!(
            "$reduce(" [0] ", function($_a, $_e) { ($_n := $_a + $_e; "
            $test
            " ? $_n : $error(\"sfn: attempt to add with overflow\")) }, 0)"
        )
    };
}

integers! {
    growing!("$_n <= 255") => ["$_n <= 255"]: u8;
    growing!("$_n <= 65535") => ["$_n <= 65535"]: u16;
    growing!("$_n <= 4294967295") => ["$_n <= 4294967295"]: u32;
    growing!("$_n <= 9007199254740991") => ["$_n <= 9007199254740991"]: u64, usize;
    swinging!("$_n >= -128 and $_n <= 127") => ["$_n >= -128 and $_n <= 127"]: i8;
    swinging!("$_n >= -32768 and $_n <= 32767") => ["$_n >= -32768 and $_n <= 32767"]: i16;
    swinging!("$_n >= -2147483648 and $_n <= 2147483647") => ["$_n >= -2147483648 and $_n <= 2147483647"]: i32;
    swinging!("$_n >= -9007199254740991 and $_n <= 9007199254740991")
        => ["$_n >= -9007199254740991 and $_n <= 9007199254740991"]: i64, isize;
}

impl Summed for f64 {
    const SUM: Operator = text!("$sum(" [0] ")");
}

impl Multiplied for f64 {
    const PRODUCT: Operator = text!("$reduce(" [0] ", function($_a, $_e) { $_a * $_e }, 1)");
}

/// The text of `min` for an item.
pub const fn min_item<T: Ordered + ?Sized>(_: Ty<T>) -> Operator {
    text!("($_s := " [0] "; $count($_s) = 0 ? null : $min($_s))")
}

/// The text of `max` for an item.
pub const fn max_item<T: Ordered + ?Sized>(_: Ty<T>) -> Operator {
    text!("($_s := " [0] "; $count($_s) = 0 ? null : $max($_s))")
}

/// The text of `min_by_key` for an item and its key.
pub const fn min_by_key<T: Shape + ?Sized, K: Ordered + ?Sized>(item: Ty<T>, _: Ty<K>) -> Operator {
    super::elements::smallest(item)
}

/// The text of `max_by_key` for an item and its key.
pub const fn max_by_key<T: Shape + ?Sized, K: Ordered + ?Sized>(item: Ty<T>, _: Ty<K>) -> Operator {
    super::elements::greatest(item)
}

/// The text of `sum` for what it gives and what is summed, both of the language: a type of the user's adds up as it likes.
pub const fn sum_items<S: Summed, T: Summed + ?Sized>(sum: Ty<S>, _: Ty<T>) -> Operator {
    self::sum(sum)
}

/// The text of `product` for what it gives and what is multiplied.
pub const fn product_items<P: Multiplied, T: Multiplied + ?Sized>(
    product: Ty<P>,
    _: Ty<T>,
) -> Operator {
    self::product(product)
}

/// A collection that takes items of a type.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot collect `{T}` into `{Self}` [SFN072]",
    label = "not translated for these types",
    note = "items can be collected into a `Vec`, pairs into a `BTreeMap<String, _>`, text into a `String`"
)]
pub trait Collected<T: ?Sized> {
    /// The text of `collect`.
    const COLLECT: Operator;
}

impl<E, T: ?Sized> Collected<T> for Vec<E> {
    const COLLECT: Operator = text!([0 at ATOM]);
}

impl<E, T: ?Sized> Collected<T> for VecDeque<E> {
    const COLLECT: Operator = text!([0 at ATOM]);
}

impl<T: Text + ?Sized> Collected<T> for String {
    const COLLECT: Operator = text!("$join(" [0] ", \"\")");
}

impl<V, T: ?Sized> Collected<T> for BTreeMap<String, V> {
    const COLLECT: Operator = text!("$merge([$map(" [0] ", function($_e) { {$_e[0]: $_e[1]} })])");
}

/// The text of `collect` for a collection and what it takes.
pub const fn collect_items<C: Collected<T>, T: ?Sized>(_: Ty<C>, _: Ty<T>) -> Operator {
    C::COLLECT
}
