//! State machines with their revisions, versions and aliases.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::{Definition, ExecutionType};
use sfn_core::clock::Timestamp;
use sfn_core::program::Program;

use super::{Encryption, Logging, Tags};

/// All machines, by name and in the order of their creation.
#[derive(Debug, Default)]
pub(crate) struct Machines {
    by_name: BTreeMap<Arc<str>, Machine>,
    created: u64,
}

/// A state machine.
#[derive(Debug)]
pub(crate) struct Machine {
    pub arn: Arc<str>,
    pub name: Arc<str>,
    pub created: Timestamp,
    pub execution_type: ExecutionType,
    /// What an execution without version or alias runs.
    pub revision: Arc<Revision>,
    pub versions: BTreeMap<u64, Version>,
    /// The number of the last version that was published; numbers are never used again.
    pub last_version: u64,
    pub aliases: BTreeMap<Arc<str>, Alias>,
    /// How many aliases were created so far.
    pub last_alias: u64,
    pub tags: Tags,
    /// Its place in the order of creation.
    pub position: u64,
}

/// What a machine is at a time. It never changes; an update makes a new one.
#[derive(Debug)]
pub(crate) struct Revision {
    /// `None` for the first.
    pub id: Option<Arc<str>>,
    /// The text, as it was given.
    pub text: Arc<str>,
    pub definition: Definition,
    pub program: Arc<Program>,
    pub role_arn: Arc<str>,
    pub logging: Logging,
    pub is_traced: bool,
    pub encryption: Encryption,
    pub updated: Timestamp,
}

/// A numbered snapshot of a machine.
#[derive(Debug)]
pub(crate) struct Version {
    pub arn: Arc<str>,
    pub description: Option<String>,
    pub revision: Arc<Revision>,
    pub created: Timestamp,
}

/// A name for one version, or for two by weight.
#[derive(Debug)]
pub(crate) struct Alias {
    pub arn: Arc<str>,
    pub name: Arc<str>,
    pub description: Option<String>,
    pub routes: Vec<Route>,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// Its place in the order of creation.
    pub position: u64,
}

/// One entry of an alias's routing configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Route {
    pub state_machine_version_arn: Arc<str>,
    /// In percent.
    pub weight: i64,
}

impl Machines {
    pub fn get(&self, name: &str) -> Option<&Machine> {
        self.by_name.get(name)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Machine> {
        self.by_name.get_mut(name)
    }

    /// Adds a machine, whose name must be free.
    pub fn insert(&mut self, machine: Machine) -> &mut Machine {
        self.created += 1;
        let position = self.created;
        let name = machine.name.clone();
        let machine = Machine {
            position,
            ..machine
        };
        self.by_name.entry(name).or_insert(machine)
    }

    pub fn remove(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// All machines in the order of their creation.
    pub fn in_order(&self) -> Vec<&Machine> {
        let mut machines: Vec<&Machine> = self.by_name.values().collect();
        machines.sort_by_key(|machine| machine.position);
        machines
    }
}

impl Machine {
    /// Makes a version of the current revision, or gives the one that was made of it before.
    pub fn publish(&mut self, description: Option<String>, now: Timestamp) -> &Version {
        let published = self
            .versions
            .iter()
            .find(|(_, version)| Arc::ptr_eq(&version.revision, &self.revision))
            .map(|(number, _)| *number);
        let number = published.unwrap_or(self.last_version + 1);
        self.last_version = self.last_version.max(number);
        self.versions.entry(number).or_insert_with(|| Version {
            arn: format!("{}:{number}", self.arn).into(),
            description,
            revision: Arc::clone(&self.revision),
            created: now,
        })
    }

    /// Adds an alias, whose name must be free.
    pub fn insert_alias(&mut self, alias: Alias) {
        self.last_alias += 1;
        let position = self.last_alias;
        let name = alias.name.clone();
        let alias = Alias { position, ..alias };
        self.aliases.insert(name, alias);
    }

    /// The version of that number, as an ARN's qualifier has it.
    pub fn version(&self, qualifier: &str) -> Option<&Version> {
        self.versions.get(&qualifier.parse().ok()?)
    }
}

impl Alias {
    /// The version that a draw between 0 and 99 leads to.
    pub fn version_for(&self, draw: i64) -> &str {
        let mut passed = 0;
        let route = self.routes.iter().find(|route| {
            passed += route.weight;
            draw < passed
        });
        let route = route.or(self.routes.last());
        route.map_or("", |route| &route.state_machine_version_arn)
    }
}
