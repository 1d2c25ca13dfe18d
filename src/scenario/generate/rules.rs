//! Rules: all of them, loose; or each at random.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::places::{Places, tier_id};
use super::{Request, RuleMix};
use crate::scenario::model_file::ModelFile;
use crate::scenario::rules::{
    AccreditationFile, BalanceFile, BudgetFile, CapacityFile, ContiguityFile, ContinuityFile, CountFile,
    CoverExceptionFile, DecentralisationFile, FieldFloorsFile, FloorFile, LanguageFile, Limits, PairFile,
    PostsFile, PreferredPairFile, ReachFile, ReachLimitFile, RegionCountFile, RegionFile, RetentionFile,
    RulesFile, ScorecardFile, SiteFile, SpanFile, State, SupervisionExceptionFile,
};

pub fn draw(draw: &mut ChaCha8Rng, request: &Request, model: &ModelFile, places: &Places) -> RulesFile {
    match request.rules {
        RuleMix::Default => all(request, model, places),
        RuleMix::Random => some(draw, request, model, places),
    }
}

fn between<N>(min: N, max: N) -> Limits<N> {
    Limits { min: Some(min), max: Some(max) }
}

fn at_most<N>(max: N) -> Limits<N> {
    Limits { min: None, max: Some(max) }
}

/// Posts that would carry everything, and offices in the proportion of 48 to 156.
fn needs(request: &Request, model: &ModelFile, places: &Places) -> (u32, u32) {
    let workload: f64 =
        places.countries.iter().filter(|c| c.covered != Some(false)).filter_map(|c| c.workload).sum();
    let posts = (workload
        / model.staffing.as_ref().expect("a drawn organisation has posts").workload_per_post.value)
        .ceil() as u32;
    (posts, (request.countries as u32 * 48 / 156).max(request.regions as u32))
}

fn all(request: &Request, model: &ModelFile, places: &Places) -> RulesFile {
    let (posts, offices) = needs(request, model, places);
    let each_tier = |limits: Limits<u32>| (0..request.tiers).map(|t| (tier_id(t), limits)).collect();
    RulesFile {
        region: Some(RegionFile::default()),
        count: Some(CountFile {
            offices: between(offices.saturating_sub(offices / 10).max(1), offices + offices / 5 + 1),
            ..CountFile::default()
        }),
        capacity: Some(CapacityFile::default()),
        posts: Some(PostsFile {
            offices: each_tier(between(1, 12)),
            total: at_most(2 * posts + 4 * offices),
            ..PostsFile::default()
        }),
        budget: Some(BudgetFile {
            total: at_most(f64::from(offices) * 700_000.0 + f64::from(posts) * 250_000.0),
            ..BudgetFile::default()
        }),
        span: Some(SpanFile {
            countries: each_tier(at_most(12)),
            subordinates: (0..request.tiers - 1).map(|t| (tier_id(t), at_most(10))).collect(),
            ..SpanFile::default()
        }),
        reach: Some(ReachFile { max_km: Some(6_000.0), groups: BTreeMap::new(), ..ReachFile::default() }),
        contiguity: Some(ContiguityFile::default()),
        language: Some(LanguageFile { state: State::Soft, price: Some(900.0) }),
        accreditation: Some(AccreditationFile::default()),
        continuity: Some(ContinuityFile { state: State::Report, price: None }),
        scorecard: Some(ScorecardFile { state: State::Report, network: Some(40.0), ..Default::default() }),
        decentralisation: Some(DecentralisationFile {
            state: State::Report,
            local: FloorFile { min: Some(0.4) },
            ..DecentralisationFile::default()
        }),
        balance: Some(BalanceFile {
            state: State::Report,
            band: between(4.0, 12.0),
            ..BalanceFile::default()
        }),
        retention: Some(RetentionFile { max_closures: Some(offices / 2 + 1), ..RetentionFile::default() }),
        ..RulesFile::default()
    }
}

fn some(draw: &mut ChaCha8Rng, request: &Request, model: &ModelFile, places: &Places) -> RulesFile {
    let (posts, _) = needs(request, model, places);
    let count = request.countries as u32;
    let mut dice = Dice { draw, request, places };
    let mut rules = RulesFile {
        region: dice.maybe(0.6, Dice::region),
        count: dice.maybe(0.6, |dice| dice.count(count)),
        capacity: dice.maybe(0.7, Dice::capacity),
        posts: dice.maybe(0.7, |dice| dice.posts(posts)),
        budget: dice.maybe(0.3, |dice| dice.budget(count)),
        span: dice.maybe(0.5, Dice::span),
        reach: dice.maybe(0.4, Dice::reach),
        contiguity: dice.maybe(0.6, |dice| ContiguityFile {
            state: State::Hard,
            price: None,
            areas: dice.draw.random_bool(0.7),
            remits: dice.draw.random_bool(0.5),
        }),
        language: dice.maybe(0.5, |dice| LanguageFile {
            state: if dice.draw.random_bool(0.25) { State::Hard } else { State::Soft },
            price: Some(dice.draw.random_range(1..40i64) as f64 * 250.0),
        }),
        accreditation: dice.maybe(0.5, Dice::accreditation),
        retention: dice.maybe(0.5, Dice::retention),
        continuity: dice.maybe(0.3, Dice::continuity),
        balance: dice.maybe(0.3, Dice::balance),
        scorecard: dice.maybe(0.3, Dice::scorecard),
        ..RulesFile::default()
    };
    dice.soften(&mut rules);
    rules.decentralisation = dice.maybe(0.3, Dice::decentralisation);
    rules
}

struct Dice<'d> {
    draw: &'d mut ChaCha8Rng,
    request: &'d Request,
    places: &'d Places,
}

impl Dice<'_> {
    fn maybe<R>(&mut self, chance: f64, make: impl FnOnce(&mut Self) -> R) -> Option<R> {
        self.draw.random_bool(chance).then(|| make(self))
    }

    fn place(&mut self) -> String {
        let number = self.draw.random_range(0..self.places.countries.len());
        self.places.countries[number].id.clone()
    }

    fn region_id(&mut self) -> String {
        format!("R{}", self.draw.random_range(0..self.request.regions) + 1)
    }

    fn host(&mut self) -> String {
        if self.places.hosts.is_empty() {
            return self.place();
        }
        let number = self.draw.random_range(0..self.places.hosts.len());
        self.places.hosts[number].clone()
    }

    /// Gives some of the families a price instead.
    fn soften(&mut self, rules: &mut RulesFile) {
        let mut soft = |most: i64| {
            let price = self.draw.random_range(1..most) as f64;
            self.draw.random_bool(0.15).then_some((State::Soft, Some(price)))
        };
        macro_rules! soften {
            ($($family:ident at $most:literal),*) => {$(
                if let (Some(price), Some(rule)) = (soft($most), &mut rules.$family) {
                    (rule.state, rule.price) = price;
                }
            )*};
        }
        soften!(region at 60_000, count at 150_000, span at 80_000, reach at 40, contiguity at 80_000);
        soften!(accreditation at 80_000, retention at 60_000, budget at 500);
    }

    fn region(&mut self) -> RegionFile {
        let mut rule = RegionFile::default();
        if self.draw.random_bool(0.4) {
            let (country, region) = (self.place(), self.region_id());
            rule.cover_exceptions.push(CoverExceptionFile { country, region, reason: None });
        }
        if self.draw.random_bool(0.3) {
            let (office, region) = (self.place(), self.region_id());
            rule.supervision_exceptions.push(SupervisionExceptionFile { office, region, reason: None });
        }
        rule
    }

    fn count(&mut self, countries: u32) -> CountFile {
        let max = self.draw.random_range(1..=countries.div_ceil(2) + 1);
        let min = self.draw.random_range(0..=max.min(countries));
        let mut rule = CountFile { offices: between(min, max), ..CountFile::default() };
        if self.draw.random_bool(0.3) {
            let tier = tier_id(self.draw.random_range(0..self.request.tiers));
            rule.tiers.insert(tier, at_most(self.draw.random_range(1..4)));
        }
        if self.draw.random_bool(0.3) {
            let offices = at_most(self.draw.random_range(1..4));
            rule.regions.insert(self.region_id(), RegionCountFile { offices, ..RegionCountFile::default() });
        }
        rule
    }

    fn capacity(&mut self) -> CapacityFile {
        let floors = if self.draw.random_bool(0.4) {
            let floor = self.draw.random_range(1..15i64) as f64;
            (0..self.request.tiers).map(|t| (tier_id(t), floor)).collect()
        } else {
            BTreeMap::new()
        };
        CapacityFile { state: State::Hard, floors, ..CapacityFile::default() }
    }

    fn posts(&mut self, needed: u32) -> PostsFile {
        let mut rule = PostsFile::default();
        for tier in 0..self.request.tiers {
            if self.draw.random_bool(0.7) {
                let min = self.draw.random_range(0..3);
                rule.offices.insert(tier_id(tier), between(min, min + self.draw.random_range(2..8)));
            }
        }
        if self.draw.random_bool(0.3) {
            rule.total = at_most(needed + self.draw.random_range(0..8));
        }
        if self.draw.random_bool(0.15) {
            rule.total.min = Some(needed.min(rule.total.max.unwrap_or(needed)));
        }
        if self.draw.random_bool(0.2) {
            rule.new = at_most(self.draw.random_range(0..needed + 3));
        }
        if self.draw.random_bool(0.2) {
            rule.regions.insert(self.region_id(), at_most(needed));
        }
        rule
    }

    fn budget(&mut self, countries: u32) -> BudgetFile {
        let ceiling = f64::from(self.draw.random_range(100_000..600_000u32)) * f64::from(countries);
        let mut rule = BudgetFile { total: at_most(ceiling), ..BudgetFile::default() };
        if self.draw.random_bool(0.3) {
            rule.regions.insert(self.region_id(), at_most(ceiling / 2.0));
        }
        rule
    }

    fn span(&mut self) -> SpanFile {
        let mut rule = SpanFile::default();
        for tier in 0..self.request.tiers {
            if self.draw.random_bool(0.4) {
                rule.countries.insert(tier_id(tier), at_most(self.draw.random_range(1..5)));
            }
            if tier + 1 < self.request.tiers && self.draw.random_bool(0.4) {
                let min = u32::from(self.draw.random_bool(0.3));
                rule.subordinates.insert(tier_id(tier), between(min, self.draw.random_range(1..4)));
            }
        }
        if self.draw.random_bool(0.3) {
            rule.area = at_most(self.draw.random_range(2..8));
        }
        rule
    }

    fn reach(&mut self) -> ReachFile {
        let mut rule = ReachFile {
            max_km: Some(self.draw.random_range(1_000..8_000i64) as f64),
            ..ReachFile::default()
        };
        let has_ldc =
            self.places.countries.iter().any(|c| c.groups.iter().flatten().any(|group| group == "ldc"));
        if has_ldc && self.draw.random_bool(0.4) {
            let max_hours = Some(self.draw.random_range(7..14i64) as f64);
            rule.groups.insert("ldc".into(), ReachLimitFile { max_km: None, max_hours });
        }
        rule
    }

    fn accreditation(&mut self) -> AccreditationFile {
        let mut rule = AccreditationFile::default();
        let reason = || "drawn".to_owned();
        if self.draw.random_bool(0.3) {
            let country = self.draw.random_range(0..self.places.countries.len());
            let country = &self.places.countries[country];
            if country.covered != Some(false) {
                let (country, office) = (country.id.clone(), self.host());
                rule.required.push(PairFile { country, office, reason: reason(), author: None });
            }
        }
        for _ in 0..self.draw.random_range(0..3) {
            let pair =
                PairFile { country: self.place(), office: self.place(), reason: reason(), author: None };
            if !rule.required.iter().any(|r| r.country == pair.country && r.office == pair.office) {
                rule.forbidden.push(pair);
            }
        }
        for _ in 0..self.draw.random_range(0..3) {
            let price = self.draw.random_range(1..50i64) as f64 * 1_000.0;
            let (country, office) = (self.place(), self.place());
            rule.preferred.push(PreferredPairFile { country, office, price, reason: reason() });
        }
        rule
    }

    fn continuity(&mut self) -> ContinuityFile {
        let is_hard = self.request.tiers > 1 && self.draw.random_bool(0.4);
        let price = self.draw.random_range(1..100i64) as f64 * 1_000.0;
        ContinuityFile { state: if is_hard { State::Hard } else { State::Soft }, price: Some(price) }
    }

    fn balance(&mut self) -> BalanceFile {
        let state = if self.draw.random_bool(0.4) { State::Hard } else { State::Soft };
        let min = self.draw.random_range(0..7u32);
        let max = self.draw.random_range(7..13u32);
        let price = self.draw.random_range(1..20i64) as f64 * 1_000.0;
        BalanceFile { state, band: between(f64::from(min), f64::from(max)), price: Some(price) }
    }

    fn scorecard(&mut self) -> ScorecardFile {
        let state = if self.draw.random_bool(0.4) { State::Hard } else { State::Soft };
        let mut floor = || self.draw.random_bool(0.6).then(|| f64::from(self.draw.random_range(30..90u32)));
        let (network, offices) = (floor(), floor());
        let mut price = |most: i64| Some(self.draw.random_range(1..most) as f64 * 1_000.0);
        ScorecardFile { state, network, offices, price: price(10), office_price: price(80) }
    }

    fn decentralisation(&mut self) -> DecentralisationFile {
        let state = if self.draw.random_bool(0.5) { State::Hard } else { State::Soft };
        let mut floor = |chance: f64| FloorFile {
            min: self.draw.random_bool(chance).then(|| self.draw.random_range(35..75u32) as f64 / 100.0),
        };
        let (local, field) = (floor(0.7), floor(0.3));
        let of_region = FieldFloorsFile { local: floor(0.8), field: floor(0.2) };
        let regions = BTreeMap::from([(self.region_id(), of_region)]);
        let price = Some(self.draw.random_range(1..20i64) as f64 * 500.0);
        DecentralisationFile { state, price, local, field, regions }
    }

    fn retention(&mut self) -> RetentionFile {
        let mut rule = RetentionFile::default();
        let reason = || "drawn".to_owned();
        if self.draw.random_bool(0.4) {
            let office = self.host();
            let tier =
                self.draw.random_bool(0.4).then(|| tier_id(self.draw.random_range(0..self.request.tiers)));
            rule.keep.push(SiteFile { office, tier, reason: reason(), author: None });
        }
        if self.draw.random_bool(0.3) {
            let office = self.place();
            if rule.keep.iter().all(|site| site.office != office) {
                rule.close.push(SiteFile { office, tier: None, reason: reason(), author: None });
            }
        }
        let offices = self.places.offices.len() as u32;
        if self.draw.random_bool(0.3) {
            rule.max_closures = Some(self.draw.random_range(1..=offices + 1));
        }
        if self.draw.random_bool(0.3) {
            rule.max_openings = Some(self.draw.random_range(0..4));
        }
        if self.draw.random_bool(0.3) {
            rule.max_moves = Some(self.draw.random_range(0..=self.request.countries as u32));
        }
        rule
    }
}
