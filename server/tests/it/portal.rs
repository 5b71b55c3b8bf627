//! The advocate's own pages: what waits, what comes, and what they allow.

use domain::advocates::{ProfileSection, ProfileShown, Status};
use domain::ids::{AdvocateId, AskId, CallId, ContactId, OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{PortalMoment, RequestForm};
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, requests};

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
    let (request, _) = world.asked().await;
    sqlx::query("delete from touches where ask_id in (select id from asks where request_id = $1)")
        .bind(request)
        .execute(&mut world.test.superuser().await)
        .await
        .unwrap();
    sqlx::query("delete from asks where request_id = $1")
        .bind(request)
        .execute(&mut world.test.superuser().await)
        .await
        .unwrap();
    advocates::pause(&world.ingrid, "").await.unwrap();

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
    .await
    .unwrap_err();

    assert_eq!(forced.as_database_error().and_then(|error| error.constraint()), Some("asks_paused"));
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
    let profile = advocates::profile(&world.juno, &id, ProfileSection::Availability).await.unwrap();

    assert_eq!(profile.header.status, Status::Paused);
    assert_eq!(profile.header.returns_on, "2026-12-10".parse().ok());
    let ProfileShown::Availability(shown) = profile.shown else { panic!("another tab") };
    let lines: Vec<&str> = shown.pauses.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(lines, ["Paused until Thu 10 Dec", "Switched back", "Paused until Mon 7 Dec"]);
    assert!(shown.pauses.iter().all(|row| row.by.as_deref() == Some("Ingrid Thistlewood")), "{:?}", shown.pauses);
}
