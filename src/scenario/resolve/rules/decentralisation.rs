//! `decentralisation`: floors are parts from 0 to 1.

use super::{Reader, state};
use crate::scenario::model_file::ModelFile;
use crate::scenario::rules::{Decentralisation, FieldFloors, FloorFile, RulesFile, State};
use crate::scenario::{Family, Share};

impl Reader<'_, '_> {
    pub(super) fn decentralisation(&self, rules: &RulesFile, model: &ModelFile) -> Decentralisation {
        let rule = rules.decentralisation.clone().unwrap_or_default();
        let state = state(rules.decentralisation.as_ref().map(|r| r.state));
        let at = "/rules/decentralisation";
        if state != State::Off && model.functions.is_empty() {
            let message =
                "`decentralisation` asks who decides what, but the organisation model has no `functions`";
            self.context.error("missing-section", message, at);
        }
        let none = FieldFloors::default();
        Decentralisation {
            state,
            price: self.price(state, rule.price, Family::Decentralisation.name()),
            network: self.field_floors(rule.local, rule.field, at),
            regions: self.by_region(&rule.regions, &format!("{at}/regions"), none, |own, at| {
                self.field_floors(own.local, own.field, at)
            }),
        }
    }

    fn field_floors(&self, local: FloorFile, field: FloorFile, at: &str) -> FieldFloors {
        let read = |floor: FloorFile, key: &str| {
            if floor.min.is_some_and(|min| !(0.0..=1.0).contains(&min)) {
                let message = "the floor is out of range: expected a part from 0 to 1";
                self.context.error("out-of-range", message, &format!("{at}/{key}/min"));
            }
            floor.min.map(Share::from_units)
        };
        FieldFloors { local: read(local, "local"), field: read(field, "field") }
    }
}
