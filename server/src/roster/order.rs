//! Rows in the order of their names, and pages in any order: everything else is equal by name.

use std::collections::BinaryHeap;

use uuid::Uuid;

use super::lexicon::count;
use crate::db::paging::Turn;

/// The rows that are there, by name and id, and the place of each.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    order: Vec<u32>,
    ranks: Vec<u32>,
}

impl Ranks {
    /// The rows `moved` came, went or were renamed; all others stand as they stood.
    pub fn update<'a>(
        &mut self,
        rows: usize,
        moved: &[u32],
        is_there: impl Fn(u32) -> bool,
        place: impl Fn(u32) -> (&'a str, Uuid),
    ) {
        let mut is_moved = vec![false; rows];
        moved.iter().for_each(|slot| is_moved[*slot as usize] = true);
        let mut coming: Vec<u32> = moved.iter().copied().filter(|slot| is_there(*slot)).collect();
        coming.sort_unstable_by(|one, other| place(*one).cmp(&place(*other)));
        coming.dedup();
        let staying: Vec<u32> =
            std::mem::take(&mut self.order).into_iter().filter(|slot| !is_moved[*slot as usize]).collect();
        self.order.reserve(staying.len() + coming.len());
        let mut from = 0;
        for next in coming {
            let until = from + staying[from..].partition_point(|slot| place(*slot) < place(next));
            self.order.extend_from_slice(&staying[from..until]);
            self.order.push(next);
            from = until;
        }
        self.order.extend_from_slice(&staying[from..]);
        self.ranks.resize(rows, 0);
        for (rank, slot) in self.order.iter().enumerate() {
            self.ranks[*slot as usize] = count(rank);
        }
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    #[cfg(feature = "testing")]
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        self.order.iter().copied()
    }

    /// How many stand before this name and id, and whether somebody stands at it.
    fn find<'a>(&self, name: &str, id: Uuid, place: impl Fn(u32) -> (&'a str, Uuid)) -> (u32, bool) {
        let before = self.order.partition_point(|slot| place(*slot) < (name, id));
        let is_there = self.order.get(before).is_some_and(|slot| place(*slot) == (name, id));
        (count(before), is_there)
    }
}

/// A value that rows are sorted by, below 2^31; nothing stands at the end, whichever way the list is sorted.
pub(super) type Value = Option<u32>;

/// The next rows of a list that is sorted by a value and, among equals, by name.
pub(super) struct Pick {
    heap: BinaryHeap<(u64, u32)>,
    beyond: Option<u64>,
    most: usize,
    descending: bool,
    backwards: bool,
}

const VOID: u64 = 1 << 63;
const VALUE_MOST: u32 = (1 << 31) - 1;

impl Pick {
    /// `cursor` reads back what `cursor_key` wrote.
    pub fn new<'a>(
        ranks: &Ranks,
        place: impl Fn(u32) -> (&'a str, Uuid),
        turn: &Turn,
        descending: bool,
        most: usize,
    ) -> Self {
        let mut pick = Self { heap: BinaryHeap::new(), beyond: None, most, descending, backwards: turn.backwards() };
        let cursor = turn.void().and_then(|_| read_key(turn.key()));
        pick.beyond = cursor.map(|(value, name)| {
            let (before, is_there) = ranks.find(name, turn.id(), place);
            pick.key(value, 2 * before + u32::from(is_there))
        });
        pick
    }

    /// Ranks are doubled, so that a row that is gone still has its place between two others.
    fn key(&self, value: Value, twice_rank: u32) -> u64 {
        let (high, low) = (value.unwrap_or_default().min(VALUE_MOST), twice_rank);
        let (high, low) = if self.descending { (VALUE_MOST - high, u32::MAX - low) } else { (high, low) };
        let key = u64::from(high) << 32 | u64::from(low) | if value.is_none() { VOID } else { 0 };
        if self.backwards { !key } else { key }
    }

    #[inline]
    pub fn offer(&mut self, ranks: &Ranks, slot: u32, value: Value) {
        let key = self.key(value, 2 * ranks.ranks[slot as usize] + 1);
        if self.beyond.is_some_and(|beyond| key <= beyond) {
            return;
        }
        if self.heap.len() < self.most {
            self.heap.push((key, slot));
        } else if let Some(mut last) = self.heap.peek_mut()
            && key < last.0
        {
            *last = (key, slot);
        }
    }

    pub fn slots(self) -> Vec<u32> {
        self.heap.into_sorted_vec().into_iter().map(|(_, slot)| slot).collect()
    }
}

/// The place of a row in its order, for the cursor.
pub(super) fn cursor_key(value: Value, name: &str) -> String {
    value.map_or_else(|| format!("- {name}"), |value| format!("{value} {name}"))
}

fn read_key(key: &str) -> Option<(Value, &str)> {
    let (value, name) = key.split_once(' ')?;
    Some((value.parse().ok(), name))
}

#[cfg(test)]
mod tests {
    use domain::paging::Count;
    use proptest::prelude::*;

    use super::*;
    use crate::secrets::Secrets;

    fn id(slot: u32) -> Uuid {
        Uuid::from_u128(u128::from(slot))
    }

    /// Reads page after page of rows with these values and names, as a reader who follows the links.
    fn pages(rows: &[(Value, String)], descending: bool) -> Vec<u32> {
        let secrets = Secrets::for_tests();
        let place = |slot: u32| (rows[slot as usize].1.as_str(), id(slot));
        let slots: Vec<u32> = (0..count(rows.len())).collect();
        let mut ranks = Ranks::default();
        ranks.update(rows.len(), &slots, |_| true, place);
        let (mut turn, mut seen) = (Turn::default(), Vec::new());
        loop {
            let mut pick = Pick::new(&ranks, place, &turn, descending, 26);
            slots.iter().for_each(|slot| pick.offer(&ranks, *slot, rows[*slot as usize].0));
            let cursor = |slot: &u32| (Some(cursor_key(rows[*slot as usize].0, place(*slot).0)), id(*slot));
            let page = turn.page(&secrets, "l", pick.slots(), Count::default(), cursor, |slot| slot).unwrap();
            seen.extend(page.rows);
            let Some(next) = page.next else { return seen };
            turn = Turn::read(&secrets, "l", Some(&next), None).unwrap();
        }
    }

    proptest! {
        #[test]
        fn pages_show_every_row_once_in_its_order(
            rows in prop::collection::vec((prop::option::of(0_u32..5), "[ab ]{0,2}"), 0..120),
            descending: bool,
        ) {
            let mut expected: Vec<u32> = (0..count(rows.len())).collect();
            expected.sort_by(|one, other| {
                let key = |slot: &u32| (rows[*slot as usize].0, rows[*slot as usize].1.clone(), id(*slot));
                let inner = key(one).cmp(&key(other));
                let is_void = |slot: &u32| rows[*slot as usize].0.is_none();
                is_void(one).cmp(&is_void(other)).then(if descending { inner.reverse() } else { inner })
            });

            prop_assert_eq!(pages(&rows, descending), expected);
        }

        #[test]
        fn rows_that_move_stand_as_if_all_were_sorted_anew(
            names in prop::collection::vec("[ab]{0,3}", 1..40),
            changes in prop::collection::vec((0_usize..60, prop::option::of("[ab]{0,3}")), 0..20),
        ) {
            let mut there: Vec<Option<String>> = names.into_iter().map(Some).collect();
            let place = |rows: &[Option<String>], slot: u32| {
                (rows[slot as usize].clone().unwrap_or_default(), id(slot))
            };
            let sorted = |rows: &[Option<String>]| {
                let mut slots: Vec<u32> =
                    (0..count(rows.len())).filter(|slot| rows[*slot as usize].is_some()).collect();
                slots.sort_by_key(|slot| place(rows, *slot));
                slots
            };
            let update = |ranks: &mut Ranks, rows: &[Option<String>], moved: &[u32]| {
                let place = |slot: u32| (rows[slot as usize].as_deref().unwrap_or_default(), id(slot));
                ranks.update(rows.len(), moved, |slot| rows[slot as usize].is_some(), place);
            };
            let mut ranks = Ranks::default();
            let all: Vec<u32> = (0..count(there.len())).collect();
            update(&mut ranks, &there, &all);

            let mut moved = Vec::new();
            for (slot, name) in changes {
                let slot = slot.min(there.len());
                if slot == there.len() {
                    there.push(None);
                }
                there[slot] = name;
                moved.push(count(slot));
            }
            update(&mut ranks, &there, &moved);

            prop_assert_eq!(&ranks.order, &sorted(&there));
        }
    }

    #[test]
    fn a_cursor_whose_row_is_gone_goes_on_where_it_stood() {
        let names = ["ada", "bram", "clio"];
        let place = |slot: u32| (names[slot as usize], id(slot));
        let mut ranks = Ranks::default();
        ranks.update(3, &[0, 1, 2], |slot| slot != 1, place);
        let secrets = Secrets::for_tests();
        let rows = vec![1; 26];
        let cursor = |slot: &u32| (Some(cursor_key(Some(0), place(*slot).0)), id(*slot));
        let page = Turn::default().page(&secrets, "l", rows, Count::default(), cursor, |slot| slot).unwrap();
        let turn = Turn::read(&secrets, "l", page.next.as_deref(), None).unwrap();

        let mut pick = Pick::new(&ranks, place, &turn, false, 26);
        [0, 2].into_iter().for_each(|slot| pick.offer(&ranks, slot, Some(0)));

        assert_eq!(pick.slots(), [2]);
    }
}
