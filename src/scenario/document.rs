//! The layers of a scenario (what it extends, itself, `--set`, its organisation model), merged, with
//! the way back from each merged value to the place that it came from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Family;
use super::diagnostic::{Diagnostic, Label};
use super::source::{Source, escape};

/// Where a scenario is read from.
#[derive(Debug, Clone)]
pub enum Entry {
    File(PathBuf),
    /// A text without a folder; paths in it start from the current one.
    Text {
        name: String,
        text: String,
    },
}

struct Layer {
    source: Source,
    value: Value,
    /// For `--set`: the whole text is the place of everything in it.
    is_set: bool,
}

/// A value in a file of requests.
pub struct Place {
    /// Number of the file; see [`Document::add_requests`].
    pub source: usize,
    pub pointer: String,
}

pub struct Document {
    /// Lowest first.
    layers: Vec<Layer>,
    model: Option<Layer>,
    /// Files of requests, and where each entry that came of one stands in them.
    requests: Vec<Source>,
    appended: BTreeMap<String, Place>,
    /// The scenario, its `organisation` complete and its `rules` over the model's.
    pub merged: Value,
    /// Keys that stand twice. Which of the two is meant is open; the rest can be read.
    pub duplicates: Vec<Diagnostic>,
}

const PATHS: [&str; 5] =
    ["/model", "/data/countries/file", "/data/offices/file", "/data/borders/file", "/data/shapes/file"];

impl Document {
    pub fn read(entry: &Entry, set: &[String]) -> Result<Self, Vec<Diagnostic>> {
        let mut layers = Vec::new();
        let mut faults = Vec::new();
        match entry {
            Entry::File(path) => read_chain(path, &mut Vec::new(), None, &mut layers, &mut faults),
            Entry::Text { name, text } => {
                let source = Source { name: name.clone(), text: text.clone() };
                read_layer(source, Path::new(""), &mut Vec::new(), &mut layers, &mut faults);
            }
        }
        for text in set {
            match set_layer(text) {
                Ok(layer) => layers.push(layer),
                Err(fault) => faults.push(fault),
            }
        }
        if layers.iter().any(|layer| !layer.is_set && !layer.value.is_object()) {
            for layer in layers.iter().filter(|layer| !layer.value.is_object()) {
                let span = layer.source.locate("").unwrap_or(0..1);
                faults.push(
                    Diagnostic::error("wrong-type", "a scenario is a JSON object")
                        .at(Some(Label::new(&layer.source, span.start..span.start + 1))),
                );
            }
            return Err(faults);
        }
        let mut merged = Value::Object(Map::new());
        layers.iter().for_each(|layer| json_patch::merge(&mut merged, &layer.value));
        let mut document = Self {
            layers,
            model: None,
            requests: Vec::new(),
            appended: BTreeMap::new(),
            merged,
            duplicates: Vec::new(),
        };
        document.read_model(&mut faults);
        if faults.iter().any(|fault| fault.code != "duplicate-key") {
            return Err(faults);
        }
        document.duplicates = faults;
        document.merge_organisation();
        Ok(document)
    }

    fn read_model(&mut self, faults: &mut Vec<Diagnostic>) {
        let Some(path) = self.merged.get("model").and_then(Value::as_str).map(PathBuf::from) else { return };
        match Source::read(&path).map_err(|fault| vec![fault.at(self.locate("/model"))]) {
            Err(fault) => faults.extend(fault),
            Ok(source) => match source.json() {
                Err(fault) => faults.push(fault),
                Ok((value, duplicates)) if value.is_object() => {
                    faults.extend(duplicates.into_iter().map(|fault| {
                        let about = fault.at.as_ref().and_then(|label| label.pointer.as_deref());
                        let about = in_scenario(about.unwrap_or_default());
                        let label = fault.at.clone().map(|label| label.about(about));
                        fault.at(label)
                    }));
                    self.model = Some(Layer { source, value, is_set: false });
                }
                Ok(_) => faults.push(
                    Diagnostic::error("wrong-type", "an organisation model is a JSON object")
                        .at(Some(Label::new(&source, 0..1))),
                ),
            },
        }
    }

    fn merge_organisation(&mut self) {
        let mut organisation =
            self.model.as_ref().map_or_else(|| Value::Object(Map::new()), |model| model.value.clone());
        if let Some(own) = self.merged.get("organisation") {
            json_patch::merge(&mut organisation, own);
        }
        let mut rules = match organisation.as_object_mut().and_then(|o| o.remove("rules")) {
            Some(rules) => rules,
            None => Value::Object(Map::new()),
        };
        if let Some(own) = self.merged.get("rules") {
            json_patch::merge(&mut rules, own);
        }
        self.merged["organisation"] = organisation;
        self.merged["rules"] = rules;
    }

    /// Number of a file of requests, for [`Place`].
    pub fn add_requests(&mut self, source: Source) -> usize {
        self.requests.push(source);
        self.requests.len() - 1
    }

    /// Adds an entry to a list of a rule family; false where the list says so already. What is no list
    /// is left alone: it is reported.
    pub fn append(&mut self, family: &str, list: &str, entry: Value, from: Place) -> bool {
        let rules = self.merged["rules"].as_object_mut();
        let rule = rules.map(|rules| rules.entry(family).or_insert_with(|| json!({})));
        let rule = rule.and_then(Value::as_object_mut);
        let entries = rule.map(|rule| rule.entry(list).or_insert_with(|| json!([])));
        let Some(entries) = entries.and_then(Value::as_array_mut) else { return true };
        let says = |known: &Value, key: &str| entry.get(key).is_none_or(|own| known.get(key) == Some(own));
        if entries.iter().any(|known| ["country", "office", "tier"].iter().all(|key| says(known, key))) {
            return false;
        }
        self.appended.insert(format!("/rules/{family}/{list}/{}", entries.len()), from);
        entries.push(entry);
        true
    }

    /// Every layer with its text and its content, the model's as what stands under `organisation`.
    pub fn each_layer(&self) -> impl Iterator<Item = (&Value, bool)> {
        let scenario = self.layers.iter().map(|layer| (&layer.value, false));
        scenario.chain(self.model.iter().map(|model| (&model.value, true)))
    }

    /// Files read, in order.
    pub fn files(&self) -> Vec<String> {
        let all = self.layers.iter().chain(&self.model);
        let files = all.filter(|layer| !layer.is_set).map(|layer| &layer.source);
        files.chain(&self.requests).map(|source| source.name.clone()).collect()
    }

    /// Place of a value of the merged scenario: where the topmost layer that holds it says it.
    pub fn locate(&self, pointer: &str) -> Option<Label> {
        let mut at = pointer;
        loop {
            if let Some(label) = self.locate_exactly(at) {
                return Some(label.about(pointer));
            }
            at = &at[..at.rfind('/')?];
        }
    }

    fn locate_exactly(&self, pointer: &str) -> Option<Label> {
        let entry = pointer.splitn(6, '/').take(5).collect::<Vec<_>>().join("/");
        if let Some(place) = self.appended.get(&entry) {
            let source = &self.requests[place.source];
            let span = source.locate(&format!("{}{}", place.pointer, &pointer[entry.len()..]))?;
            return Some(Label::new(source, span));
        }
        let own = self.layers.iter().rev().find(|layer| layer.value.pointer(pointer).is_some());
        if let Some(layer) = own {
            return layer.label(pointer);
        }
        let model = self.model.as_ref()?;
        let in_model = match pointer.strip_prefix("/organisation") {
            Some(rest) => rest,
            None if pointer.starts_with("/rules") => pointer,
            None => return None,
        };
        model.value.pointer(in_model).and_then(|_| model.label(in_model))
    }

    /// Place of a key in the layer with the given number (see [`Self::each_layer`]).
    pub fn locate_in_layer(&self, layer: usize, pointer: &str, key: Option<&str>) -> Option<Label> {
        let is_model = layer == self.layers.len();
        let layer = self.layers.iter().chain(&self.model).nth(layer)?;
        let label = match key {
            Some(key) if !layer.is_set => Label::new(&layer.source, layer.source.locate_key(pointer, key)?),
            _ => layer.label(pointer)?,
        };
        // An unknown key may stand for any other of the same object.
        Some(label.about(if is_model { in_scenario(pointer) } else { pointer.to_owned() }))
    }
}

impl Layer {
    fn label(&self, pointer: &str) -> Option<Label> {
        let span = if self.is_set { 0..self.source.text.len() } else { self.source.locate(pointer)? };
        Some(Label::new(&self.source, span))
    }
}

fn read_chain(
    path: &Path,
    seen: &mut Vec<PathBuf>,
    from: Option<Label>,
    layers: &mut Vec<Layer>,
    faults: &mut Vec<Diagnostic>,
) {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if seen.contains(&real) {
        let chain: Vec<String> = seen.iter().chain([&real]).map(|p| file_name(p)).collect();
        faults.push(
            Diagnostic::error(
                "extends-cycle",
                format!("scenarios extend each other in a circle: {}", chain.join(" → ")),
            )
            .at(from),
        );
        return;
    }
    seen.push(real);
    match Source::read(path) {
        Err(fault) => faults.push(fault.at(from)),
        Ok(source) => {
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            read_layer(source, &folder, seen, layers, faults);
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn read_layer(
    source: Source,
    folder: &Path,
    seen: &mut Vec<PathBuf>,
    layers: &mut Vec<Layer>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut value = match source.json() {
        Ok((value, duplicates)) => {
            faults.extend(duplicates);
            value
        }
        Err(fault) => return faults.push(fault),
    };
    if let Some(base) = value.get("extends").and_then(Value::as_str) {
        let label = source.locate("/extends").map(|span| Label::new(&source, span));
        read_chain(&folder.join(base), seen, label, layers, faults);
    }
    for pointer in PATHS {
        if let Some(Value::String(path)) = value.pointer_mut(pointer) {
            *path = folder.join(&*path).display().to_string();
        }
    }
    layers.push(Layer { source, value, is_set: false });
}

/// `key.key=value`; the value is JSON, or else a text. A rule family stands for `rules.` and itself.
fn set_layer(text: &str) -> Result<Layer, Diagnostic> {
    let source = Source { name: "--set".into(), text: text.into() };
    let label = || Some(Label::new(&source, 0..text.len()));
    let Some((path, value)) = text.split_once('=') else {
        return Err(Diagnostic::error("bad-set", "`--set` takes KEY=VALUE").at(label()));
    };
    let mut keys: Vec<&str> = path.split('.').map(str::trim).collect();
    if keys.iter().any(|key| key.is_empty()) {
        return Err(Diagnostic::error("bad-set", "a key is empty").at(label()));
    }
    if Family::ALL.iter().any(|family| family.name() == keys[0]) {
        keys.insert(0, "rules");
    }
    if keys[0] == "extends" {
        return Err(Diagnostic::error("bad-set", "`extends` belongs into a file").at(label()));
    }
    let leaf = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.into()));
    let wrap = |inner, key: &&str| Value::Object(Map::from_iter([((*key).to_owned(), inner)]));
    let value = keys.iter().rev().fold(leaf, wrap);
    Ok(Layer { source, value, is_set: true })
}

/// Where a value of an organisation model stands in the merged scenario.
pub fn in_scenario(pointer: &str) -> String {
    if pointer.starts_with("/rules") { pointer.to_owned() } else { format!("/organisation{pointer}") }
}

/// Pointer to `key` below `pointer`.
pub fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escape(key))
}
