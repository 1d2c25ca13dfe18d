//! Files that are not what they should be: the whole output, and nothing written.

use crate::purview;

/// Everything that a user sees.
fn refused(args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.json");
    let mut all = vec!["import"];
    all.extend(args);
    all.extend(["-o", path.to_str().expect("a plain path")]);
    let output = purview(&all);
    assert_eq!(output.status.code(), Some(3), "{args:?}");
    assert!(output.stdout.is_empty() && !path.exists(), "{args:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn every_mistake_has_its_place() {
    let cases: [&[&str]; 15] = [
        &["pmed", "broken/unknown-vertex.pmed"],
        &["pmed", "broken/short.pmed"],
        &["pmed", "broken/medians.pmed"],
        &["pmed", "broken/empty.pmed"],
        &["pmed", "broken/kind.tsp"],
        &["pmed", "instances/four.tsp"],
        &["cpmp", "broken/word.cpmp"],
        &["cpmp", "broken/decimals.cpmp"],
        &["cpmp", "instances/collection.cpmp"],
        &["cpmp", "instances/line.cpmp", "--problem", "2"],
        &["sscflp", "broken/counts.sscflp", "--layout", "orlib"],
        &["sscflp", "broken/trailing.sscflp"],
        &["sscflp", "instances/diaz_fernandez.sscflp"],
        &["hess", "broken/order.hess"],
        &["cflsap", "broken/twice.cflsap", "--contiguity", "off"],
    ];
    let shown: String =
        cases.iter().map(|args| format!("> {}\n{}\n", args.join(" "), refused(args))).collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn nonsense_and_neighbours_of_no_unit() {
    refused(&["cflsap", "broken/nonsense.cflsap", "--contiguity", "off"]);
    let text = refused(&["cflsap", "instances/four.cflsap", "--borders", "instances/path.pmed"]);
    assert!(text.contains("expected a line `edge,unit,unit`"), "{text}");
}
