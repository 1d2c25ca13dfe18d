//! The review pack: one page, in one file that asks nothing of any network, in which a plan can be seen,
//! searched, read in six languages and commented on. The texts, styles and scripts stand beside this
//! file; what they show is gathered here.

mod changes;
mod costs;
mod countries;
mod offices;
mod rules;
mod runner_up;
mod summary;
mod texts;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use minijinja::{Value, context};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::map::{Areas, closed_sites, map};
use super::words::{Argument, Engine, Names, Text, in_script};
use crate::geography::Geography;
use crate::plan::{Measures, Network, Plan};
use crate::scenario::{CountryId, Locale, Scenario, Shapes};
use crate::study::explanation::Explanation;

/// How every page looks.
pub const STYLE: &str = include_str!("page.css");
/// Of any table.
pub const SEARCH: &str = include_str!("search.js");
const SCRIPT: &str = concat!(
    include_str!("page.js"),
    include_str!("search.js"),
    include_str!("tables.js"),
    include_str!("map.js"),
    include_str!("requests.js"),
);
/// Messages that scripts say.
const SAID: [&str; 16] = [
    "kind-comment",
    "kind-keep",
    "kind-move",
    "kind-object",
    "about-plan",
    "remove",
    "need-name",
    "need-reason",
    "need-country",
    "need-office",
    "said-added",
    "said-removed",
    "said-saved",
    "said-opened",
    "said-unreadable",
    "requests-none",
];

/// A plan with all that is shown of it.
pub struct Pack<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub plan: &'a Plan,
    /// The same plan in the scenario's ids.
    pub network: &'a Network,
    pub shapes: &'a Shapes,
    /// Language at first.
    pub locale: Locale,
    /// The page is for this country alone.
    pub country: Option<CountryId>,
    /// Of this plan: what another office for each country costs.
    pub explanation: Option<&'a Explanation>,
    /// Address of the list of all plans, where the page is served.
    pub home: Option<&'a str>,
}

impl Pack<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let view = View::new(self, Engine::new(self.locale, true));
        view.html()
    }

    /// The map alone, in one language.
    pub fn svg(&self) -> String {
        let view = View::new(self, Engine::new(self.locale, false));
        view.svg()
    }
}

/// A pack while it is written.
struct View<'a> {
    pack: &'a Pack<'a>,
    scenario: &'a Scenario,
    network: &'a Network,
    plan: &'a Plan,
    names: Names<'a>,
    engine: Engine,
    areas: Areas,
    /// The plan by key, for what not every plan carries.
    keys: serde_json::Value,
    /// Of the plan, and of the baseline if there is one.
    measures: Measures,
    today: Option<Measures>,
}

impl<'a> View<'a> {
    fn new(pack: &'a Pack<'a>, engine: Engine) -> Self {
        let Pack { scenario, geography, network, plan, .. } = *pack;
        Self {
            pack,
            scenario,
            network,
            plan,
            names: Names(scenario),
            engine,
            areas: Areas::new(scenario, network),
            keys: serde_json::to_value(plan).expect("a plan is plain data"),
            measures: Measures::new(scenario, geography, network),
            today: Network::today(scenario).map(|today| Measures::new(scenario, geography, &today)),
        }
    }

    fn svg(&self) -> String {
        let signs = self.signs();
        self.engine.render(
            "sheet.svg",
            context! {
                title => self.names.title(),
                subtitle => self.status(),
                lang => self.pack.locale.tag(),
                rtl => self.pack.locale.is_right_to_left(),
                map => self.map(&[]),
                areas => self.area_list(),
                symbols => signs,
                own_office => (),
                only => (),
            },
        )
    }

    fn html(&self) -> String {
        let digest = |text: &str| format!("sha256-{}", STANDARD.encode(Sha256::digest(text)));
        let locale = self.pack.locale;
        let only = self.pack.country.map(|country| self.scenario.country(country).id.clone());
        let focus = self.pack.country.map_or_else(Vec::new, |country| self.neighbourhood(country));
        let said: serde_json::Map<String, serde_json::Value> =
            SAID.iter().map(|id| ((*id).to_owned(), self.engine.key(&self.say(id, &[])).into())).collect();
        let languages: Vec<Value> =
            Locale::ALL.iter().map(|own| context! { tag => own.tag(), name => own_name(*own) }).collect();
        let facts = json!({
            "scenario": self.scenario.name,
            "country": only,
            "rtl": Locale::ALL.iter().filter(|own| own.is_right_to_left()).map(|own| own.tag()).collect::<Vec<_>>(),
            "numbers": Locale::ALL
                .iter()
                .map(|own| (own.tag().to_owned(), if *own == Locale::Ar { "ar-u-nu-latn" } else { own.tag() }.into()))
                .collect::<serde_json::Map<_, _>>(),
            "say": said,
        });
        let own_office = self.pack.country.and_then(|country| self.network.covered_by[country.0]);
        let own_office = own_office.map(|office| self.scenario.country(office).id.clone());
        let (pack_name, title) = match self.pack.country {
            Some(country) => {
                (self.names.title(), self.say("country-pack-name", &[("country", self.name(country))]))
            }
            None => (self.say("pack-name", &[]), self.names.title()),
        };
        let page = context! {
            style => Value::from_safe_string(STYLE.to_owned()),
            style_hash => digest(STYLE),
            script => Value::from_safe_string(SCRIPT.to_owned()),
            script_hash => digest(SCRIPT),
            facts => Value::from_safe_string(in_script(&facts)),
            lang => locale.tag(),
            rtl => locale.is_right_to_left(),
            languages,
            title,
            pack_name,
            status => self.status(),
            only,
            own_office,
            home => self.pack.home,
            sections => self.sections(),
            figures => self.figures(),
            map => self.map(&focus),
            areas => self.area_list(),
            symbols => self.signs(),
            countries => self.countries(),
            changes => self.today.map(|today| self.changes(&today)),
            offices => self.offices(),
            all_hosts => self.all_hosts(),
            has_posts => self.plan.offices.iter().any(|office| office.posts > 0),
            has_capacity => self.plan.offices.iter().any(|office| office.capacity.is_some()),
            has_distances => self.plan.assignments.iter().any(|own| own.distance_km.is_some()),
            has_arrangements => self.scenario.has_arrangements(),
            has_covers => self.plan.offices.iter().any(|office| self.acting_cover(&office.host).is_some()),
            unit => self.thousands_unit(),
            thousands_head => self.say("column-cost", &[("unit", Argument::Text(self.thousands_unit()))]),
            rules => self.rules(),
            about => self.about(),
        };
        let costs = self.costs();
        self.engine.render("page.html", context! { ..page, ..costs })
    }

    /// Countries that a page for one country shows: those of its area.
    fn neighbourhood(&self, country: CountryId) -> Vec<CountryId> {
        let root = self.network.covered_by[country.0].and_then(|office| self.network.root(office));
        root.map_or_else(|| vec![country], |root| self.network.area(root))
    }

    fn map(&self, focus: &[CountryId]) -> Value {
        map(self.scenario, self.network, &self.areas, self.pack.shapes, focus, |country| {
            match self.network.covered_by[country.0] {
                Some(office) if office == country => {
                    self.say("place-label-own", &[("country", self.name(country))])
                }
                Some(office) => {
                    let names = [("country", self.name(country)), ("office", self.place(office))];
                    self.say("place-label", &names)
                }
                None => self.names.country(country),
            }
        })
    }

    /// The areas, for the legend.
    fn area_list(&self) -> Vec<Value> {
        let area = |root: CountryId| {
            let size = Argument::Count(self.network.area(root).len() as i64);
            context! { label => self.place_text(root), size => self.say("countries", &[("n", size)]) }
        };
        self.areas.roots().map(area).collect()
    }

    /// The signs, for the legend.
    fn signs(&self) -> Vec<Value> {
        let sign = |href: &str, label: Text| context! { href, label };
        let tiers = self.scenario.tier_ids();
        let mut signs: Vec<Value> =
            tiers.map(|tier| sign(&format!("office-{}", tier.0.min(3)), self.names.tier(tier))).collect();
        if self.network.hosts().any(|host| self.network.office(host).is_some_and(|o| o.reports_to.is_some()))
        {
            signs.push(sign("line", self.say("legend-line", &[])));
        }
        signs.push(sign("mark", self.say("legend-mark", &[])));
        if self.pack.shapes.all.iter().any(|shape| shape.country.is_none()) {
            signs.push(sign("land", self.say("legend-context", &[])));
        }
        if closed_sites(self.scenario, self.network).next().is_some() {
            signs.push(sign("closed", self.say("legend-closed", &[])));
        }
        signs
    }
}

/// What speakers of a language call it.
fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::Fr => "Français",
        Locale::Es => "Español",
        Locale::Ru => "Русский",
        Locale::Ar => "العربية",
        Locale::Zh => "中文",
    }
}
