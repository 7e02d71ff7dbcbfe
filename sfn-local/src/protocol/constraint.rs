//! What the parameters of requests may be (botocore's service model): lengths, patterns, ranges.

/// What a text may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// The least number of characters.
    pub min: usize,
    /// The most characters.
    pub max: usize,
    /// Whether errors must not show it.
    pub is_secret: bool,
    pub pattern: Option<Pattern>,
}

/// A regular expression, in the model's words and in ours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    pub text: &'static str,
    pub matches: fn(&str) -> bool,
}

impl Text {
    const fn within(min: usize, max: usize) -> Self {
        Self {
            min,
            max,
            is_secret: false,
            pattern: None,
        }
    }

    const fn secret(min: usize, max: usize) -> Self {
        Self {
            is_secret: true,
            ..Self::within(min, max)
        }
    }

    const fn like(self, text: &'static str, matches: fn(&str) -> bool) -> Self {
        Self {
            pattern: Some(Pattern { text, matches }),
            ..self
        }
    }
}

pub(crate) const NAME: Text = Text::within(1, 80);
pub(crate) const ARN: Text = Text::within(1, 256);
pub(crate) const LONG_ARN: Text = Text::within(1, 2000);
pub(crate) const DEFINITION: Text = Text::secret(1, 1_048_576);
pub(crate) const PAYLOAD: Text = Text::secret(0, 262_144);
pub(crate) const ERROR: Text = Text::secret(0, 256);
pub(crate) const CAUSE: Text = Text::secret(0, 32_768);
pub(crate) const DESCRIPTION: Text = Text::secret(0, 256);
pub(crate) const STATE_NAME: Text = Text::secret(1, 80);
pub(crate) const TASK_TOKEN: Text = Text::within(1, 2048);
pub(crate) const PAGE_TOKEN: Text = Text::within(1, 1024);
pub(crate) const EXECUTIONS_PAGE_TOKEN: Text = Text::within(1, 3096);
pub(crate) const TAG_KEY: Text = Text::within(1, 128);
pub(crate) const TAG_VALUE: Text = Text::within(0, 256);
pub(crate) const KMS_KEY: Text = Text::within(1, 2048);
pub(crate) const ANY: Text = Text::within(0, usize::MAX);
pub(crate) const TRACE_HEADER: Text = Text::within(0, 256).like(r"\p{ASCII}*", str::is_ascii);
pub(crate) const CLIENT_TOKEN: Text = Text::within(1, 64).like("[!-~]+", |text| {
    text.bytes().all(|byte| byte.is_ascii_graphic())
});
pub(crate) const ALIAS_NAME: Text =
    Text::within(1, 80).like(r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$", |text| {
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || b"_-.".contains(&byte);
        text.bytes()
            .all(|byte| is_letter(byte) || byte.is_ascii_digit())
            && text.bytes().any(is_letter)
    });
