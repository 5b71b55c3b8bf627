//! The texts of one company's advocates, indexed by their words.

use std::collections::HashMap;

use super::alike::Like;
use super::cut::{self, Word};
use super::tongue::Tongue;
use crate::ids::{AdvocateId, EvidenceId};

/// Takes the ending off a word in lower case, as its language has it.
pub type Stem = fn(Tongue, &str) -> String;

/// What an advocate said, in the order of [`Texts::add`].
#[derive(Debug)]
pub struct Texts {
    pub(super) stem: Stem,
    pub(super) documents: Vec<Document>,
    pub(super) places: HashMap<AdvocateId, u32>,
    /// A word without its ending, and a word as it stands: both lead to who says it.
    pub(super) stems: HashMap<String, u32>,
    pub(super) forms: HashMap<String, u32>,
    /// By number of a stem or a form: who says it, in the order of the documents.
    pub(super) said: Vec<Vec<Said>>,
    /// Words that were looked at before; only while texts are added.
    seen: HashMap<Tongue, HashMap<String, Option<[u32; 2]>>>,
}

/// One advocate.
#[derive(Debug)]
pub(super) struct Document {
    pub advocate: AdvocateId,
    pub texts: Vec<Kept>,
}

#[derive(Debug)]
pub(super) struct Kept {
    pub field: Field,
    pub piece: Option<EvidenceId>,
    pub tongue: Tongue,
    pub text: Box<str>,
}

/// Somebody who says a word, and how often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub document: u32,
    pub times: u16,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Story,
    Outcome,
    Evidence,
}

impl Field {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Outcome => "outcome",
            Self::Evidence => "evidence",
        }
    }
}

/// A text to be taken in.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub field: Field,
    /// The piece of evidence it stands in.
    pub piece: Option<EvidenceId>,
    /// Where a record says so; otherwise it is told by the words of all such texts of the advocate together.
    pub tongue: Option<Tongue>,
    pub text: &'a str,
}

impl Texts {
    pub fn new(stem: Stem) -> Self {
        Self {
            stem,
            documents: Vec::new(),
            places: HashMap::new(),
            stems: HashMap::new(),
            forms: HashMap::new(),
            said: Vec::new(),
            seen: HashMap::new(),
        }
    }

    /// Takes in one advocate, and says whether there is any text of them.
    pub fn add(&mut self, advocate: AdvocateId, texts: &[Text<'_>]) -> bool {
        let untold = texts.iter().filter(|text| text.tongue.is_none());
        let together: Vec<&str> = untold.map(|text| text.text).collect();
        let usual = Tongue::of_text(&together.join("\n")).unwrap_or(Tongue::English);
        let document = self.documents.len() as u32;
        let mut kept = Vec::new();
        for text in texts.iter().filter(|text| !text.text.trim().is_empty()) {
            let tongue = text.tongue.unwrap_or(usual);
            for word in cut::words(text.text) {
                self.hear(document, tongue, word);
            }
            kept.push(Kept { field: text.field, piece: text.piece, tongue, text: text.text.into() });
        }
        let has_text = !kept.is_empty();
        self.places.insert(advocate, document);
        self.documents.push(Document { advocate, texts: kept });
        has_text
    }

    /// Call it after the last advocate: what was only needed to add goes.
    pub fn finish(&mut self) {
        self.seen = HashMap::new();
        self.said.iter_mut().for_each(Vec::shrink_to_fit);
        self.said.shrink_to_fit();
        self.documents.shrink_to_fit();
    }

    /// What is held in memory, in bytes, without the tables of hashes themselves.
    pub fn bytes(&self) -> usize {
        let texts = self.documents.iter().flat_map(|document| &document.texts);
        let words = self.stems.keys().chain(self.forms.keys());
        texts.map(|text| text.text.len() + size_of::<Kept>()).sum::<usize>()
            + words.map(|word| word.len() + size_of::<(String, u32)>()).sum::<usize>()
            + self.said.iter().map(|said| size_of_val(said.as_slice())).sum::<usize>()
    }

    fn hear(&mut self, document: u32, tongue: Tongue, word: Word<'_>) {
        if !cut::may_tell(word.raw) {
            return;
        }
        let seen = self.seen.entry(tongue).or_default();
        let lower = cut::lower(word.raw);
        let numbers = seen.get(lower.as_ref()).copied().unwrap_or_else(|| {
            let numbers = (!tongue.is_small(&lower)).then(|| {
                let (stem, form) = (cut::plain(&(self.stem)(tongue, &lower)), cut::plain(&lower));
                [number(&mut self.stems, &mut self.said, stem), number(&mut self.forms, &mut self.said, form)]
            });
            seen.insert(lower.into_owned(), numbers);
            numbers
        });
        for number in numbers.into_iter().flatten() {
            let said = &mut self.said[number as usize];
            match said.last_mut() {
                Some(last) if last.document == document => last.times = last.times.saturating_add(1),
                _ => said.push(Said { document, times: 1 }),
            }
        }
    }

    /// The forms that are nearly this word, each with how much.
    pub(super) fn alike(&self, plain: &str) -> Vec<(u32, f64)> {
        let Some(like) = Like::of(plain) else { return Vec::new() };
        let alike = self.forms.iter().filter_map(|(form, number)| Some((*number, like.likeness(form)?)));
        alike.collect()
    }
}

fn number(numbers: &mut HashMap<String, u32>, said: &mut Vec<Vec<Said>>, word: String) -> u32 {
    *numbers.entry(word).or_insert_with(|| {
        said.push(Vec::new());
        said.len() as u32 - 1
    })
}
