//! Small scenarios drawn without regard to likeness: every option of every rule family, borders
//! between any two countries, offices of the baseline that break rules. What the generator draws
//! looks like a field network; what is drawn here looks for corners.

use std::collections::BTreeSet;

use purview::scenario::rules::{
    Accreditation, ArrangementRule, Balance, Budget, Capacity, Contiguity, Continuity, Count, Coverage,
    Decentralisation, FieldFloors, Language, Nesting, Posts, PreferredPair, Reach, RegionRule, Retention,
    ScorecardRule, Span,
};
use purview::scenario::{
    Arrangement, ArrangementId, Baseline, BaselineOffice, Border, CostTable, Country, CountryId, Function,
    Indicator, Inputs, Limits, Measured, Money, Parameters, Perspective, Point, Region, RegionId, Rules,
    Scenario, Score, Scorecard, Share, State, Supervision, Terms, Tier, TierId, Transition, Travel, Weights,
    Workload,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// 3 to 7 countries in up to 3 regions, 1 to 3 tiers.
pub fn corner_case(seed: u64) -> Scenario {
    let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
    let countries = draw.between(3, 7);
    let tiers = draw.between(1, 3);
    let regions = draw.between(1, 3).min(countries);
    let countries: Vec<Country> = (0..countries).map(|c| draw.country(c, regions, tiers)).collect();
    let baseline = draw.baseline(&countries, tiers);
    let mut rules = draw.rules(&countries, &baseline, regions, tiers);
    let mut parameters = draw.parameters(countries.len());
    let costs = draw.costs(&countries);
    let borders = draw.borders(countries.len());
    if draw.chance(0.25) {
        parameters.workload_per_post = None;
        rules.posts.state = State::Off;
    }
    parameters.acting_share = draw.number(0.0, 1.0, 2);
    rules.continuity = draw.continuity();
    if parameters.workload_per_post.is_some() {
        rules.balance = draw.balance();
    }
    let scorecard = draw.scorecard();
    rules.scorecard = draw.scorecard_rule();
    draw.soften(&mut rules, countries.len());
    if parameters.workload_per_post.is_none() {
        rules.posts.state = State::Off;
    }
    let mut own_tiers: Vec<Tier> = (0..tiers).map(|t| draw.tier(t)).collect();
    let functions = draw.functions(&mut own_tiers);
    rules.decentralisation = draw.decentralisation(regions);
    let arrangements = draw.arrangements(&mut own_tiers, countries.len());
    rules.arrangement = draw.arrangement(arrangements.len(), regions, countries.len());
    Scenario {
        name: format!("corner case {seed}"),
        title: None,
        currency: "EUR".into(),
        tiers: own_tiers,
        functions,
        arrangements,
        regions: (0..regions).map(|r| Region { id: format!("R{r}"), name: format!("R{r}") }).collect(),
        borders,
        parameters,
        scorecard: Some(scorecard),
        objective: vec![Weights::COST],
        costs,
        countries,
        baseline,
        rules,
        fixed: false,
        names: Default::default(),
        reasons: Default::default(),
        shapes: None,
        inputs: Inputs { hash: String::new(), files: Vec::new() },
    }
}

struct Draw(ChaCha8Rng);

impl Draw {
    fn between(&mut self, least: usize, most: usize) -> usize {
        self.0.random_range(least..=most)
    }

    /// With `decimals`, so that sums of different terms seldom tie.
    fn number(&mut self, least: f64, most: f64, decimals: i32) -> f64 {
        let scale = 10_f64.powi(decimals);
        (self.0.random_range(least..most) * scale).round() / scale
    }

    fn chance(&mut self, share: f64) -> bool {
        self.0.random_bool(share)
    }

    fn any(&mut self, countries: usize) -> CountryId {
        CountryId(self.between(0, countries - 1))
    }

    fn maybe<T>(&mut self, share: f64, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(share).then(|| value(self))
    }

    fn state(&mut self) -> State {
        if self.chance(0.35) { State::Hard } else { State::Off }
    }

    fn limits(&mut self, least: (usize, usize), most: (usize, usize)) -> Limits<u32> {
        Limits {
            min: self.maybe(0.3, |d| d.between(least.0, least.1) as u32),
            max: self.maybe(0.4, |d| d.between(most.0, most.1) as u32),
        }
    }

    fn tier(&mut self, tier: usize) -> Tier {
        Tier {
            id: format!("T{tier}"),
            name: format!("T{tier}"),
            office_cost: self.number(20e3, 300e3, 2),
            office_local_share: self.number(0.0, 1.0, 2),
            post_cost: self.number(20e3, 150e3, 2),
            post_local_share: self.number(0.0, 1.0, 2),
            overhead: Workload::from_units(self.number(0.0, 8.0, 3)),
            opening_cost: self.number(0.0, 200e3, 2),
            closing_cost: self.number(0.0, 200e3, 2),
            decides: Vec::new(),
            arrangements: Vec::new(),
        }
    }

    fn country(&mut self, country: usize, regions: usize, tiers: usize) -> Country {
        let covered = self.chance(0.9);
        let workload = Workload::from_units(self.number(0.5, 30.0, 3));
        let seat = Point { lat: self.number(-20.0, 20.0, 2), lon: self.number(-20.0, 20.0, 2) };
        Country {
            id: format!("C{country}"),
            name: format!("C{country}"),
            region: RegionId(country % regions),
            seat: Some(seat),
            office_site: Some(if self.chance(0.8) { seat } else { Point { lat: seat.lat + 3.0, ..seat } }),
            office_city: format!("C{country}"),
            languages: ["a", "b", "c"]
                .into_iter()
                .filter(|_| self.chance(0.5))
                .map(String::from)
                .collect::<BTreeSet<_>>(),
            groups: BTreeSet::new(),
            cost_level: self.number(0.5, 2.0, 2),
            covered,
            workload: if covered { workload } else { Workload::ZERO },
            may_host: (0..tiers).map(|_| self.chance(0.8)).collect(),
        }
    }

    fn borders(&mut self, countries: usize) -> Vec<Border> {
        let mut borders = Vec::new();
        for a in 0..countries {
            for b in a + 1..countries {
                if self.chance(0.45) {
                    borders.push(Border { a: CountryId(a), b: CountryId(b), sea: false });
                }
            }
        }
        borders
    }

    fn baseline(&mut self, countries: &[Country], tiers: usize) -> Baseline {
        let mut offices: Vec<Option<BaselineOffice>> = vec![None; countries.len()];
        let mut covered_by = vec![None; countries.len()];
        if self.chance(0.6) {
            for office in &mut offices {
                *office = self.maybe(0.5, |d| BaselineOffice {
                    tier: TierId(d.between(0, tiers - 1)),
                    reports_to: None,
                    posts: d.between(0, 4) as u32,
                    arrangement: ArrangementId::PREMISES,
                });
            }
            let hosts: Vec<usize> = (0..offices.len()).filter(|&h| offices[h].is_some()).collect();
            for c in 0..countries.len() {
                if !hosts.is_empty() && countries[c].covered {
                    covered_by[c] = self.maybe(0.9, |d| CountryId(hosts[d.between(0, hosts.len() - 1)]));
                }
            }
        }
        Baseline { offices, covered_by }
    }

    fn parameters(&mut self, countries: usize) -> Parameters {
        let new_post = self.number(0.0, 50e3, 2);
        Parameters {
            workload_per_post: Some(Workload::from_units(self.number(6.0, 14.0, 3))),
            acting_share: 0.0,
            travel: Travel {
                fare_fixed: self.number(0.0, 600.0, 2),
                fare_per_km: self.number(0.05, 0.5, 3),
                daily_allowance: self.number(50.0, 300.0, 2),
                allowance_local_share: self.number(0.0, 1.0, 2),
                days_per_trip: self.number(1.0, 8.0, 1),
                trips_per_staff_month: self.number(0.0, 2.0, 2),
                min_trips: self.number(0.0, 6.0, 1),
            },
            supervision: Supervision {
                trips: self.number(0.0, 6.0, 1),
                days_per_trip: self.number(1.0, 6.0, 1),
            },
            transition: Transition {
                payback_years: self.number(1.0, 8.0, 1),
                change_of_tier: self.number(0.0, 80e3, 2),
                move_of_country: self.number(0.0, 40e3, 2),
                new_post,
                redeployed_post: (new_post * self.number(0.0, 1.0, 2)).floor(),
            },
            host_contribution: (0..countries).map(|_| self.number(0.0, 0.6, 2)).collect(),
            remoteness: if self.chance(0.5) { self.number(0.0, 3000.0, 2) } else { 0.0 },
            headquarters: self.maybe(0.5, |_| Point { lat: 48.0, lon: 16.0 }),
        }
    }

    fn rules(&mut self, countries: &[Country], baseline: &Baseline, regions: usize, tiers: usize) -> Rules {
        let n = countries.len();
        Rules {
            coverage: Coverage { state: State::Hard },
            nesting: Nesting { state: State::Hard },
            region: self.region(n, regions),
            count: self.count(n, regions, tiers),
            capacity: self.capacity(n, tiers),
            posts: self.posts(baseline, regions, tiers),
            budget: self.budget(regions),
            span: self.span(n, tiers),
            reach: Reach {
                state: self.state(),
                price: Money::ZERO,
                max_km: (0..n)
                    .map(|_| self.maybe(0.6, |d| if d.chance(0.1) { 0 } else { d.between(600, 4000) as i64 }))
                    .collect(),
            },
            contiguity: self.contiguity(),
            language: self.language(),
            accreditation: self.accreditation(countries),
            retention: self.retention(n, tiers),
            continuity: Continuity { state: State::Off, price: Money::ZERO },
            scorecard: ScorecardRule {
                state: State::Off,
                network: None,
                offices: None,
                price: Money::ZERO,
                office_price: Money::ZERO,
            },
            balance: Balance { state: State::Off, band: Limits::default(), price: Money::ZERO },
            decentralisation: Decentralisation {
                state: State::Off,
                price: Money::ZERO,
                network: FieldFloors::default(),
                regions: vec![FieldFloors::default(); regions],
            },
            arrangement: ArrangementRule {
                state: State::Off,
                price: Money::ZERO,
                total: Vec::new(),
                regions: vec![Vec::new(); regions],
                sites: Vec::new(),
            },
        }
    }

    fn region(&mut self, n: usize, regions: usize) -> RegionRule {
        let mut exceptions = |most: usize| -> Vec<(CountryId, RegionId)> {
            (0..self.between(0, most))
                .map(|_| (self.any(n), RegionId(self.between(0, regions - 1))))
                .collect()
        };
        let (cover_exceptions, supervision_exceptions) = (exceptions(2), exceptions(2));
        RegionRule { state: self.state(), price: Money::ZERO, cover_exceptions, supervision_exceptions }
    }

    fn count(&mut self, n: usize, regions: usize, tiers: usize) -> Count {
        Count {
            state: self.state(),
            price: Money::ZERO,
            offices: self.limits((1, n / 2), (2, n)),
            tiers: (0..tiers).map(|_| self.limits((0, 2), (1, 3))).collect(),
            regions: (0..regions).map(|_| self.limits((0, 1), (1, n))).collect(),
            region_tiers: (0..regions)
                .map(|_| {
                    (0..tiers)
                        .map(
                            |_| {
                                if self.chance(0.2) { self.limits((0, 1), (1, 2)) } else { Limits::default() }
                            },
                        )
                        .collect()
                })
                .collect(),
        }
    }

    fn capacity(&mut self, n: usize, tiers: usize) -> Capacity {
        let state = if self.chance(0.7) { State::Hard } else { State::Off };
        let floor = |d: &mut Self| if d.chance(0.3) { d.number(0.0, 15.0, 3) } else { 0.0 };
        Capacity {
            state,
            price: Money::ZERO,
            floors: (0..tiers).map(|_| Workload::from_units(floor(self))).collect(),
            ceilings: (0..tiers).map(|_| self.workload(0.15, 30.0, 90.0)).collect(),
            hosts: (0..n)
                .map(|_| Limits { min: self.workload(0.1, 0.0, 20.0), max: self.workload(0.2, 20.0, 80.0) })
                .collect(),
        }
    }

    fn workload(&mut self, share: f64, least: f64, most: f64) -> Option<Workload> {
        self.maybe(share, |d| Workload::from_units(d.number(least, most, 3)))
    }

    /// Some pairs and some offices, now and then one that is ruled out.
    fn costs(&mut self, countries: &[Country]) -> CostTable {
        if self.chance(0.5) {
            return CostTable::default();
        }
        let n = countries.len();
        let columns: Vec<Option<usize>> = {
            let mut next = 0..;
            (0..n).map(|_| self.chance(0.7).then(|| next.next().expect("no end"))).collect()
        };
        let hosts = columns.iter().flatten().count();
        let price = |d: &mut Self| if d.chance(0.15) { None } else { Some(d.number(0.0, 150e3, 2)) };
        let row = |d: &mut Self| (0..hosts).map(|_| price(d)).collect();
        CostTable {
            columns,
            pairs: (0..n).map(|_| self.maybe(0.7, row)).collect(),
            offices: (0..n).map(|_| self.maybe(0.5, |d| d.number(0.0, 300e3, 2))).collect(),
            ..CostTable::default()
        }
    }

    fn posts(&mut self, baseline: &Baseline, regions: usize, tiers: usize) -> Posts {
        let existing = baseline.posts() as usize;
        Posts {
            state: self.state(),
            price: Money::ZERO,
            offices: (0..tiers).map(|_| self.limits((0, 2), (2, 8))).collect(),
            regions: (0..regions).map(|_| self.limits((0, 4), (3, 15))).collect(),
            total: self.limits((0, 10), (6, 20)),
            new: Limits {
                min: self.maybe(0.1, |d| d.between(0, 2) as u32),
                max: self.maybe(0.3, |d| (12_usize.saturating_sub(existing) + d.between(0, 4)) as u32),
            },
        }
    }

    fn budget(&mut self, regions: usize) -> Budget {
        let mut ceiling = |share, least, most| Limits {
            min: None,
            max: self.maybe(share, |d| Money::from_units(d.number(least, most, 2))),
        };
        let total = ceiling(0.7, 0.4e6, 3e6);
        let regions = (0..regions).map(|_| ceiling(0.4, 0.2e6, 2e6)).collect();
        Budget { state: self.state(), price: Money::ZERO, total, regions }
    }

    fn span(&mut self, n: usize, tiers: usize) -> Span {
        Span {
            state: self.state(),
            price: Money::ZERO,
            subordinates: (0..tiers).map(|_| self.limits((0, 1), (1, 3))).collect(),
            countries: (0..tiers).map(|_| self.limits((0, 2), (2, n))).collect(),
            area: self.limits((0, 3), (3, n)),
        }
    }

    fn contiguity(&mut self) -> Contiguity {
        let state = if self.chance(0.5) { State::Hard } else { State::Off };
        Contiguity { state, price: Money::ZERO, areas: self.chance(0.7), remits: self.chance(0.4) }
    }

    fn language(&mut self) -> Language {
        let state = [State::Off, State::Soft, State::Soft, State::Hard][self.between(0, 3)];
        let price = if state == State::Soft { self.number(0.0, 5000.0, 2) } else { 0.0 };
        Language { state, price: Money::from_units(price) }
    }

    fn accreditation(&mut self, countries: &[Country]) -> Accreditation {
        let n = countries.len();
        let mut required: Vec<_> = self.maybe(0.4, |d| (d.any(n), d.any(n))).into_iter().collect();
        required.retain(|(country, _)| countries[country.0].covered);
        let forbidden = (0..self.between(0, 3)).map(|_| (self.any(n), self.any(n))).collect();
        let preferred = (0..self.between(0, 2))
            .map(|_| PreferredPair {
                country: self.any(n),
                office: self.any(n),
                price: Money::from_units(self.number(0.0, 80e3, 2)),
            })
            .collect();
        let state = [State::Off, State::Report, State::Hard][self.between(0, 2)];
        Accreditation { state, price: Money::ZERO, required, forbidden, preferred }
    }

    fn continuity(&mut self) -> Continuity {
        let state = if self.chance(0.15) { State::Hard } else { State::Off };
        let state = if self.chance(0.25) { State::Soft } else { state };
        let price = if state == State::Soft { self.number(0.0, 150e3, 2) } else { 0.0 };
        Continuity { state, price: Money::from_units(price) }
    }

    fn balance(&mut self) -> Balance {
        let state = if self.chance(0.15) { State::Hard } else { State::Off };
        let state = if self.chance(0.2) { State::Soft } else { state };
        let band = Limits { min: self.workload(0.5, 0.0, 8.0), max: self.workload(0.5, 8.0, 14.0) };
        let price = if state == State::Soft { self.number(0.0, 30e3, 2) } else { 0.0 };
        Balance { state, band, price: Money::from_units(price) }
    }

    fn scorecard(&mut self) -> Scorecard {
        let scales = [
            (Measured::Distance, 4_000.0),
            (Measured::MissionCost, 5_000.0),
            (Measured::SharedLanguage, 0.0),
            (Measured::OwnOffice, 0.0),
            (Measured::SameRegion, 0.0),
            (Measured::Unmoved, 0.0),
        ];
        let part = self.number(0.0, 1.0, 2);
        let mut perspective = |id: &str, weight: f64| {
            let half = self.number(0.0, 1.0, 2);
            let mut indicator = |weight: f64| {
                let (measured, worst) = scales[self.between(0, scales.len() - 1)];
                Indicator { weight, measured, worst, best: if worst > 0.0 { 100.0 } else { 1.0 } }
            };
            let indicators = vec![indicator(half), indicator(1.0 - half)];
            Perspective { id: id.into(), name: id.into(), weight, indicators }
        };
        Scorecard { perspectives: vec![perspective("one", part), perspective("other", 1.0 - part)] }
    }

    fn scorecard_rule(&mut self) -> ScorecardRule {
        let state = if self.chance(0.2) { State::Hard } else { State::Off };
        let state = if self.chance(0.25) { State::Soft } else { state };
        let mut price = |most| if state == State::Soft { self.number(0.0, most, 2) } else { 0.0 };
        let (price, office_price) = (price(5e3), price(60e3));
        ScorecardRule {
            state,
            network: self.maybe(0.6, |d| Score::from_units(d.number(20.0, 90.0, 2))),
            offices: self.maybe(0.4, |d| Score::from_units(d.number(10.0, 80.0, 2))),
            price: Money::from_units(price),
            office_price: Money::from_units(office_price),
        }
    }

    /// Up to three, of which each tier decides some; a lower tier may decide what none above it does.
    fn functions(&mut self, tiers: &mut [Tier]) -> Vec<Function> {
        let count = self.between(1, 3);
        let functions = (0..count).map(|f| Function {
            id: format!("F{f}"),
            name: format!("F{f}"),
            share: Share::from_units(self.number(0.0, 0.33, 3)),
        });
        let functions = functions.collect();
        for tier in tiers {
            tier.decides = (0..count).filter(|_| self.chance(0.6)).collect();
        }
        functions
    }

    fn decentralisation(&mut self, regions: usize) -> Decentralisation {
        let state = if self.chance(0.15) { State::Hard } else { State::Off };
        let state = if self.chance(0.15) { State::Soft } else { state };
        let price = if state == State::Soft { self.number(0.0, 20e3, 2) } else { 0.0 };
        let mut floor = |most: f64| self.maybe(0.4, |d| Share::from_units(d.number(0.05, most, 4)));
        let mut floors = || FieldFloors { local: floor(0.5), field: floor(0.6) };
        let (network, regions) = (floors(), (0..regions).map(|_| floors()).collect());
        Decentralisation { state, price: Money::from_units(price), network, regions }
    }

    /// One or two beside premises, where there are so few countries that brute force can try them all.
    fn arrangements(&mut self, tiers: &mut [Tier], countries: usize) -> Vec<Arrangement> {
        let count = if countries <= 4 && self.chance(0.6) { self.between(1, 2) } else { 0 };
        for tier in tiers {
            for k in 1..=count {
                if self.chance(0.7) {
                    let terms = Terms {
                        office_cost: tier.office_cost * self.number(0.0, 1.1, 2),
                        office_local_share: self.number(0.0, 1.0, 2),
                        overhead: Workload::from_units(self.number(0.0, 8.0, 3)),
                        opening_cost: tier.opening_cost * self.number(0.0, 1.0, 2),
                        max_posts: self.maybe(0.8, |d| d.between(1, 4) as u32),
                        max_countries: self.maybe(0.5, |d| d.between(1, 3) as u32),
                    };
                    tier.arrangements.push((ArrangementId(k), terms));
                }
            }
        }
        (0..=count).map(|k| Arrangement { id: format!("K{k}"), name: format!("K{k}") }).collect()
    }

    fn arrangement(&mut self, count: usize, regions: usize, countries: usize) -> ArrangementRule {
        let state = if self.chance(0.4) { State::Hard } else { State::Off };
        let state = if self.chance(0.25) { State::Soft } else { state };
        let price = if state == State::Soft { self.number(0.0, 150e3, 2) } else { 0.0 };
        let mut limits = || -> Vec<Limits<u32>> {
            (0..count)
                .map(|_| if self.chance(0.4) { self.limits((0, 1), (0, 2)) } else { Limits::default() })
                .collect()
        };
        let (total, regions) = (limits(), (0..regions).map(|_| limits()).collect());
        let sites = (0..self.between(0, 2)).map(|_| {
            let allowed = (0..count).map(ArrangementId).filter(|_| self.chance(0.6)).collect();
            (self.any(countries), allowed)
        });
        let sites = sites.collect();
        ArrangementRule { state, price: Money::from_units(price), total, regions, sites }
    }

    /// Gives families a price instead. Where posts may be fewer than asked for, brute force has many
    /// numbers to try, so only of few countries.
    fn soften(&mut self, rules: &mut Rules, countries: usize) {
        let is_small = countries <= 4;
        let families: [(&mut State, &mut Money, f64, bool); 10] = [
            (&mut rules.region.state, &mut rules.region.price, 60e3, true),
            (&mut rules.count.state, &mut rules.count.price, 150e3, true),
            (&mut rules.capacity.state, &mut rules.capacity.price, 15e3, is_small),
            (&mut rules.posts.state, &mut rules.posts.price, 120e3, is_small),
            (&mut rules.budget.state, &mut rules.budget.price, 500.0, true),
            (&mut rules.span.state, &mut rules.span.price, 80e3, true),
            (&mut rules.reach.state, &mut rules.reach.price, 50.0, true),
            (&mut rules.contiguity.state, &mut rules.contiguity.price, 80e3, true),
            (&mut rules.accreditation.state, &mut rules.accreditation.price, 80e3, true),
            (&mut rules.retention.state, &mut rules.retention.price, 60e3, true),
        ];
        for (state, price, most, may_be) in families {
            let amount = self.number(0.0, most, 2);
            if self.chance(0.12) && may_be {
                (*state, *price) = (State::Soft, Money::from_units(amount));
            }
        }
    }

    fn retention(&mut self, n: usize, tiers: usize) -> Retention {
        Retention {
            state: self.state(),
            price: Money::ZERO,
            keep: self
                .maybe(0.4, |d| (d.any(n), d.maybe(0.5, |d| TierId(d.between(0, tiers - 1)))))
                .into_iter()
                .collect(),
            close: self.maybe(0.3, |d| d.any(n)).into_iter().collect(),
            max_closures: self.maybe(0.4, |d| d.between(0, 3) as u32),
            max_openings: self.maybe(0.4, |d| d.between(0, 3) as u32),
            max_moves: self.maybe(0.4, |d| d.between(1, n) as u32),
        }
    }
}
