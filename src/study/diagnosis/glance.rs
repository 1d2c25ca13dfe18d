//! What can be seen without a solve.

use crate::scenario::{Scenario, State, Workload};

/// In words; each by itself leaves no plan. What contradicts itself in the file is no scenario: reading it
/// says so.
pub fn reasons(scenario: &Scenario) -> Vec<String> {
    carried_at_most(scenario).into_iter().collect()
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
            "{asked} staff-months of workload, but all offices that may open ({offices}) carry at most {}",
            best * i64::from(offices)
        )
    })
}
