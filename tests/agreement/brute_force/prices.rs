//! The price list as tables.

use std::ops::Add;

use purview::plan::Tariff;
use purview::scenario::{CountryId, Money, Scenario, TierId};

/// A yearly amount, and how much of it is cash.
#[derive(Debug, Clone, Copy, Default)]
pub struct Amount {
    pub all: Money,
    pub cash: Money,
}

impl Amount {
    fn cash(amount: Money) -> Self {
        Self { all: amount, cash: amount }
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { all: self.all + other.all, cash: self.cash + other.cash }
    }
}

pub struct Prices {
    /// By host.
    pub closed: Vec<Amount>,
    /// By host, then tier; posts and supervision apart.
    pub office: Vec<Vec<Amount>>,
    /// By country, then office.
    pub cover: Vec<Vec<Amount>>,
    /// By office, then superior.
    pub supervision: Vec<Vec<Amount>>,
    /// By top-tier office.
    pub headquarters: Vec<Amount>,
    post: Vec<Vec<Money>>,
    new_post: Money,
    redeployed_post: Money,
}

impl Prices {
    pub fn new(scenario: &Scenario, tariff: &Tariff) -> Self {
        let countries = || scenario.country_ids();
        let office = |h: CountryId, t: TierId| {
            Amount::cash(tariff.office(h, t) - tariff.host_contribution(h, t) + tariff.open_site(h, t))
        };
        let cover = |c: CountryId, h: CountryId| {
            let cash = tariff.missions(c, h) + tariff.moved_country(c, h);
            let service = tariff.remoteness(c, h) + tariff.language(c, h) + tariff.accreditation(c, h);
            Amount { all: cash + service, cash }
        };
        Self {
            closed: countries().map(|h| Amount::cash(tariff.closed_site(h))).collect(),
            office: countries().map(|h| scenario.tier_ids().map(|t| office(h, t)).collect()).collect(),
            cover: countries().map(|c| countries().map(|h| cover(c, h)).collect()).collect(),
            supervision: countries()
                .map(|h| countries().map(|g| Amount::cash(tariff.supervision(h, g))).collect())
                .collect(),
            headquarters: countries()
                .map(|h| Amount::cash(tariff.supervision_from_headquarters(h)))
                .collect(),
            post: countries().map(|h| scenario.tier_ids().map(|t| tariff.post(h, t)).collect()).collect(),
            new_post: tariff.new_post(),
            redeployed_post: tariff.redeployed_post(),
        }
    }

    pub fn posts(&self, tiers: &[Option<TierId>], posts: &[u32]) -> Amount {
        let each = tiers.iter().enumerate();
        Amount::cash(
            each.filter_map(|(host, tier)| Some(self.post[host][(*tier)?.0] * i64::from(posts[host]))).sum(),
        )
    }

    /// New and redeployed posts.
    pub fn changed_posts(&self, scenario: &Scenario, posts: &[u32]) -> Money {
        let before = &scenario.baseline.offices;
        if before.iter().all(Option::is_none) {
            return Money::ZERO;
        }
        let gained: u32 = posts
            .iter()
            .zip(before)
            .map(|(&now, before)| now.saturating_sub(before.as_ref().map_or(0, |office| office.posts)))
            .sum();
        let new = posts.iter().sum::<u32>().saturating_sub(scenario.baseline.posts());
        self.new_post * i64::from(new) + self.redeployed_post * i64::from(gained - new)
    }
}
