//! Where somebody stands on a day, judged from dated facts.
//!
//! The facts say when something begins and ends, never what holds today, so they can be kept while days pass: whoever
//! keeps them judges anew each morning and when the company's limits change. The rules are those of matching that do
//! not depend on an opportunity ([`crate::matching::Rule`]), in the order in which they decide. The lines of the
//! directory are judged by the same rules in SQL; a test holds both to the same answer over many days.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{Lifecycle, ReferenceStatus, Span, Status, SupportLight};
use crate::matching::Load;

/// Touches count for so many days: longer than a quarter, and than any cooling off that is offered.
const TOUCH_DAYS: u64 = 120;
/// Calls held are counted for so many days.
const CALL_DAYS: u64 = 365;

/// What a day is remembered for. Costs are in thousandths of an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// An ask of any team, with its cost.
    Ask(u16),
    /// The touch that a call leaves.
    CallTouch(u16),
    /// Any other touch.
    Touch(u16),
    /// A reference call that was held.
    Held,
    /// A whole day off.
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub day: NaiveDate,
    pub what: Marked,
}

/// What is known of an advocate, whatever the day.
#[derive(Clone, Debug)]
pub struct Facts {
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    /// Consent for reference calls.
    pub agreed: Span,
    /// New requests are paused by their own word.
    pub paused: Span,
    /// A manager's no to every opportunity.
    pub ruled_out: Span,
    /// Their own limits, where they have any.
    pub monthly_cap: Option<u16>,
    pub quarterly_cap: Option<u16>,
    pub cool_down_days: Option<u16>,
    /// The last call that was held, however long ago.
    pub last_call: Option<NaiveDate>,
    pub marks: Box<[Mark]>,
}

/// What is known of their organisation, whatever the day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Customer {
    /// Support forbids to ask.
    pub closed: Span,
    /// Support asks for care.
    pub softened: Span,
    pub renewal_on: Option<NaiveDate>,
}

impl Customer {
    pub fn light(&self, today: NaiveDate) -> SupportLight {
        if self.closed.holds_on(today) {
            SupportLight::Closed
        } else if self.softened.holds_on(today) {
            SupportLight::Softened
        } else {
            SupportLight::Healthy
        }
    }
}

/// The company's numbers that a status depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub monthly_cap: u16,
    pub quarterly_cap: u16,
    pub cool_down_days: u16,
    pub renewal_window_days: u16,
}

/// Where somebody stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub status: Status,
    /// In thousandths of an ask.
    pub load: u16,
    /// Calls held in twelve months.
    pub calls: u16,
}

impl Facts {
    pub fn judged(&self, customer: &Customer, limits: &Limits, today: NaiveDate) -> Judged {
        let tally = Tally::of(&self.marks, today);
        let load = Load::of(self.touches(today));
        let status = self.status(customer, limits, &tally, today).with_fatigue(load.fatigue());
        Judged { status, load: load.asks, calls: tally.calls }
    }

    /// How long ago each touch was, and what it cost.
    fn touches(&self, today: NaiveDate) -> impl Iterator<Item = (u32, u32)> {
        self.marks.iter().filter_map(move |mark| match mark.what {
            Marked::Ask(cost) | Marked::CallTouch(cost) | Marked::Touch(cost) => {
                let days = u32::try_from((today - mark.day).num_days()).ok()?;
                Some((days, u32::from(cost)))
            }
            Marked::Held | Marked::Off => None,
        })
    }

    fn status(&self, customer: &Customer, limits: &Limits, tally: &Tally, today: NaiveDate) -> Status {
        let stricter = |own: Option<u16>, company: u16| own.unwrap_or(company).min(company);
        let window = today + Days::new(limits.renewal_window_days.into());
        let renews =
            limits.renewal_window_days > 0 && customer.renewal_on.is_some_and(|on| today <= on && on <= window);
        let rest = self.cool_down_days.unwrap_or_default().max(limits.cool_down_days);
        let rests = tally.last_call.is_some_and(|last| last + Days::new(rest.into()) > today);
        let decisive = [
            (customer.closed.holds_on(today) || self.reference_status == ReferenceStatus::DoNotUse, Status::DoNotAsk),
            (self.paused.holds_on(today), Status::Paused),
            (!self.agreed.holds_on(today), Status::NoConsent),
            (self.reference_status == ReferenceStatus::Paused, Status::OnHold),
            (self.lifecycle != Lifecycle::Active, Status::NotActive),
            (self.ruled_out.holds_on(today), Status::RuledOut),
            (renews, Status::Renewal),
            (tally.is_off, Status::Away),
            (tally.month_asks >= stricter(self.monthly_cap, limits.monthly_cap), Status::MonthlyCap),
            (tally.quarter_asks >= stricter(self.quarterly_cap, limits.quarterly_cap), Status::QuarterlyCap),
            (rests, Status::CoolingOff),
        ];
        decisive.iter().find(|(holds, _)| *holds).map_or(Status::Available, |(_, status)| *status)
    }
}

/// The marks, counted for a day.
#[derive(Default)]
struct Tally {
    month_asks: u16,
    quarter_asks: u16,
    last_call: Option<NaiveDate>,
    calls: u16,
    is_off: bool,
}

impl Tally {
    fn of(marks: &[Mark], today: NaiveDate) -> Self {
        let month = today.with_day(1).unwrap_or(today);
        let quarter = month.with_month0(month.month0() / 3 * 3).unwrap_or(month);
        let mut tally = Self::default();
        for mark in marks {
            let counts = mark.day <= today && today <= mark.day + Days::new(TOUCH_DAYS);
            match mark.what {
                Marked::Ask(_) if counts => {
                    tally.month_asks += u16::from(mark.day >= month);
                    tally.quarter_asks += u16::from(mark.day >= quarter);
                }
                Marked::CallTouch(_) if counts => tally.last_call = tally.last_call.max(Some(mark.day)),
                Marked::Held => tally.calls += u16::from(today <= mark.day + Days::new(CALL_DAYS)),
                Marked::Off => tally.is_off |= mark.day == today,
                Marked::Ask(_) | Marked::CallTouch(_) | Marked::Touch(_) => {}
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn free() -> Facts {
        Facts {
            lifecycle: Lifecycle::Active,
            reference_status: ReferenceStatus::Active,
            agreed: Span::OpenEnded,
            paused: Span::Never,
            ruled_out: Span::Never,
            monthly_cap: None,
            quarterly_cap: None,
            cool_down_days: None,
            last_call: None,
            marks: Box::default(),
        }
    }

    const LIMITS: Limits = Limits { monthly_cap: 2, quarterly_cap: 4, cool_down_days: 14, renewal_window_days: 30 };

    fn status(facts: &Facts, customer: Customer, today: &str) -> Status {
        facts.judged(&customer, &LIMITS, day(today)).status
    }

    fn marked(marks: &[(&str, Marked)]) -> Facts {
        Facts { marks: marks.iter().map(|(on, what)| Mark { day: day(on), what: *what }).collect(), ..free() }
    }

    #[test]
    fn each_fact_decides_from_its_first_to_its_last_day() {
        let nobody = Customer::default();
        let paused = Facts { paused: Span::before(Some(day("2026-12-01"))), ..free() };
        let agreed = Facts { agreed: Span::through(Some(day("2026-11-30"))), ..free() };
        let vetoed = Facts { ruled_out: Span::through(Some(day("2026-11-30"))), ..free() };
        let closed = Customer { closed: Span::before(Some(day("2026-12-01"))), ..nobody };
        let renewal = Customer { renewal_on: Some(day("2026-12-31")), ..nobody };
        let off = marked(&[("2026-11-20", Marked::Off)]);
        let asked = marked(&[("2026-11-01", Marked::Ask(0)), ("2026-11-02", Marked::Ask(0))]);
        let called = marked(&[("2026-11-02", Marked::CallTouch(0))]);
        for (facts, customer, on, expected) in [
            (&free(), nobody, "2026-11-20", Status::Available),
            (&paused, nobody, "2026-11-30", Status::Paused),
            (&paused, nobody, "2026-12-01", Status::Available),
            (&agreed, nobody, "2026-11-30", Status::Available),
            (&agreed, nobody, "2026-12-01", Status::NoConsent),
            (&vetoed, nobody, "2026-11-30", Status::RuledOut),
            (&vetoed, nobody, "2026-12-01", Status::Available),
            (&free(), closed, "2026-11-30", Status::DoNotAsk),
            (&free(), closed, "2026-12-01", Status::Available),
            (&free(), renewal, "2026-11-30", Status::Available),
            (&free(), renewal, "2026-12-01", Status::Renewal),
            (&free(), renewal, "2026-12-31", Status::Renewal),
            (&free(), renewal, "2027-01-01", Status::Available),
            (&off, nobody, "2026-11-19", Status::Available),
            (&off, nobody, "2026-11-20", Status::Away),
            (&asked, nobody, "2026-11-30", Status::MonthlyCap),
            (&asked, nobody, "2026-12-01", Status::Available),
            (&called, nobody, "2026-11-15", Status::CoolingOff),
            (&called, nobody, "2026-11-16", Status::Available),
        ] {
            assert_eq!(status(facts, customer, on), expected, "{on} {facts:?} {customer:?}");
        }
    }

    #[test]
    fn the_first_rule_that_holds_decides() {
        let closed = Customer { closed: Span::OpenEnded, ..Customer::default() };
        let facts = Facts { agreed: Span::Never, paused: Span::OpenEnded, lifecycle: Lifecycle::Alumni, ..free() };

        assert_eq!(status(&facts, closed, "2026-11-20"), Status::DoNotAsk);
        assert_eq!(status(&facts, Customer::default(), "2026-11-20"), Status::Paused);
        assert_eq!(
            status(&Facts { paused: Span::Never, ..facts }, Customer::default(), "2026-11-20"),
            Status::NoConsent
        );
    }

    #[test]
    fn a_stricter_limit_of_their_own_counts_and_a_looser_one_does_not() {
        let asked = marked(&[("2026-11-02", Marked::Ask(0))]);
        let at =
            |own: Option<u16>, on: &str| status(&Facts { monthly_cap: own, ..asked.clone() }, Customer::default(), on);

        assert_eq!(at(Some(1), "2026-11-03"), Status::MonthlyCap);
        assert_eq!(at(Some(9), "2026-11-03"), Status::Available);
        assert_eq!(at(None, "2026-11-03"), Status::Available);
    }

    #[test]
    fn load_fades_with_the_days_and_a_call_of_a_year_ago_still_counts() {
        let facts = marked(&[("2026-09-01", Marked::Touch(5_000)), ("2025-11-20", Marked::Held)]);
        let judged = |on: &str| facts.judged(&Customer::default(), &LIMITS, day(on));

        assert_eq!(judged("2026-10-01"), Judged { status: Status::Tired, load: 5_000, calls: 1 });
        assert_eq!(judged("2026-10-16").load, 2_500);
        assert_eq!(judged("2026-10-31").load, 0);
        assert_eq!(judged("2026-11-20").calls, 1);
        assert_eq!(judged("2026-11-21").calls, 0);
    }

    proptest! {
        #[test]
        fn what_lies_in_the_future_changes_nothing_today(ahead in 1_u64..400, cost in 0_u16..10_000) {
            let today = day("2026-11-20");
            let later = today + Days::new(ahead);
            let marks = [Marked::Ask(cost), Marked::CallTouch(cost), Marked::Touch(cost), Marked::Off];
            let facts = Facts { marks: marks.iter().map(|what| Mark { day: later, what: *what }).collect(), ..free() };

            prop_assert_eq!(
                facts.judged(&Customer::default(), &LIMITS, today),
                free().judged(&Customer::default(), &LIMITS, today)
            );
        }
    }
}
