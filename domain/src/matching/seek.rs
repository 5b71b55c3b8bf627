//! Finding advocates in the index by their ids, which are in order.

use super::index::Index;
use crate::ids::AdvocateId;

impl Index {
    pub(super) fn position_of(&self, id: AdvocateId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// Where these advocates are, from front to back; those who are not here are left out.
    pub(super) fn positions_of(&self, ids: impl Iterator<Item = AdvocateId>) -> impl Iterator<Item = usize> {
        let mut sought: Vec<AdvocateId> = ids.collect();
        sought.sort_unstable();
        let mut from = 0;
        sought.into_iter().filter_map(move |id| {
            from = first_from(&self.ids, from, id);
            (self.ids.get(from) == Some(&id)).then_some(from)
        })
    }
}

/// The first position from `from` on whose id is not below `id`, looked for in steps that double: near the last one when
/// many are sought, and hardly slower than halving when few are (Bentley, Yao 1976).
pub(super) fn first_from(ids: &[AdvocateId], from: usize, id: AdvocateId) -> usize {
    let (mut low, mut step) = (from, 1);
    while ids.get(low + step - 1).is_some_and(|other| *other < id) {
        low += step;
        step *= 2;
    }
    let high = (low + step).min(ids.len());
    low + ids[low..high].partition_point(|other| *other < id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u8) -> AdvocateId {
        AdvocateId(Uuid::from_u128(number.into()))
    }

    proptest! {
        #[test]
        fn doubling_steps_find_what_halving_finds(mut numbers: Vec<u8>, sought: u8, from in 0usize..20) {
            numbers.sort_unstable();
            let ids: Vec<AdvocateId> = numbers.into_iter().map(id).collect();
            let from = from.min(ids.len());

            let found = first_from(&ids, from, id(sought));

            prop_assert_eq!(found, from + ids[from..].partition_point(|other| *other < id(sought)));
        }
    }
}
