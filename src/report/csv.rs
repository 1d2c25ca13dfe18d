//! Tables as comma-separated values, for spreadsheets: money in currency units with cents, workload
//! in staff-months.

use std::io::{Cursor, Write};

use csv::Writer;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::tables::{Cell, Table};
use crate::scenario::{Money, Workload};

pub fn csv(table: &Table) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(&table.header).expect("memory takes rows");
    for row in &table.rows {
        writer.write_record(row.iter().map(cell)).expect("every row is as long as the header");
    }
    String::from_utf8(writer.into_inner().expect("memory can be flushed")).expect("text in, text out")
}

/// All tables in one archive, each in a file of its name. The same tables give the same bytes.
pub fn csv_zip(tables: &[Table]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for table in tables {
        archive.start_file(format!("{}.csv", table.name), options).expect("a table's name is a file name");
        archive.write_all(csv(table).as_bytes()).expect("memory takes bytes");
    }
    archive.finish().expect("memory takes bytes").into_inner()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Share(share) => share.to_string(),
        Cell::Money(amount) => money(*amount),
        Cell::Workload(workload) => months(*workload),
        Cell::Score(score) => score.to_units().to_string(),
        Cell::Empty | Cell::Text(_) | Cell::Whole(_) | Cell::Number(_) | Cell::YesNo(_) => cell.shown(),
    }
}

fn money(amount: Money) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let cents = amount.0.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

fn months(workload: Workload) -> String {
    format!("{:.3}", workload.to_units())
}
