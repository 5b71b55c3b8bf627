//! What advocates said, as it is searched: their stories, their outcomes, and the approved evidence in their name or in
//! that of their organisation alone. How it is scored and quoted is `domain::words`; here texts are put together and
//! the endings of words are taken off.
//!
//! It lives in memory beside the candidates, because everybody has to be scored for every deal, and under row-level
//! security Postgres would read the whole tenant for that: `docs/decisions/0019`.

use domain::matching::TextHit;
use domain::words::{Field, Found, Part, Text, Texts, Tongue};
use rust_stemmers::{Algorithm, Stemmer};

use super::store::candidates::{EvidenceRow, OutcomeRow};

/// A word of the notes counts half of one that was named: notes say much that nobody needs to hear about.
const NOTED: f64 = 0.5;
/// A longer run of letters is an address or a key, and no word of any language.
const LONGEST_WORD: usize = 40;

pub(super) fn texts() -> Texts {
    Texts::new(stem)
}

/// All that one advocate said.
pub(super) fn of<'a>(
    story: &'a str,
    outcomes: &'a [OutcomeRow],
    evidence: impl IntoIterator<Item = &'a EvidenceRow>,
) -> Vec<Text<'a>> {
    let own = |field, text| Text { field, piece: None, tongue: None, text };
    let mut texts = vec![own(Field::Story, story)];
    for outcome in outcomes {
        texts.extend([own(Field::Outcome, outcome.headline.as_str()), own(Field::Outcome, outcome.quote.as_str())]);
    }
    for piece in evidence {
        let written = |text| Text {
            field: Field::Evidence,
            piece: Some(piece.id),
            tongue: Some(Tongue::of_code(&piece.language)),
            text,
        };
        texts.extend([written(piece.title.as_str()), written(piece.body.as_str())]);
    }
    texts
}

/// What a deal looks for.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// Use cases, products, competitors, objections, topics.
    pub named: Vec<String>,
    /// The background and the notes.
    pub noted: Vec<String>,
}

impl Question {
    pub fn is_empty(&self) -> bool {
        self.named.iter().chain(&self.noted).all(|text| text.trim().is_empty())
    }

    pub fn ask(&self, texts: &Texts) -> Found {
        let named = self.named.iter().map(|text| Part { text, weight: 1.0 });
        let noted = self.noted.iter().map(|text| Part { text, weight: NOTED });
        let parts: Vec<Part<'_>> = named.chain(noted).collect();
        texts.search(&parts)
    }
}

/// Puts the sentence to quote into a hit.
pub(super) fn quote(texts: &Texts, found: &Found, hit: &mut TextHit) {
    if let Some(quote) = texts.quote(found, hit.advocate) {
        hit.field = quote.field.as_str().to_owned();
        hit.sentence = quote.sentence;
        hit.marks = quote.marks;
        hit.said = quote.said;
        hit.piece = quote.piece;
    }
}

/// By the Snowball rules of its language. Of any other a word is taken as it stands.
fn stem(tongue: Tongue, word: &str) -> String {
    let algorithm = match tongue {
        Tongue::English => Algorithm::English,
        Tongue::German => Algorithm::German,
        Tongue::French => Algorithm::French,
        Tongue::Spanish => Algorithm::Spanish,
        Tongue::Italian => Algorithm::Italian,
        Tongue::Portuguese => Algorithm::Portuguese,
        Tongue::Dutch => Algorithm::Dutch,
        Tongue::Swedish => Algorithm::Swedish,
        Tongue::Norwegian => Algorithm::Norwegian,
        Tongue::Danish => Algorithm::Danish,
        Tongue::Finnish => Algorithm::Finnish,
        Tongue::Other => return word.to_owned(),
    };
    if word.len() > LONGEST_WORD || !word.chars().all(char::is_alphabetic) {
        return word.to_owned();
    }
    Stemmer::create(algorithm).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{AdvocateId, EvidenceId};
    use proptest::prelude::*;
    use uuid::Uuid;

    const TONGUES: [Tongue; 12] = [
        Tongue::English,
        Tongue::German,
        Tongue::French,
        Tongue::Spanish,
        Tongue::Italian,
        Tongue::Portuguese,
        Tongue::Dutch,
        Tongue::Swedish,
        Tongue::Norwegian,
        Tongue::Danish,
        Tongue::Finnish,
        Tongue::Other,
    ];

    #[test]
    fn words_lose_the_endings_of_their_own_language() {
        for (tongue, one, other) in [
            (Tongue::English, "closing", "closed"),
            (Tongue::English, "regulators", "regulator"),
            (Tongue::German, "abschlüsse", "abschluss"),
            (Tongue::French, "clôtures", "clôture"),
            (Tongue::Norwegian, "regnskapet", "regnskap"),
        ] {
            let plain = |word| stem(tongue, word).replace('ü', "u");
            assert_eq!(plain(one), plain(other), "{tongue:?}");
        }
        assert_eq!(stem(Tongue::Other, "rozliczenia"), "rozliczenia");
    }

    proptest! {
        /// The rules are generated code over bytes: none of them may fail on what somebody types.
        #[test]
        fn no_word_is_too_strange_to_lose_its_ending(word in "[\\p{L}]{0,14}", plain in "[a-zäöüßéèçñøåæ]{0,14}") {
            for tongue in TONGUES {
                stem(tongue, &word.to_lowercase());
                stem(tongue, &plain);
            }
        }
    }

    #[test]
    fn a_deal_finds_the_sentence_of_the_piece_of_evidence_that_answers_it() {
        let piece = |id, language: &str, title: &str, body: &str| EvidenceRow {
            id: EvidenceId(Uuid::from_u128(id)),
            advocate: None,
            organisation: domain::ids::OrganisationId(Uuid::from_u128(9)),
            language: language.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
        };
        let pieces = [
            piece(1, "en", "Two keys", "Every payment has two keys.\nThe auditors read the trail."),
            piece(2, "nb", "Regnskapet", "«Fjerde dag, hver måned.»"),
        ];
        let ingrid = AdvocateId(Uuid::from_u128(1));
        let mut texts = texts();
        texts.add(ingrid, &of("We close on day four.", &[], &pieces));
        texts.finish();
        let question = Question {
            named: vec!["payments".to_owned()],
            noted: vec!["Ask what the auditor reads in the trail.".to_owned()],
        };

        let found = question.ask(&texts);
        let mut hit = TextHit::scored(ingrid, found.scores[0].1);
        quote(&texts, &found, &mut hit);

        assert_eq!((hit.field.as_str(), hit.piece), ("evidence", Some(pieces[0].id)));
        assert_eq!(hit.sentence, "The auditors read the trail.");
        assert_eq!(hit.said, ["payments", "auditor", "reads", "trail"]);
    }
}
