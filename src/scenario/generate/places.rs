//! Places, borders and a baseline.

use std::collections::BTreeSet;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Request, RuleMix};
use crate::scenario::file::{BorderFile, BorderKind, CountryFile, OfficeFile};

pub struct Places {
    pub countries: Vec<CountryFile>,
    pub borders: Vec<BorderFile>,
    pub offices: Vec<OfficeFile>,
    /// Possible hosts; empty: all.
    pub hosts: Vec<String>,
}

/// Hundredths of a degree.
#[derive(Clone, Copy)]
struct Spot {
    lat: i64,
    lon: i64,
}

impl Spot {
    fn square_distance(self, other: Self) -> i64 {
        let (lat, lon) = (self.lat - other.lat, self.lon - other.lon);
        lat * lat + lon * lon
    }
}

pub fn tier_id(tier: usize) -> String {
    format!("tier-{}", tier + 1)
}

pub fn draw(draw: &mut ChaCha8Rng, request: &Request) -> Places {
    let digits = request.countries.to_string().len();
    let id = |number: usize| format!("P{:0digits$}", number + 1);
    let region_of = |number: usize| number * request.regions / request.countries;
    let spots: Vec<Spot> =
        (0..request.countries).map(|number| spot(draw, request, region_of(number))).collect();
    let is_random = request.rules == RuleMix::Random;
    let countries: Vec<CountryFile> = (0..request.countries)
        .map(|number| {
            let region = region_of(number);
            let ldc = draw.random_bool(0.25);
            let island = draw.random_bool(0.15);
            // Many small, few large: the smaller of two draws, squared.
            let size = draw.random_range(0..60i64).min(draw.random_range(0..60));
            let mut languages = vec![format!("l{region}")];
            if draw.random_bool(0.3) {
                languages.push("lingua-franca".into());
            }
            if draw.random_bool(0.15) {
                languages[0] = format!("m{region}");
            }
            CountryFile {
                id: id(number),
                name: None,
                region: Some(format!("R{}", region + 1)),
                lat: Some(spots[number].lat as f64 / 100.0),
                lon: Some(spots[number].lon as f64 / 100.0),
                city: None,
                languages: Some(languages),
                groups: Some(
                    [("ldc", ldc), ("island", island)]
                        .iter()
                        .filter(|(_, is)| *is)
                        .map(|(group, _)| (*group).into())
                        .collect(),
                ),
                figures: Default::default(),
                cost_level: Some(draw.random_range(20..120i64) as f64 / 100.0),
                workload: Some((300 + size * size + draw.random_range(0..100)) as f64 / 100.0),
                covered: (is_random && request.countries > 2 && number > 0 && draw.random_bool(0.06))
                    .then_some(false),
            }
        })
        .collect();
    let borders = borders(draw, &spots, &region_of, &countries);
    let has_baseline = if is_random { draw.random_bool(0.6) } else { true };
    let offices = if has_baseline { baseline(draw, request, &spots, &countries) } else { Vec::new() };
    let limited = if is_random { draw.random_bool(0.3) } else { request.countries >= 30 };
    let hosts = if limited {
        let every = if is_random { 2 } else { 3 };
        let is_host =
            |number: &usize| number.is_multiple_of(every) || offices.iter().any(|o| o.host == id(*number));
        (0..request.countries).filter(is_host).map(id).collect()
    } else {
        Vec::new()
    };
    Places { countries, borders, offices, hosts }
}

/// Regions lie side by side in a band about the equator, larger ones in larger patches.
fn spot(draw: &mut ChaCha8Rng, request: &Request, region: usize) -> Spot {
    let columns = request.regions.div_ceil(2) as i64;
    let (row, column) = ((region % 2) as i64, (region / 2) as i64);
    let width = (34_000 / columns).min(6_000);
    let lat = draw.random_range(0..4_500i64) + row * 4_500 - 4_500;
    let lon = draw.random_range(0..width) + column * (34_000 / columns) - 17_000;
    Spot { lat, lon }
}

fn borders(
    draw: &mut ChaCha8Rng,
    spots: &[Spot],
    region_of: &dyn Fn(usize) -> usize,
    countries: &[CountryFile],
) -> Vec<BorderFile> {
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let nearest = |own: usize, among: &mut dyn Iterator<Item = usize>| {
        among.min_by_key(|&other| (spots[own].square_distance(spots[other]), other))
    };
    let mut start = 0;
    for own in 0..spots.len() {
        if own > 0 && region_of(own) != region_of(own - 1) {
            // Some neighbouring regions touch.
            if draw.random_bool(0.5) {
                pairs.extend(nearest(own, &mut (start..own)).map(|other| (other, own)));
            }
            start = own;
        }
        pairs.extend(nearest(own, &mut (start..own)).map(|other| (other, own)));
    }
    for own in 0..spots.len() {
        let end = (own..spots.len()).find(|&o| region_of(o) != region_of(own)).unwrap_or(spots.len());
        let mates = (0..own).rev().take_while(|&o| region_of(o) == region_of(own)).chain(own + 1..end);
        let mut near: Vec<usize> = mates.collect();
        let wanted = 3.min(near.len());
        if wanted > 0 {
            near.select_nth_unstable_by_key(wanted - 1, |&o| (spots[own].square_distance(spots[o]), o));
            pairs.extend(near[..wanted].iter().map(|&other| (own.min(other), own.max(other))));
        }
    }
    let is_island = |c: usize| countries[c].groups.iter().flatten().any(|group| group == "island");
    pairs
        .into_iter()
        .map(|(a, b)| BorderFile {
            a: countries[a].id.clone(),
            b: countries[b].id.clone(),
            kind: if is_island(a) || is_island(b) { BorderKind::Sea } else { BorderKind::Land },
        })
        .collect()
}

/// About every third place has an office; each place is covered by the nearest of its region.
fn baseline(
    draw: &mut ChaCha8Rng,
    request: &Request,
    spots: &[Spot],
    countries: &[CountryFile],
) -> Vec<OfficeFile> {
    let mut offices = Vec::new();
    for region in (0..request.regions).map(|r| format!("R{}", r + 1)) {
        let own: Vec<usize> =
            (0..countries.len()).filter(|&c| countries[c].region.as_ref() == Some(&region)).collect();
        let mut hosts: Vec<usize> = own.iter().copied().filter(|_| draw.random_bool(0.3)).collect();
        if hosts.is_empty() {
            hosts.push(own[0]);
        }
        let nearest = |place: usize, among: &[usize]| {
            among.iter().copied().min_by_key(|&h| (spots[place].square_distance(spots[h]), h))
        };
        // The tiers in turn, so that each has its superior.
        let tier_of =
            |rank: usize| if rank == 0 { 0 } else { (1 + (rank - 1) % request.tiers).min(request.tiers - 1) };
        for (rank, &host) in hosts.iter().enumerate() {
            let tier = if rank > 0 && rank < request.tiers { rank } else { tier_of(rank) };
            let above: Vec<usize> = hosts
                .iter()
                .enumerate()
                .filter(|(other, _)| {
                    let other = if *other > 0 && *other < request.tiers { *other } else { tier_of(*other) };
                    other + 1 == tier
                })
                .map(|(_, &h)| h)
                .collect();
            let covers = own
                .iter()
                .filter(|&&c| countries[c].covered.unwrap_or(true))
                .filter(|&&c| if hosts.contains(&c) { c == host } else { nearest(c, &hosts) == Some(host) });
            offices.push(OfficeFile {
                host: countries[host].id.clone(),
                city: None,
                lat: None,
                lon: None,
                tier: tier_id(tier),
                reports_to: nearest(host, &above).map(|g| countries[g].id.clone()),
                arrangement: None,
                posts: Some(draw.random_range(2..6)),
                covers: covers.map(|&c| countries[c].id.clone()).collect(),
            });
        }
    }
    offices
}
