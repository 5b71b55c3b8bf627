//! What a model is given about a deal, and the checks that hold its answer against exactly that.

use std::fmt::Write as _;

use chrono_tz::Tz;
use domain::ai::{
    Checked, Facet, FacetKind, Fault, Offer, Purpose, Reordered, Source, TOP, Word, check_facets, check_order,
    check_wording,
};
use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{Explanation, Factor, Ranked, evaluate, explain, explain_one, rank_top};
use domain::time::{date_short, local};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::load;
use super::super::need::Asked;
use super::super::presets::Shared;
use super::super::store::suggest as store;
use crate::ai::{Held, Question};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

const MOST_NOTES: i64 = 20;
/// What a model reads of the notes of one deal.
const MOST_LETTERS: usize = 12_000;
const WORDS_A_KIND: i64 = 60;
/// Facts of one candidate: the rows that weigh most.
const MOST_FACTS: usize = 5;

/// The notes of a deal, and what it asks for.
pub(super) struct Notes {
    pub sources: Vec<Source>,
    /// What the deal has and what somebody decided on.
    pub known: Vec<Word>,
}

impl Notes {
    pub async fn load(tx: &mut Tx, opportunity: OpportunityId, zone: Tz) -> Result<Self> {
        let Some(deal) = store::deal(tx, opportunity).await? else {
            return Ok(Self { sources: Vec::new(), known: Vec::new() });
        };
        let background = Source { label: "Background".to_owned(), text: deal.background };
        let notes = store::notes(tx, opportunity, MOST_NOTES).await?.into_iter().map(|note| Source {
            label: ["Note of ", &date_short(local(note.written_at, &zone).date())].concat(),
            text: note.body,
        });
        let mut letters = 0;
        let fits = |source: &Source| {
            letters += source.text.chars().count();
            !source.text.trim().is_empty() && letters <= MOST_LETTERS
        };
        let sources = std::iter::once(background).chain(notes).filter(fits).collect();
        let lists = [
            (FacetKind::UseCase, deal.use_cases),
            (FacetKind::Product, deal.products),
            (FacetKind::Competitor, deal.competitors),
            (FacetKind::Objection, deal.objections),
            (FacetKind::Topic, deal.topics),
        ];
        let has = lists.into_iter().flat_map(|(kind, names)| names.into_iter().map(move |name| Word { kind, name }));
        let decided = store::decided(tx, opportunity).await?.into_iter().map(word);
        Ok(Self { sources, known: has.chain(decided).collect() })
    }

    pub fn digest(&self, model: &str) -> Vec<u8> {
        let texts: Vec<&str> = self.sources.iter().map(|source| source.text.as_str()).collect();
        digest(Purpose::Facets, model, &json!(texts))
    }

    pub fn question(&self, vocabulary: &[Word]) -> Question {
        let words: Vec<Value> = vocabulary.iter().map(|word| json!({"kind": word.kind, "value": word.name})).collect();
        let sources: Vec<Value> = self.sources.iter().map(|source| json!({"text": source.text})).collect();
        let facet = closed(json!({
            "kind": {"type": "string", "enum": FacetKind::ALL},
            "value": {"type": "string"},
            "quote": {"type": "string"},
        }));
        Question {
            name: "facets",
            version: version(Purpose::Facets),
            instructions: instructions(Purpose::Facets),
            data: json!({"vocabulary": words, "sources": sources}),
            schema: closed(json!({"facets": {"type": "array", "items": facet}})),
            most_tokens: 1_500,
        }
    }

    pub fn check(&self, vocabulary: &[Word], text: &str) -> Result<Held<Value>, Fault> {
        #[derive(Deserialize)]
        struct Said {
            facets: Vec<Offer>,
        }
        let said: Said = serde_json::from_str(text).map_err(|_| Fault::Malformed)?;
        let Checked { facets, dropped, repeated } = check_facets(&said.facets, &self.sources, vocabulary, &self.known);
        if facets.is_empty() && repeated == 0 && dropped > 0 {
            return Err(Fault::Unfounded);
        }
        let body = Facets { facets, vocabulary: vocabulary_digest(vocabulary) };
        Ok(Held { value: serde_json::to_value(body).map_err(|_| Fault::Malformed)?, dropped })
    }
}

/// What is kept of an answer about the notes.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Facets {
    pub facets: Vec<Facet>,
    /// Which words the model could choose from; with others it is another question.
    pub vocabulary: String,
}

pub(super) async fn vocabulary(tx: &mut Tx) -> Result<Vec<Word>> {
    Ok(store::vocabulary(tx, WORDS_A_KIND).await?.into_iter().map(word).collect())
}

pub(super) fn vocabulary_digest(vocabulary: &[Word]) -> String {
    let mut hash = Sha256::new();
    for word in vocabulary {
        hash.update(word.kind.as_str());
        hash.update([0]);
        hash.update(&word.name);
        hash.update([0]);
    }
    hex(&hash.finalize())
}

fn word(row: store::WordRow) -> Word {
    Word { kind: row.kind, name: row.name }
}

/// The first places of a deal by the weights of the team, and what was computed of each.
pub(super) struct Places(pub Vec<Place>);

pub(super) struct Place {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: String,
    /// "Use case: 95 of 100", and what the records say. Nobody's name is added.
    pub facts: Vec<String>,
    /// "Use case 95"
    pub labels: Vec<String>,
}

impl Places {
    /// As the engine ranks now; it ranks the same whether this is asked or not.
    pub async fn load(tx: &mut Tx, ctx: &Ctx, mut asked: Asked) -> Result<Self> {
        let now = ctx.now();
        let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
        asked.search(&loaded.texts);
        let found = evaluate(&loaded.index, &asked.need, now);
        let preset = Shared::load(tx).await?.of_team(asked.team_preset.as_deref());
        let top = rank_top(&found.open, &preset, found.deal, TOP);
        asked.quote(&loaded.texts, top.iter().map(|ranked| ranked.id));
        let explanations = explain(&loaded.index, &asked.need, now, &top);
        let places = top.iter().filter_map(|ranked| {
            let explanation = explanations.iter().find(|explanation| explanation.id == ranked.id)?;
            let profile = loaded.profile(ranked.id)?;
            Some(place(ranked, explanation, &profile.name, &profile.organisation_name))
        });
        Ok(Self(places.collect()))
    }

    /// One of the ranked alone; nobody while a rule holds them back.
    pub async fn of(tx: &mut Tx, ctx: &Ctx, mut asked: Asked, advocate: AdvocateId) -> Result<Self> {
        let now = ctx.now();
        let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
        asked.search(&loaded.texts);
        asked.quote(&loaded.texts, [advocate]);
        let found = evaluate(&loaded.index, &asked.need, now);
        if found.open.binary_search_by(|terms| terms.id.cmp(&advocate)).is_err() {
            return Ok(Self(Vec::new()));
        }
        let preset = Shared::load(tx).await?.of_team(asked.team_preset.as_deref());
        let order = rank_top(&found.open, &preset, found.deal, found.open.len());
        let place = order.iter().find(|ranked| ranked.id == advocate).and_then(|ranked| {
            let explanation = explain_one(&loaded.index, &asked.need, now, advocate)?;
            let profile = loaded.profile(advocate)?;
            Some(place(ranked, &explanation, &profile.name, &profile.organisation_name))
        });
        Ok(Self(place.into_iter().collect()))
    }

    /// Whoever stands among the first decides which question it is, not in which order: neighbours change places with
    /// the clock, as their next free time passes.
    pub fn digest(&self, purpose: Purpose, model: &str) -> Vec<u8> {
        let mut data = self.data(purpose);
        if let Some(candidates) = data["candidates"].as_array_mut() {
            candidates.sort_by_key(|candidate| candidate["id"].as_str().map(str::to_owned));
        }
        digest(purpose, model, &data)
    }

    /// What an order that was suggested before means for how they stand now; nothing when it would move anybody too far.
    pub fn moves_to(&self, suggested: &Reordered) -> Option<Reordered> {
        let said: Vec<String> = suggested.order.iter().map(AdvocateId::to_string).collect();
        check_order(&said, &self.ids())
    }

    fn ids(&self) -> Vec<AdvocateId> {
        self.0.iter().map(|place| place.id).collect()
    }

    fn data(&self, purpose: Purpose) -> Value {
        match purpose {
            Purpose::Rationale => {
                let first = self.0.first();
                json!({
                    "organisation": first.map(|place| &place.organisation),
                    "facts": first.map(|place| &place.facts),
                })
            }
            Purpose::Facets | Purpose::Reorder => {
                let candidate =
                    |place: &Place| json!({"id": place.id, "organisation": place.organisation, "facts": place.facts});
                json!({"candidates": self.0.iter().map(candidate).collect::<Vec<_>>()})
            }
        }
    }

    pub fn rationale(&self) -> Question {
        Question {
            name: "rationale",
            version: version(Purpose::Rationale),
            instructions: instructions(Purpose::Rationale),
            data: self.data(Purpose::Rationale),
            schema: closed(json!({"text": {"type": "string"}, "brief": {"type": "string"}})),
            most_tokens: 700,
        }
    }

    pub fn check_rationale(&self, text: &str) -> Result<Held<Value>, Fault> {
        #[derive(Deserialize)]
        struct Said {
            text: String,
            #[serde(default)]
            brief: String,
        }
        let said: Said = serde_json::from_str(text).map_err(|_| Fault::Malformed)?;
        let first = self.0.first().ok_or(Fault::Unfounded)?;
        let facts = facts(std::slice::from_ref(first));
        check_wording(&said.text, &facts).map_err(|_| Fault::Unfounded)?;
        // The rationale stands without a brief; a brief alone would say nothing of why they are asked.
        let offered = said.brief.trim();
        let is_founded = offered.is_empty() || check_wording(offered, &facts).is_ok();
        let brief = if is_founded { offered.to_owned() } else { String::new() };
        let body = Worded { advocate: first.id, text: said.text.trim().to_owned(), brief };
        let dropped = u32::from(!is_founded);
        Ok(Held { value: serde_json::to_value(body).map_err(|_| Fault::Malformed)?, dropped })
    }

    pub fn reorder(&self) -> Question {
        let ids = self.ids();
        Question {
            name: "reorder",
            version: version(Purpose::Reorder),
            instructions: instructions(Purpose::Reorder),
            data: self.data(Purpose::Reorder),
            schema: closed(json!({
                "order": {"type": "array", "items": {"type": "string", "enum": ids}},
                "reason": {"type": "string"},
            })),
            most_tokens: 1_200,
        }
    }

    pub fn check_reorder(&self, text: &str) -> Result<Held<Value>, Fault> {
        #[derive(Deserialize)]
        struct Said {
            order: Vec<String>,
            reason: String,
        }
        let said: Said = serde_json::from_str(text).map_err(|_| Fault::Malformed)?;
        let order = check_order(&said.order, &self.ids()).ok_or(Fault::Unfounded)?;
        check_wording(&said.reason, &facts(&self.0)).map_err(|_| Fault::Unfounded)?;
        let body = Ordered { order, reason: said.reason.trim().to_owned() };
        Ok(Held { value: serde_json::to_value(body).map_err(|_| Fault::Malformed)?, dropped: 0 })
    }
}

/// What is kept of a rationale.
#[derive(Serialize, Deserialize)]
pub(super) struct Worded {
    pub advocate: AdvocateId,
    pub text: String,
    /// What was kept before a model was asked for one has none.
    #[serde(default)]
    pub brief: String,
}

/// What is kept of another order.
#[derive(Serialize, Deserialize)]
pub(super) struct Ordered {
    pub order: Reordered,
    pub reason: String,
}

fn place(ranked: &Ranked, explanation: &Explanation, name: &str, organisation: &str) -> Place {
    let mut rows: Vec<(Factor, i32)> = Factor::ALL.iter().copied().zip(ranked.points.fit).collect();
    // The next free time passes with the clock; the same question must stay the same.
    rows.retain(|(factor, points)| *points > 0 && *factor != Factor::SoonestSlot);
    rows.sort_by_key(|(factor, points)| (std::cmp::Reverse(*points), *factor));
    rows.truncate(MOST_FACTS);
    let percent = |factor: Factor| explanation.terms.value(factor).percent().unwrap_or(0);
    let facts = rows.iter().map(|(factor, _)| {
        let mut fact = format!("{}: {} of 100", factor.label(), percent(*factor));
        for evidence in explanation.of(*factor).take(2) {
            // Writing to a text cannot fail.
            let _ = write!(fact, ". {}", evidence.text.trim_end_matches('.'));
        }
        fact
    });
    Place {
        id: ranked.id,
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        facts: facts.collect(),
        labels: rows.iter().map(|(factor, _)| format!("{} {}", factor.label(), percent(*factor))).collect(),
    }
}

/// All that may be said of these.
fn facts(places: &[Place]) -> String {
    places.iter().flat_map(|place| std::iter::once(&place.organisation).chain(&place.facts)).fold(
        String::new(),
        |mut all, fact| {
            all.push_str(fact);
            all.push_str(".\n");
            all
        },
    )
}

/// A closed object with every property required.
fn closed(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// What a model is told for each purpose.
const fn instructions(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Facets => include_str!("prompts/facets.md"),
        Purpose::Rationale => include_str!("prompts/rationale.md"),
        Purpose::Reorder => include_str!("prompts/reorder.md"),
    }
}

/// Made from the words of the prompt, so that nobody has to remember to raise it.
fn version(purpose: Purpose) -> i32 {
    let [first, second, third, fourth, ..]: [u8; 32] = Sha256::digest(instructions(purpose)).into();
    i32::from_be_bytes([first & 0x7f, second, third, fourth])
}

/// Tells one question from another: with another prompt it is asked again.
fn digest(purpose: Purpose, model: &str, data: &Value) -> Vec<u8> {
    let question = json!([purpose, instructions(purpose), model, data]);
    Sha256::digest(question.to_string()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
