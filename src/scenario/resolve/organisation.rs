//! The organisation model: tiers and parameters, with units, ranges and signs checked.

use std::collections::BTreeMap;

use super::Context;
use super::{arrangements, functions};
use crate::scenario::model_file::{DemandFile, ModelFile, Quantity, TransitionFile, TravelFile};
use crate::scenario::{
    Arrangement, ArrangementId, Country, Function, Parameters, Point, Supervision, Tier, Transition, Travel,
    Workload,
};

/// Money beyond this, in currency units, is a slip of the pen and could overflow sums of cents.
pub const MOST_MONEY: f64 = 1e12;

pub struct Organisation {
    pub tiers: Vec<Tier>,
    pub functions: Vec<Function>,
    pub arrangements: Vec<Arrangement>,
    /// `None` where the model says nothing of travel.
    pub speed: Option<Speed>,
    workload_per_post: Option<Workload>,
    acting_share: f64,
    travel: Travel,
    supervision: Supervision,
    transition: Transition,
    remoteness: f64,
    headquarters: Option<Point>,
}

/// What turns a travel time into a distance.
pub struct Speed {
    pub hours_fixed: f64,
    pub km_per_hour: f64,
}

impl Organisation {
    /// What hangs on distances, if anything does.
    pub fn asks_for_distances(&self) -> Option<&'static str> {
        match () {
            () if self.travel.fare_per_km > 0.0 => Some("the fare by the kilometre"),
            () if self.remoteness > 0.0 => Some("the price on remoteness"),
            () => None,
        }
    }

    pub fn parameters(&self, host_contribution: Vec<f64>) -> Parameters {
        Parameters {
            workload_per_post: self.workload_per_post,
            acting_share: self.acting_share,
            travel: self.travel.clone(),
            supervision: self.supervision.clone(),
            transition: self.transition.clone(),
            host_contribution,
            remoteness: self.remoteness,
            headquarters: self.headquarters,
        }
    }
}

/// Reads quantities of a model, each with the unit that its field is documented with.
pub struct Reader<'c, 'd> {
    context: &'c Context<'d>,
    currency: &'c str,
}

impl<'c, 'd> Reader<'c, 'd> {
    pub fn new(context: &'c Context<'d>, model: &'c ModelFile) -> Self {
        Self { context, currency: &model.currency }
    }

    /// At least zero, in `unit` (`$` stands for the currency), inside its own range.
    pub fn take(&self, quantity: &Quantity, pointer: &str, unit: &str) -> f64 {
        let expected = unit.replace('$', self.currency);
        let value = quantity.value;
        let error = |code, message: String, key: &str| {
            self.context.error(code, message, &format!("/organisation/{pointer}/{key}"));
        };
        if quantity.unit != expected {
            error("wrong-unit", format!("the unit is `{}`, expected `{expected}`", quantity.unit), "unit");
        }
        if !(0.0..MOST_MONEY).contains(&value) {
            error("out-of-range", format!("{value} is out of range: expected 0 to {MOST_MONEY:e}"), "value");
        }
        if unit == "share" && value > 1.0 {
            error("out-of-range", format!("a share lies between 0 and 1, this is {value}"), "value");
        }
        if let Some([low, high]) = quantity.range {
            if low > high {
                error("contradictory-range", format!("the range runs from {low} down to {high}"), "range");
            } else if value < low || value > high {
                error(
                    "out-of-range",
                    format!("{value} lies outside its own range of {low} to {high}"),
                    "value",
                );
            }
        }
        if quantity.source.trim().is_empty() {
            error("missing-source", "a number needs a source, or `assumption`".into(), "source");
        }
        if unit.starts_with('$') && value != 0.0 && quantity.price_year.is_none() {
            let at = format!("/organisation/{pointer}");
            self.context.warning("missing-price-year", "an amount of money without `price_year`", &at);
        }
        value
    }

    /// A whole number from 1 on, as a count.
    pub fn whole(&self, quantity: &Quantity, pointer: &str, unit: &str) -> u32 {
        let value = self.take(quantity, pointer, unit);
        if value < 1.0 || value.fract() != 0.0 {
            let at = format!("/organisation/{pointer}/value");
            let message = format!("{value} is out of range: expected a whole number from 1 on");
            self.context.error("out-of-range", message, &at);
        }
        value as u32
    }

    fn positive(&self, quantity: &Quantity, pointer: &str, unit: &str) -> f64 {
        let value = self.take(quantity, pointer, unit);
        if value <= 0.0 {
            let at = format!("/organisation/{pointer}/value");
            self.context.error("out-of-range", format!("{value} is out of range: expected more than 0"), &at);
        }
        value
    }
}

pub fn resolve(context: &Context, model: &ModelFile) -> Option<Organisation> {
    if model.schema_version != 1 {
        let at = "/organisation/schema_version";
        context.error("unknown-version", "this version of purview reads schema_version 1", at);
    }
    let read = Reader::new(context, model);
    if model.tiers.is_empty() {
        context.error("missing-tier", "an organisation has at least one tier", "/organisation/tiers");
        return None;
    }
    let functions = functions::resolve(context, &read, model);
    let arrangements = arrangements::list(context, model);
    let mut tiers: Vec<Tier> = Vec::new();
    for (number, tier) in model.tiers.iter().enumerate() {
        let at = |key: &str| format!("tiers/{number}/{key}");
        if tiers.iter().any(|known| known.id == tier.id) {
            let pointer = format!("/organisation/{}", at("id"));
            context.error("duplicate-tier", format!("there are two tiers `{}`", tier.id), &pointer);
        }
        let take = |quantity: &Option<Quantity>, key: &str, unit: &str| {
            quantity.as_ref().map_or(0.0, |quantity| read.take(quantity, &at(key), unit))
        };
        let mut own = Tier {
            id: tier.id.clone(),
            name: tier.name.clone(),
            office_cost: take(&tier.office_cost, "office_cost", "$/year"),
            office_local_share: take(&tier.office_local_share, "office_local_share", "share"),
            post_cost: take(&tier.post_cost, "post_cost", "$/post/year"),
            post_local_share: take(&tier.post_local_share, "post_local_share", "share"),
            overhead: Workload::from_units(take(&tier.overhead, "overhead", "staff-months/year")),
            opening_cost: take(&tier.opening_cost, "opening_cost", "$"),
            closing_cost: take(&tier.closing_cost, "closing_cost", "$"),
            decides: functions::decided(context, &functions, &tier.decides, &at("decides")),
            arrangements: Vec::new(),
        };
        own.arrangements =
            arrangements::terms(&read, model, number, own.terms(ArrangementId::PREMISES), &arrangements);
        tiers.push(own);
    }
    let per_post = "staff-months/post/year";
    let workload_per_post = model.staffing.as_ref().map(|staffing| {
        let carried = read.positive(&staffing.workload_per_post, "staffing/workload_per_post", per_post);
        Workload::from_units(carried)
    });
    let acting_share = (model.staffing.as_ref())
        .and_then(|staffing| staffing.acting_share.as_ref())
        .map_or(0.0, |share| read.take(share, "staffing/acting_share", "share"));
    let headquarters = model.headquarters.as_ref().map(|h| Point { lat: h.lat, lon: h.lon });
    if headquarters.is_some_and(|p| !super::network::is_on_earth(p)) {
        let message = "latitude lies between -90 and 90, longitude between -180 and 180";
        context.error("out-of-range", message, "/organisation/headquarters");
    }
    let supervision = model.supervision.as_ref().map(|supervision| Supervision {
        trips: read.take(&supervision.trips, "supervision/trips", "trips/year"),
        days_per_trip: read.take(&supervision.days_per_trip, "supervision/days_per_trip", "days/trip"),
    });
    Some(Organisation {
        tiers,
        functions,
        arrangements,
        speed: model.travel.as_ref().map(|travel| Speed {
            hours_fixed: read.take(&travel.hours_fixed, "travel/hours_fixed", "hours/trip"),
            km_per_hour: read.positive(&travel.speed, "travel/speed", "km/hour"),
        }),
        workload_per_post,
        acting_share,
        travel: model.travel.as_ref().map(|travel| read_travel(&read, travel)).unwrap_or_default(),
        supervision: supervision.unwrap_or_default(),
        transition: match &model.transition {
            Some(transition) => read_transition(&read, transition),
            None => Transition { payback_years: 1.0, ..Transition::default() },
        },
        remoteness: model
            .service
            .remoteness
            .as_ref()
            .map_or(0.0, |quantity| read.take(quantity, "service/remoteness", "$/1000 km/staff-month")),
        headquarters,
    })
}

fn read_travel(read: &Reader, travel: &TravelFile) -> Travel {
    Travel {
        fare_fixed: read.take(&travel.fare_fixed, "travel/fare_fixed", "$/trip"),
        fare_per_km: read.take(&travel.fare_per_km, "travel/fare_per_km", "$/km"),
        daily_allowance: read.take(&travel.daily_allowance, "travel/daily_allowance", "$/day"),
        allowance_local_share: read.take(
            &travel.allowance_local_share,
            "travel/allowance_local_share",
            "share",
        ),
        days_per_trip: read.take(&travel.days_per_trip, "travel/days_per_trip", "days/trip"),
        trips_per_staff_month: read.take(
            &travel.trips_per_staff_month,
            "travel/trips_per_staff_month",
            "trips/staff-month",
        ),
        min_trips: read.take(&travel.min_trips, "travel/min_trips", "trips/year"),
    }
}

fn read_transition(read: &Reader, transition: &TransitionFile) -> Transition {
    let resolved = Transition {
        payback_years: read.positive(&transition.payback, "transition/payback", "years"),
        change_of_tier: read.take(&transition.change_of_tier, "transition/change_of_tier", "$"),
        move_of_country: read.take(&transition.move_of_country, "transition/move_of_country", "$"),
        new_post: read.take(&transition.new_post, "transition/new_post", "$/post"),
        redeployed_post: read.take(&transition.redeployed_post, "transition/redeployed_post", "$/post"),
    };
    if resolved.redeployed_post > resolved.new_post {
        let message = "a redeployed post costs more than a new one, so that none would be redeployed";
        read.context.error("contradictory-price", message, "/organisation/transition/redeployed_post/value");
    }
    resolved
}

/// The demand formula for one country; `figures` by name.
pub fn demand(demand: &DemandFile, figures: &BTreeMap<String, f64>, groups: impl Fn(&str) -> bool) -> f64 {
    let terms = demand.terms.iter().map(|term| {
        let amount = term.rate.value * figures.get(&term.figure).copied().unwrap_or(0.0) / term.per;
        term.cap.as_ref().map_or(amount, |cap| amount.min(cap.value))
    });
    let weights = demand.group_weights.iter().filter(|(group, _)| groups(group)).map(|(_, q)| q.value);
    (demand.base.value + terms.sum::<f64>()) * (1.0 + weights.sum::<f64>())
}

/// Checks the quantities of the demand formula.
pub fn check_demand(context: &Context, model: &ModelFile) {
    let Some(demand) = &model.demand else { return };
    let read = Reader::new(context, model);
    read.take(&demand.base, "demand/base", "staff-months/year");
    for (number, term) in demand.terms.iter().enumerate() {
        let at = |key: &str| format!("demand/terms/{number}/{key}");
        read.take(&term.rate, &at("rate"), "staff-months/year");
        if let Some(cap) = &term.cap {
            read.take(cap, &at("cap"), "staff-months/year");
        }
        if term.per <= 0.0 {
            let pointer = format!("/organisation/{}", at("per"));
            context.error("out-of-range", "the size of one unit is more than 0", &pointer);
        }
    }
    for (group, weight) in &demand.group_weights {
        read.take(weight, &format!("demand/group_weights/{group}"), "share");
    }
}

/// Share of the office cost that each country's government bears.
pub fn host_contributions(context: &Context, model: &ModelFile, countries: &[Country]) -> Vec<f64> {
    let Some(rule) = &model.host_contribution else { return vec![0.0; countries.len()] };
    let read = Reader::new(context, model);
    let usual = read.take(&rule.share, "host_contribution/share", "share");
    let groups: Vec<(&String, f64)> = rule
        .groups
        .iter()
        .map(|(group, q)| (group, read.take(q, &format!("host_contribution/groups/{group}"), "share")))
        .collect();
    countries
        .iter()
        .map(|country| {
            let shares = groups.iter().filter(|(group, _)| country.groups.contains(*group)).map(|&(_, s)| s);
            shares.reduce(f64::min).unwrap_or(usual)
        })
        .collect()
}
