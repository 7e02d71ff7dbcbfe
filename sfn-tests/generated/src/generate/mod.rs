//! Writes one program: well-typed by construction, with bounded loops, and the same for the same seed.
//!
//! What is not written, because no two runs could be held to agree on it: two failures in branches that race (one branch
//! of a `try_join!` may fail, and all iterations of a `map` or none at their first step), integers beyond ±(2^53 − 1),
//! and calls counted by tasks inside of what may be cancelled.

mod branches;
mod collections;
mod constants;
mod decisions;
mod durations;
mod expressions;
mod iterators;
mod loops;
mod methods;
mod numbers;
mod options;
mod scope;
mod statements;
mod steps;
mod tasks;
mod texts;
mod try_blocks;

use crate::program::{ID, Node, Program};
use crate::random::Random;
use crate::types::{Type, Types};
use scope::{Owner, Place, Variable};
use tasks::Task;

/// How many programs after each other share types and tasks: compiling these costs as much as three machines.
const SHARING: u64 = 5;

/// The program of a number in the run of a seed.
pub fn program(seed: u64, number: u64) -> Program {
    // Another sequence than that of any program.
    let mut random = Random::of(!seed, number / SHARING);
    let types = Types::random(&mut random);
    let mut writer = Writer {
        random,
        types,
        tasks: Vec::new(),
        variables: Vec::new(),
        frozen: Vec::new(),
        names: 0,
        budget: 0,
        place: Place::default(),
    };
    for number in 0..4 + writer.random.below(3) {
        let task = writer.task(number);
        writer.tasks.push(task);
    }
    writer.random = Random::of(seed, number);
    writer.write()
}

/// What is known while a program is written.
struct Writer {
    random: Random,
    types: Types,
    tasks: Vec<Task>,
    /// What can be named here, outermost first.
    variables: Vec<Variable>,
    /// Variables that are borrowed by what stands around.
    frozen: Vec<String>,
    /// How many names were given.
    names: usize,
    /// How many statements may still be written.
    budget: usize,
    place: Place,
}

impl Writer {
    fn write(&mut self) -> Program {
        let parameters: Vec<(String, Type)> = (0..1 + self.random.below(3))
            .map(|number| {
                let ty = self.types.any(&mut self.random, 2);
                (format!("p{number}"), ty)
            })
            .collect();
        let returns: Vec<Type> = (0..1 + self.random.below(2))
            .map(|_| self.types.any(&mut self.random, 2))
            .collect();
        self.place.returns = Type::Tuple(returns.clone());
        self.place.owner = Owner::Machine;
        for (name, ty) in &parameters {
            self.variables.push(Variable::new(name, ty.clone()));
        }
        self.budget = 6 + self.random.below(14);
        let mut body = vec![
            Node::Line("let mut trace = 0i64;".to_owned()),
            Node::Line("let mut log = String::new();".to_owned()),
        ];
        while self.budget > 0 {
            self.statement(&mut body);
        }
        let end = self.success();
        body.push(Node::Line(end));

        let mut declarations = self.types.declare() + &constants::declare();
        for task in &self.tasks {
            declarations += &task.declaration;
        }
        let spelled: Vec<String> = parameters
            .iter()
            .map(|(name, ty)| format!("{name}: {}", self.types.rust(ty)))
            .collect();
        let returned: Vec<String> = returns.iter().map(|ty| self.types.rust(ty)).collect();
        let samples: Vec<String> = parameters
            .iter()
            .enumerate()
            .map(|(place, (_, ty))| self.types.sample(ty, place * 11))
            .collect();
        Program {
            declarations,
            signature: format!(
                "pub async fn machine{ID}({}) -> Result<(i64, String, {}), Failure>",
                spelled.join(", "),
                returned.join(", ")
            ),
            body,
            input: match &samples[..] {
                [one] => one.clone(),
                several => format!("({})", several.join(", ")),
            },
            inputs: (0..5)
                .map(|lap| lap * 13 + self.random.below(13) as u32)
                .collect(),
        }
    }

    /// A name that no other variable has, or one that hides an older variable.
    fn name(&mut self) -> String {
        self.names += 1;
        let hidden: Vec<String> = self
            .variables
            .iter()
            .filter(|variable| !variable.is_counter)
            .map(|variable| variable.name.clone())
            .collect();
        if !hidden.is_empty() && self.random.chance(12) {
            return self.random.pick(&hidden).clone();
        }
        let stems = [
            "item", "count", "total", "name", "value", "x", "found", "rest",
        ];
        format!("{}_{}", self.random.pick(&stems), self.names)
    }

    /// What `write` adds to the scope is forgotten after it.
    fn nested<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let known = self.variables.len();
        let frozen = self.frozen.len();
        let place = self.place.clone();
        self.place.nesting += 1;
        let result = write(self);
        self.place = place;
        self.frozen.truncate(frozen);
        self.variables.truncate(known);
        result
    }
}
