//! What an explanation says, as it is written to a file. Money in the units of a plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::{Component, Plan, Status};
use crate::scenario::{Family, Money};
use crate::study::member::Stated;

/// Answers about one plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Version of this format: 1.
    pub schema_version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// For instance `EUR/100`: whole cents.
    pub money: String,
    /// Of the inputs that the plan was made from, as the plan says it.
    pub inputs_hash: String,
    /// Of the plan: what every price is measured from.
    pub objective: Money,
    pub bound: Money,
    pub status: Status,
    /// Whether a re-solve met a plan that costs less than the one explained.
    pub cheaper_plan: Option<Money>,
    pub countries: Vec<CountryAnswer>,
    pub offices: Vec<OfficeAnswer>,
    /// Absent unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<RulePrice>>,
    /// Absent unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// What a change costs a year more than the plan, by a re-solve with the change made and all else free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "proof", rename_all = "snake_case", deny_unknown_fields)]
pub enum More {
    /// The best plan with the change was found and proved.
    Exact { more: Money },
    /// A limit came first: the best plan with the change lies between the two.
    Between { at_least: Money, at_most: Money },
    /// A limit came before a plan with the change was found.
    AtLeast { at_least: Money },
    /// Proved: no plan with the change keeps every hard rule.
    Impossible,
    /// A limit came before anything was proved.
    Open,
}

/// A change, and the best plan with it beside the plan explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub price: More,
    /// Rules that forbid the change by themselves, without a solve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden_by: Vec<Forbidden>,
    /// Hosts of offices that open and close with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
    /// Countries whose office is another with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    pub family: Family,
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    pub country: String,
    pub from: String,
    pub to: String,
}

/// Why a country falls where it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryAnswer {
    pub country: String,
    pub office: String,
    /// Of the country alone from its office, a year: missions, losses of service, the move.
    pub cost: Money,
    pub decided_by: Decided,
    /// Host of the office that covers it in the best plan found in which its own does not; the runner-up
    /// where the price is exact. Absent where there is none, or none was found in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<String>,
    pub without: Alternative,
    /// Absent unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<WhyNot>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhyNot {
    pub office: String,
    #[serde(flatten)]
    pub change: Alternative,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decided {
    /// It hosts an office, which covers it.
    Host,
    /// A rule asks for this office.
    Required { family: Family, words: String },
    /// Of the open offices this is the cheapest for it: by so much before the next, and in these lines
    /// of its cost.
    Cost { next: Option<String>, saves: Money, components: Vec<Component> },
    /// Open offices would be cheaper for it alone, the cheapest first; what stands against each.
    Rules { cheaper: Vec<Cheaper> },
}

/// An open office that would be cheaper for a country alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cheaper {
    pub office: String,
    pub saves: Money,
    /// Hard rules that the country there would break, all else as in the plan; none: the plan as a whole
    /// costs less this way.
    pub breaks: Vec<Forbidden>,
}

/// What an office is worth to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeAnswer {
    pub office: String,
    pub tier: String,
    /// Its remit.
    pub covers: Vec<String>,
    pub closed: Alternative,
    /// At each other tier, top first.
    pub tiers: Vec<OtherTier>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherTier {
    pub tier: String,
    #[serde(flatten)]
    pub change: Alternative,
}

/// What a rule costs today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulePrice {
    pub rule: Stated,
    /// How much less the best plan costs without the rule.
    pub saving: Saving,
    /// Where the rule is a number that costs something and the search came to its end: the first value at
    /// which the best plan costs less, and how much less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextValue>,
}

/// What is saved a year by a weaker rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "proof", rename_all = "snake_case", deny_unknown_fields)]
pub enum Saving {
    Exact {
        saves: Money,
    },
    /// A limit came first.
    Between {
        at_least: Money,
        at_most: Money,
    },
    /// A limit came before anything was proved.
    Open,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextValue {
    /// In the unit of the scenario.
    pub value: String,
    pub saves: Money,
}

/// What all plans near the best have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certainty {
    /// Above the best plan, in percent of it.
    pub percent: f64,
    /// Of hosts at which an office may stand.
    pub offices: Vec<OfficeVerdict>,
    /// Of pairs that the rules on single pairs leave open.
    pub pairs: Vec<PairVerdict>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Proved: in every plan within the percentage.
    Always,
    /// One such plan has it and another has not.
    Some,
    /// Proved: in no such plan.
    Never,
    /// A limit came first.
    Open,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeVerdict {
    pub office: String,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairVerdict {
    pub country: String,
    pub office: String,
    pub verdict: Verdict,
}

impl Explanation {
    /// Reads the JSON text of an explanation.
    ///
    /// # Errors
    /// What in the text is no explanation, with line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Whether it explains `plan`: the same inputs, cost and offices.
    pub fn is_of(&self, plan: &Plan) -> bool {
        let has = |answer: &CountryAnswer| {
            let own = plan.assignments.iter().find(|own| own.country == answer.country);
            own.is_some_and(|own| own.office == answer.office)
        };
        self.inputs_hash == plan.inputs.hash
            && self.objective == plan.objective
            && self.countries.iter().all(has)
    }

    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("an explanation is plain data");
        text.push('\n');
        text
    }
}

/// The JSON Schema of an explanation.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Explanation).to_value()
}
