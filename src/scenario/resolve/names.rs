//! What things are called in other languages: columns of the table of countries, and `translations`.

use std::collections::BTreeMap;

use super::Context;
use super::network::Network;
use super::organisation::Organisation;
use crate::scenario::document::below;
use crate::scenario::file::ScenarioFile;
use crate::scenario::locale::{Names, Translation};
use crate::scenario::{ArrangementId, CountryId, RegionId, TierId};

pub fn resolve(
    context: &Context,
    file: &ScenarioFile,
    network: &Network,
    organisation: &Organisation,
) -> Names {
    let mut names = Names::default();
    from_table(context, file, network, &mut names);
    for (&locale, translation) in &file.translations {
        let at = format!("/translations/{}", locale.tag());
        let own = names.0.entry(locale).or_default();
        own.title = translation.title.clone();
        for (id, name) in &translation.countries {
            let label = || context.document.locate(&below(&format!("{at}/countries"), id));
            own.countries.extend(network.find(context, id, label).map(|country| (country, name.clone())));
        }
        let regions = network.regions.iter().map(|region| region.id.as_str());
        for (id, name) in &translation.regions {
            let label = || context.document.locate(&below(&format!("{at}/regions"), id));
            let found = context.find("region", id, regions.clone(), label);
            own.regions.extend(found.map(|region| (RegionId(region), name.clone())));
        }
        let tiers = organisation.tiers.iter().map(|tier| tier.id.as_str());
        for (id, name) in &translation.tiers {
            let label = || context.document.locate(&below(&format!("{at}/tiers"), id));
            let found = context.find("tier", id, tiers.clone(), label);
            own.tiers.extend(found.map(|tier| (TierId(tier), name.clone())));
        }
        let arrangements = organisation.arrangements.iter().map(|own| own.id.as_str());
        for (id, name) in &translation.arrangements {
            let label = || context.document.locate(&below(&format!("{at}/arrangements"), id));
            let found = context.find("arrangement", id, arrangements.clone(), label);
            own.arrangements.extend(found.map(|own| (ArrangementId(own), name.clone())));
        }
    }
    names
}

fn from_table(context: &Context, file: &ScenarioFile, network: &Network, names: &mut Names) {
    let Some(map) = file.data.as_ref().and_then(|data| data.countries.as_ref()) else { return };
    // It is the first that is read, and everything needs it.
    let Some((table, id)) =
        network.tables.first().and_then(|table| Some((table, table.column(&map.id).ok()?)))
    else {
        return;
    };
    let positions: BTreeMap<&str, CountryId> =
        (0..).map(CountryId).zip(&network.countries).map(|(at, own)| (own.id.as_str(), at)).collect();
    for (&locale, column) in &map.names {
        let column = match table.column(column) {
            Ok(column) => column,
            Err(fault) => {
                let at = format!("/data/countries/names/{}", locale.tag());
                context.report(fault.at(context.document.locate(&at)));
                continue;
            }
        };
        let Translation { countries, .. } = names.0.entry(locale).or_default();
        for row in table.rows() {
            let name = table.cell(row, column);
            if let Some(&country) = positions.get(table.cell(row, id)).filter(|_| !name.is_empty()) {
                countries.insert(country, name.to_owned());
            }
        }
    }
}
