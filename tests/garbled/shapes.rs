//! Outlines with pieces changed, and areas of any form, across the edges of the map and of the data: read
//! or refused, and drawn if read.

use proptest::prelude::*;
use proptest::sample::Index;
use purview::geography::Geography;
use purview::plan::{Network, Plan, Statement, Status};
use purview::report::Pack;
use purview::scenario::{Entry, Locale, Scenario, Shapes, load};
use serde_json::{Value, json};

use crate::text::piece;

const SHAPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/broken/duplicate-shape.geojson");

/// The tutorial with these shapes; the folder goes with the file.
fn scenario(shapes: &str) -> (tempfile::TempDir, Scenario) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("shapes.geojson"), shapes).expect("room for it");
    let tutorial = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial.json");
    let offices =
        json!([{ "host": "B", "tier": "head_office", "posts": 4, "covers": ["A", "B", "C", "D", "E", "F"] }]);
    let text = json!({
        "extends": tutorial,
        "name": "garbled-shapes",
        "fixed": "baseline",
        "offices": offices,
        "data": { "shapes": { "file": "shapes.geojson", "id": "id" } },
    });
    let path = folder.path().join("scenario.json");
    std::fs::write(&path, text.to_string()).expect("room for it");
    let loaded = load(&Entry::File(path), &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    (folder, loaded.scenario)
}

fn is_drawn_or_refused(shapes: &str) -> Result<bool, TestCaseError> {
    let (_folder, scenario) = scenario(shapes);
    let shapes = match Shapes::read(&scenario) {
        Ok(shapes) => shapes,
        Err(mistakes) => {
            prop_assert!(mistakes.iter().any(|mistake| mistake.is_error()));
            prop_assert!(mistakes.iter().all(|mistake| mistake.render(false).len() < 10_000));
            return Ok(false);
        }
    };
    let geography = Geography::new(&scenario);
    let network = Network::baseline(&scenario);
    let statement = Statement {
        status: Status::Fixed,
        bound: Default::default(),
        further_bounds: Vec::new(),
        gap_limit: 0.0,
        scenario_file: String::new(),
        set: Vec::new(),
        requests: Vec::new(),
        versions: Default::default(),
        seed: 0,
        run: None,
    };
    let plan = Plan::new(&scenario, &geography, &network, statement);
    let pack = Pack {
        scenario: &scenario,
        geography: &geography,
        plan: &plan,
        network: &network,
        shapes: &shapes,
        locale: Locale::En,
        country: None,
        explanation: None,
        home: None,
    };
    let map = pack.svg();
    prop_assert!(!map.contains("NaN") && !map.contains("inf"), "{map}");
    prop_assert_eq!(map.matches("class=\"place\"").count(), 6);
    Ok(true)
}

/// Often on the edge of the data (180) or of the map (-168.5).
fn longitude() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -180.0..=180.0, 1 => Just(-168.5), 1 => Just(180.0), 1 => Just(-180.0), 1 => -175.0..-160.0]
}

fn latitude() -> impl Strategy<Value = f64> {
    prop_oneof![4 => -90.0..=90.0, 1 => Just(90.0), 1 => Just(0.0)]
}

fn ring() -> impl Strategy<Value = Value> {
    prop::collection::vec((longitude(), latitude()), 0..8).prop_map(|mut points| {
        points.extend(points.first().copied());
        json!(points.iter().map(|(lon, lat)| json!([lon, lat])).collect::<Vec<_>>())
    })
}

fn area() -> impl Strategy<Value = Value> {
    let polygon = prop::collection::vec(ring(), 0..3);
    prop::collection::vec(polygon, 0..4)
        .prop_map(|polygons| json!({ "type": "MultiPolygon", "coordinates": polygons }))
}

#[test]
fn sound_shapes_are_drawn() {
    let square = json!([[[[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]]]);
    let feature = json!({
        "type": "Feature",
        "properties": { "id": "A" },
        "geometry": { "type": "MultiPolygon", "coordinates": square },
    });
    let text = json!({ "type": "FeatureCollection", "features": [feature] }).to_string();
    assert!(is_drawn_or_refused(&text).expect("drawn"));
}

proptest! {
    #![proptest_config(crate::config(60))]

    #[test]
    fn areas_are_of_any_form(areas in prop::collection::vec(area(), 1..4)) {
        let features: Vec<Value> = areas
            .iter()
            .zip(["A", "D", "elsewhere"])
            .map(|(area, id)| json!({ "type": "Feature", "properties": { "id": id }, "geometry": area }))
            .collect();
        is_drawn_or_refused(&json!({ "type": "FeatureCollection", "features": features }).to_string())?;
    }

    #[test]
    fn pieces_of_shapes_are_changed(
        edits in prop::collection::vec((any::<Index>(), 0usize..12, "[\\[\\]{},\"0-9a-z:.-]{0,4}"), 1..4),
    ) {
        let mut text = std::fs::read_to_string(SHAPES).expect("text");
        for (at, length, patch) in edits {
            if !text.is_empty() {
                let place = piece(&text, at, length);
                text.replace_range(place, &patch);
            }
        }
        is_drawn_or_refused(&text)?;
    }
}
