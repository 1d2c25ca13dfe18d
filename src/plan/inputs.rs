//! Where the files are that a plan was made from.

use std::path::{Path, PathBuf};

use super::Inputs;

impl Inputs {
    /// The scenario of the plan that was read from `plan_path`.
    pub fn scenario_path(&self, plan_path: &Path) -> PathBuf {
        named(&self.scenario_file, plan_path)
    }

    /// The requests that this plan took over.
    pub fn requests_paths(&self, plan_path: &Path) -> Vec<PathBuf> {
        self.requests.iter().map(|name| named(name, plan_path)).collect()
    }
}

/// A file that a plan names: its path as given then, from here or from the plan's folder.
fn named(name: &str, plan_path: &Path) -> PathBuf {
    let named = PathBuf::from(name);
    match plan_path.parent() {
        Some(folder) if !named.exists() && folder.join(&named).exists() => folder.join(named),
        _ => named,
    }
}
