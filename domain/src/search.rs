//! Search over people, organisations, deals, requests and evidence: what is asked, what is found, and
//! in which order.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{AdvocateId, EvidenceId, OpportunityId, OrganisationId, RequestId};
use crate::paging::Count;
use crate::text_enum;

/// A text is read to here.
pub const LONGEST_TEXT: usize = 100;

text_enum! {
    /// The kinds of records that are searched, in the order of the page.
    pub enum SearchKind {
        Opportunities => "opportunities",
        Advocates => "advocates",
        Contacts => "contacts",
        Organisations => "organisations",
        Requests => "requests",
        Evidence => "evidence",
    }
}

impl SearchKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Opportunities => "Opportunities",
            Self::Advocates => "Advocates",
            Self::Contacts => "Contacts",
            Self::Organisations => "Organisations",
            Self::Requests => "Requests",
            Self::Evidence => "Evidence",
        }
    }
}

/// What the address of the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAddress {
    pub q: Option<String>,
    pub kind: Option<String>,
    pub after: Option<String>,
}

/// Where a hit leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Opportunity(OpportunityId),
    Advocate(AdvocateId),
    Request(RequestId),
    Evidence(EvidenceId),
    Organisation(OrganisationId),
    /// The list of advocates with this text: for readers who may know names only.
    AdvocatesNamed(String),
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Whose face or sign stands before it.
    pub id: Uuid,
    pub name: String,
    pub line: String,
    /// Said at the end of the line: an amount, a state.
    pub aside: String,
    pub target: Target,
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub kind: SearchKind,
    pub count: Count,
    pub hits: Vec<Hit>,
    /// Where the next hits of this kind start.
    pub next: Option<String>,
}

/// The page of search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResults {
    pub text: String,
    /// Only this kind is shown; all of them are counted.
    pub kind: Option<SearchKind>,
    /// Every kind the reader may find something of, those without a hit too.
    pub groups: Vec<Group>,
}

/// The text as it is looked for: one space between words, small letters, not longer than it may be.
pub fn looked_for(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST_TEXT).collect::<String>().trim_end().to_lowercase()
}

/// How near a name is to what was looked for: 0 is the name itself, then names that begin with it,
/// names with a word that does, names that contain it, and all others.
pub fn nearness(name: &str, looked_for: &str) -> u8 {
    let name = name.to_lowercase();
    if name == looked_for {
        0
    } else if name.starts_with(looked_for) {
        1
    } else if name
        .match_indices(looked_for)
        .any(|(at, _)| name[..at].chars().next_back().is_some_and(|before| !before.is_alphanumeric()))
    {
        2
    } else if name.contains(looked_for) {
        3
    } else {
        4
    }
}

/// The text in pieces, with those marked that are what was looked for, whatever their case.
pub fn marked(text: &str, looked_for: &str) -> Vec<(String, bool)> {
    let wanted: Vec<char> = looked_for.chars().collect();
    let letters: Vec<char> = text.chars().collect();
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while at < letters.len() {
        let fits = !wanted.is_empty()
            && letters.len() - at >= wanted.len()
            && letters[at..at + wanted.len()].iter().zip(&wanted).all(|(one, other)| small(*one) == small(*other));
        if fits {
            if !plain.is_empty() {
                pieces.push((std::mem::take(&mut plain), false));
            }
            pieces.push((letters[at..at + wanted.len()].iter().collect(), true));
            at += wanted.len();
        } else {
            plain.push(letters[at]);
            at += 1;
        }
    }
    if !plain.is_empty() {
        pieces.push((plain, false));
    }
    pieces
}

/// One letter for one letter, so that places in the text stay what they are.
fn small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_itself_comes_before_its_beginning_a_word_of_it_and_a_part_of_it() {
        let names = ["Marlowe", "Marlowe Street Bank", "Kit Marlowe", "Newmarlowe", "Marlow"];

        let near: Vec<u8> = names.iter().map(|name| nearness(name, "marlowe")).collect();

        assert_eq!(near, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_text_is_looked_for_without_its_spaces_and_capitals() {
        for (typed, expected) in [("  Marlowe \t Street ", "marlowe street"), ("", ""), ("ÅSA", "åsa"), ("a\0b", "a b")]
        {
            assert_eq!(looked_for(typed), expected);
        }
        assert_eq!(looked_for(&"x".repeat(500)).chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn what_was_looked_for_is_marked_wherever_it_stands() {
        assert_eq!(
            marked("Ingrid of Ingridsson", "ingrid"),
            [("Ingrid".into(), true), (" of ".into(), false), ("Ingrid".into(), true), ("sson".into(), false)]
        );
        assert_eq!(marked("<b>Pike</b>", "pike")[0], ("<b>".to_owned(), false));
        assert_eq!(marked("Pike", ""), [("Pike".to_owned(), false)]);
    }

    proptest! {
        #[test]
        fn marking_never_changes_the_text(text in ".{0,40}", wanted in ".{0,4}") {
            let whole: String = marked(&text, &looked_for(&wanted)).into_iter().map(|(piece, _)| piece).collect();
            prop_assert_eq!(whole, text);
        }

        #[test]
        fn what_begins_with_the_text_is_never_further_than_what_contains_it(start in "[a-z]{1,5}", rest in "[a-z ]{1,9}") {
            let begins = [start.as_str(), &rest].concat();
            let contains = ["x", start.as_str(), &rest].concat();
            prop_assert!(nearness(&begins, &start) <= nearness(&contains, &start));
        }
    }
}
