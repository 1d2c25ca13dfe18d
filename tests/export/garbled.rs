//! Workbooks with pieces changed inside: read or refused, never a panic, never a hang.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use purview::scenario::import::{Base, Tables, tables};

use crate::{Folder, done, root};

/// Name and content of each part.
fn parts() -> Vec<(String, Vec<u8>)> {
    static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(exported);
    PARTS.clone()
}

fn exported() -> Vec<(String, Vec<u8>)> {
    let folder = Folder::own();
    done(&["export", "scenarios/tutorial.json", "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    let bytes = std::fs::read(folder.path("tables.xlsx")).expect("written");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let count = archive.len();
    let read = |at: usize| {
        let mut entry = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("whole");
        (entry.name().expect("UTF-8").into_owned(), content)
    };
    (0..count).map(read).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(content).expect("room for it");
    }
    archive.finish().expect("whole").into_inner()
}

/// Imports the bytes as a workbook; whether they were read.
fn is_read(bytes: &[u8]) -> bool {
    let folder = Folder::own();
    let path = folder.path("garbled.xlsx");
    std::fs::write(&path, bytes).expect("room for it");
    let base = Base::Scenario(root().join("scenarios/tutorial.json"));
    Tables::of_workbook(&path).and_then(|found| tables(&found, &base, &folder.path(""))).is_ok()
}

#[test]
fn what_is_not_garbled_is_read() {
    assert!(is_read(&packed(&parts())));
}

/// A stray cell in the last row and column is no reason to ask for room for all before it.
#[test]
fn a_sheet_with_a_stray_cell_is_read() {
    let mut parts = parts();
    let sheet = parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).expect("the countries");
    let text = String::from_utf8(sheet.1.clone()).expect("UTF-8");
    let stray = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#;
    sheet.1 = text.replace("</sheetData>", stray).into_bytes();
    assert!(!is_read(&packed(&parts)), "a value without the name of a column");
}

fn patch() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"".to_vec()),
        Just(b"<".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"/>".to_vec()),
        Just(b"-1".to_vec()),
        Just(b"99999999999999999999".to_vec()),
        Just(b"&amp;".to_vec()),
        Just(b"ZZZZ9".to_vec()),
        prop::collection::vec(any::<u8>(), 0..5),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_changed(edits in prop::collection::vec((any::<Index>(), any::<Index>(), 0usize..8, patch()), 1..5)) {
        let mut parts = parts();
        for (part, at, length, patch) in edits {
            let content = &mut part.get_mut(&mut parts).1;
            let from = at.index(content.len() + 1).min(content.len());
            content.splice(from..(from + length).min(content.len()), patch);
        }
        is_read(&packed(&parts));
    }

    #[test]
    fn the_archive_itself_is_changed(at in any::<Index>(), length in 0usize..40, patch in patch()) {
        let mut bytes = packed(&parts());
        let from = at.index(bytes.len());
        bytes.splice(from..(from + length).min(bytes.len()), patch);
        is_read(&bytes);
    }
}
