//! What is planned: requests with what each could have, and advocates with what each still bears.

use crate::ids::{AdvocateId, RequestId};
use crate::matching::{Load, Ranked};
use std::collections::HashMap;

/// More offers than this per request change a plan so little that they are not worth the time.
pub const MOST_OFFERS: usize = 50;

/// Milli-points that a name nobody could be found for costs: as much as ten perfect ones, so that
/// a plan leaves a gap only where it must.
pub const UNFILLED: i64 = 1_000_000;

/// One open request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    pub request: RequestId,
    /// How many names are held for it.
    pub names: u8,
    /// Who may be asked for it, in any order.
    pub offers: Vec<Offer>,
}

impl Want {
    /// From a ranking for this request. It should be made with the price of rarity at 0: the plan
    /// knows who else wants the rare ones, so the list price would count twice.
    pub fn of(request: RequestId, names: u8, order: &[Ranked]) -> Self {
        let offers = order.iter().take(MOST_OFFERS);
        let offers = offers.map(|ranked| Offer { advocate: ranked.id, points: ranked.points.score }).collect();
        Self { request, names, offers }
    }
}

/// What one advocate is worth to one request, in milli-points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub advocate: AdvocateId,
    pub points: i32,
}

/// One advocate and the asks they still bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub advocate: AdvocateId,
    /// What the first, second, … further ask costs on top of the price that the offers already carry,
    /// in milli-points and rising. As many as the advocate may still be asked.
    pub surcharges: Vec<i32>,
}

impl Seat {
    /// For somebody with a load who may be asked so many times more. `load_price` is the percentage
    /// of the list price of tiredness that the offers were scored with.
    ///
    /// An offer's score carries the price of today's load. The second ask of the same plan meets
    /// somebody more tired by one ask, the third by two.
    pub fn of(advocate: AdvocateId, load: Load, asks_left: u8, load_price: u16) -> Self {
        let surcharges = (0..asks_left)
            .map(|further| {
                let more = load.price_after(further) - i32::from(load.price);
                (more * i32::from(load_price) + 50) / 100
            })
            .collect();
        Self { advocate, surcharges }
    }
}

/// Requests and advocates, ready to plan: in order of id, by position, without what cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub(super) requests: Vec<RequestId>,
    pub(super) advocates: Vec<AdvocateId>,
    pub(super) wants: Vec<Row>,
    /// Surcharges by advocate; the length is the capacity.
    pub(super) seats: Vec<Vec<i32>>,
}

/// One request by position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub names: usize,
    /// (position of the advocate, milli-points), best first, no advocate twice.
    pub offers: Vec<(u32, i32)>,
}

impl Row {
    /// What this request would have if it were the only one.
    pub fn alone(&self) -> impl Iterator<Item = i64> + '_ {
        self.offers.iter().take(self.names).map(|(_, points)| i64::from(*points))
    }
}

impl Book {
    /// The order of both lists does not matter. A second request or advocate with the same id is
    /// ignored; of two offers of the same advocate the better counts; an offer of somebody without
    /// a seat, or of no worth at all, is none.
    pub fn new(mut wants: Vec<Want>, mut seats: Vec<Seat>) -> Self {
        wants.sort_by_key(|want| want.request);
        wants.dedup_by_key(|want| want.request);
        seats.sort_by_key(|seat| seat.advocate);
        seats.dedup_by_key(|seat| seat.advocate);
        let position: HashMap<AdvocateId, u32> = seats.iter().map(|seat| seat.advocate).zip(0..).collect();
        let row = |want: &Want| {
            let known = want.offers.iter().filter(|offer| offer.points > 0);
            let mut offers: Vec<(u32, i32)> =
                known.filter_map(|offer| Some((*position.get(&offer.advocate)?, offer.points))).collect();
            offers.sort_unstable_by_key(|(seat, points)| (*seat, std::cmp::Reverse(*points)));
            offers.dedup_by_key(|(seat, _)| *seat);
            offers.sort_unstable_by_key(|(seat, points)| (std::cmp::Reverse(*points), *seat));
            offers.truncate(MOST_OFFERS);
            Row { names: usize::from(want.names), offers }
        };
        Self {
            requests: wants.iter().map(|want| want.request).collect(),
            advocates: seats.iter().map(|seat| seat.advocate).collect(),
            wants: wants.iter().map(row).collect(),
            seats: seats
                .into_iter()
                .map(|seat| {
                    let mut surcharges = seat.surcharges;
                    surcharges.sort_unstable();
                    surcharges
                })
                .collect(),
        }
    }

    /// How many requests it holds.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// The most that anybody may still be asked.
    pub fn largest_capacity(&self) -> usize {
        self.seats.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The same book where nobody is asked more than `most` times.
    #[must_use]
    pub fn with_at_most(&self, most: usize) -> Self {
        let mut book = self.clone();
        for seat in &mut book.seats {
            seat.truncate(most);
        }
        book
    }

    /// The same book while somebody is away.
    #[must_use]
    pub fn without(&self, away: &[AdvocateId]) -> Self {
        let mut book = self.clone();
        for (seat, advocate) in book.seats.iter_mut().zip(&self.advocates) {
            if away.contains(advocate) {
                seat.clear();
            }
        }
        book
    }

    /// The same book without the offers of each request that are worth less than its floor.
    pub(super) fn above(&self, floors: &[i32]) -> Self {
        let mut book = self.clone();
        for (want, floor) in book.wants.iter_mut().zip(floors) {
            let keep = want.offers.partition_point(|(_, points)| points >= floor);
            want.offers.truncate(keep);
        }
        book
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_further_ask_costs_what_the_load_would_cost_by_then() {
        let advocate = AdvocateId(Uuid::nil());
        let rested = Seat::of(advocate, Load::of(std::iter::empty()), 4, 100);
        let asked_twice = Seat::of(advocate, Load::of([(3, 1_000), (9, 1_000)].into_iter()), 3, 100);

        assert_eq!(rested.surcharges, [0, 1_000, 2_000, 3_500]);
        assert_eq!(asked_twice.surcharges, [0, 1_500, 3_000]);
        assert_eq!(Seat::of(advocate, Load::default(), 3, 200).surcharges, [0, 2_000, 4_000]);
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        let advocate = |n| AdvocateId(Uuid::from_u128(n));
        let offer = |n, points| Offer { advocate: advocate(n), points };
        let offers = vec![offer(1, 5), offer(2, 9), offer(1, 7), offer(3, 80), offer(2, 0)];
        let want = Want { request: RequestId(Uuid::nil()), names: 2, offers };
        let seat = |n| Seat { advocate: advocate(n), surcharges: vec![3, 0] };

        let book = Book::new(vec![want.clone(), want], vec![seat(2), seat(1), seat(2)]);

        assert_eq!((book.len(), book.advocates.len()), (1, 2));
        assert_eq!(book.wants[0].offers, [(1, 9), (0, 7)]);
        assert_eq!(book.seats[0], [0, 3], "the cheaper ask comes first");
    }
}
