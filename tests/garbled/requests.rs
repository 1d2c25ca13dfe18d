//! Files of requests with pieces changed: taken over or refused.

use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::Index;
use purview::scenario::{Entry, load_with_requests};

use crate::text::piece;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

proptest! {
    #![proptest_config(crate::config(300))]

    #[test]
    fn pieces_of_requests_are_changed(
        edits in prop::collection::vec((any::<Index>(), 0usize..12, "[\\[\\]{},\"0-9a-zA-F:.-]{0,4}"), 1..4),
    ) {
        let mut text = std::fs::read_to_string(file("tests/requests/kept.json")).expect("text");
        for (at, length, patch) in edits {
            if !text.is_empty() {
                let place = piece(&text, at, length);
                text.replace_range(place, &patch);
            }
        }
        let mut written = tempfile::NamedTempFile::new().expect("a temporary file");
        std::io::Write::write_all(&mut written, text.as_bytes()).expect("room for it");
        let entry = Entry::File(file("scenarios/tutorial.json"));
        match load_with_requests(&entry, &[], &[written.path().to_owned()]) {
            Ok(loaded) => prop_assert!(loaded.requests.len() <= 3),
            Err(mistakes) => prop_assert!(mistakes.iter().any(|mistake| mistake.is_error())),
        }
    }
}
