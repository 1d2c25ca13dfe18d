//! What the parts of a pack say alike: messages, names, amounts.

use super::View;
use crate::report::words::{Argument, Text};
use crate::scenario::{CountryId, Money, Workload};

impl View<'_> {
    pub fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> Text {
        self.engine.say(id, arguments)
    }

    pub fn foreign(&self, text: &str) -> Argument {
        Argument::Text(Text::foreign(text))
    }

    pub fn name(&self, country: CountryId) -> Argument {
        Argument::Text(self.names.country(country))
    }

    /// An office by country and city.
    pub fn place_text(&self, host: CountryId) -> Text {
        let city = &self.scenario.country(host).office_city;
        if city.is_empty() {
            return self.names.country(host);
        }
        self.say("place-city", &[("place", self.name(host)), ("city", self.foreign(city))])
    }

    pub fn place(&self, host: CountryId) -> Argument {
        Argument::Text(self.place_text(host))
    }

    /// The office that acts for the one hosted by `host`, where the plan names one.
    pub fn acting_cover(&self, host: &str) -> Option<Text> {
        let offices = self.keys["offices"].as_array()?;
        let office = offices.iter().find(|office| office["host"] == host)?;
        Some(self.names.country(self.scenario.find_country(office["acting_cover"].as_str()?)?))
    }

    /// Whole currency units, with the currency.
    pub fn amount(&self, amount: Money) -> Text {
        let number = Argument::Text(self.engine.number(amount.0, 2, 0));
        self.say("amount", &[("currency", self.foreign(&self.scenario.currency)), ("number", number)])
    }

    /// Millions, with the currency.
    pub fn millions(&self, amount: Money) -> Text {
        if amount.0.abs() < 100_000_000 {
            return self.amount(amount);
        }
        let number = Argument::Text(self.engine.number(amount.0, 8, 2));
        self.say("millions", &[("currency", self.foreign(&self.scenario.currency)), ("number", number)])
    }

    /// Thousands of currency units, without the currency.
    pub fn thousands(&self, amount: Money) -> Text {
        self.engine.number(amount.0, 5, 0)
    }

    pub fn thousands_unit(&self) -> Text {
        self.say("thousands-of", &[("currency", self.foreign(&self.scenario.currency))])
    }

    pub fn months(&self, workload: Workload) -> Text {
        self.engine.number(workload.0, 3, 1)
    }

    pub fn count(&self, number: i64) -> Text {
        self.engine.number(number, 0, 0)
    }

    pub fn km(&self, km: i64) -> Text {
        self.say("km", &[("number", Argument::Text(self.count(km)))])
    }
}
