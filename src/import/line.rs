//! A narrative as it was found: its paragraphs in order, before anybody knows which of them are headings.

/// A paragraph of a text or of a Word file, without white space at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its characters.
    pub text: String,
    /// Where it stands: 第 5 行, 第 5 段.
    pub place: String,
    /// What its looks say that it is; plain text says nothing.
    pub look: Look,
}

/// What the style of a paragraph says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Nothing.
    #[default]
    Plain,
    /// The title of the report.
    Title,
    /// A heading of that level, 1 to 4.
    Heading(u8),
    /// A paragraph whose first bytes are a heading of that level that runs in with it.
    RunIn(u8, usize),
    /// 署名.
    Organ,
    /// 成文日期.
    Date,
    /// The first line of 附件说明.
    Attachment,
    /// A further line of 附件说明.
    AttachmentNext,
}

/// What an import has to say to the person who ran it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What was taken for granted because nothing said it.
    pub guessed: Vec<String>,
    /// What could not be taken over as it was.
    pub left: Vec<String>,
    /// Values of heading rows that are the sums of their kinds.
    pub totals: usize,
}

impl Line {
    /// A paragraph that says nothing of its looks.
    #[must_use]
    pub fn plain(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: place.into(),
            look: Look::Plain,
        }
    }
}

/// The first characters of a text, for a message.
#[must_use]
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 16;
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(MOST).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("「{start}{more}」")
}
