//! The master problem: which columns make a network. A linear program that grows by columns and by
//! rows, and the dual prices that its rows put on countries, offices, posts and money.
//!
//! | row | says |
//! | --- | --- |
//! | cover c | Σ columns with c in the remit = 1 |
//! | one h | Σ columns at h ≤ 1, where h needs no coverage itself |
//! | seat g,t | Σ columns at g of tier t = y[g,t], for every tier but the lowest |
//! | line h,g | Σ columns at h under g ≤ y[g], added when broken |
//! | subordinates g | L y[g] ≤ Σ columns under g ≤ U y[g] |
//! | area g | L y[g] ≤ Σ members of remits under g and at g ≤ U y[g], for up to two tiers |
//! | separator g,c,S | Σ columns of area g with c ≤ Σ columns of area g with v, over v in S, added when broken |
//! | joint | sums over all columns: offices, posts, cash, closures, openings, moves |
//!
//! Money in thousands of currency units, as in the formulation.

use std::collections::BTreeMap;

use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, Row, RowProblem, Sense};

use super::column::{Column, Figures};
use super::separator::Separator;
use crate::model::MONEY_SCALE;
use crate::scenario::{CountryId, Family, Limits, Money, RegionId, Scenario, State, TierId};
use crate::solver::limits::Watcher;
use crate::solver::search::Prices;

/// A sum over all columns with limits on it.
#[derive(Debug, Clone, Copy)]
enum Joint {
    Offices(Option<RegionId>, Option<TierId>),
    Posts(Option<RegionId>),
    Cash(Option<RegionId>),
    /// Offices at sites of the baseline.
    Kept,
    Opened,
    Moved,
    /// Posts beyond the baseline's number, less the variable that pays for them.
    New,
}

struct Bounds {
    low: f64,
    high: f64,
}

struct RowState {
    row: Row,
    /// In the order of the solver's rows.
    number: usize,
    bounds: Bounds,
}

pub struct Master<'a> {
    whole: bool,
    scenario: &'a Scenario,
    prices: &'a Prices,
    model: Option<Model>,
    cover: BTreeMap<CountryId, RowState>,
    one: BTreeMap<CountryId, RowState>,
    seats: BTreeMap<(CountryId, TierId), (Col, RowState)>,
    lines: BTreeMap<(CountryId, TierId, CountryId), RowState>,
    subordinates: BTreeMap<(CountryId, TierId), Vec<RowState>>,
    areas: BTreeMap<CountryId, Vec<RowState>>,
    separators: Vec<(Separator, RowState)>,
    joint: Vec<(Joint, RowState)>,
    new_posts: Option<Col>,
    /// In the order of the solver's columns, `None` for columns that are not offices.
    columns: Vec<(Col, Option<Column>)>,
}

/// Dual prices in cents.
#[derive(Debug, Clone)]
pub struct Duals {
    /// By country.
    pub cover: Vec<f64>,
    pub moved: f64,
    /// By host, then tier: all that an office is credited with whatever its remit.
    offices: Vec<Vec<f64>>,
    lines: BTreeMap<(CountryId, TierId, CountryId), f64>,
    subordinates: BTreeMap<(CountryId, TierId), f64>,
    /// By top-tier host: of each member of the area.
    areas: Vec<f64>,
    /// By top-tier host, then country; only where separators are.
    separators: BTreeMap<CountryId, Vec<f64>>,
    /// By region.
    posts: Vec<f64>,
    /// By region, less than or equal to 0.
    cash: Vec<f64>,
    cash_in_all: f64,
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
    all: f64,
    own: Option<(CountryId, &'d [f64])>,
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
    rows_worth: f64,
    values: Vec<f64>,
    /// Reduced costs of the columns, in cents.
    reduced: Vec<f64>,
}

impl Relaxed {
    /// No network costs less, in cents, if no column of host h has a reduced cost below `least[h]`.
    pub fn bound(&self, least: &[f64]) -> f64 {
        self.rows_worth + least.iter().sum::<f64>()
    }
}

impl<'a> Master<'a> {
    /// `whole`: offices come whole or not at all.
    pub fn new(scenario: &'a Scenario, prices: &'a Prices, whole: bool) -> Self {
        let problem = RowProblem::default();
        let mut master = Self {
            whole,
            scenario,
            prices,
            model: None,
            cover: BTreeMap::new(),
            one: BTreeMap::new(),
            seats: BTreeMap::new(),
            lines: BTreeMap::new(),
            subordinates: BTreeMap::new(),
            areas: BTreeMap::new(),
            separators: Vec::new(),
            joint: Vec::new(),
            new_posts: None,
            columns: Vec::new(),
        };
        let mut model = {
            let mut model = problem.optimise(Sense::Minimise);
            model.make_quiet();
            model.set_option("threads", 1);
            model.set_option("parallel", "off");
            if !whole {
                model.set_option("solver", "simplex");
                model.set_option("presolve", "off");
            }
            model
        };
        for c in scenario.covered_ids() {
            let row = new_row(&mut model, 1.0, 1.0, Vec::new());
            master.cover.insert(c, row);
        }
        for h in scenario.country_ids().filter(|h| !scenario.country(*h).covered) {
            if prices.sites[h.0].iter().any(Option::is_some) {
                let row = new_row(&mut model, f64::NEG_INFINITY, 1.0, Vec::new());
                master.one.insert(h, row);
            }
        }
        let span = &scenario.rules.span;
        let span_is_hard = scenario.rules.span.state == State::Hard;
        for g in scenario.country_ids() {
            for t in scenario.tier_ids().rev().skip(1) {
                if prices.site(g, t).is_none() {
                    continue;
                }
                let y = model.add_column_with_integrality(0.0, 0.0..=1.0, Vec::new(), whole);
                master.columns.push((y, None));
                let row = new_row(&mut model, 0.0, 0.0, vec![(y, -1.0)]);
                let limits = if span_is_hard { span.subordinates[t.0] } else { Limits::default() };
                let most = limits.max.map_or(scenario.countries.len() as f64, f64::from);
                let mut rows = vec![new_row(&mut model, f64::NEG_INFINITY, 0.0, vec![(y, -most)])];
                if let Some(least) = limits.min {
                    rows.push(new_row(&mut model, 0.0, f64::INFINITY, vec![(y, -f64::from(least))]));
                }
                master.subordinates.insert((g, t), rows);
                if t.0 == 0 && span_is_hard && scenario.tiers.len() <= 2 {
                    let mut rows = Vec::new();
                    if let Some(most) = span.area.max {
                        rows.push(new_row(&mut model, f64::NEG_INFINITY, 0.0, vec![(y, -f64::from(most))]));
                    }
                    if let Some(least) = span.area.min {
                        rows.push(new_row(&mut model, 0.0, f64::INFINITY, vec![(y, -f64::from(least))]));
                    }
                    master.areas.insert(g, rows);
                }
                master.seats.insert((g, t), (y, row));
            }
        }
        master.add_joint(&mut model);
        master.model = Some(model);
        master
    }

    fn add_joint(&mut self, model: &mut Model) {
        let scenario = self.scenario;
        let rules = &scenario.rules;
        let is_hard = |family| rules.state(family) == State::Hard;
        let mut add = |joint, low: Option<f64>, high: Option<f64>, factors| {
            if low.is_some() || high.is_some() {
                let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
                self.joint.push((joint, new_row(model, low, high, factors)));
            }
        };
        let whole = |limits: Limits<u32>| (limits.min.map(f64::from), limits.max.map(f64::from));
        if is_hard(Family::Count) {
            let rule = &rules.count;
            let (low, high) = whole(rule.offices);
            add(Joint::Offices(None, None), low, high, Vec::new());
            for t in scenario.tier_ids() {
                let (low, high) = whole(rule.tiers[t.0]);
                add(Joint::Offices(None, Some(t)), low, high, Vec::new());
            }
            for r in scenario.region_ids() {
                let (low, high) = whole(rule.regions[r.0]);
                add(Joint::Offices(Some(r), None), low, high, Vec::new());
                for t in scenario.tier_ids() {
                    let (low, high) = whole(rule.region_tiers[r.0][t.0]);
                    add(Joint::Offices(Some(r), Some(t)), low, high, Vec::new());
                }
            }
        }
        let existing = f64::from(scenario.baseline.posts());
        let has_baseline = scenario.baseline.offices.iter().any(Option::is_some);
        if is_hard(Family::Posts) {
            let (low, high) = whole(rules.posts.total);
            add(Joint::Posts(None), low, high, Vec::new());
            for r in scenario.region_ids() {
                let (low, high) = whole(rules.posts.regions[r.0]);
                add(Joint::Posts(Some(r)), low, high, Vec::new());
            }
            let new = rules.posts.new;
            if has_baseline {
                let low = new.min.filter(|&min| min > 0).map(|min| existing + f64::from(min));
                add(Joint::Posts(None), low, new.max.map(|max| existing + f64::from(max)), Vec::new());
            }
        }
        // Closed sites cost what they cost; columns count the difference.
        let closed = |r: Option<RegionId>| -> f64 {
            let inside =
                scenario.country_ids().filter(|&h| r.is_none_or(|r| scenario.country(h).region == r));
            inside.map(|h| self.prices.closed[h.0]).sum::<i64>() as f64 / MONEY_SCALE
        };
        let mut new_factors = Vec::new();
        if has_baseline {
            let price = (self.prices.new_post - self.prices.redeployed_post) as f64 / MONEY_SCALE;
            let most = f64::from(u32::MAX);
            let n = model.add_col(price, 0.0..=most, Vec::new());
            self.columns.push((n, None));
            self.new_posts = Some(n);
            let row = new_row(model, f64::NEG_INFINITY, existing, vec![(n, -1.0)]);
            self.joint.push((Joint::New, row));
            new_factors.push((n, price));
        }
        if is_hard(Family::Budget) {
            let money = |limit: Option<Money>, r| limit.map(|money| money.0 as f64 / MONEY_SCALE - closed(r));
            let limits = rules.budget.total;
            let mut rows =
                vec![(Joint::Cash(None), money(limits.min, None), money(limits.max, None), new_factors)];
            for r in scenario.region_ids() {
                let limits = rules.budget.regions[r.0];
                rows.push((
                    Joint::Cash(Some(r)),
                    money(limits.min, Some(r)),
                    money(limits.max, Some(r)),
                    Vec::new(),
                ));
            }
            for (joint, low, high, factors) in rows {
                if low.is_some() || high.is_some() {
                    let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
                    self.joint.push((joint, new_row(model, low, high, factors)));
                }
            }
        }
        if is_hard(Family::Retention) {
            let rule = &rules.retention;
            let old = scenario.baseline.offices.iter().flatten().count() as f64;
            let mut add = |joint, low: f64, high: f64| {
                self.joint.push((joint, new_row(model, low, high, Vec::new())));
            };
            if let Some(max) = rule.max_closures {
                add(Joint::Kept, old - f64::from(max), f64::INFINITY);
            }
            if let Some(max) = rule.max_openings {
                add(Joint::Opened, f64::NEG_INFINITY, f64::from(max));
            }
            if let Some(max) = rule.max_moves {
                add(Joint::Moved, f64::NEG_INFINITY, f64::from(max));
            }
        }
    }

    /// How much `column` adds to a joint row.
    fn share(&self, joint: Joint, column: &Column, figures: &Figures) -> f64 {
        let region = self.scenario.country(column.host).region;
        let is_in = |r: Option<RegionId>| r.is_none_or(|r| r == region);
        let was_there = self.scenario.baseline.offices[column.host.0].is_some();
        let one = |yes: bool| f64::from(u8::from(yes));
        match joint {
            Joint::Offices(r, t) => one(is_in(r) && t.is_none_or(|t| t == column.tier)),
            Joint::Posts(r) => one(is_in(r)) * f64::from(column.posts),
            Joint::New => f64::from(column.posts),
            Joint::Cash(None) => (figures.cash + figures.redeployment) as f64 / MONEY_SCALE,
            Joint::Cash(r) => one(is_in(r)) * figures.cash as f64 / MONEY_SCALE,
            Joint::Kept => one(was_there),
            Joint::Opened => one(!was_there),
            Joint::Moved => figures.moved as f64,
        }
    }

    pub fn add_column(&mut self, column: Column) {
        let figures = column.figures(self.scenario, self.prices);
        let mut factors: Vec<(Row, f64)> = Vec::new();
        factors.extend(column.remit.iter().map(|c| (self.cover[c].row, 1.0)));
        factors.extend(self.one.get(&column.host).map(|state| (state.row, 1.0)));
        factors.extend(self.seats.get(&(column.host, column.tier)).map(|(_, state)| (state.row, 1.0)));
        if let Some(g) = column.superior {
            let above = TierId(column.tier.0 - 1);
            factors.extend(self.subordinates[&(g, above)].iter().map(|state| (state.row, 1.0)));
            factors.extend(self.lines.get(&(column.host, column.tier, g)).map(|state| (state.row, 1.0)));
        }
        let members = column.remit.len() as f64;
        factors
            .extend(self.areas.get(&column.root()).into_iter().flatten().map(|state| (state.row, members)));
        for (separator, state) in &self.separators {
            let share = separator.share(&column);
            if share != 0.0 {
                factors.push((state.row, share));
            }
        }
        for (joint, state) in &self.joint {
            let share = self.share(*joint, &column, &figures);
            if share != 0.0 {
                factors.push((state.row, share));
            }
        }
        let cost = figures.cost() as f64 / MONEY_SCALE;
        let model = self.model.as_mut().expect("between solves");
        let number = if self.whole {
            model.add_integer_column(cost, 0.0..=1.0, factors)
        } else {
            // No more than 1 by the cover rows; a bound of its own would have a price that no row shows.
            model.add_col(cost, 0.0.., factors)
        };
        self.columns.push((number, Some(column)));
    }

    /// Solves the linear program; `None` if it has no solution.
    pub fn solve(&mut self) -> Option<Relaxed> {
        let solved = self.model.take().expect("between solves").solve();
        let status = solved.status();
        let solution = solved.get_solution();
        let objective = solved.objective_value();
        self.model = Some(Model::from(solved));
        if status != HighsModelStatus::Optimal {
            return None;
        }
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
        Some(Relaxed {
            objective: objective * MONEY_SCALE + constant as f64,
            duals,
            rows_worth,
            values,
            reduced,
        })
    }

    /// The best choice of whole columns, in a master of whole columns, looked for from `start` within
    /// `nodes` of branch and bound; `None` where HiGHS finds none.
    pub fn best(&mut self, start: &[Column], gap: f64, nodes: i32, watcher: &Watcher) -> Option<Vec<Column>> {
        let values = self.values_of(start);
        let mut model = self.model.take().expect("between solves");
        model.set_option("mip_rel_gap", gap);
        model.set_option("mip_max_nodes", nodes);
        model.set_option("time_limit", watcher.seconds_left().min(1e9));
        // A start that HiGHS does not take is no loss but of time.
        let _ = model.try_set_solution(Some(&values), None, None, None);
        let solved = model.solve();
        let found = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
        let values = solved.get_solution().columns().to_vec();
        self.model = Some(Model::from(solved));
        let chosen = self.columns.iter().zip(values).filter(|(_, value)| *value > 0.5);
        found.then(|| chosen.filter_map(|((_, column), _)| column.clone()).collect())
    }

    /// Of the solver's columns, for a network of these columns.
    fn values_of(&self, network: &[Column]) -> Vec<f64> {
        let one = |yes: bool| f64::from(u8::from(yes));
        let mut values: Vec<f64> = self
            .columns
            .iter()
            .map(|(_, column)| one(column.as_ref().is_some_and(|column| network.contains(column))))
            .collect();
        for (&(g, t), (y, _)) in &self.seats {
            values[y.index()] = one(network.iter().any(|column| column.host == g && column.tier == t));
        }
        if let Some(n) = self.new_posts {
            let posts: u32 = network.iter().map(|column| column.posts).sum();
            values[n.index()] = f64::from(posts.saturating_sub(self.scenario.baseline.posts()));
        }
        values
    }

    /// Columns of reduced cost up to `most` cents, and all separators and lines, for a master of whole
    /// columns.
    pub fn within(&self, relaxed: &Relaxed, most: f64, kept: &[Column]) -> Self {
        let mut whole = Self::new(self.scenario, self.prices, true);
        for ((_, column), reduced) in self.columns.iter().zip(&relaxed.reduced) {
            if let Some(column) = column.as_ref().filter(|column| *reduced <= most || kept.contains(column)) {
                whole.add_column(column.clone());
            }
        }
        self.separators.iter().for_each(|(separator, _)| whole.add_separator(separator.clone()));
        self.lines.keys().for_each(|&line| whole.add_line(line));
        whole
    }

    /// How much of each country lies in the area of each root, where any does.
    pub fn areas(&self, relaxed: &Relaxed) -> BTreeMap<CountryId, BTreeMap<CountryId, f64>> {
        let mut areas: BTreeMap<CountryId, BTreeMap<CountryId, f64>> = BTreeMap::new();
        for ((_, column), value) in self.columns.iter().zip(&relaxed.values) {
            if let Some(column) = column.as_ref().filter(|_| *value > 1e-9) {
                let area = areas.entry(column.root()).or_default();
                column.remit.iter().for_each(|&c| *area.entry(c).or_default() += value);
            }
        }
        areas
    }

    pub fn add_separator(&mut self, separator: Separator) {
        let model = self.model.as_mut().expect("between solves");
        let factors = self.columns.iter().filter_map(|(number, column)| {
            let share = separator.share(column.as_ref()?);
            (share != 0.0).then_some((*number, share))
        });
        let row = new_row(model, f64::NEG_INFINITY, 0.0, factors.collect());
        self.separators.push((separator, row));
    }

    fn add_line(&mut self, line: (CountryId, TierId, CountryId)) {
        let (h, t, g) = line;
        let (y, _) = self.seats[&(g, TierId(t.0 - 1))];
        let mut factors = vec![(y, -1.0)];
        for (number, column) in &self.columns {
            if column.as_ref().is_some_and(|c| c.host == h && c.tier == t && c.superior == Some(g)) {
                factors.push((*number, 1.0));
            }
        }
        let model = self.model.as_mut().expect("between solves");
        let row = new_row(model, f64::NEG_INFINITY, 0.0, factors);
        self.lines.insert(line, row);
    }

    /// Adds the line rows that `relaxed` breaks; how many.
    pub fn separate_lines(&mut self, relaxed: &Relaxed) -> usize {
        let mut under: BTreeMap<(CountryId, TierId, CountryId), f64> = BTreeMap::new();
        for ((_, column), value) in self.columns.iter().zip(&relaxed.values) {
            if let Some(Column { host, tier, superior: Some(g), .. }) = column {
                *under.entry((*host, *tier, *g)).or_default() += value;
            }
        }
        let mut added = 0;
        for ((h, t, g), value) in under {
            let (y, _) = self.seats[&(g, TierId(t.0 - 1))];
            if value <= relaxed.values[y.index()] + 1e-6 || self.lines.contains_key(&(h, t, g)) {
                continue;
            }
            self.add_line((h, t, g));
            added += 1;
        }
        added
    }
}

fn new_row(model: &mut Model, low: f64, high: f64, factors: Vec<(Col, f64)>) -> RowState {
    let number = model.num_rows();
    let row = match (low.is_finite(), high.is_finite()) {
        (true, true) => model.add_row(low..=high, factors),
        (true, false) => model.add_row(low.., factors),
        _ => model.add_row(..=high, factors),
    };
    RowState { row, number, bounds: Bounds { low, high } }
}
