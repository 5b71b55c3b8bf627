//! Whether two people are perhaps one, why, and what speaks against it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::alike::{Trigrams, but_for_two, letters, swapped};
use super::judge::{ALIKE, Judged, LEAST_SCORE, Reason};
use super::name::{company_key, domain_key, email_key, person_key, words};
use super::survey::Comparable;

/// Shorter words of a name bring nobody together: initials, "de", "van".
const WORD_CHARS: usize = 3;

/// What is compared of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonTraits {
    pub id: Uuid,
    /// The words of the name, in the order of the letters.
    name: String,
    words: Vec<String>,
    trigrams: Trigrams,
    email: Option<String>,
    domain: Option<String>,
    organisation: Uuid,
    organisation_name: String,
    organisation_trigrams: Trigrams,
    /// Whether they sign in to the portal.
    signs_in: bool,
}

impl PersonTraits {
    pub fn new(id: Uuid, name: &str, email: &str, organisation: (Uuid, &str), signs_in: bool) -> Self {
        let mut all = words(name);
        all.sort();
        let name = person_key(name);
        let organisation_name = company_key(organisation.1);
        Self {
            id,
            trigrams: Trigrams::of(&name),
            name,
            words: all,
            email: email_key(email),
            domain: domain_key(email),
            organisation: organisation.0,
            organisation_trigrams: Trigrams::of(&organisation_name),
            organisation_name,
            signs_in,
        }
    }

    /// The same words, but that one of them is a single letter for a whole word of the other: "J Doe", "Jane Doe".
    fn is_shortened(&self, other: &Self) -> bool {
        let (only_here, only_there) = (missing(&self.words, &other.words), missing(&other.words, &self.words));
        let ([here], [there]) = (only_here.as_slice(), only_there.as_slice()) else { return false };
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        self.words.len() > 1 && (initial(here, there) || initial(there, here))
    }

    /// How alike the names are when one word is that of the other with two letters in each other's place. The order of the
    /// words says nothing, as the swap may have changed it.
    fn swapped(&self, other: &Self) -> Option<u16> {
        let (only_here, only_there) = (missing(&self.words, &other.words), missing(&other.words, &self.words));
        let ([here], [there]) = (only_here.as_slice(), only_there.as_slice()) else { return None };
        // The others may stand there more than once.
        let is_same = || self.letters() == other.letters();
        swapped(here, there)
            .filter(|_| is_same())
            .map(|_| but_for_two(self.words.iter().map(|word| word.chars().count()).sum()))
    }

    /// The letters of each word, the words in their order then: the same after a swap.
    fn letters(&self) -> String {
        let mut words: Vec<String> = self.words.iter().map(|word| letters(word)).collect();
        words.sort();
        words.join(" ")
    }

    /// The name with each of its words in turn as an initial: what it has in common with a name shortened so.
    fn shortened(&self) -> Vec<String> {
        if self.words.len() < 2 {
            return Vec::new();
        }
        let short = |at: usize| {
            let mut words = self.words.clone();
            words[at] = words[at].chars().take(1).collect();
            words.sort();
            ["short ", &words.join(" ")].concat()
        };
        (0..self.words.len()).map(short).collect()
    }
}

/// The words that stand here and not there.
fn missing<'a>(here: &'a [String], there: &[String]) -> Vec<&'a str> {
    here.iter().filter(|word| !there.contains(word)).map(String::as_str).collect()
}

/// Judges a pair of people; nothing when it is not worth a look. A name alone is borne by many: it takes the same
/// address, house or mail domain beside it.
pub fn judge_people(one: &PersonTraits, other: &PersonTraits) -> Option<Judged> {
    if one.id == other.id {
        return None;
    }
    let mut score = 0_i32;
    let mut reasons = Vec::new();
    if one.email.is_some() && one.email == other.email {
        score += 700;
        reasons.push(Reason::SameEmail);
    }
    let likeness = one.trigrams.likeness(&other.trigrams).max(one.swapped(other).unwrap_or(0));
    if one.name == other.name && !one.name.is_empty() {
        score += 400;
        reasons.push(Reason::SameName);
    } else if one.is_shortened(other) {
        score += 300;
        reasons.push(Reason::ShortenedName);
    } else if likeness >= ALIKE {
        score += i32::from(likeness) * 2 / 5;
        reasons.push(Reason::NamesAlike { by: likeness.min(999) });
    }
    if reasons.is_empty() {
        return None;
    }
    let (here, there) = (&one.organisation_name, &other.organisation_name);
    let houses =
        one.organisation_trigrams.likeness(&other.organisation_trigrams).max(swapped(here, there).unwrap_or(0));
    if one.organisation == other.organisation {
        score += 300;
        reasons.push(Reason::SameOrganisation);
    } else if one.organisation_name == other.organisation_name || houses >= ALIKE {
        score += 200;
        reasons.push(Reason::OrganisationsAlike);
    }
    if let Some(domain) =
        one.domain.as_ref().filter(|domain| one.email != other.email && Some(*domain) == other.domain.as_ref())
    {
        score += 100;
        reasons.push(Reason::SameDomain { domain: domain.clone() });
    }
    let has_a_name_in_common = reasons
        .iter()
        .any(|reason| matches!(reason, Reason::SameName | Reason::ShortenedName | Reason::NamesAlike { .. }));
    let against = [
        // An address may be shared: "finance@".
        (150, Reason::DifferentNames, !has_a_name_in_common),
        (
            150,
            Reason::DifferentOrganisations,
            one.organisation != other.organisation && !reasons.contains(&Reason::OrganisationsAlike),
        ),
        (100, Reason::BothSignIn, one.signs_in && other.signs_in),
    ];
    for (cost, reason, holds) in against {
        if holds {
            score -= cost;
            reasons.push(reason);
        }
    }
    let score = u16::try_from(score.clamp(0, 1000)).unwrap_or(0);
    (score >= LEAST_SCORE).then_some(Judged { score, reasons })
}

impl Comparable for PersonTraits {
    fn id(&self) -> Uuid {
        self.id
    }

    fn trigrams(&self) -> &Trigrams {
        &self.trigrams
    }

    /// The address, the name, the name with one word shortened, and each word of the name at each house.
    fn held(&self) -> Vec<String> {
        let email = self.email.iter().map(|email| ["email ", email].concat());
        let name = std::iter::once(["name ", &self.letters()].concat()).filter(|_| !self.name.is_empty());
        let told: BTreeSet<&String> = self.words.iter().filter(|word| word.chars().count() >= WORD_CHARS).collect();
        let at = [Some(self.organisation.to_string()), self.domain.clone()];
        let houses = at.into_iter().flatten().chain(std::iter::once(self.organisation_name.clone()));
        let houses: BTreeSet<String> = houses.filter(|house| !house.is_empty()).collect();
        let here = houses
            .into_iter()
            .flat_map(move |house| told.clone().into_iter().map(move |word| ["at ", &house, " ", word].concat()));
        let all: BTreeSet<String> = email.chain(name).chain(here).chain(self.shortened()).collect();
        all.into_iter().collect()
    }

    fn judge(&self, other: &Self) -> Option<Judged> {
        judge_people(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSES: [(u128, &str); 4] =
        [(1, "Loam GmbH"), (2, "Loam"), (3, "Marlowe Street Bank"), (4, "Skylark Mutual")];

    fn person(n: u128, name: &str, email: &str, house: usize) -> PersonTraits {
        let (id, at) = HOUSES[house];
        PersonTraits::new(Uuid::from_u128(n), name, email, (Uuid::from_u128(1_000_000 + id), at), false)
    }

    #[test]
    fn a_pair_of_people_is_judged_by_what_speaks_for_and_against_it() {
        let ingrid = || person(1, "Ingrid Thistlewood", "ingrid@loam.example", 0);
        let signed = |person: PersonTraits| PersonTraits { signs_in: true, ..person };
        let table = [
            (
                ingrid(),
                person(2, "Thistlewood, Ingrid", "INGRID+news@loam.example", 0),
                Some((1000, "same e-mail address, same name, same organisation")),
            ),
            (
                ingrid(),
                person(2, "Ingrid Thistlewood", "i.thistlewood@loam.example", 0),
                Some((800, "same name, same organisation, same domain loam.example")),
            ),
            (
                ingrid(),
                person(2, "Ingrid Thistlewood", "ingrid.t@gmail.com", 1),
                Some((600, "same name, organisations alike")),
            ),
            // A name alone is borne by many.
            (ingrid(), person(2, "Ingrid Thistlewood", "ingrid@skylark.example", 3), None),
            (
                ingrid(),
                person(2, "I. Thistlewood", "it@gmail.com", 0),
                Some((600, "same but for an initial, same organisation")),
            ),
            (
                ingrid(),
                person(2, "Ingrid Thistelwood", "it@gmail.com", 0),
                Some((652, "names 0.88 alike, same organisation")),
            ),
            (ingrid(), person(2, "Olav Thistlewood", "olav@loam.example", 0), None),
            // An address may be shared by a team.
            (
                ingrid(),
                person(2, "Olav Bergstrand", "ingrid@loam.example", 0),
                Some((850, "same e-mail address, same organisation, different names")),
            ),
            (
                ingrid(),
                person(2, "Ingrid Thistlewood", "ingrid@loam.example", 3),
                Some((950, "same e-mail address, same name, different organisations")),
            ),
            (
                signed(ingrid()),
                signed(person(2, "Ingrid Thistlewood", "x@gmail.com", 0)),
                Some((600, "same name, same organisation, both sign in")),
            ),
        ];
        for (one, other, expected) in table {
            let judged = judge_people(&one, &other);

            let told = judged.as_ref().map(|judged| {
                (judged.score, judged.reasons.iter().map(Reason::in_words).collect::<Vec<_>>().join(", "))
            });
            assert_eq!(told, expected.map(|(score, words)| (score, words.to_owned())), "{one:?} / {other:?}");
            assert_eq!(judge_people(&other, &one), judged, "whichever comes first");
        }
        assert_eq!(judge_people(&ingrid(), &ingrid()), None, "themselves");
    }
}
