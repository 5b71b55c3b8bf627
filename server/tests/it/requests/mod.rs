//! From a rep's request to an advocate's answer, with every rule read again at the moment of asking.

mod answers;
mod sending;

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
