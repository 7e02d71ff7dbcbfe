//! Collects what is wrong with a user's item, so that all of it is reported at once and nothing stops at the first.

use crate::refusal::Refusal;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub struct Report {
    errors: Vec<syn::Error>,
    doubts: Vec<syn::Error>,
    is_left_to_rustc: bool,
}

impl Report {
    /// Refuses the construct that these tokens spell.
    pub fn refuse(&mut self, blame: impl ToTokens, refusal: &Refusal) {
        self.errors.push(syn::Error::new_spanned(blame, refusal));
    }

    /// Takes over a mistake that parsing found.
    pub fn add(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Refuses what `rustc` most often refuses as well, with types in hand: it is said only where `rustc` says nothing.
    pub fn doubt(&mut self, error: syn::Error) {
        self.doubts.push(error);
    }

    /// Says nothing about what `rustc` refuses in the very function that the user wrote.
    pub fn leave_to_rustc(&mut self) {
        self.is_left_to_rustc = true;
    }

    /// What is refused unless `rustc` has something to say.
    pub fn doubts(&self) -> &[syn::Error] {
        &self.doubts
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty() && !self.is_left_to_rustc
    }

    /// One `compile_error!` for each mistake.
    pub fn into_tokens(self) -> TokenStream {
        self.errors
            .iter()
            .map(syn::Error::to_compile_error)
            .collect()
    }
}
