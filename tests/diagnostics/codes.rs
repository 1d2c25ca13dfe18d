//! One small file for each code, named after it, with a snapshot of all that is shown.

use std::collections::BTreeSet;
use std::path::Path;

use crate::{shown, validate};

/// Files whose name is not their code.
const OTHERS: [&str; 11] = [
    "bad-cell",
    "bad-workbook",
    "ceiling",
    "costs",
    "extends-cycle-2",
    "no-feature",
    "no-geojson",
    "no-price",
    "objective",
    "unknown-translation",
    "unplaced",
];
/// Codes that no file can show: of the command line, of requests (`tests/requests.rs`), and of a kind of
/// name that there is not yet.
const ELSEWHERE: [&str; 4] = ["bad-set", "idle-requests", "other-scenario", "unknown-name"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn broken() -> BTreeSet<String> {
    let folder = std::fs::read_dir(root().join("scenarios/broken")).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    scenarios.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

#[test]
fn every_broken_scenario_says_what_is_wrong() {
    for name in broken().into_iter().filter(|name| name != "ten-mistakes") {
        let text = shown(&validate(&[&format!("scenarios/broken/{name}.json")]));
        let is_warned_only = ["empty-group", "missing-price-year"].contains(&name.as_str());
        let status = if is_warned_only { "exit status 0\n" } else { "exit status 3\n" };
        assert!(text.ends_with(status), "{name}: {text}");
        if !OTHERS.contains(&name.as_str()) {
            assert!(text.contains(&format!("[{name}]: ")), "{name}: {text}");
        }
        insta::assert_snapshot!(name, text);
    }
}

/// Folders whose codes no scenario file can show; `tests/import` shows those of the importers.
const APART: [&str; 2] = ["generate", "import"];

/// The codes are read from the source: words in quotes with a hyphen, after `error(`, `warning(` or
/// in the table of kinds of names.
#[test]
fn every_code_has_a_broken_scenario() {
    let mut codes = BTreeSet::new();
    collect(&root().join("src/scenario"), &mut codes);
    assert!(codes.len() > 40, "{codes:?}");
    let shown = broken();
    let unshown: Vec<&String> =
        codes.iter().filter(|code| !shown.contains(*code) && !ELSEWHERE.contains(&code.as_str())).collect();
    assert!(unshown.is_empty(), "no file in scenarios/broken for {unshown:?}");
}

fn collect(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !APART.iter().any(|name| path.ends_with(name)) {
                collect(&path, codes);
            }
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("source");
        for (at, _) in text.match_indices('"') {
            let word = text[at + 1..].split('"').next().unwrap_or_default();
            let before = text[..at].trim_end();
            let is_code = ["error(", "warning(", "=>"].iter().any(|opening| before.ends_with(opening));
            let is_word = word.contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            if is_code && is_word {
                codes.insert(word.to_owned());
            }
        }
    }
}
