//! What a failure is: an enum of the user's on one side, ASL's `Error` and `Cause` on the other.
//!
//! An error that no enum claims does not travel as a value: in the plain run it unwinds as [`Uncaught`].

mod caught;
mod infallible;
mod uncaught;
pub(crate) mod unclaimed;

pub use caught::{Caught, CaughtInJson};
pub use uncaught::{Uncaught, uncaught};

use crate::runtime::TaskFailure;
use crate::shape::Style;
use crate::tape::Ty;

/// An enum whose variants are ASL error names. Derive it.
///
/// A variant's name is its ASL `Error`, its members are the JSON payload in the `Cause`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a task or a state machine [SFN030]",
    note = "a failure on AWS Step Functions is a name and a cause, so it has to be an enum with `#[derive(TaskError)]`"
)]
pub trait TaskError: Sized + Send + 'static {
    /// One member per variant, named as in Rust.
    type Variants: 'static;
    /// Their ASL names and members.
    const VARIANTS: &'static Self::Variants;
    /// All error names that this type stands for.
    const NAMES: ErrorNames;

    /// The ASL form of this error. The cause is the JSON text of the payload.
    fn to_failure(&self) -> TaskFailure;

    /// The error that a failure stands for; `None` when its name is not one of ours or its cause does not fit.
    fn from_failure(failure: &TaskFailure) -> Option<Self>;
}

/// A set of error names: an enum's own, and those of the enums that its `#[from]` variants hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorNames {
    /// The enum's path, which tells it from others with the same names; empty for a part of an enum.
    pub of: &'static str,
    /// Names of plain variants, in order.
    pub own: &'static [&'static str],
    /// Names that came with a `#[from]` variant.
    pub inner: &'static [ErrorNames],
}

impl ErrorNames {
    /// Every name, own ones first.
    ///
    /// ```
    /// use sfn_core::errors::ErrorNames;
    ///
    /// const STOCK: ErrorNames = ErrorNames { of: "Stock", own: &["OutOfStock"], inner: &[] };
    /// const ORDER: ErrorNames = ErrorNames { of: "Order", own: &["Declined"], inner: &[STOCK] };
    /// assert_eq!(ORDER.iter().collect::<Vec<_>>(), ["Declined", "OutOfStock"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        let mut names = self.own.to_vec();
        let mut rest = self.inner.to_vec();
        while let Some(set) = rest.pop() {
            names.extend_from_slice(set.own);
            rest.extend_from_slice(set.inner);
        }
        names.into_iter()
    }

    /// Fails the build when a name stands twice: a catcher could not tell the variants apart.
    #[track_caller]
    pub const fn assert_distinct(&self) {
        let mut at = 0;
        while at < self.own.len() {
            assert!(
                self.count(self.own[at]) == 1,
                "two variants have the same ASL error name [SFN031]\n\
                 why: a catcher could not tell them apart\n\
                 help: rename one with `#[error(name = \"…\")]`"
            );
            at += 1;
        }
        let mut outer = 0;
        while outer < self.inner.len() {
            let names = self.inner[outer].own;
            let mut at = 0;
            while at < names.len() {
                assert!(
                    self.count(names[at]) == 1,
                    "a variant and one of a `#[from]` error have the same ASL error name [SFN031]\n\
                     why: a catcher could not tell them apart\n\
                     help: rename one with `#[error(name = \"…\")]`"
                );
                at += 1;
            }
            outer += 1;
        }
    }

    /// Whether a name is in the set.
    pub const fn contains(&self, name: &str) -> bool {
        self.count(name) > 0
    }

    /// Fails the build unless `?` and `into()` keep the names: the errors are of one enum, or it holds the other in a
    /// `#[from]` variant.
    pub const fn assert_keeps(&self, inner: &ErrorNames) {
        assert!(
            self.holds(inner),
            "the error is renamed on its way, which a state machine cannot do [SFN011]\n\
             why: AWS Step Functions passes an error on under its own name\n\
             help: hold it in a variant `#[from]`, in an enum with `#[derive(TaskError)]`; over two enums convert twice: `step.await.map_err(Middle::Inner)?`"
        );
    }

    /// Whether it is that error, or has a `#[from]` variant for it, whose conversion is ours. Further in a conversion would
    /// be written by hand.
    const fn holds(&self, inner: &ErrorNames) -> bool {
        if same(self.of, inner.of) {
            return true;
        }
        let mut at = 0;
        while at < self.inner.len() {
            if same(self.inner[at].of, inner.of) {
                return true;
            }
            at += 1;
        }
        false
    }

    const fn count(&self, name: &str) -> usize {
        let mut found = 0;
        let mut at = 0;
        while at < self.own.len() {
            if same(self.own[at], name) {
                found += 1;
            }
            at += 1;
        }
        let mut inner = 0;
        while inner < self.inner.len() {
            found += self.inner[inner].count(name);
            inner += 1;
        }
        found
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A variant of a [`TaskError`], with its members.
pub struct ErrorVariant<F> {
    /// Its names and how its payload is written.
    pub info: ErrorInfo,
    /// Its members: a struct of [`Field`](crate::shape::Field)s, or a tuple of them.
    pub fields: F,
}

/// What the graph knows about a variant of a [`TaskError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The names it catches: one, or for a `#[from]` variant those of the inner error.
    pub names: ErrorNames,
    /// Which members its payload has.
    pub style: Style,
    /// Whether it is a `#[from]` variant: it has no name of its own and stands for the inner error.
    pub transparent: bool,
}

/// A variant out of which a member is taken: an error inside is a name and a cause, and no value.
#[track_caller]
pub const fn with_payload(variant: ErrorInfo) -> ErrorInfo {
    assert!(
        !variant.transparent,
        "an error can only be returned or matched [SFN100]\n\
         why: the error in a `#[from]` variant is a name and a cause on AWS, not a value of the machine\n\
         help: match it where its own enum is: `match step.await {{ Err(Inner::Declined {{ reason }}) => … }}`"
    );
    variant
}

/// The variants of an error type.
pub const fn variants<E: TaskError>(_: Ty<E>) -> &'static E::Variants {
    E::VARIANTS
}

/// A variant that a caught error is wrapped in: only a `#[from]` one stands for the error in it.
#[track_caller]
pub const fn is_from(variant: ErrorInfo) {
    assert!(
        variant.transparent,
        "an error can only be returned or matched [SFN100]\n\
         why: it is a name and a cause on AWS, and the variant that it is put into has a name of its own\n\
         help: mark what the variant holds `#[from]`, or take what you need out of the error: `Err(Inner::Declined {{ reason }}) => …`"
    );
}

/// A variant that is raised with a payload made here.
#[track_caller]
pub const fn raised_as(variant: ErrorInfo) -> ErrorInfo {
    assert!(
        !variant.transparent,
        "the error in a `#[from]` variant is raised by itself [SFN151]\n\
         why: on AWS the variant has no name of its own, and what stands in its parentheses would be data\n\
         help: convert it: `Err(Inner::Declined {{ reason }}.into())`"
    );
    variant
}

/// The error names of a type.
pub const fn error_names<E: TaskError>(_: Ty<E>) -> ErrorNames {
    E::NAMES
}
