//! What holds of any two plans, good or bad, of the same scenario or of two: component differences add
//! up to the total, and swapping the plans negates every figure.

use purview::geography::Geography;
use purview::plan::compare::{Comparison, Difference, Side};
use purview::plan::{Network, Office, Plan};
use purview::scenario::generate::{Request, RuleMix, generate_text};
use purview::scenario::{ArrangementId, CountryId, Entry, Money, Scenario, TierId, load};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::{draw::corner_case, statement};

const PAIRS: u32 = 200;

/// A scenario with a network that nobody solved for.
struct Drawn {
    scenario: Scenario,
    geography: Geography,
    plan: Plan,
}

impl Drawn {
    fn new(scenario: Scenario, draw: &mut ChaCha8Rng) -> Self {
        let geography = Geography::new(&scenario);
        let plan = Plan::new(&scenario, &geography, &network(&scenario, draw), statement());
        Self { scenario, geography, plan }
    }

    fn side(&self, is_known: bool) -> Side<'_> {
        let scenario = is_known.then_some((&self.scenario, &self.geography));
        Side::new(self.plan.scenario.clone(), &self.plan, scenario)
    }
}

/// Any offices at any tiers, each country covered by any of them, rules or no rules.
fn network(scenario: &Scenario, draw: &mut ChaCha8Rng) -> Network {
    let countries = scenario.countries.len();
    let mut hosts: Vec<usize> = (0..countries).filter(|_| draw.random_bool(0.3)).collect();
    if hosts.is_empty() {
        hosts.push(draw.random_range(0..countries));
    }
    let mut network = Network { offices: vec![None; countries], covered_by: vec![None; countries] };
    for &host in &hosts {
        let superior = CountryId(hosts[draw.random_range(0..hosts.len())]);
        network.offices[host] = Some(Office {
            tier: TierId(draw.random_range(0..scenario.tiers.len())),
            reports_to: (superior.0 != host && draw.random_bool(0.7)).then_some(superior),
            posts: draw.random_range(0..7),
            arrangement: ArrangementId::PREMISES,
        });
    }
    for country in scenario.covered_ids() {
        // Now and then by an office that is not open, or by none at all.
        let anywhere = draw.random_range(0..countries);
        let office = if draw.random_bool(0.05) { anywhere } else { hosts[draw.random_range(0..hosts.len())] };
        network.covered_by[country.0] = draw.random_bool(0.97).then_some(CountryId(office));
    }
    network
}

/// From the generator, or without likeness to any field network.
fn scenario(seed: u64, draw: &mut ChaCha8Rng) -> Scenario {
    if seed.is_multiple_of(3) {
        return corner_case(seed);
    }
    let countries = draw.random_range(3..25);
    let request = Request {
        countries,
        regions: draw.random_range(1..=3.min(countries)),
        tiers: draw.random_range(1..=3),
        seed,
        rules: RuleMix::Default,
    };
    let entry = Entry::Text { name: "generated".into(), text: generate_text(&request) };
    load(&entry, &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0])).scenario
}

fn pair(seed: u64) -> (Drawn, Drawn) {
    let mut draw = ChaCha8Rng::seed_from_u64(seed);
    let first = scenario(seed, &mut draw);
    let this = if draw.random_bool(0.5) { first.clone() } else { scenario(seed / 2, &mut draw) };
    (Drawn::new(first, &mut draw), Drawn::new(this, &mut draw))
}

fn compare(first: &Side, this: &Side) -> Comparison {
    let compared = Comparison::new(first, std::slice::from_ref(this));
    compared.unwrap_or_else(|reason| panic!("{reason}"))
}

/// Swaps what is said of the first plan with what is said of this one, and negates every difference.
/// What is said in words of one plan alone, and has no figure, is left out.
fn mirrored(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(object.into_iter().filter_map(mirrored_entry).collect()),
        Value::Array(array) => Value::Array(array.into_iter().map(mirrored).collect()),
        other => other,
    }
}

fn mirrored_entry((key, value): (String, Value)) -> Option<(String, Value)> {
    let value = match key.as_str() {
        "why" | "city" | "region" | "name" => return None,
        "difference" => negated(&value),
        _ => mirrored(value),
    };
    let key = match key.as_str() {
        "first" => "this",
        "this" => "first",
        "opened" => "closed",
        "closed" => "opened",
        "from" => "to",
        "to" => "from",
        other => other,
    };
    Some((key.to_owned(), value))
}

fn negated(value: &Value) -> Value {
    match (value.as_i64(), value.as_f64()) {
        (Some(whole), _) => json!(-whole),
        (None, Some(0.0)) => json!(0.0),
        (None, Some(real)) => json!(-real),
        _ => value.clone(),
    }
}

/// The comparison as a tree, the words of one plan alone left out; -0 is 0.
fn tree(comparison: &Comparison) -> Value {
    let difference = &comparison.others[0];
    let sections = ["totals", "costs", "service", "offices", "moved", "rules"];
    let whole = serde_json::to_value(difference).expect("plain data");
    Value::Object(Map::from_iter(sections.map(|key| (key.to_owned(), whole[key].clone()))))
}

fn adds_up(difference: &Difference) {
    let costs = &difference.costs;
    let sum = |amounts: &mut dyn Iterator<Item = Money>| amounts.map(|amount| amount.0).sum::<i64>();
    let of_components = sum(&mut costs.components.values().map(|amounts| amounts.difference));
    assert_eq!(of_components, costs.total.difference.0);
    assert_eq!(costs.total.difference, costs.cash.difference + costs.service.difference);
    assert_eq!(costs.total.difference, costs.total.this - costs.total.first);
    for (component, amounts) in &costs.components {
        let of_regions = costs.regions.values().filter_map(|lines| lines.get(component));
        assert_eq!(sum(&mut of_regions.map(|amounts| amounts.difference)), amounts.difference.0);
    }
    let offices = &difference.offices;
    let posts =
        |list: &[purview::plan::OfficeRecord]| list.iter().map(|office| i64::from(office.posts)).sum::<i64>();
    let changed: i64 = offices.changed.iter().map(|office| office.posts.difference).sum();
    assert_eq!(posts(&offices.opened) - posts(&offices.closed) + changed, difference.totals.posts.difference);
    let opened = offices.opened.len() as i64 - offices.closed.len() as i64;
    assert_eq!(opened, difference.totals.offices.difference);
}

#[test]
fn differences_add_up_and_swapping_negates_them() {
    let mut differing = 0;
    for seed in 0..u64::from(PAIRS) {
        let (first, this) = pair(seed);
        for is_known in [false, true] {
            let (first, this) = (first.side(is_known), this.side(is_known));
            let (forth, back) = (compare(&first, &this), compare(&this, &first));
            adds_up(&forth.others[0]);
            adds_up(&back.others[0]);
            let mirror = mirrored(tree(&forth));
            // Twice, so that both lack the words that `mirrored` leaves out.
            assert_eq!(mirrored(mirror), mirrored(tree(&back)), "seed {seed}");
            differing += usize::from(forth.differs());
        }
    }
    assert!(differing as u32 >= PAIRS, "most pairs are the same plan twice");
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    for seed in 0..20 {
        let (drawn, _) = pair(seed);
        let side = drawn.side(true);
        let same = compare(&side, &side);
        assert!(!same.differs());
        assert_eq!(mirrored(tree(&same)), mirrored(mirrored(tree(&same))), "seed {seed}");
    }
}
