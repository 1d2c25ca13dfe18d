//! Kinds of decision, and how much of a country's work each tier decides.

use super::{Scenario, Share, TierId};

/// A kind of decision.
#[derive(Debug, Clone)]
pub struct Function {
    pub id: String,
    pub name: String,
    /// Of every country's workload.
    pub share: Share,
}

impl Scenario {
    /// Of the workload of a country, what its office decides by itself where that is of `tier`.
    pub fn local_share(&self, tier: TierId) -> Share {
        self.share_of(|function| self.tier(tier).decides.contains(&function))
    }

    /// Of the workload of a country, what its office or one above it decides.
    pub fn field_share(&self, tier: TierId) -> Share {
        self.share_of(|function| self.tiers[..=tier.0].iter().any(|own| own.decides.contains(&function)))
    }

    fn share_of(&self, is_decided: impl Fn(usize) -> bool) -> Share {
        let decided = self.functions.iter().enumerate().filter(|(function, _)| is_decided(*function));
        decided.map(|(_, function)| function.share).sum()
    }
}
