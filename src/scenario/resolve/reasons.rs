//! The reasons that stand with pairs and sites.

use super::network::Network;
use crate::scenario::reasons::{Reason, Reasons};
use crate::scenario::rules::RulesFile;

/// Names that are not known were reported where the rules were resolved.
pub fn resolve(rules: &RulesFile, network: &Network) -> Reasons {
    let mut reasons = Reasons::default();
    let reason =
        |words: &str, author: &Option<String>| Reason { words: words.into(), author: author.clone() };
    if let Some(rule) = &rules.accreditation {
        let stated = rule.required.iter().chain(&rule.forbidden);
        let stated = stated.map(|p| (&p.country, &p.office, reason(&p.reason, &p.author)));
        let preferred = rule.preferred.iter().map(|p| (&p.country, &p.office, reason(&p.reason, &None)));
        for (country, office, reason) in stated.chain(preferred) {
            if let (Some(country), Some(office)) = (network.position(country), network.position(office)) {
                reasons.pairs.insert((country, office), reason);
            }
        }
    }
    if let Some(rule) = &rules.retention {
        for site in rule.keep.iter().chain(&rule.close) {
            if let Some(host) = network.position(&site.office) {
                reasons.sites.insert(host, reason(&site.reason, &site.author));
            }
        }
    }
    reasons
}
