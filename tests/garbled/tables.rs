//! Data tables with pieces changed, lost and doubled: read or refused like the scenario itself.

use proptest::prelude::*;
use proptest::sample::Index;
use purview::scenario::{Entry, load};

use crate::text::{is_handled, piece};

const SCENARIO: &str = r#"{
  "extends": "TUTORIAL",
  "name": "garbled-tables",
  "data": {
    "countries": {
      "file": "countries.csv", "id": "id", "name": "name", "region": "region", "lat": "lat", "lon": "lon",
      "workload": "workload", "groups": ["island"], "figures": ["projects"]
    },
    "offices": {
      "file": "offices.csv", "id": "office", "host": "host", "city": "city", "lat": "lat", "lon": "lon",
      "tier": "tier", "reports_to": "reports_to", "top": "HQ", "covers": "covers", "posts": "posts"
    },
    "borders": { "file": "borders.csv", "a": "a", "b": "b", "kind": "kind" }
  },
  "countries": [],
  "borders": []
}"#;

const TABLES: [(&str, &str); 3] = [
    (
        "countries.csv",
        "id,name,region,lat,lon,workload,island,projects\n\
         A,\"Alder, North\",EQ,0,0.0,4,yes,3\n\
         B,Birch,EQ,0,8.9932,6,no,\n\
         D,Damson,EQ,0,26.9796,,no,2\n\
         E,Élan,EQ,0,35.9728,8,yes,1\n",
    ),
    (
        "offices.csv",
        "office,host,city,lat,lon,tier,reports_to,covers,posts\n\
         o1,B,Birch Town,0,8.9932,head_office,HQ,A B,2\n\
         o2,E,Elan,0,35.9728,branch_office,o1,D E,3\n",
    ),
    ("borders.csv", "a,b,kind\nA,B,land\nB,D,\nD,E,sea\n"),
];

/// What a table may get in place of one of its pieces.
fn patch() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\"".into()),
        Just(",".into()),
        Just("\r\n".into()),
        Just("\n\n\n".into()),
        Just("-1".into()),
        Just("NaN".into()),
        Just("inf".into()),
        Just("1e300".into()),
        Just("4294967296".into()),
        Just("A".into()),
        "\\PC{0,6}",
    ]
}

/// A scenario that reads these tables, in a folder of its own.
fn written(tables: &[(&str, String)]) -> (tempfile::TempDir, Entry) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in tables {
        std::fs::write(folder.path().join(name), text).expect("room for it");
    }
    let tutorial = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial.json");
    let path = folder.path().join("scenario.json");
    std::fs::write(&path, SCENARIO.replace("TUTORIAL", tutorial)).expect("room for it");
    (folder, Entry::File(path))
}

fn sound() -> Vec<(&'static str, String)> {
    TABLES.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

#[test]
fn sound_tables_are_read() {
    let (_folder, entry) = written(&sound());
    let loaded = load(&entry, &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    assert_eq!((loaded.scenario.countries.len(), loaded.scenario.borders.len()), (4, 3));
    assert_eq!(loaded.scenario.baseline.posts(), 5);
}

proptest! {
    #![proptest_config(crate::config(300))]

    #[test]
    fn pieces_are_changed(
        edits in prop::collection::vec((0usize..3, any::<Index>(), 0usize..12, patch()), 1..4),
    ) {
        let mut tables = sound();
        for (table, at, length, patch) in edits {
            let text = &mut tables[table].1;
            if !text.is_empty() {
                let place = piece(text, at, length);
                text.replace_range(place, &patch);
            }
        }
        let (_folder, entry) = written(&tables);
        is_handled(&entry)?;
    }
}
