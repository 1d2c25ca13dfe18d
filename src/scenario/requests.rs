//! Requests of readers of a plan: what they want kept, moved or not at all, each with its author and
//! reason. They are laid over a scenario like `--set`: their entries follow those that the scenario
//! has in `accreditation` and `retention`.

use std::fmt;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::diagnostic::{Diagnostic, Label};
use super::document::{Document, Place};
use super::resolve::Context;
use super::source::Source;
use super::structure;
use super::{Family, Scenario, State};

/// Requests and comments of a reader of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestsFile {
    /// Version of this format: 1.
    pub schema_version: u32,
    /// Name of the scenario whose plan was read.
    pub scenario: String,
    /// Who asks.
    pub author: String,
    pub requests: Vec<RequestFile>,
}

/// One request or comment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestFile {
    pub kind: RequestKind,
    /// Id of the country that it is about; absent: it is about an office, or about the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Host of the office that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Tier at which an office is to be kept; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Why, in words; of a comment: the comment.
    pub reason: String,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RequestKind {
    /// The country stays with this office; without a country: the office stays.
    Keep,
    /// The country goes to this office.
    Move,
    /// The country is not covered by this office; without a country: no office stands there.
    Object,
    /// Words only; no rule comes of it.
    Comment,
}

/// A request that was read.
#[derive(Debug, Clone)]
pub struct Request {
    /// As given on the command line.
    pub file: String,
    /// Name of the scenario whose plan was read.
    pub scenario: String,
    pub author: String,
    pub asked: RequestFile,
    pub fate: Fate,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// An entry of this list of this rule family.
    Rule(&'static str, &'static str),
    /// The list has it already.
    Known(&'static str, &'static str),
    /// Words only.
    Read,
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RequestFile { country, office, tier, reason, .. } = &self.asked;
        match self.fate {
            Fate::Rule(family, list) => write!(f, "{family}.{list}: ")?,
            Fate::Known(family, list) => write!(f, "{family}.{list} has it already: ")?,
            Fate::Read => f.write_str("comment, no rule: ")?,
        }
        let things = [country, office, tier].into_iter().flatten();
        let things: Vec<&str> = things.map(String::as_str).collect();
        if !things.is_empty() {
            write!(f, "{}: ", things.join(", "))?;
        }
        write!(f, "{} ({})", reason.trim(), self.author.trim())
    }
}

impl RequestFile {
    fn rule(&self) -> Option<(&'static str, &'static str)> {
        match (self.kind, &self.country) {
            (RequestKind::Keep | RequestKind::Move, Some(_)) => Some(("accreditation", "required")),
            (RequestKind::Object, Some(_)) => Some(("accreditation", "forbidden")),
            (RequestKind::Keep | RequestKind::Move, None) => Some(("retention", "keep")),
            (RequestKind::Object, None) => Some(("retention", "close")),
            (RequestKind::Comment, _) => None,
        }
    }

    fn entry(&self, author: &str) -> Value {
        let texts = [("country", &self.country), ("office", &self.office), ("tier", &self.tier)];
        let own = texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text.as_ref()?))));
        let mut entry: Map<String, Value> = own.collect();
        entry.insert("reason".into(), json!(self.reason.trim()));
        entry.insert("author".into(), json!(author.trim()));
        Value::Object(entry)
    }
}

/// Reads the files and lays what they ask for over the document.
///
/// # Errors
/// Everything that is wrong with them.
pub fn lay_over(document: &mut Document, paths: &[PathBuf]) -> Result<Vec<Request>, Vec<Diagnostic>> {
    let (mut requests, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match read(path) {
            Ok((source, file)) => {
                let name = source.name.clone();
                let source = document.add_requests(source);
                for (number, asked) in file.requests.into_iter().enumerate() {
                    let fate = asked.rule().map_or(Fate::Read, |(family, list)| {
                        let place = Place { source, pointer: format!("/requests/{number}") };
                        match document.append(family, list, asked.entry(&file.author), place) {
                            true => Fate::Rule(family, list),
                            false => Fate::Known(family, list),
                        }
                    });
                    requests.push(Request {
                        file: name.clone(),
                        scenario: file.scenario.clone(),
                        author: file.author.clone(),
                        asked,
                        fate,
                    });
                }
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(requests) } else { Err(faults) }
}

fn read(path: &Path) -> Result<(Source, RequestsFile), Vec<Diagnostic>> {
    let source = Source::read(path).map_err(|fault| vec![fault])?;
    let (value, mut faults) = source.json().map_err(|fault| vec![fault])?;
    faults.extend(structure::check_alone(&schema(), &source, &value));
    if !faults.is_empty() {
        return Err(faults);
    }
    let file: RequestsFile = serde_json::from_value(value).expect("it fits the schema of its type");
    let faults = incomplete(&source, &file);
    if faults.is_empty() { Ok((source, file)) } else { Err(faults) }
}

/// What each kind of request needs beyond the schema.
fn incomplete(source: &Source, file: &RequestsFile) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut report = |code, message: String, pointer: &str| {
        let label = source.locate(pointer).map(|span| Label::new(source, span));
        faults.push(Diagnostic::error(code, message).at(label));
    };
    if file.schema_version != 1 {
        let message = "this version of purview reads schema_version 1";
        report("unknown-version", message.into(), "/schema_version");
    }
    if file.author.trim().is_empty() {
        report("missing-key", "requests need an `author`".into(), "/author");
    }
    for (number, asked) in file.requests.iter().enumerate() {
        let at = format!("/requests/{number}");
        let mut need = |is_there: bool, what: &str| {
            if !is_there {
                report("missing-key", format!("this request lacks {what}"), &at);
            }
        };
        need(!asked.reason.trim().is_empty(), "a `reason` in words");
        need(asked.kind != RequestKind::Move || asked.country.is_some(), "the `country` that is to move");
        need(asked.kind == RequestKind::Comment || asked.office.is_some(), "the `office`");
    }
    faults
}

/// Requests that will come to nothing: made on another scenario, or of a family that is not enforced.
pub fn check(context: &Context, scenario: &Scenario, requests: &[Request]) {
    for group in requests.chunk_by(|a, b| a.file == b.file) {
        let (file, other) = (&group[0].file, &group[0].scenario);
        if *other != scenario.name {
            let message = format!("the requests in {file} were made on a plan of `{other}`");
            context.report(Diagnostic::warning("other-scenario", message));
        }
    }
    for family in [Family::Accreditation, Family::Retention] {
        let is_asked = |r: &Request| matches!(r.fate, Fate::Rule(name, _) if name == family.name());
        let state = scenario.rules.state(family);
        if state != State::Hard && requests.iter().any(is_asked) {
            let message = format!("`{family}` is `{state}`, so what is asked for is not enforced");
            let help = format!("set `{family}.state` to `hard`");
            context.report(Diagnostic::warning("idle-requests", message).help(help));
        }
    }
}

/// The JSON Schema of a file of requests.
pub fn schema() -> Value {
    schemars::schema_for!(RequestsFile).to_value()
}
