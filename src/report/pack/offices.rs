//! Each office: tier, superior, posts, work, cost, remit.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::View;
use crate::plan::OfficeRecord;
use crate::report::words::Text;
use crate::scenario::CountryId;

impl View<'_> {
    pub fn offices(&self) -> Vec<Value> {
        let shown: Option<BTreeSet<CountryId>> = self.pack.country.map(|country| {
            let hosts = self.neighbourhood(country).into_iter().filter_map(|c| self.network.covered_by[c.0]);
            hosts.collect()
        });
        let own = |office: &OfficeRecord| {
            let host = self.scenario.find_country(&office.host)?;
            shown.as_ref().is_none_or(|shown| shown.contains(&host)).then(|| self.office(host, office))
        };
        self.plan.offices.iter().filter_map(own).collect()
    }

    fn office(&self, host: CountryId, office: &OfficeRecord) -> Value {
        let superior = office.reports_to.as_ref().and_then(|id| self.scenario.find_country(id));
        let remit = self.network.remit(host).into_iter().map(|country| {
            context! { id => self.scenario.country(country).id.clone(), name => self.names.country(country) }
        });
        context! {
            name => self.names.country(host),
            city => office.city.clone(),
            tier => self.scenario.find_tier(&office.tier).map(|tier| self.names.tier(tier)),
            region => self.names.region(self.scenario.country(host).region),
            reports_to => superior.map_or_else(|| self.say("headquarters", &[]), |s| self.names.country(s)),
            arrangement => self.network.office(host).map(|own| self.names.arrangement(own.arrangement)),
            posts => office.posts,
            posts_text => self.count(i64::from(office.posts)),
            workload => office.workload.0,
            workload_text => self.months(office.workload),
            capacity => office.capacity.map_or(0, |capacity| capacity.0),
            capacity_text => office.capacity.map(|capacity| self.months(capacity)),
            cost => office.cost.0,
            cost_text => self.thousands(office.cost),
            acting_cover => self.acting_cover(&office.host),
            change => self.today.is_some().then(|| self.office_change(host)),
            remit => remit.collect::<Vec<_>>(),
        }
    }

    fn office_change(&self, host: CountryId) -> Text {
        let before = self.scenario.baseline.offices[host.0].as_ref();
        let after = self.network.office(host);
        self.say(
            match (before, after) {
                (None, _) => "is-new",
                (Some(before), Some(after))
                    if before.tier == after.tier
                        && before.reports_to == after.reports_to
                        && before.arrangement == after.arrangement =>
                {
                    "unchanged"
                }
                _ => "changed",
            },
            &[],
        )
    }

    /// Where an office stands or may stand, for requests.
    pub fn all_hosts(&self) -> Vec<Value> {
        let hosts: BTreeSet<CountryId> = self.scenario.host_ids().chain(self.network.hosts()).collect();
        let host = |host| {
            context! { id => self.scenario.country(host).id.clone(), name => self.names.country(host) }
        };
        hosts.into_iter().map(host).collect()
    }
}
