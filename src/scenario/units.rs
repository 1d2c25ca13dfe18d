//! Quantities that cannot be mixed up: money in whole cents, workload in thousandths of a
//! staff-month, scores and shares in small parts. All are integers, so sums are exact; absurd amounts
//! saturate.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $per_unit:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            pub const ZERO: Self = Self(0);

            /// Rounds half away from zero. Values beyond the integer range saturate.
            pub fn from_units(value: f64) -> Self {
                Self((value * $per_unit).round() as i64)
            }

            pub fn to_units(self) -> f64 {
                self.0 as f64 / $per_unit
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }
        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(self.0.saturating_neg())
            }
        }
        impl Mul<i64> for $name {
            type Output = Self;
            fn mul(self, times: i64) -> Self {
                Self(self.0.saturating_mul(times))
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, Add::add)
            }
        }
    };
}

quantity!(
    /// Money, in whole cents of the scenario's currency.
    Money,
    100.0
);
quantity!(
    /// Workload or capacity, in thousandths of a staff-month a year.
    Workload,
    1000.0
);

quantity!(
    /// Score, in hundredths of a point out of 100.
    Score,
    100.0
);

quantity!(
    /// A part of a whole, in millionths of it.
    Share,
    1e6
);

/// With thousands separators: `1,234,567`.
pub fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).expect("digits")).collect();
    groups.join(",")
}

impl fmt::Display for Money {
    /// Whole currency units with thousands separators: `1,234,567`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.unsigned_abs().saturating_add(50) / 100;
        f.pad_integral(self.0 >= 0 || whole == 0, "", &grouped(whole))
    }
}

impl fmt::Display for Workload {
    /// Staff-months with one decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.1}", self.to_units()))
    }
}

impl fmt::Display for Score {
    /// Points with two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2}", self.to_units()))
    }
}

impl fmt::Display for Share {
    /// Percent with two decimals, downwards: what is below a floor never looks like it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2} %", self.0.div_euclid(100) as f64 / 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(Money::from_units(0.005), Money(1));
        assert_eq!(Money::from_units(-0.005), Money(-1));
    }

    #[test]
    fn shows_thousands() {
        assert_eq!(Money(123_456_789).to_string(), "1,234,568");
        assert_eq!(Money(-99_999).to_string(), "-1,000");
        assert_eq!(Money(12_300).to_string(), "123");
        assert_eq!(Workload(12_345).to_string(), "12.3");
    }

    #[test]
    fn a_share_is_shown_in_percent_and_never_rounded_up() {
        assert_eq!(Share(349_999).to_string(), "34.99 %");
        assert_eq!(Share(350_000).to_string(), "35.00 %");
        assert_eq!(Share(-1).to_string(), "-0.01 %");
    }
}
