//! A column: one office with its tier, superior, posts and whole remit.

use serde::{Deserialize, Serialize};

use crate::scenario::{CountryId, Scenario, TierId};
use crate::solver::search::Prices;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Column {
    pub host: CountryId,
    pub tier: TierId,
    pub superior: Option<CountryId>,
    pub posts: u32,
    /// Ascending.
    pub remit: Vec<CountryId>,
}

/// What a column adds to the network. Money in cents.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// What the office's region answers for, less what it would cost to have nothing there.
    pub cash: i64,
    pub service: i64,
    /// Posts moved here, paid for by the network as a whole.
    pub redeployment: i64,
    pub moved: i64,
}

impl Figures {
    pub fn cost(&self) -> i64 {
        self.cash + self.service + self.redeployment
    }
}

impl Column {
    /// The top of the reporting line, as far as the column knows it: right for up to two tiers.
    pub fn root(&self) -> CountryId {
        self.superior.unwrap_or(self.host)
    }

    pub fn holds(&self, country: CountryId) -> bool {
        self.remit.binary_search(&country).is_ok()
    }

    pub fn figures(&self, scenario: &Scenario, prices: &Prices) -> Figures {
        let site = prices.site(self.host, self.tier).expect("columns stand on allowed sites");
        let visits = site.superiors.iter().find(|&&(g, _)| Some(g) == self.superior);
        let mut figures = Figures {
            cash: site.open - prices.closed[self.host.0]
                + site.post * i64::from(self.posts)
                + visits.map_or(0, |&(_, price)| price),
            service: 0,
            redeployment: prices.redeployed_post * gained(scenario, self.host, self.posts),
            moved: 0,
        };
        for &country in &self.remit {
            let choice = prices.choice(country, self.host).expect("columns hold allowed pairs");
            figures.cash += choice.cash;
            figures.service += choice.service;
            figures.moved += i64::from(is_moved(scenario, country, self.host));
        }
        figures
    }
}

/// Posts at `host` beyond the baseline's.
pub fn gained(scenario: &Scenario, host: CountryId, posts: u32) -> i64 {
    if scenario.baseline.offices.iter().all(Option::is_none) {
        return 0;
    }
    let before = scenario.baseline.offices[host.0].as_ref().map_or(0, |office| office.posts);
    i64::from(posts.saturating_sub(before))
}

pub fn is_moved(scenario: &Scenario, country: CountryId, office: CountryId) -> bool {
    scenario.baseline.covered_by[country.0].is_some_and(|before| before != office)
}
