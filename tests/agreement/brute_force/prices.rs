//! The price list as tables.

use std::iter::Sum;
use std::ops::Add;

use purview::plan::Tariff;
use purview::scenario::{ArrangementId, CountryId, Money, RegionId, Scenario, State, TierId};

pub const MOST_REGIONS: usize = 4;

/// A yearly amount, how much of it is cash, and which regions answer for that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    pub all: Money,
    pub cash: Money,
    pub regions: [Money; MOST_REGIONS],
}

impl Amount {
    pub fn new(cash: Money, service: Money, region: Option<RegionId>) -> Self {
        let mut regions = [Money::ZERO; MOST_REGIONS];
        if let Some(RegionId(region)) = region {
            regions[region] = cash;
        }
        Self { all: cash + service, cash, regions }
    }
}

/// How far rules are missed that may be soft.
#[derive(Debug, Clone, Copy)]
pub struct Breaches {
    /// Offices that none acts for.
    pub alone: i64,
    /// Begun staff-months outside the band of `balance`.
    pub unbalanced: i64,
    /// Begun points that the network lacks.
    pub lacking: i64,
    /// Offices below the floor of their score.
    pub offices_below: i64,
    /// Begun hundredths of the workload that floors of `decentralisation` lack.
    pub undecided: i64,
}

impl Breaches {
    fn by_family(self, scenario: &Scenario) -> [(State, Money, i64); 5] {
        let rules = &scenario.rules;
        [
            (rules.continuity.state, rules.continuity.price, self.alone),
            (rules.balance.state, rules.balance.price, self.unbalanced),
            (rules.scorecard.state, rules.scorecard.price, self.lacking),
            (rules.scorecard.state, rules.scorecard.office_price, self.offices_below),
            (rules.decentralisation.state, rules.decentralisation.price, self.undecided),
        ]
    }

    pub fn are_allowed(self, scenario: &Scenario) -> bool {
        self.by_family(scenario).iter().all(|&(state, _, missed)| state != State::Hard || missed == 0)
    }

    pub fn price(self, scenario: &Scenario) -> Amount {
        let soft = self.by_family(scenario).into_iter().filter(|(state, ..)| *state == State::Soft);
        Amount::new(Money::ZERO, soft.map(|(_, price, missed)| price * missed).sum(), None)
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self.all += other.all;
        self.cash += other.cash;
        self.regions.iter_mut().zip(other.regions).for_each(|(own, other)| *own += other);
        self
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::default(), Add::add)
    }
}

pub struct Prices {
    /// By host.
    pub closed: Vec<Amount>,
    /// By host, then tier: every arrangement; posts and supervision apart.
    pub office: Vec<Vec<Vec<(ArrangementId, Amount)>>>,
    /// By country, then office.
    pub cover: Vec<Vec<Amount>>,
    /// By office, then superior.
    pub supervision: Vec<Vec<Amount>>,
    /// By top-tier office.
    pub headquarters: Vec<Amount>,
    post: Vec<Vec<Money>>,
    region: Vec<RegionId>,
    new_post: Money,
    redeployed_post: Money,
}

impl Prices {
    pub fn new(scenario: &Scenario, tariff: &Tariff) -> Self {
        let countries = || scenario.country_ids();
        let cash_at = |h: CountryId, cash| Amount::new(cash, Money::ZERO, Some(scenario.country(h).region));
        let office = |h, t: TierId| -> Vec<(ArrangementId, Amount)> {
            let own = (0..scenario.arrangements.len()).map(ArrangementId);
            let known =
                own.filter(|&k| k.0 == 0 || scenario.tier(t).arrangements.iter().any(|(id, _)| *id == k));
            let cash =
                |k| tariff.office(h, t, k) - tariff.host_contribution(h, t, k) + tariff.open_site(h, t, k);
            known.map(|k| (k, cash_at(h, cash(k)))).collect()
        };
        let cover = |c, h| {
            let cash = tariff.missions(c, h) + tariff.moved_country(c, h);
            let service = tariff.remoteness(c, h) + tariff.language(c, h) + tariff.accreditation(c, h);
            Amount::new(cash, service, Some(scenario.country(h).region))
        };
        let supervision = |h, g| cash_at(h, tariff.supervision(h, g));
        Self {
            closed: countries().map(|h| cash_at(h, tariff.closed_site(h))).collect(),
            office: countries().map(|h| scenario.tier_ids().map(|t| office(h, t)).collect()).collect(),
            cover: countries().map(|c| countries().map(|h| cover(c, h)).collect()).collect(),
            supervision: countries().map(|h| countries().map(|g| supervision(h, g)).collect()).collect(),
            headquarters: countries().map(|h| cash_at(h, tariff.supervision_from_headquarters(h))).collect(),
            post: countries().map(|h| scenario.tier_ids().map(|t| tariff.post(h, t)).collect()).collect(),
            region: countries().map(|c| scenario.country(c).region).collect(),
            new_post: tariff.new_post(),
            redeployed_post: tariff.redeployed_post(),
        }
    }

    pub fn posts(&self, tiers: &[Option<TierId>], posts: &[u32]) -> Amount {
        let at = |host: usize| {
            let price = self.post[host][tiers[host]?.0];
            Some(Amount::new(price * i64::from(posts[host]), Money::ZERO, Some(self.region[host])))
        };
        (0..tiers.len()).filter_map(at).sum()
    }

    /// New and redeployed posts.
    pub fn changed_posts(&self, scenario: &Scenario, posts: &[u32]) -> Amount {
        let before = &scenario.baseline.offices;
        if before.iter().all(Option::is_none) {
            return Amount::default();
        }
        let gained: u32 = posts
            .iter()
            .zip(before)
            .map(|(&now, before)| now.saturating_sub(before.as_ref().map_or(0, |office| office.posts)))
            .sum();
        let new = posts.iter().sum::<u32>().saturating_sub(scenario.baseline.posts());
        let cash = self.new_post * i64::from(new) + self.redeployed_post * i64::from(gained - new);
        Amount::new(cash, Money::ZERO, None)
    }
}
