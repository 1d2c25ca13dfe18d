//! What can be seen without a solve.

use crate::geography::Geography;
use crate::model::Pairs;
use crate::scenario::{Scenario, State, Workload};

/// In words; each by itself leaves no plan.
pub fn reasons(scenario: &Scenario) -> Vec<String> {
    let mut reasons = nobody_may_cover(scenario);
    reasons.extend(floors_of_count(scenario));
    reasons.extend(carried_at_most(scenario));
    reasons
}

fn nobody_may_cover(scenario: &Scenario) -> Vec<String> {
    let geography = Geography::new(scenario);
    let pairs = Pairs::new(scenario, &geography);
    let is_left = |country: &_| !scenario.host_ids().any(|host| pairs.may_cover(*country, host));
    let left = scenario.covered_ids().filter(is_left);
    left.map(|country| format!("no office may cover {}", scenario.country(country).name)).collect()
}

fn floors_of_count(scenario: &Scenario) -> Option<String> {
    let rule = &scenario.rules.count;
    let least: u32 = rule.tiers.iter().filter_map(|limits| limits.min).sum();
    let most = rule.offices.max.filter(|&most| rule.state == State::Hard && least > most)?;
    Some(format!("the tiers ask for at least {least} offices, but at most {most} may open"))
}

/// The most that all offices together can carry, each with the most posts its tier may have.
fn carried_at_most(scenario: &Scenario) -> Option<String> {
    let (count, posts) = (&scenario.rules.count, &scenario.rules.posts);
    let per_post = scenario.parameters.workload_per_post?;
    let is_hard = [count.state, posts.state, scenario.rules.capacity.state] == [State::Hard; 3];
    let offices = count.offices.max.filter(|_| is_hard)?;
    let carries = scenario.tier_ids().map(|tier| {
        let most = posts.offices[tier.0].max?;
        Some(per_post * i64::from(most) - scenario.tier(tier).overhead)
    });
    let best = carries.collect::<Option<Vec<Workload>>>()?.into_iter().max()?;
    let asked: Workload = scenario.covered_ids().map(|country| scenario.country(country).workload).sum();
    (best * i64::from(offices) < asked).then(|| {
        format!(
            "{asked} staff-months of workload, but {offices} offices carry at most {}",
            best * i64::from(offices)
        )
    })
}
