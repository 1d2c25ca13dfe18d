//! The variables and where to find them.
//!
//! | symbol | field | meaning |
//! | --- | --- | --- |
//! | y[h,t] | `open` | an office of tier t is open at h (binary) |
//! | z[h,t,k] | `housed` | it is in arrangement k (binary; y itself where there is one way only) |
//! | p[h,t] | `posts` | its posts (integer) |
//! | x[c,h] | `cover` | c is covered by the office at h (binary) |
//! | r[h,g,t] | `reports` | the office of tier t at h reports to the office of tier t−1 at g (binary) |
//! | A[h,g] | `office_area` | the office at h lies in the area of the top-tier office at g |
//! | a[c,g] | `area` | c lies in the area of the top-tier office at g |
//! | v[h,g] | `acting` | the office at g is the acting cover of the one at h (binary) |
//! | i[h] | `gained` | posts at h beyond the baseline's |
//! | n | `new_posts` | posts of the network beyond the baseline's |
//!
//! A and a exist only where a rule speaks of areas. They take whole values wherever y, x and r do,
//! so they are left continuous.

use good_lp::{ProblemVariables, Variable, variable};

use super::pairs::Pairs;
use crate::geography::Geography;
use crate::scenario::{ArrangementId, CountryId, Family, Limits, Scenario, State, TierId, Workload};

/// A variable for each host in a list, ascending.
pub type ByHost = Vec<(CountryId, Variable)>;

#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// By host, then tier; `None` where no office of the tier may stand.
    pub open: Vec<Vec<Option<Variable>>>,
    /// By host, then tier: the arrangements that it may be in.
    pub housed: Vec<Vec<Vec<(ArrangementId, Variable)>>>,
    /// By host, then tier; `None` also where the organisation has no posts.
    pub posts: Vec<Vec<Option<Variable>>>,
    /// By country: the offices that may cover it.
    pub cover: Vec<ByHost>,
    /// By host, then tier: the possible superiors.
    pub reports: Vec<Vec<ByHost>>,
    /// By host: the top-tier offices in whose area it may lie.
    pub office_area: Vec<ByHost>,
    /// By country: the top-tier offices in whose area it may lie.
    pub area: Vec<ByHost>,
    /// By host: the offices that may be the acting cover of the one there.
    pub acting: Vec<ByHost>,
    /// By host; only where there is a baseline.
    pub gained: Vec<Option<Variable>>,
    pub new_posts: Option<Variable>,
}

impl Columns {
    /// x[c,h], if c may be covered from h.
    pub fn covers(&self, country: CountryId, office: CountryId) -> Option<Variable> {
        find(&self.cover[country.0], office)
    }

    /// A[h,g].
    pub fn lies_in(&self, host: CountryId, root: CountryId) -> Option<Variable> {
        find(&self.office_area[host.0], root)
    }

    /// a[c,g].
    pub fn in_area(&self, country: CountryId, root: CountryId) -> Option<Variable> {
        find(&self.area[country.0], root)
    }
}

fn find(list: &ByHost, host: CountryId) -> Option<Variable> {
    list.binary_search_by_key(&host, |&(h, _)| h).ok().map(|at| list[at].1)
}

/// More posts than this at one office serve nobody: enough to carry every country's workload, or
/// to use up what limits demand. None where the organisation has no posts.
pub fn most_posts(scenario: &Scenario, tier: TierId) -> u32 {
    let Some(per_post) = scenario.parameters.workload_per_post else { return 0 };
    let rule = &scenario.rules.posts;
    let own = if rule.state == State::Hard { rule.offices[tier.0].max } else { None };
    own.unwrap_or_else(|| {
        let workload: i64 = scenario.countries.iter().map(|c| c.workload.0).sum();
        let needed = workload + most_overhead(scenario, tier).0;
        let is_weighed = scenario.rules.is_weighed(Family::Balance) || weighs_balance(scenario);
        let busiest = scenario.rules.balance.band.max.filter(|_| is_weighed);
        let most = busiest.map_or(per_post, |busiest| busiest.min(per_post));
        let carried = u32::try_from(needed / most.0 + 1).unwrap_or(u32::MAX);
        let demanded = |limits: &Limits<u32>| limits.min.unwrap_or(0);
        let by_limits = rule
            .regions
            .iter()
            .chain([&rule.total])
            .chain(&rule.offices)
            .map(demanded)
            .chain([demanded(&rule.new).saturating_add(scenario.baseline.posts())])
            .max()
            .unwrap_or(0);
        if scenario.rules.is_weighed(Family::Posts) { carried.max(by_limits) } else { carried }
    })
}

/// In any arrangement.
pub fn most_overhead(scenario: &Scenario, tier: TierId) -> Workload {
    overheads(scenario, tier).max().expect("premises at least")
}

/// In any arrangement.
pub fn least_overhead(scenario: &Scenario, tier: TierId) -> Workload {
    overheads(scenario, tier).min().expect("premises at least")
}

fn overheads(scenario: &Scenario, tier: TierId) -> impl Iterator<Item = Workload> + '_ {
    let tier = scenario.tier(tier);
    tier.known_arrangements().map(|k| tier.terms(k).overhead)
}

/// Whether `balance` is among the objectives.
pub fn weighs_balance(scenario: &Scenario) -> bool {
    scenario.objective.iter().any(|weights| weights.balance > 0.0)
}

/// Whether a rule that a plan is chosen by speaks of areas, or of the offices of an area.
pub fn needs_office_areas(scenario: &Scenario) -> bool {
    needs_areas(scenario) || scenario.rules.is_weighed(Family::Continuity)
}

/// Whether a rule that a plan is chosen by speaks of the countries of an area.
pub fn needs_areas(scenario: &Scenario) -> bool {
    let rules = &scenario.rules;
    (rules.is_weighed(Family::Contiguity) && rules.contiguity.areas)
        || (rules.is_weighed(Family::Span) && !rules.span.area.is_unlimited())
}

pub fn make(scenario: &Scenario, geography: &Geography, variables: &mut ProblemVariables) -> Columns {
    let pairs = Pairs::new(scenario, geography);
    let id = |c: CountryId| &scenario.country(c).id;
    let may_host = |h: CountryId, t: TierId| {
        scenario.country(h).may_host[t.0] && !arrangements(scenario, h, t).is_empty()
    };
    let mut columns = Columns::default();

    for h in scenario.country_ids() {
        let tiers = || scenario.tier_ids().map(|t| (t, may_host(h, t)));
        columns.open.push(
            tiers()
                .map(|(t, may)| {
                    may.then(|| variables.add(variable().binary().name(format!("y_{}_{}", id(h), t.0))))
                })
                .collect(),
        );
        columns.housed.push(housed(scenario, variables, h, &columns.open[h.0]));
        columns.posts.push(
            tiers()
                .map(|(t, may)| {
                    (may && scenario.parameters.workload_per_post.is_some()).then(|| {
                        let most = most_posts(scenario, t);
                        variables.add(variable().integer().min(0).max(most).name(format!(
                            "p_{}_{}",
                            id(h),
                            t.0
                        )))
                    })
                })
                .collect(),
        );
    }

    let hosts: Vec<CountryId> = scenario.host_ids().collect();
    for c in scenario.country_ids() {
        let mut cover = ByHost::new();
        if scenario.country(c).covered {
            for &h in hosts.iter().filter(|&&h| pairs.may_cover(c, h)) {
                cover.push((h, variables.add(variable().binary().name(format!("x_{}_{}", id(c), id(h))))));
            }
        }
        columns.cover.push(cover);
    }

    for h in scenario.country_ids() {
        let mut by_tier = Vec::new();
        for t in scenario.tier_ids() {
            let mut superiors = ByHost::new();
            if t.0 > 0 && may_host(h, t) {
                for &g in &hosts {
                    if may_host(g, TierId(t.0 - 1)) && pairs.may_supervise(h, g) {
                        let name = format!("r_{}_{}_{}", id(h), id(g), t.0);
                        superiors.push((g, variables.add(variable().binary().name(name))));
                    }
                }
            }
            by_tier.push(superiors);
        }
        columns.reports.push(by_tier);
    }

    let none = vec![ByHost::new(); scenario.countries.len()];
    (columns.office_area, columns.area, columns.acting) = (none.clone(), none.clone(), none);
    if needs_office_areas(scenario) {
        make_office_areas(scenario, &hosts, variables, &mut columns);
    }
    if needs_areas(scenario) {
        make_areas(scenario, variables, &mut columns);
    }
    if scenario.rules.is_weighed(Family::Continuity) {
        make_acting(scenario, &hosts, variables, &mut columns);
    }

    let has_baseline = scenario.baseline.offices.iter().any(Option::is_some);
    columns.gained = scenario
        .country_ids()
        .map(|h| {
            (has_baseline && scenario.country(h).may_host.contains(&true))
                .then(|| variables.add(variable().min(0).name(format!("i_{}", id(h)))))
        })
        .collect();
    columns.new_posts = has_baseline.then(|| variables.add(variable().min(0).name("n")));
    columns
}

/// The arrangements that an office of tier `t` at `h` may be in.
fn arrangements(scenario: &Scenario, h: CountryId, t: TierId) -> Vec<ArrangementId> {
    let rule = &scenario.rules.arrangement;
    let may = |k: &ArrangementId| rule.state != State::Hard || rule.allows(h, *k);
    scenario.tier(t).known_arrangements().filter(may).collect()
}

/// z for every arrangement where there is a choice; by tier.
fn housed(
    scenario: &Scenario,
    variables: &mut ProblemVariables,
    h: CountryId,
    open: &[Option<Variable>],
) -> Vec<Vec<(ArrangementId, Variable)>> {
    let id = &scenario.country(h).id;
    let mut of_tier = |t: TierId| match (open[t.0], &arrangements(scenario, h, t)[..]) {
        (None, _) => Vec::new(),
        (Some(open), &[only]) => vec![(only, open)],
        (Some(_), several) => several
            .iter()
            .map(|&k| (k, variables.add(variable().binary().name(format!("z_{id}_{}_{}", t.0, k.0)))))
            .collect(),
    };
    scenario.tier_ids().map(&mut of_tier).collect()
}

/// A for every pair joined by a chain of possible reports. With two tiers A is r itself, and y at the
/// top.
fn make_office_areas(
    scenario: &Scenario,
    hosts: &[CountryId],
    variables: &mut ProblemVariables,
    columns: &mut Columns,
) {
    let count = scenario.countries.len();
    let id = |c: CountryId| &scenario.country(c).id;
    let mut reachable: Vec<Vec<bool>> = vec![vec![false; count]; count];
    let mut by_tier: Vec<Vec<Vec<bool>>> = Vec::new();
    for t in scenario.tier_ids() {
        let mut here = vec![vec![false; count]; count];
        for &h in hosts.iter().filter(|h| columns.open[h.0][t.0].is_some()) {
            if t.0 == 0 {
                here[h.0][h.0] = true;
            } else {
                for &(g, _) in &columns.reports[h.0][t.0] {
                    for root in 0..count {
                        here[h.0][root] |= by_tier[t.0 - 1][g.0][root];
                    }
                }
            }
            for root in 0..count {
                reachable[h.0][root] |= here[h.0][root];
            }
        }
        by_tier.push(here);
    }
    let deep = scenario.tiers.len() > 2;
    for h in scenario.country_ids() {
        let mut roots = ByHost::new();
        for g in scenario.country_ids().filter(|g| reachable[h.0][g.0]) {
            let own = if h == g { columns.open[h.0][0] } else { None };
            let direct = if deep {
                None
            } else {
                columns.reports[h.0].get(1).and_then(|superiors| find(superiors, g))
            };
            let variable = own.or(direct).unwrap_or_else(|| {
                variables.add(variable().clamp(0, 1).name(format!("A_{}_{}", id(h), id(g))))
            });
            roots.push((g, variable));
        }
        columns.office_area[h.0] = roots;
    }
}

/// a for every pair joined through an office that may cover.
fn make_areas(scenario: &Scenario, variables: &mut ProblemVariables, columns: &mut Columns) {
    let id = |c: CountryId| &scenario.country(c).id;
    for c in scenario.country_ids() {
        let mut roots: Vec<CountryId> = columns.cover[c.0]
            .iter()
            .flat_map(|&(h, _)| columns.office_area[h.0].iter().map(|&(g, _)| g))
            .collect();
        roots.sort();
        roots.dedup();
        columns.area[c.0] = roots
            .into_iter()
            .map(|g| (g, variables.add(variable().clamp(0, 1).name(format!("a_{}_{}", id(c), id(g))))))
            .collect();
    }
}

/// v for every two hosts that share a language and a possible root.
fn make_acting(
    scenario: &Scenario,
    hosts: &[CountryId],
    variables: &mut ProblemVariables,
    columns: &mut Columns,
) {
    let id = |c: CountryId| &scenario.country(c).id;
    for &h in hosts {
        let roots = &columns.office_area[h.0];
        let may_act = |g: CountryId| {
            g != h
                && scenario.shares_language(h, g)
                && roots.iter().any(|&(root, _)| columns.lies_in(g, root).is_some())
        };
        let covers: Vec<CountryId> = hosts.iter().copied().filter(|&g| may_act(g)).collect();
        columns.acting[h.0] = covers
            .into_iter()
            .map(|g| (g, variables.add(variable().binary().name(format!("v_{}_{}", id(h), id(g))))))
            .collect();
    }
}
