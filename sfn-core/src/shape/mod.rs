//! How a Rust type looks in JSON, as far as a graph has to know it.
//!
//! `#[derive(Shape)]` reads serde's attributes and writes one constant with the JSON names of all fields or variants.
//! What a type can be asked to *do* in an expression (`+`, `<`, `len`, …) is in [`crate::graph::operators`].

mod collection;
mod opaque;
pub mod rules;
mod std_types;

pub use collection::{Contains, Iterate, inner};
pub use opaque::Opaque;

use crate::tape::Ty;

/// A type whose JSON form the graph understands: its values can be computed with.
///
/// ```
/// # use sfn_core::shape::Shape;
/// assert_eq!(<Vec<u64> as Shape>::ABSENT, None);
/// assert_eq!(<Option<u64> as Shape>::ABSENT, Some("null"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON shape that a state machine knows [SFN020]",
    note = "add `#[derive(Shape)]` beside serde's derives, or carry the value through untouched in `Opaque<{Self}>`"
)]
pub trait Shape {
    /// One member per field or variant, named as in Rust.
    type Names: 'static;
    /// Their JSON names.
    const NAMES: &'static Self::Names;
    /// The JSON text that stands for a missing member of this type, where serde accepts one.
    const ABSENT: Option<&'static str> = None;
    /// The JSON text of `Default::default()`, where it is known.
    const DEFAULT: Option<&'static str> = None;
    /// Whether the JSON form is an array (JSONata flattens an array of arrays where nobody watches).
    const ARRAY: IsArray = IsArray::Never;
    /// Whether the JSON form may be `null`, so that `Some` of such a value could not be told from `None`.
    const NULLABLE: bool = false;
    /// How many digits the numbers in it may need.
    const DIGITS: Digits = Digits::Many;
    /// Whether an `Option` in it holds what may be `null` itself.
    const AMBIGUOUS: bool = false;
    /// Whether it holds a `Result`: a machine has its error as `{"Error": …, "Cause": …}`, and serde as the enum's data.
    const HOLDS_RESULT: bool = false;
    /// Whether the JSON form is an object with exactly the members of `NAMES`, as `#[serde(flatten)]` needs.
    const IS_STRUCT: bool = false;
    /// Whether `NAMES` are those of variants.
    const IS_ENUM: bool = false;
}

/// The members of a type.
pub const fn names<N: 'static, T: Shape<Names = N> + ?Sized>(_: Ty<T>) -> &'static N {
    T::NAMES
}

/// The members of a type, of which the one that is looked up has the type `M`. A member that does not exist has none, so
/// that `rustc` says so where the body names it and says nothing about the names.
pub const fn names_with<N: 'static, T: Shape<Names = N>, M>(
    _: Ty<T>,
    _: Ty<M>,
) -> <M as Known>::Of<&'static N> {
    T::NAMES
}

/// Any type, once it is known.
pub trait Known {
    /// Another type, for which one has to wait until this one is known.
    type Of<N>;
}

impl<T: ?Sized> Known for T {
    type Of<N> = N;
}

/// Whether the type's JSON form is an array.
pub const fn is_array<T: Shape + ?Sized>(_: Ty<T>) -> IsArray {
    T::ARRAY
}

/// How many digits the numbers in a type may need: `$string` prints fifteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// No number in it needs more than fifteen.
    Few,
    /// It is one integer of up to sixteen.
    Integer,
    /// It holds such integers, or floats.
    Many,
}

/// How many digits the numbers in a type may need.
pub const fn digits<T: Shape + ?Sized>(_: Ty<T>) -> Digits {
    T::DIGITS
}

/// Whether the JSON form of a type is an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsArray {
    /// It never is.
    Never,
    /// It always is.
    Always,
    /// It depends on the value, as in `Option<Vec<T>>`.
    Sometimes,
}

/// A member of a struct or variant, with its Rust type.
pub struct Field<T> {
    /// Where it stands in the JSON.
    pub info: FieldInfo,
    /// Its type.
    pub ty: Ty<T>,
}

/// Where a member stands in the JSON of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldInfo {
    /// The step from the owner.
    pub place: Place,
    /// The JSON text to use when the member is missing, where serde accepts that.
    pub absent: Option<&'static str>,
}

/// One step into a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A member of an object, by its JSON name.
    Member(&'static str),
    /// An element of an array.
    Element(usize),
    /// The owner itself (`transparent`, a newtype).
    Itself,
    /// Among the members of the owner (`flatten`).
    Flattened,
}

/// A variant of an enum, with its members.
pub struct Variant<F> {
    /// How serde writes it.
    pub info: VariantInfo,
    /// Its members: a struct of [`Field`]s, or a tuple of them.
    pub fields: F,
}

/// How serde writes a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariantInfo {
    /// The variant's name in JSON.
    pub name: &'static str,
    /// Where the name stands.
    pub tag: Tag,
    /// Which members it has.
    pub style: Style,
}

/// Serde's representations of enums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// `{"Name": content}`, and `"Name"` for a unit variant.
    External,
    /// `{"tag": "Name", …content}`.
    Internal {
        /// The member that holds the name.
        tag: &'static str,
    },
    /// `{"tag": "Name", "content": content}`.
    Adjacent {
        /// The member that holds the name.
        tag: &'static str,
        /// The member that holds the content.
        content: &'static str,
    },
}

/// The members of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `V`.
    Unit,
    /// `V(T)`: the content is the value itself.
    Newtype,
    /// `V(A, B)`: the content is an array.
    Tuple,
    /// `V { a: A }`: the content is an object.
    Struct,
}
