//! `if`, `match`, `if let` and `let … else`, as statements and as values.

use super::expressions::{ATOM, Code};
use super::scope::Readable;
use super::{Writer, constants};
use crate::program::Node;
use crate::types::{Members, Type};

/// An arm: its pattern with guard, what it binds, and whether it is the last.
struct Arm {
    head: String,
    bound: Vec<(String, Type)>,
}

impl Writer {
    /// `if`, with some `else if`s and perhaps an `else`.
    pub fn decision(&mut self, out: &mut Vec<Node>) {
        let condition = self.condition();
        let mut parts = vec![(format!("if {condition} {{"), self.block(true))];
        if self.random.chance(30) {
            let condition = self.condition();
            parts.push((format!("}} else if {condition} {{"), self.block(true)));
        }
        if self.random.chance(50) {
            parts.push(("} else {".to_owned(), self.block(false)));
        }
        out.push(Node::Block {
            parts,
            end: "}".to_owned(),
        });
    }

    /// A variable whose value is a block's, an `if`'s or a `match`'s.
    pub fn value_of_blocks(&mut self, out: &mut Vec<Node>) {
        let ty = self.some_type();
        let spelled = self.types.rust(&ty);
        let name = self.name();
        let mut parts = Vec::new();
        match self.random.below(3) {
            0 => parts.push((
                format!("let {name}: {spelled} = {{"),
                self.value_block(&ty, false),
            )),
            1 => {
                let condition = self.condition();
                let head = format!("let {name}: {spelled} = if {condition} {{");
                parts.push((head, self.value_block(&ty, true)));
                parts.push(("} else {".to_owned(), self.value_block(&ty, false)));
            }
            _ => {
                let Some((subject, freezes, arms)) = self.arms() else {
                    return self.assignment_of(&name, ty, out);
                };
                let last = arms.len() - 1;
                for (place, arm) in arms.into_iter().enumerate() {
                    let body = self.arm_body(&freezes, &arm.bound, |writer| {
                        writer.value_block(&ty, place != last)
                    });
                    let head = if place == 0 {
                        format!(
                            "let {name}: {spelled} = match {subject} {{ {} => {{",
                            arm.head
                        )
                    } else {
                        format!("}} {} => {{", arm.head)
                    };
                    parts.push((head, body));
                }
                out.push(Node::Block {
                    parts,
                    end: "} };".to_owned(),
                });
                return self.declare(&name, ty, false);
            }
        }
        out.push(Node::Block {
            parts,
            end: "};".to_owned(),
        });
        self.declare(&name, ty, false);
    }

    fn assignment_of(&mut self, name: &str, ty: Type, out: &mut Vec<Node>) {
        let value = self.value(&ty);
        let spelled = self.types.rust(&ty);
        out.push(Node::Line(format!("let {name}: {spelled} = {value};")));
        self.declare(name, ty, false);
    }

    /// `match` as a statement; or `if let`, or `let … else`.
    pub fn matching(&mut self, out: &mut Vec<Node>) {
        match self.random.below(4) {
            0 => return self.if_let(out),
            1 => return self.let_else(out),
            _ => {}
        }
        let Some((subject, freezes, arms)) = self.arms() else {
            return self.decision(out);
        };
        let mut parts = Vec::new();
        for (place, arm) in arms.into_iter().enumerate() {
            let body = self.arm_body(&freezes, &arm.bound, |writer| writer.block(true));
            let head = if place == 0 {
                format!("match {subject} {{ {} => {{", arm.head)
            } else {
                format!("}} {} => {{", arm.head)
            };
            parts.push((head, body));
        }
        out.push(Node::Block {
            parts,
            end: "} }".to_owned(),
        });
    }

    /// Writes what stands where names are bound, by value or behind a borrow of a variable.
    fn arm_body<T>(
        &mut self,
        freezes: &Option<String>,
        bound: &[(String, Type)],
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.nested(|writer| {
            writer.frozen.extend(freezes.clone());
            for (name, ty) in bound {
                writer.declare_bound(name, ty.clone(), freezes.is_some());
            }
            writer.place.nesting -= 1;
            write(writer)
        })
    }

    fn subject(
        &mut self,
        accept: impl Fn(&Type) -> bool,
    ) -> Option<(String, Option<String>, Type)> {
        let found: Vec<Readable> = self.readable(accept);
        if found.is_empty() {
            return None;
        }
        let found = self.random.pick(&found);
        let ty = found.ty.clone();
        // A reference is matched as it is; of a value, a borrow or a copy.
        Some(if found.is_reference {
            (found.text.clone(), Some(found.root.clone()), ty)
        } else if self.random.chance(40) {
            (format!("&{}", found.text), Some(found.root.clone()), ty)
        } else {
            (found.value(), None, ty)
        })
    }

    fn if_let(&mut self, out: &mut Vec<Node>) {
        let accept = |ty: &Type| matches!(ty, Type::Option(_) | Type::Enum(_));
        let Some((subject, freezes, ty)) = self.subject(accept) else {
            return self.decision(out);
        };
        let (pattern, bound) = self.refutable(&ty);
        let before = if self.random.chance(20) {
            format!("({}) && ", self.condition())
        } else {
            String::new()
        };
        let after = if self.random.chance(30) {
            let condition = self.arm_body(&freezes, &bound, Self::condition);
            format!(" && ({condition})")
        } else {
            String::new()
        };
        let body = self.arm_body(&freezes, &bound, |writer| writer.block(true));
        let head = format!("if {before}let {pattern} = {subject}{after} {{");
        let mut parts = vec![(head, body)];
        if self.random.chance(15) {
            let condition = self.condition();
            parts.push((format!("}} else if {condition} {{"), self.block(true)));
        }
        if self.random.chance(50) {
            parts.push(("} else {".to_owned(), self.block(false)));
        }
        out.push(Node::Block {
            parts,
            end: "}".to_owned(),
        });
    }

    fn let_else(&mut self, out: &mut Vec<Node>) {
        let accept = |ty: &Type| matches!(ty, Type::Option(_) | Type::Enum(_));
        let Some((subject, freezes, ty)) = self.subject(accept) else {
            return self.decision(out);
        };
        if freezes.is_some() || self.place.nesting == 0 && self.random.chance(50) {
            return self.if_let(out);
        }
        let (pattern, bound) = self.refutable(&ty);
        let otherwise = self.nested(|writer| {
            let mut body = Vec::new();
            writer.note(&mut body);
            let jump = writer.jump();
            body.push(Node::Line(jump));
            body
        });
        out.push(Node::Block {
            parts: vec![(format!("let {pattern} = {subject} else {{"), otherwise)],
            end: "};".to_owned(),
        });
        for (name, ty) in bound {
            self.declare(&name, ty, false);
        }
    }

    /// `matches!(…)` on an option or an enum.
    pub fn asked_by_pattern(&mut self) -> Code {
        let accept = |ty: &Type| matches!(ty, Type::Option(_) | Type::Enum(_));
        let found = self.readable(accept);
        if found.is_empty() {
            return Code::new("IS_LATE", ATOM);
        }
        let found = self.random.pick(&found);
        let (subject, ty) = (found.value(), found.ty.clone());
        let (pattern, bound) = self.refutable(&ty);
        if bound.is_empty() || self.random.chance(50) {
            return Code::new(format!("matches!({subject}, {pattern})"), ATOM);
        }
        let guard = self.nested(|writer| {
            for (name, ty) in &bound {
                writer.declare(name, ty.clone(), false);
            }
            writer.guard(false)
        });
        Code::new(format!("matches!({subject}, {pattern} if {guard})"), ATOM)
    }

    /// A pattern that may not match.
    fn refutable(&mut self, ty: &Type) -> (String, Vec<(String, Type)>) {
        let mut bound = Vec::new();
        let pattern = match ty {
            Type::Option(of) => {
                let inner = self.bind_or_literal(of, &mut bound);
                format!("Some({inner})")
            }
            Type::Enum(place) => {
                let found = self.types.enums[*place].clone();
                let variant = self.random.pick(&found.variants).clone();
                self.variant_pattern(&found.name, &variant.name, &variant.members, &mut bound)
            }
            _ => self.bind(ty, &mut bound),
        };
        (pattern, bound)
    }

    fn bind(&mut self, ty: &Type, bound: &mut Vec<(String, Type)>) -> String {
        self.names += 1;
        let name = format!("bound_{}", self.names);
        bound.push((name.clone(), ty.clone()));
        name
    }

    /// A name, or a literal that the value has to be.
    fn bind_or_literal(&mut self, ty: &Type, bound: &mut Vec<(String, Type)>) -> String {
        match ty {
            Type::Integer(_) if self.random.chance(20) => {
                let low = self.random.below(10);
                format!("{low}..={}", low + 20)
            }
            Type::Bool if self.random.chance(30) => "true".to_owned(),
            Type::Tuple(items) if self.random.chance(50) => {
                let items: Vec<String> = items
                    .clone()
                    .iter()
                    .map(|item| self.bind_or_literal(item, bound))
                    .collect();
                format!("({})", items.join(", "))
            }
            ty => self.bind(ty, bound),
        }
    }

    /// A variant with its members bound, left out or passed over.
    pub fn variant_pattern(
        &mut self,
        owner: &str,
        name: &str,
        members: &Members,
        bound: &mut Vec<(String, Type)>,
    ) -> String {
        match members {
            Members::None => format!("{owner}::{name}"),
            Members::Tuple(types) => {
                let types: Vec<String> = types
                    .iter()
                    .map(|ty| {
                        if self.random.chance(20) {
                            "_".to_owned()
                        } else {
                            self.bind(ty, bound)
                        }
                    })
                    .collect();
                format!("{owner}::{name}({})", types.join(", "))
            }
            Members::Named(members) => {
                let mut fields: Vec<String> = Vec::new();
                for (member, ty) in members {
                    if self.random.chance(70) {
                        fields.push(format!("{member}: {}", self.bind(ty, bound)));
                    }
                }
                fields.push("..".to_owned());
                format!("{owner}::{name} {{ {} }}", fields.join(", "))
            }
        }
    }

    /// A subject and arms that cover it: what to match, what it borrows, and the arms.
    fn arms(&mut self) -> Option<(String, Option<String>, Vec<Arm>)> {
        let accept = |ty: &Type| {
            !matches!(
                ty,
                Type::Float | Type::Duration | Type::Struct(_) | Type::Map(_)
            )
        };
        let (subject, freezes, ty) = self.subject(accept)?;
        let by_reference = freezes.is_some();
        let mut arms = Vec::new();
        let mut subject = subject;
        let plain = |head: &str| Arm {
            head: head.to_owned(),
            bound: Vec::new(),
        };
        match &ty {
            Type::Bool => {
                arms.push(plain("true"));
                arms.push(plain("false"));
            }
            Type::Text => {
                subject = format!(
                    "{}.as_str()",
                    subject.trim_start_matches('&').trim_end_matches(".clone()")
                );
                arms.push(plain("\"pen\" | \"\""));
                arms.push(plain(["\"w1\"", "TITLE"][self.random.below(2)]));
                arms.push(plain("_"));
                return Some((subject, freezes.or_else(|| Some("log".to_owned())), arms));
            }
            Type::Integer(name) => {
                let low = self.random.below(10);
                match constants::of_integer(name) {
                    // Rust takes a constant for a value only, and a literal for a reference too.
                    Some(constant) if !by_reference && self.random.chance(40) => {
                        arms.push(plain(constant))
                    }
                    _ => arms.push(plain(&format!("0 | {}", low + 1))),
                }
                if by_reference {
                    arms.push(plain(&format!("{}..={}", low + 2, low + 9)));
                } else {
                    let mut bound = Vec::new();
                    let name = self.bind(&ty, &mut bound);
                    arms.push(Arm {
                        head: format!("{name} @ {}..={}", low + 2, low + 9),
                        bound,
                    });
                }
                if ty.is_signed() {
                    arms.push(plain("..=-3"));
                }
                arms.push(self.guarded(&ty, by_reference));
                arms.push(plain("_"));
            }
            Type::Option(of) => {
                arms.push(self.some(of, by_reference, true));
                arms.push(self.some(of, by_reference, false));
                arms.push(plain("None"));
            }
            Type::Tuple(items) => {
                let mut bound = Vec::new();
                let parts: Vec<String> = items
                    .iter()
                    .map(|item| self.bind_or_literal(item, &mut bound))
                    .collect();
                arms.push(Arm {
                    head: format!("({})", parts.join(", ")),
                    bound,
                });
                arms.push(plain("_"));
            }
            Type::Enum(place) => {
                let found = self.types.enums[*place].clone();
                let leave_out = self.random.chance(40) && found.variants.len() > 2;
                let take = found.variants.len() - usize::from(leave_out);
                for variant in &found.variants[..take] {
                    let mut bound = Vec::new();
                    let pattern = self.variant_pattern(
                        &found.name,
                        &variant.name,
                        &variant.members,
                        &mut bound,
                    );
                    if self.random.chance(25) {
                        let guard = self.guard_on(&bound, by_reference);
                        arms.push(Arm {
                            head: format!("{pattern} if {guard}"),
                            bound: bound.clone(),
                        });
                    }
                    arms.push(Arm {
                        head: pattern,
                        bound,
                    });
                }
                if leave_out {
                    arms.push(plain("_"));
                }
            }
            Type::List(of) => return Some(self.slices(&subject, of, freezes)),
            Type::Float | Type::Duration | Type::Struct(_) | Type::Map(_) => return None,
        }
        Some((subject, freezes, arms))
    }

    /// Arms on the elements of a list.
    fn slices(
        &mut self,
        subject: &str,
        of: &Type,
        freezes: Option<String>,
    ) -> (String, Option<String>, Vec<Arm>) {
        let place = subject.trim_start_matches('&').trim_end_matches(".clone()");
        // What is matched is borrowed from its variable.
        let root: String = place.chars().take_while(|letter| *letter != '.').collect();
        let freezes = freezes.or(Some(root));
        let mut arms = vec![Arm {
            head: "[]".to_owned(),
            bound: Vec::new(),
        }];
        let mut bound = Vec::new();
        let first = self.bind(of, &mut bound);
        let guard = self.guard_on(&bound, true);
        arms.push(Arm {
            head: format!("[{first}] if {guard}"),
            bound: bound.clone(),
        });
        if self.random.chance(50) {
            let last = self.bind(of, &mut bound);
            arms.push(Arm {
                head: format!("[{first}, .., {last}]"),
                bound,
            });
        } else {
            arms.push(Arm {
                head: format!("[{first}, ..]"),
                bound,
            });
        }
        arms.push(Arm {
            head: "_".to_owned(),
            bound: Vec::new(),
        });
        (format!("{place}.as_slice()"), freezes, arms)
    }

    fn guarded(&mut self, ty: &Type, by_reference: bool) -> Arm {
        let mut bound = Vec::new();
        let name = self.bind(ty, &mut bound);
        let guard = self.guard_on(&bound, by_reference);
        Arm {
            head: format!("{name} if {guard}"),
            bound,
        }
    }

    fn some(&mut self, of: &Type, by_reference: bool, is_guarded: bool) -> Arm {
        let mut bound = Vec::new();
        let name = self.bind(of, &mut bound);
        let mut head = format!("Some({name})");
        if is_guarded {
            let guard = self.guard_on(&bound, by_reference);
            head += &format!(" if {guard}");
        }
        Arm { head, bound }
    }

    fn guard_on(&mut self, bound: &[(String, Type)], by_reference: bool) -> String {
        self.nested(|writer| {
            for (name, ty) in bound {
                writer.declare_bound(name, ty.clone(), by_reference);
                // A guard sees what is bound by reference.
                if let Some(variable) = writer.variables.last_mut() {
                    variable.is_reference = by_reference;
                }
            }
            let may_await = writer.random.chance(30);
            let guard = writer.guard(may_await);
            let options = writer.readable(|ty| matches!(ty, Type::Option(_)));
            if options.is_empty() || writer.random.chance(85) {
                return guard;
            }
            let option = writer.random.pick(&options);
            let (subject, ty) = (option.value(), option.ty.clone());
            let (pattern, bound) = writer.refutable(&ty);
            for (name, ty) in bound {
                writer.declare(&name, ty, false);
            }
            let more = writer.guard(false);
            format!("({guard}) && let {pattern} = {subject} && ({more})")
        })
    }
}
