//! The catalogue of messages, in Fluent; numbers by ICU4X.

use std::convert::Infallible;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_decimal::DecimalFormatter;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::Text;
use crate::scenario::Locale;

/// The messages of every language; each file has the same ones.
const MESSAGES: [&str; 6] = [
    include_str!("locales/en.ftl"),
    include_str!("locales/fr.ftl"),
    include_str!("locales/es.ftl"),
    include_str!("locales/ru.ftl"),
    include_str!("locales/ar.ftl"),
    include_str!("locales/zh.ftl"),
];

/// Messages and numbers in every language.
pub struct Catalogue {
    /// In the order of [`Locale::ALL`].
    bundles: Vec<FluentBundle<FluentResource>>,
    numbers: Vec<Numbers>,
}

/// What stands in a message for one of its variables.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    Text(Text),
    /// A whole number, by which the message may choose its plural.
    Count(i64),
}

impl Default for Catalogue {
    fn default() -> Self {
        Self {
            bundles: Locale::ALL.map(bundle).into_iter().collect(),
            numbers: Locale::ALL.map(|locale| Numbers::new(locale.tag())).into_iter().collect(),
        }
    }
}

impl Catalogue {
    pub fn has(&self, id: &str) -> bool {
        self.bundles[0].has_message(id)
    }

    /// `None`: there is no such message, or it asks for a variable that was not given.
    pub fn message(&self, id: &str, arguments: &[(String, Argument)]) -> Option<Text> {
        let in_language = |locale: Locale| {
            let bundle = &self.bundles[locale as usize];
            let mut args = FluentArgs::with_capacity(arguments.len());
            for (name, argument) in arguments {
                args.set(
                    name.as_str(),
                    match argument {
                        Argument::Text(text) => FluentValue::from(text.get(locale)),
                        Argument::Count(count) => FluentValue::from(*count),
                    },
                );
            }
            let pattern = bundle.get_message(id)?.value()?;
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
            faults.is_empty().then_some(text)
        };
        let mut texts = Vec::with_capacity(Locale::ALL.len());
        for locale in Locale::ALL {
            texts.push(in_language(locale)?);
        }
        Some(Text(texts.try_into().expect("one for each language")))
    }

    /// `value` divided by ten to the power of `scale`, with so many decimals.
    pub fn number(&self, value: i64, scale: i16, decimals: i16) -> Text {
        Text::each(|locale| self.numbers[locale as usize].write(value, scale, decimals))
    }
}

/// How a language writes numbers.
struct Numbers(DecimalFormatter);

impl Numbers {
    fn new(language: &str) -> Self {
        // Arabic texts of the United Nations have these digits, as the names in the data have.
        let tag = if language == "ar" { "ar-u-nu-latn" } else { language };
        let locale: icu_locale_core::Locale = tag.parse().expect("a language tag");
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default());
        Self(formatter.expect("the data of every language are compiled in"))
    }

    fn write(&self, value: i64, scale: i16, decimals: i16) -> String {
        let mut decimal = Decimal::from(value);
        decimal.multiply_pow10(-scale);
        let half_away_from_zero = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
        decimal.round_with_mode(-decimals, half_away_from_zero);
        decimal.pad_end(-decimals);
        self.0.format(&decimal).to_string()
    }
}

impl Memoizable for Numbers {
    type Args = ();
    type Error = Infallible;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self::new(language.language.as_str()))
    }
}

/// Numbers that stand in a message.
fn as_the_language_writes_it(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    memoizer.with_try_get::<Numbers, _, _>((), |numbers| numbers.write(number.value as i64, 0, 0)).ok()
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.tag().parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    let messages = MESSAGES[locale as usize].to_owned();
    let resource = FluentResource::try_new(messages)
        .unwrap_or_else(|(_, faults)| panic!("the catalogue of `{}` is sound: {faults:?}", locale.tag()));
    bundle.add_resource(resource).expect("no message stands twice");
    // What needs marks of direction around it brings them along: see `Text::foreign`.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(as_the_language_writes_it));
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The variables of each message.
    fn variables(messages: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut id = "";
        for line in messages.lines().filter(|line| !line.starts_with('#')) {
            if let Some((own, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                id = own;
                found.entry(id).or_default();
            }
            for part in line.split('$').skip(1) {
                let end = part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
                found.entry(id).or_default().insert(&part[..end]);
            }
        }
        found
    }

    #[test]
    fn every_language_has_the_same_messages_with_the_same_variables() {
        let english = variables(MESSAGES[0]);
        assert!(english.len() > 200, "{}", english.len());
        for (locale, messages) in Locale::ALL.into_iter().zip(MESSAGES) {
            let own = variables(messages);
            for (id, names) in &english {
                assert_eq!(own.get(id), Some(names), "{id} in {locale:?}");
            }
            assert_eq!(own.len(), english.len(), "{locale:?}");
        }
    }

    #[test]
    fn plurals_are_those_of_the_language() {
        let catalogue = Catalogue::default();
        let countries = |n| {
            let text = catalogue.message("countries", &[("n".to_owned(), Argument::Count(n))]);
            text.expect("a message")
        };
        let of = |locale, n| countries(n).get(locale).to_owned();
        assert_eq!([1, 2].map(|n| of(Locale::En, n)), ["1 country", "2 countries"]);
        assert_eq!(
            [1, 2, 5, 21].map(|n| of(Locale::Ru, n)),
            ["1 страна", "2 страны", "5 стран", "21 страна"]
        );
        assert_eq!([3, 11, 100].map(|n| of(Locale::Ar, n)), ["3 بلدان", "11 بلدا", "100 بلد"]);
        assert_eq!(of(Locale::Zh, 12), "12 个国家");
    }

    #[test]
    fn numbers_are_those_of_the_language() {
        let written = Catalogue::default().number(123_456_789, 2, 1);
        assert_eq!(
            Locale::ALL.map(|locale| written.get(locale).to_owned()),
            [
                "1,234,567.9",
                "1\u{202f}234\u{202f}567,9",
                "1.234.567,9",
                "1\u{a0}234\u{a0}567,9",
                "1,234,567.9",
                "1,234,567.9"
            ]
        );
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let written = |value| Catalogue::default().number(value, 2, 0).get(Locale::En).to_owned();
        assert_eq!([150, 250, -150, -40].map(written), ["2", "3", "-2", "-0"]);
    }
}
