//! A text that was read, and where each of its JSON values stands.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use jsonc_parser::ast::{ObjectPropName, Value as Node};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::diagnostic::{Diagnostic, Label};

/// Larger files are no scenarios: a network of 20,000 places takes about 10 MB.
const LARGEST: u64 = 256 * 1024 * 1024;

#[derive(Debug, Clone)]
pub struct Source {
    /// As given on the command line or in a file.
    pub name: String,
    pub text: String,
}

impl Source {
    /// Reads a text file; says what is in the way otherwise.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let fault = |reason: &str| Diagnostic::error("unreadable-file", format!("{name} {reason}"));
        let io = |error: std::io::Error| fault(&format!("cannot be read: {error}"));
        let file = File::open(path).map_err(io)?;
        let kind = file.metadata().map_err(io)?;
        if kind.is_dir() {
            return Err(fault("is a directory, not a file"));
        }
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > LARGEST {
            return Err(fault(&format!("is larger than {} MiB", LARGEST / 1024 / 1024)));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Err(fault(&format!("is not UTF-8 text: byte {at} fits no character")))
            }
        }
    }

    /// The JSON value in the text, with every duplicate key.
    ///
    /// # Errors
    /// The first thing in the text that is no JSON.
    pub fn json(&self) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
        if self.text.trim().is_empty() {
            let empty = Diagnostic::error("empty-file", format!("{} is empty", self.name));
            return Err(empty.help("expected a JSON object".to_owned()));
        }
        let value: Value = serde_json::from_str(&self.text).map_err(|error| self.syntax(&error))?;
        let mut duplicates = Vec::new();
        self.with_ast(|root| find_duplicates(root, "", &mut duplicates));
        let report = |(key, pointer, span): (String, String, Range<usize>)| {
            Diagnostic::error("duplicate-key", format!("the key `{key}` stands twice in the same object"))
                .at(Some(Label::new(self, span).about(pointer)))
                .help("keep one of the two".to_owned())
        };
        Ok((value, duplicates.into_iter().map(report).collect()))
    }

    fn syntax(&self, error: &serde_json::Error) -> Diagnostic {
        let start =
            self.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = (start + error.column().saturating_sub(1)).min(self.text.len());
        let said = error.to_string();
        let message = said.split(" at line ").next().unwrap_or(&said).to_owned();
        let around = &self.text.as_bytes()[at.saturating_sub(9)..self.text.len().min(at + 9)];
        let not_a_number = [&b"NaN"[..], b"Infinity", b"inf"]
            .iter()
            .any(|word| around.windows(word.len()).any(|w| &w == word));
        Diagnostic::error("invalid-json", format!("this is not JSON: {message}"))
            .at(Some(Label::new(self, at..at + 1)))
            .help(
                not_a_number.then(|| {
                    "JSON has no NaN and no infinity: give a number, or leave the key out".to_owned()
                }),
            )
    }

    /// Byte range of the value that `pointer` names, or of the nearest value around it.
    pub fn locate(&self, pointer: &str) -> Option<Range<usize>> {
        self.find(pointer, false)
    }

    /// Byte range of the key `key` of the object that `pointer` names.
    pub fn locate_key(&self, pointer: &str, key: &str) -> Option<Range<usize>> {
        self.find(&format!("{pointer}/{}", escape(key)), true)
    }

    fn find(&self, pointer: &str, key: bool) -> Option<Range<usize>> {
        let mut found = None;
        self.with_ast(|root| {
            let mut at = root;
            let mut key_span = None;
            for part in pointer.split('/').skip(1).map(unescape) {
                let next = match at {
                    Node::Object(object) => {
                        object.properties.iter().find(|p| p.name.as_str() == part).map(|p| {
                            key_span = Some(name_range(&p.name));
                            &p.value
                        })
                    }
                    Node::Array(array) => part.parse::<usize>().ok().and_then(|i| array.elements.get(i)),
                    _ => None,
                };
                match next {
                    Some(next) => at = next,
                    None => break,
                }
            }
            let whole = at.range();
            found =
                if key { key_span.or(Some(whole.start..whole.end)) } else { Some(whole.start..whole.end) };
        });
        found
    }

    /// Only texts that serde_json has accepted come here, so nesting is bounded by its limit.
    fn with_ast(&self, visit: impl FnOnce(&Node)) {
        let collect =
            CollectOptions { comments: jsonc_parser::CommentCollectionStrategy::Off, tokens: false };
        if let Ok(parsed) = parse_to_ast(&self.text, &collect, &ParseOptions::default())
            && let Some(root) = &parsed.value
        {
            visit(root);
        }
    }
}

fn name_range(name: &ObjectPropName) -> Range<usize> {
    let range = name.range();
    range.start..range.end
}

/// Keys that stand twice, each with its pointer and its place.
fn find_duplicates(node: &Node, pointer: &str, found: &mut Vec<(String, String, Range<usize>)>) {
    match node {
        Node::Object(object) => {
            let mut seen = std::collections::HashSet::new();
            for property in &object.properties {
                let key = property.name.as_str();
                let own = format!("{pointer}/{}", escape(key));
                find_duplicates(&property.value, &own, found);
                if !seen.insert(key) {
                    found.push((key.to_owned(), own, name_range(&property.name)));
                }
            }
        }
        Node::Array(array) => {
            for (number, element) in array.elements.iter().enumerate() {
                find_duplicates(element, &format!("{pointer}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// A key as part of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

pub fn unescape(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}
