//! Every network of a small scenario, tried one after the other.
//!
//! A reading of the rules of its own: it shares no code with the formulation, the solver or the
//! checker, only the types, the price list and the distances. Sites are chosen first, then covering
//! offices, then reporting lines, then posts. A branch is left as soon as what is decided costs no
//! less than the best network, which is safe because nothing that is decided later costs less than
//! nothing.

mod acting;
mod balance;
mod decided;
mod housed;
mod posts;
mod prices;
mod rules;
mod scores;
mod soft;

use purview::geography::Geography;
use purview::plan::{CostBreakdown, Network, Office, Scores, Tariff};
use purview::scenario::{ArrangementId, CountryId, Money, Scenario, TierId};

use self::acting::Acting;
use self::posts::sufficient;
use self::prices::{Amount, Breaches, MOST_REGIONS, Prices};
use self::rules::Reading;
use self::soft::Soft;

/// A least-cost network and its yearly cost, or `None` if no network keeps every hard rule.
pub fn cheapest(scenario: &Scenario, geography: &Geography) -> Option<(Money, Network)> {
    let mut search = Search::new(scenario, geography);
    search.choose_site(0, Amount::default());
    search.best
}

/// Every network that keeps every hard rule and has no post to spare.
pub fn networks(scenario: &Scenario, geography: &Geography) -> Vec<Network> {
    let mut search = Search { all: Some(Vec::new()), ..Search::new(scenario, geography) };
    search.choose_site(0, Amount::default());
    search.all.unwrap_or_default()
}

struct Search<'a> {
    scenario: &'a Scenario,
    geography: &'a Geography,
    tariff: Tariff<'a>,
    prices: Prices,
    rules: Reading<'a>,
    /// By host: the tier of its office.
    tiers: Vec<Option<TierId>>,
    /// By host; premises where there is no office.
    housed: Vec<ArrangementId>,
    /// By host.
    superiors: Vec<Option<CountryId>>,
    /// By country.
    covered_by: Vec<Option<CountryId>>,
    best: Option<(Money, Network)>,
    /// Every network, where all are asked for.
    all: Option<Vec<Network>>,
}

impl<'a> Search<'a> {
    fn new(scenario: &'a Scenario, geography: &'a Geography) -> Self {
        assert!(!scenario.fixed && scenario.countries.len() <= 8, "brute force is for small, free scenarios");
        assert!(scenario.regions.len() <= MOST_REGIONS, "brute force is for few regions");
        let tariff = Tariff::new(scenario, geography);
        let countries = scenario.countries.len();
        Self {
            scenario,
            geography,
            prices: Prices::new(scenario, &tariff),
            tariff,
            rules: Reading::new(scenario, geography),
            tiers: vec![None; countries],
            housed: vec![ArrangementId::PREMISES; countries],
            superiors: vec![None; countries],
            covered_by: vec![None; countries],
            best: None,
            all: None,
        }
    }

    fn is_hopeless(&self, spent: Amount) -> bool {
        self.best.as_ref().is_some_and(|(cost, _)| spent.all >= *cost) || self.rules.overspends(spent)
    }

    fn choose_site(&mut self, host: usize, spent: Amount) {
        if self.is_hopeless(spent) {
            return;
        }
        if host == self.tiers.len() {
            if self.rules.allow_sites(&self.tiers)
                && housed::allow_offices(self.scenario, &self.tiers, &self.housed)
            {
                self.choose_cover(0, spent);
            }
            return;
        }
        self.tiers[host] = None;
        self.choose_site(host + 1, spent + self.prices.closed[host]);
        for tier in self.scenario.tier_ids() {
            if self.scenario.countries[host].may_host[tier.0] {
                self.tiers[host] = Some(tier);
                for (arrangement, price) in self.prices.office[host][tier.0].clone() {
                    self.housed[host] = arrangement;
                    self.choose_site(host + 1, spent + price);
                }
                self.housed[host] = ArrangementId::PREMISES;
            }
        }
        self.tiers[host] = None;
    }

    fn choose_cover(&mut self, country: usize, spent: Amount) {
        if self.is_hopeless(spent) {
            return;
        }
        if country == self.covered_by.len() {
            if self.rules.allow_remits(&self.tiers, &self.covered_by)
                && housed::allow_remits(self.scenario, &self.tiers, &self.housed, &self.covered_by)
            {
                let posts = self.rules.least_posts(&self.tiers, &self.housed, &self.covered_by);
                if !self.is_hopeless(spent + self.prices.posts(&self.tiers, &posts)) {
                    self.choose_superior(0, spent, &posts);
                }
            }
            return;
        }
        if !self.scenario.countries[country].covered {
            return self.choose_cover(country + 1, spent);
        }
        for office in 0..self.tiers.len() {
            let is_choice = self.tiers[country].is_none() || office == country;
            if is_choice && self.tiers[office].is_some() && self.rules.may_cover[country][office] {
                self.covered_by[country] = Some(CountryId(office));
                self.choose_cover(country + 1, spent + self.prices.cover[country][office]);
            }
        }
        self.covered_by[country] = None;
    }

    fn choose_superior(&mut self, office: usize, spent: Amount, least: &[u32]) {
        if self.is_hopeless(spent) {
            return;
        }
        if office == self.tiers.len() {
            if self.rules.allow_areas(&self.tiers, &self.superiors, &self.covered_by) {
                self.choose_posts(spent, least);
            }
            return;
        }
        match self.tiers[office] {
            None => self.choose_superior(office + 1, spent, least),
            Some(TierId(0)) => {
                self.choose_superior(office + 1, spent + self.prices.headquarters[office], least);
            }
            Some(TierId(tier)) => {
                for superior in 0..self.tiers.len() {
                    if self.tiers[superior] == Some(TierId(tier - 1))
                        && self.rules.may_supervise[office][superior]
                    {
                        self.superiors[office] = Some(CountryId(superior));
                        let spent = spent + self.prices.supervision[office][superior];
                        self.choose_superior(office + 1, spent, least);
                    }
                }
                self.superiors[office] = None;
            }
        }
    }

    fn choose_posts(&mut self, spent: Amount, least: &[u32]) {
        if self.is_hopeless(spent + self.prices.posts(&self.tiers, least)) {
            return;
        }
        let acting = Acting {
            scenario: self.scenario,
            tiers: &self.tiers,
            housed: &self.housed,
            superiors: &self.superiors,
            covered_by: &self.covered_by,
        };
        let loads = balance::loads(self.scenario, &self.tiers, &self.housed, &self.covered_by);
        let scores = Scores::new(self.scenario, &self.tariff);
        let (lacking, offices_below) = scores::missed(self.scenario, scores.as_ref(), &self.covered_by);
        let undecided = decided::missed(self.scenario, &self.tiers, &self.covered_by);
        let tried: Vec<(Vec<u32>, Breaches)> = balance::sufficient(self.scenario, &loads, least)
            .into_iter()
            .flat_map(|least| {
                posts::carrying(self.scenario, &self.tiers, &self.housed, &self.covered_by, least)
            })
            .flat_map(|least| acting.sufficient(&least))
            .flat_map(|least| sufficient(self.scenario, &self.tiers, &least))
            .filter(|posts| housed::allow_posts(self.scenario, &self.tiers, &self.housed, posts))
            .map(|posts| {
                let unbalanced = balance::missed(self.scenario, &loads, &posts);
                let alone = acting.alone(&posts) as i64;
                let breaches = Breaches { alone, unbalanced, lacking, offices_below, undecided };
                (posts, breaches)
            })
            .filter(|(_, breaches)| breaches.are_allowed(self.scenario))
            .collect();
        for (posts, breaches) in tried {
            let spent = spent
                + self.prices.posts(&self.tiers, &posts)
                + self.prices.changed_posts(self.scenario, &posts)
                + breaches.price(self.scenario);
            let soft = Soft {
                scenario: self.scenario,
                geography: self.geography,
                tiers: &self.tiers,
                housed: &self.housed,
                superiors: &self.superiors,
                covered_by: &self.covered_by,
                posts: &posts,
            };
            let spent = spent + Amount::new(Money::ZERO, soft.price(spent), None);
            if !self.is_hopeless(spent) {
                let network = self.network(&posts);
                self.assert_cost_is(spent, &network);
                match &mut self.all {
                    Some(all) => all.push(network),
                    None => self.best = Some((spent.all, network)),
                }
            }
        }
    }

    /// The cost of a plan is the sum of prices made here.
    fn assert_cost_is(&self, spent: Amount, network: &Network) {
        let cost = CostBreakdown::new(self.scenario, &self.tariff, network);
        let mut regions = [Money::ZERO; MOST_REGIONS];
        for region in self.scenario.region_ids() {
            regions[region.0] = cost.region_cash(Some(region));
        }
        assert_eq!(spent, Amount { all: cost.total(), cash: cost.cash(), regions }, "cost of {network:?}");
    }

    fn network(&self, posts: &[u32]) -> Network {
        let office = |host: usize| {
            self.tiers[host].map(|tier| Office {
                tier,
                reports_to: self.superiors[host],
                posts: posts[host],
                arrangement: self.housed[host],
            })
        };
        Network { offices: (0..self.tiers.len()).map(office).collect(), covered_by: self.covered_by.clone() }
    }
}
