//! How a command ends: the exit status, and what is said when it fails.

use std::io;
use std::net::SocketAddr;
use std::process::{ExitCode, Termination};

use crate::plan::compare::Incomparable;

/// Exit status of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: done.
    Done,
    /// 1: the check found violations.
    Violations,
    /// 1: plans differ, and it was asked whether they do.
    Differ,
    /// 2: the command line is wrong.
    Usage,
    /// 3: an input is wrong or cannot be read.
    InvalidInput,
    /// 4: proved: no plan keeps every hard rule.
    Infeasible,
    /// 5: a limit was reached before the first plan.
    NoPlan,
    /// 70: a fault of purview, or output that cannot be written.
    Fault,
}

impl ExitStatus {
    pub fn code(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::Violations | ExitStatus::Differ => 1,
            ExitStatus::Usage => 2,
            ExitStatus::InvalidInput => 3,
            ExitStatus::Infeasible => 4,
            ExitStatus::NoPlan => 5,
            ExitStatus::Fault => 70,
        }
    }
}

impl Termination for ExitStatus {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// What ends a command early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The diagnostics have been shown.
    #[error("{count} found in {name}")]
    Invalid { name: String, count: String },
    #[error("{path} cannot be read: {error}")]
    Read { path: String, error: io::Error },
    #[error("{path} is not a plan: {reason}")]
    NotAPlan { path: String, reason: String },
    #[error("{path} is not an explanation: {reason}")]
    NotAnExplanation { path: String, reason: String },
    #[error("{path} is not a search tree: {reason}")]
    NotATree { path: String, reason: String },
    #[error(
        "{tree} is of a network with other regions, tiers or countries than {scenario}; name another file"
    )]
    OtherTree { tree: String, scenario: String },
    #[error("{explanation} explains another plan than {plan}; make it again by `purview explain`")]
    OtherPlan { explanation: String, plan: String },
    #[error(
        "{scenario} is not, or no longer, what {plan} was made from; solve it again, or name the other by --scenario"
    )]
    OtherScenario { plan: String, scenario: String },
    #[error(transparent)]
    Incomparable(#[from] Incomparable),
    #[error("{path} cannot be written: {error}; nothing was changed")]
    Write { path: String, error: io::Error },
    #[error("{folder} cannot be served at {address}: {error}")]
    Serve { folder: String, address: SocketAddr, error: io::Error },
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    pub fn status(&self) -> ExitStatus {
        match self {
            Failure::Invalid { .. }
            | Failure::Read { .. }
            | Failure::NotAPlan { .. }
            | Failure::NotAnExplanation { .. }
            | Failure::NotATree { .. }
            | Failure::OtherTree { .. }
            | Failure::OtherPlan { .. }
            | Failure::OtherScenario { .. }
            | Failure::Incomparable(_)
            | Failure::Serve { .. } => ExitStatus::InvalidInput,
            Failure::Write { .. } => ExitStatus::Fault,
            Failure::Usage(_) => ExitStatus::Usage,
        }
    }
}
