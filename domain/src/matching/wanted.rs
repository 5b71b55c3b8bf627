//! The tags that a need names, arranged so that an advocate's tags are summed up by kind in one
//! pass without a branch.
//!
//! Each tag of the vocabulary has a 128-bit number with ten lanes of 12 bits, one per kind. A
//! wanted tag carries its importance in the lane of its kind, any other tag is zero. Adding the
//! numbers of an advocate's tags gives, lane by lane, the importance that was met.

use super::factor::Value;
use super::need::Need;
use super::vocabulary::{Kind, Vocabulary, folded};

const LANE_BITS: usize = 12;
const LANE: u128 = (1 << LANE_BITS) - 1;
/// 255 names of importance 15 stay below the end of a lane. What a need names beyond is ignored.
const MOST_IMPORTANT: u8 = 15;
const MOST_NAMES: usize = 255;

pub(super) struct Wanted {
    by_tag: Vec<u128>,
    /// By kind and by the sum of importance that was met: the share of what was wanted.
    shares: [Vec<Value>; Kind::COUNT],
}

/// What one advocate's tags add up to.
#[derive(Clone, Copy)]
pub(super) struct Met(u128);

impl Wanted {
    pub fn of(need: &Need, vocabulary: &Vocabulary) -> Self {
        let mut wanted = Self { by_tag: vec![0; vocabulary.len()], shares: std::array::from_fn(|_| Vec::new()) };
        let wishes = |list: &[super::need::Wish]| {
            list.iter().map(|wish| (wish.name.clone(), wish.importance)).collect::<Vec<_>>()
        };
        let plain = |list: &[String]| list.iter().map(|name| (name.clone(), 1)).collect::<Vec<_>>();
        for (kind, names) in [
            (Kind::UseCase, wishes(&need.use_cases)),
            (Kind::Product, wishes(&need.products)),
            (Kind::Competitor, plain(&need.competitors)),
            (Kind::Objection, plain(&need.objections)),
            (Kind::Tech, plain(&need.tech_stack)),
            (Kind::Topic, plain(&need.topics)),
            (Kind::Language, plain(&need.languages)),
            (Kind::Function, plain(&need.functions)),
            (Kind::Country, plain(need.country.as_slice())),
            (Kind::Region, plain(need.region.as_slice())),
        ] {
            wanted.want(kind, names, vocabulary);
        }
        wanted
    }

    /// A name that nobody has still counts as wanted; one that is named twice counts once.
    fn want(&mut self, kind: Kind, names: Vec<(String, u8)>, vocabulary: &Vocabulary) {
        let mut seen: Vec<String> = Vec::new();
        let mut total = 0;
        for (name, importance) in names {
            let key = folded(&name);
            if key.is_empty() || seen.contains(&key) || seen.len() == MOST_NAMES {
                continue;
            }
            seen.push(key);
            let importance = importance.clamp(1, MOST_IMPORTANT);
            total += u32::from(importance);
            if let Some(tag) = vocabulary.find(kind, &name) {
                self.by_tag[tag as usize] = u128::from(importance) << (LANE_BITS * kind as usize);
            }
        }
        if total > 0 {
            self.shares[kind as usize] = (0..=total).map(|sum| Value::ratio(sum, total)).collect();
        }
    }

    /// Whether the need names anything of a kind.
    #[inline]
    pub fn asks_for(&self, kind: Kind) -> bool {
        !self.shares[kind as usize].is_empty()
    }

    /// Adds up the tags of one advocate.
    #[inline]
    pub fn met(&self, tags: &[u32]) -> Met {
        Met(tags.iter().fold(0, |sum, tag| sum + self.by_tag[*tag as usize]))
    }

    /// Whether the need names this tag as one of a kind.
    #[inline]
    pub fn names(&self, kind: Kind, tag: u32) -> bool {
        self.by_tag.get(tag as usize).is_some_and(|number| number >> (LANE_BITS * kind as usize) & LANE != 0)
    }

    /// The share of the wanted tags of a kind that was met, by importance.
    #[inline]
    pub fn share(&self, kind: Kind, met: Met, known: u16) -> Value {
        if known & kind.bit() == 0 {
            return Value::UNKNOWN;
        }
        self.shares[kind as usize].get(met.lane(kind)).copied().unwrap_or(Value::UNKNOWN)
    }
}

impl Met {
    #[inline]
    fn lane(self, kind: Kind) -> usize {
        (self.0 >> (LANE_BITS * kind as usize) & LANE) as usize
    }

    #[inline]
    pub fn any(self, kind: Kind) -> bool {
        self.lane(kind) != 0
    }
}
