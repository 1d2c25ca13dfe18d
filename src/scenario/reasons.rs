//! Why a pair or a site is as a rule has it, in the words of who wanted it. Nothing is decided by them.

use std::collections::BTreeMap;

use super::CountryId;

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub words: String,
    /// Who asked for it, where somebody did.
    pub author: Option<String>,
}

/// The reasons of `accreditation` and `retention`.
#[derive(Debug, Clone, Default)]
pub struct Reasons {
    /// By country and host of the office.
    pub pairs: BTreeMap<(CountryId, CountryId), Reason>,
    /// By host.
    pub sites: BTreeMap<CountryId, Reason>,
}
