//! Definitions as Mermaid flowcharts, which README files, wikis and editors show as pictures.
//!
//! States are named by position, in the order of the definition, so that any name can be drawn and equal definitions give
//! equal text. Data is not drawn: a diagram shows where an execution can go.

mod label;

use std::fmt::{Arguments, Write};

use sfn_core::asl::{Definition, Machine, State, StateKind, States, Transition};

use self::label::label;
use crate::condition;

/// Draws a definition: Choices as rhombs with their conditions on the edges, Parallel and Map as boxes around their
/// machines, catchers as dashed edges.
///
/// ```
/// use sfn_codegen::mermaid::flowchart;
/// use sfn_core::asl::{Definition, Machine, Pass};
///
/// let hello = Definition::from(Machine::new("Hello").with_state("Hello", Pass::default()));
/// assert_eq!(
///     flowchart(&hello),
///     "flowchart TD\n  start((start)) --> s0\n  s0(\"Hello\")\n  s0 --> finish\n  finish((end))\n",
/// );
/// ```
pub fn flowchart(definition: &Definition) -> String {
    let mut chart = Chart {
        text: "flowchart TD\n".to_owned(),
        depth: 1,
    };
    chart.machine("", &definition.machine);
    chart.text
}

struct Chart {
    text: String,
    depth: usize,
}

impl Chart {
    /// Draws a machine. Ids of its nodes begin with the prefix, which is empty for the outermost one.
    fn machine(&mut self, prefix: &str, machine: &Machine) {
        let scope = Scope {
            prefix,
            states: &machine.states,
        };
        let first = scope.id(machine.start_at.as_str());
        self.line(format_args!("{prefix}start((start)) --> {first}"));
        for (name, state) in machine.states.iter() {
            self.node(&scope.id(name.as_str()), name.as_str(), state);
        }
        for (name, state) in machine.states.iter() {
            self.edges(&scope, &scope.id(name.as_str()), state);
        }
        if machine.states.iter().any(|(_, state)| ends(state)) {
            self.line(format_args!("{prefix}finish((end))"));
        }
    }

    /// Draws a state; each kind has a shape of its own.
    fn node(&mut self, id: &str, name: &str, state: &State) {
        let name = label(name);
        match &state.kind {
            StateKind::Task(_) => self.line(format_args!("{id}[\"{name}\"]")),
            StateKind::Pass(_) => self.line(format_args!("{id}(\"{name}\")")),
            StateKind::Choice(_) => self.line(format_args!("{id}{{\"{name}\"}}")),
            StateKind::Wait(_) => self.line(format_args!("{id}[/\"{name}\"/]")),
            StateKind::Succeed(_) => self.line(format_args!("{id}([\"{name}\"])")),
            StateKind::Fail(_) => self.line(format_args!("{id}[[\"{name}\"]]")),
            StateKind::Parallel(parallel) => self.group(id, &name, |chart| {
                for (index, branch) in parallel.branches.iter().enumerate() {
                    let id = format!("{id}b{index}");
                    let name = format!("branch {}", index + 1);
                    chart.group(&id, &name, |chart| chart.machine(&id, branch));
                }
            }),
            StateKind::Map(map) => {
                let name = format!("{name} (each item)");
                self.group(id, &name, |chart| {
                    chart.machine(id, &map.item_processor.machine);
                });
            }
        }
    }

    fn group(&mut self, id: &str, name: &str, draw: impl FnOnce(&mut Self)) {
        self.line(format_args!("subgraph {id} [\"{name}\"]"));
        self.depth += 1;
        draw(self);
        self.depth -= 1;
        self.line(format_args!("end"));
    }

    /// Draws where a state can go.
    fn edges(&mut self, scope: &Scope<'_>, id: &str, state: &State) {
        match state.transition() {
            Some(Transition::Next(name)) => {
                self.line(format_args!("{id} --> {}", scope.id(name.as_str())));
            }
            Some(Transition::End) => self.line(format_args!("{id} --> {}finish", scope.prefix)),
            None => {}
        }
        if let StateKind::Choice(choice) = &state.kind {
            for rule in &choice.choices {
                let condition = label(&condition::text(&rule.condition));
                let next = scope.id(rule.next.as_str());
                self.line(format_args!("{id} -->|\"{condition}\"| {next}"));
            }
            if let Some(default) = &choice.default {
                let next = scope.id(default.as_str());
                self.line(format_args!("{id} -->|\"otherwise\"| {next}"));
            }
        }
        for catcher in state.catchers() {
            let errors: Vec<_> = catcher
                .error_equals
                .iter()
                .map(|name| name.as_str())
                .collect();
            let errors = label(&errors.join(", "));
            let next = scope.id(catcher.next.as_str());
            self.line(format_args!("{id} -.->|\"{errors}\"| {next}"));
        }
    }

    fn line(&mut self, line: Arguments<'_>) {
        let indent = 2 * self.depth;
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "");
    }
}

/// The machine whose names mean something where one stands.
struct Scope<'a> {
    prefix: &'a str,
    states: &'a States,
}

impl Scope<'_> {
    /// The id of a state's node. A target that does not exist, which a rule reports, is drawn as such.
    fn id(&self, name: &str) -> String {
        match self.states.index_of(name) {
            Some(index) => format!("{}s{index}", self.prefix),
            None => format!("{}missing[\"no such state: {}\"]", self.prefix, label(name)),
        }
    }
}

/// Whether the state leads to the end of its machine by an edge.
fn ends(state: &State) -> bool {
    state.transition() == Some(&Transition::End)
}
