//! A figure or a word of two plans, side by side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::{Money, Workload};

/// A figure of both plans. `difference` is always this plan's less the first one's; null where one
/// of them lacks the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change<T> {
    pub first: T,
    pub this: T,
    pub difference: T,
}

impl<T: Less> Change<T> {
    pub fn new(first: T, this: T) -> Self {
        Self { first, this, difference: this.less(first) }
    }
}

impl<T: PartialEq> Change<T> {
    pub fn differs(&self) -> bool {
        self.first != self.this
    }
}

/// What both plans say where there is nothing to subtract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Turn<T> {
    pub first: T,
    pub this: T,
}

impl<T: PartialEq> Turn<T> {
    pub fn new(first: T, this: T) -> Self {
        Self { first, this }
    }

    pub fn differs(&self) -> bool {
        self.first != self.this
    }
}

/// What can be subtracted, exactly and without overflow.
pub trait Less: Copy {
    #[must_use]
    fn less(self, other: Self) -> Self;
}

impl Less for i64 {
    fn less(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}

impl Less for f64 {
    fn less(self, other: Self) -> Self {
        self - other
    }
}

impl Less for Money {
    fn less(self, other: Self) -> Self {
        self - other
    }
}

impl Less for Workload {
    fn less(self, other: Self) -> Self {
        self - other
    }
}

impl<T: Less> Less for Option<T> {
    fn less(self, other: Self) -> Self {
        Some(self?.less(other?))
    }
}
