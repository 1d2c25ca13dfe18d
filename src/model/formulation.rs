//! A scenario as variables, objective and rows, and the way back from values to a network.

use std::collections::HashMap;

use good_lp::variable::UnsolvedProblem;
use good_lp::{Constraint, Expression, ProblemVariables, Variable, constraint, variable};

use super::constraints;
use super::objective::{self, Term};
use super::variables::{self, Columns};
use crate::geography::Geography;
use crate::plan::{self, Component, Network, Office, Tariff};
use crate::scenario::{ArrangementId, CountryId, Family, Money, Scenario, TierId, Weights};

/// The objective and the rows of `budget` count in thousands of currency units.
pub const MONEY_SCALE: f64 = 100_000.0;

/// More units than any limit is missed by.
const MOST_MISSED: f64 = 1e7;

/// A row with the family it belongs to.
#[derive(Clone)]
pub struct Row {
    /// `None`: holds an earlier objective.
    pub family: Option<Family>,
    pub name: String,
    pub constraint: Constraint,
}

pub struct Formulation<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub columns: Columns,
    pub variables: ProblemVariables,
    /// The one of [`Scenario::objective`] that is looked at.
    stage: usize,
    /// What the earlier ones may come to at most.
    limits: Vec<Money>,
    /// Of each objective.
    terms: Vec<Vec<Term>>,
    /// The yearly cost, unweighed, for `budget`.
    pub(super) cost: Vec<Term>,
    pub rows: Vec<Row>,
    /// Of each variable in the order of the solver's columns.
    positions: HashMap<Variable, usize>,
}

impl<'a> Formulation<'a> {
    /// By the first objective.
    pub fn new(scenario: &'a Scenario, geography: &'a Geography) -> Self {
        Self::after(scenario, geography, &[])
    }

    /// By the objective after those whose best values are given, among the plans that attain these.
    pub fn after(scenario: &'a Scenario, geography: &'a Geography, values: &[Money]) -> Self {
        let mut variables = ProblemVariables::new();
        let columns = variables::make(scenario, geography, &mut variables);
        let terms = |weights: &Weights| objective::terms(scenario, geography, weights, &columns);
        let (cost, terms) = (terms(&Weights::COST), scenario.objective.iter().map(terms).collect());
        let mut formulation = Self {
            scenario,
            geography,
            columns,
            variables,
            stage: values.len(),
            limits: values.to_vec(),
            terms,
            cost,
            rows: Vec::new(),
            positions: HashMap::new(),
        };
        constraints::add_all(&mut formulation);
        formulation.hold_earlier_objectives();
        formulation.positions = formulation
            .variables
            .iter_variables_with_def()
            .enumerate()
            .map(|(position, (variable, _))| (variable, position))
            .collect();
        formulation
    }

    /// The problem in good_lp. The constant part of the objective is left out: see
    /// [`Self::constant`].
    pub fn problem(&self) -> (UnsolvedProblem, Vec<Constraint>) {
        let sum = self.sum_of(self.stage);
        let rows = self.rows.iter().map(|row| row.constraint.clone()).collect();
        (self.variables.clone().minimise(sum), rows)
    }

    /// Part of the objective that no decision changes.
    pub fn constant(&self) -> Money {
        self.constant_of(self.stage)
    }

    fn constant_of(&self, stage: usize) -> Money {
        self.terms[stage].iter().filter(|term| term.variable.is_none()).map(|term| term.amount).sum()
    }

    /// Without its constant part.
    fn sum_of(&self, stage: usize) -> Expression {
        let mut sum = Expression::with_capacity(self.terms[stage].len());
        for term in &self.terms[stage] {
            if let Some(variable) = term.variable {
                sum.add_mul(scaled(term.amount), variable);
            }
        }
        sum
    }

    /// Each earlier objective comes to no more than its best value. Amounts are whole hundredths, so the
    /// row counts in their greatest common divisor, and half of one is left for rounding.
    fn hold_earlier_objectives(&mut self) {
        for (stage, value) in self.limits.clone().into_iter().enumerate() {
            let amounts =
                || self.terms[stage].iter().filter_map(|term| Some((term.amount.0, term.variable?)));
            let divisor = amounts().fold(0, |divisor, (amount, _)| gcd(divisor, amount.abs())).max(1);
            let sum = sum(amounts().map(|(amount, variable)| ((amount / divisor) as f64, variable)));
            let most = (value - self.constant_of(stage)).0.div_euclid(divisor) as f64 + 0.5;
            let constraint = constraint::leq(sum, number(most));
            self.rows.push(Row { family: None, name: format!("objective_{stage}"), constraint });
        }
    }

    /// What `network` comes to by the objective that is looked at; `None` where it breaks a hard rule, or
    /// an earlier objective could be better.
    pub fn value(&self, network: &Network) -> Option<Money> {
        let value = |stage: usize| {
            plan::value(self.scenario, self.geography, network, &self.scenario.objective[stage])
        };
        let is_plan = plan::broken_rules(self.scenario, self.geography, network).is_empty();
        let is_best = is_plan && self.limits.iter().enumerate().all(|(stage, &limit)| value(stage) <= limit);
        is_best.then(|| value(self.stage))
    }

    /// Nothing but the yearly cost counts.
    pub fn is_by_cost(&self) -> bool {
        self.scenario.objective == [Weights::COST]
    }

    pub(super) fn at_most(&mut self, family: Family, name: String, left: Expression, right: Expression) {
        self.rows.push(Row { family: Some(family), name, constraint: constraint::leq(left, right) });
    }

    pub(super) fn at_least(&mut self, family: Family, name: String, left: Expression, right: Expression) {
        self.rows.push(Row { family: Some(family), name, constraint: constraint::geq(left, right) });
    }

    pub(super) fn equal(&mut self, family: Family, name: String, left: Expression, right: Expression) {
        self.rows.push(Row { family: Some(family), name, constraint: constraint::eq(left, right) });
    }

    /// How far `family` is missed, in its units up to `most`, at its price; `None` where it is hard.
    pub(super) fn priced(&mut self, family: Family, name: String, most: f64) -> Option<Variable> {
        self.priced_at(family, self.scenario.rules.price(family)?, name, most)
    }

    /// The same at another price than the family's first.
    pub(super) fn priced_at(
        &mut self,
        family: Family,
        amount: Money,
        name: String,
        most: f64,
    ) -> Option<Variable> {
        self.scenario.rules.price(family)?;
        Some(self.missed(name, most, |tariff| tariff.breach(amount)))
    }

    /// Rows that keep `value` between limits; where the family is soft, up to whole units at its price.
    pub(super) fn within(
        &mut self,
        family: Family,
        name: &str,
        value: Expression,
        min: Option<Expression>,
        max: Option<Expression>,
    ) {
        if min.is_none() && max.is_none() {
            return;
        }
        let missed = self.priced(family, format!("e_{name}"), MOST_MISSED);
        let missed = || missed.map_or_else(Expression::default, Expression::from);
        if let Some(min) = min {
            self.at_least(family, format!("least_{name}"), value.clone() + missed(), min);
        }
        if let Some(max) = max {
            self.at_most(family, format!("most_{name}"), value - missed(), max);
        }
    }

    /// A whole number of units by which something is missed, weighed by each objective.
    pub(super) fn missed(&mut self, name: String, most: f64, price: impl Fn(&Tariff) -> Money) -> Variable {
        let missed = self.variables.add(variable().integer().min(0).max(most.ceil()).name(name));
        for (weights, terms) in self.scenario.objective.iter().zip(&mut self.terms) {
            let amount = price(&Tariff::weighed(self.scenario, self.geography, weights));
            let component = Component::Breaches;
            terms.push(Term { variable: Some(missed), amount, component, region: None });
        }
        missed
    }

    /// Σ_t y[h,t]: an office is open at `host`.
    pub(super) fn is_open(&self, host: CountryId) -> Expression {
        sum(self.columns.open[host.0].iter().flatten().map(|&y| (1.0, y)))
    }

    /// Σ_{t,k} `of`(t, k) z[h,t,k].
    pub(super) fn by_arrangement(
        &self,
        host: CountryId,
        of: impl Fn(TierId, ArrangementId) -> f64,
    ) -> Expression {
        let mut all = Expression::default();
        for (t, housed) in self.scenario.tier_ids().zip(&self.columns.housed[host.0]) {
            housed.iter().for_each(|&(k, z)| all.add_mul(of(t, k), z));
        }
        all
    }

    /// Of the office at `host`, in staff-months.
    pub(super) fn overhead(&self, host: CountryId) -> Expression {
        self.by_arrangement(host, |t, k| self.scenario.tier(t).terms(k).overhead.to_units())
    }

    /// Σ_t p[h,t].
    pub(super) fn posts_at(&self, host: CountryId) -> Expression {
        sum(self.columns.posts[host.0].iter().flatten().map(|&p| (1.0, p)))
    }

    /// Country id, for names of rows.
    pub(super) fn id(&self, country: CountryId) -> &'a str {
        &self.scenario.country(country).id
    }

    /// The network that whole values of the variables stand for.
    pub fn read(&self, values: &[f64]) -> Network {
        let is_set = |variable: Variable| values[self.position(variable)] > 0.5;
        let office = |h: CountryId| {
            self.scenario.tier_ids().find_map(|t| {
                let open = self.columns.open[h.0][t.0]?;
                let arrangement = self.columns.housed[h.0][t.0].iter().find(|&&(_, z)| is_set(z));
                is_set(open).then(|| Office {
                    tier: t,
                    arrangement: arrangement.map_or(ArrangementId::PREMISES, |&(k, _)| k),
                    reports_to: self.columns.reports[h.0][t.0]
                        .iter()
                        .find(|&&(_, r)| is_set(r))
                        .map(|&(g, _)| g),
                    posts: self.columns.posts[h.0][t.0]
                        .map_or(0, |posts| values[self.position(posts)].round() as u32),
                })
            })
        };
        Network {
            offices: self.scenario.country_ids().map(office).collect(),
            covered_by: self
                .columns
                .cover
                .iter()
                .map(|cover| cover.iter().find(|&&(_, x)| is_set(x)).map(|&(h, _)| h))
                .collect(),
        }
    }

    /// The values of the whole-valued variables among `values`, rounded.
    pub fn whole(&self, values: &[f64]) -> Vec<Option<f64>> {
        let definitions = self.variables.iter_variables_with_def();
        definitions.zip(values).map(|((_, d), value)| d.is_integer().then(|| value.round())).collect()
    }

    /// Values of the whole-valued variables for `network`, for a warm start; `None` elsewhere.
    /// Decisions that have no variable are dropped.
    pub fn start(&self, network: &Network) -> Vec<Option<f64>> {
        let mut values = vec![None; self.variables.len()];
        let mut set = |variable: Variable, value: f64| values[self.position(variable)] = Some(value);
        for h in self.scenario.country_ids() {
            for t in self.scenario.tier_ids() {
                let office = network.office(h).filter(|office| office.tier == t);
                if let Some(open) = self.columns.open[h.0][t.0] {
                    set(open, f64::from(u8::from(office.is_some())));
                }
                for &(k, housed) in &self.columns.housed[h.0][t.0] {
                    set(housed, f64::from(u8::from(office.is_some_and(|o| o.arrangement == k))));
                }
                if let Some(posts) = self.columns.posts[h.0][t.0] {
                    set(posts, office.map_or(0.0, |o| f64::from(o.posts)));
                }
                for &(g, r) in &self.columns.reports[h.0][t.0] {
                    set(r, f64::from(u8::from(office.is_some_and(|o| o.reports_to == Some(g)))));
                }
            }
            for &(office, x) in &self.columns.cover[h.0] {
                set(x, f64::from(u8::from(network.covered_by[h.0] == Some(office))));
            }
        }
        values
    }

    /// Of `variable` in the order of the solver's columns.
    pub fn position(&self, variable: Variable) -> usize {
        self.positions[&variable]
    }
}

pub(super) fn scaled(amount: Money) -> f64 {
    amount.0 as f64 / MONEY_SCALE
}

pub(super) fn sum(terms: impl IntoIterator<Item = (f64, Variable)>) -> Expression {
    let mut sum = Expression::default();
    for (factor, variable) in terms {
        sum.add_mul(factor, variable);
    }
    sum
}

pub(super) fn number(value: f64) -> Expression {
    Expression::from(value)
}

/// The greatest common divisor of what is not below zero.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
