//! Booking: what prospects, advocates and staff do with hours, links and calls, on a real Postgres.

mod booking;
mod calls;
mod hours;
mod invitations;
mod rooms;
mod zones;

use chrono::{DateTime, Duration, Utc};
use domain::ids::{AskId, CallId, RequestId};
use domain::matching::Rule;
use domain::problem::Problem;
use domain::scheduling::{
    Asked, Attendance, BookedPage, BookingDetails, BookingPage, BookingVisit, CallState, HoursRow, SaveAvailability,
};
use server::ctx::Ctx;
use server::error::{Error, Result};
use server::scheduling::{self, Visit};
use server::testing::TestApp;
use sqlx::Row as _;
use uuid::Uuid;

/// Ingrid, who said yes to one request after another, and the rep who asked her.
struct World {
    test: TestApp,
    ingrid: Ctx,
    juno: Ctx,
}

impl World {
    /// Ingrid is free on Tuesdays from 09:00 to 12:00, with a day's notice and no gaps.
    async fn new() -> Self {
        let test = TestApp::new().await;
        let ingrid = test.sign_in("ingrid@skylarkmutual.example").await;
        let juno = test.sign_in("juno@quillstone.example").await;
        let world = Self { test, ingrid, juno };
        // What the story has planned for her would stand in the way of the examples.
        let mut superuser = world.test.superuser().await;
        sqlx::query("delete from reference_calls where advocate_id = $1 and state in ('held', 'scheduled')")
            .bind(world.ingrid.viewer().unwrap().advocate.unwrap().0)
            .execute(&mut superuser)
            .await
            .unwrap();
        sqlx::query("delete from availability_exceptions").execute(&mut superuser).await.unwrap();
        world.open_tuesdays("09:00", "12:00").await;
        world
    }

    async fn open_tuesdays(&self, from: &str, until: &str) {
        scheduling::save_availability(&self.ingrid, self.hours(from, until).await).await.unwrap();
    }

    async fn hours(&self, from: &str, until: &str) -> SaveAvailability {
        let page = scheduling::availability(&self.ingrid, None).await.unwrap();
        SaveAvailability {
            version: page.version,
            time_zone: "Europe/London".into(),
            notice_hours: 24,
            buffer_minutes: 0,
            calls_per_day: 4,
            calls_per_month: page.company_monthly_cap,
            requests_per_quarter: page.asking.requests_per_quarter,
            rest_days: page.asking.rest_days,
            hours: vec![HoursRow { weekday: 2, from: from.into(), until: until.into() }],
        }
    }

    /// An accepted ask with its link, opened by the prospect it was sent to.
    async fn invited(&self, number: i64) -> (Visit, AskId) {
        let mut superuser = self.test.superuser().await;
        let juno = self.juno.viewer().unwrap();
        let (request, ask) = (RequestId(Uuid::now_v7()), AskId(Uuid::now_v7()));
        let row = sqlx::query(
            "select d.id, n.id from opportunities d
             join contacts n on n.company_id = d.company_id and n.organisation_id = d.organisation_id
             where d.company_id = $1 and n.email is not null order by d.name, n.name offset $2 limit 1",
        )
        .bind(juno.company.0)
        .bind(number)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        let (opportunity, contact): (Uuid, Uuid) = (row.get(0), row.get(1));
        sqlx::query(
            "insert into requests (company_id, id, opportunity_id, requested_by, needed_by, goal, topics, state)
             values ($1, $2, $3, $4, '2026-12-18', 'Month-end close', '{Audit}', 'accepted')",
        )
        .bind(juno.company.0)
        .bind(request.0)
        .bind(opportunity)
        .bind(juno.user.0)
        .execute(&mut superuser)
        .await
        .unwrap();
        sqlx::query("insert into request_guests (company_id, request_id, contact_id) values ($1, $2, $3)")
            .bind(juno.company.0)
            .bind(request.0)
            .bind(contact)
            .execute(&mut superuser)
            .await
            .unwrap();
        sqlx::query(
            "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at, answered_at)
             values ($1, $2, $3, $4, 'accepted', $5, $6, $6 + interval '7 days', $6)",
        )
        .bind(juno.company.0)
        .bind(ask.0)
        .bind(request.0)
        .bind(self.ingrid.viewer().unwrap().advocate.unwrap().0)
        .bind(juno.user.0)
        .bind(self.juno.now())
        .execute(&mut superuser)
        .await
        .unwrap();
        let mut tx = self.juno.begin().await.unwrap();
        let path = scheduling::invite(&mut tx, &self.juno, ask).await.unwrap();
        tx.commit().await.unwrap();
        (self.open(path.trim_start_matches("/b/")).await.unwrap(), ask)
    }

    async fn open(&self, token: &str) -> Result<Visit> {
        scheduling::open_link(&self.test.app, Uuid::now_v7(), "127.0.0.1", token).await
    }

    async fn book(&self, visit: &Visit, slot: &str) -> CallId {
        scheduling::hold(visit, slot, "Europe/London", None).await.unwrap();
        scheduling::book(visit, slot, "Europe/London", &callum()).await.unwrap()
    }

    async fn mails(&self, kind: &str) -> Vec<(String, String, Option<String>)> {
        let mut superuser = self.test.superuser().await;
        sqlx::query_as("select to_email, subject || ' | ' || body_text, ics from mails where kind = $1 order by created_at, to_email")
            .bind(kind)
            .fetch_all(&mut superuser)
            .await
            .unwrap()
    }

    fn until(&self, time: &str) {
        self.test.clock.set(at(time));
    }

    async fn request_state(&self, ask: AskId) -> String {
        sqlx::query_scalar("select r.state from requests r join asks a on a.request_id = r.id where a.id = $1")
            .bind(ask.0)
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    /// The rules that keep Ingrid from being asked for Marlowe Street Bank.
    async fn rules_for_marlowe(&self) -> Vec<Rule> {
        let deal: Uuid =
            sqlx::query_scalar("select id from opportunities where company_id = $1 and name = 'Marlowe Street Bank'")
                .bind(self.juno.company().0)
                .fetch_one(&mut self.test.superuser().await)
                .await
                .unwrap();
        let advocate = self.ingrid.viewer().unwrap().advocate.unwrap();
        let mut tx = self.juno.begin().await.unwrap();
        let standing =
            server::matching::standing(&mut tx, &self.juno, domain::ids::OpportunityId(deal), advocate).await.unwrap();
        standing.gates.iter().map(domain::matching::Gate::rule).collect()
    }

    async fn state(&self, call: CallId) -> (String, i32) {
        let mut superuser = self.test.superuser().await;
        sqlx::query_as("select state, sequence from reference_calls where id = $1")
            .bind(call.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap()
    }
}

const TUESDAY_NINE: &str = "2026-11-24T09:00Z";
const TUESDAY_TEN: &str = "2026-11-24T10:00Z";

fn callum() -> BookingDetails {
    BookingDetails {
        name: "Callum Birchwhistle".into(),
        email: "callum@marlowestreet.example".into(),
        colleague: "yara@marlowestreet.example".into(),
        note: "We have eleven entities.".into(),
    }
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Problem(Problem::Refused(refusal))) => refusal.code,
        Err(Error::Problem(problem)) => problem.status().to_string(),
        other => panic!("expected a problem, got {other:?}"),
    }
}

async fn choose(visit: &Visit, asked: &Asked) -> BookingPage {
    match scheduling::booking_page(visit, asked).await.unwrap() {
        BookingVisit::Choose(page) => *page,
        BookingVisit::Booked(_) => panic!("nothing is booked yet"),
    }
}

async fn times(visit: &Visit, day: &str) -> Vec<String> {
    let asked = Asked { day: Some(day.into()), tz: Some("Europe/London".into()), ..Asked::default() };
    let page = choose(visit, &asked).await;
    page.day.map(|day| day.times.into_iter().map(|time| time.from).collect()).unwrap_or_default()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
