//! The best plan so far, as the checker reads the rules.

use super::choice::Choice;
use super::core::Draft;
use super::interchange;
use super::plans::{self, Table};
use super::problem::Problem;
use super::relaxation::Remits;
use crate::plan::{self, CostBreakdown, Network, Tariff};
use crate::scenario::Money;
use crate::solver::limits::Watcher;
use crate::solver::search::{COOL_START, PATIENT, WARM_START, near, search};

pub struct Incumbent<'p> {
    problem: &'p Problem<'p>,
    table: Table,
    best: Option<(Money, Draft)>,
    /// The cheapest draft since one was last looked around that breaks rules and costs less than the best plan.
    nearly: Option<(Money, Draft)>,
    /// What the best plan cost, if one was known, when it was last looked for a better one.
    looked: Option<Option<Money>>,
    pub can_interchange: bool,
    /// Choices of sites tried already.
    tried: std::collections::BTreeSet<Vec<bool>>,
}

impl<'p> Incumbent<'p> {
    pub fn new(problem: &'p Problem<'p>) -> Self {
        Self {
            table: Table::new(problem),
            best: None,
            nearly: None,
            looked: None,
            can_interchange: interchange::applies(problem),
            tried: std::collections::BTreeSet::new(),
            problem,
        }
    }

    pub fn cost(&self) -> Option<Money> {
        self.best.as_ref().map(|(cost, _)| *cost)
    }

    /// In grains.
    pub fn grains(&self) -> Option<i64> {
        self.cost().map(|cost| self.problem.grains(cost))
    }

    pub fn draft(&self) -> Option<&Draft> {
        self.best.as_ref().map(|(_, draft)| draft)
    }

    pub fn network(&self) -> Option<Network> {
        self.draft().map(|draft| self.problem.network(&draft.open, &draft.site_of))
    }

    /// Whether `draft` is a plan, and better than what was known.
    pub fn offer(&mut self, draft: Draft) -> bool {
        let problem = self.problem;
        let cost = problem.money(self.table.cost(problem, &draft));
        if self.cost().is_some_and(|known| known <= cost) {
            return false;
        }
        let network = problem.network(&draft.open, &draft.site_of);
        if !plan::broken_rules(problem.scenario, problem.geography, &network).is_empty() {
            if self.nearly.as_ref().is_none_or(|(known, _)| cost < *known) {
                self.nearly = Some((cost, draft));
            }
            return false;
        }
        let tariff = Tariff::new(problem.scenario, problem.geography);
        debug_assert_eq!(cost, CostBreakdown::new(problem.scenario, &tariff, &network).total());
        self.best = Some((cost, draft));
        true
    }

    /// Looks around the cheapest draft that is not a plan, where it is nearer to `bound` than to the best plan: floors,
    /// ceilings and contiguity together leave the drafts of the relaxation few chances to be plans. Else around the
    /// best plan, once, or everywhere where there is none.
    pub fn improve(&mut self, bound: i64, seed: u64, watcher: &Watcher) {
        let problem = self.problem;
        let middle = self.grains().map_or(i64::MAX, |best| best.midpoint(bound));
        let is_near = |nearly: &mut (Money, Draft)| problem.grains(nearly.0) < middle;
        let nearly = self.nearly.take_if(is_near).map(|(_, draft)| draft);
        if nearly.is_none() && (self.looked == Some(self.cost()) || self.can_interchange) {
            return;
        }
        let course = if nearly.is_some() { COOL_START } else { WARM_START };
        let (scenario, geography) = (problem.scenario, problem.geography);
        let found = match nearly.as_ref().or(self.draft()) {
            Some(draft) => {
                let network = problem.network(&draft.open, &draft.site_of);
                near(scenario, geography, &network, course, seed, watcher).into_iter().collect()
            }
            None => search(scenario, geography, PATIENT, seed, watcher).plans,
        };
        found.iter().for_each(|plan| self.start(plan));
        self.looked = Some(self.cost());
    }

    /// A plan from elsewhere; what is not one is dropped.
    pub fn start(&mut self, network: &Network) {
        let problem = self.problem;
        let open: Vec<bool> =
            problem.sites.iter().map(|site| network.offices[site.host.0].is_some()).collect();
        let site_of = |host| problem.sites.iter().position(|site| site.host == host);
        let covered = problem.customers.iter().map(|customer| network.covered_by[customer.0]);
        let site_of: Option<Vec<u32>> = covered
            .enumerate()
            .map(|(customer, host)| {
                let site = site_of(host?)?;
                self.table.price(site, customer).map(|_| site as u32)
            })
            .collect();
        if let Some(site_of) = site_of {
            self.offer(Draft { open, site_of });
        }
    }

    /// Plans from the sites that the relaxation opens and from its remits.
    pub fn try_choice(&mut self, choice: &Choice, remits: &Remits) {
        let mut open = vec![false; self.problem.sites.len()];
        choice.open.iter().for_each(|&at| open[at] = true);
        if !self.can_interchange {
            if let Some(draft) = plans::as_they_are(self.problem, &open, remits) {
                self.offer(draft);
            }
            if let Some(draft) = plans::draft(self.problem, &self.table, open.clone(), Some(remits)) {
                self.offer(draft);
            }
        }
        self.try_sites(open);
    }

    pub fn try_sites(&mut self, mut open: Vec<bool>) {
        if !self.tried.insert(open.clone()) {
            return;
        }
        if self.can_interchange {
            interchange::improve(self.problem, &self.table, &mut open);
        }
        if let Some(draft) = plans::draft(self.problem, &self.table, open, None) {
            self.offer(draft);
        }
    }
}
