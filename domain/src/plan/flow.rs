//! The best assignment: successive shortest paths over reduced costs (Edmonds, Karp 1972; Tomizawa
//! 1971; for assignments Jonker, Volgenant 1987), one name of one request at a time.
//!
//! Each name looks for the cheapest way to somebody's free ask: straight to them, or by taking them
//! from another request that then moves on itself. The search is Dijkstra's, kept valid by a
//! potential per node, and stops as soon as a free ask is reached, so most names look at a handful
//! of people. Why not a library: docs/decisions, "The book-wide plan".

use super::book::{Book, UNFILLED};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Who is held for whom, by positions in the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Assignment {
    /// By request: positions in its offers, in rising order, so the best comes first.
    pub held: Vec<Vec<usize>>,
}

impl Assignment {
    /// How often each advocate is asked.
    pub fn loads(&self, book: &Book) -> Vec<usize> {
        let mut loads = vec![0; book.seats.len()];
        for (want, held) in book.wants.iter().zip(&self.held) {
            for at in held {
                loads[want.offers[*at].0 as usize] += 1;
            }
        }
        loads
    }

    /// What is planned for: points of the names, less what further asks cost, less gaps.
    pub fn worth(&self, book: &Book) -> i64 {
        let names: i64 = book
            .wants
            .iter()
            .zip(&self.held)
            .map(|(want, held)| {
                let gaps = want.names.saturating_sub(held.len()) as i64;
                held.iter().map(|at| i64::from(want.offers[*at].1)).sum::<i64>() - gaps * UNFILLED
            })
            .sum();
        let asks = self.loads(book).into_iter().zip(&book.seats);
        names - asks.map(|(load, seat)| seat.iter().take(load).map(|cost| i64::from(*cost)).sum::<i64>()).sum::<i64>()
    }

    /// Names nobody was found for.
    pub fn gaps(&self, book: &Book) -> Vec<usize> {
        book.wants.iter().zip(&self.held).map(|(want, held)| want.names.saturating_sub(held.len())).collect()
    }
}

/// The assignment that is worth most.
pub(super) fn solve(book: &Book) -> Assignment {
    let mut search = Search::over(book);
    for want in 0..book.wants.len() {
        for _ in 0..book.wants[want].names {
            search.place(want);
        }
    }
    let held = search.taken.iter().map(|taken| (0..taken.len()).filter(|at| taken[*at]).collect()).collect();
    Assignment { held }
}

/// Nodes are numbered: requests, then advocates, then the end.
struct Search<'a> {
    book: &'a Book,
    /// By request and offer: whether it is held.
    taken: Vec<Vec<bool>>,
    /// By advocate: (request, position of the offer) of those they are held for.
    serves: Vec<Vec<(u32, u32)>>,
    /// Keeps reduced costs from falling below 0.
    potential: Vec<i64>,
    distance: Vec<i64>,
    /// The node before, and the position of the offer that leads here.
    before: Vec<(u32, u32)>,
    /// Which search a distance is of, so that nothing has to be wiped between searches.
    reached: Vec<u32>,
    round: u32,
    open: BinaryHeap<Reverse<(i64, u32)>>,
    done: Vec<u32>,
}

impl<'a> Search<'a> {
    fn over(book: &'a Book) -> Self {
        let (wants, seats) = (book.wants.len(), book.seats.len());
        let nodes = wants + seats + 1;
        let mut potential = vec![0; nodes];
        for want in &book.wants {
            for (seat, points) in &want.offers {
                let here = &mut potential[wants + *seat as usize];
                *here = (*here).min(-i64::from(*points));
            }
        }
        let cheapest = |(at, seat): (usize, &Vec<i32>)| Some(potential[wants + at] + i64::from(*seat.first()?));
        let end = book.seats.iter().enumerate().filter_map(cheapest).min().unwrap_or(UNFILLED);
        potential[nodes - 1] = end.min(UNFILLED);
        Self {
            book,
            taken: book.wants.iter().map(|want| vec![false; want.offers.len()]).collect(),
            serves: vec![Vec::new(); seats],
            potential,
            distance: vec![0; nodes],
            before: vec![(0, 0); nodes],
            reached: vec![0; nodes],
            round: 0,
            open: BinaryHeap::new(),
            done: Vec::new(),
        }
    }

    const fn end(&self) -> usize {
        self.potential.len() - 1
    }

    /// Finds one more name for a request, or leaves a gap where that is cheapest.
    fn place(&mut self, want: usize) {
        self.search(want);
        self.adjust();
        self.follow(want);
    }

    fn search(&mut self, want: usize) {
        self.round += 1;
        self.open.clear();
        self.done.clear();
        self.distance[want] = 0;
        self.reached[want] = self.round;
        self.open.push(Reverse((0, number(want))));
        while let Some(Reverse((distance, node))) = self.open.pop() {
            let node = node as usize;
            if distance > self.distance[node] {
                continue;
            }
            if node == self.end() {
                break;
            }
            self.done.push(number(node));
            if node < self.book.wants.len() {
                self.leave_want(node);
            } else {
                self.leave_seat(node);
            }
        }
    }

    /// A request takes an offer it does not hold yet, or makes do with a gap.
    fn leave_want(&mut self, want: usize) {
        let first_seat = self.book.wants.len();
        let book = self.book;
        for (at, (seat, points)) in book.wants[want].offers.iter().enumerate() {
            if !self.taken[want][at] {
                self.relax(want, first_seat + *seat as usize, at, -i64::from(*points));
            }
        }
        self.relax(want, self.end(), 0, UNFILLED);
    }

    /// An advocate is asked once more, or is taken from a request that holds them.
    fn leave_seat(&mut self, node: usize) {
        let seat = node - self.book.wants.len();
        if let Some(surcharge) = self.book.seats[seat].get(self.serves[seat].len()) {
            self.relax(node, self.end(), 0, i64::from(*surcharge));
        }
        for held in 0..self.serves[seat].len() {
            let (want, at) = self.serves[seat][held];
            let points = self.book.wants[want as usize].offers[at as usize].1;
            self.relax(node, want as usize, at as usize, i64::from(points));
        }
    }

    fn relax(&mut self, from: usize, to: usize, offer: usize, cost: i64) {
        let distance = self.distance[from] + cost + self.potential[from] - self.potential[to];
        if self.reached[to] != self.round || distance < self.distance[to] {
            self.reached[to] = self.round;
            self.distance[to] = distance;
            self.before[to] = (number(from), number(offer));
            self.open.push(Reverse((distance, number(to))));
        }
    }

    /// Nodes nearer than the end move by what they are nearer; the others stay.
    fn adjust(&mut self) {
        let end = self.distance[self.end()];
        for node in &self.done {
            let node = *node as usize;
            self.potential[node] += self.distance[node].min(end) - end;
        }
    }

    /// Walks the way back from the end and changes hands on it.
    fn follow(&mut self, start: usize) {
        let first_seat = self.book.wants.len();
        let mut node = self.before[self.end()].0 as usize;
        while node != start {
            let (from, offer) = self.before[node];
            if node >= first_seat {
                // A request took this advocate.
                self.taken[from as usize][offer as usize] = true;
                self.serves[node - first_seat].push((from, offer));
            } else {
                // This request gave the advocate up.
                self.taken[node][offer as usize] = false;
                let seat = from as usize - first_seat;
                self.serves[seat].retain(|held| *held != (number(node), offer));
            }
            node = from as usize;
        }
    }
}

/// Books are far smaller than 4 billion nodes.
fn number(node: usize) -> u32 {
    u32::try_from(node).unwrap_or(u32::MAX)
}
