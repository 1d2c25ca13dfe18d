//! The [`Tariff`] as tables, and the choices that rules on single pairs and single sites leave open.

use crate::geography::Geography;
use crate::model::Pairs;
use crate::plan::Tariff;
use crate::scenario::{ArrangementId, CountryId, Family, Money, Scenario, State, TierId};

/// A way to cover a country.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    pub office: CountryId,
    pub cash: i64,
    pub service: i64,
}

impl Choice {
    pub fn price(&self) -> i64 {
        self.cash + self.service
    }
}

/// An office of one tier at one host.
#[derive(Debug, Clone)]
pub struct Site {
    /// Open in premises of its own, before posts and superior.
    pub open: i64,
    /// The same in the cheapest arrangement.
    pub cheapest: i64,
    pub post: i64,
    pub least_posts: u32,
    pub most_posts: u32,
    /// Possible superiors with the price of their visits, cheapest first.
    pub superiors: Vec<(CountryId, i64)>,
}

/// In cents.
pub struct Prices {
    /// By country, cheapest first.
    pub choices: Vec<Vec<Choice>>,
    /// By country: positions in `choices` by office, ascending.
    by_office: Vec<Vec<(CountryId, u32)>>,
    /// By host: countries that it may cover, itself left out.
    pub reaches: Vec<Vec<CountryId>>,
    /// By host, then tier; `None` where none may stand.
    pub sites: Vec<Vec<Option<Site>>>,
    /// By host: what it costs that nothing is open there.
    pub closed: Vec<i64>,
    pub new_post: i64,
    pub redeployed_post: i64,
    /// The largest price of a single decision.
    pub largest: i64,
}

impl Prices {
    pub fn new(scenario: &Scenario, geography: &Geography) -> Self {
        let tariff = Tariff::new(scenario, geography);
        let pairs = Pairs::new(scenario, geography);
        let sites: Vec<Vec<Option<Site>>> = scenario
            .country_ids()
            .map(|h| {
                let tiers = scenario.tier_ids();
                tiers
                    .map(|t| may_stand(scenario, &pairs, h, t).then(|| site(scenario, &tariff, &pairs, h, t)))
                    .collect()
            })
            .collect();
        let may_open = |h: CountryId| sites[h.0].iter().any(Option::is_some);
        let hosts: Vec<CountryId> = scenario.host_ids().filter(|&h| may_open(h)).collect();
        let choices: Vec<Vec<Choice>> = scenario
            .country_ids()
            .map(|c| {
                let mut choices = Vec::new();
                if scenario.country(c).covered {
                    let open = hosts.iter().copied().filter(|&h| pairs.may_cover(c, h));
                    choices.extend(open.map(|h| choice(&tariff, c, h)));
                    choices.sort_by_key(|choice| (choice.price(), choice.office));
                }
                choices
            })
            .collect();
        let by_office = choices.iter().map(|all| positions(all)).collect();
        let mut reaches = vec![Vec::new(); scenario.countries.len()];
        for c in scenario.country_ids() {
            choices[c.0]
                .iter()
                .filter(|choice| choice.office != c)
                .for_each(|choice| reaches[choice.office.0].push(c));
        }
        let largest = (choices.iter().flatten().map(|choice| choice.price().abs()))
            .chain(sites.iter().flatten().flatten().map(|site| site.open.abs() + site.post))
            .max();
        Self {
            choices,
            by_office,
            reaches,
            sites,
            closed: scenario.country_ids().map(|h| tariff.closed_site(h).0).collect(),
            new_post: tariff.new_post().0,
            redeployed_post: tariff.redeployed_post().0,
            largest: largest.unwrap_or(0).max(100),
        }
    }

    /// How `office` would cover `country`, if it may.
    pub fn choice(&self, country: CountryId, office: CountryId) -> Option<Choice> {
        let list = &self.by_office[country.0];
        let at = list.binary_search_by_key(&office, |&(office, _)| office).ok()?;
        Some(self.choices[country.0][list[at].1 as usize])
    }

    /// What the posts cost at least that carry a workload at `host`, as a share of whole ones.
    pub fn staff(&self, scenario: &Scenario, host: CountryId, workload: i64) -> i64 {
        let is_hard = scenario.rules.state(Family::Capacity) == State::Hard;
        let Some(per_post) = scenario.parameters.workload_per_post.filter(|_| is_hard) else { return 0 };
        let post = self.sites[host.0].iter().flatten().map(|site| site.post).min().unwrap_or(0).max(0);
        let share = i128::from(post) * i128::from(workload) / i128::from(per_post.0.max(1));
        // What no amount of money can say is no bound.
        i64::try_from(share).unwrap_or(0)
    }

    pub fn site(&self, host: CountryId, tier: TierId) -> Option<&Site> {
        self.sites[host.0][tier.0].as_ref()
    }
}

/// The hosts of the scenario, `retention` on single sites, and that a host must be able to cover itself.
fn may_stand(scenario: &Scenario, pairs: &Pairs, host: CountryId, tier: TierId) -> bool {
    let rule = &scenario.rules.retention;
    let hard = rule.state == State::Hard;
    let excluded = hard
        && (rule.close.contains(&host)
            || rule.keep.iter().any(|&(kept, at)| kept == host && at.is_some_and(|at| at != tier)));
    let country = scenario.country(host);
    country.may_host[tier.0] && !excluded && (!country.covered || pairs.may_cover(host, host))
}

fn site(scenario: &Scenario, tariff: &Tariff, pairs: &Pairs, host: CountryId, tier: TierId) -> Site {
    let limits = match scenario.rules.posts.state {
        State::Hard => scenario.rules.posts.offices[tier.0],
        _ => Default::default(),
    };
    let from_headquarters =
        if tier.0 == 0 { tariff.supervision_from_headquarters(host) } else { Money::ZERO };
    let mut superiors: Vec<(CountryId, i64)> = Vec::new();
    if tier.0 > 0 {
        let above = TierId(tier.0 - 1);
        let may = |&g: &CountryId| may_stand(scenario, pairs, g, above) && pairs.may_supervise(host, g);
        superiors.extend(scenario.host_ids().filter(may).map(|g| (g, tariff.supervision(host, g).0)));
        superiors.sort_by_key(|&(g, price)| (price, g));
    }
    let open = |k: ArrangementId| tariff.open_office(host, tier, k) + from_headquarters;
    let cheapest = scenario.tier(tier).known_arrangements().map(open).min();
    Site {
        open: open(ArrangementId::PREMISES).0,
        cheapest: cheapest.expect("premises at least").0,
        post: tariff.post(host, tier).0,
        least_posts: limits.min.unwrap_or(0),
        most_posts: limits.max.unwrap_or(u32::MAX),
        superiors,
    }
}

fn choice(tariff: &Tariff, country: CountryId, office: CountryId) -> Choice {
    let cash = tariff.missions(country, office) + tariff.moved_country(country, office);
    let service = tariff.remoteness(country, office)
        + tariff.language(country, office)
        + tariff.accreditation(country, office);
    Choice { office, cash: cash.0, service: service.0 }
}

fn positions(choices: &[Choice]) -> Vec<(CountryId, u32)> {
    let mut list: Vec<(CountryId, u32)> =
        (0..).zip(choices).map(|(at, choice)| (choice.office, at)).collect();
    list.sort();
    list
}

/// For tests: the default scenario, changed as by `--set`.
#[cfg(test)]
pub fn with_default(set: &[&str], test: impl FnOnce(&Scenario, &Geography, &Prices)) {
    use crate::scenario::{Entry, load};

    let default = Entry::File("scenarios/two-tier-2023.json".into());
    let set: Vec<String> = set.iter().map(|&set| set.to_owned()).collect();
    let scenario = load(&default, &set).expect("a sound scenario").scenario;
    let geography = Geography::new(&scenario);
    test(&scenario, &geography, &Prices::new(&scenario, &geography));
}
