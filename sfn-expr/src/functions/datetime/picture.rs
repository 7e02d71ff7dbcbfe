//! Pictures of dates and times: text with markers in square brackets.

use crate::error::Error;
use crate::functions::format_integer::{Case, IntegerPicture, PictureKind, parse_int};

/// A piece of a picture.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Literal(String),
    Marker(Box<Marker>),
}

/// A component of a date and how it is to be shown.
#[derive(Clone, Debug)]
pub(super) struct Marker {
    pub(super) component: char,
    /// Shown as a name, in this case.
    pub(super) names: Option<Case>,
    pub(super) integer: Option<IntegerPicture>,
    /// The modifier `t`: a zone of zero is `Z`.
    pub(super) is_traditional: bool,
    /// The longest that a name may be.
    pub(super) longest: Option<usize>,
    /// How many digits a year, month or day has.
    pub(super) digits: Option<usize>,
}

/// The presentation of a component for which none is given.
fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'F' | 'P' | 'C' | 'E' => "n",
        'm' | 's' => "01",
        'Z' | 'z' => "01:01",
        _ => return None,
    })
}

/// Takes a picture apart.
pub(super) fn parse(picture: &str) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    let mut rest = picture;
    loop {
        let Some(open) = rest.find('[') else {
            push_literal(&mut parts, rest);
            return Ok(parts);
        };
        push_literal(&mut parts, &rest[..open]);
        rest = &rest[open + 1..];
        if let Some(behind) = rest.strip_prefix('[') {
            parts.push(Part::Literal("[".to_owned()));
            rest = behind;
            continue;
        }
        let Some(close) = rest.find(']') else {
            return Err(Error::new("D3135"));
        };
        let marker: String = rest[..close].split_whitespace().collect();
        parts.push(Part::Marker(Box::new(parse_marker(&marker)?)));
        rest = &rest[close + 1..];
    }
}

fn push_literal(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Literal(text.replace("]]", "]")));
    }
}

fn parse_marker(marker: &str) -> Result<Marker, Error> {
    let mut letters = marker.chars();
    let component = letters.next();
    let behind = letters.as_str();
    let (presentation, width) = match behind.rsplit_once(',') {
        Some((presentation, width)) => (presentation, Some(width)),
        None => (behind, None),
    };
    let (least, longest) = match width {
        Some(width) => match width.split_once('-') {
            Some((least, most)) => (parse_width(least), parse_width(most)),
            None => (parse_width(width), None),
        },
        None => (None, None),
    };
    let (presentation, modifier) = match presentation.char_indices().next_back() {
        Some((at, modifier)) if at > 0 && "atco".contains(modifier) => {
            (&presentation[..at], Some(modifier))
        }
        _ => (presentation, None),
    };
    let unknown = || {
        let name = component.map(String::from).unwrap_or_default();
        Error::new("D3132").value_is(name)
    };
    let component = component.ok_or_else(unknown)?;
    let presentation = if presentation.is_empty() {
        default_presentation(component).ok_or_else(unknown)?
    } else {
        presentation
    };
    let names = match presentation.as_bytes() {
        [b'n', ..] => Some(Case::Lower),
        [b'N', b'n', ..] => Some(Case::Title),
        [b'N', ..] => Some(Case::Upper),
        _ => None,
    };
    let mut marker = Marker {
        component,
        names,
        integer: None,
        is_traditional: modifier == Some('t'),
        longest,
        digits: None,
    };
    if names.is_none() && "YMDdFWwXxHhmsf".contains(component) {
        let modified = modifier.map(|modifier| format!("{presentation};{modifier}"));
        let mut integer = IntegerPicture::parse(modified.as_deref().unwrap_or(presentation))?;
        if let PictureKind::Decimal(decimal) = &mut integer.kind {
            decimal.mandatory = decimal.mandatory.max(least.unwrap_or(0));
            if "YMD".contains(component) {
                match longest {
                    Some(longest) => {
                        decimal.mandatory = longest;
                        marker.digits = Some(longest);
                    }
                    None => {
                        let width = decimal.mandatory + decimal.optional;
                        marker.digits = (width >= 2).then_some(width);
                    }
                }
            }
        } else if "YMD".contains(component) {
            marker.digits = longest;
        }
        marker.integer = Some(integer);
    }
    if matches!(component, 'Z' | 'z') {
        marker.integer = Some(IntegerPicture::parse(presentation)?);
    }
    Ok(marker)
}

/// No component has more digits or letters than this.
const MAX_WIDTH: usize = 1_000;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn parse_width(text: &str) -> Option<usize> {
    let width = parse_int(text);
    (text != "*" && width >= 0.0).then_some((width as usize).min(MAX_WIDTH))
}
