//! A plan as people read it: per request a ranked shortlist, and who is held for another deal.

use super::book::Book;
use super::flow::Assignment;
use super::held::{self, HeldFor};
use crate::ids::{AdvocateId, RequestId};
use serde::{Deserialize, Serialize};

/// What a plan says, request by request in order of id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub lines: Vec<Line>,
    /// What the plan is worth: points of all names, less what further asks cost, less gaps.
    pub worth: i64,
    /// Milli-points of all names.
    pub points: i64,
    /// Milli-points of all names if every request were the only one.
    pub alone: i64,
    /// How often the most asked advocate is asked.
    pub busiest: usize,
    /// Names nobody could be found for.
    pub gaps: usize,
}

/// One request's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub request: RequestId,
    /// Best first.
    pub names: Vec<Name>,
    /// Names nobody could be found for.
    pub gaps: usize,
    /// Those it would have if it were alone and that are held for others.
    pub held: Vec<HeldFor>,
    /// Milli-points of its names if it were alone.
    pub alone: i64,
}

impl Line {
    /// Milli-points of its names.
    pub fn points(&self) -> i64 {
        self.names.iter().map(|name| i64::from(name.points)).sum()
    }
}

/// One name on a shortlist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    pub advocate: AdvocateId,
    pub points: i32,
    /// The place among the offers of this request alone; 1 is first.
    pub place: usize,
}

impl Plan {
    /// The share of what all requests would have alone that the plan keeps, in ten-thousandths.
    pub fn kept(&self) -> i64 {
        if self.alone == 0 { 10_000 } else { self.points * 10_000 / self.alone }
    }

    pub fn line(&self, request: RequestId) -> Option<&Line> {
        self.lines.iter().find(|line| line.request == request)
    }

    /// How often each advocate is asked; those nobody asks are left out.
    pub fn asks(&self) -> std::collections::BTreeMap<AdvocateId, usize> {
        let mut asks = std::collections::BTreeMap::new();
        for name in self.lines.iter().flat_map(|line| &line.names) {
            *asks.entry(name.advocate).or_insert(0) += 1;
        }
        asks
    }

    pub(super) fn of(book: &Book, assignment: &Assignment) -> Self {
        let holders = held::holders(book, assignment);
        let lines: Vec<Line> = book
            .wants
            .iter()
            .enumerate()
            .map(|(want, row)| {
                let names = assignment.held[want].iter().map(|at| {
                    let (seat, points) = row.offers[*at];
                    Name { advocate: book.advocates[seat as usize], points, place: at + 1 }
                });
                Line {
                    request: book.requests[want],
                    names: names.collect(),
                    gaps: row.names.saturating_sub(assignment.held[want].len()),
                    held: held::held_for_others(book, assignment, &holders, want),
                    alone: row.alone().sum(),
                }
            })
            .collect();
        Self {
            worth: assignment.worth(book),
            points: lines.iter().map(Line::points).sum(),
            alone: lines.iter().map(|line| line.alone).sum(),
            busiest: assignment.loads(book).into_iter().max().unwrap_or(0),
            gaps: lines.iter().map(|line| line.gaps).sum(),
            lines,
        }
    }
}
