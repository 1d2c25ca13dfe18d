use purview::scenario::{Money, Scenario, State};

use super::base::{four_in_a_row, optimum};

/// A and B speak French, C and D English.
fn two_languages() -> Scenario {
    let mut scenario = four_in_a_row();
    for (country, language) in scenario.countries.iter_mut().zip(["fr", "fr", "en", "en"]) {
        country.languages = [language.to_owned()].into();
    }
    scenario
}

#[test]
fn a_language_of_its_own_takes_an_office_of_its_own() {
    let mut scenario = two_languages();
    assert_eq!(optimum(&scenario), Some(1400.0), "while the rule is off");
    scenario.rules.language.state = State::Hard;
    // Head office at B, branch at C.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn a_price_is_paid_while_it_is_below_the_cost_of_a_branch() {
    let mut scenario = two_languages();
    scenario.rules.language.state = State::Soft;
    scenario.rules.language.price = Money::from_units(5.0);
    // Head office at B: 1400 + 2 × 10 staff-months × 5.
    assert_eq!(optimum(&scenario), Some(1500.0));
    scenario.rules.language.price = Money::from_units(20.0);
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn who_lists_no_language_breaks_no_rule() {
    let mut scenario = two_languages();
    scenario.rules.language.state = State::Hard;
    scenario.countries[1].languages.clear();
    assert_eq!(optimum(&scenario), Some(1400.0), "an office at B is understood everywhere");
}
