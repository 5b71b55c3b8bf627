//! Finding advocates in the index by their ids.

use super::index::Index;
use crate::ids::AdvocateId;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Positions by id.
pub(super) type Directory = HashMap<AdvocateId, u32, BuildHasherDefault<TailHasher>>;
pub(super) type Few = HashSet<AdvocateId, BuildHasherDefault<TailHasher>>;

/// The second half of an id is random in every version that is given out, so one multiplication spreads it well. Ids are
/// made by the server: nobody outside can choose them to collide.
#[derive(Debug, Default)]
pub(super) struct TailHasher(u64);

impl Hasher for TailHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(tail) = bytes.last_chunk() {
            // Fibonacci hashing (Knuth, The Art of Computer Programming, vol. 3, 6.4).
            self.0 = u64::from_be_bytes(*tail).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
        }
    }

    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Index {
    pub(super) fn position_of(&self, id: AdvocateId) -> Option<usize> {
        self.directory.get(&id).map(|at| *at as usize)
    }
}
