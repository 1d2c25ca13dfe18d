//! The working arrangements of the organisation model: a list for all tiers, and the terms of each tier.

use super::Context;
use super::organisation::Reader;
use crate::scenario::model_file::{ModelFile, Quantity};
use crate::scenario::{Arrangement, ArrangementId, Terms, Workload};

/// Premises first, then in the order of the tiers.
pub fn list(context: &Context, model: &ModelFile) -> Vec<Arrangement> {
    let mut known = vec![Arrangement { id: Arrangement::PREMISES.into(), name: "Own premises".into() }];
    for (number, tier) in model.tiers.iter().enumerate() {
        for (own, arrangement) in tier.arrangements.iter().enumerate() {
            let at = format!("/organisation/tiers/{number}/arrangements/{own}");
            let is_again = tier.arrangements[..own].iter().any(|other| other.id == arrangement.id);
            match known.iter().find(|other| other.id == arrangement.id) {
                None => {
                    let (id, name) = (arrangement.id.clone(), arrangement.name.clone());
                    known.push(Arrangement { id, name });
                }
                Some(other) if is_again || other.id == Arrangement::PREMISES => {
                    let message = format!("there are two arrangements `{}` in one tier", other.id);
                    context.error("duplicate-arrangement", message, &format!("{at}/id"));
                }
                Some(other) if other.name != arrangement.name => {
                    let message = format!("`{}` is `{}` in a tier above", other.id, other.name);
                    context.error("contradictory-names", message, &format!("{at}/name"));
                }
                Some(_) => {}
            }
        }
    }
    known
}

/// On which terms offices of a tier may be in each. What is not stated is as in premises of their own.
pub fn terms(
    read: &Reader,
    model: &ModelFile,
    number: usize,
    premises: Terms,
    known: &[Arrangement],
) -> Vec<(ArrangementId, Terms)> {
    let own = model.tiers[number].arrangements.iter().enumerate();
    let terms = own.filter_map(|(place, file)| {
        let at = |key: &str| format!("tiers/{number}/arrangements/{place}/{key}");
        let take = |quantity: &Quantity, key: &str, unit: &str| read.take(quantity, &at(key), unit);
        let whole = |quantity: &Quantity, key: &str, unit: &str| read.whole(quantity, &at(key), unit);
        let terms = Terms {
            office_cost: take(&file.office_cost, "office_cost", "$/year"),
            office_local_share: take(&file.office_local_share, "office_local_share", "share"),
            overhead: file.overhead.as_ref().map_or(premises.overhead, |overhead| {
                Workload::from_units(take(overhead, "overhead", "staff-months/year"))
            }),
            opening_cost: (file.opening_cost.as_ref())
                .map_or(premises.opening_cost, |cost| take(cost, "opening_cost", "$")),
            max_posts: Some(whole(&file.max_posts, "max_posts", "posts")),
            max_countries: file.max_countries.as_ref().map(|most| whole(most, "max_countries", "countries")),
        };
        let id = known.iter().position(|known| known.id == file.id)?;
        Some((ArrangementId(id), terms))
    });
    terms.collect()
}
