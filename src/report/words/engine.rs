//! Templates whose texts can change their language: each text that is written is kept, with a number by
//! which the page finds it in another language.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, UndefinedBehavior, escape_formatter};

use super::{Argument, Catalogue, Text};
use crate::scenario::Locale;

/// Every template, by name.
const TEMPLATES: [(&str, &str); 7] = [
    ("map.svg", include_str!("../map/map.svg")),
    ("sheet.svg", include_str!("../map/sheet.svg")),
    ("macros.html", include_str!("../pack/macros.html")),
    ("page.html", include_str!("../pack/page.html")),
    ("country.html", include_str!("../pack/country.html")),
    ("costs.html", include_str!("../pack/costs.html")),
    ("requests.html", include_str!("../pack/requests.html")),
];

pub struct Engine {
    environment: Environment<'static>,
    shared: Arc<Shared>,
}

struct Shared {
    catalogue: Catalogue,
    /// Language that is written.
    locale: Locale,
    /// Whether the page can change its language.
    changes: bool,
    kept: Mutex<Kept>,
}

/// Texts by number, in the order in which they were first written.
#[derive(Default)]
struct Kept {
    texts: Vec<Text>,
    numbers: HashMap<Text, usize>,
    messages: HashMap<(String, Vec<(String, Argument)>), Text>,
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().expect("nothing panics while it holds the texts")
    }

    fn number(&self, text: &Text) -> usize {
        let mut kept = self.kept();
        if let Some(&number) = kept.numbers.get(text) {
            return number;
        }
        let number = kept.texts.len();
        kept.texts.push(text.clone());
        kept.numbers.insert(text.clone(), number);
        number
    }

    fn message(&self, id: &str, arguments: Vec<(String, Argument)>) -> Result<Text, Error> {
        let asked = (id.to_owned(), arguments);
        if let Some(text) = self.kept().messages.get(&asked) {
            return Ok(text.clone());
        }
        let text = self.catalogue.message(id, &asked.1).ok_or_else(|| {
            let what = format!("no message `{id}` with {:?}", asked.1);
            Error::new(ErrorKind::InvalidOperation, what)
        })?;
        self.kept().messages.insert(asked, text.clone());
        Ok(text)
    }

    fn escaped(&self, text: &Text) -> String {
        HtmlEscape(text.get(self.locale)).to_string()
    }
}

impl Engine {
    /// `changes`: the page has every text in every language.
    pub fn new(locale: Locale, changes: bool) -> Self {
        let shared =
            Arc::new(Shared { catalogue: Catalogue::default(), locale, changes, kept: Mutex::default() });
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("the usual delimiters"));
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, template) in TEMPLATES {
            environment.add_template(name, template).expect("a sound template");
        }
        let own = shared.clone();
        environment.set_formatter(move |out, state, value| match value.downcast_object_ref::<Text>() {
            Some(text) if own.changes => {
                let number = own.number(text);
                write!(out, "<span data-t=\"{number}\">{}</span>", own.escaped(text)).map_err(Error::from)
            }
            Some(text) => out.write_str(&own.escaped(text)).map_err(Error::from),
            None => escape_formatter(out, state, value),
        });
        let own = shared.clone();
        environment.add_filter("key", move |text: Value| {
            let key = own.changes.then(|| Ok(format!(" data-t=\"{}\"", own.number(&as_text(&text)?))));
            key.unwrap_or_else(|| Ok(String::new())).map(Value::from_safe_string)
        });
        let own = shared.clone();
        environment.add_filter("plain", move |text: Value| {
            Ok::<_, Error>(Value::from_safe_string(own.escaped(&as_text(&text)?)))
        });
        let own = shared.clone();
        environment.add_function("attr", move |name: String, text: Value| {
            let text = as_text(&text)?;
            let number = own.number(&text);
            let written = format!("{name}=\"{}\" data-t-{name}=\"{number}\"", own.escaped(&text));
            Ok::<_, Error>(Value::from_safe_string(written))
        });
        let own = shared.clone();
        environment.add_function("t", move |id: String, given: Kwargs| {
            let mut arguments = Vec::new();
            for name in given.args() {
                arguments.push((name.to_owned(), as_argument(&given.get::<Value>(name)?)?));
            }
            own.message(&id, arguments).map(Value::from)
        });
        environment.add_function("fill", |number: Option<usize>| {
            Value::from_safe_string(match number {
                Some(number) => format!(" fill=\"url(#look-{number})\""),
                None => " fill=\"#cfd7df\"".into(),
            })
        });
        let own = shared.clone();
        environment.add_function("words", move || Value::from_safe_string(words(&own.kept().texts)));
        Self { environment, shared }
    }

    pub fn has(&self, id: &str) -> bool {
        self.shared.catalogue.has(id)
    }

    /// A message of the catalogue.
    ///
    /// # Panics
    /// If the catalogue has no such message.
    pub fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> Text {
        let arguments = arguments.iter().map(|(name, argument)| ((*name).to_owned(), argument.clone()));
        self.shared.message(id, arguments.collect()).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn number(&self, value: i64, scale: i16, decimals: i16) -> Text {
        self.shared.catalogue.number(value, scale, decimals)
    }

    /// The number under which the page finds a text.
    pub fn key(&self, text: &Text) -> usize {
        self.shared.number(text)
    }

    /// # Panics
    /// If the template asks for what the context lacks.
    pub fn render(&self, template: &str, context: Value) -> String {
        let template = self.environment.get_template(template).expect("a known template");
        template.render(context).unwrap_or_else(|error| panic!("{error:#}"))
    }
}

fn as_text(value: &Value) -> Result<Text, Error> {
    match (value.downcast_object_ref::<Text>(), value.as_str()) {
        (Some(text), _) => Ok(text.clone()),
        (None, Some(text)) => Ok(Text::same(text)),
        (None, None) => {
            Err(Error::new(ErrorKind::InvalidOperation, format!("expected a text, found {value:?}")))
        }
    }
}

fn as_argument(value: &Value) -> Result<Argument, Error> {
    match value.as_i64() {
        Some(count) => Ok(Argument::Count(count)),
        None => as_text(value).map(Argument::Text),
    }
}

/// Every text by language, as JSON that may stand inside a script element.
fn words(texts: &[Text]) -> String {
    let by_language: serde_json::Map<String, serde_json::Value> = Locale::ALL
        .iter()
        .map(|&locale| {
            let own: Vec<&str> = texts.iter().map(|text| text.get(locale)).collect();
            (locale.tag().to_owned(), own.into())
        })
        .collect();
    in_script(&by_language.into())
}

/// Nothing in the text ends the element that it stands in.
pub fn in_script(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
