//! Workbooks for spreadsheets: a plan with what it was made from, and the tables of a scenario to be
//! edited and imported again. The same input gives the same bytes.

mod audit;
mod sheet;
mod summary;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::tables::{self, Table};
use crate::geography::Geography;
use crate::plan::{CostBreakdown, Network, Plan, Tariff};
use crate::scenario::file::ScenarioFile;
use crate::scenario::{Loaded, Scenario};

use sheet::{Styles, add};

/// A plan of the scenario: `network` is what it decides.
///
/// # Errors
/// A network too large for the format: 1,048,576 rows, 32,767 characters in a cell.
pub fn xlsx(
    plan: &Plan,
    loaded: &Loaded,
    geography: &Geography,
    network: &Network,
) -> Result<Vec<u8>, XlsxError> {
    let scenario = &loaded.scenario;
    let cost = CostBreakdown::new(scenario, &Tariff::new(scenario, geography), network);
    let mut book = new(scenario.title.as_deref().unwrap_or(&scenario.name))?;
    let styles = Styles::new();
    summary::add(&mut book, &styles, plan, scenario)?;
    for table in tables::of_plan(plan) {
        match table.name {
            "costs" => {
                add(&mut book, &styles, &tables::costs_by_region(plan, scenario))?.freeze_columns(1)?;
                add(&mut book, &styles, &tables::costs_by_office(plan, scenario, &cost))?
                    .freeze_columns(2)?;
            }
            _ => {
                add(&mut book, &styles, &named(table, scenario))?.freeze_columns(2)?;
            }
        }
    }
    for table in tables::against_today(scenario, geography, network) {
        add(&mut book, &styles, &table)?.freeze_columns(1)?;
    }
    let inputs = Table { name: "inputs", ..tables::countries(&loaded.whole) };
    add(&mut book, &styles, &inputs)?.freeze_columns(2)?;
    add(&mut book, &styles, &tables::parameters(&loaded.whole))?.freeze_columns(1)?;
    audit::add(&mut book, &styles, plan, scenario)?;
    book.save_to_buffer()
}

/// The tables of a scenario, as `import` reads them. It holds everything itself.
///
/// # Errors
/// As [`xlsx`].
pub fn inputs_xlsx(whole: &ScenarioFile) -> Result<Vec<u8>, XlsxError> {
    let mut book = new(whole.title.as_deref().unwrap_or(&whole.name))?;
    let styles = Styles::new();
    for table in tables::of_scenario(whole) {
        add(&mut book, &styles, &table)?.freeze_columns(if table.name == "countries" { 2 } else { 1 })?;
    }
    add(&mut book, &styles, &tables::columns())?;
    book.save_to_buffer()
}

/// A sheet for each table.
///
/// # Errors
/// As [`xlsx`].
pub fn of_tables(title: &str, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = new(title)?;
    let styles = Styles::new();
    for table in tables {
        add(&mut book, &styles, table)?;
    }
    book.save_to_buffer()
}

fn new(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The day of writing would make every file another; this is the first that an archive can name.
    let day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    Ok(book)
}

fn named(table: Table, scenario: &Scenario) -> Table {
    let country = |id: &str| scenario.find_country(id).map(|id| scenario.country(id).name.clone());
    let city = |id: &str| scenario.find_country(id).map(|id| scenario.country(id).office_city.clone());
    let region = |id: &str| scenario.regions.iter().find(|region| region.id == id).map(|r| r.name.clone());
    let tier = |id: &str| scenario.find_tier(id).map(|id| scenario.tier(id).name.clone());
    table
        .named("host", "host_name", country)
        .named("country", "country_name", country)
        .named("office", "office_city", city)
        .named("area", "area_city", city)
        .named("region", "region_name", region)
        .named("tier", "tier_name", tier)
        .named("reports_to", "reports_to_city", city)
}
