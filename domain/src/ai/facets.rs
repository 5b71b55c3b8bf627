//! Needs that a model found in the notes of a deal: each from a closed list, each with a quote that is really there.

use serde::{Deserialize, Serialize};

use crate::opportunities::Field;

/// So many suggestions are offered at once.
pub const MOST_FACETS: usize = 12;
/// A quote shorter than this proves nothing, a longer one is no quote.
const QUOTE_CHARS: std::ops::RangeInclusive<usize> = 8..=300;

crate::text_enum! {
    /// Which field of a deal a suggestion would fill.
    pub enum FacetKind {
        UseCase => "use_case",
        Product => "product",
        Competitor => "competitor",
        Objection => "objection",
        Topic => "topic",
    }
}

impl FacetKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::UseCase => "Use case",
            Self::Product => "Product",
            Self::Competitor => "Competitor",
            Self::Objection => "Objection",
            Self::Topic => "Topic",
        }
    }

    pub const fn field(self) -> Field {
        match self {
            Self::UseCase => Field::UseCases,
            Self::Product => Field::Products,
            Self::Competitor => Field::Competitors,
            Self::Objection => Field::Objections,
            Self::Topic => Field::Topics,
        }
    }
}

/// A word the company uses: somebody who could be asked has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub kind: FacetKind,
    pub name: String,
}

/// A text the model read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// "Background", "Note of Thu 19 Nov".
    pub label: String,
    pub text: String,
}

/// What the model said, as it said it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Offer {
    pub kind: String,
    pub value: String,
    pub quote: String,
}

/// What was let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    pub kind: FacetKind,
    /// In the company's own spelling.
    pub value: String,
    pub quote: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub facets: Vec<Facet>,
    /// What does not hold.
    pub dropped: u32,
    /// What holds, and is nothing new.
    pub repeated: u32,
}

/// Lets through what is in the vocabulary, quotes a source literally, and is new to the deal. `known` is what the deal
/// has already and what somebody decided on.
pub fn check_facets(offers: &[Offer], sources: &[Source], vocabulary: &[Word], known: &[Word]) -> Checked {
    let mut checked = Checked::default();
    for offer in offers {
        match facet(offer, sources, vocabulary) {
            Some(facet) if is_known(known, &facet) => checked.repeated += 1,
            Some(facet) if checked.facets.len() < MOST_FACETS && !is_among(&checked.facets, &facet) => {
                checked.facets.push(facet);
            }
            _ => checked.dropped += 1,
        }
    }
    checked
}

fn facet(offer: &Offer, sources: &[Source], vocabulary: &[Word]) -> Option<Facet> {
    let kind: FacetKind = offer.kind.parse().ok()?;
    let word = vocabulary.iter().find(|word| word.kind == kind && folded(&word.name) == folded(&offer.value))?;
    let quote = offer.quote.trim();
    let is_quote = QUOTE_CHARS.contains(&quote.chars().count());
    let is_there = sources.iter().any(|source| source.text.contains(quote));
    (is_quote && is_there).then(|| Facet { kind, value: word.name.clone(), quote: quote.to_owned() })
}

fn is_known(known: &[Word], facet: &Facet) -> bool {
    known.iter().any(|known| known.kind == facet.kind && folded(&known.name) == folded(&facet.value))
}

fn is_among(facets: &[Facet], facet: &Facet) -> bool {
    facets.iter().any(|other| other.kind == facet.kind && other.value == facet.value)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTE: &str = "Callum wants month-end close first. Tallyforge is cheaper in year one.";

    fn word(kind: FacetKind, name: &str) -> Word {
        Word { kind, name: name.to_owned() }
    }

    fn vocabulary() -> Vec<Word> {
        vec![
            word(FacetKind::UseCase, "Month-end close"),
            word(FacetKind::Competitor, "Tallyforge"),
            word(FacetKind::Product, "Close"),
        ]
    }

    fn offer(kind: &str, value: &str, quote: &str) -> Offer {
        Offer { kind: kind.into(), value: value.into(), quote: quote.into() }
    }

    fn sources() -> Vec<Source> {
        vec![Source { label: "Note".into(), text: NOTE.into() }]
    }

    #[test]
    fn a_known_word_with_a_true_quote_is_offered_in_the_companys_spelling() {
        let offers = [offer("use_case", "month-end  CLOSE", " wants month-end close first ")];

        let checked = check_facets(&offers, &sources(), &vocabulary(), &[]);

        assert_eq!(checked.dropped, 0);
        assert_eq!(checked.facets[0].value, "Month-end close");
        assert_eq!(checked.facets[0].quote, "wants month-end close first");
    }

    #[test]
    fn everything_else_is_dropped_and_counted() {
        let quote = "Tallyforge is cheaper";
        for (why, offer) in [
            ("a kind of its own", offer("discount", "Tallyforge", quote)),
            ("a word nobody uses", offer("competitor", "Ledgerline", quote)),
            ("a word of another kind", offer("product", "Tallyforge", quote)),
            ("a quote that is not there", offer("competitor", "Tallyforge", "Tallyforge is much cheaper")),
            ("a quote in another case", offer("competitor", "Tallyforge", "tallyforge IS cheaper")),
            ("a quote of nothing", offer("competitor", "Tallyforge", "   ")),
            ("a quote of a few letters", offer("competitor", "Tallyforge", "Tally")),
        ] {
            let checked = check_facets(&[offer], &sources(), &vocabulary(), &[]);

            assert_eq!((checked.facets, checked.dropped), (Vec::new(), 1), "{why}");
        }
    }

    #[test]
    fn what_the_deal_has_is_nothing_new_and_no_fault() {
        let known = [word(FacetKind::UseCase, "month-end  close")];
        let offers = [offer("use_case", "Month-end close", "month-end close first")];

        let checked = check_facets(&offers, &sources(), &vocabulary(), &known);

        assert_eq!(checked, Checked { facets: Vec::new(), dropped: 0, repeated: 1 });
    }

    #[test]
    fn the_same_twice_counts_once() {
        let offers = [
            offer("competitor", "Tallyforge", "Tallyforge is"),
            offer("competitor", "tallyforge", "Tallyforge is cheaper"),
        ];

        let checked = check_facets(&offers, &sources(), &vocabulary(), &[]);

        assert_eq!((checked.facets.len(), checked.dropped), (1, 1));
    }

    proptest! {
        #[test]
        fn whatever_is_said_only_quotes_and_known_words_come_through(
            said in proptest::collection::vec(("(use_case|product|competitor|x)", "(Close|Tallyforge|Month-end close|[a-z]{0,6})", "([A-Za-z .-]{0,20}|month-end close first|cheaper in year one)"), 0..30),
        ) {
            let offers: Vec<_> = said.iter().map(|(kind, value, quote)| offer(kind, value, quote)).collect();

            let checked = check_facets(&offers, &sources(), &vocabulary(), &[]);

            prop_assert_eq!(checked.facets.len() + checked.dropped as usize, offers.len());
            for facet in checked.facets {
                prop_assert!(NOTE.contains(&facet.quote));
                prop_assert!(vocabulary().contains(&word(facet.kind, &facet.value)));
            }
        }
    }
}
