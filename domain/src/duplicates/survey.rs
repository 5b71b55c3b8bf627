//! What is known of all records of a kind before any two are compared: how common the parts of names are, and which
//! domains so many share that they say nothing. Of a fixed size, however many records there are.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::alike::{Trigram, Trigrams};
use super::judge::{ALIKE, Judged};

/// A domain of more records than this is a host's or a group's, and says nothing about two of them.
pub const DOMAIN_CROWD: u32 = 20;
/// Parts of names are counted in so many places. Parts that share one are taken for more common than they are, which
/// costs time and misses nothing.
const PLACES: usize = 1 << 16;
/// Of more domains than these the rest is not known to be shared by many: no company has so many customers.
const DOMAINS_MOST: usize = 2_000_000;
/// How full a part is of what it may hold: what comes meanwhile has room.
const FILLED: usize = 2;

/// A record that can be compared with others of its kind.
pub trait Comparable {
    fn id(&self) -> Uuid;

    fn trigrams(&self) -> &Trigrams;

    /// Names, addresses and keys. Two that hold one of them together are compared.
    fn held(&self) -> Vec<String>;

    /// Domains that say nothing when many share them.
    fn domains(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Lets go of domains that say nothing.
    fn forget_domains(&mut self, _says_nothing: impl Fn(&str) -> bool) {}

    /// Whether the two are worth a look.
    fn judge(&self, other: &Self) -> Option<Judged>;
}

/// What brings two records together: a hash, in whose last bit stands whether it is a part of a name.
pub type Key = u64;

pub(super) const fn is_part_of_name(key: Key) -> bool {
    key & 1 == 1
}

/// The counts of one pass over all records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    parts_of_names: Vec<u32>,
    /// How many hold each domain, while it is counted.
    holders: HashMap<u64, u32>,
    crowded: BTreeSet<u64>,
    records: u64,
    keys: u64,
}

impl Default for Survey {
    fn default() -> Self {
        let parts_of_names = vec![0; PLACES];
        Self { parts_of_names, holders: HashMap::new(), crowded: BTreeSet::new(), records: 0, keys: 0 }
    }
}

impl Survey {
    pub fn count(&mut self, record: &impl Comparable) {
        let trigrams = record.trigrams().all();
        for trigram in trigrams {
            let count = &mut self.parts_of_names[place(trigram)];
            *count = count.saturating_add(1);
        }
        for domain in record.domains().into_iter().map(hash_of) {
            if self.holders.len() < DOMAINS_MOST || self.holders.contains_key(&domain) {
                *self.holders.entry(domain).or_default() += 1;
            }
        }
        self.records += 1;
        self.keys += (record.held().len() + telling(trigrams.len())) as u64;
    }

    /// Keeps of the domains those that say nothing.
    pub fn finish(&mut self) {
        let holders = std::mem::take(&mut self.holders).into_iter();
        self.crowded = holders.filter(|(_, number)| *number > DOMAIN_CROWD).map(|(domain, _)| domain).collect();
    }

    pub const fn records(&self) -> u64 {
        self.records
    }

    /// Into how many parts the keys are divided, so that those of one are `most` at the most.
    pub fn parts(&self, most: usize) -> u32 {
        let wanted = self.keys.saturating_mul(FILLED as u64).div_ceil(most.max(1) as u64);
        u32::try_from(wanted.max(1)).unwrap_or(u32::MAX)
    }

    /// Lets a record forget what says nothing about it.
    pub fn prepare(&self, record: &mut impl Comparable) {
        record.forget_domains(|domain| self.crowded.contains(&hash_of(domain)));
    }

    /// What brings a prepared record together with others.
    ///
    /// Two sets that share `ALIKE` of their union share at least that part of either, so they have one of the first
    /// `n - ALIKE·n + 1` elements in common, whatever the order of the elements, if it is the same for both. With the
    /// rarest first, those are few, and a word like "Bank" brings nobody together.
    pub fn keys(&self, record: &impl Comparable) -> Vec<Key> {
        let mut rare = record.trigrams().all().to_vec();
        rare.sort_unstable_by_key(|trigram| (self.parts_of_names[place(trigram)], *trigram));
        rare.truncate(telling(rare.len()));
        let parts = rare.iter().map(|trigram| hash_of_trigram(trigram) | 1);
        let mut keys: Vec<Key> = record.held().iter().map(|held| hash_of(held) & !1).chain(parts).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// For whoever goes on after the process ended.
    pub fn to_bytes(&self) -> Vec<u8> {
        let counts = self.parts_of_names.iter().flat_map(|count| count.to_le_bytes());
        let numbers = [self.records, self.keys].into_iter().chain(self.crowded.iter().copied());
        counts.chain(numbers.flat_map(u64::to_le_bytes)).collect()
    }

    /// Nothing when these are not the bytes of a survey.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (counts, numbers) = bytes.split_at_checked(PLACES * 4)?;
        let parts_of_names: Vec<u32> =
            counts.chunks_exact(4).filter_map(|four| four.try_into().ok().map(u32::from_le_bytes)).collect();
        let mut numbers = numbers.chunks_exact(8).filter_map(|eight| eight.try_into().ok().map(u64::from_le_bytes));
        let (records, keys) = (numbers.next()?, numbers.next()?);
        Some(Self { parts_of_names, holders: HashMap::new(), crowded: numbers.collect(), records, keys })
    }
}

/// Of so many trigrams, how many of the rarest tell whom a name may be like.
fn telling(size: usize) -> usize {
    (size + 1).saturating_sub((size * usize::from(ALIKE)).div_ceil(1000).max(1))
}

fn place(trigram: &Trigram) -> usize {
    usize::try_from(hash_of_trigram(trigram) % PLACES as u64).unwrap_or(0)
}

fn hash_of_trigram(trigram: &Trigram) -> u64 {
    hash(trigram.iter().flat_map(|letter| u32::from(*letter).to_le_bytes()))
}

fn hash_of(text: &str) -> u64 {
    hash(text.bytes())
}

/// FNV-1a with its bits mixed once more. Written out, because it must be the same after the process started anew.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
