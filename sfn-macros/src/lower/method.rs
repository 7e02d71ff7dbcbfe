//! Method calls: the text of the table's row, with the types that choose it and the closures as functions.

use super::code::{Code, Operator};
use super::flow::Flow;
use super::pattern::Subject;
use super::types::Type;
use crate::methods::{Gives, Items, Of, Takes, Text};
use crate::model::{Argument, Call, Closure, Constant, Expr, ExprKind};
use crate::parse::is_iterator;

impl Flow {
    /// The value of a call. Where the method changes its receiver, that happens here too.
    pub fn method(&mut self, expr: &Expr, call: &Call) -> Code {
        let method = call.method;
        if let Some(leaves) = method.leaves {
            return self.change(expr, call, leaves, true);
        }
        let mut values = vec![&*call.receiver];
        values.extend(call.values());
        let codes = match &call.receiver.kind {
            ExprKind::Step(step) => {
                let outcome = self.outcome(&call.receiver, step);
                let mut codes = vec![outcome];
                codes.extend(self.codes(&values[1..]));
                codes
            }
            _ => self.codes(&values),
        };
        let operands = self.operands(call, codes);
        self.text(expr, call, method.text, method.raises, operands)
    }

    /// `place.push(…)`: the arguments, then what the call gives, where it is wanted, then the place with its new value.
    pub fn change(&mut self, expr: &Expr, call: &Call, leaves: Text, is_wanted: bool) -> Code {
        let gives = is_wanted && !matches!(call.method.gives, Gives::Nothing);
        let values: Vec<&Expr> = call.values().collect();
        let mut result = Code::Null;
        self.change_place(&call.receiver, &values, |flow, here, mut codes| {
            // They are read twice, and the place is about to change.
            if gives {
                for code in &mut codes {
                    if !code.is_place() {
                        *code = flow.kept(code.clone(), "argument");
                    }
                }
            }
            let mut operands = vec![here];
            operands.extend(codes);
            let operands = flow.operands(call, operands);
            if gives {
                // Where this raises, the place's new value does too, whether or not this is read.
                let given = flow.text(expr, call, call.method.text, false, operands.clone());
                result = flow.kept(given, "taken");
            }
            flow.text(expr, call, leaves, call.method.raises, operands)
        });
        result
    }

    /// The operands in the order of the arguments, closures among them.
    fn operands(&mut self, call: &Call, codes: Vec<Code>) -> Vec<Code> {
        let mut codes = codes.into_iter();
        let mut operands: Vec<Code> = codes.next().into_iter().collect();
        let parameters = self.parameter_types(call);
        for (index, argument) in call.arguments.iter().enumerate() {
            match argument {
                Argument::Value(value) => {
                    let code = codes.next().unwrap_or(Code::Null);
                    let takes_items = call.method.takes.get(index) == Some(&Takes::Items);
                    operands.push(if takes_items && !is_iterator(value) {
                        let ty = self.type_of(value);
                        Code::chosen("items", vec![ty], vec![code], value.span, false)
                    } else {
                        code
                    });
                }
                Argument::Closure(closure) => {
                    let lambda = self.lambda(closure, &parameters);
                    operands.push(lambda);
                }
            }
        }
        operands
    }

    fn text(
        &mut self,
        expr: &Expr,
        call: &Call,
        text: Text,
        raises: bool,
        operands: Vec<Code>,
    ) -> Code {
        let eager = operands
            .iter()
            .skip(1)
            .any(|operand| !matches!(operand, Code::Lambda(..)) && !operand.is_total());
        match (text, call.method.eager) {
            (Text::Same, _) => {
                if !is_iterator(&call.receiver) {
                    let rule = match call.method.name {
                        "as_deref" => "dereferenced",
                        _ => "viewed",
                    };
                    self.requires(rule, &call.receiver, expr.operation_span());
                }
                operands.into_iter().next().unwrap_or(Code::Null)
            }
            (Text::Fixed("NOTHING"), _) => Code::Null,
            (Text::Fixed("COUNT"), _) => match &operands[..] {
                // Characters are counted without being taken apart.
                [
                    Code::Apply(
                        Operator::Chosen {
                            name: "chars",
                            types,
                            span,
                            ..
                        },
                        text,
                    ),
                ] => Code::chosen("character_count", types.clone(), text.clone(), *span, false),
                _ => Code::fixed("COUNT", operands),
            },
            (Text::Fixed(name), _) => Code::fixed(name, operands),
            (Text::By(name @ ("replace" | "split"), of), _) => {
                // An empty pattern means something else to JSONata.
                match (name, operands.get(1)) {
                    ("replace", Some(Code::Constant(Constant::String(pattern))))
                        if !pattern.is_empty() =>
                    {
                        self.chosen_text(expr, call, "replace_literal", of, raises, operands)
                    }
                    ("split", Some(Code::Constant(Constant::String(pattern))))
                        if !pattern.is_empty() =>
                    {
                        self.chosen_text(expr, call, "split_literal", of, raises, operands)
                    }
                    _ => self.chosen_text(expr, call, name, of, raises, operands),
                }
            }
            (Text::By(_, of), Some(name)) if eager => {
                self.chosen_text(expr, call, name, of, raises, operands)
            }
            (Text::By(name, of), _) => self.chosen_text(expr, call, name, of, raises, operands),
        }
    }

    fn chosen_text(
        &mut self,
        expr: &Expr,
        call: &Call,
        name: &'static str,
        of: &[Of],
        raises: bool,
        operands: Vec<Code>,
    ) -> Code {
        let types = of
            .iter()
            .map(|of| match of {
                Of::Receiver => self.type_of(&call.receiver),
                Of::Item => self.item_type(&call.receiver),
                Of::Body => self.body_type(call),
                Of::Argument => match call.values().next() {
                    Some(value) => self.type_of(value),
                    None => Type::Known("str"),
                },
                Of::Itself => self.slots.value(expr.id),
            })
            .collect();
        let span = expr.operation_span();
        let mut code = Code::chosen(name, types, operands, span, raises);
        // The items of `flat_map` are flattened, those of `filter_map` are left out where they are `None`.
        if call.method.name == "filter_map" {
            let body = self.body_type(call);
            code = Code::chosen("present", vec![body], vec![code], span, false);
        }
        code
    }

    /// What a closure gives.
    fn body_type(&mut self, call: &Call) -> Type {
        match call.closures().next() {
            Some(closure) => self.type_of(&closure.body),
            None => Type::Known("str"),
        }
    }

    /// What an iterator or collection gives.
    pub fn item_type(&mut self, items: &Expr) -> Type {
        match &items.kind {
            ExprKind::Same(_, inner) if is_iterator(inner) => self.item_type(inner),
            ExprKind::Range { start, end, .. } => match (start, end) {
                (Some(start), Some(end)) => self.operand_type(start, end),
                _ => Type::Known("u64"),
            },
            ExprKind::Method(call) => match call.method.gives {
                Gives::Items(items) => self.items(call, items),
                _ => Type::Inner(Box::new(self.type_of(items))),
            },
            _ => Type::Inner(Box::new(self.type_of(items))),
        }
    }

    fn items(&mut self, call: &Call, items: Items) -> Type {
        let inner = |ty| Type::Inner(Box::new(ty));
        match items {
            Items::InReceiver => inner(self.type_of(&call.receiver)),
            Items::Same => self.item_type(&call.receiver),
            Items::Body => self.body_type(call),
            Items::InBody => match call.closures().next() {
                Some(closure) => self.item_type(&closure.body),
                None => Type::Known("str"),
            },
            Items::InItem => inner(self.item_type(&call.receiver)),
            Items::Numbered => Type::Pair(
                Box::new(Type::Known("usize")),
                Box::new(self.item_type(&call.receiver)),
            ),
            Items::Paired => {
                let first = self.item_type(&call.receiver);
                let second = match call.values().next() {
                    Some(other) => self.item_type(other),
                    None => Type::Known("str"),
                };
                Type::Pair(Box::new(first), Box::new(second))
            }
            Items::Text => Type::Known("String"),
        }
    }

    /// The types of a closure's parameters.
    fn parameter_types(&mut self, call: &Call) -> Vec<Type> {
        if call.closures().next().is_none() {
            return Vec::new();
        }
        if is_iterator(&call.receiver) {
            let item = self.item_type(&call.receiver);
            return match call.values().next() {
                // `fold`
                Some(start) => vec![self.type_of(start), item],
                None => vec![item],
            };
        }
        vec![Type::Inner(Box::new(self.type_of(&call.receiver)))]
    }

    /// A closure as a function.
    fn lambda(&mut self, closure: &Closure, types: &[Type]) -> Code {
        let mut parameters = Vec::new();
        let mut bound = Vec::new();
        let was_pure = std::mem::replace(&mut self.pure, true);
        let around = std::mem::replace(&mut self.span, closure.body.span);
        for (index, (pattern, _)) in closure.parameters.iter().enumerate() {
            let ty = types.get(index).cloned().unwrap_or(Type::Known("str"));
            parameters.push(match &pattern.kind {
                crate::model::PatternKind::Bind(id) => *id,
                _ => {
                    let id = self.temporary("item");
                    let item = Subject::data(Code::Variable(id), ty);
                    bound.extend(self.bindings(pattern, &item));
                    id
                }
            });
        }
        if parameters.is_empty() {
            parameters.push(self.temporary("item"));
        }
        let values = bound.iter().map(|(id, code)| (*id, code)).collect();
        let body = self.code(&closure.body).substitute(&values);
        (self.pure, self.span) = (was_pure, around);
        Code::Lambda(parameters, Box::new(body))
    }
}
