//! What the bounds and plans of a search rest on: while no rule leaves more than it left, and nothing costs
//! otherwise, no plan of a node costs less than its bound, and a plan that the rules still allow is a plan.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::scenario::{CountryId, Inputs, Names, Reasons, Scenario, TierId};

/// A scenario as far as the parts of its network know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grounds {
    /// SHA-256 of all that is not below, is more than a name, and is not for combinations alone.
    hash: [u8; 32],
    // Rules that leave the less the more they list.
    required: Vec<(CountryId, CountryId)>,
    forbidden: Vec<(CountryId, CountryId)>,
    keep: Vec<(CountryId, Option<TierId>)>,
    close: Vec<CountryId>,
}

impl Grounds {
    pub fn of(scenario: &Scenario) -> Self {
        let mut rest = Scenario {
            name: String::new(),
            title: None,
            names: Names::default(),
            reasons: Reasons::default(),
            shapes: None,
            inputs: Inputs { hash: String::new(), files: Vec::new() },
            ..scenario.clone()
        };
        let (accreditation, retention) = (&mut rest.rules.accreditation, &mut rest.rules.retention);
        let mut grounds = Self {
            hash: [0; 32],
            required: std::mem::take(&mut accreditation.required),
            forbidden: std::mem::take(&mut accreditation.forbidden),
            keep: std::mem::take(&mut retention.keep),
            close: std::mem::take(&mut retention.close),
        };
        rest.rules.budget.total.max = None;
        grounds.hash = Sha256::digest(format!("{rest:?}")).into();
        grounds
    }

    /// Whether every plan of a part that these allow `others` allow as well, at the same cost.
    pub fn are_within(&self, others: &Self) -> bool {
        self.hash == others.hash
            && others.required.iter().all(|pair| self.required.contains(pair))
            && others.forbidden.iter().all(|pair| self.forbidden.contains(pair))
            && others.keep.iter().all(|site| self.keep.contains(site))
            && others.close.iter().all(|host| self.close.contains(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Entry, Money, load};

    #[test]
    fn grounds_hold_where_rules_only_leave_less() {
        let entry = Entry::File("scenarios/tutorial.json".into());
        let scenario = load(&entry, &[]).expect("a sound scenario").scenario;
        let old = Grounds::of(&scenario);
        let holds = |change: &dyn Fn(&mut Scenario)| {
            let mut changed = scenario.clone();
            change(&mut changed);
            let new = Grounds::of(&changed);
            (new.are_within(&old), old.are_within(&new))
        };
        let (first, second) = (CountryId(0), CountryId(1));
        assert_eq!(holds(&|new| new.name = "renamed".into()), (true, true));
        assert_eq!(holds(&|new| new.rules.budget.total.max = Some(Money(1))), (true, true));
        assert_eq!(holds(&|new| new.rules.accreditation.forbidden.push((first, second))), (true, false));
        assert_eq!(holds(&|new| new.rules.accreditation.required.push((first, second))), (true, false));
        assert_eq!(holds(&|new| new.rules.retention.keep.push((first, None))), (true, false));
        assert_eq!(holds(&|new| new.rules.retention.close.push(second)), (true, false));
        assert_eq!(holds(&|new| new.rules.budget.total.min = Some(Money(1))), (false, false));
        assert_eq!(holds(&|new| new.countries[0].workload.0 += 1), (false, false));
    }
}
