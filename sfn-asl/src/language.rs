//! The two query languages of ASL.

use crate::keyword::keywords;

keywords! {
    /// The language of a state's expressions. A state that names none takes its machine's, and a machine
    /// that names none is [`QueryLanguage::JsonPath`] (spec, "Query language").
    ///
    /// ```
    /// use sfn_asl::QueryLanguage;
    ///
    /// assert_eq!(QueryLanguage::Jsonata.as_str(), "JSONata");
    /// assert_eq!(QueryLanguage::default(), QueryLanguage::JsonPath);
    /// ```
    #[derive(Default)]
    QueryLanguage {
        /// Paths, payload templates and intrinsic functions.
        #[default]
        JsonPath = "JSONPath",
        /// JSONata expressions between `{%` and `%}`.
        Jsonata = "JSONata",
    }
}
