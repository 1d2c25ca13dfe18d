//! The languages in which pages are written, and what a scenario's things are called in them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ArrangementId, CountryId, RegionId, Scenario, TierId};

/// A language of pages and maps: one of the six official languages of the United Nations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    En,
    Fr,
    Es,
    Ru,
    Ar,
    Zh,
}

impl Locale {
    pub const ALL: [Locale; 6] = [Locale::En, Locale::Fr, Locale::Es, Locale::Ru, Locale::Ar, Locale::Zh];

    /// Language tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Fr => "fr",
            Locale::Es => "es",
            Locale::Ru => "ru",
            Locale::Ar => "ar",
            Locale::Zh => "zh",
        }
    }

    pub fn is_right_to_left(self) -> bool {
        self == Locale::Ar
    }
}

/// Names by language. What is absent keeps the name that the scenario gives it.
#[derive(Debug, Clone, Default)]
pub struct Names(pub BTreeMap<Locale, Translation>);

/// The names in one language.
#[derive(Debug, Clone, Default)]
pub struct Translation {
    pub title: Option<String>,
    pub countries: BTreeMap<CountryId, String>,
    pub regions: BTreeMap<RegionId, String>,
    pub tiers: BTreeMap<TierId, String>,
    pub arrangements: BTreeMap<ArrangementId, String>,
}

impl Scenario {
    pub fn title_in(&self, locale: Locale) -> &str {
        let translated = self.names.0.get(&locale).and_then(|names| names.title.as_ref());
        translated.or(self.title.as_ref()).unwrap_or(&self.name)
    }

    pub fn country_in(&self, locale: Locale, id: CountryId) -> &str {
        let translated = self.names.0.get(&locale).and_then(|names| names.countries.get(&id));
        translated.unwrap_or(&self.country(id).name)
    }

    pub fn region_in(&self, locale: Locale, id: RegionId) -> &str {
        let translated = self.names.0.get(&locale).and_then(|names| names.regions.get(&id));
        translated.unwrap_or(&self.regions[id.0].name)
    }

    pub fn tier_in(&self, locale: Locale, id: TierId) -> &str {
        let translated = self.names.0.get(&locale).and_then(|names| names.tiers.get(&id));
        translated.unwrap_or(&self.tier(id).name)
    }

    pub fn arrangement_in(&self, locale: Locale, id: ArrangementId) -> &str {
        let translated = self.names.0.get(&locale).and_then(|names| names.arrangements.get(&id));
        translated.unwrap_or(&self.arrangements[id.0].name)
    }
}
