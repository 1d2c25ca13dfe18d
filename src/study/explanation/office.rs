//! What an office is worth to the plan: what closing it or giving it another tier would cost.

use super::asker::Asker;
use super::record::{OfficeAnswer, OtherTier};
use crate::plan::Network;
use crate::scenario::{CountryId, Scenario};
use crate::solver::Condition;

/// That it is closed, and that it has each other tier.
pub fn changes(scenario: &Scenario, network: &Network, host: CountryId) -> Vec<Condition> {
    let tier = network.office(host).map(|office| office.tier);
    let others = scenario.tier_ids().filter(|&other| Some(other) != tier);
    let others = others.map(|tier| Condition::Tier { host, tier });
    [Condition::Open { host, holds: false }].into_iter().chain(others).collect()
}

/// `host` has an office in the plan.
pub fn answer(asker: &Asker, host: CountryId) -> OfficeAnswer {
    let office = asker.network.office(host).expect("an open office");
    let others = asker.scenario.tier_ids().filter(|&tier| tier != office.tier);
    OfficeAnswer {
        office: asker.id(host),
        tier: asker.scenario.tier(office.tier).id.clone(),
        covers: asker.network.remit(host).into_iter().map(|c| asker.id(c)).collect(),
        closed: asker.alternative(Condition::Open { host, holds: false }),
        tiers: others
            .map(|tier| OtherTier {
                tier: asker.scenario.tier(tier).id.clone(),
                change: asker.alternative(Condition::Tier { host, tier }),
            })
            .collect(),
    }
}
