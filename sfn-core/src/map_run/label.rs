//! The label of a distributed Map, which names its children's machine.

/// The longest label in characters (AWS, `Label`).
const MAX_LABEL_CHARS: usize = 40;

/// A label for a Map that has none, out of its name. AWS makes one that nobody can foresee.
///
/// ```
/// use sfn_core::map_run::label_of;
///
/// assert_eq!(label_of("Process: all orders"), "Processallorders");
/// ```
pub fn label_of(map: &str) -> String {
    let allowed = |letter: &char| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !"?*<>{}[]:;,\\|^~$#%&`\"/".contains(*letter)
    };
    map.chars().filter(allowed).take(MAX_LABEL_CHARS).collect()
}
