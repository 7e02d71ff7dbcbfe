//! `async { … }.await`: blocks that `?` and `return` leave, alone or in `sfn::catch_all`.

use super::{Owner, Writer};
use crate::program::Node;
use crate::types::Type;

impl Writer {
    /// A block awaited at once: matched, kept, passed on with `?`, or with all of its failures caught.
    pub fn try_block(&mut self, out: &mut Vec<Node>) {
        let owner = match self.place.owner {
            Owner::Machine if self.random.chance(30) => Owner::Machine,
            Owner::Machine => Owner::Branch(self.random.below(self.types.errors.len())),
            Owner::Branch(error) => Owner::Branch(error),
        };
        let ty = self.some_type();
        let inner = self.inner_body(owner, &ty);
        let spelled = self.types.rust(&ty);
        let name = self.fresh("tried");
        if self.place.may_fail && self.random.chance(30) {
            out.push(Node::Block {
                parts: vec![(format!("let {name}: {spelled} = async {{"), inner)],
                end: "}.await?;".to_owned(),
            });
            return self.declare(&name, ty, false);
        }
        match owner {
            Owner::Branch(error) if self.random.chance(35) => {
                out.push(Node::Block {
                    parts: vec![(format!("let {name} = async {{"), inner)],
                    end: "}.await;".to_owned(),
                });
                self.note(out);
                self.match_result(&name, ty, error, None, out);
            }
            _ => {
                let catches_all = self.random.chance(40);
                self.matched_block(inner, ty, catches_all, out);
            }
        }
    }

    fn inner_body(&mut self, owner: Owner, ty: &Type) -> Vec<Node> {
        let failing = match owner {
            Owner::Machine => "Failure".to_owned(),
            Owner::Branch(error) => self.types.errors[error].name.clone(),
        };
        self.nested(|writer| {
            let place = &mut writer.place;
            place.owner = owner;
            place.returns = ty.clone();
            place.loops.clear();
            place.is_coroutine = true;
            let mut body = Vec::new();
            writer.body(&mut body, 3);
            let (value, spelled) = (writer.value(ty), writer.types.rust(ty));
            body.push(Node::Line(format!("Ok::<{spelled}, {failing}>({value})")));
            body
        })
    }

    /// A `match` on a block, whose value a new variable gets.
    fn matched_block(
        &mut self,
        inner: Vec<Node>,
        ty: Type,
        catches_all: bool,
        out: &mut Vec<Node>,
    ) {
        let (name, kept) = (self.fresh("good"), self.fresh("kept"));
        let wanted = self.some_type();
        let given = self.types.rust(&wanted);
        let good = self.nested(|writer| {
            writer.declare(&name, ty, false);
            writer.place.nesting -= 1;
            writer.value_block(&wanted, false)
        });
        let (start, end) = if catches_all {
            ("sfn::catch_all(async {", "}).await")
        } else {
            ("async {", "}.await")
        };
        let mut parts = vec![
            (format!("let {kept}: {given} = match {start}"), inner),
            (format!("{end} {{ Ok({name}) => {{"), good),
        ];
        if catches_all {
            parts.extend(self.caught_arms(&wanted));
        }
        let bad = self.value_block(&wanted, true);
        parts.push(("} Err(_) => {".to_owned(), bad));
        out.push(Node::Block {
            parts,
            end: "} };".to_owned(),
        });
        self.declare(&kept, wanted, false);
    }

    /// Arms on what was caught, by its name, each with its texts at hand.
    fn caught_arms(&mut self, wanted: &Type) -> Vec<(String, Vec<Node>)> {
        let names = ["Fault0", "Trouble1", "States.Timeout", "Limit", "Nothing"];
        (0..1 + self.random.below(2))
            .map(|_| {
                let (error, cause) = (self.fresh("error"), self.fresh("cause"));
                let known = *self.random.pick(&names);
                let body = self.nested(|writer| {
                    writer.declare(&error, Type::Text, false);
                    writer.declare(&cause, Type::Text, false);
                    writer.place.nesting -= 1;
                    writer.value_block(wanted, true)
                });
                let head = format!(
                    "}} Err(sfn::Caught {{ error: {error}, cause: {cause} }}) if {error} == \"{known}\" => {{"
                );
                (head, body)
            })
            .collect()
    }
}
