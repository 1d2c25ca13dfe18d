//! Every command of the README is run, and what it prints is what the README shows.

#[test]
fn the_readme_is_true() {
    trycmd::TestCases::new().case("README.md").case("scenarios/tutorial.md");
}
