//! A need seen through an index: every text looked up once, every table made once per run.

use super::factor::Value;
use super::facts::Facts;
use super::fit;
use super::gate::{Closed, Rule};
use super::index::{Index, Row, position};
use super::need::{Need, TextHit};
use super::seek::Few;
use super::size;
use super::standing::Standing;
use super::terms::Terms;
use super::vocabulary::Kind;
use super::wanted::Wanted;
use super::window::{Calendar, Window};
use crate::ids::AdvocateId;
use crate::organisations::Industry;
use chrono::{DateTime, NaiveDate, Utc};

pub(super) struct Lens<'a> {
    pub index: &'a Index,
    pub need: &'a Need,
    pub today: NaiveDate,
    pub calendar: Calendar,
    pub wanted: Wanted,
    /// By industry position; unknown behind the last.
    likeness: Vec<Value>,
    /// By industry position; nothing behind the last.
    scarcity: Vec<u16>,
    /// Steps of the logarithm of employees; 0 unknown.
    pub size: u16,
    /// By rank; nothing when the need asks for none.
    pub seniority: Option<[Value; 8]>,
    /// By the degrees to which country and region are met.
    pub regions: [[Value; 3]; 3],
    /// The prospect's own organisation, if anybody is of it.
    pub prospect: Option<u32>,
    /// The gates that the need closes by name, from front to back.
    pub marks: Vec<(u32, Closed)>,
    text: Text<'a>,
    /// Whether the index was built for the day of this run.
    is_their_day: bool,
    pub window: Window,
}

/// The result of the text search, as it is looked up.
enum Text<'a> {
    /// No search was run.
    None,
    /// The best score by position, for runs over everybody.
    All(Vec<Value>),
    /// For a few advocates, by id, the best of each first.
    Few(Vec<&'a TextHit>),
}

impl<'a> Lens<'a> {
    /// For a run over everybody.
    pub fn over_all(index: &'a Index, need: &'a Need, now: DateTime<Utc>) -> Self {
        let text = need.text.as_deref().map_or(Text::None, |hits| Text::All(best_scores(index, hits)));
        Self::new(index, need, now, text, |_| true)
    }

    /// For a few advocates, without touching the others.
    pub fn over(index: &'a Index, need: &'a Need, now: DateTime<Utc>, few: impl Iterator<Item = AdvocateId>) -> Self {
        let few: Few = few.collect();
        let text = need.text.as_deref().map_or(Text::None, |hits| {
            let mut hits: Vec<_> = hits.iter().filter(|hit| few.contains(&hit.advocate)).collect();
            // Equal ones stay in the order in which they came.
            hits.sort_by_key(|hit| (hit.advocate, std::cmp::Reverse(hit.score.counted())));
            Text::Few(hits)
        });
        Self::new(index, need, now, text, |id| few.contains(id))
    }

    fn new(
        index: &'a Index,
        need: &'a Need,
        now: DateTime<Utc>,
        text: Text<'a>,
        is_seen: impl Fn(&AdvocateId) -> bool,
    ) -> Self {
        let today = now.date_naive();
        let calendar = Calendar::of(today);
        let wanted = Wanted::of(need, &index.vocabulary);
        let is_their_day = index.day.today == calendar.today;
        let likeness =
            |place: Industry| need.industry.map_or(Value::UNKNOWN, |wanted| Value::of(place.likeness(wanted)));
        Self {
            index,
            need,
            today,
            likeness: Industry::all().map(likeness).chain([Value::UNKNOWN]).collect(),
            scarcity: index.groups.bids(need.industry).into_iter().chain([0]).collect(),
            size: size::steps(need.employees.unwrap_or(0)),
            seniority: need.seniority.map(fit::seniorities),
            regions: fit::regions(wanted.asks_for(Kind::Country)),
            prospect: need.prospect.organisation.and_then(|id| index.organisations.get(&id).copied()),
            marks: marks(index, need, is_seen),
            text,
            is_their_day,
            window: Window::of(index, need, now),
            calendar,
            wanted,
        }
    }

    /// One advocate as this need sees them.
    pub fn facts(&self, at: usize) -> Facts {
        let row = &self.index.rows[at];
        let mut facts = Facts::untouched(&self.index.profiles[at]);
        for wanted in row.tags.of_list(&self.index.tags).iter().filter_map(|tag| self.wanted.find(*tag)) {
            facts.met.add(wanted.kind, wanted.importance);
        }
        facts.outcomes = self.outcomes(row);
        facts.text = self.text_score(at).unwrap_or(facts.text);
        facts.slot = self.window.soonest(facts.profile.notice, |word| self.index.free_word(word, at));
        let marks = &self.marks[self.marks.partition_point(|(other, _)| (*other as usize) < at)..];
        let own = marks.iter().take_while(|(other, _)| *other as usize == at);
        facts.marks = own.fold(Closed::default(), |closed, (_, mark)| closed.and(*mark));
        facts
    }

    /// What the outcomes of an advocate prove, now that it is known which use cases matter.
    pub fn outcomes(&self, row: &Row) -> Value {
        let outcomes = row.outcomes.of_list(&self.index.outcomes);
        fit::outcomes(outcomes, |use_case| self.wanted.names(Kind::UseCase, use_case))
    }

    // Always, as for the values, which are most of the terms.
    #[inline(always)]
    pub fn terms(&self, at: usize, facts: &Facts, standing: &Standing) -> Terms {
        Terms {
            id: self.index.ids[at],
            values: fit::values(self, facts),
            acceptance: standing.acceptance,
            load: standing.load,
            scarcity: self.scarcity[facts.profile.industry.map_or(Industry::COUNT, Industry::position)],
        }
    }

    #[inline]
    pub fn likeness_to(&self, industry: Option<Industry>) -> Value {
        self.likeness[industry.map_or(Industry::COUNT, Industry::position)]
    }

    /// Where an advocate stands today.
    #[inline]
    pub fn standing(&self, at: usize) -> Standing {
        if self.is_their_day {
            self.index.day.standings[at]
        } else {
            Standing::of(self.index, &self.calendar, &self.index.rows[at])
        }
    }

    pub const fn has_searched(&self) -> bool {
        !matches!(self.text, Text::None)
    }

    /// What the text search found for an advocate, if anything.
    #[inline]
    pub fn text_score(&self, at: usize) -> Option<Value> {
        match &self.text {
            Text::None => None,
            Text::All(scores) => Some(scores[at]).filter(|score| score.is_known()),
            Text::Few(_) => self.text_hits(self.index.ids[at]).next().map(|hit| Value::of(hit.score.counted())),
        }
    }

    /// What was found about one of a few advocates, the best first.
    pub fn text_hits(&self, id: AdvocateId) -> impl Iterator<Item = &'a TextHit> + '_ {
        let hits: &[&TextHit] = if let Text::Few(hits) = &self.text { hits } else { &[] };
        let start = hits.partition_point(|hit| hit.advocate < id);
        hits[start..].iter().copied().take_while(move |hit| hit.advocate == id)
    }
}

/// The best score of each advocate, by position; unknown without a hit.
fn best_scores(index: &Index, hits: &[TextHit]) -> Vec<Value> {
    let mut scores = vec![Value::UNKNOWN; index.len()];
    for hit in hits {
        if let Some(at) = index.position_of(hit.advocate) {
            scores[at] = Value::of(hit.score.counted().max(scores[at].counted()));
        }
    }
    scores
}

/// Who is kept out by name: ruled out, spoke with the prospect before, asked for this deal already, or of an
/// organisation that is a rival of the prospect, the prospect itself or of its group.
///
/// Whoever's own organisation lists the prospect as related is of its group, too. That makes nobody a rival: a
/// subsidiary of a rival is its own house, unless the list of rivals names it.
fn marks(index: &Index, need: &Need, is_seen: impl Fn(&AdvocateId) -> bool) -> Vec<(u32, Closed)> {
    let prospect = &need.prospect;
    let mut marks = Vec::new();
    for (list, rule) in
        [(&need.vetoed, Rule::Veto), (&prospect.spoke_with, Rule::AlreadySpoke), (&need.asked, Rule::AlreadyAsked)]
    {
        let here = list.iter().filter(|id| is_seen(id)).filter_map(|id| index.position_of(*id));
        marks.extend(here.map(|at| (position(at), rule)));
    }
    let found = |id| index.organisations.get(id).copied();
    let own = prospect.organisation.iter().filter_map(found);
    let group = prospect.related.iter().filter_map(found);
    let rivals = prospect.rivals.iter().filter_map(found).map(|at| (index.members.list(at), Rule::Rival));
    let houses = own.clone().chain(group).map(|at| (index.members.list(at), Rule::SameOrganisation));
    let relatives = own.map(|at| (index.relatives.list(at), Rule::SameOrganisation));
    for (advocates, rule) in rivals.chain(houses).chain(relatives) {
        marks.extend(advocates.iter().map(|at| (*at, rule)));
    }
    marks.sort_unstable();
    marks.into_iter().map(|(at, rule)| (at, Closed::of([(rule, true)]))).collect()
}
