//! A year of requests, asks, calls and touches: the facts that every figure is computed from.

use anyhow::Context;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::clock::Clock;
use super::companies::Tenant;
use super::content::{Ask, Content, Opportunity, Request};
use super::rows::Table;

/// A rep has this long to say how a call was before the request counts as completed.
const FEEDBACK_DAYS: i64 = 3;
/// After which a completed request is closed.
const CLOSED_AFTER_DAYS: i64 = 14;
/// How long an ask waits for its answer.
const ASK_DAYS: i64 = 5;

#[derive(Default)]
struct Book {
    requests: Vec<Value>,
    request_guests: Vec<Value>,
    asks: Vec<Value>,
    calls: Vec<Value>,
    call_guests: Vec<Value>,
    touches: Vec<Value>,
}

pub fn tables(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Table>> {
    let mut book = Book::default();
    for deal in tenant.opportunities(content) {
        for request in content.requests.iter().filter(|it| it.opportunity == deal.name) {
            let asks: Vec<&Ask> = content
                .asks
                .iter()
                .filter(|ask| ask.opportunity == deal.name && ask.request == request.request)
                .collect();
            if asks.iter().all(|ask| tenant.has_advocate(content, &ask.advocate)) {
                let story = Story { content, tenant, clock, deal, request };
                story
                    .tell(&asks, &mut book)
                    .with_context(|| format!("request {} for {}", request.request, deal.name))?;
            }
        }
    }
    Ok(vec![
        Table::new("requests", book.requests),
        Table::new("request_guests", book.request_guests),
        Table::new("asks", book.asks),
        Table::new("reference_calls", book.calls),
        Table::new("call_guests", book.call_guests),
        Table::new("touches", book.touches),
    ])
}

/// One request of one opportunity, about to be told.
struct Story<'a> {
    content: &'a Content,
    tenant: &'a Tenant,
    clock: &'a Clock,
    deal: &'a Opportunity,
    request: &'a Request,
}

/// When a call was, or will be.
#[derive(Clone, Copy)]
struct Times {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Story<'_> {
    fn id(&self, kind: &str, rest: &str) -> Uuid {
        self.tenant.key(kind, &format!("{} #{} {rest}", self.deal.name, self.request.request))
    }

    fn tell(&self, asks: &[&Ask], book: &mut Book) -> anyhow::Result<()> {
        let (first, last) = asks.first().zip(asks.last()).context("a request without an ask")?;
        let by = self.tenant.user(self.content, &self.request.by)?;
        let submitted = self.asked_at(first)? - TimeDelta::minutes(25);
        let call = self.times(last)?;
        let needed_by = match self.request.needed_by.as_str() {
            "" => call.map_or(submitted + TimeDelta::days(10), |call| call.until + TimeDelta::days(2)).date_naive(),
            text => self.clock.day(text)?,
        };
        let state = self.state(last, call);
        let cancelled = (state == "cancelled").then(|| self.clock.now() - TimeDelta::hours(3));
        book.requests.push(json!({
            "company_id": self.tenant.id(), "id": self.id("request", ""),
            "opportunity_id": self.tenant.key("opportunity", &self.deal.name), "requested_by": by,
            "activity": self.request.activity, "duration_minutes": self.request.minutes,
            "needed_by": needed_by.max(submitted.date_naive()), "urgency": self.deal.urgency,
            "goal": self.tenant.prose(&self.request.goal), "topics": self.tenant.words(&self.request.topics),
            "avoid": self.tenant.prose(&self.request.avoid), "message": self.tenant.prose(&self.request.message),
            "state": state, "submitted_at": submitted, "cancelled_at": cancelled,
            "cancelled_by": cancelled.map(|_| by), "version": 1, "created_at": submitted,
        }));
        for (name, _) in self.deal.people() {
            let contact = self.content.contact(&self.deal.organisation, name)?;
            book.request_guests.push(json!({
                "company_id": self.tenant.id(), "request_id": self.id("request", ""),
                "contact_id": self.tenant.key("contact", &contact.email),
            }));
        }
        for (at, ask) in asks.iter().enumerate() {
            self.tell_ask(at, ask, by, book)?;
        }
        Ok(())
    }

    /// Where the request stands: what its last ask and its call say.
    fn state(&self, last: &Ask, call: Option<Times>) -> &'static str {
        let days_since = call.map_or(0, |call| (self.clock.now() - call.until).num_days());
        match (last.outcome.as_str(), last.call_state.as_str()) {
            ("accepted", "scheduled") => "scheduled",
            ("accepted", "missed") => "missed",
            ("accepted", "completed") if days_since <= FEEDBACK_DAYS => "feedback_due",
            ("accepted", "completed") if days_since <= CLOSED_AFTER_DAYS => "completed",
            ("accepted", "completed") => "closed",
            // Written answers are given without a call.
            ("accepted", _) if self.request.activity != "reference_call" => "closed",
            ("accepted", _) => "accepted",
            ("declined", _) => "declined",
            ("expired", _) => "expired",
            ("withdrawn", _) => "cancelled",
            _ => "outreach",
        }
    }

    fn asked_at(&self, ask: &Ask) -> anyhow::Result<DateTime<Utc>> {
        self.clock.at(&ask.asked, NaiveTime::from_hms_opt(9, 35, 0).unwrap_or_default(), "Europe/London")
    }

    fn times(&self, ask: &Ask) -> anyhow::Result<Option<Times>> {
        if ask.call.is_empty() {
            return Ok(None);
        }
        let zone = &self.content.advocate(&ask.advocate)?.time_zone;
        let time = NaiveTime::parse_from_str(&ask.at, "%H:%M").with_context(|| format!("time {:?}", ask.at))?;
        let from = self.clock.at(&ask.call, time, zone)?;
        let until = from + TimeDelta::minutes(ask.minutes.unwrap_or(30).into());
        Ok(Some(Times { from, until }))
    }

    fn tell_ask(&self, at: usize, ask: &Ask, by: Uuid, book: &mut Book) -> anyhow::Result<()> {
        let advocate = self.tenant.key("advocate", &self.content.advocate(&ask.advocate)?.email);
        let id = self.id("ask", &ask.advocate);
        let asked = self.asked_at(ask)?;
        let answered = match ask.outcome.as_str() {
            "accepted" | "declined" => {
                let hours = ask.reply_hours.with_context(|| format!("no reply time for {}", ask.advocate))?;
                Some((asked + TimeDelta::hours(hours.into())).min(self.clock.now()))
            }
            _ => None,
        };
        let again = if ask.ask_again.is_empty() { None } else { Some(self.clock.day(&ask.ask_again)?) };
        book.asks.push(json!({
            "company_id": self.tenant.id(), "id": id, "request_id": self.id("request", ""), "advocate_id": advocate,
            "wave": at + 1, "state": ask.outcome, "asked_by": by, "asked_at": asked,
            "expires_at": asked + TimeDelta::days(ASK_DAYS), "seen_at": answered, "answered_at": answered,
            "decline_reason": (!ask.decline_reason.is_empty()).then_some(&ask.decline_reason),
            "ask_again_after": again, "note": self.tenant.prose(&ask.note), "created_at": asked,
        }));
        let mut touch = |kind: &str, cost: i32, at: DateTime<Utc>| {
            book.touches.push(json!({
                "company_id": self.tenant.id(), "id": self.id("touch", &format!("{} {kind}", ask.advocate)),
                "advocate_id": advocate, "kind": kind, "cost": cost, "at": at, "by_user": by, "ask_id": id,
            }));
        };
        touch("ask", 1000, asked);
        let Some(times) = self.times(ask)? else { return Ok(()) };
        if ask.call_state == "completed" {
            touch("call", 1000, times.from);
        }
        self.tell_call(ask, id, advocate, times, answered.unwrap_or(asked), book)
    }

    fn tell_call(
        &self,
        ask: &Ask,
        ask_id: Uuid,
        advocate: Uuid,
        times: Times,
        yes: DateTime<Utc>,
        book: &mut Book,
    ) -> anyhow::Result<()> {
        let company = self.tenant.id();
        let id = self.id("call", &ask.advocate);
        let guests = self.deal.people().map(|(name, _)| self.content.contact(&self.deal.organisation, name));
        let guests = guests.collect::<anyhow::Result<Vec<_>>>()?;
        let booker = guests.first().context("nobody to book the call")?;
        let booked = (yes + TimeDelta::hours(4)).min(times.from - TimeDelta::hours(1)).min(self.clock.now());
        let zone = &self.content.organisation(&self.deal.organisation)?.time_zone;
        book.calls.push(json!({
            "company_id": company, "id": id, "request_id": self.id("request", ""), "ask_id": ask_id,
            "advocate_id": advocate, "opportunity_id": self.tenant.key("opportunity", &self.deal.name),
            "state": ask.call_state, "during": format!("[{},{})", times.from.to_rfc3339(), times.until.to_rfc3339()),
            "booked_at": booked, "booked_by_name": booker.name, "booked_by_email": booker.email,
            "prospect_time_zone": zone, "meeting_url": format!("https://meet.{}.example/{}", self.tenant.slug, id.simple()),
            "sequence": 0, "completed_at": (ask.call_state == "completed").then_some(times.until),
            "prospect_rating": ask.rating, "prospect_note": self.tenant.prose(""), "version": 1, "created_at": booked,
        }));
        // As a booking writes them: the one who booked is at 0, the colleague at 1.
        for (at, guest) in guests.iter().enumerate() {
            book.call_guests.push(json!({
                "company_id": company, "call_id": id, "position": at, "name": guest.name, "email": guest.email,
            }));
        }
        Ok(())
    }
}
