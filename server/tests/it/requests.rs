//! From a rep's request to an advocate's answer, with every rule read again at the moment of asking.

use axum::body::Body;
use chrono::Duration;
use domain::ids::{AdvocateId, AskId, ContactId, OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{DeclineReason, RequestForm};
use domain::scheduling::BookingDetails;
use http::{Method, StatusCode, header};
use server::ctx::Ctx;
use server::error::{Error, Result};
use server::testing::TestApp;
use server::{matching, requests, scheduling};
use tower::ServiceExt as _;
use uuid::Uuid;

const INGRID: &str = "ingrid@skylarkmutual.example";

/// Juno's deal with Marlowe Street Bank, and Ingrid, who fits it best.
struct World {
    test: TestApp,
    juno: Ctx,
    ingrid: Ctx,
    marlowe: OpportunityId,
}

impl World {
    async fn new() -> Self {
        let test = TestApp::new().await;
        let (juno, ingrid) = (test.sign_in("juno@quillstone.example").await, test.sign_in(INGRID).await);
        let marlowe = sqlx::query_scalar(
            "select o.id from opportunities o join companies c on c.id = o.company_id
             where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank'",
        )
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap();
        Self { test, juno, ingrid, marlowe }
    }

    fn advocate(&self) -> AdvocateId {
        self.ingrid.viewer().unwrap().advocate.unwrap()
    }

    async fn form(&self, opportunity: OpportunityId) -> RequestForm {
        let guests: Vec<ContactId> = sqlx::query_scalar(
            "select oc.contact_id from opportunity_contacts oc
             join contacts n on n.company_id = oc.company_id and n.id = oc.contact_id
             where oc.opportunity_id = $1 and n.email is not null order by n.name",
        )
        .bind(opportunity)
        .fetch_all(&mut self.test.superuser().await)
        .await
        .unwrap();
        RequestForm {
            opportunity: opportunity.to_string(),
            advocate: self.advocate().to_string(),
            duration: "30".into(),
            needed_by: "2026-12-11".into(),
            guests: guests.iter().map(ToString::to_string).collect(),
            topics: "Month-end close\nEleven entities".into(),
            message: "Would you tell Marlowe how your first close went?".into(),
            share_company: Some("on".into()),
            ..RequestForm::default()
        }
    }

    async fn submit(&self) -> (RequestId, AskId) {
        let request = requests::submit(&self.juno, &self.form(self.marlowe).await, None).await.unwrap();
        let ask = sqlx::query_scalar("select id from asks where request_id = $1")
            .bind(request)
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap();
        (request, ask)
    }

    /// The states of the request and of its ask.
    async fn states(&self, request: RequestId) -> (String, String) {
        sqlx::query_as(
            "select r.state, a.state from requests r join asks a on a.request_id = r.id where r.id = $1 order by a.wave desc",
        )
        .bind(request)
        .fetch_one(&mut self.test.superuser().await)
        .await
        .unwrap()
    }

    /// Recipient, subject and text of all mails of a kind.
    async fn mails(&self, kind: &str) -> Vec<(String, String, String)> {
        sqlx::query_as("select to_email, subject, body_text from mails where kind = $1 order by created_at, to_email")
            .bind(kind)
            .fetch_all(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    async fn asks_of_ingrid(&self) -> i64 {
        sqlx::query_scalar("select count(*) from asks where advocate_id = $1")
            .bind(self.advocate())
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    /// Leaves Ingrid room for so many asks more this month.
    async fn leave_room_for(&self, more: i32) {
        sqlx::query(
            "update advocates a set monthly_cap = $2 + (select count(*) from touches t
               where t.company_id = a.company_id and t.advocate_id = a.id and t.kind = 'ask'
                 and t.at >= date_trunc('month', $3::timestamptz) and t.at <= $3)
             where a.id = $1",
        )
        .bind(self.advocate())
        .bind(more)
        .bind(self.juno.now())
        .execute(&mut self.test.superuser().await)
        .await
        .unwrap();
    }
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Problem(Problem::Refused(refusal))) => refusal.code,
        Err(Error::Problem(problem)) => problem.status().to_string(),
        other => panic!("expected a problem, got {other:?}"),
    }
}

fn word_after(text: &str, start: &str) -> String {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_submitted_request_asks_the_advocate_by_one_mail() {
    let world = World::new().await;

    let (request, _) = world.submit().await;
    world.test.run_jobs().await;
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
    let mails = world.mails("ask").await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let (to, subject, text) = &mails[0];
    assert_eq!(to, INGRID);
    assert!(subject.contains("Juno Pemberwick asks: 30 min with Marlowe"), "{subject}");
    assert!(text.contains("how your first close went") && text.contains("/portal/enter/"), "{text}");
    assert!(text.contains("Month-end close, Eleven entities"), "{text}");
}

#[tokio::test]
async fn a_cap_that_was_reached_between_match_and_send_refuses_and_names_the_next_best() {
    let world = World::new().await;
    let found = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    assert!(found.terms.iter().any(|terms| terms.id == world.advocate()), "the page still offers her");
    let before = world.asks_of_ingrid().await;

    world.leave_room_for(0).await;
    let refused = requests::submit(&world.juno, &world.form(world.marlowe).await, None).await.unwrap_err();

    let problem = refused.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("held_back"));
    assert!(problem.to_string().contains("Next best is "), "{problem}");
    assert_eq!(world.asks_of_ingrid().await, before);
    let half_written: i64 = sqlx::query_scalar("select count(*) from requests where submitted_at = $1")
        .bind(world.juno.now())
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!(half_written, 0, "nothing is half written");
}

#[tokio::test]
async fn of_two_who_ask_for_her_last_free_place_at_once_one_wins() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let mut other = None;
    let deals: Vec<OpportunityId> = sqlx::query_scalar(
        "select o.id from opportunities o where o.company_id = $1 and o.closed_at is null and o.id <> $2
           and not exists (select from requests r where r.company_id = o.company_id and r.opportunity_id = o.id)
         order by o.name",
    )
    .bind(adaeze.company())
    .bind(world.marlowe)
    .fetch_all(&mut world.test.superuser().await)
    .await
    .unwrap();
    for deal in deals {
        let found = matching::workbench(&adaeze, deal, matching::View::default()).await.unwrap();
        if found.terms.iter().any(|terms| terms.id == world.advocate()) {
            other = Some(deal);
            break;
        }
    }
    world.leave_room_for(1).await;
    let (first, second) = (world.form(world.marlowe).await, world.form(other.unwrap()).await);
    let before = world.asks_of_ingrid().await;

    let (one, two) =
        tokio::join!(requests::submit(&world.juno, &first, None), requests::submit(&adaeze, &second, None));

    let refused = match (one, two) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "held_back");
    assert_eq!(world.asks_of_ingrid().await, before + 1);
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_beyond_the_cap() {
    let world = World::new().await;
    world.leave_room_for(0).await;

    let refused = sqlx::query(
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
         select r.company_id, $1, r.id, $2, 'sent', r.requested_by, $3, $3 + interval '5 days'
         from requests r where r.company_id = $4
           and not exists (
             select from asks a join requests q on q.id = a.request_id
             where q.opportunity_id = r.opportunity_id and (a.state = 'sent' or a.advocate_id = $2)) limit 1",
    )
    .bind(Uuid::now_v7())
    .bind(world.advocate())
    .bind(world.juno.now())
    .bind(world.juno.company())
    .execute(&mut world.test.superuser().await)
    .await
    .unwrap_err();

    let constraint = refused.as_database_error().and_then(|error| error.constraint());
    assert_eq!(constraint, Some("asks_monthly_cap"), "{refused}");
}

#[tokio::test]
async fn the_database_itself_lets_the_longer_rest_win() {
    let world = World::new().await;
    let mut db = world.test.superuser().await;
    let now = world.juno.now();
    let request: Uuid = sqlx::query_scalar(
        "select r.id from requests r where r.company_id = $1 and not exists (
           select from asks a join requests q on q.id = a.request_id
           where q.opportunity_id = r.opportunity_id and (a.state = 'sent' or a.advocate_id = $2)) limit 1",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .fetch_one(&mut db)
    .await
    .unwrap();
    sqlx::query("delete from touches where advocate_id = $1").bind(world.advocate()).execute(&mut db).await.unwrap();
    sqlx::query(
        "insert into touches (company_id, id, advocate_id, kind, at) values ($1, gen_random_uuid(), $2, 'call', $3)",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .bind(now - Duration::days(5))
    .execute(&mut db)
    .await
    .unwrap();
    // The advocate's own rest, the company's, whether somebody who spoke five days ago rests still.
    let table = [(Some(3), 14, true), (Some(14), 3, true), (None, 14, true), (Some(3), 5, false), (None, 3, false)];

    for (own, company, rests) in table {
        sqlx::query("update companies set cool_down_days = $2 where id = $1")
            .bind(world.juno.company())
            .bind(company)
            .execute(&mut db)
            .await
            .unwrap();
        sqlx::query("update advocates set cool_down_days = $2 where id = $1")
            .bind(world.advocate())
            .bind(own)
            .execute(&mut db)
            .await
            .unwrap();

        let mut attempt = sqlx::Connection::begin(&mut db).await.unwrap();
        let asked = sqlx::query(
            "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
             select r.company_id, $1, r.id, $2, 'sent', r.requested_by, $3, $3 + interval '5 days'
             from requests r where r.id = $4",
        )
        .bind(Uuid::now_v7())
        .bind(world.advocate())
        .bind(now)
        .bind(request)
        .execute(&mut *attempt)
        .await;
        attempt.rollback().await.unwrap();

        let refused = asked.err().and_then(|error| Some(error.as_database_error()?.constraint()?.to_owned()));
        assert_eq!(refused.as_deref(), rests.then_some("asks_cool_down"), "own {own:?}, company {company}");
    }
}

#[tokio::test]
async fn nobody_is_asked_twice_for_one_deal_by_two_requests() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let form = world.form(world.marlowe).await;
    let before = world.asks_of_ingrid().await;

    let (one, two) = tokio::join!(requests::submit(&world.juno, &form, None), requests::submit(&adaeze, &form, None));

    let refused = match (one, two) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "held_back");
    assert_eq!(world.asks_of_ingrid().await, before + 1);
    let page = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    assert!(page.terms.iter().all(|terms| terms.id != world.advocate()), "she is held back for this deal");
}

#[tokio::test]
async fn whoever_was_taken_off_a_deal_can_be_asked_for_it_again() {
    let world = World::new().await;
    let (request, _) = world.submit().await;
    requests::cancel(&world.juno, request).await.unwrap();

    assert!(requests::submit(&world.juno, &world.form(world.marlowe).await, None).await.is_ok());
}

#[tokio::test]
async fn a_yes_tells_the_rep_and_sends_the_prospect_a_link() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;

    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("accepted".into(), "accepted".into()));
    let told = world.mails("ask_answer").await;
    assert_eq!((told[0].0.as_str(), told.len()), ("juno@quillstone.example", 1));
    assert!(told[0].1.starts_with("Ingrid Thistlewood said yes"), "{}", told[0].1);
    let links = world.mails("booking_link").await;
    assert!(links[0].2.contains("/b/"), "{links:?}");
}

#[tokio::test]
async fn a_no_with_its_reason_tells_the_rep_and_frees_the_request_for_somebody_else() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;

    let again = "2027-01-11".parse().unwrap();
    requests::decline(&world.ingrid, ask, Some(DeclineReason::TooBusy), Some(again)).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("declined".into(), "declined".into()));
    let told = world.mails("ask_answer").await;
    assert!(told[0].1.starts_with("Ingrid Thistlewood cannot help"), "{told:?}");
    assert!(world.mails("booking_link").await.is_empty());
    // She was asked for this request already; the next one can be.
    let twice = requests::submit(&world.juno, &world.form(world.marlowe).await, Some(request)).await;
    assert!(["asked_before", "held_back"].contains(&code(twice).as_str()));
    let found = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    let next = found.terms.iter().map(|terms| terms.id).find(|id| *id != world.advocate()).unwrap();
    let form = RequestForm { advocate: next.to_string(), ..world.form(world.marlowe).await };
    assert_eq!(requests::submit(&world.juno, &form, Some(request)).await.unwrap(), request);
    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
}

#[tokio::test]
async fn the_next_round_holds_guests_to_the_deal_and_keeps_those_of_the_form() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    requests::decline(&world.ingrid, ask, None, None).await.unwrap();
    let next = requests::page(&world.juno, request).await.unwrap().next_best[0].advocate;
    let mut form = RequestForm { advocate: next.to_string(), ..world.form(world.marlowe).await };
    let stranger: ContactId = sqlx::query_scalar(
        "select n.id from contacts n where n.company_id = $1
           and not exists (select from opportunity_contacts k where k.contact_id = n.id and k.opportunity_id = $2) limit 1",
    )
    .bind(world.juno.company())
    .bind(world.marlowe)
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();

    let foreign = RequestForm { guests: vec![stranger.to_string()], ..form.clone() };
    let refused = requests::submit(&world.juno, &foreign, Some(request)).await.unwrap_err();
    assert!(refused.problem().unwrap().of_field("guests").is_some());

    let kept = form.guests.split_off(1);
    form.guests = kept.clone();
    requests::submit(&world.juno, &form, Some(request)).await.unwrap();
    let guests: Vec<ContactId> = sqlx::query_scalar("select contact_id from request_guests where request_id = $1")
        .bind(request)
        .fetch_all(&mut world.test.superuser().await)
        .await
        .unwrap();
    let mut guests: Vec<String> = guests.iter().map(ToString::to_string).collect();
    guests.sort_by_key(|id| kept.iter().position(|other| other == id));
    assert_eq!(guests, kept);
}

#[tokio::test]
async fn of_two_tabs_that_decide_at_once_the_second_is_told_what_the_first_decided() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;

    let (yes, no) =
        tokio::join!(requests::accept(&world.ingrid, ask), requests::decline(&world.ingrid, ask, None, None));

    let (decided, refused) = match (yes, no) {
        (Ok(()), refused) => ("accepted", refused),
        (refused, Ok(())) => ("declined", refused),
        both => panic!("nobody decided: {both:?}"),
    };
    let problem = refused.unwrap_err();
    let problem = problem.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("already_answered"));
    assert!(problem.to_string().contains(&format!("{decided} a moment ago")), "{problem}");
    assert_eq!(world.states(request).await.1, decided);
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
}

#[tokio::test]
async fn an_ask_nobody_answers_runs_out_and_the_rep_hears_of_it() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;

    // Time is over even while the job that says so has not run.
    world.test.clock.advance(Duration::days(5));
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
    assert_eq!(world.states(request).await.1, "sent");
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("expired".into(), "expired".into()));
    let told = world.mails("ask_answer").await;
    assert!(told[0].1.starts_with("No answer from Ingrid Thistlewood"), "{told:?}");
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
}

#[tokio::test]
async fn an_answer_in_time_is_not_undone_by_the_clock() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;
    requests::accept(&world.ingrid, ask).await.unwrap();

    world.test.clock.advance(Duration::days(5));
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("accepted".into(), "accepted".into()));
}

#[tokio::test]
async fn withdrawing_calls_off_the_booked_call_closes_the_link_and_tells_everybody() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;
    let token = word_after(&world.mails("booking_link").await[0].2, "/b/");
    let visit = scheduling::open_link(&world.test.app, Uuid::now_v7(), "127.0.0.1", &token).await.unwrap();
    let mut tx = world.juno.begin().await.unwrap();
    let (slots, _) = scheduling::free_times(&mut tx, world.advocate(), 30, world.juno.now()).await.unwrap();
    tx.commit().await.unwrap();
    let slot = slots[0].key().to_string();
    scheduling::hold(&visit, &slot, "Europe/London", None).await.unwrap();
    let guest = BookingDetails {
        name: "Callum Birchwhistle".into(),
        email: "callum@marlowestreet.example".into(),
        colleague: String::new(),
        note: String::new(),
    };
    let call = scheduling::book(&visit, &slot, &guest).await.unwrap();
    world.test.run_jobs().await;

    requests::cancel(&world.juno, request).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("cancelled".into(), "withdrawn".into()));
    let state: String = sqlx::query_scalar("select state from reference_calls where id = $1")
        .bind(call)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!(state, "cancelled");
    let taken_back: Vec<String> =
        sqlx::query_scalar("select to_email from mails where ics_method = 'CANCEL' order by 1")
            .fetch_all(&mut world.test.superuser().await)
            .await
            .unwrap();
    for to in ["callum@marlowestreet.example", INGRID, "juno@quillstone.example"] {
        assert!(taken_back.iter().any(|address| address == to), "{to} is not in {taken_back:?}");
    }
    assert_eq!(world.mails("ask_withdrawn").await[0].0, INGRID);
    assert_eq!(code(scheduling::hold(&visit, &slot, "Europe/London", None).await), "410");
    assert_eq!(code(requests::cancel(&world.juno, request).await), "too_late");
}

#[tokio::test]
async fn somebody_elses_ask_does_not_exist() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    let other: String = sqlx::query_scalar(
        "select u.email from advocates a join users u on u.company_id = a.company_id and u.id = a.user_id
         where a.company_id = $1 and a.id <> $2 order by u.email limit 1",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();
    let colleague = world.test.sign_in(&other).await;
    // The same person, e-mail and name in the other company is somebody else.
    let namesake = world.test.sign_in_to("quarrystone", INGRID).await;

    for stranger in [&colleague, &namesake] {
        assert_eq!(code(requests::portal_ask(stranger, ask).await), "404");
        assert_eq!(code(requests::accept(stranger, ask).await), "404");
        assert_eq!(code(requests::decline(stranger, ask, None, None).await), "404");
    }
    // Nor may the rep who asked answer for her.
    assert_eq!(code(requests::accept(&world.juno, ask).await), "403");
    assert_eq!(world.states(request).await.1, "sent");
}

#[tokio::test]
async fn opening_the_link_in_the_mail_decides_nothing_however_often() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;
    let path = format!("/portal/enter/{}", word_after(&world.mails("ask").await[0].2, "/portal/enter/"));
    let router = server::http::wrap(server::http::edges(world.test.app.clone()), world.test.app.clone());

    for method in [Method::HEAD, Method::GET, Method::GET] {
        let opened = http::Request::builder().method(method).uri(&path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(opened).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[header::LOCATION], format!("/portal/requests/{ask}"));
    }

    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
    // A letter more or less, and the link is nobody's.
    let bad = http::Request::get(format!("{path}x")).body(Body::empty()).unwrap();
    let answer = router.oneshot(bad).await.unwrap();
    assert_eq!(answer.status(), StatusCode::GONE);
    assert!(!answer.headers().contains_key(header::SET_COOKIE));
}
