//! The advocate's own pages: what waits, what comes, and what they allow.

use domain::advocates::{ConsentTerm, OwnConsent, ProfileSection, ProfileShown, Purpose, Status};
use domain::ids::{AdvocateId, AskId, CallId, ContactId, OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{PortalMoment, RequestForm};
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, requests, scheduling};
use uuid::Uuid;

const INGRID: &str = "ingrid@skylarkmutual.example";

/// Ingrid, who has a call with Cobalt Ridge Energy today, and Juno, who would ask her once more.
struct World {
    test: TestApp,
    juno: Ctx,
    ingrid: Ctx,
}

impl World {
    async fn new() -> Self {
        let test = TestApp::new().await;
        let (juno, ingrid) = (test.sign_in("juno@quillstone.example").await, test.sign_in(INGRID).await);
        Self { test, juno, ingrid }
    }

    fn advocate(&self) -> AdvocateId {
        self.ingrid.viewer().unwrap().advocate.unwrap()
    }

    async fn deal(&self, name: &str) -> OpportunityId {
        sqlx::query_scalar("select id from opportunities where company_id = $1 and name = $2")
            .bind(self.juno.company())
            .bind(name)
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    async fn form(&self) -> RequestForm {
        let opportunity = self.deal("Marlowe Street Bank").await;
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
            share_guests: Some("on".into()),
            ..RequestForm::default()
        }
    }

    /// Juno asks Ingrid for Marlowe Street Bank.
    async fn asked(&self) -> (RequestId, AskId) {
        let request = requests::submit(&self.juno, &self.form().await, None).await.unwrap();
        let ask = sqlx::query_scalar("select id from asks where request_id = $1")
            .bind(request)
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap();
        (request, ask)
    }

    /// As if this ask had never been made.
    async fn forget(&self, ask: AskId) {
        sqlx::query("delete from touches where ask_id = $1")
            .bind(ask)
            .execute(&mut self.test.superuser().await)
            .await
            .unwrap();
        sqlx::query("delete from asks where id = $1")
            .bind(ask)
            .execute(&mut self.test.superuser().await)
            .await
            .unwrap();
    }

    /// Subjects of the mails of a kind to this address.
    async fn mails(&self, kind: &str, to: &str) -> Vec<String> {
        sqlx::query_scalar("select subject from mails where kind = $1 and to_email = $2 order by created_at, subject")
            .bind(kind)
            .bind(to)
            .fetch_all(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    /// The states of a request and of its ask.
    async fn states(&self, ask: AskId) -> (String, String) {
        sqlx::query_as("select r.state, a.state from asks a join requests r on r.id = a.request_id where a.id = $1")
            .bind(ask)
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap()
    }

    async fn consent(&self, purpose: Purpose) -> OwnConsent {
        let page = requests::portal_consent(&self.ingrid).await.unwrap();
        page.consents.into_iter().find(|consent| consent.purpose == purpose).unwrap()
    }

    /// Ingrid's planned call, and the ask it came of.
    async fn planned(&self) -> (CallId, AskId) {
        sqlx::query_as("select id, ask_id from reference_calls where advocate_id = $1 and state = 'scheduled'")
            .bind(self.advocate())
            .fetch_one(&mut self.test.superuser().await)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn the_home_says_what_waits_and_leads_to_the_planned_call() {
    let world = World::new().await;
    let (call, _) = world.planned().await;

    let before = requests::portal_home(&world.ingrid).await.unwrap();
    let (_, ask) = world.asked().await;
    let home = requests::portal_home(&world.ingrid).await.unwrap();

    assert_eq!(before.line, "Nothing is waiting for you. Your next conversation is today at 15:00.");
    assert_eq!(home.line, "One request is waiting, and your next conversation is today at 15:00.");
    assert_eq!(home.greeting, "Good morning, Ingrid");
    assert_eq!(home.asks.iter().map(|ask| ask.id).collect::<Vec<_>>(), [ask]);
    let asked = &home.asks[0];
    assert!(asked.is_new && asked.guests.contains(&"Callum Birchwhistle".to_owned()), "{asked:?}");
    assert_eq!(home.calls.iter().map(|call| call.id).collect::<Vec<_>>(), [call]);
    assert_eq!((home.calls[0].day.as_str(), home.calls[0].at.as_str()), ("Today", "15:00"));
    assert!(home.calls[0].line.starts_with("30 min with Wim Hazelgrave"), "{}", home.calls[0].line);
    assert_eq!(requests::waiting(&world.ingrid).await.unwrap(), 1);
    assert!(home.avoid.contains("Treasury"), "{}", home.avoid);
}

#[tokio::test]
async fn the_figures_of_the_home_are_those_of_the_records() {
    let world = World::new().await;
    let (calls, minutes): (i64, i64) = sqlx::query_as(
        "select count(*), sum(extract(epoch from upper(during) - lower(during)) / 60)::bigint
         from reference_calls where advocate_id = $1 and state = 'completed'",
    )
    .bind(world.advocate())
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();

    let home = requests::portal_home(&world.ingrid).await.unwrap();

    assert!(calls > 1);
    assert_eq!(home.impact.conversations, calls);
    assert_eq!(home.impact.hours, domain::requests::hours_given(chrono::TimeDelta::minutes(minutes)));
    assert!(home.impact.chose + home.impact.deciding <= calls, "each deal counts once: {:?}", home.impact);
}

#[tokio::test]
async fn an_accepted_request_leads_to_its_call_and_a_waiting_one_to_none() {
    let world = World::new().await;
    let (call, accepted) = world.planned().await;
    let (_, waiting) = world.asked().await;

    let booked = requests::portal_ask(&world.ingrid, accepted).await.unwrap();
    let open = requests::portal_ask(&world.ingrid, waiting).await.unwrap();

    assert_eq!(booked.call, Some(call));
    assert_eq!(open.call, None);
}

#[tokio::test]
async fn the_list_has_what_is_open_first_and_a_call_that_is_over_among_the_earlier() {
    let world = World::new().await;
    let (_, ask) = world.asked().await;
    let (_, planned) = world.planned().await;

    let list = requests::portal_requests(&world.ingrid, None).await.unwrap();
    world.test.clock.advance(chrono::Duration::hours(6));
    let tonight = requests::portal_requests(&world.ingrid, None).await.unwrap();

    assert_eq!(list.asks[0].id, ask);
    let moment =
        |list: &domain::requests::PortalRequests, id| list.asks.iter().find(|ask| ask.id == id).unwrap().moment;
    assert_eq!(moment(&list, ask), PortalMoment::Waiting);
    assert_eq!(moment(&list, planned), PortalMoment::ComingUp);
    assert_eq!(moment(&tonight, planned), PortalMoment::Earlier);
    assert!(list.asks.len() > 5, "the earlier ones are listed too");
    let mut ids: Vec<AskId> = list.asks.iter().map(|ask| ask.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), list.asks.len());
}

/// What Juno is told when Ingrid cannot be asked.
async fn refusal(world: &World) -> String {
    requests::submit(&world.juno, &world.form().await, None).await.unwrap_err().problem().unwrap().to_string()
}

#[tokio::test]
async fn a_pause_closes_the_gate_for_the_next_ask_and_switching_back_opens_it() {
    let world = World::new().await;

    advocates::pause(&world.ingrid, "").await.unwrap();
    let refused = refusal(&world).await;
    let paused = requests::portal_home(&world.ingrid).await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    let open = requests::portal_home(&world.ingrid).await.unwrap();
    let (_, ask) = world.asked().await;

    assert!(refused.starts_with("They have paused new requests"), "{refused}");
    assert_eq!(paused.pause.map(|pause| pause.resumes_on), Some(None));
    assert_eq!(paused.calls.len(), 1, "booked calls stay");
    assert_eq!(open.pause, None);
    assert_eq!(requests::portal_ask(&world.ingrid, ask).await.unwrap().id, ask);
}

#[tokio::test]
async fn a_pause_with_a_day_ends_on_it_by_itself() {
    let world = World::new().await;

    advocates::pause(&world.ingrid, "2026-11-21").await.unwrap();
    let refused = refusal(&world).await;
    world.test.clock.advance(chrono::Duration::days(2));

    assert!(refused.contains("Can be asked from Sat 21 Nov"), "{refused}");
    world.asked().await;
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_during_a_pause() {
    let world = World::new().await;
    let (request, ask) = world.asked().await;
    world.forget(ask).await;
    advocates::pause(&world.ingrid, "").await.unwrap();

    let forced = force_ask(&world, request).await;

    assert_eq!(forced.as_deref(), Some("asks_paused"));
}

#[tokio::test]
async fn a_day_that_cannot_be_is_named_and_pauses_nothing() {
    let world = World::new().await;

    for typed in ["2026-11-19", "yesterday", "2030-01-01"] {
        let error = advocates::pause(&world.ingrid, typed).await.unwrap_err();
        assert!(matches!(error.problem(), Some(Problem::Invalid(_))), "{typed}");
    }

    assert_eq!(requests::portal_home(&world.ingrid).await.unwrap().pause, None);
}

#[tokio::test]
async fn staff_see_the_pause_with_who_and_when() {
    let world = World::new().await;
    advocates::pause(&world.ingrid, "2026-12-07").await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    advocates::pause(&world.ingrid, "2026-12-10").await.unwrap();

    let id = world.advocate().to_string();
    let profile = advocates::profile(&world.juno, &id, ProfileSection::Availability, None).await.unwrap();

    assert_eq!(profile.header.status, Status::Paused);
    assert_eq!(profile.header.returns_on, "2026-12-10".parse().ok());
    let ProfileShown::Availability(shown) = profile.shown else { panic!("another tab") };
    let lines: Vec<&str> = shown.pauses.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(lines, ["Paused until Thu 10 Dec", "Switched back", "Paused until Mon 7 Dec"]);
    assert!(shown.pauses.iter().all(|row| row.by.as_deref() == Some("Ingrid Thistlewood")), "{:?}", shown.pauses);
}

#[tokio::test]
async fn withdrawing_consent_ends_what_rests_on_it_and_tells_the_rep() {
    let world = World::new().await;
    let (_, waiting) = world.asked().await;
    let (call, booked) = world.planned().await;
    let before = world.consent(Purpose::ReferenceCall).await;

    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    let refused = refusal(&world).await;
    world.test.run_jobs().await;
    world.test.run_jobs().await;

    assert_eq!(before.ends.len(), 2, "{:?}", before.ends);
    assert!(before.ends.iter().any(|line| line.contains("Cobalt Ridge Energy, Today, 15:00")), "{:?}", before.ends);
    let after = world.consent(Purpose::ReferenceCall).await;
    assert!(!after.is_given && after.line.starts_with("Withdrawn Thu 19 Nov in the portal"), "{}", after.line);
    assert!(after.ends.is_empty(), "{:?}", after.ends);
    for ask in [waiting, booked] {
        assert_eq!(world.states(ask).await, ("declined".into(), "withdrawn".into()));
    }
    let (state, by): (String, String) = sqlx::query_as("select state, cancelled_by from reference_calls where id = $1")
        .bind(call)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!((state.as_str(), by.as_str()), ("cancelled", "advocate"));
    assert!(refused.starts_with("Consent for a reference call") || refused.starts_with("No consent"), "{refused}");
    let told = world.mails("consent_ended", "juno@quillstone.example").await;
    assert_eq!(
        told,
        [
            "Ingrid Thistlewood withdrew consent: Cobalt Ridge Energy",
            "Ingrid Thistlewood withdrew consent: Marlowe Street Bank"
        ]
    );
    assert!(world.mails("ask_withdrawn", INGRID).await.is_empty(), "she knows that she withdrew");
}

#[tokio::test]
async fn consent_given_again_opens_the_gate_and_the_ledger_keeps_both() {
    let world = World::new().await;
    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    world.test.clock.advance(chrono::Duration::minutes(1));

    requests::give_consent(&world.ingrid, Purpose::ReferenceCall, ConsentTerm::Year).await.unwrap();
    world.asked().await;

    let now = world.consent(Purpose::ReferenceCall).await;
    assert!(now.is_given);
    assert_eq!(now.until.as_deref(), Some("Fri 19 Nov 2027"));
    let id = world.advocate().to_string();
    let profile = advocates::profile(&world.juno, &id, ProfileSection::Consent, None).await.unwrap();
    let ProfileShown::Consent { ledger, .. } = profile.shown else { panic!("another tab") };
    let of_calls: Vec<(&str, Option<&str>)> = ledger
        .iter()
        .filter(|row| row.label == "Reference call")
        .map(|row| (row.what.as_str(), row.by.as_deref()))
        .take(2)
        .collect();
    let ingrid = Some("Ingrid Thistlewood");
    assert_eq!(of_calls, [("Given in the portal, until Fri 19 Nov 2027", ingrid), ("Withdrawn in the portal", ingrid)]);
}

#[tokio::test]
async fn withdrawing_another_purpose_leaves_calls_alone() {
    let world = World::new().await;
    let (_, waiting) = world.asked().await;

    requests::withdraw_consent(&world.ingrid, Purpose::Quote).await.unwrap();
    requests::withdraw_consent(&world.ingrid, Purpose::Recording).await.unwrap();

    assert_eq!(world.states(waiting).await, ("outreach".into(), "sent".into()));
    assert!(world.consent(Purpose::ReferenceCall).await.is_given);
    assert!(!world.consent(Purpose::Quote).await.is_given);
}

#[tokio::test]
async fn the_booking_link_of_a_yes_leads_nowhere_once_consent_is_withdrawn() {
    let world = World::new().await;
    let (_, ask) = world.asked().await;
    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;
    let text: String = sqlx::query_scalar("select body_text from mails where kind = 'booking_link'")
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    let token = text.split_once("/b/").unwrap().1.split_whitespace().next().unwrap();
    let visit = scheduling::open_link(&world.test.app, Uuid::now_v7(), "127.0.0.1", token).await.unwrap();

    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();

    assert_eq!(world.states(ask).await, ("declined".into(), "withdrawn".into()));
    assert!(requests::accept(&world.ingrid, ask).await.is_err(), "a withdrawn ask is not answered again");
    let held = scheduling::hold(&visit, "2026-11-24T10:00Z", "Europe/London", None).await.unwrap_err();
    assert_eq!(held.problem().unwrap().status(), 410);
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_without_consent() {
    let world = World::new().await;
    let (request, ask) = world.asked().await;
    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    world.forget(ask).await;

    let forced = force_ask(&world, request).await;

    assert_eq!(forced.as_deref(), Some("asks_by_consent"));
}

/// Writes an ask past all rules of the program; the constraint that stopped it.
async fn force_ask(world: &World, request: RequestId) -> Option<String> {
    let forced = sqlx::query(
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
         values ($1, gen_random_uuid(), $2, $3, 'sent', $4, $5, $5 + interval '1 day')",
    )
    .bind(world.juno.company())
    .bind(request)
    .bind(world.advocate())
    .bind(world.juno.viewer().unwrap().user)
    .bind(world.juno.now())
    .execute(&mut world.test.superuser().await)
    .await;
    forced.err()?.as_database_error()?.constraint().map(str::to_owned)
}
