//! The methods that a body may call, as a table: what each takes, the text that stands for it and what it gives.
//!
//! A text is named here and written in `sfn_core::graph::operators`, where `rustc` chooses it by type. To teach the
//! language a method, add a row here and its text there.

/// A method.
pub struct Method {
    pub name: &'static str,
    pub takes: &'static [Takes],
    pub text: Text,
    pub gives: Gives,
    /// The text of what the receiver is afterwards, where the method changes it.
    pub leaves: Option<Text>,
    /// The text where an argument may raise, which Rust evaluates whether it is needed or not.
    pub eager: Option<&'static str>,
    /// Whether it may panic in Rust. Of a method that changes its receiver, what it leaves raises, whatever it gives.
    pub raises: bool,
    /// Whether it may leave items of its receiver alone, so that their closures do not run.
    pub stops_early: bool,
}

/// What stands in an argument's place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Value,
    /// A collection or an iterator.
    Items,
    Closure,
}

/// The text of an operator.
#[derive(Clone, Copy)]
pub enum Text {
    /// That of the receiver: it is the same value in JSON.
    Same,
    /// A constant.
    Fixed(&'static str),
    /// A constant function of types.
    By(&'static str, &'static [Of]),
}

/// A type that chooses a text.
#[derive(Clone, Copy)]
pub enum Of {
    Receiver,
    /// What the receiver gives, an iterator.
    Item,
    /// What the closure gives.
    Body,
    /// The first argument.
    Argument,
    /// What the call gives.
    Itself,
}

/// What a call gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    Nothing,
    /// A type that only the tape knows.
    Tied,
    Receiver,
    Known(&'static str),
    /// An iterator.
    Items(Items),
}

/// The items of an iterator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Items {
    /// What is in the receiver.
    InReceiver,
    /// The receiver's own.
    Same,
    /// What the closure gives.
    Body,
    /// What is in what the closure gives.
    InBody,
    /// What is in the receiver's items.
    InItem,
    /// The receiver's, behind their numbers.
    Numbered,
    /// The receiver's, beside those of the argument.
    Paired,
    Text,
}

impl Method {
    /// The method of this name, of an iterator or of a value.
    pub fn find(name: &str, of_iterator: bool) -> Option<&'static Method> {
        let table = if of_iterator { OF_ITERATORS } else { OF_VALUES };
        table.iter().find(|method| method.name == name)
    }

    /// Whether it gives an iterator.
    pub fn gives_items(&self) -> bool {
        matches!(self.gives, Gives::Items(_))
    }

    const fn raising(mut self) -> Self {
        self.raises = true;
        self
    }

    const fn eagerly(mut self, text: &'static str) -> Self {
        self.eager = Some(text);
        self
    }

    const fn stopping(mut self) -> Self {
        self.stops_early = true;
        self
    }

    const fn leaving(mut self, text: Text) -> Self {
        self.leaves = Some(text);
        self
    }
}

const fn row(name: &'static str, takes: &'static [Takes], text: Text, gives: Gives) -> Method {
    Method {
        name,
        takes,
        text,
        gives,
        leaves: None,
        eager: None,
        raises: false,
        stops_early: false,
    }
}

/// A method that changes its receiver and gives nothing.
const fn change(name: &'static str, takes: &'static [Takes], leaves: Text) -> Method {
    row(name, takes, Text::Fixed("NOTHING"), Gives::Nothing).leaving(leaves)
}

use Gives::{Known, Receiver, Tied};
use Takes::{Closure, Value};
use Text::{By, Fixed, Same};

/// A text by the type of the receiver.
macro_rules! own {
    ($name:literal) => {
        By($name, &[Of::Receiver])
    };
}

/// A text by the type of the items.
macro_rules! item {
    ($name:literal) => {
        By($name, &[Of::Item])
    };
}

/// The methods of values.
static OF_VALUES: &[Method] = &[
    // Option and Result.
    row("is_some", &[], own!("is_some"), Known("bool")),
    row("is_none", &[], own!("is_none"), Known("bool")),
    row(
        "is_some_and",
        &[Closure],
        own!("is_some_and"),
        Known("bool"),
    ),
    row("is_none_or", &[Closure], own!("is_none_or"), Known("bool")),
    row("is_ok", &[], own!("is_ok"), Known("bool")),
    row("is_err", &[], own!("is_err"), Known("bool")),
    row("is_ok_and", &[Closure], own!("is_ok_and"), Known("bool")),
    row("unwrap_or", &[Value], own!("unwrap_or"), Tied).eagerly("unwrap_or_eager"),
    row("unwrap_or_default", &[], own!("unwrap_or_default"), Tied),
    row("unwrap_or_else", &[Closure], own!("unwrap_or_else"), Tied),
    row("unwrap", &[], own!("unwrap"), Tied).raising(),
    row("expect", &[Value], own!("expect"), Tied).raising(),
    row(
        "map",
        &[Closure],
        By("map", &[Of::Receiver, Of::Body]),
        Tied,
    ),
    row("and_then", &[Closure], own!("and_then"), Tied),
    row("filter", &[Closure], own!("filter"), Receiver),
    row("or", &[Value], own!("or"), Receiver).eagerly("or_eager"),
    row("or_else", &[Closure], own!("or_else"), Tied),
    row("map_or", &[Value, Closure], own!("map_or"), Tied).eagerly("map_or_eager"),
    row(
        "map_or_else",
        &[Closure, Closure],
        own!("map_or_else"),
        Tied,
    ),
    row("ok_or", &[Value], own!("ok_or"), Tied).eagerly("ok_or_eager"),
    row("ok_or_else", &[Closure], own!("ok_or_else"), Tied),
    row("ok", &[], own!("ok"), Tied),
    row("map_err", &[Closure], own!("map_err"), Tied),
    row("as_ref", &[], Same, Receiver),
    row("as_deref", &[], Same, Tied),
    row("cloned", &[], Same, Tied),
    row("copied", &[], Same, Tied),
    // Collections.
    row("len", &[], own!("len"), Known("usize")),
    row("is_empty", &[], own!("is_empty"), Known("bool")),
    row("first", &[], own!("first_of"), Tied),
    row("last", &[], own!("last_of"), Tied),
    row("get", &[Value], own!("get"), Tied),
    row(
        "contains",
        &[Value],
        By("contains", &[Of::Receiver, Of::Argument]),
        Known("bool"),
    ),
    row(
        "contains_key",
        &[Value],
        own!("contains_key"),
        Known("bool"),
    ),
    row("take", &[], own!("taken"), Receiver).leaving(own!("left_by_take")),
    row("to_vec", &[], Same, Tied),
    row("as_slice", &[], Same, Tied),
    row("iter", &[], own!("items"), Gives::Items(Items::InReceiver)),
    row(
        "into_iter",
        &[],
        own!("items"),
        Gives::Items(Items::InReceiver),
    ),
    row("join", &[Value], own!("join"), Known("String")),
    row("push", &[Value], Fixed("NOTHING"), Gives::Nothing).leaving(own!("push")),
    change("push_str", &[Value], own!("push_str")),
    row("pop", &[], own!("last_of"), Tied).leaving(own!("pop")),
    change("extend", &[Takes::Items], own!("extend")),
    row("insert", &[Value, Value], own!("replaced"), Tied)
        .leaving(own!("insert"))
        .raising(),
    row("remove", &[Value], own!("removed"), Tied)
        .leaving(own!("remove"))
        .raising(),
    change("clear", &[], own!("clear")),
    change("truncate", &[Value], own!("truncate")),
    change("retain", &[Closure], own!("retain")),
    change("reverse", &[], own!("reverse")),
    change("sort", &[], own!("sort")),
    // Numbers.
    row("min", &[Value], own!("min"), Tied),
    row("max", &[Value], own!("max"), Tied),
    row("clamp", &[Value, Value], own!("clamp"), Tied).raising(),
    row("abs", &[], own!("abs"), Tied).raising(),
    row("abs_diff", &[Value], own!("abs_diff"), Tied).raising(),
    row("pow", &[Value], own!("pow"), Tied).raising(),
    row("floor", &[], own!("floor"), Tied),
    row("ceil", &[], own!("ceil"), Tied),
    row("trunc", &[], own!("trunc"), Tied),
    row("round", &[], own!("round"), Tied),
    row("checked_add", &[Value], own!("checked_add"), Tied).raising(),
    row("checked_sub", &[Value], own!("checked_sub"), Tied).raising(),
    row("checked_mul", &[Value], own!("checked_mul"), Tied).raising(),
    row("checked_div", &[Value], own!("checked_div"), Tied),
    row("checked_rem", &[Value], own!("checked_rem"), Tied),
    row("saturating_add", &[Value], own!("saturating_add"), Tied).raising(),
    row("saturating_sub", &[Value], own!("saturating_sub"), Tied).raising(),
    row("saturating_mul", &[Value], own!("saturating_mul"), Tied).raising(),
    // Durations.
    row("as_secs", &[], own!("as_secs"), Known("u64")),
    row("as_secs_f64", &[], own!("as_secs_f64"), Known("f64")),
    row("subsec_millis", &[], own!("subsec_millis"), Known("u32")),
    row("is_zero", &[], own!("is_zero"), Known("bool")),
    // Text.
    row("to_string", &[], own!("display"), Known("String")),
    row("to_uppercase", &[], own!("to_uppercase"), Known("String")),
    row("to_lowercase", &[], own!("to_lowercase"), Known("String")),
    row("trim", &[], own!("trim"), Known("str")),
    row("trim_start", &[], own!("trim_start"), Known("str")),
    row("trim_end", &[], own!("trim_end"), Known("str")),
    row(
        "starts_with",
        &[Value],
        By("starts_with", &[Of::Receiver, Of::Argument]),
        Known("bool"),
    ),
    row(
        "ends_with",
        &[Value],
        By("ends_with", &[Of::Receiver, Of::Argument]),
        Known("bool"),
    ),
    row(
        "replace",
        &[Value, Value],
        By("replace", &[Of::Receiver, Of::Argument]),
        Known("String"),
    ),
    row(
        "split",
        &[Value],
        By("split", &[Of::Receiver, Of::Argument]),
        Gives::Items(Items::Text),
    ),
    row(
        "split_whitespace",
        &[],
        own!("split_whitespace"),
        Gives::Items(Items::Text),
    ),
    row("chars", &[], own!("chars"), Gives::Items(Items::Text)),
    row("parse", &[], By("parse", &[Of::Itself, Of::Receiver]), Tied),
];

/// The methods of iterators.
static OF_ITERATORS: &[Method] = &[
    row("iter", &[], Same, Gives::Items(Items::Same)),
    row("into_iter", &[], Same, Gives::Items(Items::Same)),
    row("cloned", &[], Same, Gives::Items(Items::Same)),
    row("copied", &[], Same, Gives::Items(Items::Same)),
    row(
        "map",
        &[Closure],
        By("map_items", &[Of::Body]),
        Gives::Items(Items::Body),
    ),
    row(
        "filter",
        &[Closure],
        item!("filter_items"),
        Gives::Items(Items::Same),
    ),
    row(
        "filter_map",
        &[Closure],
        By("map_items", &[Of::Body]),
        Gives::Items(Items::InBody),
    ),
    row(
        "flat_map",
        &[Closure],
        Fixed("FLAT_MAP"),
        Gives::Items(Items::InBody),
    ),
    row(
        "flatten",
        &[],
        item!("flatten"),
        Gives::Items(Items::InItem),
    ),
    row(
        "enumerate",
        &[],
        Fixed("ENUMERATE"),
        Gives::Items(Items::Numbered),
    ),
    row(
        "zip",
        &[Takes::Items],
        Fixed("ZIP"),
        Gives::Items(Items::Paired),
    )
    .stopping(),
    row("rev", &[], Fixed("REVERSE"), Gives::Items(Items::Same)),
    row(
        "chain",
        &[Takes::Items],
        Fixed("APPEND"),
        Gives::Items(Items::Same),
    ),
    row(
        "take",
        &[Value],
        item!("take_items"),
        Gives::Items(Items::Same),
    )
    .stopping(),
    row(
        "skip",
        &[Value],
        item!("skip_items"),
        Gives::Items(Items::Same),
    ),
    row("count", &[], Fixed("COUNT"), Known("usize")),
    row("last", &[], item!("last"), Tied),
    row("nth", &[Value], item!("element"), Tied).stopping(),
    row("sum", &[], By("sum_items", &[Of::Itself, Of::Item]), Tied).raising(),
    row(
        "product",
        &[],
        By("product_items", &[Of::Itself, Of::Item]),
        Tied,
    )
    .raising(),
    row("min", &[], item!("min_item"), Tied),
    row("max", &[], item!("max_item"), Tied),
    row(
        "min_by_key",
        &[Closure],
        By("min_by_key", &[Of::Item, Of::Body]),
        Tied,
    ),
    row(
        "max_by_key",
        &[Closure],
        By("max_by_key", &[Of::Item, Of::Body]),
        Tied,
    ),
    row("any", &[Closure], Fixed("ANY"), Known("bool")).stopping(),
    row("all", &[Closure], Fixed("ALL"), Known("bool")).stopping(),
    row("find", &[Closure], item!("find"), Tied).stopping(),
    row("position", &[Closure], Fixed("POSITION"), Tied).stopping(),
    row("fold", &[Value, Closure], Fixed("FOLD"), Tied),
    row(
        "collect",
        &[],
        By("collect_items", &[Of::Itself, Of::Item]),
        Tied,
    ),
];
