//! Text search over stories and outcomes: which advocate's own words are about what the prospect
//! asks, and the sentence that says it best.
//!
//! BM25 over one document per advocate, with sentences as the unit that is quoted. It lives in
//! memory beside the candidates, because under row-level security Postgres would read the whole
//! tenant for every search (data.md §6), and because a run has to be replayed from what it saw.

use std::collections::HashMap;

use domain::ids::AdvocateId;
use domain::matching::{TextHit, Value};

/// How fast a repeated word stops counting, and how much long texts are held back (Robertson and
/// Zaragoza 2009, the usual values).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// Words that say nothing about what a deal needs.
const STOP: &[&str] = &[
    "about", "after", "all", "also", "and", "any", "are", "because", "been", "before", "but", "can", "could", "did",
    "does", "each", "for", "from", "get", "had", "has", "have", "her", "his", "how", "into", "its", "just", "like",
    "more", "most", "much", "need", "not", "now", "off", "one", "only", "our", "out", "over", "per", "same", "she",
    "should", "since", "some", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "through", "too", "two", "under", "until", "use", "used", "very", "was", "were", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "without", "would", "you", "your",
];

/// The searchable words of one company's advocates.
#[derive(Debug, Default)]
pub(super) struct TextIndex {
    documents: Vec<Document>,
    sentences: Vec<Sentence>,
    /// Word to the sentences it occurs in, once per occurrence, in rising order.
    postings: HashMap<String, Vec<u32>>,
    mean_length: f64,
}

#[derive(Debug)]
struct Document {
    advocate: AdvocateId,
    length: f64,
}

#[derive(Debug)]
struct Sentence {
    document: u32,
    field: Field,
    text: String,
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Story,
    Outcome,
}

impl Field {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Outcome => "outcome",
        }
    }
}

impl TextIndex {
    /// Takes in one advocate's words. Call [`TextIndex::finish`] after the last one.
    pub fn add(&mut self, advocate: AdvocateId, texts: &[(Field, &str)]) {
        let document = self.documents.len() as u32;
        let mut length = 0.0;
        for (field, text) in texts {
            for sentence in sentences(text) {
                let place = self.sentences.len() as u32;
                for word in words(sentence) {
                    length += 1.0;
                    self.postings.entry(word).or_default().push(place);
                }
                self.sentences.push(Sentence { document, field: *field, text: sentence.to_owned() });
            }
        }
        self.documents.push(Document { advocate, length });
    }

    pub fn finish(&mut self) {
        let total: f64 = self.documents.iter().map(|document| document.length).sum();
        self.mean_length = (total / (self.documents.len().max(1)) as f64).max(1.0);
    }

    /// What the texts say to a question, in the order of the advocates. A score of the whole means:
    /// every word of the question occurs in a text of usual length.
    pub fn search(&self, question: &str) -> Vec<TextHit> {
        let mut asked = words(question).collect::<Vec<_>>();
        asked.sort_unstable();
        asked.dedup();
        let mut scores = vec![0.0_f64; self.documents.len()];
        let mut sentence_scores = HashMap::<u32, f64>::new();
        let mut ideal = 0.0;
        for word in &asked {
            let found = self.postings.get(word).map(Vec::as_slice).unwrap_or_default();
            ideal += self.weigh(found, &mut scores, &mut sentence_scores);
        }
        if ideal <= 0.0 {
            return Vec::new();
        }
        let best = self.best_sentences(&sentence_scores);
        let hits = scores.iter().zip(&self.documents).zip(best);
        hits.filter_map(|((score, document), best)| {
            let sentence = self.sentences.get(best? as usize)?;
            Some(TextHit {
                advocate: document.advocate,
                score: Value::from_share(score / ideal),
                field: sentence.field.as_str().to_owned(),
                sentence: sentence.text.clone(),
            })
        })
        .collect()
    }

    /// Adds one word to all scores and gives what it is worth at most.
    fn weigh(&self, found: &[u32], scores: &mut [f64], sentence_scores: &mut HashMap<u32, f64>) -> f64 {
        let mut counts: Vec<(u32, f64)> = Vec::new();
        for place in found {
            let document = self.sentences[*place as usize].document;
            match counts.last_mut() {
                Some((last, count)) if *last == document => *count += 1.0,
                _ => counts.push((document, 1.0)),
            }
        }
        let (all, with) = (self.documents.len() as f64, counts.len() as f64);
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        for (document, count) in counts {
            let relative = self.documents[document as usize].length / self.mean_length;
            let held_back = SATURATION * (1.0 - LENGTH + LENGTH * relative);
            scores[document as usize] += rarity * count * (SATURATION + 1.0) / (count + held_back);
        }
        let mut last = u32::MAX;
        for place in found {
            // A word said twice in one sentence makes it no better to quote.
            if *place != last {
                *sentence_scores.entry(*place).or_default() += rarity;
                last = *place;
            }
        }
        rarity
    }

    /// The sentence to quote for each advocate: the one with most of the question, the shorter and
    /// then the earlier one when there are two.
    fn best_sentences(&self, scores: &HashMap<u32, f64>) -> Vec<Option<u32>> {
        let mut best = vec![None::<(f64, u32)>; self.documents.len()];
        let mut places: Vec<_> = scores.iter().map(|(place, score)| (*place, *score)).collect();
        places.sort_unstable_by_key(|(place, _)| *place);
        for (place, score) in places {
            let sentence = &self.sentences[place as usize];
            let best = &mut best[sentence.document as usize];
            let better = best.is_none_or(|(top, at)| {
                score > top || score == top && sentence.text.len() < self.sentences[at as usize].text.len()
            });
            if better {
                *best = Some((score, place));
            }
        }
        best.into_iter().map(|best| best.map(|(_, place)| place)).collect()
    }
}

/// Cuts a text at line ends and at full stops, question and exclamation marks that a space follows:
/// "4.5 days" is not two sentences.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut found = Vec::new();
    let mut open = 0;
    for (at, mark) in text.match_indices(['\n', '.', '!', '?']) {
        let end = at + mark.len();
        if mark == "\n" || text[end..].starts_with(char::is_whitespace) {
            found.push(&text[open..end]);
            open = end;
        }
    }
    found.push(&text[open..]);
    found.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The words of a text as they are compared: lower case, without endings, without small words.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 2 && !STOP.contains(&word.as_str()))
        .map(|word| stem(&word).to_owned())
}

/// Takes the commonest English endings off, so that "closing" and "closed" meet "close". Crude on
/// purpose: both sides pass through it.
fn stem(word: &str) -> &str {
    for ending in ["ing", "ies", "ed", "es", "s", "e", "y"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().count() >= 3
            && !(ending == "s" && rest.ends_with('s'))
        {
            return rest;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> AdvocateId {
        AdvocateId(Uuid::from_u128(n))
    }

    fn index() -> TextIndex {
        let mut index = TextIndex::default();
        let ingrid = "We moved month-end close off Ironbook in 2024. Closing took 4.5 days, before it took nine. \
            The regulator was content.";
        index.add(id(1), &[(Field::Story, ingrid), (Field::Outcome, "Audit preparation from six weeks to two")]);
        index.add(id(2), &[(Field::Story, "Warehouse picking got faster. Our close is unchanged.")]);
        index.add(id(3), &[]);
        index.finish();
        index
    }

    #[test]
    fn the_advocate_whose_words_answer_the_question_scores_most_and_is_quoted() {
        let hits = index().search("Month-end close");

        assert_eq!(hits.iter().map(|hit| hit.advocate).collect::<Vec<_>>(), [id(1), id(2)]);
        assert!(hits[0].score.counted() > 2 * hits[1].score.counted());
        assert_eq!(hits[0].sentence, "We moved month-end close off Ironbook in 2024.");
        assert_eq!((hits[1].sentence.as_str(), hits[1].field.as_str()), ("Our close is unchanged.", "story"));
    }

    #[test]
    fn an_outcome_is_quoted_as_an_outcome() {
        let hits = index().search("preparing audits");

        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].field, "outcome");
    }

    #[test]
    fn nothing_asked_or_nothing_found_gives_no_hit() {
        assert!(index().search("").is_empty());
        assert!(index().search("the and with").is_empty());
        assert!(index().search("submarine").is_empty());
    }

    #[test]
    fn a_number_with_a_point_does_not_end_a_sentence() {
        let cut: Vec<_> = sentences("It took 4.5 days. Then two! \nNew line\nLast").collect();

        assert_eq!(cut, ["It took 4.5 days.", "Then two!", "New line", "Last"]);
    }
}
