//! The objectives: sums of [`Tariff`] prices, each with the component it belongs to and the region
//! that answers for it, so that the rows of `budget` are sums of the same terms.

use good_lp::Variable;

use super::variables::Columns;
use crate::geography::Geography;
use crate::plan::{Component, Scores, Tariff};
use crate::scenario::{CountryId, Family, Money, RegionId, Scenario, Weights};

/// `amount` a year for each unit of `variable`, or in any case.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    pub variable: Option<Variable>,
    pub amount: Money,
    pub component: Component,
    /// `None`: the network as a whole.
    pub region: Option<RegionId>,
}

/// The weighted sum of objectives as terms; for [`Weights::COST`] the prices themselves.
pub fn terms(scenario: &Scenario, geography: &Geography, weights: &Weights, columns: &Columns) -> Vec<Term> {
    let tariff = Tariff::weighed(scenario, geography, weights);
    let mut terms = prices(scenario, &tariff, columns);
    terms.extend(missed_pairs(scenario, geography, &tariff, columns));
    if weights.disruption > 0.0 && scenario.baseline.offices.iter().any(Option::is_some) {
        terms.extend(changes(scenario, &tariff, columns));
    }
    if weights.scorecard > 0.0 {
        let plain = Tariff::new(scenario, geography);
        if let Some(scores) = Scores::new(scenario, &plain) {
            let pairs =
                scenario.country_ids().flat_map(|c| columns.cover[c.0].iter().map(move |&(h, x)| (c, h, x)));
            terms.extend(pairs.map(|(c, h, x)| unpriced(Some(x), scores.loss(c, h, weights.scorecard))));
        }
    }
    terms
}

/// What soft rules on single pairs and sites cost: `region`, `reach`, `accreditation`, `arrangement`.
fn missed_pairs(scenario: &Scenario, geography: &Geography, tariff: &Tariff, columns: &Columns) -> Vec<Term> {
    let rules = &scenario.rules;
    let price = |family| tariff.breach(rules.price(family).unwrap_or_default());
    let (region, reach, pair) = (price(Family::Region), price(Family::Reach), price(Family::Accreditation));
    let region_of = |c: CountryId| scenario.country(c).region;
    let mut terms = Vec::new();
    let required = &rules.accreditation.required;
    terms.extend(required.iter().map(|_| unpriced(None, pair)));
    for c in scenario.country_ids() {
        for &(h, covers) in &columns.cover[c.0] {
            let is_inside =
                region_of(c) == region_of(h) || rules.region.cover_exceptions.contains(&(c, region_of(h)));
            let beyond = match (rules.reach.max_km[c.0], geography.km(c, h)) {
                (Some(max), Some(km)) if c != h => (km - max).max(0),
                _ => 0,
            };
            let count =
                |list: &[(CountryId, CountryId)]| list.iter().filter(|p| **p == (c, h)).count() as i64;
            let pairs = count(&rules.accreditation.forbidden) - count(required);
            let outside = region * i64::from(!is_inside);
            terms.push(unpriced(Some(covers), outside + reach * beyond + pair * pairs));
        }
        for &(g, reports) in columns.reports[c.0].iter().flatten() {
            let is_inside = region_of(c) == region_of(g)
                || rules.region.supervision_exceptions.contains(&(c, region_of(g)));
            terms.push(unpriced(Some(reports), region * i64::from(!is_inside)));
        }
    }
    let site = price(Family::Arrangement);
    for (h, by_tier) in scenario.country_ids().zip(&columns.housed) {
        for &(k, housed) in by_tier.iter().flatten() {
            let is_forbidden = !rules.arrangement.allows(h, k);
            terms.push(unpriced(Some(housed), site * i64::from(is_forbidden)));
        }
    }
    terms.retain(|term| term.amount != Money::ZERO);
    terms
}

/// A term that is no price of a component.
fn unpriced(variable: Option<Variable>, amount: Money) -> Term {
    Term { variable, amount, component: Component::Breaches, region: None }
}

/// Sites closed or opened, offices at another tier, countries that move.
fn changes(scenario: &Scenario, tariff: &Tariff, columns: &Columns) -> Vec<Term> {
    let (before, change) = (&scenario.baseline, tariff.change());
    let mut terms = Vec::new();
    for h in scenario.country_ids() {
        let old = before.offices[h.0].as_ref().map(|office| office.tier);
        terms.extend(old.map(|_| unpriced(None, change)));
        for t in scenario.tier_ids() {
            let Some(open) = columns.open[h.0][t.0] else { continue };
            match old {
                None => terms.push(unpriced(Some(open), change)),
                // Neither closed nor at another tier.
                Some(tier) if tier == t => terms.push(unpriced(Some(open), -change)),
                Some(_) => {}
            }
        }
        for &(office, covers) in &columns.cover[h.0] {
            if before.covered_by[h.0].is_some_and(|old| old != office) {
                terms.push(unpriced(Some(covers), change));
            }
        }
    }
    terms
}

fn prices(scenario: &Scenario, tariff: &Tariff, columns: &Columns) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut add = |variable, region, component, amount: Money| {
        if amount != Money::ZERO {
            terms.push(Term { variable, amount, component, region });
        }
    };
    for h in scenario.country_ids() {
        let region = Some(scenario.country(h).region);
        add(None, region, Component::Transition, tariff.closed_site(h));
        for t in scenario.tier_ids() {
            let Some(open) = columns.open[h.0][t.0] else { continue };
            for &(k, housed) in &columns.housed[h.0][t.0] {
                let transition = tariff.open_site(h, t, k) - tariff.closed_site(h);
                add(Some(housed), region, Component::Offices, tariff.office(h, t, k));
                add(Some(housed), region, Component::HostContribution, -tariff.host_contribution(h, t, k));
                add(Some(housed), region, Component::Transition, transition);
            }
            if let Some(posts) = columns.posts[h.0][t.0] {
                add(Some(posts), region, Component::Posts, tariff.post(h, t));
            }
            if t.0 == 0 {
                add(Some(open), region, Component::Supervision, tariff.supervision_from_headquarters(h));
            }
            for &(g, reports) in &columns.reports[h.0][t.0] {
                add(Some(reports), region, Component::Supervision, tariff.supervision(h, g));
            }
        }
    }
    for c in scenario.country_ids() {
        for &(h, covers) in &columns.cover[c.0] {
            for (component, amount) in cover_prices(tariff, c, h) {
                add(Some(covers), Some(scenario.country(h).region), component, amount);
            }
        }
    }
    if let Some(new) = columns.new_posts {
        // Posts gained at a site are redeployed unless they are new.
        for &gained in columns.gained.iter().flatten() {
            add(Some(gained), None, Component::Transition, tariff.redeployed_post());
        }
        add(Some(new), None, Component::Transition, tariff.new_post() - tariff.redeployed_post());
    }
    terms
}

fn cover_prices(tariff: &Tariff, country: CountryId, office: CountryId) -> [(Component, Money); 5] {
    [
        (Component::Missions, tariff.missions(country, office)),
        (Component::Transition, tariff.moved_country(country, office)),
        (Component::Remoteness, tariff.remoteness(country, office)),
        (Component::Language, tariff.language(country, office)),
        (Component::Accreditation, tariff.accreditation(country, office)),
    ]
}
