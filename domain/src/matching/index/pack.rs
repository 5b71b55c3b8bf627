//! From a candidate to a row.

use super::rows::{OutcomeRow, Row, Span, TouchRow};
use super::{FOREVER, Index, NONE, day_number, position};
use crate::advocates::ActivityType;
use crate::ids::OrganisationId;
use crate::matching::acceptance::Answering;
use crate::matching::candidate::Candidate;
use crate::matching::size;
use crate::matching::vocabulary::Kind;
use std::collections::HashMap;

/// What the estimate of acceptance reads of a candidate.
pub(super) fn answering(candidate: &Candidate) -> Answering {
    Answering {
        record: candidate.record,
        silences: candidate.silences,
        known_since: candidate.known_since.map_or(0, day_number),
        last_heard: candidate.last_heard.map_or(0, day_number),
        industry: candidate.industry,
    }
}

impl Index {
    pub(super) fn row(&mut self, candidate: &Candidate) -> Row {
        let mut known = 0;
        let tags = self.tags(candidate, &mut known);
        let limits = &candidate.limits;
        let stricter = |own: Option<u8>, policy: u8| own.map_or(policy, |own| own.min(policy));
        let mut consents = [0; ActivityType::ALL.len()];
        for consent in &candidate.consents {
            let until = &mut consents[consent.activity as usize];
            *until = (*until).max(consent.until.map_or(FOREVER, day_number));
        }
        let answering = answering(candidate);
        let willing = self.habits.willing(&answering);
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
            accepted: candidate.record.accepted.min(candidate.record.asked),
            unanswered: answering.unanswered(),
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
}

fn intern(organisations: &mut HashMap<OrganisationId, u32>, id: OrganisationId) -> u32 {
    let next = position(organisations.len());
    *organisations.entry(id).or_insert(next)
}
