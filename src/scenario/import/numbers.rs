//! A file as a run of words, each with its place.

use std::ops::Range;

use crate::scenario::diagnostic::{Diagnostic, Label};
use crate::scenario::source::Source;

/// More pairs of a country and a site than a scenario should hold: 5,000 times 5,000.
const MOST_PAIRS: usize = 25_000_000;
/// More staff-months than a country may ask for.
const MOST_DEMAND: f64 = 1e6;
/// More than an office may be said to carry.
const MOST_CAPACITY: f64 = 1e9;
const MOST_PRICE: f64 = 1e12;

pub struct Numbers<'s> {
    source: &'s Source,
    /// Where the next word is looked for.
    at: usize,
    /// Between words, beside white space.
    separators: &'static [char],
}

impl<'s> Numbers<'s> {
    pub fn new(source: &'s Source) -> Self {
        Self { source, at: 0, separators: &[] }
    }

    pub fn separated_by(mut self, separators: &'static [char]) -> Self {
        self.separators = separators;
        self
    }

    fn is_between(&self, c: char) -> bool {
        c.is_whitespace() || self.separators.contains(&c)
    }

    fn peek(&self) -> Option<Range<usize>> {
        let rest = &self.source.text[self.at..];
        let start = self.at + rest.find(|c| !self.is_between(c))?;
        let word = &self.source.text[start..];
        Some(start..start + word.find(|c| self.is_between(c)).unwrap_or(word.len()))
    }

    /// The next word and its place.
    pub fn word(&mut self, what: &str) -> Result<(&'s str, Range<usize>), Diagnostic> {
        let Some(span) = self.peek() else {
            let message = format!("the file ends where {what} was expected");
            let end = self.source.text.trim_end().len();
            return Err(self.fault("unexpected-end", message, end..end + 1));
        };
        self.at = span.end;
        Ok((&self.source.text[span.clone()], span))
    }

    pub fn fault(&self, code: &'static str, message: String, span: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message).at(Some(Label::new(self.source, span)))
    }

    fn out_of_range(&self, what: &str, word: &str, expected: &str, span: Range<usize>) -> Diagnostic {
        self.fault("out-of-range", format!("{what} of {word} is out of range: expected {expected}"), span)
    }

    /// Any finite number.
    pub fn number(&mut self, what: &str) -> Result<f64, Diagnostic> {
        Ok(self.placed(what)?.0)
    }

    fn placed(&mut self, what: &str) -> Result<(f64, &'s str, Range<usize>), Diagnostic> {
        let (word, span) = self.word(what)?;
        match word.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) => Ok((number, word, span)),
            None => {
                let shown: String = word.chars().take(40).collect();
                Err(self.fault("wrong-type", format!("expected {what}, a number, found `{shown}`"), span))
            }
        }
    }

    fn between(&mut self, what: &str, least: f64, most: f64) -> Result<f64, Diagnostic> {
        let (number, word, span) = self.placed(what)?;
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        Err(self.out_of_range(what, word, &format!("{least} to {most:e}"), span))
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&mut self, what: &str, least: usize, most: usize) -> Result<usize, Diagnostic> {
        let (number, word, span) = self.placed(what)?;
        if number.fract() == 0.0 && (least as f64..=most as f64).contains(&number) {
            return Ok(number as usize);
        }
        Err(self.out_of_range(what, word, &format!("a whole number, {least} to {most}"), span))
    }

    /// How many there are of something.
    pub fn count(&mut self, what: &str) -> Result<usize, Diagnostic> {
        self.whole(what, 1, MOST_PAIRS)
    }

    /// A demand or a capacity: what a scenario holds is thousandths.
    fn workload(&mut self, what: &str, most: f64) -> Result<f64, Diagnostic> {
        let (number, word, span) = self.placed(what)?;
        if !(0.0..most).contains(&number) {
            return Err(self.out_of_range(what, word, &format!("0 to {most:e}"), span));
        }
        let thousandths = number * 1000.0;
        if (thousandths - thousandths.round()).abs() > 1e-6 * thousandths.max(1.0) {
            return Err(self.out_of_range(what, word, "at most three decimals", span));
        }
        Ok(number)
    }

    pub fn demand(&mut self) -> Result<f64, Diagnostic> {
        self.workload("a demand", MOST_DEMAND)
    }

    pub fn capacity(&mut self) -> Result<f64, Diagnostic> {
        self.workload("a capacity", MOST_CAPACITY)
    }

    pub fn price(&mut self, what: &str) -> Result<f64, Diagnostic> {
        self.between(what, 0.0, MOST_PRICE)
    }

    /// Refuses what no scenario should hold, before any of it is stored.
    pub fn room_for(&self, places: usize, sites: usize) -> Result<(), Diagnostic> {
        match places.checked_mul(sites) {
            Some(pairs) if pairs <= MOST_PAIRS => Ok(()),
            _ => {
                let message = format!("{places} places and {sites} sites are more pairs than {MOST_PAIRS}");
                Err(self.fault("out-of-range", message, 0..self.at))
            }
        }
    }

    /// Nothing but white space is left.
    pub fn finish(&self) -> Result<(), Diagnostic> {
        match self.peek() {
            None => Ok(()),
            Some(span) => {
                let message = "the file goes on where it should end: its counts promise no more";
                Err(self.fault("trailing-text", message.into(), span))
            }
        }
    }

    /// Skips the rest of the line.
    pub fn skip_line(&mut self) {
        let rest = &self.source.text[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// Skips lines that start with `mark`.
    pub fn skip_lines_from(&mut self, mark: char) {
        while self.peek().is_some_and(|span| self.source.text[span.start..].starts_with(mark)) {
            self.skip_line();
        }
    }

    pub fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }
}
