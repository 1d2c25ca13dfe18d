//! An organisation with any number of tiers; orders of magnitude as in `models/two-tier.json`.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::places::tier_id;
use crate::scenario::Measured;
use crate::scenario::model_file::{
    CardFile, DemandFile, FunctionFile, HostContributionFile, IndicatorFile, ModelFile, PerspectiveFile,
    Quantity, ServiceFile, StaffingFile, SupervisionFile, TierFile, TransitionFile, TravelFile,
};
use crate::scenario::rules::RulesFile;

fn quantity(value: f64, unit: &str) -> Quantity {
    Quantity {
        value,
        unit: unit.into(),
        source: "generated".into(),
        price_year: unit.starts_with("EUR").then_some(2023),
        range: None,
        note: None,
    }
}

fn scorecard() -> CardFile {
    let indicator = |name: &str, measure: Measured, worst: f64, best: f64, weight: f64| IndicatorFile {
        name: name.into(),
        measure,
        weight: quantity(weight, "share"),
        worst: quantity(worst, &measure.unit().replace('$', "EUR")),
        best: quantity(best, &measure.unit().replace('$', "EUR")),
    };
    let perspective = |id: &str, name: &str, weight: f64, indicators: Vec<IndicatorFile>| PerspectiveFile {
        id: id.into(),
        name: name.into(),
        weight: quantity(weight, "share"),
        indicators,
    };
    CardFile {
        perspectives: vec![
            perspective(
                "countries",
                "Countries served",
                0.6,
                vec![
                    indicator("Nearness", Measured::Distance, 5_000.0, 0.0, 0.7),
                    indicator("Presence", Measured::OwnOffice, 0.0, 1.0, 0.3),
                ],
            ),
            perspective(
                "finance",
                "Use of resources",
                0.4,
                vec![indicator("Missions", Measured::MissionCost, 3_000.0, 0.0, 1.0)],
            ),
        ],
    }
}

fn functions() -> Vec<FunctionFile> {
    let function = |id: &str, name: &str, share: f64| FunctionFile {
        id: id.into(),
        name: name.into(),
        share: quantity(share, "share"),
    };
    vec![
        function("approval", "Approval of projects", 0.25),
        function("partnership", "Partnership agreements", 0.3),
        function("procurement", "Procurement", 0.35),
    ]
}

/// Procurement everywhere, approval at the top, agreements at the bottom: neither tier's list holds the
/// other's.
fn decides(tier: usize, tiers: usize) -> Vec<String> {
    let of_its_own = match tier {
        0 => Some("approval"),
        _ if tier + 1 == tiers => Some("partnership"),
        _ => None,
    };
    of_its_own.into_iter().chain(["procurement"]).map(str::to_owned).collect()
}

pub fn draw(draw: &mut ChaCha8Rng, tiers: usize) -> ModelFile {
    let tier = |number: usize| {
        let above = (tiers - 1 - number) as f64;
        TierFile {
            id: tier_id(number),
            name: format!("Tier {}", number + 1),
            office_cost: Some(quantity(190_000.0 + 150_000.0 * above, "EUR/year")),
            office_local_share: Some(quantity(0.5, "share")),
            post_cost: Some(quantity(85_000.0 + 25_000.0 * above, "EUR/post/year")),
            post_local_share: Some(quantity(0.3, "share")),
            overhead: Some(quantity(3.0 + 4.0 * above, "staff-months/year")),
            opening_cost: Some(quantity(180_000.0 + 100_000.0 * above, "EUR")),
            closing_cost: Some(quantity(120_000.0, "EUR")),
            decides: decides(number, tiers),
            arrangements: Vec::new(),
        }
    };
    let mut between = |low: i64, high: i64| draw.random_range(low..high) as f64;
    ModelFile {
        schema_version: 1,
        name: "generated".into(),
        title: None,
        description: None,
        currency: "EUR".into(),
        tiers: (0..tiers).map(tier).collect(),
        functions: functions(),
        staffing: Some(StaffingFile {
            workload_per_post: quantity(between(8, 13), "staff-months/post/year"),
            acting_share: Some(quantity(0.3, "share")),
        }),
        demand: Some(DemandFile {
            base: quantity(0.0, "staff-months/year"),
            terms: Vec::new(),
            group_weights: Default::default(),
        }),
        travel: Some(TravelFile {
            fare_fixed: quantity(between(100, 400), "EUR/trip"),
            fare_per_km: quantity(between(10, 30) / 100.0, "EUR/km"),
            daily_allowance: quantity(between(120, 280), "EUR/day"),
            allowance_local_share: quantity(0.5, "share"),
            days_per_trip: quantity(between(4, 8), "days/trip"),
            trips_per_staff_month: quantity(between(5, 15) / 10.0, "trips/staff-month"),
            min_trips: quantity(2.0, "trips/year"),
            hours_fixed: quantity(6.0, "hours/trip"),
            speed: quantity(700.0, "km/hour"),
        }),
        supervision: Some(SupervisionFile {
            trips: quantity(2.0, "trips/year"),
            days_per_trip: quantity(4.0, "days/trip"),
        }),
        transition: Some(TransitionFile {
            payback: quantity(5.0, "years"),
            change_of_tier: quantity(60_000.0, "EUR"),
            move_of_country: quantity(15_000.0, "EUR"),
            new_post: quantity(25_000.0, "EUR/post"),
            redeployed_post: quantity(18_000.0, "EUR/post"),
        }),
        host_contribution: Some(HostContributionFile {
            share: quantity(0.1, "share"),
            groups: Default::default(),
        }),
        service: ServiceFile { remoteness: Some(quantity(between(50, 400), "EUR/1000 km/staff-month")) },
        scorecard: Some(scorecard()),
        headquarters: None,
        rules: RulesFile::default(),
    }
}
