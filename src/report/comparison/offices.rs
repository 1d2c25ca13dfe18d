//! Offices opened, closed and changed.

use super::cell::{Cell, Kind};
use super::sheet::Sheet;
use super::sheets::{office, row, turn};
use crate::plan::OfficeRecord;
use crate::plan::compare::{ChangedOffice, Difference, OfficeChanges, Turn};
use crate::report::tables;
use crate::scenario::Arrangement;

use Kind::Words;

pub fn offices(difference: &Difference) -> Sheet {
    let changes = &difference.offices;
    let title = format!(
        "Offices: {} opened, {} closed, {} changed in tier, superior or posts",
        changes.opened.len(),
        changes.closed.len(),
        changes.changed.len()
    );
    let columns = [
        ("office", Kind::Place),
        ("region", Words),
        ("change", Words),
        ("tier", Kind::Turn),
        ("reports to", Kind::Turn),
        ("posts", Kind::Turn),
        ("housed in", Kind::Turn),
    ];
    // Where all offices have premises of their own there is nothing to show.
    let width = if is_arranged(changes) { columns.len() } else { columns.len() - 1 };
    let mut sheet = Sheet::new("offices", title, &columns[..width]);
    let mut add = |mut row: Vec<Cell>| {
        row.truncate(width);
        sheet.add(row);
    };
    let head = |host: &str, city: &str, region: &str, change: &str| {
        [office(host, city), Cell::from(region), Cell::from(change)]
    };
    let own = |office: &OfficeRecord| -> [tables::Cell; 4] {
        [
            office.tier.as_str().into(),
            office.reports_to.clone().into(),
            i64::from(office.posts).into(),
            arrangement(&office.arrangement).into(),
        ]
    };
    for office in &changes.opened {
        let cells = own(office).map(|cell| Cell::turn(tables::Cell::Empty, cell));
        add(row(head(&office.host, &office.city, &office.region, "opened"), cells));
    }
    for office in &changes.closed {
        let cells = own(office).map(|cell| Cell::turn(cell, tables::Cell::Empty));
        add(row(head(&office.host, &office.city, &office.region, "closed"), cells));
    }
    let mut changed: Vec<&ChangedOffice> = changes.changed.iter().collect();
    changed.sort_by_key(|office| &office.region);
    for office in changed {
        let posts = Cell::turn(office.posts.first, office.posts.this);
        let cells = [turn(&office.tier), turn(&office.reports_to), posts, arranged(&office.arrangement)];
        add(row(head(&office.host, &office.city, &office.region, "changed"), cells));
    }
    sheet
}

fn is_arranged(changes: &OfficeChanges) -> bool {
    let apart = changes.opened.iter().chain(&changes.closed).any(|office| office.arrangement.is_some());
    apart || changes.changed.iter().any(|office| office.arrangement != Turn::new(None, None))
}

fn arrangement(id: &Option<String>) -> &str {
    id.as_deref().unwrap_or(Arrangement::PREMISES)
}

fn arranged(turn: &Turn<Option<String>>) -> Cell {
    Cell::turn(arrangement(&turn.first), arrangement(&turn.this))
}
