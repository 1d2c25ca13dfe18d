//! A table as a sheet: header in bold that stays in view, filters, number formats, column widths.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::report::tables::{Cell, Table};

pub struct Styles {
    pub title: Format,
    header: Format,
    /// Of a column of numbers.
    header_right: Format,
    whole: Format,
    number: Format,
    share: Format,
    money: Format,
    workload: Format,
}

impl Styles {
    pub fn new() -> Self {
        // `_)` keeps as much room as a bracket takes, so that no number runs into the next text.
        let numbers = |format: &str| Format::new().set_num_format(format);
        let header = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E8_EEF4))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        Self {
            title: Format::new().set_bold().set_font_size(14),
            header_right: header.clone().set_align(FormatAlign::Right),
            header,
            whole: numbers("#,##0_)"),
            number: numbers("General_)"),
            share: numbers("0.00%_)"),
            money: numbers("#,##0_)"),
            workload: numbers("#,##0.0_)"),
        }
    }
}

/// A4, as the format numbers papers.
pub const PAPER: u8 = 9;
/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 48);

/// A new sheet with the table.
pub struct Sheet<'b> {
    sheet: &'b mut Worksheet,
}

impl<'b> Sheet<'b> {
    /// Keeps so many columns in view beside the header.
    pub fn freeze_columns(self, columns: u16) -> Result<Self, XlsxError> {
        self.sheet.set_freeze_panes(1, columns)?;
        Ok(self)
    }

    /// Against changes by mistake; anybody may lift it.
    pub fn lock(self) -> Self {
        self.sheet.protect();
        self
    }
}

pub fn add<'b>(book: &'b mut Workbook, styles: &Styles, table: &Table) -> Result<Sheet<'b>, XlsxError> {
    let sheet = book.add_worksheet();
    sheet
        .set_name(table.name)?
        .set_paper_size(PAPER)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    write(sheet, styles, 0, table)?;
    for (column, width) in widths(table).into_iter().enumerate() {
        sheet.set_column_width(column as u16, width as f64)?;
    }
    // Totals stay where they are.
    let is_total = |row: &Vec<Cell>| row.first() == Some(&Cell::Text("total".into()));
    let filtered = table.rows.iter().filter(|row| !is_total(row)).count();
    if filtered > 0 {
        sheet.autofilter(0, 0, filtered as u32, table.header.len() as u16 - 1)?;
    }
    Ok(Sheet { sheet })
}

/// Header and rows, from the row `first`.
pub fn write(sheet: &mut Worksheet, styles: &Styles, first: u32, table: &Table) -> Result<(), XlsxError> {
    for (column, name) in table.header.iter().enumerate() {
        let format = if table.is_of_numbers(column) { &styles.header_right } else { &styles.header };
        sheet.write_string_with_format(first, column as u16, name, format)?;
    }
    for (row, cells) in (first + 1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, styles, row, column, cell)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    column: u16,
    cell: &Cell,
) -> Result<(), XlsxError> {
    let (number, format) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(_) | Cell::YesNo(_) => return sheet.write_string(row, column, cell.shown()).map(drop),
        Cell::Whole(value) => (*value as f64, &styles.whole),
        Cell::Number(value) => (*value, &styles.number),
        Cell::Share(value) => (*value, &styles.share),
        Cell::Money(amount) => (amount.to_units(), &styles.money),
        Cell::Workload(workload) => (workload.to_units(), &styles.workload),
        Cell::Score(score) => (score.to_units(), &styles.number),
    };
    sheet.write_number_with_format(row, column, number, format).map(drop)
}

fn widths(table: &Table) -> Vec<usize> {
    let shown = |cell: &Cell| {
        let text = cell.shown();
        match cell {
            // The number format groups its thousands.
            Cell::Whole(_) => text.len() + text.len() / 4,
            _ => text.chars().count(),
        }
    };
    let column = |(at, name): (usize, &String)| {
        let cells = table.rows.iter().map(|row| shown(&row[at])).max().unwrap_or(0);
        // Room for the button of the filter.
        (cells.max(name.chars().count() + 3) + 1).clamp(WIDTHS.0, WIDTHS.1)
    };
    table.header.iter().enumerate().map(column).collect()
}
