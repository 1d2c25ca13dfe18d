//! A plan as a report in Markdown (with the tables of GitHub's flavour): to be read as it is, or to be
//! pasted into a paper.

use std::fmt::Write;

use super::rules;
use super::table::{housed_in, status, title};
use super::tables::{self, Cell, Table};
use crate::plan::{OfficeRecord, Plan};
use crate::scenario::{Scenario, State};

pub fn markdown(scenario: &Scenario, plan: &Plan) -> String {
    let report = Report { scenario, plan };
    let sections = [
        format!("# {}\n\nThis plan is {}.\n", escape(&title(scenario)), status(plan)),
        report.figures(),
        report.regions(),
        report.costs(),
        report.rules(),
        report.countries(),
        report.provenance(),
    ];
    sections.join("\n")
}

struct Report<'r> {
    scenario: &'r Scenario,
    plan: &'r Plan,
}

/// Names may hold what Markdown reads as markup. An underscore within a word is none.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut is_in_word = false;
    while let Some(character) = characters.next() {
        let goes_on = characters.peek().is_some_and(|next| next.is_alphanumeric());
        match character {
            '_' if is_in_word && goes_on => escaped.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            other => escaped.push(other),
        }
        is_in_word = character.is_alphanumeric();
    }
    escaped
}

/// Columns of numbers stand to the right.
fn grid(table: &Table) -> String {
    let Table { header, rows, .. } = table;
    let rule = (0..header.len()).map(|column| if table.is_of_numbers(column) { "---:" } else { "---" });
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut grid = line(header.iter().map(|name| escape(name)).collect());
    grid += &line(rule.map(str::to_owned).collect());
    rows.iter().for_each(|row| grid += &line(row.iter().map(|cell| escape(&cell.shown())).collect()));
    grid
}

impl Report<'_> {
    fn country(&self, id: &str) -> String {
        let country = self.scenario.find_country(id).map(|id| self.scenario.country(id).name.as_str());
        country.unwrap_or(id).to_owned()
    }

    /// City and host of an office.
    fn office(&self, host: &str) -> String {
        let city = self.scenario.find_country(host).map(|id| self.scenario.country(id).office_city.as_str());
        match city.filter(|city| !city.is_empty()) {
            Some(city) => format!("{city} ({host})"),
            None => format!("{} ({host})", self.country(host)),
        }
    }

    fn figures(&self) -> String {
        let measures = tables::measures(self.plan, self.scenario);
        let regions = tables::regions(self.plan, self.scenario);
        format!("## In figures\n\n{}\n{}", grid(&measures), grid(&regions))
    }

    fn regions(&self) -> String {
        let mut text = "## Offices and what they cover\n".to_owned();
        for region in &self.scenario.regions {
            let here: Vec<&OfficeRecord> =
                self.plan.offices.iter().filter(|office| office.region == region.id).collect();
            if !here.is_empty() {
                let rows: Vec<_> = here.iter().map(|office| self.office_row(office)).collect();
                let mut header =
                    vec!["office", "tier", "reports to", "posts", "workload", "of", "cost", "covers"];
                if self.scenario.has_arrangements() {
                    header.insert(3, "housed in");
                }
                let table = Table::new("offices", &header, rows);
                let name = escape(&format!("{} ({})", region.name, region.id));
                write!(text, "\n### {name}\n\n{}", grid(&table)).expect("a string takes text");
            }
        }
        text
    }

    fn office_row(&self, office: &OfficeRecord) -> Vec<Cell> {
        let remit = self.plan.assignments.iter().filter(|assignment| assignment.office == office.host);
        let remit: Vec<String> = remit.map(|assignment| self.country(&assignment.country)).collect();
        let tier = self.scenario.find_tier(&office.tier).map(|tier| self.scenario.tier(tier).name.clone());
        let mut row: Vec<Cell> = vec![
            self.office(&office.host).into(),
            tier.unwrap_or(office.tier.clone()).into(),
            office.reports_to.as_ref().map(|superior| self.office(superior)).into(),
            i64::from(office.posts).into(),
            office.workload.into(),
            office.capacity.into(),
            office.cost.into(),
            remit.join(", ").into(),
        ];
        if self.scenario.has_arrangements() {
            row.insert(3, housed_in(self.scenario, office).into());
        }
        row
    }

    fn costs(&self) -> String {
        let costs = tables::costs_by_region(self.plan, self.scenario);
        format!("## Cost a year, {}\n\n{}", escape(&self.scenario.currency), grid(&costs))
    }

    fn rules(&self) -> String {
        let rows =
            self.plan.rules.iter().filter(|(_, rule)| rule.state != State::Off).map(|(family, rule)| {
                let words = rules::in_words(self.plan, *family, rule);
                vec![family.name().into(), rule.state.to_string().into(), rule.kept.into(), words.into()]
            });
        let header = ["family", "state", "kept", "tightest limit, or what is broken"];
        format!("## Rules\n\n{}", grid(&Table::new("rules", &header, rows.collect())))
    }

    fn countries(&self) -> String {
        let rows = self.plan.assignments.iter().map(|assignment| {
            vec![
                format!("{} ({})", self.country(&assignment.country), assignment.country).into(),
                self.office(&assignment.office).into(),
                assignment.area.as_ref().map(|area| self.office(area)).into(),
                assignment.distance_km.into(),
                assignment.workload.into(),
                assignment.shared_language.into(),
            ]
        });
        let header = ["country", "office", "area", "km", "workload", "shared language"];
        format!("## Country by country\n\n{}", grid(&Table::new("countries", &header, rows.collect())))
    }

    fn provenance(&self) -> String {
        let inputs = &self.plan.inputs;
        let mut rows: Vec<Vec<Cell>> = vec![
            vec!["scenario file".into(), inputs.scenario_file.as_str().into()],
            vec!["SHA-256 of the inputs".into(), inputs.hash.as_str().into()],
            vec!["seed".into(), inputs.seed.to_string().into()],
        ];
        rows.extend(inputs.set.iter().map(|set| vec!["changed by --set".into(), set.as_str().into()]));
        let version = |(name, version): (&String, &String)| {
            vec![format!("version of {name}").into(), version.as_str().into()]
        };
        rows.extend(inputs.versions.iter().map(version));
        format!("## What it was made from\n\n{}", grid(&Table::new("inputs", &["what", "value"], rows)))
    }
}
