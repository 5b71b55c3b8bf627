//! Who is compared with whom: records that hold something together, gathered a part of all keys at a time, so that what is
//! in memory has an end however many records there are.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::find::{Found, pair};
use super::survey::{Comparable, Key, Survey, is_part_of_name};

/// Of whatever more records than this hold together, these first ones are compared with each other.
pub const CROWD: usize = 20;
/// A part of a name that more than this have brings nobody together. Names that share nothing rarer come from a series,
/// "Customer 48113", and to look at each pair of a hundred thousand of them takes minutes.
pub const NAME_CROWD: usize = 60;

const fn crowd(key: Key) -> usize {
    if is_part_of_name(key) { NAME_CROWD } else { CROWD }
}

/// The keys of one part have no room: it takes more parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// Who holds the keys of one part. Records come in the order of their ids.
#[derive(Debug)]
pub struct Blocks {
    part: u32,
    parts: u32,
    most: usize,
    /// Sixteen bytes, for a number of that size would be given twenty-four.
    holders: Vec<(Key, [u8; 16])>,
}

/// Some records that hold one thing together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub key: Key,
    /// Those who are compared with each other.
    pub members: Vec<Uuid>,
    pub left_out: LeftOut,
}

/// What was not compared because too many have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Names, addresses and keys of which only the first holders were compared.
    pub shared: u32,
    /// Parts of names that brought nobody together.
    pub parts_of_names: u32,
}

impl std::ops::AddAssign for LeftOut {
    fn add_assign(&mut self, more: Self) {
        self.shared = self.shared.saturating_add(more.shared);
        self.parts_of_names = self.parts_of_names.saturating_add(more.parts_of_names);
    }
}

impl Blocks {
    /// The part of this number, from nought, of so many, for `most` entries.
    pub fn of(part: u32, parts: u32, most: usize) -> Self {
        Self { part, parts: parts.max(1), most, holders: Vec::new() }
    }

    /// Takes in which of these keys belong to the part.
    pub fn take(&mut self, survey: &Survey, record: &impl Comparable) -> Result<(), TooMany> {
        let id = record.id().into_bytes();
        let (part, parts) = (u64::from(self.part), u64::from(self.parts));
        for key in survey.keys(record).into_iter().filter(|key| (key >> 1) % parts == part) {
            if self.holders.len() >= self.most {
                self.forget_crowds();
                // Else the next few would sort it again.
                if self.holders.len() > self.most / 4 * 3 {
                    return Err(TooMany);
                }
            }
            self.holders.push((key, id));
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.holders.len()
    }

    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// Of whatever too many have, the first of them and one more, by whom it is known that there were too many.
    fn forget_crowds(&mut self) {
        self.holders.sort_unstable();
        let (mut last, mut number) = (None, 0);
        self.holders.retain(|(key, _)| {
            number = if last == Some(*key) { number + 1 } else { 1 };
            last = Some(*key);
            number <= crowd(*key) + 1
        });
    }

    /// What two or more hold, in the order of the keys, after this one.
    pub fn finish(mut self, after: Option<Key>) -> impl Iterator<Item = Block> {
        self.forget_crowds();
        let mut place = after.map_or(0, |after| self.holders.partition_point(|(key, _)| *key <= after));
        std::iter::from_fn(move || {
            loop {
                let (key, _) = *self.holders.get(place)?;
                let more = self.holders[place..].iter().take_while(|(other, _)| *other == key).count();
                let holders = &self.holders[place..place + more];
                place += more;
                if more > 1 {
                    return Some(block(key, holders));
                }
            }
        })
    }
}

fn block(key: Key, holders: &[(Key, [u8; 16])]) -> Block {
    let is_crowd = holders.len() > crowd(key);
    let (compared, left_out) = match (is_crowd, is_part_of_name(key)) {
        (false, _) => (holders.len(), LeftOut::default()),
        (true, true) => (0, LeftOut { parts_of_names: 1, ..LeftOut::default() }),
        (true, false) => (CROWD, LeftOut { shared: 1, ..LeftOut::default() }),
    };
    Block { key, members: holders[..compared].iter().map(|(_, id)| Uuid::from_bytes(*id)).collect(), left_out }
}

/// The pairs of these blocks that are worth a look, in the order of their ids. Who is not among the records is gone since.
pub fn compare<R: Comparable>(blocks: &[Block], records: &HashMap<Uuid, R>) -> Vec<Found> {
    let mut found = BTreeMap::new();
    for block in blocks {
        let there: Vec<&R> = block.members.iter().filter_map(|id| records.get(id)).collect();
        for (at, one) in there.iter().enumerate() {
            for other in &there[at + 1..] {
                let ids = pair(one.id(), other.id());
                found.entry(ids).or_insert_with(|| one.judge(other));
            }
        }
    }
    found.into_iter().filter_map(|((one, other), judged)| Some(Found { one, other, judged: judged? })).collect()
}
