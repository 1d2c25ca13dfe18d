//! A text in every language.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};

use crate::scenario::{ArrangementId, CountryId, Locale, RegionId, Scenario, TierId};

/// One text, in the order of [`Locale::ALL`]. Templates hold it as an object, so that what they write
/// can change its language later.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text(pub [String; 6]);

impl Text {
    /// The same in every language.
    pub fn same(text: &str) -> Self {
        Self::each(|_| text.to_owned())
    }

    /// The same in every language, and apart from the words around it where these run the other way.
    pub fn foreign(text: &str) -> Self {
        let isolated = format!("\u{2068}{text}\u{2069}");
        Self::each(|locale| if locale.is_right_to_left() { isolated.clone() } else { text.to_owned() })
    }

    pub fn each(text: impl Fn(Locale) -> String) -> Self {
        Self(Locale::ALL.map(text))
    }

    pub fn get(&self, locale: Locale) -> &str {
        &self.0[locale as usize]
    }
}

impl Object for Text {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get(Locale::En))
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::from_object(text)
    }
}

/// What the things of a scenario are called.
pub struct Names<'s>(pub &'s Scenario);

impl Names<'_> {
    pub fn title(&self) -> Text {
        Text::each(|locale| self.0.title_in(locale).to_owned())
    }

    pub fn country(&self, id: CountryId) -> Text {
        Text::each(|locale| self.0.country_in(locale, id).to_owned())
    }

    pub fn region(&self, id: RegionId) -> Text {
        Text::each(|locale| self.0.region_in(locale, id).to_owned())
    }

    pub fn arrangement(&self, id: ArrangementId) -> Text {
        Text::each(|locale| self.0.arrangement_in(locale, id).to_owned())
    }

    pub fn tier(&self, id: TierId) -> Text {
        Text::each(|locale| self.0.tier_in(locale, id).to_owned())
    }
}
