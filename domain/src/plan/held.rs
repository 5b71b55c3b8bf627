//! "Held for": whom the plan keeps for another deal, and what it costs whom to take them all the same.

use super::book::Book;
use super::floors;
use super::flow::{Assignment, solve};
use crate::ids::{AdvocateId, RequestId};
use serde::{Deserialize, Serialize};

/// Somebody a request would have if it were alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldFor {
    pub advocate: AdvocateId,
    pub points: i32,
    /// The place among the offers of this request alone; 1 is first.
    pub place: usize,
    /// The requests that hold them; none when they have no ask left or their further asks cost too much.
    pub requests: Vec<RequestId>,
}

/// What happens when one request takes somebody whatever the plan says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taking {
    /// Milli-points of the request's own names, with and without.
    pub own: Cost,
    /// The other requests whose names change, the dearest loss first.
    pub others: Vec<Cost>,
    /// What the whole book is worth less by it.
    pub loss: i64,
}

/// One request's names before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub request: RequestId,
    pub before: i64,
    pub after: i64,
}

/// Who holds each advocate, by positions.
pub(super) fn holders(book: &Book, assignment: &Assignment) -> Vec<Vec<usize>> {
    let mut holders = vec![Vec::new(); book.seats.len()];
    for (want, held) in assignment.held.iter().enumerate() {
        for at in held {
            holders[book.wants[want].offers[*at].0 as usize].push(want);
        }
    }
    holders
}

pub(super) fn held_for_others(
    book: &Book,
    assignment: &Assignment,
    holders: &[Vec<usize>],
    want: usize,
) -> Vec<HeldFor> {
    let row = &book.wants[want];
    let first = row.offers.iter().take(row.names).enumerate();
    first
        .filter(|(at, _)| !assignment.held[want].contains(at))
        .map(|(at, (seat, points))| HeldFor {
            advocate: book.advocates[*seat as usize],
            points: *points,
            place: at + 1,
            requests: holders[*seat as usize].iter().map(|other| book.requests[*other]).collect(),
        })
        .collect()
}

/// What it costs whom when `request` takes `advocate`. Nothing when the advocate is no offer of the
/// request or has no ask left: a gate or a cap is not broken by being urgent.
pub fn taking(book: &Book, request: RequestId, advocate: AdvocateId) -> Option<Taking> {
    let want = book.requests.binary_search(&request).ok()?;
    let seat = book.advocates.binary_search(&advocate).ok()?;
    let at = book.wants[want].offers.iter().position(|(offered, _)| *offered as usize == seat)?;
    let (points, surcharge) = (book.wants[want].offers[at].1, *book.seats[seat].first()?);

    let mut rest = book.clone();
    rest.wants[want].offers.remove(at);
    rest.wants[want].names = rest.wants[want].names.saturating_sub(1);
    rest.seats[seat].remove(0);

    let (before, after) = (solved(book), solved(&rest));
    let cost = |of: usize| Cost {
        request: book.requests[of],
        before: points_of(book, &before, of),
        after: points_of(&rest, &after, of) + if of == want { i64::from(points) } else { 0 },
    };
    let mut others: Vec<Cost> = (0..book.wants.len()).filter(|of| *of != want).map(cost).collect();
    others.retain(|cost| cost.before != cost.after);
    others.sort_by_key(|cost| (cost.after - cost.before, cost.request));
    let worth_after = after.worth(&rest) + i64::from(points) - i64::from(surcharge);
    Some(Taking { own: cost(want), others, loss: before.worth(book) - worth_after })
}

fn solved(book: &Book) -> Assignment {
    floors::raise(book, solve(book))
}

fn points_of(book: &Book, assignment: &Assignment, want: usize) -> i64 {
    assignment.held[want].iter().map(|at| i64::from(book.wants[want].offers[*at].1)).sum()
}
