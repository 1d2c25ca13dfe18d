//! A network under change: what it costs and how far it is outside each rule, kept up to date by
//! looking again only at the offices and areas that a move touches. A move that is not taken is
//! undone.

mod area;
mod host;
mod marks;
mod totals;

use super::areas::least_areas;
use super::excess::Excess;
use super::prices::Prices;
use crate::geography::Geography;
use crate::plan::{Network, Office};
use crate::scenario::{ArrangementId, CountryId, Family, Scenario, State as RuleState, TierId};

use area::Area;
use host::HostFigures;
pub use host::{RAGGED, posts_for};
use marks::Marks;
use totals::Totals;

/// An open office, without its posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub tier: TierId,
    pub superior: Option<CountryId>,
}

/// Where a state was.
#[derive(Debug, Clone)]
pub struct Snapshot {
    seats: Vec<Option<Seat>>,
    covered_by: Vec<Option<CountryId>>,
    extra: Vec<u32>,
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
    /// Of the baseline.
    existing_posts: i64,
    /// By region: top-tier offices that its countries need at least.
    least_areas: Vec<i64>,
    journal: Vec<Undo>,
    dirty_hosts: Vec<CountryId>,
    dirty_roots: Vec<CountryId>,
    marks: Marks,
    area: Area,
}

impl<'a> State<'a> {
    /// Nothing open, nothing covered.
    pub fn new(scenario: &'a Scenario, geography: &Geography, prices: &'a Prices) -> Self {
        let count = scenario.countries.len();
        let least = |region| least_areas(scenario, prices, region).unwrap_or(0);
        let least_areas: Vec<i64> = scenario.region_ids().map(least).collect();
        let totals = Totals::new(scenario, &least_areas);
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
            totals,
            is_hard: Family::ALL.map(|family| scenario.rules.state(family) == RuleState::Hard),
            existing_posts: i64::from(scenario.baseline.posts()),
            least_areas,
            has_baseline: scenario.baseline.offices.iter().any(Option::is_some),
            journal: Vec::new(),
            dirty_hosts: scenario.country_ids().collect(),
            dirty_roots: Vec::new(),
            marks: Marks::new(count),
            area: Area::default(),
        };
        state.refresh();
        state.keep();
        state
    }

    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
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

    pub fn neighbours(&self, country: CountryId) -> &[CountryId] {
        &self.neighbours[country.0]
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

    pub fn snapshot(&self) -> Snapshot {
        let (seats, covered_by) = (self.seats.clone(), self.covered_by.clone());
        Snapshot { seats, covered_by, extra: self.extra.clone() }
    }

    /// Takes the offices of some countries, and who covers these, from a state of the same scenario.
    pub fn adopt(&mut self, countries: &[CountryId], from: &Snapshot) {
        for &c in countries {
            self.set_seat(c, from.seats[c.0]);
            self.set_cover(c, from.covered_by[c.0]);
            if self.extra[c.0] != from.extra[c.0] {
                self.set_extra(c, from.extra[c.0]);
            }
        }
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

    /// How far the last posts of offices are from being full, in parts of [`RAGGED`].
    pub fn ragged(&self) -> i64 {
        self.totals.ragged
    }

    /// Makes the changes since the last call of `keep` or `undo` permanent.
    pub fn keep(&mut self) {
        self.journal.clear();
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
                Undo::Host(host, figures) => {
                    self.set_host(host, figures);
                }
                Undo::Area(root, excess) => {
                    self.set_area(root, excess);
                }
            }
        }
    }

    pub fn network(&self) -> Network {
        let office = |h: CountryId| {
            self.seats[h.0].map(|seat| Office {
                tier: seat.tier,
                reports_to: seat.superior,
                posts: self.hosts[h.0].posts as u32,
                arrangement: ArrangementId::PREMISES,
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
        self.totals.missing_areas -= self.missing_areas(region);
        if let Some(before) = self.seats[host.0] {
            if let Some(superior) = before.superior {
                remove(&mut self.below[superior.0], host);
            }
            self.totals.offices[region][before.tier.0] -= 1;
            self.totals.tiers[before.tier.0] -= 1;
        }
        if let Some(seat) = seat {
            if let Some(superior) = seat.superior {
                self.below[superior.0].push(host);
            }
            self.totals.offices[region][seat.tier.0] += 1;
            self.totals.tiers[seat.tier.0] += 1;
        }
        let opened = i64::from(seat.is_some()) - i64::from(self.seats[host.0].is_some());
        if self.scenario.baseline.offices[host.0].is_some() {
            self.totals.closures -= opened;
        } else {
            self.totals.openings += opened;
        }
        self.seats[host.0] = seat;
        self.totals.missing_areas += self.missing_areas(region);
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
            let before = self.set_host(host, figures);
            self.journal.push(Undo::Host(host, before));
        }
        hosts.clear();
        self.dirty_hosts = hosts;
        let mut roots = std::mem::take(&mut self.dirty_roots);
        roots.sort_unstable();
        roots.dedup();
        for &root in &roots {
            let excess = self.area_excess(root);
            let before = self.set_area(root, excess);
            self.journal.push(Undo::Area(root, before));
        }
        roots.clear();
        self.dirty_roots = roots;
    }

    /// What was there before.
    fn set_host(&mut self, host: CountryId, figures: HostFigures) -> HostFigures {
        let before = std::mem::replace(&mut self.hosts[host.0], figures);
        self.replace_host(host, &before, &figures);
        before
    }

    /// What was there before.
    fn set_area(&mut self, root: CountryId, excess: Excess) -> Excess {
        let before = std::mem::replace(&mut self.areas[root.0], excess);
        self.totals.excess.replace(&before, &excess);
        before
    }

    fn is_hard(&self, family: Family) -> bool {
        self.is_hard[family as usize]
    }
}

fn remove(list: &mut Vec<CountryId>, member: CountryId) {
    let at = list.iter().position(|&other| other == member).expect("a member");
    list.swap_remove(at);
}
