//! Floors under each request, raised step by step: the worst served are lifted first, everybody
//! together, until a lift would cost more than it is worth.
//!
//! The flow alone may hold the best people for requests that gain a little by them and leave another
//! request with poor ones, because the sum is what it looks at. A floor says: no name on this list
//! is worth less than a share of what the request would have had alone. All floors rise together; a
//! request that would lose a name by its next step stays where it is, and the others go on. That is
//! the idea of PR4A with our own measure.

use super::book::Book;
use super::flow::{Assignment, solve};
use super::greedy;

/// Percent of what the request's last name would be worth if it were alone.
const STEPS: [i64; 8] = [40, 50, 60, 70, 80, 85, 90, 95];
/// How many times a step is tried again after holding back those it would cost a name.
const TRIES: usize = 3;
/// Floors may cost at most this part of a thousand of what the names are worth.
const MOST_LOSS: i64 = 5;

/// The highest floors that cost no name, at most half a percent of the points, and never so much
/// that greedy would have been worth more.
pub(super) fn raise(book: &Book, best: Assignment) -> Assignment {
    let points: i64 = best.held.iter().zip(&book.wants).map(|(held, want)| sum(want, held)).sum();
    let least = (best.worth(book) - points * MOST_LOSS / 1_000).max(greedy::worth(book));
    let gaps = best.gaps(book);

    let mut floors = vec![0; book.wants.len()];
    let mut rises = vec![true; book.wants.len()];
    let mut current = best;
    for step in STEPS {
        let Some((next, assignment)) = lift(book, step, &floors, &mut rises, &gaps) else { break };
        if assignment.worth(book) < least {
            break;
        }
        floors = next;
        current = assignment;
    }
    current
}

/// One step for all that still rise; nothing when it fails for good.
fn lift(book: &Book, step: i64, floors: &[i32], rises: &mut [bool], gaps: &[usize]) -> Option<(Vec<i32>, Assignment)> {
    for _ in 0..TRIES {
        let next: Vec<i32> = book
            .wants
            .iter()
            .zip(floors)
            .zip(rises.iter())
            .map(|((want, floor), rises)| {
                let alone = want.alone().last().unwrap_or(0) * step / 100;
                if *rises { i32::try_from(alone).unwrap_or(*floor).max(*floor) } else { *floor }
            })
            .collect();
        let raised = book.above(&next);
        let assignment = solve(&raised);
        let mut lost = false;
        for (want, now) in assignment.gaps(&raised).into_iter().enumerate() {
            if now > gaps[want] {
                lost = true;
                rises[want] = false;
            }
        }
        if !lost {
            return Some((next, assignment));
        }
    }
    None
}

fn sum(want: &super::book::Row, held: &[usize]) -> i64 {
    held.iter().map(|at| i64::from(want.offers[*at].1)).sum()
}
