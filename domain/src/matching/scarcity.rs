//! The bid for rarity: who is the only reference of their kind is kept for deals of that kind.
//!
//! The kind is the industry group ("Banking"). A group with one, two or three active advocates asks
//! 3, 1.5 or 1 points of every need from another group; larger groups and needs from the same group
//! pay nothing. The book-wide plan will replace this list price by shadow prices (MAT-7).

use crate::organisations::Industry;

/// Milli-points by how many active advocates share the group.
const BID: [u16; 4] = [0, 3_000, 1_500, 1_000];

/// Active advocates by industry group.
#[derive(Debug)]
pub(super) struct Groups(Vec<u32>);

impl Groups {
    pub fn count(active: impl Iterator<Item = Industry>) -> Self {
        let mut counts = vec![0; Industry::COUNT];
        for group in active.filter_map(Industry::group) {
            counts[group.position()] += 1;
        }
        Self(counts)
    }

    /// The bid of every industry position against a need from `wanted`: a table for one run.
    pub fn bids(&self, wanted: Option<Industry>) -> Vec<u16> {
        let wanted = wanted.and_then(Industry::group);
        Industry::all()
            .map(|place| match place.group() {
                Some(group) if Some(group) != wanted => {
                    let active = self.0[group.position()] as usize;
                    BID.get(active).copied().unwrap_or(0)
                }
                _ => 0,
            })
            .collect()
    }

    /// How many active advocates share the group of a place.
    pub fn active(&self, place: Industry) -> u32 {
        place.group().map_or(0, |group| self.0[group.position()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_rare_kind_bids_and_only_against_other_kinds() {
        let place = |key: &str| key.parse::<Industry>().unwrap();
        let water = place("energy/utilities/water");
        let banks = place("finance/banking/retail-banking");
        let groups = Groups::count([water, banks, banks, place("finance/banking"), banks].into_iter());

        let bids = groups.bids(Some(place("health/care/clinics")));
        assert_eq!((bids[water.position()], bids[banks.position()]), (3_000, 0));
        assert_eq!(groups.active(banks), 4);

        let own_kind = groups.bids(Some(place("energy/utilities/waste")));
        assert_eq!(own_kind[water.position()], 0);
    }
}
