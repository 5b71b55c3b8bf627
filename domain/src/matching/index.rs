//! The prepared index: everything about a company's advocates that does not depend on the need,
//! packed so that a run reads memory from front to back and looks nothing up by text.

use super::acceptance::{self, Prior, Record, Tally};
use super::candidate::{Candidate, Policy, TouchKind};
use super::factor::Value;
use super::facts::Facts;
use super::fit;
use super::postings::Postings;
use super::scarcity::Groups;
use super::seek::Directory;
use super::size::{self, Closeness};
use super::standing::Day;
use super::vocabulary::{Kind, Vocabulary};
use super::window::Calendar;
use crate::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use crate::ids::{AdvocateId, OrganisationId};
use crate::organisations::Industry;
use crate::time::{FreeTime, WORDS};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::HashMap;

/// "Not known" for a position or a day that may be missing.
pub(super) const NONE: u32 = u32::MAX;
/// A day that never comes, for things without an end.
pub(super) const FOREVER: u16 = u16::MAX;

/// Advocates prepared for matching. Build it once per company and again when advocates change;
/// many runs may read it at once.
#[derive(Debug)]
pub struct Index {
    pub(super) policy: Policy,
    pub(super) rows: Vec<Row>,
    /// What a run asks of everybody, apart from the rows so that a run reads nothing else.
    pub(super) facts: Vec<Facts>,
    pub(super) ids: Vec<AdvocateId>,
    pub(super) directory: Directory,
    pub(super) tags: Vec<u32>,
    pub(super) outcomes: Vec<OutcomeRow>,
    pub(super) touches: Vec<TouchRow>,
    pub(super) blackouts: Vec<(u16, u16)>,
    pub(super) related: Vec<u32>,
    /// Who has a tag.
    pub(super) holders: Postings,
    /// Who tells an outcome of a use case.
    pub(super) tellers: Postings<Told>,
    /// Who is of an organisation, and who is of one that is related to it.
    pub(super) members: Postings,
    pub(super) relatives: Postings,
    /// Free half hours, word by word: first word 0 of everybody, then word 1. A run looks at the
    /// same few words of everybody, so it reads them one after another.
    free: Vec<u64>,
    pub(super) day: Day,
    /// Where every free-time grid begins.
    pub(super) grid: DateTime<Utc>,
    pub(super) vocabulary: Vocabulary,
    pub(super) organisations: HashMap<OrganisationId, u32>,
    pub(super) groups: Groups,
    pub(super) closeness: Closeness,
    texts: String,
}

/// One advocate. Dates are days since 1970, 0 where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub id: AdvocateId,
    pub tags: Span,
    pub outcomes: Span,
    pub touches: Span,
    pub blackouts: Span,
    pub related: Span,
    pub organisation: u32,
    pub has_hours: bool,
    pub employees: u32,
    /// Steps of the logarithm of employees (see size.rs); 0 unknown.
    pub size: u16,
    /// P(accept) before silence.
    pub willing: f32,
    pub prior: Prior,
    pub asked: u16,
    pub industry: Option<Industry>,
    /// Which kinds of tag are known: a bit each.
    pub known: u16,
    pub has_story: bool,
    /// 1 to 5, 0 unknown.
    pub seniority: u8,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    /// Last day of consent by activity.
    pub consents: [u16; ActivityType::ALL.len()],
    pub asks_per_month: u8,
    pub asks_per_quarter: u8,
    pub cool_down_days: u16,
    pub notice_half_hours: u16,
    pub shield_until: u16,
    /// Position of the class plus one; 0 for none.
    pub shield_class: u8,
    pub veto_until: u16,
    pub renewal: u16,
    pub last_heard: u16,
}

/// A stretch of one of the shared lists.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    fn of<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Self {
        let start = list.len();
        list.extend(items);
        Self { start: position(start), len: position(list.len() - start) }
    }

    #[inline]
    pub fn of_list<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..(self.start + self.len) as usize]
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct OutcomeRow {
    pub use_case: u32,
    pub measured: bool,
    text: Span,
}

/// Somebody with an outcome of a use case, and what their outcomes prove when only this use case is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub at: u32,
    pub alone: Value,
}

impl Default for Told {
    fn default() -> Self {
        Self { at: NONE, alone: Value::UNKNOWN }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct TouchRow {
    pub day: u16,
    pub kind: TouchKind,
    pub cost: u16,
}

impl Index {
    /// Packs the advocates. Their order does not matter; a second advocate with the same id is
    /// ignored. `now` sets where the four weeks of free time begin.
    pub fn build(mut candidates: Vec<Candidate>, policy: Policy, now: DateTime<Utc>) -> Self {
        candidates.sort_by_key(|candidate| candidate.id);
        candidates.dedup_by_key(|candidate| candidate.id);
        let active = candidates.iter().filter(|candidate| candidate.lifecycle == Lifecycle::Active);
        let groups = Groups::count(active.filter_map(|candidate| candidate.industry));
        let tallies = Tallies::of(&candidates);
        let mut index = Self {
            policy,
            rows: Vec::with_capacity(candidates.len()),
            facts: Vec::new(),
            ids: candidates.iter().map(|candidate| candidate.id).collect(),
            directory: (0..).zip(&candidates).map(|(at, candidate)| (candidate.id, at)).collect(),
            tags: Vec::new(),
            outcomes: Vec::new(),
            touches: Vec::new(),
            blackouts: Vec::new(),
            related: Vec::new(),
            holders: Postings::default(),
            tellers: Postings::default(),
            members: Postings::default(),
            relatives: Postings::default(),
            free: vec![0; candidates.len() * WORDS],
            day: Day { today: 0, standings: Vec::new() },
            grid: FreeTime::none(now).start(),
            vocabulary: Vocabulary::default(),
            organisations: HashMap::new(),
            groups,
            closeness: Closeness::table(),
            texts: String::new(),
        };
        for (at, candidate) in candidates.iter().enumerate() {
            let row = index.row(candidate, &tallies);
            index.rows.push(row);
            if let Some(free) = &candidate.free {
                index.keep_free_time(at, free);
            }
        }
        index.shrink();
        index.turn_around();
        index.day = Day::of(&index, &Calendar::of(now.date_naive()));
        index
    }

    /// How many advocates it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes held in lists, without the vocabulary: what 100,000 advocates cost.
    pub fn bytes(&self) -> usize {
        size_of_val(self.rows.as_slice())
            + size_of_val(self.facts.as_slice())
            + size_of_val(self.ids.as_slice())
            + self.directory.capacity() * size_of::<(AdvocateId, u32)>()
            + size_of_val(self.tags.as_slice())
            + size_of_val(self.outcomes.as_slice())
            + size_of_val(self.touches.as_slice())
            + size_of_val(self.blackouts.as_slice())
            + size_of_val(self.related.as_slice())
            + self.holders.bytes()
            + self.tellers.bytes()
            + self.members.bytes()
            + self.relatives.bytes()
            + size_of_val(self.free.as_slice())
            + size_of_val(self.day.standings.as_slice())
            + self.texts.len()
    }

    pub(super) fn text(&self, outcome: &OutcomeRow) -> &str {
        let start = outcome.text.start as usize;
        self.texts.get(start..start + outcome.text.len as usize).unwrap_or_default()
    }

    fn row(&mut self, candidate: &Candidate, tallies: &Tallies) -> Row {
        let mut known = 0;
        let tags = self.tags(candidate, &mut known);
        let limits = &candidate.limits;
        let stricter = |own: Option<u8>, policy: u8| own.map_or(policy, |own| own.min(policy));
        let mut consents = [0; ActivityType::ALL.len()];
        for consent in &candidate.consents {
            let until = &mut consents[consent.activity as usize];
            *until = (*until).max(consent.until.map_or(FOREVER, day_number));
        }
        let willing = tallies.willing(candidate);
        Row {
            id: candidate.id,
            tags,
            outcomes: self.outcomes(candidate),
            touches: Span::of(
                &mut self.touches,
                candidate.touches.iter().map(|touch| TouchRow {
                    day: day_number(touch.on),
                    kind: touch.kind,
                    cost: touch.cost,
                }),
            ),
            blackouts: Span::of(
                &mut self.blackouts,
                limits.blackouts.iter().map(|(from, to)| (day_number(*from), day_number(*to))),
            ),
            organisation: candidate.organisation.map_or(NONE, |id| intern(&mut self.organisations, id)),
            related: {
                let related: Vec<u32> =
                    candidate.related.iter().map(|id| intern(&mut self.organisations, *id)).collect();
                Span::of(&mut self.related, related)
            },
            has_hours: candidate.free.is_some(),
            employees: candidate.employees.unwrap_or(0),
            size: size::steps(candidate.employees.unwrap_or(0)),
            willing: willing.chance,
            prior: willing.prior,
            asked: candidate.record.asked,
            industry: candidate.industry,
            known,
            has_story: candidate.has_story,
            seniority: candidate.seniority.map_or(0, |seniority| seniority as u8 + 1),
            lifecycle: candidate.lifecycle,
            reference_status: candidate.reference_status,
            consents,
            asks_per_month: stricter(limits.asks_per_month, self.policy.asks_per_month),
            asks_per_quarter: stricter(limits.asks_per_quarter, self.policy.asks_per_quarter),
            cool_down_days: limits.cool_down_days.unwrap_or(0).max(self.policy.cool_down_days),
            notice_half_hours: limits.notice_hours.unwrap_or(0).max(self.policy.notice_hours).saturating_mul(2),
            shield_until: candidate.shield.map_or(0, |shield| shield.until.map_or(FOREVER, day_number)),
            shield_class: candidate.shield.map_or(0, |shield| shield.class as u8 + 1),
            veto_until: candidate.veto.map_or(0, |veto| veto.until.map_or(FOREVER, day_number)),
            renewal: candidate.renewal_on.map_or(0, day_number),
            last_heard: candidate.last_heard.map_or(0, day_number),
        }
    }

    fn tags(&mut self, candidate: &Candidate, known: &mut u16) -> Span {
        let country: Vec<String> = candidate.country.iter().cloned().collect();
        let region: Vec<String> = candidate.region.iter().cloned().collect();
        let lists = [
            (Kind::UseCase, &candidate.use_cases),
            (Kind::Product, &candidate.products),
            (Kind::Competitor, &candidate.competitors_replaced),
            (Kind::Objection, &candidate.objections_answered),
            (Kind::Tech, &candidate.tech_stack),
            (Kind::Topic, &candidate.topics),
            (Kind::Language, &candidate.languages),
            (Kind::Function, &candidate.functions),
            (Kind::Country, &country),
            (Kind::Region, &region),
        ];
        let mut ids = Vec::new();
        for (kind, names) in lists {
            for name in names {
                if let Some(id) = self.vocabulary.intern(kind, name) {
                    *known |= kind.bit();
                    ids.push(id);
                }
            }
        }
        // In a fixed order and without repeats, so that the same facts give the same bytes.
        ids.sort_unstable();
        ids.dedup();
        Span::of(&mut self.tags, ids)
    }

    fn outcomes(&mut self, candidate: &Candidate) -> Span {
        let rows: Vec<OutcomeRow> = candidate
            .outcomes
            .iter()
            .map(|outcome| {
                let start = position(self.texts.len());
                self.texts.push_str(&outcome.text);
                let use_case = outcome.use_case.as_deref();
                OutcomeRow {
                    use_case: use_case.and_then(|name| self.vocabulary.intern(Kind::UseCase, name)).unwrap_or(NONE),
                    measured: outcome.measured,
                    text: Span { start, len: position(outcome.text.len()) },
                }
            })
            .collect();
        Span::of(&mut self.outcomes, rows)
    }

    fn keep_free_time(&mut self, at: usize, free: &FreeTime) {
        for (word, bits) in free.words_from(self.grid).into_iter().enumerate() {
            self.free[word * self.ids.len() + at] = bits;
        }
    }

    /// What runs read instead of the rows: the facts of everybody, and who has what.
    fn turn_around(&mut self) {
        let outcomes = |row: &Row| row.outcomes.of_list(&self.outcomes);
        let rows = || (0..).zip(&self.rows);
        let tags = rows().flat_map(|(at, row)| row.tags.of_list(&self.tags).iter().map(move |tag| (*tag, at)));
        let related =
            rows().flat_map(|(at, row)| row.related.of_list(&self.related).iter().map(move |house| (*house, at)));
        let own = rows().filter_map(|(at, row)| (row.organisation != NONE).then_some((row.organisation, at)));
        let mut told = Vec::new();
        for (at, row) in rows() {
            let mut use_cases: Vec<u32> = outcomes(row).iter().map(|outcome| outcome.use_case).collect();
            use_cases.retain(|use_case| *use_case != NONE);
            use_cases.sort_unstable();
            use_cases.dedup();
            let alone = |wanted| fit::outcomes(outcomes(row), |use_case| use_case == wanted);
            told.extend(use_cases.into_iter().map(|wanted| (wanted, Told { at, alone: alone(wanted) })));
        }
        let (tag_count, house_count) = (self.vocabulary.len(), self.organisations.len());
        let holders = Postings::of(tag_count, tags);
        let tellers = Postings::of(tag_count, told.into_iter());
        let members = Postings::of(house_count, own);
        let relatives = Postings::of(house_count, related);
        self.facts = self.rows.iter().map(|row| Facts::before_need(row, outcomes(row))).collect();
        (self.holders, self.tellers, self.members, self.relatives) = (holders, tellers, members, relatives);
    }

    /// One word of the free time of everybody; nothing behind the last word.
    #[inline]
    pub(super) fn free_words(&self, word: usize) -> &[u64] {
        let start = word * self.ids.len();
        self.free.get(start..start + self.ids.len()).unwrap_or_default()
    }

    /// One word of the free time of an advocate.
    #[inline]
    pub(super) fn free_word(&self, word: usize, at: usize) -> u64 {
        self.free.get(word * self.ids.len() + at).copied().unwrap_or(0)
    }

    fn shrink(&mut self) {
        self.tags.shrink_to_fit();
        self.outcomes.shrink_to_fit();
        self.touches.shrink_to_fit();
        self.texts.shrink_to_fit();
    }
}

/// Asks and answers by segment (the industry sector) and of the whole company.
struct Tallies {
    company: Tally,
    sectors: Vec<Tally>,
}

impl Tallies {
    fn of(candidates: &[Candidate]) -> Self {
        let mut tallies = Self { company: Tally::default(), sectors: vec![Tally::default(); Industry::COUNT] };
        for candidate in candidates {
            tallies.company.add(candidate.record);
            if let Some(industry) = candidate.industry {
                tallies.sectors[industry.sector().position()].add(candidate.record);
            }
        }
        tallies
    }

    fn willing(&self, candidate: &Candidate) -> acceptance::Willing {
        let segment =
            candidate.industry.map_or(Tally::default(), |industry| self.sectors[industry.sector().position()]);
        let record = Record { accepted: candidate.record.accepted.min(candidate.record.asked), ..candidate.record };
        acceptance::willing(record, segment, self.company)
    }
}

fn intern(organisations: &mut HashMap<OrganisationId, u32>, id: OrganisationId) -> u32 {
    let next = position(organisations.len());
    *organisations.entry(id).or_insert(next)
}

/// A position in a list of an index; 4 billion entries would not fit into memory anyway.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// Days since 1970, kept between the first and the last day that fit.
pub(super) fn day_number(date: NaiveDate) -> u16 {
    u16::try_from((date.num_days_from_ce() - 719_163).clamp(1, i32::from(FOREVER) - 1)).unwrap_or(1)
}

pub(super) fn date(day: u16) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(i32::from(day) + 719_163).unwrap_or_default()
}
