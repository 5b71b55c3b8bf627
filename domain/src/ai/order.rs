//! Another order of the first places, as a model would have it: the same people, none moved far.

use serde::{Deserialize, Serialize};

use crate::ids::AdvocateId;

/// So many first places are put before the model.
pub const TOP: usize = 10;
/// So many places one may be moved, up or down.
pub const MOST_PLACES: usize = 2;

/// An order that was let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reordered {
    pub order: Vec<AdvocateId>,
    /// In the order the model puts them; only those that would stand elsewhere.
    pub moves: Vec<Move>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub advocate: AdvocateId,
    /// Places from one on.
    pub from: u8,
    pub to: u8,
}

/// Takes an order that holds exactly those who were ranked, each at most `MOST_PLACES` from where they stand.
/// Anything else is nothing: half an order is none.
pub fn check_order(said: &[String], ranked: &[AdvocateId]) -> Option<Reordered> {
    let order: Vec<AdvocateId> = said.iter().map(|id| id.parse().ok()).collect::<Option<_>>()?;
    if order.len() != ranked.len() || order.len() > TOP {
        return None;
    }
    let mut moves = Vec::new();
    for (at, advocate) in order.iter().enumerate() {
        let from = ranked.iter().position(|ranked| ranked == advocate)?;
        if order[..at].contains(advocate) || from.abs_diff(at) > MOST_PLACES {
            return None;
        }
        if from != at {
            let place = |at: usize| u8::try_from(at + 1).unwrap_or(u8::MAX);
            moves.push(Move { advocate: *advocate, from: place(from), to: place(at) });
        }
    }
    Some(Reordered { order, moves })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ranked(count: u128) -> Vec<AdvocateId> {
        (1..=count).map(|n| AdvocateId(Uuid::from_u128(n))).collect()
    }

    fn said(places: &[u128]) -> Vec<String> {
        places.iter().map(|n| Uuid::from_u128(*n).to_string()).collect()
    }

    #[test]
    fn a_small_change_is_told_by_its_moves() {
        let checked = check_order(&said(&[1, 3, 2, 4]), &ranked(4)).unwrap();

        let moves: Vec<_> = checked.moves.iter().map(|moved| (moved.from, moved.to)).collect();
        assert_eq!(moves, [(3, 2), (2, 3)]);
    }

    #[test]
    fn anything_but_the_same_people_near_their_places_is_no_order() {
        for (why, places) in [
            ("somebody is missing", vec![1, 2, 3]),
            ("somebody stands twice", vec![1, 2, 2, 4]),
            ("somebody nobody ranked", vec![1, 2, 3, 9]),
            ("one more", vec![1, 2, 3, 4, 9]),
            ("moved three places", vec![4, 1, 2, 3]),
            ("nobody", vec![]),
        ] {
            assert_eq!(check_order(&said(&places), &ranked(4)), None, "{why}");
        }
        assert_eq!(check_order(&["first".to_owned()], &ranked(1)), None);
    }

    proptest! {
        #[test]
        fn whatever_is_said_the_same_people_stand_near_their_places(
            places in proptest::collection::vec(1_u128..8, 0..8),
        ) {
            let ranked = ranked(6);

            if let Some(Reordered { order, .. }) = check_order(&said(&places), &ranked) {
                let mut sorted = order.clone();
                sorted.sort();
                prop_assert_eq!(&sorted, &ranked);
                for (at, id) in order.iter().enumerate() {
                    let from = ranked.iter().position(|ranked| ranked == id).unwrap();
                    prop_assert!(from.abs_diff(at) <= MOST_PLACES);
                }
            }
        }
    }
}
