//! The trade a manager makes: how much quality is kept when nobody is asked more than so often.

use super::book::Book;
use super::flow::solve;
use super::pages::Tradeoff;
use super::shortlist::Plan;

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
