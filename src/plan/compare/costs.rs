//! Cost: components, regions, totals. The differences of the components add up to that of the total,
//! to the cent, because the figures of a sound plan do and subtraction is exact.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::plan::{Component, Costs};
use crate::scenario::Money;

/// Yearly cost of both plans; the sections are those of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostChanges {
    pub total: Change<Money>,
    pub cash: Change<Money>,
    /// Priced losses of service: total less cash.
    pub service: Change<Money>,
    pub components: BTreeMap<Component, Change<Money>>,
    /// By region id; `network` holds what no region answers for. What a plan lacks is zero.
    pub regions: BTreeMap<String, BTreeMap<Component, Change<Money>>>,
}

impl CostChanges {
    pub fn new(first: &Costs, this: &Costs) -> Self {
        let none = BTreeMap::new();
        let region = |costs: &Costs, id: &String| costs.regions.get(id).unwrap_or(&none).clone();
        let regions: BTreeSet<&String> = first.regions.keys().chain(this.regions.keys()).collect();
        Self {
            total: Change::new(first.total, this.total),
            cash: Change::new(first.cash, this.cash),
            service: Change::new(first.service, this.service),
            components: by_component(&first.components, &this.components),
            regions: regions
                .into_iter()
                .map(|id| (id.clone(), by_component(&region(first, id), &region(this, id))))
                .collect(),
        }
    }

    pub fn differs(&self) -> bool {
        self.components.values().chain(self.regions.values().flat_map(BTreeMap::values)).any(Change::differs)
    }
}

/// Every component that one of the two names.
pub fn by_component(
    first: &BTreeMap<Component, Money>,
    this: &BTreeMap<Component, Money>,
) -> BTreeMap<Component, Change<Money>> {
    let amount =
        |lines: &BTreeMap<Component, Money>, of: Component| lines.get(&of).copied().unwrap_or_default();
    let components: BTreeSet<Component> = first.keys().chain(this.keys()).copied().collect();
    components.into_iter().map(|of| (of, Change::new(amount(first, of), amount(this, of)))).collect()
}
