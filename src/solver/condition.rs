//! A decision that is taken before a solve: what the best plan with it costs is the price of a change.

use crate::plan::Network;
use crate::scenario::{CountryId, Scenario, State, TierId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The country is covered by the office, or it is not.
    Covers { country: CountryId, office: CountryId, holds: bool },
    /// An office stands at the host, or none does.
    Open { host: CountryId, holds: bool },
    /// The office at the host stands and has this tier.
    Tier { host: CountryId, tier: TierId },
}

impl Condition {
    pub fn holds_in(self, network: &Network) -> bool {
        match self {
            Condition::Covers { country, office, holds } => {
                (network.covered_by[country.0] == Some(office)) == holds
            }
            Condition::Open { host, holds } => network.office(host).is_some() == holds,
            Condition::Tier { host, tier } => network.office(host).is_some_and(|office| office.tier == tier),
        }
    }

    /// The scenario in which it holds, all else as stated. `None` where no copy says it: an office at a
    /// host that needs no coverage cannot be asked for where `retention` is soft.
    pub fn applied(self, scenario: &Scenario) -> Option<Scenario> {
        let mut changed = scenario.clone();
        let ruled_out = &mut changed.costs.ruled_out;
        match self {
            Condition::Covers { country, office, holds: false } => {
                ruled_out.insert((country, office));
            }
            Condition::Covers { country, office, holds: true } => {
                ruled_out.extend(scenario.country_ids().filter(|&h| h != office).map(|h| (country, h)));
            }
            Condition::Open { host, holds: false } => changed.countries[host.0].may_host.fill(false),
            Condition::Open { host, holds: true } => ask_for(&mut changed, host)?,
            Condition::Tier { host, tier } => {
                let may_host = &mut changed.countries[host.0].may_host;
                (0..may_host.len()).filter(|&t| t != tier.0).for_each(|t| may_host[t] = false);
                ask_for(&mut changed, host)?;
            }
        }
        Some(changed)
    }
}

/// A country that hosts an office is covered by it, so that to be covered by no other asks for one.
fn ask_for(scenario: &mut Scenario, host: CountryId) -> Option<()> {
    if scenario.country(host).covered {
        let others = scenario.country_ids().filter(|&h| h != host).map(|h| (host, h));
        scenario.costs.ruled_out.extend(others);
        return Some(());
    }
    let rule = &mut scenario.rules.retention;
    match rule.state {
        State::Hard => {}
        State::Soft => return None,
        State::Off | State::Report => {
            rule.state = State::Hard;
            (rule.keep, rule.close) = (Vec::new(), Vec::new());
            (rule.max_closures, rule.max_openings, rule.max_moves) = (None, None, None);
        }
    }
    rule.keep.push((host, None));
    Some(())
}
