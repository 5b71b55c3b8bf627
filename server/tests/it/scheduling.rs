//! Booking: what prospects, advocates and staff do with hours, links and calls, on a real Postgres.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{AskId, CallId, RequestId};
use domain::matching::Rule;
use domain::problem::Problem;
use domain::scheduling::{
    Asked, Attendance, BookingDetails, BookingPage, BookingVisit, CallState, HoursRow, SaveAvailability,
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
        scheduling::book(visit, slot, &callum()).await.unwrap()
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

#[tokio::test]
async fn two_prospects_who_take_the_same_time_at_once_get_it_once() {
    let world = World::new().await;
    let (first, _) = world.invited(0).await;
    let (second, _) = world.invited(1).await;

    let (one, other) = tokio::join!(
        scheduling::hold(&first, TUESDAY_NINE, "Europe/London", None),
        scheduling::hold(&second, TUESDAY_NINE, "Europe/London", None),
    );

    let (winner, loser, refused) = match (one, other) {
        (Ok(()), refused) => (first, second, refused),
        (refused, Ok(())) => (second, first, refused),
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "slot_taken");
    scheduling::book(&winner, TUESDAY_NINE, &callum()).await.unwrap();
    assert_eq!(times(&loser, "2026-11-24").await, ["09:30", "10:00", "10:30", "11:00", "11:30"]);
}

#[tokio::test]
async fn the_database_itself_refuses_two_calls_at_the_same_time() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    let mut superuser = world.test.superuser().await;

    let twin = sqlx::query(
        "insert into reference_calls (company_id, id, request_id, ask_id, advocate_id, opportunity_id, state, during, held_until)
         select company_id, $2, request_id, ask_id, advocate_id, opportunity_id, 'held',
                tstzrange(lower(during) + interval '29 minutes', upper(during) + interval '1 hour'), now()
         from reference_calls where id = $1",
    )
    .bind(call.0)
    .bind(Uuid::now_v7())
    .execute(&mut superuser)
    .await;

    let refused = twin.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("calls_no_overlap"));
}

#[tokio::test]
async fn a_hold_that_ran_out_gives_way_and_what_was_typed_is_kept_with_other_times() {
    let world = World::new().await;
    let (slow, _) = world.invited(0).await;
    let (quick, _) = world.invited(1).await;
    scheduling::hold(&slow, TUESDAY_NINE, "Europe/London", None).await.unwrap();
    assert_eq!(code(scheduling::hold(&quick, TUESDAY_NINE, "Europe/London", None).await), "slot_taken");

    world.test.clock.advance(Duration::minutes(10));
    world.book(&quick, TUESDAY_NINE).await;
    let refused = scheduling::book(&slow, TUESDAY_NINE, &callum()).await;

    assert_eq!(code(refused), "slot_taken");
    let page = scheduling::details_page(&slow, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.typed, callum());
    assert!(!page.is_held);
    assert_eq!(page.others[0].key, "2026-11-24T09:30Z");

    // Another time is taken without typing anything again.
    scheduling::hold(&slow, "2026-11-24T09:30Z", "Europe/London", None).await.unwrap();
    let page = scheduling::details_page(&slow, &Asked::default()).await.unwrap().unwrap();
    assert_eq!((page.typed, page.is_held), (callum(), true));
    scheduling::book(&slow, "2026-11-24T09:30Z", &callum()).await.unwrap();
}

#[tokio::test]
async fn a_hold_can_be_renewed_with_everything_typed_so_far() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();

    world.test.clock.advance(Duration::minutes(9));
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", Some(&callum())).await.unwrap();
    world.test.clock.advance(Duration::minutes(9));

    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!((page.is_held, page.held.as_str(), page.typed), (true, "Held for you until 10:43", callum()));
}

#[tokio::test]
async fn a_form_that_needs_mending_names_the_fields_and_loses_nothing() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();
    let typed = BookingDetails { colleague: "yara@marlowestreet".into(), ..callum() };

    let refused = scheduling::book(&visit, TUESDAY_NINE, &typed).await.unwrap_err();

    let problem = refused.problem().unwrap();
    assert_eq!(problem.status(), 422);
    assert!(problem.of_field("colleague").is_some());
    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.typed, typed);
}

#[tokio::test]
async fn the_first_form_is_filled_with_what_the_invitation_knows() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;

    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();

    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert!(page.email_is_known);
    assert!(!page.typed.name.is_empty() && page.typed.email.contains('@'));
}

#[tokio::test]
async fn a_tampered_unknown_or_expired_link_says_what_it_is() {
    let world = World::new().await;
    let (visit, ask) = world.invited(0).await;
    let token = visit.path().trim_start_matches("/b/").to_owned();

    let mut tampered = token.clone();
    tampered.replace_range(5..6, if &token[5..6] == "A" { "B" } else { "A" });
    for bad in [tampered.as_str(), "", "x", &token[1..], "../../etc/passwd", "%00"] {
        assert_eq!(code(world.open(bad).await.map(|_| ())), "404", "{bad}");
    }

    world.test.clock.advance(Duration::days(40));
    assert_eq!(code(scheduling::booking_page(&visit, &Asked::default()).await), "410");
    assert_eq!(code(scheduling::hold(&visit, "2027-01-05T09:00Z", "Europe/London", None).await), "410");

    let mut superuser = world.test.superuser().await;
    sqlx::query("update asks set state = 'withdrawn', answered_at = null where id = $1")
        .bind(ask.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    assert_eq!(code(scheduling::booking_page(&visit, &Asked::default()).await), "410");
}

#[tokio::test]
async fn a_link_that_was_used_shows_the_call_even_after_it_expired() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    world.book(&visit, "2026-12-15T09:00Z").await;

    assert_eq!(code(scheduling::hold(&visit, TUESDAY_TEN, "Europe/London", None).await), "already_booked");
    assert_eq!(code(scheduling::book(&visit, TUESDAY_TEN, &callum()).await), "already_booked");
    assert!(scheduling::details_page(&visit, &Asked::default()).await.unwrap().is_none());
    world.test.clock.set(at("2026-12-14T12:00:00Z"));
    match scheduling::booking_page(&visit, &Asked::default()).await.unwrap() {
        BookingVisit::Booked(page) => assert_eq!(page.spoken, "Tuesday, 09:00 to 09:30"),
        BookingVisit::Choose(_) => panic!("the call is planned"),
    }
}

#[tokio::test]
async fn everybody_gets_the_invitation_once_in_their_own_time() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Asia/Kathmandu", None).await.unwrap();
    scheduling::book(&visit, TUESDAY_NINE, &callum()).await.unwrap();

    world.test.run_jobs().await;
    world.test.run_jobs().await;

    let mails = world.mails("call_changed").await;
    let mut to: Vec<&str> = mails.iter().map(|(to, ..)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        [
            "callum@marlowestreet.example",
            "ingrid@skylarkmutual.example",
            "juno@quillstone.example",
            "yara@marlowestreet.example"
        ]
    );
    for (to, text, ics) in &mails {
        let ics = ics.as_deref().unwrap();
        assert!(
            ics.contains("METHOD:REQUEST") && ics.contains("SEQUENCE:0") && ics.contains("DTSTART:20261124T090000Z")
        );
        let expected = match to.as_str() {
            "callum@marlowestreet.example" | "yara@marlowestreet.example" => {
                "14:45 to 15:15, Kathmandu time (UTC+5:45)"
            }
            _ => "09:00 to 09:30, London time (GMT)",
        };
        assert!(text.contains(expected), "{to}: {text}");
        // Only who booked holds the link that can move and cancel.
        assert_eq!(text.contains("/b/"), to == "callum@marlowestreet.example", "{to}");
        assert_eq!(text.contains("eleven entities"), to == "ingrid@skylarkmutual.example", "{to}");
    }
}

#[tokio::test]
async fn moving_and_cancelling_reach_the_calendars_as_the_same_entry() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    world.test.run_jobs().await;

    scheduling::move_by_prospect(&visit, TUESDAY_TEN).await.unwrap();
    world.test.run_jobs().await;
    scheduling::cancel_by_prospect(&visit, "Our audit moved").await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.state(call).await, ("cancelled".into(), 2));
    let mails = world.mails("call_changed").await;
    assert_eq!(mails.len(), 12);
    let uid = format!("UID:call-{call}@localhost");
    let of = |sequence: &str| {
        mails.iter().filter(|(_, _, ics)| ics.as_deref().unwrap().contains(sequence)).collect::<Vec<_>>()
    };
    for (sequence, method) in
        [("SEQUENCE:0", "METHOD:REQUEST"), ("SEQUENCE:1", "METHOD:REQUEST"), ("SEQUENCE:2", "METHOD:CANCEL")]
    {
        let written = of(sequence);
        assert_eq!(written.len(), 4, "{sequence}");
        for (_, _, ics) in written {
            let ics = ics.as_deref().unwrap().replace("\r\n ", "");
            assert!(ics.contains(method) && ics.contains(&uid), "{ics}");
        }
    }
    // The time is free again, and the link offers times again.
    assert!(times(&visit, "2026-11-24").await.contains(&"10:00".to_owned()));
    let page = choose(&visit, &Asked::default()).await;
    assert!(page.cancelled.unwrap().starts_with("You cancelled the call on Tuesday 24 November"));
}

#[tokio::test]
async fn a_call_is_reminded_of_a_day_and_an_hour_before_and_not_after_it_moved() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    world.book(&visit, TUESDAY_NINE).await;
    world.test.run_jobs().await;
    scheduling::move_by_prospect(&visit, TUESDAY_TEN).await.unwrap();

    world.test.clock.set(at("2026-11-23T09:30:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_tomorrow").await.len(), 0, "the old time is nobody's business");
    world.test.clock.set(at("2026-11-23T10:00:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_tomorrow").await.len(), 4);
    world.test.clock.set(at("2026-11-24T09:00:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_soon").await.len(), 4);
}

#[tokio::test]
async fn prospects_change_a_call_until_two_hours_before_and_advocates_cancel_until_it_begins() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_TEN).await;

    world.test.clock.set(at("2026-11-24T08:30:00Z"));

    assert_eq!(code(scheduling::move_by_prospect(&visit, "2026-12-01T09:00Z").await), "too_late_to_change");
    assert_eq!(code(scheduling::cancel_by_prospect(&visit, "").await), "too_late_to_change");
    assert_eq!(code(scheduling::cancel_call(&world.juno, call, "").await), "too_late_to_change");
    scheduling::cancel_call(&world.ingrid, call, "Ill today").await.unwrap();
    assert_eq!(world.state(call).await.0, "cancelled");
    assert_eq!(code(scheduling::cancel_by_prospect(&visit, "").await), "nothing_planned");
}

#[tokio::test]
async fn an_advocate_moves_a_call_to_a_free_time_of_their_own() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let (other, _) = world.invited(1).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    world.book(&other, TUESDAY_TEN).await;

    assert_eq!(code(scheduling::move_call(&world.ingrid, call, TUESDAY_TEN).await), "slot_taken");
    assert_eq!(code(scheduling::move_call(&world.ingrid, call, "2026-11-25T09:00Z").await), "slot_not_offered");
    scheduling::move_call(&world.ingrid, call, "2026-11-24T11:00Z").await.unwrap();

    assert_eq!(world.state(call).await, ("scheduled".into(), 1));
    let page = scheduling::booked_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.spoken, "Tuesday, 11:00 to 11:30");
}

#[tokio::test]
async fn a_call_exists_for_those_it_concerns_and_for_nobody_else() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    let stranger = world.test.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let agent = world.test.sign_in("sunniva@quillstone.example").await;

    let seen = scheduling::call_page(&world.juno, call).await.unwrap();
    assert_eq!((seen.line.state, seen.guests.len()), (CallState::Scheduled, 2));
    assert!(scheduling::upcoming_calls(&world.juno).await.unwrap().iter().any(|line| line.id == call));
    assert!(scheduling::upcoming_calls(&world.ingrid).await.unwrap().iter().any(|line| line.id == call));
    assert_eq!(code(scheduling::call_page(&stranger, call).await), "404");
    assert_eq!(code(scheduling::cancel_call(&stranger, call, "").await), "404");
    assert_eq!(code(scheduling::call_page(&agent, call).await), "403");
}

#[tokio::test]
async fn the_request_follows_its_call() {
    let world = World::new().await;
    let (visit, ask) = world.invited(0).await;
    let state = async || -> String {
        let mut superuser = world.test.superuser().await;
        sqlx::query_scalar("select r.state from requests r join asks a on a.request_id = r.id where a.id = $1")
            .bind(ask.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap()
    };

    assert_eq!(state().await, "accepted");
    world.book(&visit, TUESDAY_NINE).await;
    assert_eq!(state().await, "scheduled");
    scheduling::cancel_by_prospect(&visit, "").await.unwrap();
    assert_eq!(state().await, "accepted");
}

#[tokio::test]
async fn hours_saved_from_an_old_page_are_refused() {
    let world = World::new().await;
    let old = world.hours("13:00", "15:00").await;
    world.open_tuesdays("10:00", "11:00").await;

    assert_eq!(code(scheduling::save_availability(&world.ingrid, old).await), "changed_meanwhile");

    let page = scheduling::availability(&world.ingrid, None).await.unwrap();
    assert_eq!(page.hours.iter().map(|hours| hours.from.to_string()).collect::<Vec<_>>(), ["10:00"]);
}

#[tokio::test]
async fn an_advocates_own_limits_are_kept_within_the_programmes() {
    let world = World::new().await;
    let bound = scheduling::availability(&world.ingrid, None).await.unwrap().company_asking;
    let stricter = SaveAvailability {
        requests_per_quarter: bound.requests_per_quarter - 1,
        rest_days: bound.rest_days + 7,
        ..world.hours("10:00", "11:00").await
    };

    scheduling::save_availability(&world.ingrid, stricter).await.unwrap();
    let kept = scheduling::availability(&world.ingrid, None).await.unwrap().asking;
    let looser = SaveAvailability {
        requests_per_quarter: bound.requests_per_quarter + 1,
        rest_days: bound.rest_days - 1,
        ..world.hours("10:00", "11:00").await
    };
    let refused = scheduling::save_availability(&world.ingrid, looser).await.unwrap_err();

    assert_eq!((kept.requests_per_quarter, kept.rest_days), (bound.requests_per_quarter - 1, bound.rest_days + 7));
    let problem = refused.problem().unwrap();
    assert!(
        problem.of_field("requests_per_quarter").is_some() && problem.of_field("rest_days").is_some(),
        "{problem:?}"
    );
    assert_eq!(scheduling::availability(&world.ingrid, None).await.unwrap().asking, kept);
}

#[tokio::test]
async fn days_off_close_a_day_and_extra_hours_open_one_until_they_are_taken_back() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;

    scheduling::add_days_off(&world.ingrid, "2026-11-23", "2026-11-24", "Audit").await.unwrap();
    scheduling::add_extra_hours(&world.ingrid, "2026-11-25", "14:00", "15:00").await.unwrap();

    let page = choose(&visit, &Asked::default()).await;
    let open: Vec<u32> = page.month.days.iter().filter(|day| day.free > 0).map(|day| day.number).collect();
    assert_eq!(open, [25]);
    let lines = scheduling::availability(&world.ingrid, None).await.unwrap().exceptions;
    let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["Mon 23 Nov to Tue 24 Nov", "Wed 25 Nov, 14:00 to 15:00"]);

    scheduling::remove_exception(&world.ingrid, lines[0].exception, lines[0].last).await.unwrap();
    assert_eq!(times(&visit, "2026-11-24").await.len(), 6);

    for (first, last) in [("2026-11-01", ""), ("2026-12-02", "2026-12-01"), ("soon", ""), ("2029-01-01", "")] {
        assert_eq!(code(scheduling::add_days_off(&world.ingrid, first, last, "").await), "422", "{first} {last}");
    }
}

#[tokio::test]
async fn the_clock_on_the_wall_stays_when_the_clocks_change() {
    let world = World::new().await;
    world.test.clock.set(at("2027-03-19T12:00:00Z"));
    let mut superuser = world.test.superuser().await;
    let (visit, _) = world.invited(0).await;
    sqlx::query("update booking_links set expires_at = '2027-06-01Z'").execute(&mut superuser).await.unwrap();

    let winter = times(&visit, "2027-03-23").await;
    let summer = times(&visit, "2027-03-30").await;

    assert_eq!(winter, summer);
    // Summer time began in between, so nine o'clock in London is eight in UTC.
    scheduling::hold(&visit, "2027-03-30T08:00Z", "Europe/London", None).await.unwrap();
    assert_eq!(code(scheduling::hold(&visit, "2027-03-30T11:30Z", "Europe/London", None).await), "slot_not_offered");
}

#[tokio::test]
async fn the_zone_comes_from_the_address_else_the_invitation_else_the_advocate() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let mut superuser = world.test.superuser().await;
    let first_time = async |tz: Option<&str>| {
        let asked = Asked { tz: tz.map(str::to_owned), day: Some("2026-11-24".into()), ..Asked::default() };
        choose(&visit, &asked).await.day.unwrap().times[0].from.clone()
    };

    sqlx::query("update booking_links set time_zone = 'Europe/Paris'").execute(&mut superuser).await.unwrap();
    assert_eq!(first_time(Some("Asia/Kathmandu")).await, "14:45");
    assert_eq!(first_time(Some("Mars/Olympus")).await, "10:00");
    assert_eq!(first_time(None).await, "10:00");

    sqlx::query("update booking_links set time_zone = null").execute(&mut superuser).await.unwrap();
    assert_eq!(first_time(None).await, "09:00");
}

#[tokio::test]
async fn an_accepted_ask_sends_the_link_that_works() {
    let world = World::new().await;
    let (_, ask) = world.invited(0).await;
    let mut tx = world.ingrid.begin().await.unwrap();
    let mut superuser = world.test.superuser().await;
    let (request, advocate): (Uuid, Uuid) = sqlx::query_as("select request_id, advocate_id from asks where id = $1")
        .bind(ask.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let event = domain::event::Event::AskAccepted {
        ask,
        request: RequestId(request),
        advocate: domain::ids::AdvocateId(advocate),
    };
    server::events::record(&mut tx, &world.ingrid, event).await.unwrap();
    tx.commit().await.unwrap();

    world.test.run_jobs().await;

    let mails = world.mails("booking_link").await;
    assert_eq!(mails.len(), 1);
    let text = &mails[0].1;
    let token = text.split("/b/").nth(1).unwrap().split_whitespace().next().unwrap();
    assert!(world.open(token).await.is_ok());
}

#[tokio::test]
async fn a_call_that_took_place_is_recorded_once_and_begins_the_rest() {
    let world = World::new().await;
    let (visit, ask) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    let early = scheduling::record_attendance(&world.juno, call, Attendance::TookPlace).await;
    assert_eq!(code(early), "not_begun");

    assert!(!world.rules_for_marlowe().await.contains(&Rule::CoolDown));

    world.until("2026-11-24T11:30:00Z");
    world.test.run_jobs().await;
    let asked = world.mails("ask_attendance").await;
    assert_eq!((asked.len(), asked[0].0.as_str()), (1, "juno@quillstone.example"));
    let (one, two) = tokio::join!(
        scheduling::record_attendance(&world.juno, call, Attendance::TookPlace),
        scheduling::record_attendance(&world.juno, call, Attendance::TookPlace)
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");

    assert_eq!(world.state(call).await.0, "completed");
    let touches: Vec<(String, DateTime<Utc>)> =
        sqlx::query_as("select kind, at from touches where ask_id = $1 and kind = 'call'")
            .bind(ask)
            .fetch_all(&mut world.test.superuser().await)
            .await
            .unwrap();
    assert_eq!(touches, [("call".to_owned(), "2026-11-24T10:00:00Z".parse().unwrap())]);
    assert_eq!(world.request_state(ask).await, "completed");
    let page = scheduling::call_page(&world.juno, call).await.unwrap();
    assert_eq!((page.attendance, page.may_record.len()), (Some(Attendance::TookPlace), 0));
    let again = scheduling::record_attendance(&world.juno, call, Attendance::NobodyCame).await;
    assert_eq!(code(again), "already_took_place");
    assert!(world.rules_for_marlowe().await.contains(&Rule::CoolDown), "her rest is a rule for the next request");
}

#[tokio::test]
async fn a_missed_call_goes_back_to_the_rep_and_the_link_offers_times_again() {
    let world = World::new().await;
    let (visit, ask) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    world.until("2026-11-24T11:30:00Z");

    scheduling::record_attendance(&world.juno, call, Attendance::ProspectMissing).await.unwrap();

    assert_eq!((world.state(call).await.0.as_str(), world.request_state(ask).await.as_str()), ("missed", "missed"));
    let page = choose(&visit, &Asked::default()).await;
    assert!(page.cancelled.as_deref().unwrap_or_default().contains("did not happen"), "{:?}", page.cancelled);
    let second = world.book(&visit, "2026-12-01T10:00Z").await;
    assert_eq!(
        (world.state(second).await.0.as_str(), world.request_state(ask).await.as_str()),
        ("scheduled", "scheduled")
    );
    // They talked after all: the first call is corrected.
    scheduling::record_attendance(&world.juno, call, Attendance::TookPlace).await.unwrap();
    assert_eq!(world.state(call).await.0, "completed");
}

#[tokio::test]
async fn only_staff_who_ask_for_references_record_who_came() {
    let world = World::new().await;
    let (visit, _) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    world.until("2026-11-24T11:30:00Z");

    let by_herself = scheduling::record_attendance(&world.ingrid, call, Attendance::TookPlace).await;
    assert!(matches!(by_herself, Err(Error::Problem(Problem::Forbidden(_)))), "{by_herself:?}");
    let corwin = world.test.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let foreign = scheduling::record_attendance(&corwin, call, Attendance::TookPlace).await;
    assert!(matches!(foreign, Err(Error::Problem(Problem::NotFound))), "{foreign:?}");
    assert_eq!(scheduling::call_page(&world.ingrid, call).await.unwrap().may_record, []);
}
