//! The trade a manager makes: how much quality is kept when nobody is asked more than so often.

use super::book::Book;
use super::flow::solve;
use super::shortlist::Plan;

/// The best plan at one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tradeoff {
    /// Nobody is asked more often.
    pub most: usize,
    /// How often the busiest is asked.
    pub busiest: usize,
    /// The share of what all requests would have alone, in ten-thousandths.
    pub kept: i64,
    /// Names nobody could be found for.
    pub gaps: usize,
}

/// From one ask each up to the limit that no longer binds.
pub fn trade_curve(book: &Book) -> Vec<Tradeoff> {
    let mut curve = Vec::new();
    for most in 1..=book.largest_capacity() {
        let limited = book.with_at_most(most);
        let plan = Plan::of(&limited, &solve(&limited));
        let point = Tradeoff { most, busiest: plan.busiest, kept: plan.kept(), gaps: plan.gaps };
        let binds = plan.busiest == most;
        curve.push(point);
        if !binds {
            break;
        }
    }
    curve
}
