//! Where an advocate stands on a day, whatever the need: load, chance of a yes, and the gates that
//! no need can open. The index keeps it for the day on which it was built, so that a run only adds
//! what depends on the need; on another day it is computed on the way.

use super::acceptance::{self, Acceptance};
use super::candidate::TouchKind;
use super::fatigue::{self, Load};
use super::gate::{Closed, Rule};
use super::index::{Index, Row, TouchRow};
use super::window::Calendar;
use crate::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use crate::ids::AdvocateId;
use chrono::{DateTime, Utc};

#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub load: Load,
    pub acceptance: Acceptance,
    /// Without consent, which depends on the activity.
    pub closed: Closed,
    /// A bit for each activity with consent.
    consents: u8,
}

/// One day's standings, in the order of the index.
#[derive(Debug)]
pub(super) struct Day {
    pub today: u16,
    pub standings: Vec<Standing>,
}

impl Day {
    pub fn of(index: &Index, calendar: &Calendar) -> Self {
        let standings = index.rows.iter().map(|row| Standing::of(index, calendar, row)).collect();
        Self { today: calendar.today, standings }
    }
}

impl Standing {
    pub fn of(index: &Index, calendar: &Calendar, row: &Row) -> Self {
        Self::after(index, calendar, row, &[])
    }

    /// With touches that lie ahead of the ledger and behind the day.
    pub fn after(index: &Index, calendar: &Calendar, row: &Row, more: &[TouchRow]) -> Self {
        let today = calendar.today;
        let touched = Touched::after(index, calendar, row, more);
        let window = u32::from(index.policy.renewal_window_days);
        let consents = ActivityType::ALL
            .iter()
            .filter(|activity| row.consents[**activity as usize] >= today)
            .fold(0, |bits, activity| bits | 1 << *activity as u8);
        let checks = [
            (Rule::DoNotAsk, row.shield_class != 0 && row.shield_until >= today),
            (
                Rule::ReferenceStatus,
                matches!(row.reference_status, ReferenceStatus::Paused | ReferenceStatus::DoNotUse),
            ),
            (Rule::Lifecycle, row.lifecycle != Lifecycle::Active),
            (Rule::Veto, row.veto_until >= today),
            (Rule::Renewal, window > 0 && row.renewal >= today && u32::from(row.renewal - today) <= window),
            (Rule::Blackout, blackout_end(index, today, row).is_some()),
            (Rule::MonthlyCap, touched.this_month >= u16::from(row.asks_per_month)),
            (Rule::QuarterlyCap, touched.this_quarter >= u16::from(row.asks_per_quarter)),
            (
                Rule::CoolDown,
                touched.last_call != 0
                    && u32::from(touched.last_call) + u32::from(row.cool_down_days) > u32::from(today),
            ),
        ];
        Self { load: touched.load, acceptance: chance(index, today, row), closed: Closed::of(checks), consents }
    }

    /// Every rule that is closed today, with consent to this activity.
    pub fn closed_to(&self, activity: ActivityType) -> Closed {
        self.closed.and(Closed::of([(Rule::Consent, !self.consents_to(activity))]))
    }

    #[inline]
    pub fn consents_to(&self, activity: ActivityType) -> bool {
        self.consents >> activity as u8 & 1 == 1
    }
}

fn chance(index: &Index, today: u16, row: &Row) -> Acceptance {
    let days = acceptance::silence(row.last_heard, today);
    let active = index.habits.active(&index.by_silence, days, row.unanswered);
    Acceptance { chance: acceptance::chance(active, row.willing), asked: row.asked, prior: row.prior }
}

/// How much more asking one advocate bears: what the book-wide plan needs besides the offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub load: Load,
    /// Until the nearer of the monthly and the quarterly cap.
    pub asks_left: u8,
}

impl Index {
    /// The room of one advocate today; nothing when they are not in the index.
    pub fn room(&self, id: AdvocateId, now: DateTime<Utc>) -> Option<Room> {
        let row = &self.rows[self.position_of(id)?];
        let touched = Touched::of(self, &Calendar::of(now.date_naive()), row);
        let left = |cap: u8, asked: u16| cap.saturating_sub(u8::try_from(asked).unwrap_or(u8::MAX));
        let asks_left =
            left(row.asks_per_month, touched.this_month).min(left(row.asks_per_quarter, touched.this_quarter));
        Some(Room { load: touched.load, asks_left })
    }
}

/// What the touch ledger says about one advocate on a day.
pub(super) struct Touched {
    load: Load,
    pub this_month: u16,
    pub this_quarter: u16,
    /// The last call; 0 for none.
    pub last_call: u16,
}

impl Touched {
    pub fn of(index: &Index, calendar: &Calendar, row: &Row) -> Self {
        Self::after(index, calendar, row, &[])
    }

    fn after(index: &Index, calendar: &Calendar, row: &Row, more: &[TouchRow]) -> Self {
        let (mut load, mut this_month, mut this_quarter, mut last_call) = (0, 0, 0, 0);
        for touch in row.touches.of_list(&index.touches).iter().chain(more) {
            let days = calendar.today.saturating_sub(touch.day);
            load += fatigue::faded(u32::from(days), u32::from(touch.cost));
            let within = |(from, end): (u16, u16)| u16::from(from <= touch.day && touch.day < end);
            if touch.kind == TouchKind::Ask {
                this_month += within(calendar.month);
                this_quarter += within(calendar.quarter);
            }
            if touch.kind == TouchKind::Call {
                last_call = last_call.max(touch.day.min(calendar.today));
            }
        }
        Self { load: Load::from_sum(load), this_month, this_quarter, last_call }
    }
}

/// The last day of the time off that a day lies in.
pub(super) fn blackout_end(index: &Index, today: u16, row: &Row) -> Option<u16> {
    let blackouts = row.blackouts.of_list(&index.blackouts).iter();
    blackouts.filter(|(from, to)| *from <= today && today <= *to).map(|(_, to)| *to).max()
}
