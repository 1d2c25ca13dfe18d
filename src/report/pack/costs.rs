//! What the plan costs: a table, and the same as bars.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::View;
use crate::plan::Component;
use crate::report::words::Text;
use crate::scenario::Money;

/// Fill, ink and pattern of what bars are made of.
const INKS: [(&str, &str, &str); 6] = [
    ("#00558c", "#00558c", ""),
    ("#7fb0d6", "#12446b", "M0 8L8 0M-2 2L2-2M6 10L10 6"),
    ("#cfe2f1", "#33688f", "M2 2h.1M6 6h.1"),
    ("#f0c56c", "#7a5600", "M0 2H8M0 6H8"),
    ("#cfe6cf", "#3b7544", "M2 0V8M6 0V8"),
    ("#e9b9b7", "#8a2f33", "M0 0L8 8M-2 6L2 10M6-2L10 2"),
];
/// Parts of a region's bar; the look of each is its number.
const PARTS: [&str; 6] = [
    "costs-premises",
    "component-posts",
    "component-missions",
    "component-supervision",
    "component-transition",
    "service",
];
const CASH: usize = 0;
const SERVICE: usize = 5;
/// In units of the drawing: its width, what a value needs beside its bar, a name and its bar together.
const WIDTH: i64 = 640;
const VALUES: i64 = 80;
const STEP: i64 = 46;

type Lines = BTreeMap<Component, Money>;

struct Bar {
    label: Text,
    value: Money,
    /// Amount and look of each part; all of one sign.
    parts: Vec<(Money, usize)>,
}

impl View<'_> {
    pub fn costs(&self) -> Value {
        let costs = &self.plan.costs;
        let components: Vec<Component> = costs.components.keys().copied().collect();
        let is_used = |component: &Component| {
            costs.regions.values().any(|lines| amount(lines, *component) != Money::ZERO)
        };
        let components: Vec<Component> = components.into_iter().filter(is_used).collect();
        let regions: Vec<&Lines> = costs.regions.values().collect();
        let mut rows: Vec<Value> = components
            .iter()
            .map(|&component| {
                let all = std::iter::once(&costs.components).chain(regions.iter().copied());
                context! {
                    label => self.component(component),
                    kind => self.say(if component.is_cash() { "cash" } else { "service" }, &[]),
                    amounts => all.map(|lines| self.thousands(amount(lines, component))).collect::<Vec<_>>(),
                }
            })
            .collect();
        let sum = |lines: &Lines| lines.values().copied().sum::<Money>();
        let totals = std::iter::once(costs.total).chain(regions.iter().map(|lines| sum(lines)));
        rows.push(context! {
            label => self.say("column-total", &[]),
            kind => "",
            amounts => totals.map(|total| self.thousands(total)).collect::<Vec<_>>(),
            is_total => true,
        });
        let inks = INKS
            .iter()
            .enumerate()
            .map(|(number, &(fill, ink, pattern))| context! { number, fill, ink, pattern });
        context! {
            cost_regions => costs.regions.keys().map(|id| self.region(id)).collect::<Vec<_>>(),
            cost_rows => rows,
            charts => [self.by_component(&components), self.by_region()],
            inks => inks.collect::<Vec<_>>(),
        }
    }

    fn component(&self, component: Component) -> Text {
        let id = format!("component-{}", component.name());
        if self.engine.has(&id) { self.say(&id, &[]) } else { Text::same(component.name()) }
    }

    fn region(&self, id: &str) -> Text {
        let region = self.scenario.region_ids().find(|region| self.scenario.regions[region.0].id == id);
        region.map_or_else(|| self.say("region-network", &[]), |region| self.names.region(region))
    }

    fn by_component(&self, components: &[Component]) -> Value {
        let bars = components.iter().map(|&component| {
            let value = amount(&self.plan.costs.components, component);
            let look = if component.is_cash() { CASH } else { SERVICE };
            Bar { label: self.component(component), value, parts: vec![(value, look)] }
        });
        let keys = [(CASH, "cash"), (SERVICE, "service")];
        self.chart("costs-by-component", bars.collect(), &keys)
    }

    fn by_region(&self) -> Value {
        let bars = self.plan.costs.regions.iter().map(|(id, lines)| {
            let mut parts = [Money::ZERO; PARTS.len()];
            lines.iter().for_each(|(&component, &amount)| parts[part_of(component)] += amount);
            let parts = parts.into_iter().enumerate().map(|(look, sum)| (sum.max(Money::ZERO), look));
            Bar { label: self.region(id), value: lines.values().copied().sum(), parts: parts.collect() }
        });
        let keys: Vec<(usize, &str)> = PARTS.into_iter().enumerate().collect();
        self.chart("costs-by-region", bars.collect(), &keys)
    }

    fn chart(&self, title: &str, bars: Vec<Bar>, keys: &[(usize, &str)]) -> Value {
        let ends = |bar: &Bar| {
            let sum: i64 = bar.parts.iter().map(|(amount, _)| amount.0).sum();
            (sum.min(0), sum.max(0))
        };
        let least = bars.iter().map(|bar| ends(bar).0).min().unwrap_or(0);
        let most = bars.iter().map(|bar| ends(bar).1).max().unwrap_or(0);
        let range = (most - least).max(1) as f64;
        let scale = (WIDTH - VALUES) as f64 / range;
        let at = |cents: i64| ((cents - least) as f64 * scale).round() as i64;
        let drawn = bars.iter().enumerate().map(|(number, bar)| {
            let mut from = 0;
            let parts = bar.parts.iter().map(|(amount, look)| {
                let (start, end) = (at(from.min(from + amount.0)), at(from.max(from + amount.0)));
                from += amount.0;
                context! { x => start, width => end - start, look }
            });
            context! {
                label => bar.label.clone(),
                value => self.thousands(bar.value),
                y => number as i64 * STEP + 4,
                end => at(ends(bar).1),
                parts => parts.collect::<Vec<_>>(),
            }
        });
        context! {
            title => self.say(title, &[]),
            height => bars.len() as i64 * STEP,
            zero => at(0),
            bars => drawn.collect::<Vec<_>>(),
            keys => keys.iter().map(|(look, name)| context! { look, label => self.say(name, &[]) }).collect::<Vec<_>>(),
        }
    }
}

/// The part of a region's bar that a component belongs to.
fn part_of(component: Component) -> usize {
    match component {
        Component::Posts => 1,
        Component::Missions => 2,
        Component::Supervision => 3,
        Component::Transition => 4,
        _ if !component.is_cash() => SERVICE,
        _ => CASH,
    }
}

fn amount(lines: &Lines, component: Component) -> Money {
    lines.get(&component).copied().unwrap_or_default()
}
