//! Somebody new at a customer, and how one knows that they are there already.

use serde::{Deserialize, Serialize};

use super::form::Named;
use crate::ids::AdvocateId;
use crate::mail::is_address;
use crate::problem::{FieldProblems, Problem};
use crate::typed::line;

const NAME_CHARS: usize = 200;
/// More words than a name has; all ways to pair them are tried.
const MOST_WORDS: usize = 6;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewAdvocateForm {
    pub name: String,
    pub email: String,
    pub title: String,
    /// The customer's name, as typed.
    pub organisation: String,
    pub time_zone: String,
    pub languages: String,
    /// "on": they are not the person of a similar name.
    pub is_another: Option<String>,
}

/// What the page of the form shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAdvocatePage {
    pub zones: Vec<Named>,
    pub time_zone: String,
    /// Customers to choose from while typing: the latest few.
    pub customers: Vec<String>,
}

/// Somebody who may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    pub name: String,
    pub email: String,
    pub title: String,
    pub organisation: String,
    pub time_zone: String,
    pub languages: Vec<String>,
    pub is_another: bool,
}

/// An advocate who is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: AdvocateId,
    pub name: String,
}

impl NewAdvocateForm {
    pub fn check(&self, is_zone: impl Fn(&str) -> bool) -> Result<Newcomer, Problem> {
        let mut problems = FieldProblems::default();
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let organisation = line(&self.organisation, NAME_CHARS, "organisation", &mut problems);
        let email = self.email.trim().to_lowercase();
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        if organisation.is_empty() {
            problems.add("organisation", "Say for which customer they work.");
        }
        if !is_address(&email) {
            problems.add("email", "Write an e-mail address, such as ingrid@skylarkmutual.example.");
        }
        if !is_zone(&self.time_zone) {
            problems.add("time_zone", "Choose a time zone from the list.");
        }
        let languages = super::form::languages(&self.languages, &mut problems);
        problems.check()?;
        Ok(Newcomer {
            name,
            email,
            title,
            organisation,
            time_zone: self.time_zone.clone(),
            languages,
            is_another: self.is_another.as_deref() == Some("on"),
        })
    }
}

/// Whether two names may be one person: the same words in another order, a middle name more, an
/// initial, a slip of the finger.
pub fn is_similar(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (few, many) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    // A family name alone is shared by too many; so are initials.
    let enough = few.len() > 1 || (few.len() == 1 && many.len() == 1);
    enough && pairs(few, &mut many.iter().map(Some).collect::<Vec<_>>()).is_some_and(|whole| whole > 0)
}

/// How many whole words stand beside whole words when each of `few` finds a partner of its own among
/// `many`, at best; nothing when one of them finds none.
fn pairs(few: &[String], many: &mut Vec<Option<&String>>) -> Option<usize> {
    let Some((first, rest)) = few.split_first() else { return Some(0) };
    let mut best = None;
    for at in 0..many.len() {
        let Some(partner) = many[at].filter(|partner| is_near(first, partner)) else { continue };
        many[at] = None;
        let whole = usize::from(first.chars().count() > 1 && partner.chars().count() > 1);
        best = best.max(pairs(rest, many).map(|others| others + whole));
        many[at] = Some(partner);
    }
    best
}

fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect()
}

/// Equal, an initial of the other, or one slip apart in a word long enough for one.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a == b || (a.len() == 1 && b.first() == a.first()) || (b.len() == 1 && a.first() == b.first()) {
        return true;
    }
    a.len().min(b.len()) >= 4 && slips(&a, &b) <= 1
}

/// Letters more, less or other, and neighbours swapped, from one word to the other.
fn slips(a: &[char], b: &[char]) -> usize {
    let (mut before, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for (i, letter) in a.iter().enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, other) in b.iter().enumerate() {
            let change = row[j] + usize::from(letter != other);
            let mut least = change.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            next[j + 1] = least;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_may_be_one_person_are_told_from_those_of_two() {
        let one = [
            ("Ingrid Thistlewood", "ingrid thistlewood"),
            ("Ingrid Thistlewood", "Thistlewood, Ingrid"),
            ("Ingrid Thistlewood", "Ingrid M. Thistlewood"),
            ("Ingrid Thistlewood", "I. Thistlewood"),
            ("Ingrid Thistlewood", "Ingird Thistlewood"),
            ("Mei-Lin Oakenshaw", "Mei Lin Oakenshaw"),
            ("Cher", "cher"),
        ];
        let two = [
            ("Ingrid Thistlewood", "Ingrid Oakenshaw"),
            ("Ingrid Thistlewood", "Thistlewood"),
            ("I. T.", "Ingrid Thistlewood"),
            ("Ann Lee", "Dan Lee"),
            ("", "Ingrid"),
        ];

        for (a, b) in one {
            assert!(is_similar(a, b), "{a} and {b}");
        }
        for (a, b) in two {
            assert!(!is_similar(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn somebody_new_needs_a_name_an_address_and_a_customer() {
        let form = NewAdvocateForm { email: "nobody".into(), ..NewAdvocateForm::default() };

        let problem = form.check(|_| false).unwrap_err();

        for field in ["name", "email", "organisation", "time_zone", "languages"] {
            assert!(problem.of_field(field).is_some(), "{field}");
        }
    }

    proptest! {
        #[test]
        fn being_similar_holds_both_ways_and_of_oneself(one in "[a-z]{2,8}( [a-z]{1,8}){1,2}", other in "[a-z]{2,8}( [a-z]{1,8}){0,2}") {
            prop_assert_eq!(is_similar(&one, &other), is_similar(&other, &one));
            prop_assert!(is_similar(&one, &one));
        }
    }
}
