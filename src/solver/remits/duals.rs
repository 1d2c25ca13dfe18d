//! Dual prices: what the rows of the master problem put on countries, offices, posts and money.

use std::collections::BTreeMap;

use highs::Solution;

use super::master::{Joint, Master, RowState};
use crate::model::MONEY_SCALE;
use crate::scenario::{CountryId, Limits, RegionId, State, TierId};

/// Dual prices in cents.
#[derive(Debug, Clone)]
pub struct Duals {
    /// By country.
    pub cover: Vec<f64>,
    pub moved: f64,
    /// By host, then tier: all that an office is credited with whatever its remit.
    pub(super) offices: Vec<Vec<f64>>,
    pub(super) lines: BTreeMap<(CountryId, TierId, CountryId), f64>,
    pub(super) subordinates: BTreeMap<(CountryId, TierId), f64>,
    /// By top-tier host: of each member of the area.
    pub(super) areas: Vec<f64>,
    /// By top-tier host, then country; only where separators are.
    pub(super) separators: BTreeMap<CountryId, Vec<f64>>,
    /// By region.
    pub(super) posts: Vec<f64>,
    /// By region, less than or equal to 0.
    pub(super) cash: Vec<f64>,
    pub(super) cash_in_all: f64,
}

impl Duals {
    pub fn office(&self, host: CountryId, tier: TierId) -> f64 {
        self.offices[host.0][tier.0]
    }

    /// Of an office at `host` that reports to `superior`.
    pub fn line(&self, host: CountryId, tier: TierId, superior: CountryId) -> f64 {
        let line = self.lines.get(&(host, tier, superior)).copied().unwrap_or(0.0);
        let above = TierId(tier.0 - 1);
        line + self.subordinates.get(&(superior, above)).copied().unwrap_or(0.0)
    }

    pub fn area(&self, root: CountryId) -> AreaDuals<'_> {
        AreaDuals {
            all: self.areas[root.0],
            own: self.separators.get(&root).map(|own| (root, own.as_slice())),
        }
    }

    pub fn posts(&self, region: RegionId) -> f64 {
        self.posts[region.0]
    }

    /// What a cent of a region's cash weighs.
    pub fn cash_factor(&self, region: RegionId) -> f64 {
        1.0 - self.cash[region.0] - self.cash_in_all
    }

    /// What a cent of the network's own cash weighs.
    pub fn network_factor(&self) -> f64 {
        1.0 - self.cash_in_all
    }
}

/// What members of one area are credited with.
#[derive(Clone, Copy)]
pub struct AreaDuals<'d> {
    pub(super) all: f64,
    pub(super) own: Option<(CountryId, &'d [f64])>,
}

impl AreaDuals<'_> {
    pub fn member(&self, country: CountryId) -> f64 {
        self.all + self.own.map_or(0.0, |(_, own)| own[country.0])
    }

    /// Whether every country is credited alike.
    pub fn is_like(&self, other: &Self) -> bool {
        self.cmp_to(other).is_eq()
    }

    pub fn cmp_to(&self, other: &Self) -> std::cmp::Ordering {
        let root = |duals: &Self| duals.own.map(|(root, _)| root);
        root(self).cmp(&root(other)).then(self.all.total_cmp(&other.all))
    }
}

/// An optimal vertex of the linear program.
pub struct Relaxed {
    /// In cents, with all constants.
    pub objective: f64,
    pub duals: Duals,
    /// What the rows are worth at these duals, without the columns: the start of every bound.
    pub(super) rows_worth: f64,
    pub(super) values: Vec<f64>,
    /// Reduced costs of the columns, in cents.
    pub(super) reduced: Vec<f64>,
}

impl Relaxed {
    /// No network costs less, in cents, if no column of host h has a reduced cost below `least[h]`.
    pub fn bound(&self, least: &[f64]) -> f64 {
        self.rows_worth + least.iter().sum::<f64>()
    }
}

impl Master<'_> {
    /// Objective (in cents, without constants) and dual prices of an optimal vertex.
    pub(super) fn read(&self, solution: &Solution, objective: f64) -> Relaxed {
        let constant: i64 = self.prices.closed.iter().sum();
        let (rows, values) = (solution.dual_rows(), solution.columns().to_vec());
        let reduced = solution.dual_columns().iter().map(|reduced| reduced * MONEY_SCALE).collect();
        let mut rows_worth = constant as f64;
        let mut priced = |state: &RowState, value: f64| -> f64 {
            // Of the wrong sign by rounding: 0 is as good a price.
            let limit = if value > 0.0 { state.bounds.low } else { state.bounds.high };
            let value = if limit.is_finite() { value } else { 0.0 };
            if value != 0.0 {
                rows_worth += value * limit;
            }
            value
        };
        let raw = |state: &RowState| rows[state.number] * MONEY_SCALE;
        let mut dual = |state: &RowState| priced(state, raw(state));
        let scenario = self.scenario;
        let mut duals = Duals {
            cover: vec![0.0; scenario.countries.len()],
            moved: 0.0,
            offices: vec![vec![0.0; scenario.tiers.len()]; scenario.countries.len()],
            lines: BTreeMap::new(),
            subordinates: BTreeMap::new(),
            areas: vec![0.0; scenario.countries.len()],
            separators: BTreeMap::new(),
            posts: vec![0.0; scenario.regions.len()],
            cash: vec![0.0; scenario.regions.len()],
            cash_in_all: 0.0,
        };
        for (c, state) in &self.cover {
            duals.cover[c.0] = dual(state);
        }
        for (h, state) in &self.one {
            let value = dual(state);
            duals.offices[h.0].iter_mut().for_each(|office| *office += value);
        }
        // What y is worth: its reduced cost is −(sum of its own factors times duals).
        let mut seat_cost: BTreeMap<(CountryId, TierId), f64> = BTreeMap::new();
        for (&(g, t), (_, state)) in &self.seats {
            let value = dual(state);
            duals.offices[g.0][t.0] += value;
            *seat_cost.entry((g, t)).or_default() += value;
        }
        let span = &scenario.rules.span;
        for (&(h, t, g), state) in &self.lines {
            let value = dual(state);
            duals.lines.insert((h, t, g), value);
            *seat_cost.entry((g, TierId(t.0 - 1))).or_default() += value;
        }
        for (&(g, t), states) in &self.subordinates {
            let limits = if span.state == State::Hard { span.subordinates[t.0] } else { Limits::default() };
            let most = limits.max.map_or(scenario.countries.len() as f64, f64::from);
            let factors = [Some(most), limits.min.map(f64::from)];
            for (state, factor) in states.iter().zip(factors.into_iter().flatten()) {
                let value = dual(state);
                *duals.subordinates.entry((g, t)).or_default() += value;
                *seat_cost.entry((g, t)).or_default() += value * factor;
            }
        }
        for (&g, states) in &self.areas {
            let factors = [span.area.max, span.area.min];
            for (state, factor) in states.iter().zip(factors.into_iter().flatten()) {
                let value = dual(state);
                duals.areas[g.0] += value;
                *seat_cost.entry((g, TierId(0))).or_default() += value * f64::from(factor);
            }
        }
        for (separator, state) in &self.separators {
            let value = dual(state);
            let own =
                duals.separators.entry(separator.root).or_insert_with(|| vec![0.0; scenario.countries.len()]);
            own[separator.country.0] += value;
            separator.set.iter().for_each(|v| own[v.0] -= value);
        }
        let is_cash = |joint: &Joint| matches!(joint, Joint::Cash(_));
        for (joint, state) in self.joint.iter().filter(|(joint, _)| is_cash(joint)) {
            let value = dual(state) / MONEY_SCALE;
            match *joint {
                Joint::Cash(Some(r)) => duals.cash[r.0] += value,
                _ => duals.cash_in_all += value,
            }
        }
        // The variable for new posts must not earn anything.
        let new_price = (self.prices.new_post - self.prices.redeployed_post) as f64 * duals.network_factor();
        for (joint, state) in self.joint.iter().filter(|(joint, _)| !is_cash(joint)) {
            let value = match joint {
                Joint::New => priced(state, raw(state).max(-new_price)),
                _ => priced(state, raw(state)),
            };
            match *joint {
                Joint::Offices(r, t) => {
                    for h in
                        scenario.country_ids().filter(|&h| r.is_none_or(|r| scenario.country(h).region == r))
                    {
                        for tier in scenario.tier_ids().filter(|&tier| t.is_none_or(|t| t == tier)) {
                            duals.offices[h.0][tier.0] += value;
                        }
                    }
                }
                Joint::Posts(Some(r)) => duals.posts[r.0] += value,
                Joint::Posts(None) | Joint::New => duals.posts.iter_mut().for_each(|posts| *posts += value),
                Joint::Cash(_) => {}
                Joint::Kept | Joint::Opened => {
                    let kept = matches!(joint, Joint::Kept);
                    for h in scenario.country_ids() {
                        if scenario.baseline.offices[h.0].is_some() == kept {
                            duals.offices[h.0].iter_mut().for_each(|office| *office += value);
                        }
                    }
                }
                Joint::Moved => duals.moved += value,
            }
        }
        // y lies between 0 and 1 and has no price of its own.
        rows_worth += seat_cost.values().map(|cost| cost.min(0.0)).sum::<f64>();
        Relaxed { objective: objective + constant as f64, duals, rows_worth, values, reduced }
    }
}
