//! `join!`, `try_join!` and `map`.

use super::{Owner, Writer};
use crate::program::Node;
use crate::types::Type;

impl Writer {
    /// What a branch's body may do: nothing that races with its neighbours.
    fn branch<T>(
        &mut self,
        error: usize,
        returns: Type,
        may_fail: bool,
        may_count: bool,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.nested(|writer| {
            let place = &mut writer.place;
            place.owner = Owner::Branch(error);
            place.returns = returns;
            place.branch += 1;
            place.loops.clear();
            place.is_calm = true;
            place.may_fail = place.may_fail && may_fail;
            place.may_count = place.may_count && may_count;
            write(writer)
        })
    }

    /// The body of an `async` block or closure, with its value.
    fn branch_body(&mut self) -> Vec<Node> {
        let mut body = Vec::new();
        let budget = self.budget;
        self.budget = budget.min(4);
        self.body(&mut body, 3);
        self.budget = budget.saturating_sub(2);
        // Of a block that gives `None`, nothing else may tell the type.
        let ty = self.place.returns.clone();
        let (value, spelled) = (self.value(&ty), self.types.rust(&ty));
        body.push(Node::Line(format!("let given: {spelled} = {value};")));
        // The error's type is told too: a result that is only asked does not tell it.
        let end = match self.place.owner {
            Owner::Branch(error) => {
                format!("Ok::<{spelled}, {}>(given)", self.types.errors[error].name)
            }
            Owner::Machine => "Ok(given)".to_owned(),
        };
        body.push(Node::Line(end));
        body
    }

    /// A join of two or three branches.
    pub fn joined(&mut self, out: &mut Vec<Node>) {
        let error = self.random.below(self.types.errors.len());
        let direct = self.matchable(|task| task.error == error);
        let fails_fast = self.random.chance(50);
        if direct.is_empty() || fails_fast && !self.callable_error(error) {
            return self.step(out);
        }
        let count = 2 + self.random.below(2);
        // Two failures would race.
        let failing = self.random.below(count);
        let mut parts = Vec::new();
        let mut bound = Vec::new();
        let mut calls = Vec::new();
        for number in 0..count {
            let may_fail = !fails_fast || number == failing;
            let name = self.fresh("side");
            // The first tells the type of the error.
            if number == 0 || self.random.chance(40) {
                let tasks = self.branch(error, Type::Bool, may_fail, !fails_fast, |writer| {
                    writer.callable(|_| true)
                });
                if !tasks.is_empty() {
                    let task = *self.random.pick(&tasks);
                    let call = self.branch(error, Type::Bool, may_fail, !fails_fast, |writer| {
                        writer.place.may_await = false;
                        writer.call(task)
                    });
                    bound.push((name, self.tasks[task].output.clone()));
                    calls.push(Node::Line(format!("{call},")));
                    continue;
                }
                if number == 0 {
                    return self.step(out);
                }
            }
            let ty = self.some_type();
            let body = self.branch(error, ty.clone(), may_fail, !fails_fast, Self::branch_body);
            bound.push((name, ty));
            calls.push(Node::Block {
                parts: vec![("async {".to_owned(), body)],
                end: "},".to_owned(),
            });
        }
        let names: Vec<String> = bound.iter().map(|(name, _)| name.clone()).collect();
        let (word, end) = if fails_fast {
            ("try_join", ")?;")
        } else {
            ("join", ");")
        };
        parts.push((format!("let ({}) = sfn::{word}!(", names.join(", ")), calls));
        out.push(Node::Block {
            parts,
            end: end.to_owned(),
        });
        for (name, ty) in bound {
            if fails_fast {
                self.declare(&name, ty, false);
            } else if self.random.chance(30) {
                self.asked_result(&name, ty, out);
            } else {
                let given = if self.random.chance(50) {
                    Some(self.some_type())
                } else {
                    None
                };
                self.match_result(&name, ty, error, given, out);
            }
        }
    }

    /// A result asked by a method instead of matched.
    pub fn asked_result(&mut self, result: &str, ty: Type, out: &mut Vec<Node>) {
        let name = self.fresh("asked");
        let (method, ty) = match self.random.below(5) {
            0 => ("is_ok()".to_owned(), Type::Bool),
            1 => ("is_err()".to_owned(), Type::Bool),
            // JSON has one `null`.
            2 if !matches!(ty, Type::Option(_)) => ("ok()".to_owned(), Type::Option(Box::new(ty))),
            3 => {
                let (given, item) = (self.some_type(), self.fresh("it"));
                let body = self.closure_body(&[(&item, &ty, false)], &given, 2);
                let otherwise = self.closure_body(&[], &given, 1);
                let spelled = self.types.rust(&given);
                out.push(Node::Line(format!(
                    "let {name}: {spelled} = {result}.map(|{item}| {body}).unwrap_or({otherwise});"
                )));
                return self.declare(&name, given, false);
            }
            _ => {
                let otherwise = self.closure_body(&[], &ty, 1);
                (format!("unwrap_or({otherwise})"), ty)
            }
        };
        out.push(Node::Line(format!("let {name} = {result}.{method};")));
        self.declare(&name, ty, false);
    }

    /// Whether `?` takes an error here.
    fn callable_error(&self, error: usize) -> bool {
        match self.place.owner {
            Owner::Machine => true,
            Owner::Branch(own) => own == error,
        }
    }

    /// `sfn::map` over a list.
    pub fn mapped(&mut self, out: &mut Vec<Node>) {
        let lists = self.readable(|ty| matches!(ty, Type::List(_)));
        if lists.is_empty() {
            return self.joined(out);
        }
        let list = self.random.pick(&lists);
        let Type::List(of) = list.ty.clone() else {
            return;
        };
        let (items, is_reference) = if self.random.chance(40) && !list.is_reference {
            (format!("&{}", list.text), true)
        } else {
            (list.value(), false)
        };
        let error = match self.place.owner {
            Owner::Machine => self.random.below(self.types.errors.len()),
            Owner::Branch(error) => error,
        };
        let item = self.fresh("each");
        let name = self.name();
        let limit = if self.random.chance(50) {
            format!(".concurrency({})", 1 + self.random.below(3))
        } else {
            String::new()
        };
        let single = self.matchable(|task| {
            task.error == error
                && !task.counts
                && task.parameters.len() == 1
                && task.parameters[0] == (*of.clone(), false)
        });
        let parameter = if is_reference {
            item.clone()
        } else {
            format!("{item}: {}", self.types.rust(&of))
        };
        if !single.is_empty() && self.random.chance(60) {
            let task = self.tasks[*self.random.pick(&single)].clone();
            let argument = if is_reference {
                format!("{item}.clone()")
            } else {
                item
            };
            out.push(Node::Line(format!(
                "let {name} = sfn::map({items}, async |{parameter}| {}({argument}).await){limit}.await?;",
                task.name
            )));
            return self.declare(&name, Type::List(Box::new(task.output)), false);
        }
        let ty = self.some_type();
        let body = self.branch(error, ty.clone(), false, false, |writer| {
            writer.place.repeats = true;
            writer.declare_bound(&item, (*of).clone(), is_reference);
            writer.branch_body()
        });
        let returned = format!(
            "Result<{}, {}>",
            self.types.rust(&ty),
            self.types.errors[error].name
        );
        out.push(Node::Block {
            parts: vec![(
                format!("let {name} = sfn::map({items}, async |{parameter}| -> {returned} {{"),
                body,
            )],
            end: format!("}}){limit}.await?;"),
        });
        self.declare(&name, Type::List(Box::new(ty)), false);
    }
}
