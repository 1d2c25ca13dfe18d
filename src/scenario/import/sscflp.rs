//! Single-source capacitated facility location: customers C1, C2, …, and apart from them sites S1, S2,
//! … that need no coverage.
//!
//! Three orders of the numbers are in use ([`Layout`]). Two of them have equally many numbers, so a
//! layout is taken for certain only where the lines fit it as well, and fit no other.

use super::Layout;
use super::instance::{Instance, Place, Site};
use super::numbers::Numbers;
use crate::scenario::diagnostic::{Diagnostic, Label};
use crate::scenario::rules::Limits;
use crate::scenario::source::Source;

pub fn read(source: &Source, layout: Option<Layout>) -> Result<Instance, Diagnostic> {
    let layout = match layout {
        Some(layout) => layout,
        None => detect(source)?,
    };
    let mut numbers = Numbers::new(source);
    let facts = match layout {
        Layout::Orlib => orlib(&mut numbers)?,
        Layout::DiazFernandez => diaz_fernandez(&mut numbers)?,
        Layout::Tbed => tbed(&mut numbers)?,
    };
    numbers.finish()?;
    Ok(instance(&facts))
}

/// The one layout that the lines of the file fit.
fn detect(source: &Source) -> Result<Layout, Diagnostic> {
    let mut lines =
        source.text.lines().map(|line| line.split_whitespace().count()).filter(|words| *words > 0);
    let mut counts = Numbers::new(source);
    let (a, b) = (counts.count("the first count")?, counts.count("the second count")?);
    counts.room_for(a, b)?;
    let header = lines.next();
    // No file needs more lines than this to be told.
    let lines: Vec<usize> = lines.take(a.max(3)).collect();
    let starts = |with: &[usize]| header == Some(2) && lines.starts_with(with);
    let fits = |layout: &Layout| match layout {
        Layout::Orlib => starts(&vec![2; a]) && (b != 2),
        Layout::DiazFernandez => starts(&vec![b; a]) && b != 2,
        Layout::Tbed => starts(&[b, a, a]),
    };
    let all = [Layout::Orlib, Layout::DiazFernandez, Layout::Tbed];
    let fitting: Vec<Layout> = all.into_iter().filter(|layout| fits(layout)).collect();
    match fitting[..] {
        [one] => Ok(one),
        _ => {
            let message = "its lines do not tell for certain in which order the numbers stand";
            Err(Diagnostic::error("ambiguous-layout", message)
                .at(Some(Label::new(source, 0..1)))
                .help("add `--layout orlib`, `--layout diaz-fernandez` or `--layout tbed`".to_owned()))
        }
    }
}

struct Facts {
    /// Price and capacity of each site.
    sites: Vec<(f64, f64)>,
    demands: Vec<f64>,
    /// By customer, then site.
    prices: Vec<Vec<Option<f64>>>,
}

fn list<'s>(
    numbers: &mut Numbers<'s>,
    count: usize,
    next: impl Fn(&mut Numbers<'s>) -> Result<f64, Diagnostic>,
) -> Result<Vec<f64>, Diagnostic> {
    (0..count).map(|_| next(numbers)).collect()
}

fn site_price(numbers: &mut Numbers) -> Result<f64, Diagnostic> {
    numbers.price("the price of a site")
}

/// Prices of customers, read by site; `factor` by customer.
fn by_site(
    numbers: &mut Numbers,
    sites: usize,
    customers: usize,
    factor: impl Fn(usize) -> f64,
) -> Result<Vec<Vec<Option<f64>>>, Diagnostic> {
    let mut prices = vec![Vec::with_capacity(sites); customers];
    for _ in 0..sites {
        for (customer, row) in prices.iter_mut().enumerate() {
            row.push(Some(numbers.price("the price of a customer")? * factor(customer)));
        }
    }
    Ok(prices)
}

fn orlib(numbers: &mut Numbers) -> Result<Facts, Diagnostic> {
    let (count, customers) =
        (numbers.count("the number of sites")?, numbers.count("the number of customers")?);
    numbers.room_for(customers, count)?;
    let mut sites = Vec::with_capacity(count);
    for _ in 0..count {
        let capacity = numbers.capacity()?;
        sites.push((site_price(numbers)?, capacity));
    }
    let demands = list(numbers, customers, Numbers::demand)?;
    let prices = by_site(numbers, count, customers, |_| 1.0)?;
    Ok(Facts { sites, demands, prices })
}

fn diaz_fernandez(numbers: &mut Numbers) -> Result<Facts, Diagnostic> {
    let (customers, count) =
        (numbers.count("the number of customers")?, numbers.count("the number of sites")?);
    numbers.room_for(customers, count)?;
    let mut prices = Vec::with_capacity(customers);
    for _ in 0..customers {
        let row = list(numbers, count, |numbers| numbers.price("the price of a customer"))?;
        prices.push(row.into_iter().map(Some).collect());
    }
    let demands = list(numbers, customers, Numbers::demand)?;
    let site_prices = list(numbers, count, site_price)?;
    let capacities = list(numbers, count, Numbers::capacity)?;
    Ok(Facts { sites: site_prices.into_iter().zip(capacities).collect(), demands, prices })
}

fn tbed(numbers: &mut Numbers) -> Result<Facts, Diagnostic> {
    let (count, customers) =
        (numbers.count("the number of sites")?, numbers.count("the number of customers")?);
    numbers.room_for(customers, count)?;
    let demands = list(numbers, customers, Numbers::demand)?;
    let capacities = list(numbers, count, Numbers::capacity)?;
    let site_prices = list(numbers, count, site_price)?;
    let prices = by_site(numbers, count, customers, |customer| demands[customer])?;
    Ok(Facts { sites: site_prices.into_iter().zip(capacities).collect(), demands, prices })
}

fn instance(facts: &Facts) -> Instance {
    let customers = facts.demands.len();
    let served =
        (1..).zip(&facts.demands).map(|(number, &demand)| Place::numbered("C", number, Some(demand)));
    let sites = (1..=facts.sites.len()).map(|number| Place::numbered("S", number, None));
    Instance {
        description: format!(
            "Single-source capacitated facility location: {} sites, {customers} customers, least price of open sites and of customers served.",
            facts.sites.len()
        ),
        places: served.chain(sites).collect(),
        sites: (customers..)
            .zip(&facts.sites)
            .map(|(place, &(price, capacity))| Site { place, price: Some(price), capacity: Some(capacity) })
            .collect(),
        prices: facts.prices.clone(),
        count: None,
        demand: Limits::default(),
        borders: None,
    }
}
