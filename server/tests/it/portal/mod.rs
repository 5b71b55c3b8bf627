//! The advocate's own pages: what waits, what comes, and what they allow.

mod consent;
mod home;
mod pause;

use domain::advocates::{ConsentTerm, OwnConsent, ProfileSection, ProfileShown, Purpose, Status};
use domain::ids::{AdvocateId, AskId, CallId, ContactId, OpportunityId, RequestId};
use domain::opportunities::{Section, Shown};
use domain::problem::Problem;
use domain::requests::{PortalMoment, RequestForm};
use domain::scheduling::BookingDetails;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, opportunities, requests, scheduling};
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

/// What Juno is told when Ingrid cannot be asked.
async fn refusal(world: &World) -> String {
    requests::submit(&world.juno, &world.form().await, None).await.unwrap_err().problem().unwrap().to_string()
}
