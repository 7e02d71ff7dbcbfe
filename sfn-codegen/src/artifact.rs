//! A file that leaves the program, before it is one: every generator makes these, and [`directory`](crate::directory)
//! takes them to disk.

/// A file's name and its text.
///
/// ```
/// use sfn_codegen::Artifact;
///
/// let artifact = Artifact::new("checkout.asl.json", "{}\n");
/// assert_eq!(artifact.name(), "checkout.asl.json");
/// assert_eq!(artifact.text(), "{}\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    name: String,
    text: String,
}

impl Artifact {
    /// A file of that name. Whether a folder can hold it is found out when it is written.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Artifact {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The file's name, without a folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's whole text.
    pub fn text(&self) -> &str {
        &self.text
    }
}
