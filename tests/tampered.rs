//! Plans that were tampered with: the checker names the one rule family that is broken, or says that
//! a figure is not true.

#[path = "tampered/decisions.rs"]
mod decisions;
#[path = "tampered/draft.rs"]
mod draft;
#[path = "tampered/figures.rs"]
mod figures;
#[path = "tampered/records.rs"]
mod records;

use std::collections::{BTreeMap, BTreeSet};

use draft::Draft;
use purview::geography::Geography;
use purview::plan::{Network, Plan, Statement, Status, Violation, check};
use purview::scenario::{Entry, Family, Money, Scenario, load};
use purview::solver::{self, Interrupt, Limits, Method, Outcome};

/// A plan, and what is done to it.
struct Case {
    claim: &'static str,
    /// `None`: no rule is broken, but a figure is wrong.
    breaks: Option<Family>,
    /// Laid over the scenario before it is solved.
    set: &'static [&'static str],
    tamper: Tamper,
}

enum Tamper {
    /// Another decision, with all its figures true.
    Decision(fn(&mut Draft)),
    /// A record that is edited where it stands.
    Record(fn(&mut Plan)),
}

/// Families that hang on the whole network: another decision that is about another rule leaves them
/// aside.
const OF_THE_WHOLE: [(Family, &str); 4] = [
    (Family::Continuity, "continuity.state=report"),
    (Family::Balance, "balance.state=report"),
    (Family::Scorecard, "scorecard.state=report"),
    (Family::Decentralisation, "decentralisation.state=report"),
];

impl Case {
    fn whole_set(&self) -> Vec<&'static str> {
        let aside = OF_THE_WHOLE
            .into_iter()
            .filter(|(family, _)| matches!(self.tamper, Tamper::Decision(_)) && self.breaks != Some(*family));
        self.set.iter().copied().chain(aside.map(|(_, set)| set)).collect()
    }
}

fn decision(
    claim: &'static str,
    breaks: Family,
    set: &'static [&'static str],
    change: fn(&mut Draft),
) -> Case {
    Case { claim, breaks: Some(breaks), set, tamper: Tamper::Decision(change) }
}

fn record(claim: &'static str, breaks: Option<Family>, change: fn(&mut Plan)) -> Case {
    Case { claim, breaks, set: &[], tamper: Tamper::Record(change) }
}

fn all_cases() -> Vec<Case> {
    decisions::cases().into_iter().chain(records::cases()).chain(figures::cases()).collect()
}

/// A scenario with the plan that solves it.
struct Solved {
    scenario: Scenario,
    geography: Geography,
    network: Network,
    plan: Plan,
}

impl Solved {
    fn new(file: &str, set: &[&str]) -> Self {
        let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
        let scenario = match load(&Entry::File(file.into()), &set) {
            Ok(loaded) => loaded.scenario,
            Err(mistakes) => panic!("{file} with {set:?}: {}", mistakes[0]),
        };
        let geography = Geography::new(&scenario);
        let limits = Limits::default();
        let outcome = solver::solve(&scenario, &geography, Method::Mip, &limits, Interrupt::default(), None);
        let Outcome::Solved { solution, .. } = outcome else { panic!("{file} with {set:?} has no plan") };
        let plan = Plan::new(&scenario, &geography, &solution.network, statement(solution.bound));
        Self { scenario, geography, network: solution.network, plan }
    }

    fn check(&self, plan: &Plan) -> Vec<Violation> {
        check(&self.scenario, &self.geography, plan)
    }

    fn tampered(&self, tamper: &Tamper) -> Plan {
        match tamper {
            Tamper::Record(change) => {
                let mut plan = self.plan.clone();
                change(&mut plan);
                plan
            }
            Tamper::Decision(change) => {
                let mut draft = Draft { scenario: &self.scenario, network: self.network.clone() };
                change(&mut draft);
                let stated = Statement { status: Status::Feasible, ..statement(Money::ZERO) };
                Plan::new(&self.scenario, &self.geography, &draft.network, stated)
            }
        }
    }
}

fn statement(bound: Money) -> Statement {
    Statement {
        status: Status::Optimal,
        bound,
        further_bounds: Vec::new(),
        gap_limit: 1e-4,
        scenario_file: EVERY_RULE.into(),
        set: Vec::new(),
        requests: Vec::new(),
        versions: BTreeMap::new(),
        seed: 0,
        run: None,
    }
}

const EVERY_RULE: &str = "tests/tampered/every-rule.json";

/// The plan of each scenario before anything is done to it, by what is set.
fn solved(cases: &[Case]) -> BTreeMap<Vec<&'static str>, Solved> {
    let sets: BTreeSet<Vec<&'static str>> = cases.iter().map(Case::whole_set).collect();
    sets.into_iter().map(|set| (set.clone(), Solved::new(EVERY_RULE, &set))).collect()
}

#[test]
fn the_scenario_has_every_family_on() {
    let scenario = Solved::new(EVERY_RULE, &[]).scenario;
    for family in Family::ALL {
        assert_eq!(scenario.rules.state(family).to_string(), "hard", "{family}");
    }
}

#[test]
fn the_plans_pass_before_they_are_tampered_with() {
    for (set, solved) in solved(&all_cases()) {
        assert_eq!(solved.check(&solved.plan), [], "{set:?}");
    }
    let tutorial = Solved::new("scenarios/tutorial.json", &[]);
    assert_eq!(tutorial.check(&tutorial.plan), []);
}

#[test]
fn every_tampered_plan_is_rejected_for_the_reason_that_is_true() {
    let cases = all_cases();
    let solved = solved(&cases);
    let mut wrong = Vec::new();
    for case in &cases {
        let own = &solved[&case.whole_set()];
        let found = own.check(&own.tampered(&case.tamper));
        let broken: BTreeSet<Family> = found.iter().filter_map(|violation| violation.family).collect();
        let expected: BTreeSet<Family> = case.breaks.into_iter().collect();
        if found.is_empty() || broken != expected {
            wrong.push(format!("{}: expected {expected:?}, found {found:#?}", case.claim));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// But for what the plan says of the rule itself.
#[test]
fn another_decision_with_true_figures_breaks_only_the_rule() {
    let cases = decisions::cases();
    let solved = solved(&cases);
    for case in &cases {
        let own = &solved[&case.whole_set()];
        let family = case.breaks.expect("a decision breaks a rule");
        let of_the_rule = format!("rules.{family}.kept ");
        for violation in own.check(&own.tampered(&case.tamper)) {
            let is_meant = violation.family.is_some() || violation.message.starts_with(&of_the_rule);
            assert!(is_meant, "{}: {violation:#?}", case.claim);
        }
    }
}

#[test]
fn all_cases_differ() {
    let cases = all_cases();
    let solved = solved(&cases);
    let mut seen = BTreeSet::new();
    for case in &cases {
        let plan = solved[&case.whole_set()].tampered(&case.tamper);
        assert_ne!(plan, solved[&case.whole_set()].plan, "{} changes nothing", case.claim);
        assert!(seen.insert((case.whole_set(), plan.to_json())), "{} stands twice", case.claim);
    }
    let claims: BTreeSet<_> = cases.iter().map(|case| case.claim).collect();
    assert_eq!(claims.len(), cases.len());
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for family in Family::ALL {
        assert!(cases.iter().any(|case| case.breaks == Some(family)), "no case for {family}");
    }
}
