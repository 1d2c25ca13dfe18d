//! Every command of the README is run, and what it prints is what the README shows.

#[test]
fn the_readme_is_true() {
    // As for a newcomer, who has none yet; one of an earlier build may be of another form.
    let _ = std::fs::remove_file(concat!(env!("CARGO_MANIFEST_DIR"), "/target/readme.tree"));
    trycmd::TestCases::new().case("README.md").case("scenarios/tutorial.md");
}
