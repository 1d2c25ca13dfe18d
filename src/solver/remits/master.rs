//! The master problem: which columns make a network. A linear program that grows by columns and by
//! rows; its dual prices are read in [`duals`](super::duals).
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
use super::duals::Relaxed;
use super::separator::Separator;
use crate::model::MONEY_SCALE;
use crate::scenario::{CountryId, Family, Limits, Money, RegionId, Scenario, State, TierId};
use crate::solver::limits::Watcher;
use crate::solver::search::Prices;

/// A sum over all columns with limits on it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Joint {
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

pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

pub(super) struct RowState {
    row: Row,
    /// In the order of the solver's rows.
    pub(super) number: usize,
    pub(super) bounds: Bounds,
}

pub struct Master<'a> {
    whole: bool,
    pub(super) scenario: &'a Scenario,
    pub(super) prices: &'a Prices,
    model: Option<Model>,
    pub(super) cover: BTreeMap<CountryId, RowState>,
    pub(super) one: BTreeMap<CountryId, RowState>,
    pub(super) seats: BTreeMap<(CountryId, TierId), (Col, RowState)>,
    pub(super) lines: BTreeMap<(CountryId, TierId, CountryId), RowState>,
    pub(super) subordinates: BTreeMap<(CountryId, TierId), Vec<RowState>>,
    pub(super) areas: BTreeMap<CountryId, Vec<RowState>>,
    pub(super) separators: Vec<(Separator, RowState)>,
    pub(super) joint: Vec<(Joint, RowState)>,
    new_posts: Option<Col>,
    /// In the order of the solver's columns, `None` for columns that are not offices.
    columns: Vec<(Col, Option<Column>)>,
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
        Some(self.read(&solution, objective * MONEY_SCALE))
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
