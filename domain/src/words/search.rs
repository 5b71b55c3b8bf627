//! Scoring everybody's texts against a question.
//!
//! BM25 (Robertson and Zaragoza 2009) without its correction for length: a word counts the more the fewer say it, and
//! little more when it is said again. The sum is a share of what the dozen most telling words of the question are
//! worth. Words that nobody says tell nobody apart and are left out.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cut;
use super::texts::{Said, Texts};
use super::tongue::Tongue;
use crate::ids::AdvocateId;
use crate::matching::Value;

/// How fast a repeated word stops counting; the usual value.
const SATURATION: f64 = 1.2;
/// Whoever says so many of the most telling words of a question says the whole. A deal with five use cases and a page
/// of notes asks for more than anybody tells in a paragraph.
const TELLING: usize = 12;
/// Of a longer question the most telling words are asked.
const MOST_WORDS: usize = 64;

/// A part of a question. A word that stands in several counts as in the weightiest.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub text: &'a str,
    /// 1 for what was named, less for what was only noted.
    pub weight: f64,
}

/// What a question found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The words that were asked and that somebody says, the most telling first, as they were first written.
    pub words: Vec<String>,
    /// Whoever says any of them, in the order of the documents.
    pub scores: Vec<(AdvocateId, Value)>,
    /// In the order of `words`: what it is worth to say them.
    pub(super) worth: Vec<f64>,
    /// By number of a stem or a form: which of the words it is, and how like it is.
    pub(super) meant: HashMap<u32, Vec<(usize, f64)>>,
}

/// One word of a question.
#[derive(Debug)]
struct Asked {
    raw: String,
    stem: String,
    weight: f64,
    /// Numbers of stems and forms, with how like the word they are: 1 for the word itself.
    numbers: Vec<(u32, f64)>,
}

/// What a question means by one stem.
#[derive(Default)]
struct Meant<'a> {
    /// As it was first written.
    raw: Option<&'a str>,
    forms: BTreeSet<String>,
    weight: f64,
    /// Whether a slip in it is worth looking for: it was named, or is written like a name. Notes are full of words that
    /// nobody says.
    may_slip: bool,
}

/// A word that somebody says.
struct Heard {
    asked: Asked,
    /// Who says it, and how much of its worth they have by saying it so often.
    by: Vec<(u32, f64)>,
    worth: f64,
}

impl Texts {
    /// What the texts say to a question.
    pub fn search(&self, question: &[Part<'_>]) -> Found {
        let everybody = self.documents.len() as f64;
        let asked = self.asked(question).into_iter();
        let mut heard: Vec<Heard> = asked
            .map(|asked| {
                let by = self.by(&asked);
                let with = by.len() as f64;
                let rarity = libm::log(1.0 + (everybody - with + 0.5) / (with + 0.5));
                Heard { worth: asked.weight * rarity, asked, by }
            })
            .collect();
        heard.sort_by(|one, other| {
            other.worth.total_cmp(&one.worth).then_with(|| one.asked.stem.cmp(&other.asked.stem))
        });
        heard.truncate(MOST_WORDS);

        let whole = whole(&heard);
        let mut scores = vec![0.0_f64; self.documents.len()];
        for word in &heard {
            for (document, amount) in &word.by {
                scores[*document as usize] += word.worth * amount;
            }
        }
        let scores = scores.iter().zip(&self.documents).filter(|(score, _)| **score > 0.0);
        let scores = scores.map(|(score, document)| (document.advocate, Value::from_share(score / whole))).collect();
        let mut meant: HashMap<u32, Vec<(usize, f64)>> = HashMap::new();
        for (at, word) in heard.iter().enumerate() {
            for (number, likeness) in &word.asked.numbers {
                meant.entry(*number).or_default().push((at, *likeness));
            }
        }
        let worth = heard.iter().map(|word| word.worth).collect();
        Found { words: heard.into_iter().map(|word| word.asked.raw).collect(), scores, worth, meant }
    }

    /// The words of a question that anybody says, each once.
    fn asked(&self, question: &[Part<'_>]) -> Vec<Asked> {
        let together: Vec<&str> = question.iter().map(|part| part.text).collect();
        let tongue = Tongue::of_text(&together.join("\n")).unwrap_or(Tongue::English);
        let mut words: BTreeMap<String, Meant> = BTreeMap::new();
        for part in question {
            for word in cut::words(part.text).filter(|word| cut::may_tell(word.raw)) {
                let lower = cut::lower(word.raw);
                if tongue.is_small(&lower) {
                    continue;
                }
                let stem = cut::plain(&(self.stem)(tongue, &lower));
                let known = words.entry(stem).or_default();
                known.raw.get_or_insert(word.raw);
                known.forms.insert(cut::plain(&lower));
                known.weight = known.weight.max(part.weight);
                known.may_slip |= part.weight >= 1.0 || word.raw.starts_with(char::is_uppercase);
            }
        }
        let asked = words.into_iter().map(|(stem, meant)| Asked {
            numbers: self.numbers(&stem, &meant),
            raw: meant.raw.unwrap_or_default().to_owned(),
            weight: meant.weight,
            stem,
        });
        asked.filter(|word| !word.numbers.is_empty()).collect()
    }

    /// A word is said by whoever has its stem in the language of the question, or the very form in any other; where
    /// nobody has either, by whoever has a form that is nearly the same.
    fn numbers(&self, stem: &str, meant: &Meant<'_>) -> Vec<(u32, f64)> {
        let known = meant.forms.iter().filter_map(|form| self.forms.get(form));
        let own: Vec<(u32, f64)> = self.stems.get(stem).into_iter().chain(known).map(|number| (*number, 1.0)).collect();
        if !own.is_empty() || !meant.may_slip {
            return own;
        }
        let mut alike: BTreeMap<u32, f64> = BTreeMap::new();
        for (number, likeness) in meant.forms.iter().flat_map(|form| self.alike(form)) {
            let known = alike.entry(number).or_default();
            *known = known.max(likeness);
        }
        alike.into_iter().collect()
    }

    /// Who says a word, and how much of its worth they have by saying it so often.
    fn by(&self, word: &Asked) -> Vec<(u32, f64)> {
        let amount = |said: &Said, likeness: f64| {
            let times = f64::from(said.times);
            (said.document, likeness * times * (SATURATION + 1.0) / (times + SATURATION))
        };
        let lists = word.numbers.iter().map(|(number, likeness)| {
            let said = &self.said[*number as usize];
            said.iter().map(|said| amount(said, *likeness)).collect::<Vec<_>>()
        });
        lists.reduce(|one, other| merged(&one, &other)).unwrap_or_default()
    }
}

/// Stem and form of one word are the same saying: of both the greater amount counts. Both in the order of the documents.
fn merged(one: &[(u32, f64)], other: &[(u32, f64)]) -> Vec<(u32, f64)> {
    let mut merged = Vec::with_capacity(one.len().max(other.len()));
    let (mut left, mut right) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some((l, a)), Some((r, b))) => match l.cmp(r) {
                Ordering::Less => left.next(),
                Ordering::Greater => right.next(),
                Ordering::Equal => {
                    let most = (*l, a.max(*b));
                    left.next();
                    right.next();
                    Some(most)
                }
            },
            (Some(_), None) => left.next(),
            (None, _) => right.next(),
        };
        match next {
            Some(next) => merged.push(next),
            None => return merged,
        }
    }
}

/// What the most telling words are worth together. One that is only said nearly cannot be said whole.
fn whole(heard: &[Heard]) -> f64 {
    let likeness = |word: &Heard| word.asked.numbers.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
    let mut whole: Vec<f64> = heard.iter().map(|word| word.worth * likeness(word)).collect();
    whole.sort_by(|one, other| other.total_cmp(one));
    whole.iter().take(TELLING).sum()
}
