//! A comparison as a workbook: one sheet for each question, with filters, frozen headers and number
//! formats, and first of all which plans it is about. The same comparison gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, Kind};
use super::sheet::Sheet;
use super::stack::stack;
use super::words;
use crate::plan::compare::{Comparison, Heading};

/// Of a column, in pixels.
const WIDEST: u32 = 480;

/// # Errors
/// More rows or longer texts than a workbook takes.
pub fn xlsx(comparison: &Comparison) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Else the time of writing enters the file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook
        .set_properties(&DocProperties::new().set_title("Plans compared").set_creation_datetime(&created));
    for sheet in [vec![plans(comparison)], stack(comparison)].concat() {
        write(workbook.add_worksheet(), &sheet)?;
    }
    workbook.save_to_buffer()
}

fn plans(comparison: &Comparison) -> Sheet {
    let columns =
        ["side", "plan", "scenario", "set", "status", "hash of the inputs"].map(|c| (c, Kind::Words));
    let mut sheet = Sheet::new("plans", "Plans", &columns);
    let mut add = |side: &str, heading: &Heading| {
        sheet.add(vec![
            Cell::text(side),
            Cell::text(heading.file.as_str()),
            Cell::text(heading.scenario.as_str()),
            Cell::Text(heading.set.join(" ")),
            Cell::text(words::status(heading)),
            Cell::text(heading.hash.as_str()),
        ]);
    };
    add("first", &comparison.first);
    comparison.others.iter().for_each(|difference| add("this", &difference.this));
    sheet
}

fn write(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_name(sheet.name)?;
    let header = Format::new().set_bold().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
    for (number, column) in (0..).zip(&sheet.columns) {
        worksheet.write_with_format(0, number, column.title.as_str(), &header)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, (cell, kind)) in (0..).zip(cells.iter().zip(sheet.columns.iter().map(|c| c.kind))) {
            put(worksheet, row, column, cell, kind)?;
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    let (last_row, last_column) = (sheet.rows.len().max(1), sheet.columns.len() - 1);
    worksheet.autofilter(0, 0, last_row as u32, last_column as u16)?;
    worksheet.set_autofit_max_width(WIDEST).autofit();
    Ok(())
}

fn put(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, kind: Kind) -> Result<(), XlsxError> {
    let (number, format) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Count(count) => (*count as f64, "#,##0"),
        Cell::Money(amount) => (amount.to_units(), "#,##0.00"),
        Cell::Workload(workload) => (workload.to_units(), "#,##0.0"),
        Cell::Share(share) => (*share, "0.00%"),
        Cell::Text(_) | Cell::Place(..) | Cell::Turn(..) => {
            worksheet.write(row, column, cell.exact())?;
            return Ok(());
        }
    };
    let format = match kind {
        Kind::Difference => format!("+{format};-{format};0"),
        _ => format.to_owned(),
    };
    worksheet.write_with_format(row, column, number, &Format::new().set_num_format(format))?;
    Ok(())
}
