//! What `derive(Shape)` asks `rustc` about a member's type: the macro sees serde's attributes and no types.
//!
//! Each function is called while a constant is evaluated, so that its panic is a compile error at the member.

use super::{Field, FieldInfo, Place, Shape};
use crate::tape::Ty;

macro_rules! ambiguous {
    () => {
        "an `Option` cannot hold what may be `null` itself [SFN140]\n\
         why: `Some(None)`, `Some(())` and `None` are all `null` in JSON\n\
         help: use one `Option`, a `bool`, or an enum with a variant for each case"
    };
}

/// A type whose values JSON tells apart, and that looks the same to serde as to a machine: each member of a type.
#[track_caller]
pub const fn unambiguous<T: Shape + ?Sized>() {
    assert!(!T::AMBIGUOUS, ambiguous!());
    without_result(T::HOLDS_RESULT);
}

/// What an `Option` holds.
#[track_caller]
pub const fn optional_of<T: Shape + ?Sized>() {
    assert!(!T::NULLABLE, ambiguous!());
}

/// What stands in `Some(…)`, as a value or as a pattern, and what `None` is held against.
#[track_caller]
pub const fn in_option<T: Shape + ?Sized>(_: Ty<T>) {
    optional_of::<T>();
}

/// Whether JSON tells a type's values apart, for a place where any type may stand: of one without a shape nobody knows.
///
/// ```
/// use sfn_core::shape::rules::{Judged, Unjudged as _};
///
/// struct Shapeless;
/// assert!(!Judged::<Option<u64>>::AMBIGUOUS);
/// assert!(Judged::<Option<Option<u64>>>::AMBIGUOUS);
/// assert!(!Judged::<Shapeless>::AMBIGUOUS);
/// ```
pub struct Judged<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: Shape + ?Sized> Judged<T> {
    /// As the type says; found before the constant of [`Unjudged`], where the type has a shape.
    pub const AMBIGUOUS: bool = T::AMBIGUOUS;
    /// As the type says.
    pub const HOLDS_RESULT: bool = T::HOLDS_RESULT;
}

/// What is assumed of a type without a shape.
pub trait Unjudged {
    /// Nothing is known against it.
    const AMBIGUOUS: bool = false;
    /// Nothing is known of it either.
    const HOLDS_RESULT: bool = false;
}

impl<T: ?Sized> Unjudged for Judged<T> {}

/// A parameter, or what a task gives.
#[track_caller]
pub const fn told_apart(is_ambiguous: bool) {
    assert!(!is_ambiguous, ambiguous!());
}

/// What goes into a machine or a task, or comes out of one.
#[track_caller]
pub const fn without_result(holds_result: bool) {
    assert!(
        !holds_result,
        "a `Result` cannot be passed on as data [SFN148]\n\
         why: a state machine has its error as a name and a cause, as AWS has, and serde writes the members of the enum\n\
         help: `match` it, or `?` it, and pass what it holds; or hold the outcome in an enum with `#[derive(Shape)]`"
    );
}

/// A member that serde may leave out of an array or object only if its type says so itself.
#[track_caller]
pub const fn optional<T: Shape + ?Sized>() -> Option<&'static str> {
    unambiguous::<T>();
    T::ABSENT
}

/// A member that is always there.
#[track_caller]
pub const fn present<T: Shape + ?Sized>() -> Option<&'static str> {
    unambiguous::<T>();
    None
}

/// A member with `#[serde(default)]`.
#[track_caller]
pub const fn default<T: Shape>() -> Option<&'static str> {
    unambiguous::<T>();
    assert!(
        T::DEFAULT.is_some(),
        "the default has to be known as JSON [SFN026]\n\
         why: the graph fills in a missing member on AWS, where no Rust runs\n\
         help: use `#[serde(default)]` on a number, a `bool`, text, an `Option`, a `Vec` or a map, or make the member an `Option`"
    );
    T::DEFAULT
}

/// A member with `#[serde(skip_serializing_if = "…")]` and without a default.
#[track_caller]
pub const fn skippable<T: Shape>() -> Option<&'static str> {
    unambiguous::<T>();
    assert!(
        T::ABSENT.is_some(),
        "a member that may be left out needs a value for when it is [SFN027]\n\
         why: an expression that finds nothing fails the execution on AWS\n\
         help: add `#[serde(default)]`, or make the member an `Option`"
    );
    T::ABSENT
}

/// A member with `#[serde(flatten)]`.
#[track_caller]
pub const fn flattened<T: Shape>() -> Place {
    assert!(
        T::IS_STRUCT,
        "only a struct can be flattened [SFN028]\n\
         why: the graph has to know the names of all members of an object\n\
         help: remove `#[serde(flatten)]`, or write the members out in a struct with `#[derive(Shape)]`"
    );
    Place::Flattened
}

/// The one member of a newtype variant of an enum with an internal tag.
#[track_caller]
pub const fn tagged<T: Shape>() -> Place {
    assert!(
        T::IS_STRUCT,
        "a variant beside an internal tag has to hold a struct [SFN028]\n\
         why: the tag is one more member of the object that is inside, and the graph has to know the names of all of them\n\
         help: put the content into a struct with `#[derive(Shape)]`, or give the enum a `content` too"
    );
    Place::Itself
}

/// A pattern whose path does not name an enum.
#[track_caller]
pub const fn no_enum<T: Shape + ?Sized>(_: Ty<T>) {
    assert!(
        !T::IS_ENUM,
        "a variant has to be named with its enum here [SFN110]\n\
         why: without the types at hand, its name alone reads like that of a struct, which matches any value\n\
         help: write `Enum::Variant(..)`"
    );
}

/// A member that a state machine reads as a whole.
#[track_caller]
pub const fn whole<T>(member: &Field<T>) -> FieldInfo {
    assert!(
        !matches!(member.info.place, Place::Flattened),
        "a flattened member cannot be taken as a whole [SFN028]\n\
         why: in JSON it is one with its owner, whose other members would come along\n\
         help: read its own members: `order.address.street`"
    );
    member.info
}
