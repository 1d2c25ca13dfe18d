//! A scenario of one tier without posts as a location problem in whole numbers: customers (countries to
//! cover), sites (possible offices), a price for each pair.
//!
//! Prices are held in *grains*, a fixed fraction of the largest sum of which all of them are multiples, so
//! that multipliers and bounds are whole numbers as well and no rounding has to be thought of: every
//! value of the relaxation is exact.

use std::collections::BTreeMap;

use crate::geography::Geography;
use crate::model::Pairs;
use crate::plan::{Network, Office, Tariff};
use crate::scenario::{ArrangementId, CountryId, Family, Limits, Money, Scenario, State, TierId};
use crate::solver::scope::is_by_cost_alone;

/// Finest grain: this many to the unit of all prices.
const FINEST: i64 = 1 << 10;
/// No sum of prices may come near the end of the whole numbers.
const MOST: i64 = 1 << 61;
/// Pairs beyond which the tables would not fit a small machine.
const MOST_PAIRS: usize = 40_000_000;

/// A customer in the reach of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub customer: u32,
    /// In grains.
    pub price: i64,
}

#[derive(Debug, Clone)]
pub struct Site {
    pub host: CountryId,
    /// The customer that stands here: if the site is open, it covers it.
    pub own: Option<u32>,
    /// Price of the open site, in grains, its own customer's included.
    pub open: i64,
    /// Workload of the whole remit.
    pub floor: i64,
    pub ceiling: i64,
    /// Customers of the whole remit.
    pub least: usize,
    pub most: usize,
    /// Position in [`Problem::groups`].
    pub group: usize,
    pub is_kept: bool,
}

/// How many sites may be open, in all or in a region.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub least: usize,
    pub most: usize,
}

/// Neighbours among the customers.
pub struct Borders {
    pub customers: Vec<Vec<u32>>,
    pub sites: Vec<Vec<u32>>,
}

pub struct Problem<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub customers: Vec<CountryId>,
    /// In the largest measure of which all are multiples.
    pub workload: Vec<i64>,
    pub sites: Vec<Site>,
    /// By site, ascending by customer; its own is left out.
    pub reach: Vec<Vec<Pair>>,
    /// Of all open sites.
    pub count: Span,
    /// Of the open sites of a region.
    pub groups: Vec<Span>,
    /// Where remits must be connected.
    pub borders: Option<Borders>,
    /// What no decision changes.
    constant: Money,
    /// Every price is a multiple of this many cents.
    unit: i64,
    pub grains: i64,
    /// Multipliers stay within this on either side.
    pub most_multiplier: i64,
}

/// Whether every rule of `scenario` can be put into a [`Problem`]: one tier, no posts, no rule that weighs
/// offices against each other or says how they are housed, and neither a budget nor limits on closures, openings or
/// moves.
pub fn is_single_tier(scenario: &Scenario) -> bool {
    let rules = &scenario.rules;
    let is_hard = |family| rules.state(family) == State::Hard;
    let budget =
        || rules.budget.regions.iter().chain([&rules.budget.total]).any(|limit| !limit.is_unlimited());
    let retention = &rules.retention;
    let changes = retention.max_closures.or(retention.max_openings).or(retention.max_moves);
    scenario.tiers.len() == 1
        && is_by_cost_alone(scenario)
        && ![
            Family::Continuity,
            Family::Balance,
            Family::Scorecard,
            Family::Decentralisation,
            Family::Arrangement,
        ]
        .into_iter()
        .any(is_hard)
        && scenario.parameters.workload_per_post.is_none()
        && scenario.baseline.posts() == 0
        && !is_hard(Family::Posts)
        && !(is_hard(Family::Budget) && budget())
        && !(is_hard(Family::Retention) && changes.is_some())
}

impl<'a> Problem<'a> {
    /// `None` where the prices or the tables would be too large, or a site that is kept may not open.
    pub fn new(scenario: &'a Scenario, geography: &'a Geography) -> Option<Self> {
        let tariff = Tariff::new(scenario, geography);
        let pairs = Pairs::new(scenario, geography);
        let customers: Vec<CountryId> = scenario.covered_ids().collect();
        let number: BTreeMap<CountryId, u32> = (0..).zip(&customers).map(|(at, &c)| (c, at)).collect();
        let hosts: Vec<CountryId> =
            scenario.host_ids().filter(|&h| may_open(scenario, h, pairs.may_cover(h, h))).collect();
        let mut kept = scenario.rules.retention.keep.iter().map(|(host, _)| host);
        if scenario.rules.retention.state == State::Hard && !kept.all(|host| hosts.contains(host)) {
            return None;
        }
        if hosts.len().saturating_mul(customers.len()) > MOST_PAIRS {
            return None;
        }
        let price = |c: CountryId, h: CountryId| {
            let parts = [
                tariff.missions(c, h),
                tariff.moved_country(c, h),
                tariff.remoteness(c, h),
                tariff.language(c, h),
                tariff.accreditation(c, h),
            ];
            parts.into_iter().sum::<Money>().0
        };
        let tier = TierId(0);
        let mut unit = 0;
        let (mut dearest_pair, mut dearest_site, mut total) = (0i64, 0i64, 0i128);
        let mut sites = Vec::with_capacity(hosts.len());
        let mut reach = Vec::with_capacity(hosts.len());
        for &h in &hosts {
            let own = number.get(&h).copied();
            let of_own = own.map_or(0, |_| price(h, h));
            let open = tariff.open_office(h, tier, ArrangementId::PREMISES) - tariff.closed_site(h)
                + tariff.supervision_from_headquarters(h);
            let others = customers.iter().filter(|&&c| c != h && pairs.may_cover(c, h));
            let row: Vec<Pair> = others.map(|&c| Pair { customer: number[&c], price: price(c, h) }).collect();
            for pair in &row {
                unit = common(unit, pair.price);
                dearest_pair = dearest_pair.max(pair.price.abs());
            }
            let open = open.0 + of_own;
            unit = common(unit, open);
            dearest_site = dearest_site.max(open.abs());
            total += i128::from(open.abs());
            sites.push(site(scenario, h, own, open));
            reach.push(row);
        }
        let most_multiplier = 2 * i128::from(dearest_pair) + 2 * i128::from(dearest_site);
        // A pair's price less its multiplier, for each customer of each site.
        let sums = (customers.len() as i128 + 1) * (hosts.len() as i128 + 1);
        total = (total + 4 * most_multiplier * sums) / i128::from(unit.max(1));
        let mut grains = FINEST;
        while grains > 1 && total * i128::from(grains) > i128::from(MOST) {
            grains /= 2;
        }
        if total * i128::from(grains) > i128::from(MOST) {
            return None;
        }
        let unit = unit.max(1);
        let in_grains = |cents: i64| cents / unit * grains;
        sites.iter_mut().for_each(|site| site.open = in_grains(site.open));
        reach.iter_mut().flatten().for_each(|pair: &mut Pair| pair.price = in_grains(pair.price));
        let mut workload: Vec<i64> = customers.iter().map(|&c| scenario.country(c).workload.0).collect();
        let measure = workload.iter().fold(0, |measure, &workload| common(measure, workload)).max(1);
        workload.iter_mut().for_each(|workload| *workload /= measure);
        for site in &mut sites {
            site.floor = -(-site.floor).div_euclid(measure);
            if site.ceiling < i64::MAX {
                site.ceiling = site.ceiling.div_euclid(measure);
            }
        }
        let (count, groups) = counts(scenario);
        let around = |c: &CountryId| {
            geography.neighbours(*c).iter().filter_map(|n| number.get(n).copied()).collect::<Vec<u32>>()
        };
        Some(Self {
            borders: needs_contiguity(scenario).then(|| Borders {
                customers: customers.iter().map(around).collect(),
                sites: hosts.iter().map(around).collect(),
            }),
            workload,
            constant: scenario.country_ids().map(|h| tariff.closed_site(h)).sum(),
            unit,
            most_multiplier: in_grains(most_multiplier as i64),
            scenario,
            geography,
            customers,
            sites,
            reach,
            count,
            groups,
            grains,
        })
    }

    /// What a plan costs whose sites and pairs cost `grains`, up to the next sum that a plan can cost.
    pub fn money(&self, grains: i64) -> Money {
        let units = grains.div_euclid(self.grains) + i64::from(grains.rem_euclid(self.grains) > 0);
        self.constant + Money(units.saturating_mul(self.unit))
    }

    /// Of a pair in the reach of `site`, whatever a domain has made of it.
    pub fn price(&self, site: usize, customer: u32) -> i64 {
        let reach = &self.reach[site];
        let at = reach.binary_search_by_key(&customer, |pair| pair.customer).expect("a pair in reach");
        reach[at].price
    }

    /// Up to the next sum that a plan can cost.
    pub fn up(&self, money: Money) -> Money {
        let over = (money - self.constant).0.rem_euclid(self.unit);
        if over == 0 { money } else { money + Money(self.unit - over) }
    }

    /// The sum that a plan can cost next below `money`.
    pub fn below(&self, money: Money) -> Money {
        self.up(money - Money(self.unit))
    }

    /// Of sites and pairs, where a plan costs `money`, rounded down.
    pub fn grains(&self, money: Money) -> i64 {
        (money - self.constant).0.div_euclid(self.unit).saturating_mul(self.grains)
    }

    /// Smallest difference between the costs of two plans, in grains.
    pub fn step(&self) -> i64 {
        self.grains
    }

    pub fn cents_per_grain(&self) -> f64 {
        self.unit as f64 / self.grains as f64
    }

    pub fn total_workload(&self) -> i64 {
        self.workload.iter().sum()
    }

    /// `site_of` by customer.
    pub fn network(&self, open: &[bool], site_of: &[u32]) -> Network {
        let places = self.scenario.countries.len();
        let mut network = Network { offices: vec![None; places], covered_by: vec![None; places] };
        for (site, _) in self.sites.iter().zip(open).filter(|(_, open)| **open) {
            network.offices[site.host.0] = Some(Office {
                tier: TierId(0),
                reports_to: None,
                posts: 0,
                arrangement: ArrangementId::PREMISES,
            });
        }
        for (customer, &site) in self.customers.iter().zip(site_of) {
            network.covered_by[customer.0] = Some(self.sites[site as usize].host);
        }
        network
    }
}

/// The hosts of the scenario, `retention` on single sites, and that a host must be able to cover itself.
fn may_open(scenario: &Scenario, host: CountryId, covers_itself: bool) -> bool {
    let rule = &scenario.rules.retention;
    let is_closed = rule.state == State::Hard && rule.close.contains(&host);
    !is_closed && (!scenario.country(host).covered || covers_itself)
}

fn site(scenario: &Scenario, host: CountryId, own: Option<u32>, open: i64) -> Site {
    let tier = TierId(0);
    let rules = &scenario.rules;
    let is_hard = |family| rules.state(family) == State::Hard;
    let capacity = rules.capacity.limits(host, tier);
    let has_capacity = is_hard(Family::Capacity);
    let members = [rules.span.countries[0], rules.span.area];
    let members = if is_hard(Family::Span) { members } else { [Limits::default(); 2] };
    Site {
        host,
        own,
        open,
        floor: capacity.min.filter(|_| has_capacity).map_or(0, |floor| floor.0),
        ceiling: capacity.max.filter(|_| has_capacity).map_or(i64::MAX, |ceiling| ceiling.0),
        least: members.iter().filter_map(|limits| limits.min).max().unwrap_or(0) as usize,
        most: members.iter().filter_map(|limits| limits.max).min().map_or(usize::MAX, |most| most as usize),
        group: scenario.country(host).region.0,
        is_kept: is_hard(Family::Retention) && rules.retention.keep.iter().any(|&(kept, _)| kept == host),
    }
}

fn counts(scenario: &Scenario) -> (Span, Vec<Span>) {
    let rule = &scenario.rules.count;
    let is_hard = rule.state == State::Hard;
    let span = |limits: [Limits<u32>; 2]| {
        let limits = if is_hard { limits } else { [Limits::default(); 2] };
        Span {
            least: limits.iter().filter_map(|limit| limit.min).max().unwrap_or(0) as usize,
            most: limits.iter().filter_map(|limit| limit.max).min().map_or(usize::MAX, |most| most as usize),
        }
    };
    let groups = scenario.region_ids().map(|r| span([rule.regions[r.0], rule.region_tiers[r.0][0]]));
    (span([rule.offices, rule.tiers[0]]), groups.collect())
}

/// With one tier an area is a remit.
fn needs_contiguity(scenario: &Scenario) -> bool {
    let rule = &scenario.rules.contiguity;
    rule.state == State::Hard && (rule.areas || rule.remits)
}

/// Greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
