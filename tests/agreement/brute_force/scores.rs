//! `scorecard`: what the network and its offices lack.

use purview::plan::Scores;
use purview::scenario::{CountryId, Scenario, Score};

/// Begun points that the network lacks, and offices below their floor.
pub fn missed(scenario: &Scenario, scores: Option<&Scores>, covered_by: &[Option<CountryId>]) -> (i64, i64) {
    let Some(scores) = scores else { return (0, 0) };
    let rule = &scenario.rules.scorecard;
    // Hundredths of a point below the floor, and workload, as sums.
    let lacks = |floor: Score, is_meant: &dyn Fn(CountryId) -> bool| {
        let mut sums = (0, 0);
        for (country, office) in covered_by.iter().enumerate() {
            let (country, Some(office)) = (CountryId(country), *office) else { continue };
            if is_meant(office) {
                let work = scenario.country(country).workload.0;
                sums.0 += work * (floor.0 - scores.pair(country, office).0);
                sums.1 += work;
            }
        }
        sums
    };
    let network = rule.network.map_or(0, |floor| {
        let (lacking, work) = lacks(floor, &|_| true);
        if lacking > 0 { (lacking + 100 * work - 1) / (100 * work) } else { 0 }
    });
    let offices = rule.offices.map_or(0, |floor| {
        scenario.country_ids().filter(|&host| lacks(floor, &|office| office == host).0 > 0).count()
    });
    (network, offices as i64)
}
