//! Whether two organisations are perhaps the same, why, and what speaks against it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::alike::{Trigrams, letters, slipped, swapped};
use super::name::{company_key, domain_key};
use super::survey::Comparable;

/// From here on a pair is worth somebody's look, in thousandths.
pub const LEAST_SCORE: u16 = 500;
/// From here on names are alike.
pub const ALIKE: u16 = 600;

/// What is compared of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traits {
    pub id: Uuid,
    pub name: String,
    pub(super) trigrams: Trigrams,
    /// Of its website and of the people there.
    pub domains: BTreeSet<String>,
    pub country: Option<String>,
    pub source: String,
    /// Its key in the system or file it came from.
    pub external_id: Option<String>,
    pub parent: Option<Uuid>,
    /// Who it is said to compete with.
    pub rivals: BTreeSet<Uuid>,
}

impl Traits {
    pub fn new(id: Uuid, name: &str) -> Self {
        let name = company_key(name);
        Self {
            id,
            trigrams: Trigrams::of(&name),
            name,
            domains: BTreeSet::new(),
            country: None,
            source: "manual".to_owned(),
            external_id: None,
            parent: None,
            rivals: BTreeSet::new(),
        }
    }

    /// With the domains of these websites and e-mail addresses, as far as they say anything.
    #[must_use]
    pub fn at<'a>(mut self, addresses: impl IntoIterator<Item = &'a str>) -> Self {
        self.domains.extend(addresses.into_iter().filter_map(domain_key));
        self
    }

    fn kept_elsewhere(&self) -> bool {
        matches!(self.source.as_str(), "salesforce" | "hubspot")
    }
}

impl Comparable for Traits {
    fn id(&self) -> Uuid {
        self.id
    }

    fn trigrams(&self) -> &Trigrams {
        &self.trigrams
    }

    fn held(&self) -> Vec<String> {
        let domains = self.domains.iter().map(|domain| ["domain ", domain].concat());
        let key = self.external_id.iter().map(|key| ["key ", key].concat());
        // Names without a letter that makes a trigram of its own are found by being the same, and those that differ by a
        // swap of letters by having the same.
        let name = (!self.name.is_empty()).then(|| ["name ", &letters(&self.name)].concat());
        domains.chain(key).chain(name).collect()
    }

    fn domains(&self) -> Vec<&str> {
        self.domains.iter().map(String::as_str).collect()
    }

    fn forget_domains(&mut self, says_nothing: impl Fn(&str) -> bool) {
        self.domains.retain(|domain| !says_nothing(domain));
    }

    fn judge(&self, other: &Self) -> Option<Judged> {
        judge(self, other)
    }
}

/// What speaks for or against two records being one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Reason {
    SameName,
    /// By so many thousandths.
    NamesAlike {
        by: u16,
    },
    SameDomain {
        domain: String,
    },
    /// One key in two sources.
    SameKey {
        key: String,
    },
    SameEmail,
    /// One has a letter where the other has the word that begins with it.
    ShortenedName,
    SameOrganisation,
    /// They work for two that are perhaps one.
    OrganisationsAlike,
    DifferentNames,
    DifferentOrganisations,
    /// Both have a sign-in of their own and so perhaps a mind of their own.
    BothSignIn,
    DifferentDomains,
    DifferentCountries,
    /// Two records of one system that is expected to keep each company once.
    TwiceInOneSystem,
}

impl Reason {
    pub const fn speaks_against(&self) -> bool {
        matches!(
            self,
            Self::DifferentNames
                | Self::DifferentOrganisations
                | Self::BothSignIn
                | Self::DifferentDomains
                | Self::DifferentCountries
                | Self::TwiceInOneSystem
        )
    }

    /// As a part of a sentence: "same domain skylark.example", "names 0.86 alike".
    pub fn in_words(&self) -> String {
        match self {
            Self::SameName => "same name".to_owned(),
            Self::NamesAlike { by } => format!("names 0.{:02} alike", by / 10),
            Self::SameDomain { domain } => ["same domain ", domain].concat(),
            Self::SameKey { key } => ["same key ", key].concat(),
            Self::SameEmail => "same e-mail address".to_owned(),
            Self::ShortenedName => "same but for an initial".to_owned(),
            Self::SameOrganisation => "same organisation".to_owned(),
            Self::OrganisationsAlike => "organisations alike".to_owned(),
            Self::DifferentNames => "different names".to_owned(),
            Self::DifferentOrganisations => "different organisations".to_owned(),
            Self::BothSignIn => "both sign in".to_owned(),
            Self::DifferentDomains => "different domains".to_owned(),
            Self::DifferentCountries => "different countries".to_owned(),
            Self::TwiceInOneSystem => "two keys in one CRM".to_owned(),
        }
    }
}

/// A pair somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// In thousandths.
    pub score: u16,
    /// What speaks for it, then what speaks against it.
    pub reasons: Vec<Reason>,
}

/// Judges a pair; nothing when it is not worth a look, or when the two are known to be different: one belongs to the
/// other, or they compete.
pub fn judge(one: &Traits, other: &Traits) -> Option<Judged> {
    let related = one.id == other.id
        || one.parent == Some(other.id)
        || other.parent == Some(one.id)
        || one.rivals.contains(&other.id)
        || other.rivals.contains(&one.id);
    if related {
        return None;
    }
    let trigrams = one.trigrams.likeness(&other.trigrams);
    // A slip only raises what is alike anyhow: names of few trigrams in common never meet in a search.
    let slip = if trigrams >= ALIKE { slipped(&one.name, &other.name) } else { swapped(&one.name, &other.name) };
    let likeness = trigrams.max(slip.unwrap_or(0));
    let mut score = 0_i32;
    let mut reasons = Vec::new();
    // The same letters in another order are alike, not the same.
    if one.name == other.name && !one.name.is_empty() {
        score += 800;
        reasons.push(Reason::SameName);
    } else if likeness >= ALIKE {
        score += i32::from(likeness) * 3 / 4;
        reasons.push(Reason::NamesAlike { by: likeness.min(999) });
    }
    if let Some(domain) = one.domains.intersection(&other.domains).next() {
        score += 400;
        reasons.push(Reason::SameDomain { domain: domain.clone() });
    }
    if let (Some(key), Some(same)) = (&one.external_id, &other.external_id)
        && key == same
        && one.source != other.source
    {
        score += 400;
        reasons.push(Reason::SameKey { key: key.clone() });
    }
    if reasons.is_empty() {
        return None;
    }
    if likeness < ALIKE {
        // A domain is shared by the parts of a group; names that have something in common say more.
        score += i32::from(likeness) / 2;
        reasons.push(Reason::DifferentNames);
    }
    let against = [
        (200, Reason::DifferentCountries, differ(one.country.as_ref(), other.country.as_ref())),
        (
            150,
            Reason::DifferentDomains,
            !one.domains.is_empty() && !other.domains.is_empty() && one.domains.is_disjoint(&other.domains),
        ),
        (
            150,
            Reason::TwiceInOneSystem,
            one.source == other.source
                && one.kept_elsewhere()
                && differ(one.external_id.as_ref(), other.external_id.as_ref()),
        ),
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

/// Whether both are known and not the same.
fn differ(one: Option<&String>, other: Option<&String>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org(n: u128, name: &str, website: &str, country: &str) -> Traits {
        Traits {
            country: (!country.is_empty()).then(|| country.to_owned()),
            ..Traits::new(Uuid::from_u128(n), name).at([website])
        }
    }

    fn crm(mut traits: Traits, source: &str, key: &str) -> Traits {
        traits.source = source.to_owned();
        traits.external_id = Some(key.to_owned());
        traits
    }

    #[test]
    fn a_pair_is_judged_by_what_speaks_for_and_against_it() {
        let loam = || org(1, "Loam & Larch GmbH", "loam.example", "DE");
        let table = [
            // One more trait each.
            (loam(), org(2, "LOAM AND LARCH", "", ""), Some((800, "same name"))),
            (
                loam(),
                org(2, "LOAM AND LARCH", "www.loam.example", "DE"),
                Some((1000, "same name, same domain loam.example")),
            ),
            (loam(), org(2, "Loam and Larch", "", "FR"), Some((600, "same name, different countries"))),
            (loam(), org(2, "Loam and Larch", "larch.example", "FR"), None),
            (loam(), org(2, "Loam Larch", "", ""), Some((535, "names 0.71 alike"))),
            (
                loam(),
                org(2, "Loam Larch", "loam.example", ""),
                Some((935, "names 0.71 alike, same domain loam.example")),
            ),
            (loam(), org(2, "Loam Larch", "", "FR"), None),
            // Two letters in the wrong order, in a name that is long enough to be known by the others.
            (org(1, "Northfold Bank", "", ""), org(2, "Northfold Bnak", "", ""), Some((634, "names 0.84 alike"))),
            (org(1, "Northfold Bank", "", "GB"), org(2, "Northfold Bnak", "", "FR"), None),
            (org(1, "Customer 48113", "", ""), org(2, "Customer 48131", "", ""), None),
            (org(1, "Alto", "", ""), org(2, "Atlo", "", ""), None),
            (loam(), org(2, "Marlowe Street Bank", "", ""), None),
            // A domain alone is not enough; with a name that has something in common it is.
            (loam(), org(2, "Birch Holding", "loam.example", "DE"), None),
            (
                loam(),
                org(2, "Loam Timber", "loam.example", "DE"),
                Some((519, "same domain loam.example, different names")),
            ),
            (
                org(1, "Marlowe Street Bank", "", "GB"),
                org(2, "Marlow Street Bank", "", "GB"),
                Some((661, "names 0.88 alike")),
            ),
            // One slip in a name known by its other letters outweighs another domain, but not another country.
            (org(1, "Skylark Mutual", "", "GB"), org(2, "Skylark Mutuel", "", "GB"), Some((634, "names 0.84 alike"))),
            (org(1, "Skylark Mutual", "", ""), org(2, "Skylark Mutal", "", ""), Some((634, "names 0.84 alike"))),
            (
                org(1, "Cloudberry Air Cargo", "cloudberry.example", ""),
                org(2, "Cloudbery Air Cargo", "elsewhere.example", ""),
                Some((516, "names 0.88 alike, different domains")),
            ),
            (org(1, "Skylark Mutual", "", "GB"), org(2, "Skylark Mutuel", "", "FR"), None),
            (
                crm(loam(), "salesforce", "001"),
                crm(org(2, "Loam and Larch", "", ""), "salesforce", "002"),
                Some((650, "same name, two keys in one CRM")),
            ),
            (crm(loam(), "salesforce", "001"), crm(org(2, "Birch", "", ""), "import", "001"), None),
            (
                crm(loam(), "salesforce", "001"),
                crm(org(2, "Loam Larch", "", ""), "import", "001"),
                Some((935, "names 0.71 alike, same key 001")),
            ),
        ];
        for (one, other, expected) in table {
            let judged = judge(&one, &other);

            let told = judged.as_ref().map(|judged| {
                (judged.score, judged.reasons.iter().map(Reason::in_words).collect::<Vec<_>>().join(", "))
            });
            assert_eq!(told, expected.map(|(score, words)| (score, words.to_owned())), "{one:?} / {other:?}");
            assert_eq!(judge(&other, &one), judged, "whichever comes first");
        }
    }

    #[test]
    fn who_belongs_to_another_or_competes_with_it_is_another() {
        let (loam, twin) = (org(1, "Loam", "loam.example", ""), org(2, "Loam", "loam.example", ""));

        assert!(judge(&loam, &twin).is_some());
        assert_eq!(judge(&Traits { parent: Some(twin.id), ..loam.clone() }, &twin), None);
        assert_eq!(judge(&loam, &Traits { parent: Some(loam.id), ..twin.clone() }), None);
        assert_eq!(judge(&Traits { rivals: [twin.id].into(), ..loam.clone() }, &twin), None);
        assert_eq!(judge(&loam, &loam), None, "itself");
    }
}
