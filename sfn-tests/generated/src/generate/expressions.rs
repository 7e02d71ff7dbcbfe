//! Expressions of a type.

use super::{Writer, constants};
use crate::types::{Members, Type};

/// An expression, and how tightly its outermost operator binds.
pub struct Code {
    pub text: String,
    level: u8,
}

pub const ANY: u8 = 0;
pub const OR: u8 = 1;
pub const AND: u8 = 2;
pub const COMPARE: u8 = 3;
pub const SUM: u8 = 5;
pub const PRODUCT: u8 = 6;
pub const UNARY: u8 = 7;
pub const ATOM: u8 = 9;

impl Code {
    pub fn new(text: impl Into<String>, level: u8) -> Self {
        Self {
            text: text.into(),
            level,
        }
    }

    pub fn at(self, level: u8) -> String {
        if self.level >= level {
            self.text
        } else {
            format!("({})", self.text)
        }
    }
}

const TEXTS: &[&str] = &[
    "",
    "x",
    "pen",
    "Ünï",
    "a b",
    "{% x %}",
    "q\\\"t",
    "$x",
    "null",
    "1",
    "tab\\t",
    "\\u{1f600}",
];

impl Writer {
    /// An expression that stands alone.
    pub fn value(&mut self, ty: &Type) -> String {
        let depth = 1 + self.random.below(3);
        let code = self.expression(ty, depth);
        match ty {
            // What is stored in a loop stays small.
            Type::Integer("i64" | "u64" | "usize") if self.place.repeats && code.level < ATOM => {
                format!("{} % 10007", code.at(PRODUCT))
            }
            _ => code.text,
        }
    }

    /// A condition, in the head of a statement, where no struct literal may stand bare.
    pub fn condition(&mut self) -> String {
        let depth = 1 + self.random.below(2);
        self.head(&Type::Bool, depth)
    }

    /// An expression in the head of a statement.
    pub fn head(&mut self, ty: &Type, depth: usize) -> String {
        let text = self.expression(ty, depth).text;
        if text.contains('{') {
            format!("({text})")
        } else {
            text
        }
    }

    /// An expression for a guard, which may await where data is matched.
    pub fn guard(&mut self, may_await: bool) -> String {
        let may_await = may_await && self.place.may_await;
        let may_await = std::mem::replace(&mut self.place.may_await, may_await);
        let text = self.expression(&Type::Bool, 1).text;
        self.place.may_await = may_await;
        text
    }

    pub fn expression(&mut self, ty: &Type, depth: usize) -> Code {
        let readable = self.readable(|found| found == ty);
        let awaited = if depth > 0 && self.place.may_await {
            self.callable(|task| task.output == *ty)
        } else {
            Vec::new()
        };
        let operators = if depth == 0 { 0 } else { 6 };
        match self.random.weighted(&[
            if readable.is_empty() { 0 } else { 7 },
            2,
            operators,
            usize::from(depth > 0),
            usize::from(!awaited.is_empty()),
            if depth == 0 { 0 } else { 4 },
        ]) {
            0 => Code::new(self.random.pick(&readable).value(), ATOM),
            1 => self.literal(ty, depth),
            2 => self.operator(ty, depth),
            3 => {
                let condition = self.head(&Type::Bool, depth - 1);
                let then = self.expression(ty, depth - 1).text;
                let otherwise = self.expression(ty, depth - 1).text;
                Code::new(
                    format!("if {condition} {{ {then} }} else {{ {otherwise} }}"),
                    ANY,
                )
            }
            5 => match self.method(ty, depth) {
                Some(code) => code,
                None => self.literal(ty, depth),
            },
            _ => {
                let task = *self.random.pick(&awaited);
                let call = self.call(task);
                Code::new(format!("{call}.await?"), ATOM)
            }
        }
    }

    /// A literal, or a constructor with expressions inside.
    fn literal(&mut self, ty: &Type, depth: usize) -> Code {
        let inner = depth.saturating_sub(1);
        if self.random.chance(15)
            && let Some(name) = constants::of(ty)
        {
            return Code::new(name, ATOM);
        }
        match ty {
            Type::Bool => Code::new(["true", "false"][self.random.below(2)], ATOM),
            Type::Integer(name) => {
                let number = self.random.below(20);
                if ty.is_signed() && self.random.chance(25) {
                    Code::new(format!("-{number}{name}"), UNARY)
                } else {
                    Code::new(format!("{number}{name}"), ATOM)
                }
            }
            Type::Float => {
                let quarter = self.random.below(40) as f64 / 4.0;
                Code::new(format!("{quarter:?}"), ATOM)
            }
            Type::Text => {
                let text = *self.random.pick(TEXTS);
                Code::new(
                    match self.random.below(4) {
                        0 => format!("String::from(\"{text}\")"),
                        1 if text.is_empty() => "String::new()".to_owned(),
                        2 => format!("\"{text}\".to_string()"),
                        _ => format!("\"{text}\".to_owned()"),
                    },
                    ATOM,
                )
            }
            Type::Duration => self.duration(),
            Type::Option(of) => {
                let of = (**of).clone();
                if self.random.chance(30) {
                    Code::new("None", ATOM)
                } else {
                    let value = self.expression(&of, inner).text;
                    Code::new(format!("Some({value})"), ATOM)
                }
            }
            Type::List(of) => {
                let of = (**of).clone();
                let items: Vec<String> = (0..self.random.below(4))
                    .map(|_| self.expression(&of, inner).text)
                    .collect();
                Code::new(format!("vec![{}]", items.join(", ")), ATOM)
            }
            Type::Map(of) => {
                let keys =
                    self.readable(|found| matches!(found, Type::List(of) if **of == Type::Text));
                if keys.is_empty() || depth == 0 {
                    return Code::new("BTreeMap::new()", ATOM);
                }
                let keys = self.random.pick(&keys).text.clone();
                let (of, key) = ((**of).clone(), self.fresh("key"));
                let value = self.closure_body(&[(&key, &Type::Text, true)], &of, depth);
                let spelled = self.types.rust(&of);
                Code::new(
                    format!(
                        "{keys}.iter().map(|{key}| ({key}.clone(), {value})).collect::<BTreeMap<String, {spelled}>>()"
                    ),
                    ATOM,
                )
            }
            Type::Tuple(of) => {
                let items: Vec<String> = of
                    .clone()
                    .iter()
                    .map(|of| self.expression(of, inner).text)
                    .collect();
                Code::new(format!("({})", items.join(", ")), ATOM)
            }
            Type::Struct(place) => {
                let found = self.types.structs[*place].clone();
                let mut fields: Vec<String> = found
                    .fields
                    .iter()
                    .map(|field| {
                        let value = self.expression(&field.ty, inner).text;
                        format!("{}: {value}", field.name)
                    })
                    .collect();
                if self.random.chance(30) {
                    fields.reverse();
                }
                let bases = self.readable(|found| found == ty);
                if !bases.is_empty() && self.random.chance(40) {
                    fields.truncate(1);
                    let base = self.random.pick(&bases).value();
                    fields.push(format!("..{base}"));
                }
                Code::new(format!("{} {{ {} }}", found.name, fields.join(", ")), ATOM)
            }
            Type::Enum(place) => {
                let found = self.types.enums[*place].clone();
                let variant = self.random.pick(&found.variants).clone();
                let values: Vec<String> = match &variant.members {
                    Members::None => Vec::new(),
                    Members::Tuple(types) => types
                        .iter()
                        .map(|ty| self.expression(ty, inner).text)
                        .collect(),
                    Members::Named(members) => members
                        .iter()
                        .map(|(_, ty)| self.expression(ty, inner).text)
                        .collect(),
                };
                let text = self
                    .types
                    .variant(&found.name, &variant, &mut |place, _| values[place].clone());
                Code::new(text, ATOM)
            }
        }
    }

    fn operator(&mut self, ty: &Type, depth: usize) -> Code {
        match ty {
            Type::Bool => self.truth(depth),
            Type::Integer(name) => self.arithmetic(name, depth),
            Type::Float => {
                let left = self.expression(ty, depth - 1);
                match self.random.below(5) {
                    4 => Code::new(format!("{} / 4.0", left.at(PRODUCT)), PRODUCT),
                    0 => self.binary(left, "+", SUM, ty, depth),
                    1 => self.binary(left, "-", SUM, ty, depth),
                    2 => Code::new(format!("{} * 0.5", left.at(PRODUCT)), PRODUCT),
                    _ => Code::new(format!("-{}", left.at(UNARY)), UNARY),
                }
            }
            Type::Text => self.text(depth),
            Type::Duration => self.computed_duration(depth),
            Type::Option(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Tuple(_)
            | Type::Struct(_)
            | Type::Enum(_) => {
                let listed = Type::List(Box::new(ty.clone()));
                let lists = self.readable(|found| *found == listed);
                if lists.is_empty() || self.place.is_calm || !self.random.chance(30) {
                    return self.literal(ty, depth);
                }
                let list = self.random.pick(&lists).text.clone();
                let index = self.random.below(2);
                let clone = if ty.is_copy() { "" } else { ".clone()" };
                Code::new(
                    format!(
                        "if {list}.len() > {index} {{ {list}[{index}]{clone} }} else {{ {} }}",
                        { self.literal(ty, depth - 1).text }
                    ),
                    ANY,
                )
            }
        }
    }

    fn binary(&mut self, left: Code, operator: &str, level: u8, ty: &Type, depth: usize) -> Code {
        let right = self.expression(ty, depth - 1).at(level + 1);
        Code::new(format!("{} {operator} {right}", left.at(level)), level)
    }

    fn truth(&mut self, depth: usize) -> Code {
        match self.random.below(10) {
            9 => self.asked_by_pattern(),
            8 => self.ranged(depth),
            0 => {
                let left = self.expression(&Type::Bool, depth - 1);
                self.binary(left, "&&", AND, &Type::Bool, depth)
            }
            1 => {
                let left = self.expression(&Type::Bool, depth - 1);
                self.binary(left, "||", OR, &Type::Bool, depth)
            }
            2 => Code::new(
                format!("!{}", self.expression(&Type::Bool, depth - 1).at(UNARY)),
                UNARY,
            ),
            3 => self.asked(),
            4 => {
                let comparable = self.readable(Type::is_comparable);
                let ty = if comparable.is_empty() {
                    Type::Text
                } else {
                    self.random.pick(&comparable).ty.clone()
                };
                // A type that is certain: `vec![] == vec![]` has none.
                let known = self.readable(|found| *found == ty);
                let left = if known.is_empty() {
                    "String::new()".to_owned()
                } else {
                    self.random.pick(&known).value()
                };
                let operator = *self.random.pick(&["==", "!="]);
                let right = match ty {
                    // A list compares with many types, so that `vec![]` would have none.
                    Type::List(_) => self.random.pick(&known).value(),
                    _ => self.expression(&ty, depth - 1).at(COMPARE + 1),
                };
                Code::new(format!("{left} {operator} {right}"), COMPARE)
            }
            _ => {
                let numbers = self.readable(|found| {
                    matches!(found, Type::Integer(_) | Type::Float | Type::Duration)
                });
                let ty = if numbers.is_empty() {
                    Type::Integer("i64")
                } else {
                    self.random.pick(&numbers).ty.clone()
                };
                let left = self.expression(&ty, depth - 1).at(COMPARE + 1);
                let right = self.expression(&ty, depth - 1).at(COMPARE + 1);
                let operator = *self.random.pick(&["<", "<=", ">", ">=", "==", "!="]);
                Code::new(format!("{left} {operator} {right}"), COMPARE)
            }
        }
    }

    /// What a value is asked: its length, whether it is there.
    fn asked(&mut self) -> Code {
        let asked =
            self.readable(|found| matches!(found, Type::Option(_) | Type::List(_) | Type::Text));
        if asked.is_empty() {
            return self.literal(&Type::Bool, 0);
        }
        let found = self.random.pick(&asked);
        let text = &found.text;
        let method = match &found.ty {
            Type::Option(_) => ["is_some()", "is_none()"][self.names % 2],
            Type::List(_) if self.names.is_multiple_of(2) => "len() > 1",
            _ => "is_empty()",
        };
        let level = if method.ends_with('1') { COMPARE } else { ATOM };
        Code::new(format!("{text}.{method}"), level)
    }

    fn arithmetic(&mut self, name: &'static str, depth: usize) -> Code {
        let ty = Type::Integer(name);
        let is_wide = matches!(name, "i64" | "u64" | "usize");
        if name == "usize" && self.random.chance(40) {
            let lists = self.readable(|found| matches!(found, Type::List(_)));
            if !lists.is_empty() {
                return Code::new(format!("{}.len()", self.random.pick(&lists).text), ATOM);
            }
        }
        if self.random.chance(15) && !self.place.is_calm {
            let listed = Type::List(Box::new(ty.clone()));
            let lists = self.readable(|found| *found == listed);
            if !lists.is_empty() {
                let list = self.random.pick(&lists).text.clone();
                let index = self.random.below(3);
                return Code::new(format!("{list}[{index}]"), ATOM);
            }
        }
        let left = self.expression(&ty, depth - 1);
        let literal = 1 + self.random.below(9);
        let is_bold = !self.place.is_calm && self.random.chance(20);
        match self.random.below(7) {
            0 | 1 if is_wide || is_bold => self.binary(left, "+", SUM, &ty, depth),
            2 if is_bold || (is_wide && ty.is_signed()) => self.binary(left, "-", SUM, &ty, depth),
            3 if is_wide || is_bold => {
                let factors = self.readable(|found| *found == ty);
                let factor = if factors.is_empty() || self.random.chance(50) {
                    literal.to_string()
                } else {
                    self.random.pick(&factors).value()
                };
                // Factors stay small: a product of products could leave the range that the three runs share.
                {
                    let most = if is_wide { 1000 } else { 20 };
                    Code::new(
                        format!("({} % {most}) * {factor}", left.at(PRODUCT)),
                        PRODUCT,
                    )
                }
            }
            4 if is_bold => self.binary(left, "/", PRODUCT, &ty, depth),
            5 if ty.is_signed() && (is_wide || is_bold) => {
                Code::new(format!("-{}", left.at(UNARY)), UNARY)
            }
            6 => Code::new(format!("{} / {literal}", left.at(PRODUCT)), PRODUCT),
            _ => {
                let right = self.expression(&ty, depth - 1);
                let (left, right) = (left.at(PRODUCT), right.at(PRODUCT));
                Code::new(
                    format!("{left} % {literal} + {right} % {}", literal + 3),
                    SUM,
                )
            }
        }
    }

    fn text(&mut self, depth: usize) -> Code {
        let printable = self.readable(Type::is_printable);
        let texts = self.readable(|found| *found == Type::Text);
        let numbers: Vec<_> = printable
            .iter()
            .filter(|found| found.ty != Type::Text)
            .collect();
        match self.random.below(4) {
            0 if !texts.is_empty() => {
                let left = self.random.pick(&texts).value();
                let right = *self.random.pick(TEXTS);
                Code::new(format!("{left} + \"{right}\""), SUM)
            }
            1 if !numbers.is_empty() => {
                let number = self.random.pick(&numbers);
                Code::new(format!("{}.to_string()", number.text), ATOM)
            }
            // One text at most, so that a loop does not double it lap by lap.
            2 if !numbers.is_empty() && !texts.is_empty() => {
                let number = self.random.pick(&numbers).value();
                let text = self.random.pick(&texts).text.clone();
                Code::new(format!("format!(\"{{}}-{{}}\", {number}, {text})"), ATOM)
            }
            3 if !numbers.is_empty() => {
                let number = self.random.pick(&numbers);
                let is_name = !number.text.contains('.');
                let (text, value) = (number.text.clone(), number.value());
                if is_name {
                    Code::new(format!("format!(\"<{{{text}}}>\")"), ATOM)
                } else {
                    Code::new(format!("format!(\"{{{{{{0}}}}}}{{0}}\", {value})"), ATOM)
                }
            }
            _ => self.literal(&Type::Text, depth),
        }
    }
}
