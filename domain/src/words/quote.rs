//! The sentence that says best what was asked, and which of its words do.

use std::cmp::Reverse;

use super::cut;
use super::search::Found;
use super::texts::{Field, Kept, Texts};
use crate::ids::{AdvocateId, EvidenceId};

/// A longer sentence is cut to so many bytes around its marks: nobody reads more beside a score.
const LONGEST: usize = 320;
/// So much of it stands before the first mark.
const BEFORE: usize = 60;
const CUT: &str = "\u{2026}";

/// What is quoted of one advocate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub field: Field,
    /// The piece of evidence it is from.
    pub piece: Option<EvidenceId>,
    pub sentence: String,
    /// Where the words that were asked stand in the sentence, in bytes, in rising order.
    pub marks: Vec<(u32, u32)>,
    /// Which of the words asked their texts say anywhere, the most telling first.
    pub said: Vec<String>,
}

/// A sentence that says something of what was asked.
struct Candidate<'a> {
    kept: &'a Kept,
    sentence: &'a str,
    marks: Vec<(usize, usize)>,
    worth: f64,
}

impl Texts {
    /// The best sentence of an advocate: the one with most of what was asked, of equal ones the shorter and then the
    /// earlier. Nothing when they say none of it.
    pub fn quote(&self, found: &Found, advocate: AdvocateId) -> Option<Quote> {
        let document = &self.documents[*self.places.get(&advocate)? as usize];
        let mut best: Option<Candidate<'_>> = None;
        let mut said = vec![false; found.words.len()];
        for kept in &document.texts {
            for (_, sentence) in cut::sentences(&kept.text) {
                let candidate = self.candidate(found, kept, sentence, &mut said);
                let order = |candidate: &Candidate<'_>| (candidate.worth, Reverse(candidate.sentence.len()));
                if candidate.worth > 0.0 && best.as_ref().is_none_or(|best| order(&candidate) > order(best)) {
                    best = Some(candidate);
                }
            }
        }
        let best = best?;
        let (sentence, marks) = shortened(best.sentence, &best.marks);
        let said = found.words.iter().zip(said).filter(|(_, said)| *said).map(|(word, _)| word.clone());
        Some(Quote { field: best.kept.field, piece: best.kept.piece, sentence, marks, said: said.collect() })
    }

    fn candidate<'a>(&self, found: &Found, kept: &'a Kept, sentence: &'a str, said: &mut [bool]) -> Candidate<'a> {
        let mut here = vec![0.0_f64; found.words.len()];
        let mut marks = Vec::new();
        for word in cut::words(sentence).filter(|word| cut::may_tell(word.raw)) {
            let lower = cut::lower(word.raw);
            if kept.tongue.is_small(&lower) {
                continue;
            }
            let form = self.forms.get(&cut::plain(&lower));
            let stem = self.stems.get(&cut::plain(&(self.stem)(kept.tongue, &lower)));
            let meant = [form, stem].into_iter().flatten().filter_map(|number| found.meant.get(number)).flatten();
            let mut is_marked = false;
            for (at, likeness) in meant {
                // A word said twice in one sentence makes it no better to quote.
                here[*at] = here[*at].max(likeness * found.worth[*at]);
                said[*at] = true;
                is_marked = true;
            }
            if is_marked {
                marks.push((word.start, word.end));
            }
        }
        Candidate { kept, sentence, marks, worth: here.iter().sum() }
    }
}

/// At most [`LONGEST`] bytes of a sentence, from shortly before the first mark, cut between words.
fn shortened(sentence: &str, marks: &[(usize, usize)]) -> (String, Vec<(u32, u32)>) {
    let numbers = |start: usize, shift: usize, marks: &[(usize, usize)], end: usize| {
        let inside = marks.iter().filter(|(from, until)| *from >= start && *until <= end);
        let number = |at: usize| u32::try_from(at - start + shift).unwrap_or(u32::MAX);
        inside.map(|(from, until)| (number(*from), number(*until))).collect()
    };
    if sentence.len() <= LONGEST {
        return (sentence.to_owned(), numbers(0, 0, marks, sentence.len()));
    }
    let first = marks.first().map_or(0, |(from, _)| *from);
    let mut start = first.saturating_sub(BEFORE);
    if start > 0 {
        // The next word that begins before the mark; the mark itself where there is none.
        let words = cut::words(sentence).map(|word| word.start);
        start = words.filter(|at| *at >= start && *at <= first).min().unwrap_or(first);
    }
    let fits =
        cut::words(sentence).filter(|word| word.start >= start && word.end <= start + LONGEST).map(|word| word.end);
    let end = fits.max().unwrap_or(sentence.len().min(start + LONGEST));
    let Some(part) = sentence.get(start..end) else {
        return (sentence.to_owned(), numbers(0, 0, marks, sentence.len()));
    };
    let before = if start > 0 { CUT } else { "" };
    let after = if end < sentence.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len() { CUT } else { "" };
    ([before, part, after].concat(), numbers(start, before.len(), marks, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_between_words_around_its_first_mark() {
        let long = format!("{} the close took nine days {}", "because ".repeat(30), "and more ".repeat(40));
        let at = long.find("close").unwrap();

        let (short, marks) = shortened(&long, &[(at, at + 5)]);

        assert!(short.len() <= LONGEST + 2 * CUT.len(), "{}", short.len());
        assert!(short.starts_with("\u{2026}because") && short.ends_with('\u{2026}'), "{short}");
        let [(from, until)] = marks[..] else { panic!("{marks:?}") };
        assert_eq!(&short[from as usize..until as usize], "close");
    }

    #[test]
    fn a_short_sentence_stays_as_it_is() {
        assert_eq!(shortened("We close.", &[(3, 8)]), ("We close.".to_owned(), vec![(3, 8)]));
    }
}
