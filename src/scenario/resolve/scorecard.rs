//! The scorecard of the organisation model: weights add up, scales run from worst to best.

use super::Context;
use super::organisation::Reader;
use crate::scenario::model_file::{ModelFile, PerspectiveFile};
use crate::scenario::{Indicator, Perspective, Scorecard};

/// Weights are written in decimals.
const ROUNDING: f64 = 1e-9;

pub fn resolve(context: &Context, model: &ModelFile) -> Option<Scorecard> {
    let card = model.scorecard.as_ref()?;
    let read = Reader::new(context, model);
    let perspectives = card.perspectives.iter().enumerate();
    let perspectives: Vec<Perspective> =
        perspectives.map(|(number, own)| perspective(context, &read, number, own)).collect();
    add_up(context, perspectives.iter().map(|own| own.weight), "perspectives", "scorecard/perspectives");
    Some(Scorecard { perspectives })
}

fn perspective(context: &Context, read: &Reader, number: usize, file: &PerspectiveFile) -> Perspective {
    let at = format!("scorecard/perspectives/{number}");
    let indicators = file.indicators.iter().enumerate().map(|(number, own)| {
        let at = |key: &str| format!("{at}/indicators/{number}/{key}");
        let indicator = Indicator {
            weight: read.take(&own.weight, &at("weight"), "share"),
            measured: own.measure,
            worst: read.take(&own.worst, &at("worst"), own.measure.unit()),
            best: read.take(&own.best, &at("best"), own.measure.unit()),
        };
        if indicator.worst == indicator.best {
            let message = format!("worst and best are both {}, so that nothing lies between", indicator.best);
            context.error("contradictory-range", message, &format!("/organisation/{}", at("best")));
        }
        indicator
    });
    let indicators: Vec<Indicator> = indicators.collect();
    let below = format!("{at}/indicators");
    add_up(context, indicators.iter().map(|own| own.weight), "indicators", &below);
    let weight = read.take(&file.weight, &format!("{at}/weight"), "share");
    Perspective { id: file.id.clone(), name: file.name.clone(), weight, indicators }
}

fn add_up(context: &Context, weights: impl Iterator<Item = f64>, what: &str, pointer: &str) {
    let sum: f64 = weights.sum();
    if (sum - 1.0).abs() > ROUNDING {
        let message = format!("the weights of the {what} add up to {sum}, expected 1");
        context.error("contradictory-weights", message, &format!("/organisation/{pointer}"));
    }
}
