//! Words of a deal that no record has, and that are one slip of a finger from a word that some have: nobody fits them,
//! and the score says so without saying why.

use serde::{Deserialize, Serialize};

use super::index::Index;
use super::need::Need;
use super::vocabulary::Kind;
use crate::duplicates::slipped;

/// As much must two words have in common, in thousandths: five letters with a slip in them.
const NEAR: u16 = 600;

/// A word of the deal that is perhaps another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misspelt {
    /// What it was given as: "product".
    pub kind: String,
    pub typed: String,
    /// As some record has it.
    pub meant: String,
}

/// In the order of the form.
pub fn misspelt(index: &Index, need: &Need) -> Vec<Misspelt> {
    let wishes = |wishes: &[super::need::Wish]| wishes.iter().map(|wish| wish.name.clone()).collect::<Vec<_>>();
    let typed = [
        (Kind::UseCase, "use case", wishes(&need.use_cases)),
        (Kind::Product, "product", wishes(&need.products)),
        (Kind::Competitor, "competitor", need.competitors.clone()),
        (Kind::Objection, "objection", need.objections.clone()),
        (Kind::Topic, "topic", need.topics.clone()),
    ];
    let perhaps = |kind: Kind, name: &str, typed: &str| {
        let likeness = |known: &&str| slipped(&known.to_lowercase(), &typed.to_lowercase()).unwrap_or(0);
        let meant = index.vocabulary.of(kind).max_by_key(likeness).filter(|known| likeness(known) >= NEAR)?;
        Some(Misspelt { kind: name.to_owned(), typed: typed.to_owned(), meant: meant.to_owned() })
    };
    typed
        .iter()
        .flat_map(|(kind, name, typed)| typed.iter().map(move |typed| (*kind, *name, typed.trim())))
        .filter(|(kind, _, typed)| index.vocabulary.find(*kind, typed).is_none())
        .filter_map(|(kind, name, typed)| perhaps(kind, name, typed))
        .collect()
}
