//! A network under change: what it costs and how far it is outside each rule, kept up to date by
//! looking again only at the offices and areas that a move touches. A move that is not taken is
//! undone.

use super::excess::{Excess, outside};
use super::prices::Prices;
use crate::geography::Geography;
use crate::plan::{Network, Office};
use crate::scenario::{CountryId, Family, Limits, Scenario, State as RuleState, TierId};

/// An open office, without its posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub tier: TierId,
    pub superior: Option<CountryId>,
}

/// What one host adds to the network.
#[derive(Debug, Clone, Copy, Default)]
struct HostFigures {
    cash: i64,
    service: i64,
    posts: i64,
    gained: i64,
    moved: i64,
    excess: Excess,
}

/// Sums over all hosts and areas.
#[derive(Debug, Clone)]
struct Totals {
    cash: i64,
    service: i64,
    posts: i64,
    gained: i64,
    moved: i64,
    closures: i64,
    openings: i64,
    uncovered: i64,
    /// By region.
    region_cash: Vec<i64>,
    region_posts: Vec<i64>,
    /// By region, then tier.
    offices: Vec<Vec<i64>>,
    excess: Excess,
}

enum Undo {
    Cover(CountryId, Option<CountryId>),
    Seat(CountryId, Option<Seat>),
    Extra(CountryId, u32),
    Host(CountryId, HostFigures),
    Area(CountryId, Excess),
}

pub struct State<'a> {
    scenario: &'a Scenario,
    pub prices: &'a Prices,
    neighbours: Vec<Vec<CountryId>>,
    seats: Vec<Option<Seat>>,
    covered_by: Vec<Option<CountryId>>,
    /// Posts beyond what the workload needs.
    extra: Vec<u32>,
    remits: Vec<Vec<CountryId>>,
    below: Vec<Vec<CountryId>>,
    hosts: Vec<HostFigures>,
    areas: Vec<Excess>,
    totals: Totals,
    is_hard: [bool; Family::ALL.len()],
    has_baseline: bool,
    journal: Vec<Undo>,
    totals_before: Totals,
    dirty_hosts: Vec<CountryId>,
    dirty_roots: Vec<CountryId>,
    marks: Marks,
}

/// Sets of countries that are emptied in no time.
#[derive(Default)]
struct Marks {
    round: u32,
    of: Vec<u32>,
    members: Vec<CountryId>,
    queue: Vec<CountryId>,
}

impl<'a> State<'a> {
    /// Nothing open, nothing covered.
    pub fn new(scenario: &'a Scenario, geography: &Geography, prices: &'a Prices) -> Self {
        let count = scenario.countries.len();
        let regions = scenario.regions.len();
        let totals = Totals {
            cash: 0,
            service: 0,
            posts: 0,
            gained: 0,
            moved: 0,
            closures: scenario.baseline.offices.iter().flatten().count() as i64,
            openings: 0,
            uncovered: scenario.covered_ids().count() as i64,
            region_cash: vec![0; regions],
            region_posts: vec![0; regions],
            offices: vec![vec![0; scenario.tiers.len()]; regions],
            excess: Excess::default(),
        };
        let mut state = Self {
            scenario,
            prices,
            neighbours: scenario.country_ids().map(|c| geography.neighbours(c)).collect(),
            seats: vec![None; count],
            covered_by: vec![None; count],
            extra: vec![0; count],
            remits: vec![Vec::new(); count],
            below: vec![Vec::new(); count],
            hosts: vec![HostFigures::default(); count],
            areas: vec![Excess::default(); count],
            totals_before: totals.clone(),
            totals,
            is_hard: Family::ALL.map(|family| scenario.rules.state(family) == RuleState::Hard),
            has_baseline: scenario.baseline.offices.iter().any(Option::is_some),
            journal: Vec::new(),
            dirty_hosts: scenario.country_ids().collect(),
            dirty_roots: Vec::new(),
            marks: Marks { of: vec![0; count], ..Marks::default() },
        };
        state.refresh();
        state.keep();
        state
    }

    pub fn seat(&self, host: CountryId) -> Option<Seat> {
        self.seats[host.0]
    }

    pub fn is_open(&self, host: CountryId) -> bool {
        self.seats[host.0].is_some()
    }

    pub fn covered_by(&self, country: CountryId) -> Option<CountryId> {
        self.covered_by[country.0]
    }

    pub fn remit(&self, host: CountryId) -> &[CountryId] {
        &self.remits[host.0]
    }

    pub fn below(&self, host: CountryId) -> &[CountryId] {
        &self.below[host.0]
    }

    pub fn extra(&self, host: CountryId) -> u32 {
        self.extra[host.0]
    }

    pub fn set_cover(&mut self, country: CountryId, office: Option<CountryId>) {
        let before = self.covered_by[country.0];
        if before != office {
            self.journal.push(Undo::Cover(country, before));
            self.touch(before);
            self.touch(office);
            self.apply_cover(country, office);
        }
    }

    pub fn set_seat(&mut self, host: CountryId, seat: Option<Seat>) {
        let before = self.seats[host.0];
        if before != seat {
            self.journal.push(Undo::Seat(host, before));
            self.touch(Some(host));
            self.touch(before.and_then(|seat| seat.superior));
            // What a superior is decides on the visits to the offices below.
            let below = self.below[host.0].clone();
            below.iter().for_each(|&sub| self.touch(Some(sub)));
            self.apply_seat(host, seat);
            self.touch(Some(host));
            self.touch(seat.and_then(|seat| seat.superior));
        }
    }

    pub fn set_extra(&mut self, host: CountryId, extra: u32) {
        self.journal.push(Undo::Extra(host, self.extra[host.0]));
        self.extra[host.0] = extra;
        self.touch(Some(host));
    }

    /// Cost in cents, and how far outside the rules, after all changes.
    pub fn figures(&mut self) -> (i64, Excess) {
        self.refresh();
        let totals = &self.totals;
        let transition = self.network_transition();
        let mut excess = totals.excess;
        self.add_network_excess(&mut excess, totals.cash + transition);
        (totals.cash + totals.service + transition, excess)
    }

    /// Makes the changes since the last call of `keep` or `undo` permanent.
    pub fn keep(&mut self) {
        self.journal.clear();
        self.totals_before.clone_from(&self.totals);
    }

    /// Takes them back.
    pub fn undo(&mut self) {
        self.dirty_hosts.clear();
        self.dirty_roots.clear();
        while let Some(undo) = self.journal.pop() {
            match undo {
                Undo::Cover(country, office) => self.apply_cover(country, office),
                Undo::Seat(host, seat) => self.apply_seat(host, seat),
                Undo::Extra(host, extra) => self.extra[host.0] = extra,
                Undo::Host(host, figures) => self.hosts[host.0] = figures,
                Undo::Area(root, excess) => self.areas[root.0] = excess,
            }
        }
        self.totals.clone_from(&self.totals_before);
    }

    pub fn network(&self) -> Network {
        let office = |h: CountryId| {
            self.seats[h.0].map(|seat| Office {
                tier: seat.tier,
                reports_to: seat.superior,
                posts: self.hosts[h.0].posts as u32,
            })
        };
        Network {
            offices: self.scenario.country_ids().map(office).collect(),
            covered_by: self.covered_by.clone(),
        }
    }

    fn apply_cover(&mut self, country: CountryId, office: Option<CountryId>) {
        if let Some(before) = self.covered_by[country.0] {
            remove(&mut self.remits[before.0], country);
            self.totals.uncovered += 1;
        }
        if let Some(office) = office {
            self.remits[office.0].push(country);
            self.totals.uncovered -= 1;
        }
        self.covered_by[country.0] = office;
    }

    fn apply_seat(&mut self, host: CountryId, seat: Option<Seat>) {
        let region = self.scenario.country(host).region.0;
        if let Some(before) = self.seats[host.0] {
            if let Some(superior) = before.superior {
                remove(&mut self.below[superior.0], host);
            }
            self.totals.offices[region][before.tier.0] -= 1;
        }
        if let Some(seat) = seat {
            if let Some(superior) = seat.superior {
                self.below[superior.0].push(host);
            }
            self.totals.offices[region][seat.tier.0] += 1;
        }
        let opened = i64::from(seat.is_some()) - i64::from(self.seats[host.0].is_some());
        if self.scenario.baseline.offices[host.0].is_some() {
            self.totals.closures -= opened;
        } else {
            self.totals.openings += opened;
        }
        self.seats[host.0] = seat;
    }

    fn touch(&mut self, host: Option<CountryId>) {
        let Some(host) = host else { return };
        self.dirty_hosts.push(host);
        // A root that is closed or demoted by the same move is looked at again as well.
        self.dirty_roots.push(self.end_of_line(host));
    }

    /// The last office of the reporting line, or where the line breaks.
    fn end_of_line(&self, host: CountryId) -> CountryId {
        let mut at = host;
        for _ in 0..self.scenario.tiers.len() {
            match self.seats[at.0].and_then(|seat| seat.superior) {
                Some(superior) => at = superior,
                None => break,
            }
        }
        at
    }

    fn refresh(&mut self) {
        let mut hosts = std::mem::take(&mut self.dirty_hosts);
        hosts.sort_unstable();
        hosts.dedup();
        for &host in &hosts {
            let figures = self.host_figures(host);
            let before = std::mem::replace(&mut self.hosts[host.0], figures);
            self.journal.push(Undo::Host(host, before));
            self.add_host(host, &before, -1);
            self.add_host(host, &figures, 1);
        }
        hosts.clear();
        self.dirty_hosts = hosts;
        let mut roots = std::mem::take(&mut self.dirty_roots);
        roots.sort_unstable();
        roots.dedup();
        for &root in &roots {
            let excess = self.area_excess(root);
            let before = std::mem::replace(&mut self.areas[root.0], excess);
            self.journal.push(Undo::Area(root, before));
            self.totals.excess.take_all(&before);
            self.totals.excess.add_all(&excess);
        }
        roots.clear();
        self.dirty_roots = roots;
    }

    fn add_host(&mut self, host: CountryId, figures: &HostFigures, sign: i64) {
        let region = self.scenario.country(host).region.0;
        let totals = &mut self.totals;
        totals.cash += sign * figures.cash;
        totals.service += sign * figures.service;
        totals.posts += sign * figures.posts;
        totals.gained += sign * figures.gained;
        totals.moved += sign * figures.moved;
        totals.region_cash[region] += sign * figures.cash;
        totals.region_posts[region] += sign * figures.posts;
        if sign > 0 {
            totals.excess.add_all(&figures.excess);
        } else {
            totals.excess.take_all(&figures.excess);
        }
    }

    fn is_hard(&self, family: Family) -> bool {
        self.is_hard[family as usize]
    }

    fn host_figures(&self, host: CountryId) -> HostFigures {
        let mut figures = HostFigures::default();
        let scenario = self.scenario;
        let Some(seat) = self.seats[host.0] else {
            figures.cash = self.prices.closed[host.0];
            // Countries that a closed office leaves behind are uncovered.
            figures.excess.add(Family::Coverage, self.remits[host.0].len() as i64);
            return figures;
        };
        let site = self.prices.site(host, seat.tier).expect("moves open allowed sites only");
        let mut load = 0;
        for &country in &self.remits[host.0] {
            let choice = self.prices.choice(country, host).expect("moves use allowed pairs only");
            figures.cash += choice.cash;
            figures.service += choice.service;
            load += scenario.country(country).workload.0;
            let before = scenario.baseline.covered_by[country.0];
            figures.moved += i64::from(before.is_some_and(|before| before != host));
        }
        self.staff(host, seat, load, &mut figures);
        figures.cash += site.open + site.post * figures.posts;
        if seat.tier.0 > 0 {
            let superior = seat.superior.filter(|g| self.is_above(*g, seat.tier));
            let visits = superior.and_then(|g| site.superiors.iter().find(|&&(other, _)| other == g));
            figures.cash += visits.map_or(0, |&(_, price)| price);
            figures.excess.add(Family::Nesting, i64::from(visits.is_none()));
        }
        if self.is_hard(Family::Span) {
            let span = &scenario.rules.span;
            let mut beyond = outside(self.remits[host.0].len() as i64, whole(span.countries[seat.tier.0]));
            if seat.tier.0 + 1 < scenario.tiers.len() {
                beyond += outside(self.below[host.0].len() as i64, whole(span.subordinates[seat.tier.0]));
            }
            figures.excess.add(Family::Span, beyond);
        }
        figures
    }

    fn is_above(&self, superior: CountryId, tier: TierId) -> bool {
        self.seats[superior.0].is_some_and(|seat| seat.tier.0 + 1 == tier.0)
    }

    /// Posts that the workload needs, and what `capacity` and `posts` say of them.
    fn staff(&self, host: CountryId, seat: Seat, load: i64, figures: &mut HostFigures) {
        let scenario = self.scenario;
        let site = self.prices.site(host, seat.tier).expect("an open office");
        let mut needed = 0;
        if self.is_hard(Family::Capacity) {
            needed = i64::from(posts_for(scenario, seat.tier, load));
            let limits = scenario.rules.capacity.limits(host, seat.tier);
            let limits = Limits { min: limits.min.map(|min| min.0), max: limits.max.map(|max| max.0) };
            // In whole staff-months, upwards.
            figures.excess.add(Family::Capacity, (outside(load, limits) + 999) / 1000);
        }
        let posts = needed.max(i64::from(site.least_posts)) + i64::from(self.extra[host.0]);
        figures.posts = posts;
        figures.excess.add(Family::Posts, (posts - i64::from(site.most_posts)).max(0));
        let before = scenario.baseline.offices[host.0].as_ref().map_or(0, |office| i64::from(office.posts));
        figures.gained = if self.has_baseline { (posts - before).max(0) } else { 0 };
        if self.is_hard(Family::Contiguity) && scenario.rules.contiguity.remits {
            let apart = self.apart_in_remit(host);
            figures.excess.add(Family::Contiguity, apart);
        }
    }

    /// Countries of a remit that are not joined to its office.
    fn apart_in_remit(&self, host: CountryId) -> i64 {
        let mut left: Vec<CountryId> = self.remits[host.0].iter().copied().filter(|&c| c != host).collect();
        let mut queue = vec![host];
        while let Some(at) = queue.pop() {
            left.retain(|&c| {
                let joined = self.neighbours[at.0].binary_search(&c).is_ok();
                if joined {
                    queue.push(c);
                }
                !joined
            });
        }
        left.len() as i64
    }

    fn area_excess(&mut self, root: CountryId) -> Excess {
        let mut excess = Excess::default();
        let is_root = self.seats[root.0].is_some_and(|seat| seat.superior.is_none());
        let connect = self.is_hard(Family::Contiguity) && self.scenario.rules.contiguity.areas;
        let span = self.scenario.rules.span.area;
        let limit = self.is_hard(Family::Span) && !span.is_unlimited();
        if !is_root || !(connect || limit) {
            return excess;
        }
        let marks = &mut self.marks;
        marks.members.clear();
        marks.queue.clear();
        marks.queue.push(root);
        while let Some(office) = marks.queue.pop() {
            marks.members.extend(&self.remits[office.0]);
            marks.queue.extend(&self.below[office.0]);
        }
        if limit {
            excess.add(Family::Span, outside(marks.members.len() as i64, whole(span)));
        }
        if connect {
            marks.round += 2;
            let (inside, joined) = (marks.round, marks.round + 1);
            marks.members.iter().for_each(|c| marks.of[c.0] = inside);
            marks.of[root.0] = joined;
            marks.queue.push(root);
            while let Some(at) = marks.queue.pop() {
                for neighbour in &self.neighbours[at.0] {
                    if marks.of[neighbour.0] == inside {
                        marks.of[neighbour.0] = joined;
                        marks.queue.push(*neighbour);
                    }
                }
            }
            let apart = marks.members.iter().filter(|c| marks.of[c.0] == inside).count();
            excess.add(Family::Contiguity, apart as i64);
        }
        excess
    }

    /// New and redeployed posts, in cents.
    fn network_transition(&self) -> i64 {
        if !self.has_baseline {
            return 0;
        }
        let new = self.new_posts();
        self.prices.new_post * new + self.prices.redeployed_post * (self.totals.gained - new)
    }

    fn new_posts(&self) -> i64 {
        (self.totals.posts - i64::from(self.scenario.baseline.posts())).max(0)
    }

    fn add_network_excess(&self, excess: &mut Excess, cash: i64) {
        let rules = &self.scenario.rules;
        let totals = &self.totals;
        excess.add(Family::Coverage, totals.uncovered);
        if self.is_hard(Family::Count) {
            let rule = &rules.count;
            let mut beyond = outside(totals.offices.iter().flatten().sum(), whole(rule.offices));
            for (tier, limits) in rule.tiers.iter().enumerate() {
                beyond += outside(totals.offices.iter().map(|region| region[tier]).sum(), whole(*limits));
            }
            for (region, offices) in totals.offices.iter().enumerate() {
                beyond += outside(offices.iter().sum(), whole(rule.regions[region]));
                for (tier, &offices) in offices.iter().enumerate() {
                    beyond += outside(offices, whole(rule.region_tiers[region][tier]));
                }
            }
            excess.add(Family::Count, beyond);
        }
        if self.is_hard(Family::Posts) {
            let rule = &rules.posts;
            let mut beyond = outside(totals.posts, whole(rule.total));
            for (posts, limits) in totals.region_posts.iter().zip(&rule.regions) {
                beyond += outside(*posts, whole(*limits));
            }
            if self.has_baseline {
                beyond += outside(self.new_posts(), whole(rule.new));
            }
            excess.add(Family::Posts, beyond);
        }
        if self.is_hard(Family::Budget) {
            let rule = &rules.budget;
            let money = |limits: Limits<crate::scenario::Money>| Limits {
                min: limits.min.map(|money| money.0),
                max: limits.max.map(|money| money.0),
            };
            let mut beyond = thousands(outside(cash, money(rule.total)));
            for (cash, limits) in totals.region_cash.iter().zip(&rule.regions) {
                beyond += thousands(outside(*cash, money(*limits)));
            }
            excess.add(Family::Budget, beyond);
        }
        if self.is_hard(Family::Retention) {
            let rule = &rules.retention;
            let beyond = |value: i64, max: Option<u32>| max.map_or(0, |max| (value - i64::from(max)).max(0));
            let sites =
                beyond(totals.closures, rule.max_closures) + beyond(totals.openings, rule.max_openings);
            // A site counts for as much as four countries.
            excess.add(Family::Retention, 4 * sites + beyond(totals.moved, rule.max_moves));
        }
    }
}

/// Posts that carry `load` at an office of `tier`; none where `capacity` is not enforced, or where the
/// organisation has no posts.
pub fn posts_for(scenario: &Scenario, tier: TierId, load: i64) -> u32 {
    let Some(per_post) = scenario.parameters.workload_per_post else { return 0 };
    if scenario.rules.capacity.state != RuleState::Hard {
        return 0;
    }
    let per_post = per_post.0.max(1);
    let work = load + scenario.tier(tier).overhead.0;
    ((work + per_post - 1).div_euclid(per_post)).max(0) as u32
}

/// Cents as whole thousands of the currency, upwards.
fn thousands(cents: i64) -> i64 {
    (cents + 99_999) / 100_000
}

fn whole(limits: Limits<u32>) -> Limits<i64> {
    Limits { min: limits.min.map(i64::from), max: limits.max.map(i64::from) }
}

fn remove(list: &mut Vec<CountryId>, member: CountryId) {
    let at = list.iter().position(|&other| other == member).expect("a member");
    list.swap_remove(at);
}
