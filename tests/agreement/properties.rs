//! What must hold of any optimum, whatever it is.

use purview::geography::Geography;
use purview::plan::Network;
use purview::scenario::{Border, CountryId, Family, Scenario, State};
use purview::solver::{Interrupt, Limits, Method, Outcome, Solution, solve};

use crate::{campaign, draw, share};

fn solved_with(scenario: &Scenario, limits: &Limits) -> Option<Solution> {
    let geography = Geography::new(scenario);
    match solve(scenario, &geography, Method::Mip, limits, Interrupt::default(), None) {
        Outcome::Solved { solution, .. } => Some(solution),
        Outcome::Infeasible => None,
        Outcome::NoPlan { termination } => panic!("no plan, ended by {}", termination.name()),
    }
}

/// In cents; no plan costs more than any plan.
fn optimum(scenario: &Scenario) -> i64 {
    let exact = Limits { gap: 0.0, ..Limits::default() };
    solved_with(scenario, &exact).map_or(i64::MAX, |solution| solution.objective.0)
}

/// Puts a share of the corner cases and their optima to `claim`.
fn for_all(claim: impl Fn(u64, Scenario, i64) -> Result<(), String> + Sync) {
    campaign::run(&share(60, 1_000), |&seed| {
        let scenario = draw::corner_case(seed);
        let cost = optimum(&scenario);
        claim(seed, scenario, cost).map(|()| cost < i64::MAX)
    });
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

#[test]
fn renaming_and_reordering_countries_leave_the_optimum_alone() {
    for_all(|_, scenario, cost| {
        let other = optimum(&reversed(&scenario));
        expect(other == cost, || format!("{cost}, reversed {other}"))
    });
}

#[test]
fn relaxing_a_family_never_worsens_the_optimum() {
    for_all(|_, scenario, cost| {
        for family in Family::ALL {
            let mut relaxed = scenario.clone();
            if !switch_off(&mut relaxed, family) {
                continue;
            }
            let other = optimum(&relaxed);
            expect(other <= cost, || format!("{cost}, without {family} {other}"))?;
        }
        Ok(())
    });
}

#[test]
fn a_further_host_never_worsens_the_optimum() {
    for_all(|seed, mut scenario, cost| {
        let host = seed as usize % scenario.countries.len();
        scenario.countries[host].may_host.fill(true);
        let other = optimum(&scenario);
        expect(other <= cost, || format!("{cost}, with every tier at {host} {other}"))
    });
}

#[test]
fn a_further_border_never_worsens_the_optimum() {
    for_all(|_, mut scenario, cost| {
        let (a, b) = (CountryId(0), CountryId(scenario.countries.len() - 1));
        scenario.borders.retain(|border| (border.a, border.b) != (a, b));
        scenario.borders.push(Border { a, b, sea: true });
        scenario.borders.sort();
        let other = optimum(&scenario);
        expect(other <= cost, || format!("{cost}, with the ends joined {other}"))
    });
}

#[test]
fn the_bound_never_passes_the_optimum_nor_the_gap_its_limit() {
    for_all(|_, scenario, cost| {
        for gap in [0.2, 0.05, 1e-3] {
            let Some(found) = solved_with(&scenario, &Limits { gap, ..Limits::default() }) else {
                return expect(cost == i64::MAX, || format!("{cost}, but none at a gap of {gap}"));
            };
            let (bound, objective) = (found.bound.0, found.objective.0);
            expect(bound <= cost && cost <= objective && found.gap() <= gap, || {
                format!("optimum {cost}, bound {bound} and objective {objective} at a gap of {gap}")
            })?;
        }
        Ok(())
    });
}

#[test]
fn neither_seed_nor_start_changes_the_optimum() {
    for_all(|seed, scenario, cost| {
        let start = Some(Network::baseline(&scenario));
        let limits = Limits { gap: 0.0, seed: seed + 1, start, ..Limits::default() };
        let other = solved_with(&scenario, &limits).map_or(i64::MAX, |solution| solution.objective.0);
        expect(other == cost, || format!("{cost}, from the baseline {other}"))
    });
}

/// Of seeds 14 and 33 HiGHS takes some of these starts for plans that they are not.
#[test]
fn the_plan_of_a_neighbouring_scenario_as_start_leaves_the_optimum_alone() {
    let exact = Limits { gap: 0.0, ..Limits::default() };
    let seeds: Vec<u64> = [14, 33].into_iter().chain(share(0, 100)).collect();
    campaign::run(&seeds, |&seed| {
        let neighbours = with_a_pair_forbidden(draw::corner_case(seed));
        let solved: Vec<_> = neighbours.into_iter().map(|s| (solved_with(&s, &exact), s)).collect();
        for (cold, scenario) in &solved {
            for start in solved.iter().filter_map(|(solution, _)| solution.as_ref()) {
                let start = Some(start.network.clone());
                let warm = solved_with(scenario, &Limits { start, ..exact.clone() });
                let [cold, warm] = [cold, &warm].map(|s| s.as_ref().map(|solution| solution.objective.0));
                expect(cold == warm, || format!("{cold:?}, from a neighbour's plan {warm:?}"))?;
            }
        }
        Ok(solved[0].0.is_some())
    });
}

/// The scenario and, for each country, the scenario without the office that covers it now.
fn with_a_pair_forbidden(scenario: Scenario) -> Vec<Scenario> {
    let best = solved_with(&scenario, &Limits { gap: 0.0, ..Limits::default() });
    let pairs: Vec<_> = best.iter().flat_map(|best| best.network.covered_by.iter().enumerate()).collect();
    let neighbours = pairs.into_iter().filter_map(|(country, host)| {
        let mut neighbour = scenario.clone();
        let rule = &mut neighbour.rules.accreditation;
        if rule.state != State::Hard {
            (rule.state, rule.required, rule.forbidden) = (State::Hard, Vec::new(), Vec::new());
        }
        rule.forbidden.push((CountryId(country), (*host)?));
        Some(neighbour)
    });
    neighbours.chain([scenario.clone()]).collect()
}

/// Turns a hard family off; `false` where it is not hard or cannot be off.
fn switch_off(scenario: &mut Scenario, family: Family) -> bool {
    let rules = &mut scenario.rules;
    let state = match family {
        Family::Coverage | Family::Nesting => return false,
        Family::Region => &mut rules.region.state,
        Family::Count => &mut rules.count.state,
        Family::Capacity => &mut rules.capacity.state,
        Family::Posts => &mut rules.posts.state,
        Family::Budget => &mut rules.budget.state,
        Family::Span => &mut rules.span.state,
        Family::Reach => &mut rules.reach.state,
        Family::Contiguity => &mut rules.contiguity.state,
        Family::Language => &mut rules.language.state,
        Family::Accreditation => &mut rules.accreditation.state,
        Family::Continuity => &mut rules.continuity.state,
        Family::Balance => &mut rules.balance.state,
        Family::Scorecard => &mut rules.scorecard.state,
        Family::Retention => &mut rules.retention.state,
        Family::Decentralisation => &mut rules.decentralisation.state,
        Family::Arrangement => &mut rules.arrangement.state,
    };
    std::mem::replace(state, State::Off) == State::Hard
}

/// The same scenario with its countries in reverse order and under other names.
fn reversed(scenario: &Scenario) -> Scenario {
    let last = scenario.countries.len() - 1;
    let to = |country: CountryId| CountryId(last - country.0);
    let mut reversed = scenario.clone();
    reversed.countries.reverse();
    for (place, country) in reversed.countries.iter_mut().enumerate() {
        country.id = format!("other {place}");
    }
    for border in &mut reversed.borders {
        (border.a, border.b) = (to(border.b), to(border.a));
    }
    reversed.borders.sort();
    let baseline = &mut reversed.baseline;
    baseline.offices.reverse();
    for office in baseline.offices.iter_mut().flatten() {
        office.reports_to = office.reports_to.map(to);
    }
    baseline.covered_by.reverse();
    baseline.covered_by.iter_mut().flatten().for_each(|office| *office = to(*office));
    reversed.parameters.host_contribution.reverse();
    let costs = &mut reversed.costs;
    costs.columns.reverse();
    costs.pairs.reverse();
    costs.offices.reverse();
    let rules = &mut reversed.rules;
    rules.capacity.hosts.reverse();
    rules.region.cover_exceptions.iter_mut().for_each(|(country, _)| *country = to(*country));
    rules.region.supervision_exceptions.iter_mut().for_each(|(office, _)| *office = to(*office));
    rules.reach.max_km.reverse();
    let pairs = &mut rules.accreditation;
    for (country, office) in pairs.required.iter_mut().chain(&mut pairs.forbidden) {
        (*country, *office) = (to(*country), to(*office));
    }
    for pair in &mut pairs.preferred {
        (pair.country, pair.office) = (to(pair.country), to(pair.office));
    }
    rules.retention.keep.iter_mut().for_each(|(host, _)| *host = to(*host));
    rules.arrangement.sites.iter_mut().for_each(|(host, _)| *host = to(*host));
    rules.retention.close.iter_mut().for_each(|host| *host = to(*host));
    reversed
}
