//! A program: declarations as text, and the machine's body as a tree that can be made smaller.

/// A statement, or one with bodies.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A line without bodies.
    Line(String),
    /// `head { body }`, and more of them (`else`, arms); then what stands after the last body.
    Block {
        parts: Vec<(String, Vec<Node>)>,
        end: String,
    },
}

/// What stands for a program's own number, so that one source can stand in a batch several times.
pub const ID: &str = "_ID_";

/// What stands for the number of its declarations, which several programs share.
pub const SHARED_ID: &str = "_SHARED_ID_";

const IMPORTS: &str = "use crate::{weigh, word};\nuse serde::{Deserialize, Serialize};\nuse sfn::{Shape, TaskError, state_machine, \
                       task};\nuse sfn_tests::parity::calls::calls_before;\nuse std::collections::BTreeMap;\nuse std::time::Duration;\n";

/// A generated program.
#[derive(Clone)]
pub struct Program {
    /// Types, errors and tasks. Programs in one batch whose declarations are the same share them.
    pub declarations: String,
    /// `pub async fn machine__ID__(…) -> Result<…>`
    pub signature: String,
    pub body: Vec<Node>,
    /// What becomes the inputs: an expression on `n: i64`.
    pub input: String,
    /// Values of `n`.
    pub inputs: Vec<u32>,
}

impl Program {
    /// The text of the declarations' module, under a number.
    pub fn shared_module(&self, shared: usize) -> String {
        format!("{IMPORTS}\n{}", self.declarations).replace(SHARED_ID, &format!("_of_{shared}"))
    }

    /// The text of its own module, under a number; the declarations have another.
    pub fn module(&self, number: usize, shared: usize) -> String {
        let mut text = format!("{IMPORTS}use crate::shared{shared}::*;\n\n");
        text += &format!("#[state_machine]\n{} {{\n", self.signature);
        print(&self.body, 1, &mut text);
        text += &format!(
            "}}\n\nfn input(n: i64) -> <machine{ID} as sfn::Workflow>::Input {{\n    {}\n}}\n\n\
             pub const INPUTS: &[u32] = &{:?};\n\nsfn_tests::subjects!(machine{ID} from input);\n",
            self.input, self.inputs
        );
        text.replace(SHARED_ID, &format!("_of_{shared}"))
            .replace(ID, &format!("_{number}"))
    }

    /// Everything of it, to be read.
    pub fn shown(&self) -> String {
        self.shared_module(0) + "\n" + &self.module(0, 0)
    }

    /// How many lines the body has.
    pub fn lines(&self) -> usize {
        count(&self.body)
    }

    /// Every program that lacks one statement, or one statement around others, or all inputs but one.
    pub fn smaller(&self) -> Vec<Self> {
        let mut found = Vec::new();
        if self.inputs.len() > 1 {
            for input in &self.inputs {
                found.push(Self {
                    inputs: vec![*input],
                    ..self.clone()
                });
            }
        }
        for body in smaller(&self.body) {
            found.push(Self {
                body,
                ..self.clone()
            });
        }
        found
    }
}

fn print(nodes: &[Node], depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    for node in nodes {
        match node {
            Node::Line(line) => *text += &format!("{indent}{line}\n"),
            Node::Block { parts, end } => {
                for (head, body) in parts {
                    *text += &format!("{indent}{head}\n");
                    print(body, depth + 1, text);
                }
                *text += &format!("{indent}{end}\n");
            }
        }
    }
}

fn count(nodes: &[Node]) -> usize {
    let lines = nodes.iter().map(|node| match node {
        Node::Line(_) => 1,
        Node::Block { parts, .. } => 1 + parts.iter().map(|(_, body)| count(body)).sum::<usize>(),
    });
    lines.sum()
}

fn smaller(nodes: &[Node]) -> Vec<Vec<Node>> {
    let mut found = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        let with = |new: Vec<Node>| {
            let (before, after) = (&nodes[..place], &nodes[place + 1..]);
            [before, &new, after].concat()
        };
        found.push(with(Vec::new()));
        let Node::Block { parts, end } = node else {
            continue;
        };
        for (number, (head, body)) in parts.iter().enumerate() {
            found.push(with(body.clone()));
            for body in smaller(body) {
                let mut parts = parts.clone();
                parts[number] = (head.clone(), body);
                found.push(with(vec![Node::Block {
                    parts,
                    end: end.clone(),
                }]));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Node, smaller};

    #[test]
    fn a_statement_goes_alone_or_with_what_is_around_it() {
        let line = |text: &str| Node::Line(text.to_owned());
        let around = |body| Node::Block {
            parts: vec![("if c {".to_owned(), body)],
            end: "}".to_owned(),
        };
        let found = smaller(&[line("a"), around(vec![line("b")])]);
        assert_eq!(
            found,
            [
                vec![around(vec![line("b")])],
                vec![line("a")],
                vec![line("a"), line("b")],
                vec![line("a"), around(vec![])],
            ]
        );
    }
}
