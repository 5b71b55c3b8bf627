//! How far the one person may be asked that two records become: never further than what was said of either allows.
//!
//! What somebody said or decided counts for the person, on whichever record it stands: a withdrawal, a pause, a limit, a
//! manager's "do not use". Silence is no word: where one record says nothing of a purpose, or nobody was invited by it
//! yet, the other's word holds. Of two words on one purpose the later one counts, as it would in one ledger; of two at
//! one moment the stricter.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::advocates::{ConsentDecision, Lifecycle, Pause, PauseDecision, Purpose, ReferenceStatus};

/// What a person said last of a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWord {
    pub decision: ConsentDecision,
    pub decided_at: DateTime<Utc>,
    /// The last day, of a consent that ends.
    pub expires_on: Option<NaiveDate>,
}

impl ConsentWord {
    /// Whether the person may be asked on this day.
    pub fn holds(self, today: NaiveDate) -> bool {
        self.decision == ConsentDecision::Granted && self.expires_on.is_none_or(|last| last >= today)
    }

    /// How far the word reaches: a withdrawal nowhere, a consent to its last day.
    fn reach(self) -> NaiveDate {
        match self.decision {
            ConsentDecision::Withdrawn => NaiveDate::MIN,
            ConsentDecision::Granted => self.expires_on.unwrap_or(NaiveDate::MAX),
        }
    }
}

/// What the one person said last: the later word, and at one moment the stricter.
pub fn consent_of_both(one: Option<ConsentWord>, other: Option<ConsentWord>) -> Option<ConsentWord> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let key = |word: ConsentWord| (word.decided_at, std::cmp::Reverse(word.reach()));
            Some(if key(one) >= key(other) { one } else { other })
        }
        (one, other) => one.or(other),
    }
}

/// The word that a merge adds to the ledger so that the stricter of two at one moment is the last one. A ledger in which
/// both stand decides between them by chance.
pub fn consent_to_add(one: Option<ConsentWord>, other: Option<ConsentWord>) -> Option<ConsentWord> {
    let (first, second) = one.zip(other)?;
    let is_tied = first.decided_at == second.decided_at && first.reach() != second.reach();
    let strict = consent_of_both(one, other).filter(|_| is_tied)?;
    // The smallest step that the database tells apart.
    Some(ConsentWord { decided_at: strict.decided_at + TimeDelta::microseconds(1), ..strict })
}

/// What a person said last of new requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseWord {
    pub decision: PauseDecision,
    pub decided_at: DateTime<Utc>,
    pub resumes_on: Option<NaiveDate>,
}

impl PauseWord {
    pub fn in_force(self, today: NaiveDate) -> Option<Pause> {
        Pause::in_force(self.decision, self.resumes_on, today)
    }
}

/// The pause of the one person: if either has one that holds, until the later end.
pub fn pause_of_both(one: Option<PauseWord>, other: Option<PauseWord>, today: NaiveDate) -> Option<Pause> {
    let holds = |word: Option<PauseWord>| word.and_then(|word| word.in_force(today));
    match (holds(one), holds(other)) {
        (Some(one), Some(other)) => {
            Some(Pause { resumes_on: one.resumes_on.zip(other.resumes_on).map(|(one, other)| one.max(other)) })
        }
        (one, other) => one.or(other),
    }
}

/// The pause that a merge adds to the record, where the later of two words is not the stricter.
pub fn pause_to_add(one: Option<PauseWord>, other: Option<PauseWord>, today: NaiveDate) -> Option<Pause> {
    let wanted = pause_of_both(one, other, today)?;
    let (first, second) = one.zip(other)?;
    let is_tied = first.decided_at == second.decided_at;
    let last = if first.decided_at > second.decided_at { first } else { second };
    (is_tied || last.in_force(today) != Some(wanted)).then_some(wanted)
}

/// Where the one person stands: held back if either is, the stricter of two; else as far as either came.
pub const fn lifecycle_of_both(one: Lifecycle, other: Lifecycle) -> Lifecycle {
    if rank(one) >= rank(other) { one } else { other }
}

/// Who is held back ranks above who is active; who has not joined yet below.
const fn rank(lifecycle: Lifecycle) -> u8 {
    match lifecycle {
        Lifecycle::Candidate => 0,
        Lifecycle::Nominated => 1,
        Lifecycle::Invited => 2,
        Lifecycle::Onboarding => 3,
        Lifecycle::Active => 4,
        Lifecycle::Resting => 5,
        Lifecycle::AtRisk => 6,
        Lifecycle::Paused => 7,
        Lifecycle::Alumni => 8,
    }
}

/// Whether the person may be used: the stricter of both.
pub fn status_of_both(one: ReferenceStatus, other: ReferenceStatus) -> ReferenceStatus {
    one.max(other)
}

/// An advocate's own limits. Nothing means the company's, which hold in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLimits {
    pub monthly_cap: Option<i32>,
    pub quarterly_cap: Option<i32>,
    pub cool_down_days: Option<i32>,
    pub notice_hours: i32,
    pub buffer_minutes: i32,
    pub daily_cap: i32,
}

/// The stricter of each.
pub fn limits_of_both(one: OwnLimits, other: OwnLimits) -> OwnLimits {
    let fewer = |one: Option<i32>, other: Option<i32>| [one, other].into_iter().flatten().min();
    OwnLimits {
        monthly_cap: fewer(one.monthly_cap, other.monthly_cap),
        quarterly_cap: fewer(one.quarterly_cap, other.quarterly_cap),
        cool_down_days: one.cool_down_days.max(other.cool_down_days),
        notice_hours: one.notice_hours.max(other.notice_hours),
        buffer_minutes: one.buffer_minutes.max(other.buffer_minutes),
        daily_cap: one.daily_cap.min(other.daily_cap),
    }
}

/// The last word on each purpose.
pub type Consents = std::collections::BTreeMap<Purpose, ConsentWord>;
