//! Scenarios with bytes changed, pieces lost, keys doubled and values swapped: read or refused, within
//! moments, with a place for each mistake.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::Index;
use purview::scenario::generate::{Request, RuleMix, generate_text};
use purview::scenario::{Entry, load};
use serde_json::Value;

/// Far above what a sound scenario of this size takes.
const PATIENCE: Duration = Duration::from_secs(5);

fn tutorial() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/tutorial.json")).expect("text")
}

fn generated() -> String {
    generate_text(&Request { countries: 8, regions: 2, tiers: 2, seed: 5, rules: RuleMix::Default })
}

fn sound() -> impl Strategy<Value = String> {
    prop_oneof![Just(tutorial()), Just(generated())]
}

/// Reads `text`; a mistake that is reported has a message and can be shown.
fn is_read_or_refused(text: String) -> Result<(), TestCaseError> {
    is_handled(&Entry::Text { name: "garbled".into(), text })
}

pub fn is_handled(entry: &Entry) -> Result<(), TestCaseError> {
    let started = Instant::now();
    match load(entry, &[]) {
        Ok(loaded) => prop_assert!(loaded.warnings.iter().all(|warning| !warning.is_error())),
        Err(mistakes) => {
            prop_assert!(mistakes.iter().any(|mistake| mistake.is_error()));
            prop_assert!(mistakes.len() <= 101);
            for mistake in &mistakes {
                prop_assert!(!mistake.message.is_empty());
                prop_assert!(mistake.render(false).len() < 10_000);
            }
        }
    }
    prop_assert!(started.elapsed() < PATIENCE);
    Ok(())
}

/// A range of bytes, cut at characters.
pub fn piece(text: &str, from: Index, length: usize) -> std::ops::Range<usize> {
    let mut start = from.index(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (start + length).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Pointers to every value inside `value`, itself left out.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(k, v)| (k.replace('/', "~1"), v)).collect(),
        Value::Array(array) => array.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let own = format!("{at}/{key}");
        found.push(own.clone());
        pointers(value, &own, found);
    }
}

fn with_pointers(text: &str) -> (Value, Vec<String>) {
    let value: Value = serde_json::from_str(text).expect("a sound scenario");
    let mut found = Vec::new();
    pointers(&value, "", &mut found);
    (value, found)
}

/// Values that somebody might write, and some that nobody should.
fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just(0.0), Just(-0.0), Just(1e308), Just(-1e308), Just(5e-324)].prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        prop_oneof![Just("A"), Just("EQ"), Just("hard"), Just("soft"), Just("head_office")]
            .prop_map(Value::from),
        Just(Value::Array(Vec::new())),
        Just(Value::Object(Default::default())),
    ]
}

proptest! {
    #![proptest_config(crate::config(400))]

    #[test]
    fn bytes_are_changed(text in sound(), edits in prop::collection::vec((any::<Index>(), 0u8..128), 1..6)) {
        let mut bytes = text.into_bytes();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        is_read_or_refused(String::from_utf8_lossy(&bytes).into_owned())?;
    }

    #[test]
    fn a_piece_is_lost(mut text in sound(), from: Index, length in 1usize..400) {
        let lost = piece(&text, from, length);
        text.replace_range(lost, "");
        is_read_or_refused(text)?;
    }

    #[test]
    fn a_piece_stands_elsewhere(mut text in sound(), from: Index, to: Index, length in 1usize..200) {
        let copy = text[piece(&text, from, length)].to_owned();
        let at = piece(&text, to, 0).start;
        text.insert_str(at, &copy);
        is_read_or_refused(text)?;
    }

    #[test]
    fn the_end_is_lost(mut text in sound(), at: Index) {
        text.truncate(piece(&text, at, 0).start);
        is_read_or_refused(text)?;
    }

    #[test]
    fn keys_stand_twice(text in sound(), which: Index) {
        let keys: Vec<&str> = text.lines().filter(|line| line.contains("\": ") && line.ends_with(',')).collect();
        let line = keys[which.index(keys.len())];
        let doubled = text.replacen(line, &format!("{line}\n{line}"), 1);
        is_read_or_refused(doubled)?;
    }

    #[test]
    fn values_are_swapped(text in sound(), a: Index, b: Index) {
        let (mut value, all) = with_pointers(&text);
        let (a, b) = (&all[a.index(all.len())], &all[b.index(all.len())]);
        prop_assume!(!a.starts_with(b.as_str()) && !b.starts_with(a.as_str()));
        let taken = value.pointer_mut(a).expect("it is there").take();
        let other = std::mem::replace(value.pointer_mut(b).expect("it is there"), taken);
        *value.pointer_mut(a).expect("it is there") = other;
        is_read_or_refused(value.to_string())?;
    }

    #[test]
    fn values_are_odd(text in sound(), edits in prop::collection::vec((any::<Index>(), odd_value()), 1..4)) {
        let (mut value, all) = with_pointers(&text);
        for (at, odd) in edits {
            if let Some(place) = value.pointer_mut(&all[at.index(all.len())]) {
                *place = odd;
            }
        }
        is_read_or_refused(value.to_string())?;
    }

    #[test]
    fn set_takes_any_text(key in "[a-z_.]{0,30}", value in "\\PC{0,20}") {
        let entry = Entry::Text { name: "tutorial".into(), text: tutorial() };
        let _ = load(&entry, &[format!("{key}={value}"), key, value]);
    }

    #[test]
    fn any_text_is_no_scenario(text in "\\PC{0,200}") {
        is_read_or_refused(text)?;
    }
}
