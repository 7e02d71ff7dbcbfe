//! Activities.

use std::collections::BTreeMap;
use std::sync::Arc;

use sfn_core::clock::Timestamp;

use super::{Encryption, Tags};

/// All activities, by name and in the order of their creation.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    by_name: BTreeMap<Arc<str>, Activity>,
    created: u64,
}

/// An activity. Its queue of tasks is the runtime's.
#[derive(Debug)]
pub(crate) struct Activity {
    pub arn: Arc<str>,
    pub name: Arc<str>,
    pub created: Timestamp,
    pub encryption: Encryption,
    pub tags: Tags,
    /// Its place in the order of creation.
    pub position: u64,
}

impl Activities {
    pub fn get(&self, name: &str) -> Option<&Activity> {
        self.by_name.get(name)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Activity> {
        self.by_name.get_mut(name)
    }

    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Adds an activity, whose name must be free.
    pub fn insert(&mut self, activity: Activity) {
        self.created += 1;
        let position = self.created;
        let name = activity.name.clone();
        let activity = Activity {
            position,
            ..activity
        };
        self.by_name.insert(name, activity);
    }

    pub fn remove(&mut self, name: &str) {
        self.by_name.remove(name);
    }

    /// All activities in the order of their creation.
    pub fn in_order(&self) -> Vec<&Activity> {
        let mut activities: Vec<&Activity> = self.by_name.values().collect();
        activities.sort_by_key(|activity| activity.position);
        activities
    }
}
