//! What people do without a plan, for comparison: never better than the plan on the same book.

use super::book::Book;
use super::flow::Assignment;
use super::shortlist::Plan;

/// Request after request in order of id, which is the order in which they came: each takes the best
/// who are left.
pub fn first_come(book: &Book) -> Plan {
    Plan::of(book, &by_request(book))
}

/// The best pair of all first, then the best pair that is left, and so on.
pub fn highest_first(book: &Book) -> Plan {
    Plan::of(book, &by_pair(book))
}

/// The better of both in points and gaps.
pub(super) fn worth(book: &Book) -> i64 {
    by_request(book).worth(book).max(by_pair(book).worth(book))
}

fn by_request(book: &Book) -> Assignment {
    let mut loads = vec![0; book.seats.len()];
    let held = book
        .wants
        .iter()
        .map(|want| {
            let mut held: Vec<usize> = Vec::new();
            for _ in 0..want.names {
                let left = (0..want.offers.len()).filter(|at| !held.contains(at));
                let net = |at: &usize| {
                    let (seat, points) = want.offers[*at];
                    Some(points - book.seats[seat as usize].get(loads[seat as usize])?)
                };
                let best = left.filter_map(|at| Some((net(&at)?, std::cmp::Reverse(at)))).max();
                let Some((_, std::cmp::Reverse(at))) = best else { break };
                loads[want.offers[at].0 as usize] += 1;
                held.push(at);
            }
            held.sort_unstable();
            held
        })
        .collect();
    Assignment { held }
}

fn by_pair(book: &Book) -> Assignment {
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for (want, row) in book.wants.iter().enumerate() {
        pairs.extend(row.offers.iter().enumerate().map(|(at, (_, points))| (-points, want, at)));
    }
    pairs.sort_unstable();
    let mut loads = vec![0; book.seats.len()];
    let mut held = vec![Vec::new(); book.wants.len()];
    for (_, want, at) in pairs {
        let seat = book.wants[want].offers[at].0 as usize;
        if held[want].len() < book.wants[want].names && loads[seat] < book.seats[seat].len() {
            loads[seat] += 1;
            held[want].push(at);
        }
    }
    for held in &mut held {
        held.sort_unstable();
    }
    Assignment { held }
}
