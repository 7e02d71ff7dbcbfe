//! `async { … }.await`: blocks that `?` and `return` leave.

use super::{Owner, Writer};
use crate::program::Node;

impl Writer {
    /// A block awaited at once: matched, or passed on with `?`.
    pub fn try_block(&mut self, out: &mut Vec<Node>) {
        let error = match self.place.owner {
            Owner::Machine => self.random.below(self.types.errors.len()),
            Owner::Branch(error) => error,
        };
        let ty = self.some_type();
        let (spelled, failing) = (self.types.rust(&ty), self.types.errors[error].name.clone());
        let inner = self.nested(|writer| {
            let place = &mut writer.place;
            place.owner = Owner::Branch(error);
            place.returns = ty.clone();
            place.loops.clear();
            place.is_coroutine = true;
            let mut body = Vec::new();
            writer.body(&mut body, 3);
            let value = writer.value(&ty);
            body.push(Node::Line(format!("Ok::<{spelled}, {failing}>({value})")));
            body
        });
        let name = self.fresh("tried");
        if self.place.may_fail && self.random.chance(40) {
            out.push(Node::Block {
                parts: vec![(format!("let {name}: {spelled} = async {{"), inner)],
                end: "}.await?;".to_owned(),
            });
            return self.declare(&name, ty, false);
        }
        let kept = self.fresh("kept");
        let wanted = self.some_type();
        let good = self.nested(|writer| {
            writer.declare(&name, ty.clone(), false);
            writer.place.nesting -= 1;
            writer.value_block(&wanted, false)
        });
        let bad = self.value_block(&wanted, true);
        let given = self.types.rust(&wanted);
        out.push(Node::Block {
            parts: vec![
                (format!("let {kept}: {given} = match async {{"), inner),
                (format!("}}.await {{ Ok({name}) => {{"), good),
                ("} Err(_) => {".to_owned(), bad),
            ],
            end: "} };".to_owned(),
        });
        self.declare(&kept, wanted, false);
    }
}
