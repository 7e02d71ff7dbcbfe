//! `#[sfn(crate = path)]`: where generated code finds `sfn`, for those who re-export it.

use crate::report::Report;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Path, Token, parse_quote};

/// The path to `sfn`.
pub struct Krate(pub Path);

impl Default for Krate {
    fn default() -> Self {
        Self(parse_quote!(::sfn))
    }
}

impl Parse for Krate {
    /// Reads `crate = path`.
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        Ok(Self(input.call(Path::parse_mod_style)?))
    }
}

impl Krate {
    /// Reads the `#[sfn(…)]` of a derive's input.
    pub fn of(attributes: &[Attribute], report: &mut Report) -> Self {
        let mut krate = Self::default();
        for attribute in attributes {
            if attribute.path().is_ident("sfn") {
                match attribute.parse_args() {
                    Ok(path) => krate = path,
                    Err(error) => report.add(error),
                }
            }
        }
        krate
    }

    /// The module that generated code names.
    pub fn private(&self) -> Path {
        let mut path = self.0.clone();
        path.segments
            .push(Ident::new("__private", proc_macro2::Span::call_site()).into());
        path
    }
}
