//! How much of the work is decided where: by the covering office itself (*locally*), or by it or an
//! office above it (*in the field*).

use super::Network;
use super::plan::{DecentralisationRecord, SharesRecord};
use crate::scenario::{RegionId, Scenario, Share, State, TierId};

/// Parts of the workload of the countries of `region`, or of all; downwards to millionths, so that each
/// is at least a floor exactly where the true part is. What nobody covers, nobody decides. `None` where
/// no work is asked for.
pub fn shares(scenario: &Scenario, network: &Network, region: Option<RegionId>) -> SharesRecord {
    let is_meant = |own: RegionId| region.is_none_or(|region| region == own);
    let countries: Vec<_> =
        scenario.country_ids().filter(|&c| is_meant(scenario.country(c).region)).collect();
    let all: i128 = countries.iter().map(|&c| i128::from(scenario.country(c).workload.0)).sum();
    let part = |of: &dyn Fn(TierId) -> Share| {
        let decided = countries.iter().filter_map(|&c| {
            let office = network.office(network.covered_by[c.0]?)?;
            Some(i128::from(scenario.country(c).workload.0) * i128::from(of(office.tier).0))
        });
        (all > 0).then(|| Share(decided.sum::<i128>().div_euclid(all) as i64))
    };
    SharesRecord {
        local: part(&|tier| scenario.local_share(tier)),
        field: part(&|tier| scenario.field_share(tier)),
    }
}

/// The section of a plan; `None` where `decentralisation` is off.
pub fn record(scenario: &Scenario, network: &Network) -> Option<DecentralisationRecord> {
    let of_region = |r: RegionId| (scenario.regions[r.0].id.clone(), shares(scenario, network, Some(r)));
    (scenario.rules.decentralisation.state != State::Off).then(|| DecentralisationRecord {
        network: shares(scenario, network, None),
        regions: scenario.region_ids().map(of_region).collect(),
    })
}
