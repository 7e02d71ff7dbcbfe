//! Tokens to a syntax tree: a Pratt parser with the reference's binding powers and errors.

use super::ast::{Ast, Kind, LambdaAst, LinkKind, Term};
use super::token::{Symbol, Token, TokenKind, Tokens};
use super::{MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH};
use crate::error::{Error, Span};
use crate::signature::Signature;
use crate::stack::Stack;
use crate::value::{Str, Value};

/// Parses a whole source.
pub(crate) fn parse(source: &str) -> Result<Ast, Error> {
    if source.len() > MAX_SOURCE_BYTES {
        let message = format!("The expression is longer than {MAX_SOURCE_BYTES} bytes");
        return Err(Error::with_message("U1001", message));
    }
    let mut tokens = Tokens::new(source);
    let token = next_token(&mut tokens, false)?;
    let mut parser = Parser {
        tokens,
        token,
        depth: 0,
        reached: 0,
        stack: Stack::here(),
    };
    let ast = parser.expression(0)?;
    match parser.token.kind {
        TokenKind::End => Ok(ast),
        _ => Err(Error::new("S0201")
            .at(parser.token.span)
            .token_is(parser.token_value())),
    }
}

struct Parser<'a> {
    tokens: Tokens<'a>,
    /// The token that is looked at, not yet consumed.
    token: Token,
    depth: usize,
    /// The height of the highest tree read since the innermost expression began.
    reached: usize,
    stack: Stack,
}

type Parse<T> = Result<T, Error>;

/// The next token. Two symbols end names and are no operators.
fn next_token(tokens: &mut Tokens<'_>, after_operand: bool) -> Parse<Token> {
    let next = tokens.next(after_operand)?;
    match next.kind {
        TokenKind::Symbol(symbol @ (Symbol::Bang | Symbol::Tilde)) => {
            Err(Error::new("S0204").at(next.span).token_is(symbol.text()))
        }
        _ => Ok(next),
    }
}

/// How tightly an operator holds what is on its left; 0 ends the expression.
fn binding_power(token: &TokenKind) -> u8 {
    let TokenKind::Symbol(symbol) = token else {
        return 0;
    };
    match symbol {
        Symbol::OpenBracket | Symbol::OpenParen | Symbol::At | Symbol::Hash => 80,
        Symbol::Dot => 75,
        Symbol::OpenBrace => 70,
        Symbol::Star | Symbol::Slash | Symbol::Percent => 60,
        Symbol::Plus | Symbol::Minus | Symbol::Ampersand => 50,
        Symbol::Equal
        | Symbol::NotEqual
        | Symbol::Less
        | Symbol::LessEqual
        | Symbol::Greater
        | Symbol::GreaterEqual
        | Symbol::Caret
        | Symbol::Apply
        | Symbol::In => 40,
        Symbol::And => 30,
        Symbol::Or => 25,
        Symbol::Question => 20,
        Symbol::Bind => 10,
        _ => 0,
    }
}

impl Parser<'_> {
    /// Consumes the current token. `after_operand` says how a following `/` is to be read.
    fn advance(&mut self, after_operand: bool) -> Parse<Token> {
        let next = next_token(&mut self.tokens, after_operand)?;
        Ok(std::mem::replace(&mut self.token, next))
    }

    /// Consumes `symbol` or complains that it is not there.
    fn expect(&mut self, symbol: Symbol, after_operand: bool) -> Parse<()> {
        if self.sees(symbol) {
            self.advance(after_operand)?;
            return Ok(());
        }
        let code = if matches!(self.token.kind, TokenKind::End) {
            "S0203"
        } else {
            "S0202"
        };
        let error = Error::new(code).at(self.token.span);
        Err(error.token_is(self.token_value()).value_is(symbol.text()))
    }

    fn sees(&self, symbol: Symbol) -> bool {
        matches!(self.token.kind, TokenKind::Symbol(found) if found == symbol)
    }

    /// Consumes `symbol` if it is there.
    fn accepts(&mut self, symbol: Symbol) -> Parse<bool> {
        let found = self.sees(symbol);
        if found {
            self.advance(false)?;
        }
        Ok(found)
    }

    fn token_value(&self) -> Value {
        match &self.token.kind {
            TokenKind::Name(name) | TokenKind::Variable(name) => Value::from(name.clone()),
            TokenKind::Literal(value) => value.clone(),
            TokenKind::Regex { pattern, .. } => Value::from(pattern.clone()),
            TokenKind::Symbol(symbol) => Value::from(symbol.text()),
            TokenKind::End => Value::from("(end)"),
        }
    }

    fn expression(&mut self, right_power: u8) -> Parse<Ast> {
        self.depth += 1;
        self.check_depth(self.depth)?;
        let reached = std::mem::take(&mut self.reached);
        let token = self.advance(true)?;
        let mut left = self.operand(token)?;
        let mut height = self.reached + 1;
        while right_power < binding_power(&self.token.kind) {
            let token = self.advance(false)?;
            if let TokenKind::Symbol(symbol) = token.kind {
                left = self.extend(left, symbol, token.span)?;
                // What a call is made of stays below it; other links stand side by side.
                height = match symbol {
                    Symbol::OpenParen | Symbol::Apply | Symbol::Question => {
                        height.max(self.reached) + 1
                    }
                    _ => height.max(self.reached + 1),
                };
                self.check_depth(height)?;
            }
        }
        self.reached = reached.max(height);
        self.depth -= 1;
        Ok(left)
    }

    fn check_depth(&self, depth: usize) -> Parse<()> {
        if depth > MAX_SOURCE_DEPTH || self.stack.is_exhausted() {
            let message = format!("The expression nests deeper than {MAX_SOURCE_DEPTH} levels");
            return Err(Error::with_message("U1001", message).at(self.token.span));
        }
        Ok(())
    }

    /// What `token` begins, standing where an operand is due.
    fn operand(&mut self, token: Token) -> Parse<Ast> {
        let span = token.span;
        let kind = match token.kind {
            TokenKind::Name(name) => Kind::Name(name),
            TokenKind::Variable(name) => Kind::Variable(name),
            TokenKind::Literal(value) => Kind::Literal(value),
            TokenKind::Regex { pattern, flags } => Kind::Regex { pattern, flags },
            TokenKind::End => Kind::Missing,
            TokenKind::Symbol(symbol) => match symbol {
                Symbol::And | Symbol::Or | Symbol::In => Kind::Word(symbol),
                Symbol::Minus => Kind::Negate(Box::new(self.expression(70)?)),
                Symbol::Star => Kind::Wildcard,
                Symbol::DoubleStar => Kind::Descendants,
                Symbol::Percent => Kind::Parent,
                Symbol::OpenParen => self.block()?,
                Symbol::OpenBracket => self.array()?,
                Symbol::OpenBrace => Kind::Object(self.pairs()?),
                Symbol::Bar => self.transform()?,
                other => return Err(Error::new("S0211").at(span).token_is(other.text())),
            },
        };
        Ok(Ast::new(kind, span))
    }

    /// What `symbol` makes of the operand on its left.
    fn extend(&mut self, mut left: Ast, symbol: Symbol, span: Span) -> Parse<Ast> {
        let link = match symbol {
            Symbol::Dot => LinkKind::Step(self.expression(75)?),
            Symbol::OpenBracket => {
                if self.sees(Symbol::CloseBracket) {
                    left.mark_keep_array();
                    // Not after an operand, as in the reference: `[] / 2` reads a regex.
                    self.advance(false)?;
                    return Ok(left);
                }
                let filter = self.expression(0)?;
                self.expect(Symbol::CloseBracket, true)?;
                LinkKind::Filter(filter)
            }
            Symbol::OpenParen => return self.call(left, span),
            Symbol::OpenBrace => LinkKind::Group(self.pairs()?),
            Symbol::Caret => LinkKind::Sort(self.terms()?),
            Symbol::At => LinkKind::Focus(self.variable_behind(symbol)?),
            Symbol::Hash => LinkKind::Index(self.variable_behind(symbol)?),
            Symbol::Apply => LinkKind::Apply(self.expression(40)?),
            Symbol::Question => return self.condition(left, span),
            Symbol::Bind => {
                let place = left.blamed();
                let Kind::Variable(name) = left.kind else {
                    return Err(Error::new("S0212").at(place));
                };
                let value = Box::new(self.expression(9)?);
                return Ok(Ast::new(Kind::Bind { name, value }, span));
            }
            operator => {
                let power = binding_power(&TokenKind::Symbol(operator));
                LinkKind::Operator(operator, self.expression(power)?)
            }
        };
        Ok(left.extended(link, span))
    }

    fn variable_behind(&mut self, symbol: Symbol) -> Parse<Str> {
        let right = self.expression(80)?;
        match right.kind {
            Kind::Variable(name) => Ok(name),
            _ => Err(Error::new("S0214")
                .at(right.blamed())
                .token_is(symbol.text())),
        }
    }

    fn block(&mut self) -> Parse<Kind> {
        let mut expressions = Vec::new();
        while !self.sees(Symbol::CloseParen) {
            expressions.push(self.expression(0)?);
            if !self.accepts(Symbol::Semicolon)? {
                break;
            }
        }
        self.expect(Symbol::CloseParen, true)?;
        Ok(Kind::Block(expressions))
    }

    fn array(&mut self) -> Parse<Kind> {
        let mut items = Vec::new();
        if !self.sees(Symbol::CloseBracket) {
            loop {
                let item = self.expression(0)?;
                let span = self.token.span;
                items.push(if self.accepts(Symbol::DoubleDot)? {
                    let to = self.expression(0)?;
                    Ast::new(Kind::Range(Box::new(item), Box::new(to)), span)
                } else {
                    item
                });
                if !self.accepts(Symbol::Comma)? {
                    break;
                }
            }
        }
        self.expect(Symbol::CloseBracket, true)?;
        Ok(Kind::Array(items))
    }

    fn pairs(&mut self) -> Parse<Vec<(Ast, Ast)>> {
        let mut pairs = Vec::new();
        if !self.sees(Symbol::CloseBrace) {
            loop {
                let key = self.expression(0)?;
                self.expect(Symbol::Colon, false)?;
                pairs.push((key, self.expression(0)?));
                if !self.accepts(Symbol::Comma)? {
                    break;
                }
            }
        }
        self.expect(Symbol::CloseBrace, true)?;
        Ok(pairs)
    }

    fn terms(&mut self) -> Parse<Vec<Term>> {
        self.expect(Symbol::OpenParen, false)?;
        let mut terms = Vec::new();
        loop {
            let descending = !self.accepts(Symbol::Less)? && self.accepts(Symbol::Greater)?;
            let by = self.expression(0)?;
            terms.push(Term { descending, by });
            if !self.accepts(Symbol::Comma)? {
                break;
            }
        }
        self.expect(Symbol::CloseParen, false)?;
        Ok(terms)
    }

    fn condition(&mut self, condition: Ast, span: Span) -> Parse<Ast> {
        let then = Box::new(self.expression(0)?);
        let otherwise = if self.accepts(Symbol::Colon)? {
            Some(Box::new(self.expression(0)?))
        } else {
            None
        };
        let condition = Box::new(condition);
        Ok(Ast::new(
            Kind::Condition {
                condition,
                then,
                otherwise,
            },
            span,
        ))
    }

    fn transform(&mut self) -> Parse<Kind> {
        let pattern = Box::new(self.expression(0)?);
        self.expect(Symbol::Bar, false)?;
        let update = Box::new(self.expression(0)?);
        let delete = if self.accepts(Symbol::Comma)? {
            Some(Box::new(self.expression(0)?))
        } else {
            None
        };
        self.expect(Symbol::Bar, false)?;
        Ok(Kind::Transform {
            pattern,
            update,
            delete,
        })
    }

    fn call(&mut self, left: Ast, span: Span) -> Parse<Ast> {
        let mut arguments = Vec::new();
        if !self.sees(Symbol::CloseParen) {
            loop {
                let place = self.token.span;
                if self.accepts(Symbol::Question)? {
                    arguments.push(Ast::new(Kind::Placeholder, place));
                } else {
                    arguments.push(self.expression(0)?);
                }
                if !self.accepts(Symbol::Comma)? {
                    break;
                }
            }
        }
        self.expect(Symbol::CloseParen, true)?;
        match &left.kind {
            Kind::Name(name) if *name == "function" || *name == "λ" => {
                self.lambda(arguments, span)
            }
            _ => Ok(left.extended(LinkKind::Call(arguments), span)),
        }
    }

    fn lambda(&mut self, arguments: Vec<Ast>, span: Span) -> Parse<Ast> {
        let mut parameters = Vec::with_capacity(arguments.len());
        for (at, argument) in arguments.into_iter().enumerate() {
            let place = argument.blamed();
            match argument.kind {
                Kind::Variable(name) => parameters.push(name),
                _ => return Err(Error::new("S0208").at(place).value_is(at + 1)),
            }
        }
        let signature = if self.sees(Symbol::Less) {
            Some(self.signature()?)
        } else {
            None
        };
        self.expect(Symbol::OpenBrace, false)?;
        let body = self.expression(0)?;
        self.expect(Symbol::CloseBrace, false)?;
        let lambda = LambdaAst {
            parameters,
            signature,
            body,
        };
        Ok(Ast::new(Kind::Lambda(Box::new(lambda)), span))
    }

    /// Glues the tokens of a signature together up to its closing bracket.
    fn signature(&mut self) -> Parse<Str> {
        let place = self.token.span;
        let mut text = String::from("<");
        // Without what means nothing in a signature and would not read as the same tokens when printed.
        let mut kept = text.clone();
        let mut depth = 1_usize;
        while depth > 0
            && !self.sees(Symbol::OpenBrace)
            && !matches!(self.token.kind, TokenKind::End)
        {
            self.advance(false)?;
            match self.token.kind {
                TokenKind::Symbol(Symbol::Greater) => depth -= 1,
                TokenKind::Symbol(Symbol::Less) => depth += 1,
                _ => {}
            }
            match self.token_value() {
                Value::String(part) => {
                    let is_symbol = matches!(self.token.kind, TokenKind::Symbol(_));
                    let letters = part
                        .chars()
                        .filter(|letter| is_symbol || letter.is_ascii_alphabetic());
                    kept.extend(letters);
                    text.push_str(&part);
                }
                other => text.push_str(&other.to_json()),
            }
        }
        self.expect(Symbol::Greater, false)?;
        if let Err(error) = Signature::parse(&text) {
            let at = place.end + u32::try_from(error.offset).unwrap_or(0);
            let span = Span { start: at, end: at };
            return Err(Error::new(error.code).at(span).value_is(error.value));
        }
        Ok(Str::from(kept))
    }
}
