//! An imported scenario as text: a country, a border, a row of prices to a line, nothing empty.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use serde_json::{Map, Value};

use crate::scenario::file::{CostsFile, ScenarioFile};

pub fn scenario_text(mut scenario: ScenarioFile) -> String {
    // The table may hold millions of prices, each of which would be large as a `Value`.
    let costs = scenario.costs.take();
    let head = match without_empty(serde_json::to_value(&scenario).expect("a scenario is plain data")) {
        Some(Value::Object(head)) => head,
        _ => Map::new(),
    };
    lines(head, costs)
}

/// A layer over another scenario, where an empty list stands for what it takes away.
pub fn layer_text(layer: Map<String, Value>) -> String {
    let kept = |value: Value| match value {
        Value::Array(items) => Value::Array(items.into_iter().filter_map(without_empty).collect()),
        other => other,
    };
    lines(layer.into_iter().map(|(key, value)| (key, kept(value))).collect(), None)
}

fn lines(head: Map<String, Value>, costs: Option<CostsFile>) -> String {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, Lines::default());
    Whole { head, costs }.serialize(&mut serializer).expect("memory takes text");
    text.push(b'\n');
    String::from_utf8(text).expect("JSON is UTF-8")
}

fn without_empty(value: Value) -> Option<Value> {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter_map(|(key, value)| Some((key, without_empty(value)?)));
            Some(Value::Object(kept.collect())).filter(|kept| *kept != Value::Object(Map::new()))
        }
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(Value::Array(items.into_iter().filter_map(without_empty).collect())),
        other => Some(other),
    }
}

struct Whole {
    head: Map<String, Value>,
    costs: Option<CostsFile>,
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.head {
            map.serialize_entry(key, value)?;
        }
        if let Some(costs) = &self.costs {
            map.serialize_entry("costs", costs)?;
        }
        map.end()
    }
}

/// Objects of objects and the lists right below the top are spread over lines; what lies inside an item
/// of a list, and any deeper list, stands on one line.
#[derive(Default)]
struct Lines {
    /// Whether each open container is a list.
    open: Vec<bool>,
    /// Number of open containers from which on everything stands on one line.
    flat_from: Option<usize>,
    is_empty: bool,
}

impl Lines {
    fn enter<W: ?Sized + Write>(&mut self, out: &mut W, is_list: bool) -> io::Result<()> {
        let is_item = self.open.last() == Some(&true);
        self.open.push(is_list);
        let is_flat = is_item || (is_list && self.open.len() > 2);
        if self.flat_from.is_none() && is_flat {
            self.flat_from = Some(self.open.len());
        }
        self.is_empty = true;
        out.write_all(if is_list { b"[" } else { b"{" })
    }

    fn leave<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        let is_flat = self.flat_from.is_some();
        if self.flat_from == Some(self.open.len()) {
            self.flat_from = None;
        }
        let is_list = self.open.pop() == Some(true);
        match (is_flat, self.is_empty) {
            (_, true) => {}
            (true, _) if is_list => {}
            (true, _) => out.write_all(b" ")?,
            (false, _) => self.new_line(out)?,
        }
        self.is_empty = false;
        out.write_all(if is_list { b"]" } else { b"}" })
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.is_empty = false;
        if !is_first {
            out.write_all(b",")?;
        }
        let is_list = self.open.last() == Some(&true);
        match self.flat_from {
            None => self.new_line(out),
            Some(_) if is_first && is_list => Ok(()),
            Some(_) => out.write_all(b" "),
        }
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        self.open.iter().try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Lines {
    /// Whole numbers without a point.
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write!(out, "{value}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.enter(out, true)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.leave(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.enter(out, false)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.leave(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}
