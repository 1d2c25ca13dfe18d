//! The first sheet: how good the plan is, and what it comes to in all and by region.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet::{PAPER, Styles, write};
use crate::plan::Plan;
use crate::report::table::{status, title};
use crate::report::tables;
use crate::scenario::Scenario;

pub fn add(book: &mut Workbook, styles: &Styles, plan: &Plan, scenario: &Scenario) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("summary")?.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, title(scenario), &styles.title)?;
    sheet.write_string(1, 0, status(plan))?;
    let measures = tables::measures(plan, scenario);
    write(sheet, styles, 3, &measures)?;
    write(sheet, styles, measures.rows.len() as u32 + 6, &tables::regions(plan, scenario))?;
    for (column, width) in [44, 16, 22, 12, 14, 16].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    Ok(())
}
