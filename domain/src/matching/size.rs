//! How close two companies are in size: `exp(-|ln(a/b)| / 1.2)` on employees.
//!
//! Logarithms are kept in steps of 1/2048, so that closeness is one look into a table that is made
//! with the index. A step changes closeness by less than 0.0005.

use super::factor::Value;

const STEPS: f64 = 2_048.0;
/// From here on closeness rounds to nothing.
const FARTHEST: u32 = 24_400;

/// The logarithm of a head count in steps, from 1; 0 when the count is not known.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ln of a u32 is below 23")]
pub(super) fn steps(employees: u32) -> u16 {
    if employees == 0 { 0 } else { (libm::log(f64::from(employees)) * STEPS + 1.5) as u16 }
}

/// Closeness by distance in steps.
#[derive(Debug)]
pub(super) struct Closeness(Vec<Value>);

impl Closeness {
    pub fn table() -> Self {
        Self((0..=FARTHEST).map(|steps| Value::from_share(libm::exp(-f64::from(steps) / STEPS / 1.2))).collect())
    }

    #[inline]
    pub fn of(&self, one: u16, other: u16) -> Value {
        if one == 0 || other == 0 {
            Value::UNKNOWN
        } else {
            self.0.get(usize::from(one.abs_diff(other))).copied().unwrap_or(Value::NONE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_formula_within_a_step() {
        let table = Closeness::table();
        for a in [1u32, 7, 50, 495, 4_100, 6_200, 230_000, u32::MAX] {
            for b in [1u32, 9, 51, 2_822, 4_100, 6_201, 100_000, u32::MAX] {
                let exact = (-(f64::from(a) / f64::from(b)).ln().abs() / 1.2).exp();
                let value = f64::from(table.of(steps(a), steps(b)).counted()) / 10_000.0;

                assert!((value - exact).abs() < 0.0006, "{a} against {b}: {value} for {exact}");
                assert_eq!(table.of(steps(a), steps(b)), table.of(steps(b), steps(a)));
            }
        }
        assert_eq!(table.of(steps(6_200), steps(6_200)), Value::WHOLE);
        assert_eq!(table.of(steps(0), steps(6_200)), Value::UNKNOWN);
    }
}
