//! One day of the story, lived through the use cases, and requests sent to the product's own router.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use domain::accounts::Role;
use domain::bulk::BulkForm;
use domain::evidence::EvidenceForm;
use domain::ids::{AdvocateId, AskId, OpportunityId};
use domain::lists::ListName;
use domain::matching::Weights;
use domain::nominations::NominationForm;
use domain::opportunities::NoteForm;
use domain::requests::RequestForm;
use http::{HeaderMap, Method, Request, StatusCode, header};
use server::imports::SaveColumns;
use server::testing::TestApp;
use server::{
    accounts, advocates, bulk, evidence, imports, matching, nominations, opportunities, progress, requests, views,
};
use sqlx::PgConnection;
use tower::ServiceExt as _;

/// An id that belongs to nobody.
const NOBODYS: &str = "00000000-0000-7000-8000-000000000000";

pub struct World {
    pub test: TestApp,
    router: Router,
    /// What Quillstone calls its things: `$request` in an address or a body is replaced by the id.
    ids: BTreeMap<&'static str, String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Whose ids stand in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    Quillstones,
    Nobodys,
}

/// The person of Quillstone who has this role and no other.
pub const fn person(role: Role) -> &'static str {
    match role {
        Role::Rep => "juno@quillstone.example",
        Role::SalesManager => "rafael@quillstone.example",
        Role::Programme => "annika@quillstone.example",
        Role::Success => "tamsin@quillstone.example",
        Role::Agent => "sunniva@quillstone.example",
        Role::SupportLead => "dev@quillstone.example",
        Role::Analyst => "seun@quillstone.example",
        Role::Admin => "pia@quillstone.example",
        Role::Advocate => INGRID,
    }
}

pub const INGRID: &str = "ingrid@skylarkmutual.example";

impl World {
    /// Juno asked Ingrid for Marlowe Street Bank and Ingrid said yes; a second request waits for her
    /// answer; Adaeze checked a file; mails were written. Programme lead and administrator are
    /// one person in the story and two here, so that each role is seen alone.
    pub async fn new() -> Self {
        let test = TestApp::new().await;
        let mut superuser = test.superuser().await;
        for (role, email) in [("programme", "annika@quillstone.example"), ("admin", "pia@quillstone.example")] {
            sqlx::query("update users set roles = array[$1] where email = $2")
                .bind(role)
                .bind(email)
                .execute(&mut superuser)
                .await
                .unwrap();
        }
        let ids = live_a_day(&test, &mut superuser).await;
        let router = peerchamps::site::router(test.app.clone());
        Self { test, router, ids }
    }

    /// The text with ids in place of `$names`.
    pub fn fill(&self, text: &str, whose: Ids) -> String {
        let mut filled = text.to_owned();
        for (name, id) in &self.ids {
            let id = match whose {
                Ids::Quillstones => id,
                Ids::Nobodys => NOBODYS,
            };
            filled = filled.replace(&format!("${name}"), id);
        }
        assert!(!filled.contains('$'), "nothing is called so in the world: {filled}");
        filled
    }

    /// Calls a server function like a page that is alive.
    pub async fn call(&self, path: &str, body: &str, cookie: Option<&str>) -> Answer {
        let kind = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, kind);
        self.send(request, body, cookie).await
    }

    /// Opens a page like a browser.
    pub async fn open(&self, path: &str, cookie: Option<&str>) -> Answer {
        let request = Request::builder().uri(path).header(header::ACCEPT, "text/html");
        self.send(request, "", cookie).await
    }

    pub async fn send(&self, mut request: http::request::Builder, body: &str, cookie: Option<&str>) -> Answer {
        request = request.header("sec-fetch-site", "same-origin");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.send_as_it_is(request, body).await
    }

    /// Without saying that one of our own pages sent it.
    pub async fn send_as_it_is(&self, request: http::request::Builder, body: &str) -> Answer {
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 32 * 1024 * 1024).await.unwrap();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

async fn live_a_day(test: &TestApp, superuser: &mut PgConnection) -> BTreeMap<&'static str, String> {
    let mut ids = BTreeMap::new();
    let juno = test.sign_in(person(Role::Rep)).await;
    let ingrid = test.sign_in(INGRID).await;
    let adaeze = test.sign_in("adaeze@quillstone.example").await;
    let advocate = ingrid.viewer().unwrap().advocate.unwrap();
    let opportunity = one(
        superuser,
        "select id::text from opportunities where company_id = $1::uuid and name = $2",
        &[&juno.company().to_string(), "Marlowe Street Bank"],
    )
    .await;

    // Asked and accepted: there is a booking link.
    let request = requests::submit(&juno, &form(&opportunity, advocate), None).await.unwrap();
    let accepted: AskId = one(
        superuser,
        "select id::text from asks where request_id = $1::uuid and $2 <> ''",
        &[&request.to_string(), "-"],
    )
    .await
    .parse()
    .unwrap();
    requests::accept(&ingrid, accepted).await.unwrap();
    test.run_jobs().await;
    let letter = one(
        superuser,
        "select body_text from mails where company_id = $1::uuid and kind = $2",
        &[&juno.company().to_string(), "booking_link"],
    )
    .await;
    ids.insert("token", word_after(&letter, "/b/"));
    ids.insert("accepted", accepted.to_string());

    // Still waiting for an answer, with a key of its own in the mail.
    let other = another_deal(test, superuser, advocate).await;
    let waiting = requests::submit(&adaeze, &form(&other, advocate), None).await.unwrap();
    test.run_jobs().await;
    ids.insert(
        "ask",
        one(
            superuser,
            "select id::text from asks where request_id = $1::uuid and $2 <> ''",
            &[&waiting.to_string(), "-"],
        )
        .await,
    );
    let letter = one(
        superuser,
        "select body_text from mails where company_id = $1::uuid and kind = $2 order by created_at desc, id desc limit 1",
        &[&juno.company().to_string(), "ask"],
    )
    .await;
    ids.insert("key", word_after(&letter, "/portal/enter/"));

    let import = imports::upload(
        &adaeze,
        domain::imports::Kind::Organisations,
        "a.csv",
        b"Name,Website\nAster Bank,aster.example\n".to_vec(),
    )
    .await
    .unwrap();
    let chosen = SaveColumns {
        mapping: vec!["name".into(), "website".into()],
        currency: "GBP".into(),
        revenue_unit: "ones".into(),
        ..SaveColumns::default()
    };
    imports::save_columns(&adaeze, domain::imports::Kind::Organisations, import, chosen).await.unwrap();
    test.run_jobs().await;

    let note =
        NoteForm { opportunity: opportunity.clone(), text: "The board meets in May".into(), ..NoteForm::default() };
    opportunities::save_note(&juno, &note).await.unwrap();

    // A quote that may be shown, with its file and a link to it.
    let quote = EvidenceForm {
        kind: "quote".into(),
        title: "Close in four days".into(),
        organisation: "Skylark Mutual".into(),
        advocate: "Ingrid Thistlewood".into(),
        body: "Day four, every month, since.".into(),
        language: "en".into(),
        use_cases: "month-end close".into(),
        ..EvidenceForm::default()
    };
    let piece = evidence::save(&adaeze, quote).await.unwrap();
    evidence::attach(&adaeze, &piece.to_string(), "close.txt", b"Day four, every month, since.".to_vec())
        .await
        .unwrap();
    evidence::submit(&adaeze, piece).await.unwrap();
    evidence::approve(&adaeze, piece).await.unwrap();
    let link = evidence::share(&adaeze, piece, None, 30).await.unwrap();
    let shown = evidence::page(&adaeze, &piece.to_string()).await.unwrap();
    ids.insert("piece", piece.to_string());
    ids.insert("sharelink", link.to_string());
    ids.insert("sharetoken", word_after(shown.links[0].url.as_deref().unwrap(), "/e/"));

    let dot = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90\x77\x53\xde\x00\x00\x00\x0c\x49\x44\x41\x54\x78\x9c\x63\x60\xf8\xcf\x00\x00\x02\x02\x01\x00\x7b\x09\x81\x78\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
    advocates::set_photo(&adaeze, &advocate.to_string(), dot.to_vec()).await.unwrap();

    let nominee = NominationForm {
        name: "Brigid Oakhollow".into(),
        email: "brigid@skylarkmutual.example".into(),
        organisation: "Skylark Mutual".into(),
        why: "Ran the second migration.".into(),
        ..NominationForm::default()
    };
    ids.insert("nomination", nominations::nominate(&juno, &nominee).await.unwrap().to_string());

    // A colleague whom a file brought in, and the link they were sent.
    let zoe: domain::ids::UserId = sqlx::query_scalar(
        "with login as (insert into logins (id, email) values (gen_random_uuid(), 'zoe@quillstone.example') returning id)
         insert into users (company_id, id, login_id, name, email, roles, awaits_invitation)
         select $1, gen_random_uuid(), id, 'Zoe Fernsby', 'zoe@quillstone.example', array['rep'], true from login returning id",
    )
    .bind(juno.company())
    .fetch_one(&mut *superuser)
    .await
    .unwrap();
    accounts::invite(&test.sign_in(person(Role::Admin)).await, &[zoe]).await.unwrap();
    test.run_jobs().await;
    let letter = one(
        superuser,
        "select body_text from mails where company_id = $1::uuid and kind = $2",
        &[&juno.company().to_string(), "user_invitation"],
    )
    .await;
    ids.insert("waiting", zoe.to_string());
    ids.insert("invitation", word_after(&letter, "/join/"));

    let view = views::save(&juno, ListName::Advocates, "Mine", "industry=finance", false).await.unwrap();
    let preset = matching::save_preset(&juno, "Mine", Weights::default(), "balanced").await.unwrap();
    let deal: OpportunityId = opportunity.parse().unwrap();
    let run = progress::begin(&juno, deal, &matching::View::default()).await.unwrap();
    ids.insert("progress", run.to_string());
    matching::learn_now(&adaeze).await.unwrap();
    test.run_jobs().await;
    let company = juno.company().to_string();
    for (name, sql) in [
        ("proposal", "select id::text from match_proposals where company_id = $1::uuid and $2 <> '' limit 1"),
        (
            "call",
            "select id::text from reference_calls where company_id = $1::uuid and advocate_id = $2::uuid and state = 'scheduled' limit 1",
        ),
        ("job", "select id::text from jobs where company_id = $1::uuid and $2 <> '' limit 1"),
        ("mail", "select id::text from mails where company_id = $1::uuid and $2 <> '' limit 1"),
        ("note", "select id::text from opportunity_notes where company_id = $1::uuid and $2 <> '' limit 1"),
        (
            "contact",
            "select oc.contact_id::text from opportunity_contacts oc join opportunities o on o.id = oc.opportunity_id
             where oc.company_id = $1::uuid and o.name = 'Marlowe Street Bank' and $2 <> '' limit 1",
        ),
        (
            "fellow",
            "select c.id::text from contacts c where c.company_id = $1::uuid and $2 <> ''
               and not exists (select from opportunity_contacts oc join opportunities o on o.company_id = oc.company_id and o.id = oc.opportunity_id
                               where oc.company_id = c.company_id and oc.contact_id = c.id and o.name = 'Marlowe Street Bank')
             order by c.id limit 1",
        ),
        (
            "twin",
            "select id::text from advocates where company_id = $1::uuid and id <> $2::uuid order by name, id limit 1",
        ),
        (
            "neighbour",
            "select id::text from organisations where company_id = $1::uuid
               and id <> (select organisation_id from advocates where company_id = $1::uuid and id = $2::uuid) order by id limit 1",
        ),
        (
            "team",
            "select id::text from teams where company_id = $1::uuid and $2 <> '' order by name limit 1",
        ),
        ("organisation", "select organisation_id::text from advocates where company_id = $1::uuid and id = $2::uuid"),
    ] {
        ids.insert(name, one(superuser, sql, &[&company, &advocate.to_string()]).await);
    }
    let tagged = BulkForm {
        list: "advocates".into(),
        ids: vec![advocate.to_string()],
        act: "add_tags".into(),
        tags: "Board ready".into(),
        ..BulkForm::default()
    };
    ids.insert("bulkedit", bulk::change(&adaeze, &tagged).await.unwrap().to_string());
    ids.insert("opportunity", opportunity);
    ids.insert("advocate", advocate.to_string());
    ids.insert("request", request.to_string());
    ids.insert("import", import.to_string());
    ids.insert("preset", preset.to_string());
    ids.insert("view", view.to_string());
    ids
}

/// An open deal other than Marlowe Street Bank that this advocate can still be asked for.
async fn another_deal(test: &TestApp, superuser: &mut PgConnection, advocate: AdvocateId) -> String {
    let adaeze = test.sign_in("adaeze@quillstone.example").await;
    let deals: Vec<OpportunityId> = sqlx::query_scalar(
        "select o.id from opportunities o where o.company_id = $1 and o.closed_at is null and o.name <> 'Marlowe Street Bank'
           and not exists (select from requests r where r.company_id = o.company_id and r.opportunity_id = o.id)
         order by o.name",
    )
    .bind(adaeze.company())
    .fetch_all(superuser)
    .await
    .unwrap();
    for deal in deals {
        let found = matching::workbench(&adaeze, deal, matching::View::default()).await.unwrap();
        if found.terms.iter().any(|terms| terms.id == advocate) {
            return deal.to_string();
        }
    }
    panic!("the story has no other deal for this advocate");
}

fn form(opportunity: &str, advocate: AdvocateId) -> RequestForm {
    RequestForm {
        opportunity: opportunity.to_owned(),
        advocate: advocate.to_string(),
        duration: "30".into(),
        needed_by: "2026-12-11".into(),
        topics: "Month-end close".into(),
        message: "Would you tell them how the first close went?".into(),
        share_company: Some("on".into()),
        ..RequestForm::default()
    }
}

async fn one(superuser: &mut PgConnection, sql: &'static str, values: &[&str]) -> String {
    let mut query = sqlx::query_scalar::<_, String>(sql);
    for value in values {
        query = query.bind((*value).to_owned());
    }
    query.fetch_one(superuser).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// The rest of the word that begins after `start`.
fn word_after(text: &str, start: &str) -> String {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    rest.split(|c: char| c.is_whitespace() || c == ')' || c == '?').next().unwrap_or_default().to_owned()
}
