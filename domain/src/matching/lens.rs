//! A need seen through an index: every text looked up once, every table made once per run.

use super::acceptance;
use super::candidate::Seniority;
use super::factor::Value;

use super::index::{Index, day_number};
use super::need::{DEFAULT_HORIZON_DAYS, Need};
use super::vocabulary::Kind;
use crate::ids::OrganisationId;
use crate::organisations::Industry;
use crate::time::WORDS;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};

/// Tags that nobody asked for set this bit, which no mask contains.
const UNWANTED: u8 = 127;
/// A need may name this many different tags; what comes later counts as not met by anybody.
const MOST_TAGS: usize = UNWANTED as usize;

pub(super) const RIVAL: u8 = 1;
pub(super) const OWN: u8 = 2;
pub(super) const RELATED: u8 = 4;
pub(super) const VETOED: u8 = 1;
pub(super) const SPOKE: u8 = 2;

pub(super) struct Lens<'a> {
    pub index: &'a Index,
    pub need: &'a Need,
    pub today: NaiveDate,
    pub calendar: Calendar,
    /// The bit of each tag of the vocabulary.
    bits: Vec<u8>,
    pub wanted: [Wanted; Kind::COUNT],
    importance: [u32; 128],
    /// Likeness by industry position; nothing when the need has no industry.
    pub likeness: Option<Vec<u16>>,
    pub scarcity: Vec<u16>,
    pub size: Option<f64>,
    pub seniority: Option<Seniority>,
    /// Flags by organisation; empty when there is no conflict to look for.
    pub conflicts: Vec<u8>,
    /// Flags by advocate; empty when none is marked.
    pub marks: Vec<u8>,
    /// Text score by advocate; nothing when no search was run.
    pub text: Option<Vec<Value>>,
    pub active: Vec<f64>,
    pub window: Window,
}

/// The tags of one kind that the need names.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    pub mask: u128,
    /// The sum of importance, with the tags that nobody has.
    pub total: u32,
}

/// Days of the run as numbers.
pub(super) struct Calendar {
    pub today: u16,
    pub month: (u16, u16),
    pub quarter: (u16, u16),
}

/// Where on the grid a shared time may lie.
pub(super) struct Window {
    /// The half hour after now.
    pub from: usize,
    pub until: usize,
    pub until_day: NaiveDate,
    pub open: [u64; WORDS],
    pub half_hours: u32,
    grid: DateTime<Utc>,
    /// Whether the activity needs a shared time at all and the grid still covers it.
    pub matters: bool,
}

impl<'a> Lens<'a> {
    pub fn new(index: &'a Index, need: &'a Need, now: DateTime<Utc>) -> Self {
        let today = now.date_naive();
        let mut lens = Self {
            index,
            need,
            today,
            calendar: Calendar::of(today),
            bits: vec![UNWANTED; index.vocabulary.len()],
            wanted: [Wanted::default(); Kind::COUNT],
            importance: [0; 128],
            likeness: need.industry.map(|wanted| Industry::all().map(|place| place.likeness(wanted)).collect()),
            scarcity: index.groups.bids(need.industry),
            size: need.employees.filter(|count| *count > 0).map(|count| libm::log(f64::from(count))),
            seniority: need.seniority,
            conflicts: Vec::new(),
            marks: Vec::new(),
            text: None,
            active: acceptance::active_by_silence(),
            window: Window::of(index, need, now),
        };
        lens.want_tags();
        lens.mark_conflicts();
        lens.mark_advocates();
        lens.text = need.text.as_ref().map(|hits| {
            let mut scores = vec![Value::UNKNOWN; index.rows.len()];
            for hit in hits {
                if let Some(at) = index.position_of(hit.advocate)
                    && hit.score.counted() >= scores[at].counted()
                {
                    scores[at] = Value::of(hit.score.counted());
                }
            }
            scores
        });
        lens
    }

    fn want_tags(&mut self) {
        let need = self.need;
        let mut next = 0;
        for wish in &need.use_cases {
            self.want(Kind::UseCase, &wish.name, wish.importance, &mut next);
        }
        for wish in &need.products {
            self.want(Kind::Product, &wish.name, wish.importance, &mut next);
        }
        let plain = [
            (Kind::Competitor, &need.competitors),
            (Kind::Objection, &need.objections),
            (Kind::Language, &need.languages),
            (Kind::Function, &need.functions),
            (Kind::Topic, &need.topics),
            (Kind::Tech, &need.tech_stack),
        ];
        for name in need.country.iter() {
            self.want(Kind::Country, name, 1, &mut next);
        }
        for name in need.region.iter() {
            self.want(Kind::Region, name, 1, &mut next);
        }
        for (kind, names) in plain {
            for name in names {
                self.want(kind, name, 1, &mut next);
            }
        }
    }

    fn want(&mut self, kind: Kind, name: &str, importance: u8, next: &mut u8) {
        if name.trim().is_empty() {
            return;
        }
        let importance = u32::from(importance.max(1));
        let wanted = &mut self.wanted[kind as usize];
        match self.index.vocabulary.find(kind, name) {
            // Named twice: once is enough.
            Some(id) if self.bits[id as usize] != UNWANTED => {}
            Some(id) if usize::from(*next) < MOST_TAGS => {
                self.bits[id as usize] = *next;
                wanted.mask |= 1 << *next;
                wanted.total += importance;
                self.importance[usize::from(*next)] = importance;
                *next += 1;
            }
            _ => wanted.total += importance,
        }
    }

    fn mark_conflicts(&mut self) {
        let prospect = &self.need.prospect;
        let organisations = &self.index.organisations;
        let mut conflicts = vec![0; organisations.len()];
        let mut any = false;
        let mut mark = |id: &OrganisationId, flag: u8| {
            if let Some(at) = organisations.get(id) {
                conflicts[*at as usize] |= flag;
                any = true;
            }
        };
        prospect.organisation.iter().for_each(|id| mark(id, OWN));
        prospect.related.iter().for_each(|id| mark(id, RELATED));
        prospect.rivals.iter().for_each(|id| mark(id, RIVAL));
        if any {
            self.conflicts = conflicts;
        }
    }

    fn mark_advocates(&mut self) {
        let lists = [(&self.need.vetoed, VETOED), (&self.need.prospect.spoke_with, SPOKE)];
        for (list, flag) in lists {
            for id in list {
                if let Some(at) = self.index.position_of(*id) {
                    self.marks.resize(self.index.rows.len(), 0);
                    self.marks[at] |= flag;
                }
            }
        }
    }

    /// The wanted tags among these, as bits.
    #[inline]
    pub fn hits(&self, tags: &[u32]) -> u128 {
        tags.iter().fold(0, |hits, tag| hits | 1u128 << self.bits[*tag as usize])
    }

    /// Whether a tag is wanted as a use case.
    #[inline]
    pub fn wants_use_case(&self, tag: u32) -> bool {
        self.bits.get(tag as usize).is_some_and(|bit| self.wanted[Kind::UseCase as usize].mask >> *bit & 1 == 1)
    }

    /// The share of the wanted tags of a kind that were hit, by importance.
    #[inline]
    pub fn covered(&self, kind: Kind, hits: u128, known: u16) -> Value {
        let wanted = self.wanted[kind as usize];
        if wanted.total == 0 || known & kind.bit() == 0 {
            return Value::UNKNOWN;
        }
        let mut met = hits & wanted.mask;
        let mut sum = 0;
        while met != 0 {
            sum += self.importance[met.trailing_zeros() as usize];
            met &= met - 1;
        }
        Value::ratio(sum, wanted.total)
    }

    #[inline]
    pub fn wants(&self, kind: Kind) -> bool {
        self.wanted[kind as usize].total > 0
    }

    #[inline]
    pub fn meets_any(&self, kind: Kind, hits: u128) -> bool {
        hits & self.wanted[kind as usize].mask != 0
    }

    /// The names of the wanted tags of a kind that were hit, in the order of the index.
    pub fn met_names(&self, kind: Kind, tags: &[u32]) -> Vec<String> {
        tags.iter()
            .filter(|tag| self.wanted[kind as usize].mask >> self.bits[**tag as usize] & 1 == 1)
            .map(|tag| self.index.vocabulary.name(*tag).to_owned())
            .collect()
    }
}

impl Calendar {
    fn of(today: NaiveDate) -> Self {
        let month = today.with_day(1).unwrap_or(today);
        let quarter = month.with_month0(month.month0() / 3 * 3).unwrap_or(month);
        let after =
            |first: NaiveDate, months| first.checked_add_months(Months::new(months)).map_or(u16::MAX, day_number);
        Self {
            today: day_number(today),
            month: (day_number(month), after(month, 1)),
            quarter: (day_number(quarter), after(quarter, 3)),
        }
    }
}

impl Window {
    fn of(index: &Index, need: &Need, now: DateTime<Utc>) -> Self {
        let today = now.date_naive();
        // A date that has passed cannot be met; looking two weeks ahead still helps.
        let until_day = need
            .needed_by
            .filter(|day| *day >= today)
            .or_else(|| today.checked_add_days(Days::new(DEFAULT_HORIZON_DAYS.into())))
            .unwrap_or(today);
        let end = until_day.succ_opt().unwrap_or(until_day).and_time(chrono::NaiveTime::MIN).and_utc();
        // Rounded up to the next half hour, and kept on the grid.
        let on_grid = |at: DateTime<Utc>| {
            let half_hours = ((at - index.grid).num_seconds() + 1_799).div_euclid(1_800);
            usize::try_from(half_hours).unwrap_or(0).min(WORDS * 64)
        };
        let (from, until) = (on_grid(now), on_grid(end));
        let mut open = need.open_hours.as_ref().map_or([u64::MAX; WORDS], |hours| hours.words_from(index.grid));
        for (at, word) in open.iter_mut().enumerate() {
            *word &= below(until.saturating_sub(at * 64));
        }
        Self {
            from,
            until,
            until_day,
            open,
            half_hours: u32::from(need.half_hours.clamp(1, 48)),
            grid: index.grid,
            matters: need.activity.needs_a_shared_time() && from < until,
        }
    }

    /// The instant of a half hour on the grid.
    pub fn instant(&self, half_hour: usize) -> Option<DateTime<Utc>> {
        let minutes = i64::try_from(half_hour).ok()? * 30;
        self.grid.checked_add_signed(TimeDelta::minutes(minutes))
    }

    /// The first shared stretch long enough that starts after the notice.
    #[inline]
    pub fn soonest(&self, free: &[u64; WORDS], notice: u16) -> Option<usize> {
        let first = self.from + usize::from(notice);
        let mut word = first / 64;
        let mut keep = !below(first % 64);
        while word < WORDS && word * 64 < self.until {
            let mut shared = free[word] & self.open[word] & keep;
            if self.half_hours > 1 && shared != 0 {
                let next = free.get(word + 1).map_or(0, |free| free & self.open[word + 1]);
                let wide = u128::from(next) << 64 | u128::from(shared);
                let mut starts = wide;
                for step in 1..self.half_hours {
                    starts &= wide >> step;
                }
                #[expect(clippy::cast_possible_truncation, reason = "the lower word is meant")]
                {
                    shared = starts as u64;
                }
            }
            if shared != 0 {
                return Some(word * 64 + shared.trailing_zeros() as usize);
            }
            keep = u64::MAX;
            word += 1;
        }
        None
    }
}

/// The lowest `count` bits.
const fn below(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}
