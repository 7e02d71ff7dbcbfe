//! Which variables the states of a definition read, as `DescribeStateMachine` tells it.

use std::collections::BTreeSet;

use crate::definition::Definition;
use crate::name::StateName;
use crate::state::ExecutionType;
use crate::survey::reads::reads;
use crate::survey::site::MachineSite;

impl Definition {
    /// The variables that each state reads, by state in the order of the document, those of inner machines included;
    /// names in order of their characters. A state that reads none is left out. AWS answers this as
    /// `variableReferences` (recorded).
    ///
    /// ```
    /// use sfn_asl::Definition;
    ///
    /// let definition = Definition::from_json(
    ///     r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "SecondsPath": "$delay", "End": true}}}"#,
    /// )?;
    /// assert_eq!(definition.variable_references(), [("A".into(), vec!["delay".to_string()])]);
    /// # Ok::<(), sfn_asl::InvalidDefinition>(())
    /// ```
    pub fn variable_references(&self) -> Vec<(StateName, Vec<String>)> {
        let mut references = Vec::new();
        MachineSite::root(self, ExecutionType::Standard).for_each_state(&mut |site| {
            let names: BTreeSet<String> = reads(site)
                .into_iter()
                .flat_map(|reads| reads.variables)
                .collect();
            if !names.is_empty() {
                references.push((StateName::from(site.name), names.into_iter().collect()));
            }
        });
        references
    }
}
