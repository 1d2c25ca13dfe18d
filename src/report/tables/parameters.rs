//! The numbers of the organisation model, each with unit and source.

use serde_json::Value;

use super::{Cell, Table};
use crate::scenario::file::ScenarioFile;
use crate::scenario::model_file::Quantity;

pub fn parameters(whole: &ScenarioFile) -> Table {
    let model = serde_json::to_value(&whole.organisation).expect("a model is plain data");
    let mut rows = Vec::new();
    collect(&model, "", &mut rows);
    let header = ["parameter", "value", "unit", "price_year", "lowest", "highest", "source", "note"];
    Table::new("parameters", &header, rows)
}

fn collect(value: &Value, path: &str, rows: &mut Vec<Vec<Cell>>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    // Whatever has the shape of a quantity is one.
    if let Ok(quantity) = serde_json::from_value::<Quantity>(value.clone()) {
        return rows.push(row(path, quantity));
    }
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| collect(value, &below(key), rows)),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                let id = item.get("id").and_then(Value::as_str).map(str::to_owned);
                collect(item, &below(&id.unwrap_or_else(|| number.to_string())), rows);
            }
        }
        _ => {}
    }
}

fn row(path: &str, quantity: Quantity) -> Vec<Cell> {
    let [lowest, highest] =
        quantity.range.map_or([Cell::Empty, Cell::Empty], |range| range.map(Cell::Number));
    vec![
        path.into(),
        quantity.value.into(),
        quantity.unit.into(),
        quantity.price_year.map(f64::from).into(),
        lowest,
        highest,
        quantity.source.into(),
        quantity.note.into(),
    ]
}
