//! What is wrong with an input, with its place: file, line, column, the line itself, what was
//! expected and, where something is close, "did you mean".

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::source::Source;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
}

/// Where in a file, with the line itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line, or the part of a long one around the place.
    pub text: String,
    /// Of a workbook: the cell.
    #[serde(flatten)]
    pub cell: Option<Cell>,
    /// Byte range of the place within `text`.
    #[serde(skip)]
    pub span: Range<usize>,
    /// What stands there, as a pointer into the merged scenario, if it is known.
    #[serde(skip)]
    pub pointer: Option<String>,
}

/// A cell of a workbook. Numbers count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub sheet: String,
    pub row: usize,
    pub column: usize,
}

impl Cell {
    /// As a spreadsheet names it, for instance `F12`.
    pub fn name(&self) -> String {
        let mut letters = Vec::new();
        let mut left = self.column;
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        letters.iter().rev().collect::<String>() + &self.row.to_string()
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, self.name())
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("sheet", &self.sheet)?;
        map.serialize_entry("cell", &self.name())?;
        map.end()
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable name of the kind of finding, for instance `unknown-country`.
    pub code: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Box<Label>>,
    /// What was expected, or what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Longest part of a line that is shown, in bytes.
const WIDEST: usize = 160;

impl Label {
    /// The place of `span`, a byte range of the text of `source`; only its first line is shown.
    pub fn new(source: &Source, span: Range<usize>) -> Self {
        let text = &source.text;
        let start = floor_boundary(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        let is_long = line_end - line_start > WIDEST;
        let first = if is_long { line_start.max(start.saturating_sub(WIDEST / 2)) } else { line_start };
        let from = floor_boundary(text, first);
        let to = floor_boundary(text, line_end.min(from + WIDEST)).max(start);
        let end = floor_boundary(text, span.end.clamp(start, to));
        Self {
            file: source.name.clone(),
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            text: text[from..to].to_owned(),
            span: start - from..end - from,
            cell: None,
            pointer: None,
        }
    }

    /// What `text` shows stands in this cell.
    #[must_use]
    pub fn in_cell(mut self, cell: Cell) -> Self {
        (self.line, self.column) = (cell.row, cell.column);
        self.cell = Some(cell);
        self
    }

    #[must_use]
    pub fn about(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same file, sheet, line and column.
    pub fn is_same_place(&self, other: &Label) -> bool {
        self.place() == other.place()
    }

    /// File, sheet, line and column, to sort by.
    pub fn place(&self) -> (&str, Option<&str>, usize, usize) {
        (&self.file, self.cell.as_ref().map(|cell| cell.sheet.as_str()), self.line, self.column)
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Diagnostic {
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), at: None, help: None }
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    #[must_use]
    pub fn at(mut self, label: Option<Label>) -> Self {
        self.at = label.map(Box::new);
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// As a reader on a terminal sees it.
    pub fn render(&self, colour: bool) -> String {
        let level = if self.is_error() { Level::ERROR } else { Level::WARNING };
        let mut group = level
            .primary_title(self.message.as_str())
            .id(self.code)
            .elements(std::iter::empty::<annotate_snippets::Message>());
        if let Some(label) = &self.at {
            let snippet = Snippet::source(label.text.as_str())
                .line_start(label.line)
                .annotation(AnnotationKind::Primary.span(label.span.clone()));
            let column_shown = label.text[..label.span.start].chars().count() + 1;
            // The renderer counts columns in what is shown, which may be a part of the line.
            group = if let Some(cell) = &label.cell {
                group.element(Origin::path(format!("{}, {cell}", label.file))).element(snippet)
            } else if column_shown == label.column {
                group.element(snippet.path(label.file.as_str()))
            } else {
                let origin = Origin::path(label.file.as_str()).line(label.line).char_column(label.column);
                group.element(origin).element(snippet)
            };
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// `did you mean ...` for the nearest of `known`, if one is near enough; else the list, if short.
pub fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let lower = word.to_lowercase();
    let nearest = known
        .iter()
        .map(|k| (strsim::osa_distance(&lower, &k.to_lowercase()), *k))
        .min_by_key(|&(distance, _)| distance);
    match nearest {
        Some((distance, nearest)) if distance <= 1.max(word.chars().count() / 3) => {
            Some(format!("did you mean `{nearest}`?"))
        }
        _ if !known.is_empty() && known.len() <= 20 => Some(format!("expected one of: {}", known.join(", "))),
        _ => None,
    }
}
