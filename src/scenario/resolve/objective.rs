//! The objectives: weights that can be weighed.

use super::Context;
use super::network::Network;
use crate::scenario::file::ScenarioFile;
use crate::scenario::model_file::ModelFile;
use crate::scenario::{Rules, Weights};

/// More than this would take sums of weighed cents out of range.
const MOST_WEIGHT: f64 = 1e6;

pub fn resolve(
    context: &Context,
    file: &ScenarioFile,
    model: &ModelFile,
    network: &Network,
    rules: &Rules,
) -> Vec<Weights> {
    for (number, weights) in file.objective.iter().enumerate() {
        let at = format!("/objective/{number}");
        for (name, weight) in weights.by_name() {
            if !(0.0..=MOST_WEIGHT).contains(&weight) {
                let message = format!("a weight of {weight} is out of range: expected 0 to {MOST_WEIGHT:e}");
                context.error("out-of-range", message, &format!("{at}/{name}"));
            }
        }
        if weights.by_name().iter().all(|&(_, weight)| weight == 0.0) {
            context.error("out-of-range", "nothing weighs anything: expected a weight above 0", &at);
        }
        let lacks = |is_weighed: bool, has: bool, name: &str, what: &str| {
            if is_weighed && !has {
                context.error("missing-section", format!("`{name}` {what}"), &format!("{at}/{name}"));
            }
        };
        let has_band = !rules.balance.band.is_unlimited() && model.staffing.is_some();
        let band =
            "is measured against the band of the rule `balance`, which has none, or no posts to look at";
        lacks(weights.balance > 0.0, has_band, "balance", band);
        let has_baseline = network.baseline.offices.iter().any(Option::is_some);
        let baseline = "counts changes to the baseline, and the scenario has none";
        lacks(weights.disruption > 0.0, has_baseline, "disruption", baseline);
        let card = "is measured on the organisation model's `scorecard`, and there is none";
        lacks(weights.scorecard > 0.0, model.scorecard.is_some(), "scorecard", card);
    }
    if file.objective.is_empty() { vec![Weights::COST] } else { file.objective.clone() }
}
