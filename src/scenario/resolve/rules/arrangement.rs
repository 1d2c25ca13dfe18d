//! `arrangement`: limits by arrangement, and the arrangements of sites.

use std::collections::BTreeMap;

use super::{Reader, state};
use crate::scenario::document::below;
use crate::scenario::rules::{ArrangedSiteFile, ArrangementRule, Limits, RulesFile};
use crate::scenario::{ArrangementId, CountryId, Family};

impl Reader<'_, '_> {
    pub(super) fn arrangement(&self, rules: &RulesFile) -> ArrangementRule {
        let rule = rules.arrangement.clone().unwrap_or_default();
        let state = state(rules.arrangement.as_ref().map(|r| r.state));
        let at = "/rules/arrangement";
        let none = vec![Limits::default(); self.organisation.arrangements.len()];
        let sites = rule.sites.iter().enumerate();
        let sites: Vec<_> =
            sites.filter_map(|(n, site)| self.site(site, &format!("{at}/sites/{n}"))).collect();
        for (number, (host, _)) in sites.iter().enumerate() {
            if sites[..number].iter().any(|(other, _)| other == host) {
                let message = format!("`{}` stands twice", self.network.countries[host.0].id);
                self.context.error("duplicate-site", message, &format!("{at}/sites/{number}/host"));
            }
        }
        ArrangementRule {
            state,
            price: self.price(state, rule.price, Family::Arrangement.name()),
            total: self.by_arrangement(&rule.total, &format!("{at}/total")),
            regions: self.by_region(&rule.regions, &format!("{at}/regions"), none, |own, at| {
                self.by_arrangement(own, at)
            }),
            sites,
        }
    }

    fn by_arrangement(&self, limits: &BTreeMap<String, Limits<u32>>, at: &str) -> Vec<Limits<u32>> {
        let mut all = vec![Limits::default(); self.organisation.arrangements.len()];
        for (id, own) in limits {
            let at = below(at, id);
            if let Some(arrangement) = self.arrangement_id(id, &at) {
                all[arrangement.0] = self.limits(*own, &at);
            }
        }
        all
    }

    fn site(&self, site: &ArrangedSiteFile, at: &str) -> Option<(CountryId, Vec<ArrangementId>)> {
        let host = self.country(&site.host, &format!("{at}/host"));
        let allowed = site.allowed.iter().enumerate();
        let allowed = allowed.filter_map(|(n, id)| self.arrangement_id(id, &format!("{at}/allowed/{n}")));
        let allowed = allowed.collect();
        Some((host?, allowed))
    }

    fn arrangement_id(&self, id: &str, at: &str) -> Option<ArrangementId> {
        let ids = self.organisation.arrangements.iter().map(|own| own.id.as_str());
        self.context.find("arrangement", id, ids, || self.context.document.locate(at)).map(ArrangementId)
    }
}
