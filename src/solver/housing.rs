//! The offices of a network in cheaper arrangements: what the local search, which knows premises only,
//! leaves to be saved.

use crate::geography::Geography;
use crate::plan::{Network, Office, Tariff, broken_rules};
use crate::scenario::{ArrangementId, CountryId, Money, Scenario};

/// Each office of `network`, which keeps every hard rule, in the arrangement that saves most, the largest
/// saving first, as long as every rule is kept.
pub fn housed(scenario: &Scenario, geography: &Geography, mut network: Network) -> Network {
    let mut savings = savings(scenario, geography, &network);
    savings.sort_by_key(|&(saved, host, _)| (-saved, host));
    for (_, host, arrangement) in savings {
        let moved = |office: &Office| office.arrangement != ArrangementId::PREMISES;
        if network.office(host).is_none_or(moved) {
            continue;
        }
        let mut other = network.clone();
        other.offices[host.0].as_mut().expect("an open office").arrangement = arrangement;
        if broken_rules(scenario, geography, &other).is_empty() {
            network = other;
        }
    }
    network
}

/// What an office saves a year in another arrangement than its premises; more than nothing.
fn savings(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
) -> Vec<(Money, CountryId, ArrangementId)> {
    let tariff = Tariff::new(scenario, geography);
    let of_office = |host: CountryId| {
        let tier = network.office(host).expect("an open office").tier;
        let price = |k: ArrangementId| tariff.open_office(host, tier, k);
        let saved = move |k| price(ArrangementId::PREMISES) - price(k);
        scenario.tier(tier).known_arrangements().map(|k| (saved(k), host, k)).collect::<Vec<_>>()
    };
    let savings = network.hosts().flat_map(of_office);
    savings.filter(|(saved, ..)| *saved > Money::ZERO).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::CostBreakdown;
    use crate::scenario::{Entry, TierId, load};

    /// The head office in Birch and the branch in Elder, whose desk saves 10,000; with `set`.
    fn saved(set: &[&str]) -> Money {
        let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
        let loaded = load(&Entry::File("tests/compare/desks.json".into()), &set).expect("a sound scenario");
        let scenario = loaded.scenario;
        let geography = Geography::new(&scenario);
        let find = |id: &str| scenario.find_country(id).expect("a country");
        let (birch, elder) = (find("B"), find("E"));
        let mut network = Network {
            offices: vec![None; 6],
            covered_by: ["B", "B", "E", "E", "E", "E"].map(find).map(Some).into(),
        };
        let office = |tier, reports_to, posts| {
            Some(Office { tier: TierId(tier), reports_to, posts, arrangement: ArrangementId::PREMISES })
        };
        network.offices[birch.0] = office(0, None, 2);
        network.offices[elder.0] = office(1, Some(birch), 3);
        let cost = |network: &Network| {
            CostBreakdown::new(&scenario, &Tariff::new(&scenario, &geography), network).total()
        };
        let before = cost(&network);
        before - cost(&housed(&scenario, &geography, network))
    }

    #[test]
    fn an_office_moves_where_it_saves_and_may() {
        assert_eq!(saved(&[]), Money::from_units(10_000.0));
        assert_eq!(saved(&["arrangement.total.desk.max=0"]), Money::ZERO);
        let dear = r#"arrangement.sites=[{"host":"E","allowed":["premises"],"reason":"no desk is free"}]"#;
        assert_eq!(saved(&[dear]), Money::ZERO);
    }
}
