//! Fields whose value is one of a fixed set of words.
//!
//! `keywords!` makes a public enum of such a set with its spelling in ASL, so that no other module
//! compares strings. It decides nothing about where a word may stand.

/// A fixed set of words, as ASL spells them.
pub(crate) trait Keyword: Copy + 'static {
    /// Every word of the set, in the order in which AWS lists them.
    const ALL: &'static [Self];

    /// The spelling in ASL.
    fn spelling(self) -> &'static str;

    /// The word that `text` spells, letter case included.
    fn from_spelling(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|word| word.spelling() == text)
    }
}

/// Defines a public enum of ASL words.
macro_rules! keywords {
    ($(#[$attribute:meta])* $name:ident { $($(#[$word_attribute:meta])* $word:ident = $spelling:literal,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$word_attribute])* $word,)+
        }

        impl $name {
            /// The word as ASL spells it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $spelling,)+
                }
            }
        }

        impl $crate::keyword::Keyword for $name {
            const ALL: &'static [Self] = &[$(Self::$word,)+];

            fn spelling(self) -> &'static str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use keywords;
