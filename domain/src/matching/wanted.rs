//! The tags that a need names, and what meeting them is worth.

use super::factor::Value;
use super::facts::Met;
use super::need::{Need, Wish};
use super::vocabulary::{Kind, Vocabulary, folded};

/// 255 names of importance 15 are counted at most. What a need names beyond is ignored.
const MOST_IMPORTANT: u8 = 15;
const MOST_NAMES: usize = 255;

/// A name that the need wants and that somebody has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub tag: u32,
    pub kind: Kind,
    pub importance: u16,
}

pub(super) struct Wanted {
    /// In order of their number.
    tags: Vec<Tag>,
    /// By kind and by the place of what was met: the share of what was wanted, after "unknown".
    shares: [Vec<Value>; Kind::COUNT],
}

impl Wanted {
    pub fn of(need: &Need, vocabulary: &Vocabulary) -> Self {
        let mut wanted = Self { tags: Vec::new(), shares: std::array::from_fn(|_| Vec::new()) };
        let wishes = |list: &[Wish]| list.iter().map(|wish| (wish.name.clone(), wish.importance)).collect::<Vec<_>>();
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
        wanted.tags.sort_unstable_by_key(|wanted| wanted.tag);
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
            let importance = u16::from(importance.clamp(1, MOST_IMPORTANT));
            total += u32::from(importance);
            self.tags.extend(vocabulary.find(kind, &name).map(|tag| Tag { tag, kind, importance }));
        }
        if total > 0 {
            let shares = (0..=total).map(|sum| Value::ratio(sum, total));
            self.shares[kind as usize] = std::iter::once(Value::UNKNOWN).chain(shares).collect();
        }
    }

    /// The wanted names that somebody has.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Whether the need names anything of a kind.
    #[inline]
    pub fn asks_for(&self, kind: Kind) -> bool {
        !self.shares[kind as usize].is_empty()
    }

    /// What the need makes of a tag, if it wants it.
    pub fn find(&self, tag: u32) -> Option<Tag> {
        self.tags.binary_search_by_key(&tag, |wanted| wanted.tag).ok().map(|at| self.tags[at])
    }

    /// Whether the need names this tag as one of a kind.
    pub fn names(&self, kind: Kind, tag: u32) -> bool {
        self.find(tag).is_some_and(|wanted| wanted.kind == kind)
    }

    /// The share of the wanted tags of a kind that was met, by importance.
    #[inline]
    pub fn share(&self, kind: Kind, met: Met) -> Value {
        self.shares[kind as usize].get(met.place(kind)).copied().unwrap_or(Value::UNKNOWN)
    }
}
