//! The moves. Each changes a [`State`] into a neighbouring one; whether it stays is decided by the
//! caller. Choices are drawn towards what is cheap.

use rand::{Rng, RngExt};

use super::state::{Seat, State, posts_for};
use crate::plan::Network;
use crate::scenario::{CountryId, RegionId, Scenario, State as RuleState, TierId};

/// What moves may draw from.
#[derive(Clone)]
pub struct Moves<'a> {
    scenario: &'a Scenario,
    covered: Vec<CountryId>,
    /// Hosts with a site of some tier.
    hosts: Vec<CountryId>,
    /// By superior, the hosts that may report to it, in the order of `hosts`.
    subordinates: Vec<Vec<CountryId>>,
    /// By country.
    must_stay: Vec<bool>,
    /// Whether some rule asks for more posts than the workload does.
    asks_for_posts: bool,
    /// Whether remits are to be connected.
    connects_remits: bool,
}

/// Kinds of move and how often each is tried, in hundredths.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Shift,
    Swap,
    Superior,
    Open,
    Close,
    Transfer,
    Relocate,
    Tier,
    TradePlaces,
}

const FREQUENCIES: [(Kind, u32); 9] = [
    (Kind::Shift, 48),
    (Kind::Swap, 24),
    (Kind::Superior, 8),
    (Kind::Open, 3),
    (Kind::Close, 3),
    (Kind::Transfer, 3),
    (Kind::Relocate, 5),
    (Kind::Tier, 3),
    (Kind::TradePlaces, 3),
];

/// How often a new office is looked for across borders, where remits are to be connected. For areas it makes no
/// difference: most cheap offices are in an area next to the country.
const ACROSS: (u32, u32) = (3, 4);

impl<'a> Moves<'a> {
    pub fn new(scenario: &'a Scenario, state: &State) -> Self {
        let rules = &scenario.rules;
        let kept = |h: &CountryId| {
            rules.retention.state == RuleState::Hard && rules.retention.keep.iter().any(|(kept, _)| kept == h)
        };
        let has_site = |h: &CountryId| state.prices.sites[h.0].iter().any(Option::is_some);
        let hosts: Vec<CountryId> = scenario.country_ids().filter(has_site).collect();
        let mut subordinates: Vec<Vec<CountryId>> = vec![Vec::new(); scenario.countries.len()];
        for &h in &hosts {
            let sites = state.prices.sites[h.0].iter().flatten();
            for &(g, _) in sites.flat_map(|site| &site.superiors) {
                if subordinates[g.0].last() != Some(&h) {
                    subordinates[g.0].push(h);
                }
            }
        }
        let posts = &rules.posts;
        let minima = posts.regions.iter().chain([&posts.total, &posts.new]);
        Self {
            scenario,
            covered: scenario.covered_ids().collect(),
            hosts,
            subordinates,
            must_stay: scenario.country_ids().map(|h| kept(&h)).collect(),
            asks_for_posts: posts.state == RuleState::Hard
                && minima.into_iter().any(|limits| limits.min.is_some()),
            connects_remits: rules.contiguity.connects_remits(),
        }
    }

    /// Moves of the offices and countries of one region alone.
    pub fn within(&self, region: RegionId) -> Self {
        let is_inside = |c: &CountryId| self.scenario.country(*c).region == region;
        Self {
            covered: self.covered.iter().copied().filter(is_inside).collect(),
            hosts: self.hosts.iter().copied().filter(is_inside).collect(),
            ..self.clone()
        }
    }

    /// A first network: the baseline's sites as far as they may stand, or else the cheapest that
    /// reach every country.
    pub fn first(&self, state: &mut State) {
        self.settle(state, &Network::baseline(self.scenario));
        self.rehome_all(state);
    }

    /// Goes on from `network`, as far as its offices, covers and lines are allowed.
    pub fn resume(&self, state: &mut State, network: &Network) {
        self.settle(state, network);
        for &h in &self.hosts {
            let (Some(seat), Some(office)) = (state.seat(h), network.office(h)) else { continue };
            let site = state.prices.site(h, seat.tier).expect("an open office");
            let is_superior = |g: &CountryId| site.superiors.iter().any(|&(other, _)| other == *g);
            let superior = office.reports_to.filter(is_superior);
            if seat.tier.0 > 0 && superior.is_some_and(|g| is_at(state, g, above(seat.tier))) {
                state.set_seat(h, Some(Seat { superior, ..seat }));
            }
            if self.asks_for_posts {
                let load = state.remit(h).iter().map(|&c| self.scenario.country(c).workload.0).sum();
                let needed = posts_for(self.scenario, seat.tier, load).max(site.least_posts);
                state.set_extra(h, office.posts.saturating_sub(needed));
            }
        }
        self.rehome_all(state);
    }

    /// Opens the offices of `before` and gives every country one.
    fn settle(&self, state: &mut State, before: &Network) {
        for tier in self.scenario.tier_ids() {
            for &h in &self.hosts {
                let known = before.office(h).map(|office| office.tier);
                let wanted = known.or_else(|| self.must_stay[h.0].then(|| self.lowest(state, h)));
                let wanted = wanted.map(|t| self.nearest_tier(state, h, t));
                if wanted == Some(tier) {
                    self.open(state, h, tier);
                }
            }
        }
        for &c in &self.covered {
            if state.is_open(c) {
                continue;
            }
            let known = before.covered_by[c.0];
            let known = known.filter(|&h| state.is_open(h) && state.prices.choice(c, h).is_some());
            let office = known.or_else(|| cheapest_open(state, c, None));
            if let Some(office) = office.or_else(|| self.open_for(state, c)) {
                state.set_cover(c, Some(office));
            }
        }
    }

    /// Opens the cheapest site that may cover `country`.
    fn open_for(&self, state: &mut State, country: CountryId) -> Option<CountryId> {
        let office = state.prices.choices[country.0].first()?.office;
        let tier = self.lowest(state, office);
        self.open(state, office, tier);
        Some(office)
    }

    /// Gives every office below the top a superior; opens top-tier offices where there is none.
    fn rehome_all(&self, state: &mut State) {
        for tier in self.scenario.tier_ids().skip(1).rev() {
            for &h in &self.hosts {
                let Some(seat) = state.seat(h).filter(|seat| seat.tier == tier) else { continue };
                if seat.superior.is_some_and(|g| is_at(state, g, above(tier))) {
                    continue;
                }
                let superior = cheapest_superior(state, h, tier, None).or_else(|| {
                    let site = state.prices.site(h, tier).expect("an open office");
                    let closed = site.superiors.iter().map(|&(g, _)| g).find(|&g| !state.is_open(g));
                    closed.inspect(|&g| self.open(state, g, above(tier)))
                });
                state.set_seat(h, Some(Seat { tier, superior }));
            }
        }
    }

    fn lowest(&self, state: &State, host: CountryId) -> TierId {
        self.nearest_tier(state, host, TierId(self.scenario.tiers.len() - 1))
    }

    fn nearest_tier(&self, state: &State, host: CountryId, wanted: TierId) -> TierId {
        let tiers = self.scenario.tier_ids().filter(|&t| state.prices.site(host, t).is_some());
        tiers.min_by_key(|t| t.0.abs_diff(wanted.0)).expect("a host with a site")
    }

    /// Changes `state`; `false` where the draw came to nothing.
    pub fn try_one(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        if self.asks_for_posts && rng.random_ratio(1, 20) {
            return self.staff(state, rng);
        }
        let mut draw = rng.random_range(0..100);
        let kind = FREQUENCIES.iter().find(|(_, frequency)| {
            let hit = draw < *frequency;
            draw = draw.saturating_sub(*frequency);
            hit
        });
        match kind.expect("frequencies add up to 100").0 {
            Kind::Shift => self.shift(state, rng),
            Kind::Swap => self.swap(state, rng),
            Kind::Superior => self.superior(state, rng),
            Kind::Open => self.drawn_open(state, rng),
            Kind::Close => self.drawn_close(state, rng),
            Kind::Transfer => self.drawn_close(state, rng) && self.drawn_open(state, rng),
            Kind::Relocate => self.relocate(state, rng),
            Kind::Tier => self.tier(state, rng),
            Kind::TradePlaces => self.trade_places(state, rng),
        }
    }

    /// A country that hosts no open office.
    fn drawn_country(&self, state: &State, rng: &mut impl Rng) -> Option<CountryId> {
        if self.covered.is_empty() {
            return None;
        }
        let country = self.covered[rng.random_range(0..self.covered.len())];
        (!state.is_open(country)).then_some(country)
    }

    fn drawn_host(&self, open: bool, state: &State, rng: &mut impl Rng) -> Option<CountryId> {
        if self.hosts.is_empty() {
            return None;
        }
        let from = rng.random_range(0..self.hosts.len());
        let round = self.hosts[from..].iter().chain(&self.hosts[..from]);
        round.copied().find(|&h| state.is_open(h) == open)
    }

    /// Another open office for a country, cheap ones more often; where remits are to be connected mostly that of
    /// a neighbour.
    fn drawn_office(&self, state: &State, country: CountryId, rng: &mut impl Rng) -> Option<CountryId> {
        let across = self.connects_remits && rng.random_ratio(ACROSS.0, ACROSS.1);
        let joins = |office| state.neighbours(country).iter().any(|&n| state.covered_by(n) == Some(office));
        let now = state.covered_by(country);
        let choices = &state.prices.choices[country.0];
        let mut skip = geometric(rng);
        let mut last = None;
        for choice in choices {
            if state.is_open(choice.office) && Some(choice.office) != now && (!across || joins(choice.office))
            {
                last = Some(choice.office);
                if skip == 0 {
                    break;
                }
                skip -= 1;
            }
        }
        last
    }

    fn shift(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(country) = self.drawn_country(state, rng) else { return false };
        let Some(office) = self.drawn_office(state, country, rng) else { return false };
        state.set_cover(country, Some(office));
        true
    }

    /// One country goes, another of the new office's comes back.
    fn swap(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(country) = self.drawn_country(state, rng) else { return false };
        let (Some(from), Some(to)) = (state.covered_by(country), self.drawn_office(state, country, rng))
        else {
            return false;
        };
        let remit = state.remit(to);
        let start = rng.random_range(0..remit.len().max(1));
        let round = remit.iter().skip(start).chain(remit.iter().take(start));
        let other = round.copied().find(|&d| d != to && state.prices.choice(d, from).is_some());
        let Some(other) = other else { return false };
        state.set_cover(country, Some(to));
        state.set_cover(other, Some(from));
        true
    }

    fn superior(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        let seat = state.seat(host).expect("open");
        let Some(site) = state.prices.site(host, seat.tier) else { return false };
        let fits =
            |g: CountryId| Some(g) != seat.superior && seat.tier.0 > 0 && is_at(state, g, above(seat.tier));
        let others = site.superiors.iter().map(|&(g, _)| g).filter(|&g| fits(g));
        let Some(superior) = others.take(geometric(rng) + 1).last() else { return false };
        state.set_seat(host, Some(Seat { superior: Some(superior), ..seat }));
        true
    }

    fn drawn_open(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(false, state, rng) else { return false };
        let tiers: Vec<TierId> =
            self.scenario.tier_ids().filter(|&t| state.prices.site(host, t).is_some()).collect();
        // The lowest tier more often than the others.
        let tier = tiers[tiers.len() - 1 - geometric(rng).min(tiers.len() - 1)];
        self.open(state, host, tier);
        self.draw_in(state, host, rng);
        true
    }

    /// Opens an office with its own country and the cheapest superior.
    fn open(&self, state: &mut State, host: CountryId, tier: TierId) {
        let superior = cheapest_superior(state, host, tier, None);
        state.set_seat(host, Some(Seat { tier, superior }));
        if self.scenario.country(host).covered {
            state.set_cover(host, Some(host));
        }
    }

    /// Countries that come cheaper with `host` move there, most of them.
    fn draw_in(&self, state: &mut State, host: CountryId, rng: &mut impl Rng) {
        let prices = state.prices;
        for &country in &prices.reaches[host.0] {
            if state.is_open(country) {
                continue;
            }
            let price = |office| prices.choice(country, office).map_or(i64::MAX, |choice| choice.price());
            let now = state.covered_by(country).map_or(i64::MAX, price);
            if price(host) < now && rng.random_ratio(3, 4) {
                state.set_cover(country, Some(host));
            }
        }
    }

    fn drawn_close(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        !self.must_stay[host.0] && self.close(state, host, None)
    }

    /// Closes an office; its countries and subordinates go to `heir` where they may, else to the
    /// cheapest other.
    fn close(&self, state: &mut State, host: CountryId, heir: Option<CountryId>) -> bool {
        let prices = state.prices;
        for country in state.remit(host).to_vec() {
            let heir = heir.filter(|&heir| prices.choice(country, heir).is_some());
            let office = heir.or_else(|| cheapest_open(state, country, Some(host)));
            state.set_cover(country, office);
        }
        for sub in state.below(host).to_vec() {
            self.rehome(state, sub, Some(host), heir);
        }
        state.set_seat(host, None);
        true
    }

    /// A new superior for an office.
    fn rehome(&self, state: &mut State, host: CountryId, not: Option<CountryId>, wish: Option<CountryId>) {
        let seat = state.seat(host).expect("an open office");
        let site = state.prices.site(host, seat.tier).expect("an open office");
        let may = |g: CountryId| {
            seat.tier.0 > 0
                && is_at(state, g, above(seat.tier))
                && site.superiors.iter().any(|&(o, _)| o == g)
        };
        let superior = wish.filter(|&g| may(g)).or_else(|| cheapest_superior(state, host, seat.tier, not));
        state.set_seat(host, Some(Seat { superior, ..seat }));
    }

    fn relocate(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        if self.must_stay[host.0] {
            return false;
        }
        let seat = state.seat(host).expect("open");
        let around = &state.prices.reaches[host.0];
        if around.is_empty() {
            return false;
        }
        let start = rng.random_range(0..around.len());
        let round = around[start..].iter().chain(&around[..start]);
        let fits = |h: CountryId| !state.is_open(h) && state.prices.site(h, seat.tier).is_some();
        let Some(heir) = round.copied().find(|&h| fits(h)) else { return false };
        self.open(state, heir, seat.tier);
        if seat.superior.is_some() {
            self.rehome(state, heir, None, seat.superior);
        }
        self.close(state, host, Some(heir))
    }

    fn tier(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        let seat = state.seat(host).expect("open");
        let others: Vec<TierId> = self
            .scenario
            .tier_ids()
            .filter(|&t| t != seat.tier && state.prices.site(host, t).is_some())
            .collect();
        if others.is_empty() {
            return false;
        }
        let tier = others[rng.random_range(0..others.len())];
        let below = state.below(host).to_vec();
        let superior = cheapest_superior(state, host, tier, Some(host));
        state.set_seat(host, Some(Seat { tier, superior }));
        below.into_iter().for_each(|sub| self.rehome(state, sub, Some(host), None));
        if tier < seat.tier {
            self.take_under(state, host, rng);
        }
        true
    }

    /// Offices whose superior is farther away report to `host`, most of them.
    fn take_under(&self, state: &mut State, host: CountryId, rng: &mut impl Rng) {
        let own = state.seat(host).expect("open").tier;
        for &sub in &self.subordinates[host.0] {
            let Some(seat) = state.seat(sub).filter(|seat| seat.tier.0 == own.0 + 1) else { continue };
            let site = state.prices.site(sub, seat.tier).expect("an open office");
            let rank = |g: CountryId| site.superiors.iter().position(|&(other, _)| other == g);
            let Some(new) = rank(host) else { continue };
            let now = seat.superior.and_then(rank).unwrap_or(usize::MAX);
            if new < now && rng.random_ratio(3, 4) {
                state.set_seat(sub, Some(Seat { superior: Some(host), ..seat }));
            }
        }
    }

    /// An office and one below it change places in the reporting line.
    fn trade_places(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        let seat = state.seat(host).expect("open");
        let Some(top) = seat.superior else { return false };
        let Some(top_seat) = state.seat(top) else { return false };
        let fits =
            state.prices.site(host, top_seat.tier).is_some() && state.prices.site(top, seat.tier).is_some();
        if !fits {
            return false;
        }
        let siblings = state.below(top).to_vec();
        let own = state.below(host).to_vec();
        let superior = top_seat.superior.or_else(|| cheapest_superior(state, host, top_seat.tier, Some(top)));
        state.set_seat(host, Some(Seat { tier: top_seat.tier, superior }));
        state.set_seat(top, Some(Seat { tier: seat.tier, superior: Some(host) }));
        for sub in siblings.into_iter().filter(|&sub| sub != host) {
            self.rehome(state, sub, None, Some(host));
        }
        own.into_iter().for_each(|sub| self.rehome(state, sub, None, Some(top)));
        self.rehome(state, top, None, Some(host));
        true
    }

    fn staff(&self, state: &mut State, rng: &mut impl Rng) -> bool {
        let Some(host) = self.drawn_host(true, state, rng) else { return false };
        let now = state.extra(host);
        let extra = if rng.random_bool(0.5) { now + 1 } else { now.saturating_sub(1) };
        if extra == now {
            return false;
        }
        state.set_extra(host, extra);
        true
    }
}

/// 0, 1, 2, ... with chances 1/2, 1/4, 1/8, ...
fn geometric(rng: &mut impl Rng) -> usize {
    rng.next_u32().trailing_zeros() as usize
}

fn above(tier: TierId) -> TierId {
    TierId(tier.0 - 1)
}

fn is_at(state: &State, host: CountryId, tier: TierId) -> bool {
    state.seat(host).is_some_and(|seat| seat.tier == tier)
}

fn cheapest_open(state: &State, country: CountryId, not: Option<CountryId>) -> Option<CountryId> {
    let choices = state.prices.choices[country.0].iter().map(|choice| choice.office);
    let mut open = choices.filter(|&office| Some(office) != not && state.is_open(office));
    open.next()
}

/// `None` at the top, and where no superior is open.
fn cheapest_superior(
    state: &State,
    host: CountryId,
    tier: TierId,
    not: Option<CountryId>,
) -> Option<CountryId> {
    let site = state.prices.site(host, tier)?;
    let mut superiors = site.superiors.iter().map(|&(g, _)| g);
    superiors.find(|&g| Some(g) != not && g != host && is_at(state, g, above(tier)))
}
