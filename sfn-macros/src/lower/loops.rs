//! `loop`, `while`, `for`, labelled blocks, and the ways out of them.

use super::code::{Code, Operator};
use super::flow::{EdgeId, Flow, NodeKind, Role};
use super::pattern::Subject;
use super::statement::Into;
use crate::model::{Block, Expr, ExprKind, MatchForm, Over, Pattern, PatternKind, VarId};
use proc_macro2::Span;

/// A loop or labelled block around the statement being lowered.
pub struct Loop {
    label: Option<String>,
    /// Where the next lap begins; a block has none.
    head: Option<usize>,
    breaks: Vec<EdgeId>,
    /// Where the value of a `break` goes.
    into: Into,
}

impl Flow {
    /// `loop { … }`
    pub fn endless(&mut self, label: Option<&syn::Label>, body: &Block, into: Into) {
        let name = match body.tail.as_ref().map(|tail| &tail.kind) {
            Some(ExprKind::Match(lap)) if lap.form == MatchForm::WhileLet => {
                format!("while {}", lap.text)
            }
            _ => "loop".to_owned(),
        };
        let head = self.head();
        self.enter(label, Some(head), into);
        self.within(name, |flow| flow.block(body, Into::Nothing));
        if self.is_sealed() && self.is_live() {
            self.add(NodeKind::Pass, "loop", self.span);
        }
        self.jump(head);
        self.leave(Vec::new());
    }

    /// `'label: { … }`: what follows is there once, for each `break` and for the end.
    pub fn labelled(&mut self, label: &syn::Label, block: &Block, into: Into) {
        self.enter(Some(label), None, into);
        self.within(label.name.ident.to_string(), |flow| flow.block(block, into));
        let end = self.take_open();
        self.leave(end);
    }

    /// `while condition { … }`
    pub fn while_loop(
        &mut self,
        label: Option<&syn::Label>,
        text: &str,
        condition: &Expr,
        body: &Block,
        span: Span,
    ) {
        let head = self.head();
        if let ExprKind::Chain(chain) = &condition.kind {
            let failed = self.chain("while", span, chain);
            self.enter(label, Some(head), Into::Nothing);
            self.within(format!("while {text}"), |flow| {
                flow.block(body, Into::Nothing);
            });
            if self.is_sealed() && self.is_live() {
                self.add(NodeKind::Pass, "loop", self.span);
            }
            self.jump(head);
            self.leave(failed);
            return;
        }
        let condition = self.code(condition);
        self.enter(label, Some(head), Into::Nothing);
        let choice = self.add(NodeKind::Choice, format!("while {text}"), span);
        self.lap(
            choice,
            head,
            condition,
            Vec::new(),
            format!("while {text}"),
            body,
        );
    }

    /// `for pattern in … { … }`
    pub fn for_loop(
        &mut self,
        label: Option<&syn::Label>,
        pattern: &Pattern,
        over: &Over,
        body: &Block,
        span: Span,
    ) {
        let text = crate::parse::text(&pattern.source);
        let name = match &pattern.kind {
            PatternKind::Bind(id) => super::names::plain(&self.variables[id.0].name),
            _ => "item".to_owned(),
        };
        let (condition, bindings) = match over {
            Over::Items(items) => self.over_items(&name, pattern, items),
            Over::Range {
                start,
                end,
                inclusive,
            } => self.over_range(&name, pattern, start, end, *inclusive),
        };
        let head = self.head();
        self.enter(label, Some(head), Into::Nothing);
        let choice = self.add(NodeKind::Choice, format!("for {text}"), span);
        self.lap(
            choice,
            head,
            condition,
            bindings,
            format!("for {text}"),
            body,
        );
    }

    fn over_items(
        &mut self,
        name: &str,
        pattern: &Pattern,
        items: &Expr,
    ) -> (Code, Vec<(VarId, Code)>) {
        let ty = self.item_type(items);
        let mut all = self.code(items);
        if !all.is_place() || self.changes(&all) {
            all = self.kept(all, &format!("{name}_items"));
        }
        let index = self.temporary(&format!("{name}_index"));
        self.assign(index, Code::integer(0));
        let count = Code::fixed("COUNT", vec![all.clone()]);
        let condition = Code::fixed("LESS", vec![Code::Variable(index), count]);
        let element = Code::fixed("ELEMENT", vec![all, Code::Variable(index)]);
        let element = Subject::data(element, ty);
        let mut bindings = self.bindings(pattern, &element);
        bindings.push((index, Code::fixed("INCREMENT", vec![Code::Variable(index)])));
        (condition, bindings)
    }

    fn over_range(
        &mut self,
        name: &str,
        pattern: &Pattern,
        start: &Expr,
        end: &Expr,
        inclusive: bool,
    ) -> (Code, Vec<(VarId, Code)>) {
        let mut ends = self.codes(&[start, end]).into_iter();
        let (start, mut end) = (
            ends.next().unwrap_or(Code::Null),
            ends.next().unwrap_or(Code::Null),
        );
        if !matches!(end, Code::Constant(_)) {
            end = self.kept(end, &format!("{name}_end"));
        }
        let next = self.temporary(&format!("{name}_next"));
        self.assign(next, start);
        let test = if inclusive { "LESS_OR_EQUAL" } else { "LESS" };
        let condition = Code::fixed(test, vec![Code::Variable(next), end]);
        let mut bindings = match pattern.kind {
            PatternKind::Bind(id) => vec![(id, Code::Variable(next))],
            _ => Vec::new(),
        };
        bindings.push((next, Code::fixed("INCREMENT", vec![Code::Variable(next)])));
        (condition, bindings)
    }

    /// Whether a place may be assigned while a loop walks it.
    fn changes(&self, code: &Code) -> bool {
        if let Code::Apply(Operator::Chosen { name: "items", .. }, parts) = code {
            return parts.iter().any(|part| self.changes(part));
        }
        let mut changes = !matches!(
            code,
            Code::Variable(_) | Code::Member(..) | Code::VariantMember(..)
        );
        code.reads(&mut |id| changes |= self.variables[id.0].mutable);
        changes
    }

    fn lap(
        &mut self,
        choice: usize,
        head: usize,
        condition: Code,
        bindings: Vec<(VarId, Code)>,
        name: String,
        body: &Block,
    ) {
        let rule = self.edge(choice, Role::Rule(condition));
        self.set_open(vec![rule]);
        if let Some(Some((node, port))) = self.frame().open.first().copied() {
            self.frame().nodes[node].edges[port].assign.extend(bindings);
        }
        self.within(name, |flow| flow.block(body, Into::Nothing));
        self.jump(head);
        let default = self.edge(choice, Role::Default);
        self.leave(vec![default]);
    }

    fn enter(&mut self, label: Option<&syn::Label>, head: Option<usize>, into: Into) {
        let label = label.map(|label| label.name.ident.to_string());
        self.frame().loops.push(Loop {
            label,
            head,
            breaks: Vec::new(),
            into,
        });
    }

    fn leave(&mut self, mut open: Vec<EdgeId>) {
        if let Some(ended) = self.frame().loops.pop() {
            open.extend(ended.breaks);
        }
        self.set_open(open);
    }

    /// `break`
    pub fn break_loop(&mut self, label: Option<&syn::Lifetime>, value: Option<&Expr>) {
        let Some(target) = self.target(label) else {
            return;
        };
        let into = self.frame().loops[target].into;
        match (value, into) {
            (Some(value), into) => self.into(value, into),
            (None, Into::Variable(id)) => self.assign(id, Code::Null),
            (None, _) => {}
        }
        let open = self.take_open();
        self.frame().loops[target].breaks.extend(open);
    }

    /// `continue`
    pub fn continue_loop(&mut self, label: Option<&syn::Lifetime>) {
        let Some(target) = self.target(label) else {
            return;
        };
        if self.is_sealed() && self.is_live() {
            self.add(NodeKind::Pass, "continue", self.span);
        }
        if let Some(head) = self.frame().loops[target].head {
            self.jump(head);
        }
    }

    fn target(&mut self, label: Option<&syn::Lifetime>) -> Option<usize> {
        let loops = &self.frame().loops;
        match label {
            None => loops.iter().rposition(|found| found.head.is_some()),
            Some(label) => loops
                .iter()
                .rposition(|found| found.label.as_deref() == Some(&label.ident.to_string())),
        }
    }
}
