//! The folder that is served: the files in it, not those in folders below it. A link that leads out of it
//! is not followed; a file that is there is never replaced.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::refusal::Refusal;
use crate::plan::Plan;
use crate::report::write::write_new;

/// Larger files are listed as unreadable; the plan of 20,000 places takes about 15 MB.
const LARGEST: u64 = 64 * 1024 * 1024;
/// More files than this help nobody in one list.
const MOST_LISTED: usize = 500;

#[derive(Debug)]
pub struct Folder {
    /// Without links.
    root: PathBuf,
}

/// A file in the list.
pub struct Listed {
    pub file: String,
    pub kind: Kind,
}

pub enum Kind {
    Scenario {
        name: String,
        title: Option<String>,
    },
    Plan(Box<Plan>),
    /// With what is in the way.
    Unreadable(String),
}

impl Folder {
    /// # Errors
    /// It is no folder, or cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let root = path.canonicalize()?;
        fs::read_dir(&root)?;
        Ok(Self { root })
    }

    /// Scenarios, plans, and what cannot be told, by name; other JSON files are left out. Second, whether
    /// there are more.
    pub fn list(&self) -> Result<(Vec<Listed>, bool), Refusal> {
        let entries = fs::read_dir(&self.root)
            .map_err(|error| Refusal::fault(format!("the folder cannot be read: {error}")))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| is_name(name)).collect();
        names.sort();
        let has_more = names.len() > MOST_LISTED;
        names.truncate(MOST_LISTED);
        let listed = names.into_iter().filter_map(|file| {
            let path = self.path(&file).ok()?;
            let kind = kind(&path)?;
            Some(Listed { file, kind })
        });
        Ok((listed.collect(), has_more))
    }

    /// Where a file of this name is.
    pub fn path(&self, name: &str) -> Result<PathBuf, Refusal> {
        let missing = || Refusal::missing("there is no such scenario or plan in the folder");
        if !is_name(name) {
            return Err(missing());
        }
        let path = self.root.join(name);
        let real = path.canonicalize().map_err(|_| missing())?;
        let is_inside = real.starts_with(&self.root) && fs::metadata(&real).is_ok_and(|own| own.is_file());
        if is_inside { Ok(path) } else { Err(missing()) }
    }

    /// Writes a file that was not there.
    pub fn save(&self, name: &str, text: &str) -> Result<(), Refusal> {
        write_new(&self.root, name, text.as_bytes()).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken(name),
            _ => Refusal::fault(format!("{name} cannot be written: {error}")),
        })
    }

    /// Nothing of this name is there, not even a link that leads nowhere.
    pub fn must_be_free(&self, name: &str) -> Result<(), Refusal> {
        let is_free = fs::symlink_metadata(self.root.join(name)).is_err();
        if is_free { Ok(()) } else { Err(taken(name)) }
    }

    /// Takes back a file that was just written.
    pub fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.root.join(name));
    }
}

fn taken(name: &str) -> Refusal {
    Refusal::conflict(format!("{name} is there already; nothing was written"))
}

/// One part of a path, not hidden, of a JSON file.
fn is_name(name: &str) -> bool {
    let is_plain = !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']);
    is_plain && name.len() > ".json".len() && name.ends_with(".json")
}

/// `None`: neither scenario nor plan.
fn kind(path: &Path) -> Option<Kind> {
    let text = match fs::metadata(path) {
        Ok(own) if own.len() > LARGEST => return Some(Kind::Unreadable("too large".into())),
        _ => fs::read_to_string(path),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => return Some(Kind::Unreadable(error.to_string())),
    };
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => return Some(Kind::Unreadable(format!("not JSON: {error}"))),
    };
    if value.get("assignments").is_some() {
        let unreadable = |error| Kind::Unreadable(format!("not a plan: {error}"));
        return Some(Plan::read(&text).map_or_else(unreadable, |plan| Kind::Plan(Box::new(plan))));
    }
    let is_scenario = ["extends", "model", "organisation"].iter().any(|key| value.get(key).is_some());
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    is_scenario.then(|| Kind::Scenario { name: text("name").unwrap_or_default(), title: text("title") })
}
