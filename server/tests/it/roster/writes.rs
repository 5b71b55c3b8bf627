//! Each way the product writes reaches the lists of both instances, and so does taking it back.

use domain::advocates::{AdvocateForm, MoveForm, Purpose};
use domain::bulk::BulkForm;
use domain::duplicates::{PersonPicks, Picks};
use domain::ids::{AdvocateId, BulkEditId, CallId, OpportunityId, OrganisationId};
use domain::imports::Kind;
use domain::nominations::NominationForm;
use domain::requests::RequestForm;
use domain::scheduling::Attendance;
use server::ctx::Ctx;
use server::duplicates::MakeOne;
use server::duplicates::people::{self, MakePersonOne};
use server::{advocates, bulk, duplicates, imports, nominations, requests, roster, scheduling};
use uuid::Uuid;

use super::Watch;

impl Watch {
    async fn kept(&self) -> Vec<String> {
        roster::testing::kept(&self.elsewhere).await.unwrap()
    }

    async fn sign_in(&self, name: &str) -> Ctx {
        self.t.sign_in(name).await
    }

    async fn id(&self, sql: &'static str) -> Uuid {
        sqlx::query_scalar(sql).fetch_one(&mut self.t.superuser().await).await.unwrap()
    }
}

async fn ingrid(watch: &Watch) -> (Ctx, AdvocateId) {
    let ingrid = watch.sign_in("ingrid@skylarkmutual.example").await;
    let id = ingrid.viewer().unwrap().advocate.unwrap();
    (ingrid, id)
}

#[tokio::test]
async fn an_edit_and_a_move() {
    let watch = Watch::new().await;
    let (_, id) = ingrid(&watch).await;
    let before = watch.kept().await;
    let form = advocates::advocate_form(&watch.adaeze, &id.to_string()).await.unwrap().form;

    let changed = AdvocateForm { name: "Aagot Thistlewood".into(), title: "Chief of Staff".into(), ..form };
    advocates::save_advocate(&watch.adaeze, &changed).await.unwrap();

    watch.agrees("an edit").await;
    let edited = watch.kept().await;
    assert_ne!(edited, before);

    let moved = MoveForm {
        advocate: id.to_string(),
        from: "active".into(),
        to: "resting".into(),
        reason: "Closing the year".into(),
    };
    advocates::move_advocate(&watch.adaeze, &moved).await.unwrap();

    watch.agrees("a move").await;
    assert_ne!(watch.kept().await, edited);
}

#[tokio::test]
async fn a_word_of_their_own() {
    let watch = Watch::new().await;
    let (ingrid, _) = ingrid(&watch).await;
    let before = watch.kept().await;

    advocates::pause(&ingrid, "2026-12-01").await.unwrap();

    watch.agrees("a pause").await;
    assert_ne!(watch.kept().await, before);

    advocates::resume(&ingrid).await.unwrap();

    watch.agrees("its end").await;
    assert_eq!(watch.kept().await, before);

    requests::withdraw_consent(&ingrid, Purpose::ReferenceCall).await.unwrap();
    watch.t.run_jobs().await;

    watch.agrees("a consent withdrawn").await;
    assert_ne!(watch.kept().await, before);
}

#[tokio::test]
async fn an_ask_and_a_call() {
    let watch = Watch::new().await;
    let (_, id) = ingrid(&watch).await;
    let juno = watch.sign_in("juno@quillstone.example").await;
    let before = watch.kept().await;
    let deal = watch.id("select o.id from opportunities o join companies c on c.id = o.company_id where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank'").await;
    let form = RequestForm {
        opportunity: OpportunityId(deal).to_string(),
        advocate: id.to_string(),
        duration: "30".into(),
        needed_by: "2026-12-11".into(),
        topics: "Month-end close".into(),
        message: "Would you tell Marlowe how your first close went?".into(),
        ..RequestForm::default()
    };

    requests::submit(&juno, &form, None).await.unwrap();

    watch.agrees("an ask").await;
    let asked = watch.kept().await;
    assert_ne!(asked, before);

    let call = watch.id("select k.id from reference_calls k join advocates a on a.company_id = k.company_id and a.id = k.advocate_id
                         where a.email = 'ingrid@skylarkmutual.example' and k.state = 'scheduled' order by lower(k.during) limit 1").await;
    watch.t.clock.set("2026-11-19T23:00:00Z".parse().unwrap());
    scheduling::record_attendance(&juno, CallId(call), Attendance::TookPlace).await.unwrap();

    watch.agrees("a call that took place").await;
    assert_ne!(watch.kept().await, asked);
}

#[tokio::test]
async fn a_nomination_that_is_accepted() {
    let watch = Watch::new().await;
    let juno = watch.sign_in("juno@quillstone.example").await;
    let before = watch.kept().await;
    let brigid = NominationForm {
        name: "Brigid Oakhollow".into(),
        email: "brigid@skylarkmutual.example".into(),
        title: "Finance Systems Lead".into(),
        organisation: "Skylark Mutual".into(),
        why: "Ran the second migration and talks well.".into(),
        topics: "Migration, Training".into(),
        somebody_else: None,
        another_customer: None,
    };

    let nomination = nominations::nominate(&juno, &brigid).await.unwrap();
    nominations::approve(&watch.adaeze, nomination).await.unwrap();
    watch.t.run_jobs().await;

    watch.agrees("a nomination").await;
    assert_eq!(watch.kept().await.len(), before.len() + 1);
}

/// A bulk edit of everybody that the address shows.
async fn change_all(ctx: &Ctx, query: &str, act: &[(&str, &str)]) -> BulkEditId {
    let fields = [("list", "advocates"), ("query", query), ("all", "yes")];
    let object = fields.iter().chain(act).map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
    let form: BulkForm = serde_json::from_value(serde_json::Value::Object(object)).unwrap();
    bulk::change(ctx, &form).await.unwrap()
}

#[tokio::test]
async fn a_bulk_edit_and_its_undo() {
    let watch = Watch::new().await;
    for (query, act) in [
        ("industry=finance", &[("act", "owner"), ("owner", "nobody")][..]),
        ("language=en", &[("act", "status"), ("status", "paused"), ("status_reason", "Closing the year")]),
    ] {
        let before = watch.kept().await;

        let edit = change_all(&watch.adaeze, query, act).await;

        watch.agrees("a bulk edit").await;
        assert_ne!(watch.kept().await, before);

        bulk::undo(&watch.adaeze, edit).await.unwrap();

        watch.agrees("its undo").await;
        assert_eq!(watch.kept().await, before);
    }
}

#[tokio::test]
async fn imports_and_their_undo() {
    let watch = Watch::new().await;
    for (kind, csv) in [
        (Kind::Organisations, "name\nAardvark Holdings\nZebra Freight\n"),
        (
            Kind::Advocates,
            "Name,E-mail,Organisation,Time zone,Agreed to references\n\
             Ida Larkfield,ida@skylarkmutual.example,Skylark Mutual,Europe/London,Y\n\
             Bo Ashworth,bo@skylarkmutual.example,Skylark Mutual,Europe/London,no\n",
        ),
    ] {
        let before = watch.kept().await;

        let (import, _) = crate::imports::land(&watch.t, &watch.adaeze, kind, csv.as_bytes()).await;

        watch.agrees("an import").await;
        assert_eq!(watch.kept().await.len(), before.len() + 2, "{kind}");

        imports::undo(&watch.adaeze, kind, import).await.unwrap();
        watch.t.run_jobs().await;

        watch.agrees("its undo").await;
        assert_eq!(watch.kept().await, before, "{kind}");
    }
}

#[tokio::test]
async fn two_organisations_made_one_and_two_again() {
    let watch = Watch::new().await;
    let before = watch.kept().await;
    let of = "select g.id from organisations g join companies c on c.id = g.company_id where c.slug = 'quillstone' and exists (
                select from advocates a where a.company_id = g.company_id and a.organisation_id = g.id) order by g.name";
    let both: Vec<Uuid> = sqlx::query_scalar(of).fetch_all(&mut watch.t.superuser().await).await.unwrap();
    let (kept, other) = (OrganisationId(both[0]), OrganisationId(both[1]));
    let (kept_text, other_text) = (kept.to_string(), other.to_string());
    let page = duplicates::compare(&watch.adaeze, &kept_text, &other_text, Some(&kept_text)).await.unwrap();
    let (kept_version, other_version) = (page.kept.version, page.other.version);
    let make = MakeOne { kept, other, kept_version, other_version, picks: Picks::new() };

    let merge = duplicates::merge(&watch.adaeze, &make).await.unwrap();

    watch.agrees("a merge").await;
    assert_eq!(watch.kept().await.len(), before.len() - 1);

    duplicates::undo(&watch.adaeze, merge).await.unwrap();

    watch.agrees("its undo").await;
    assert_eq!(watch.kept().await, before);
}

/// A second Ingrid with consents, touches and days off of her own, which go over to the one and come back.
async fn twin(watch: &Watch) -> AdvocateId {
    let mut superuser = watch.t.superuser().await;
    for sql in [
        "insert into advocates (company_id, id, organisation_id, name, email, lifecycle)
         select company_id, '7717a9e0-0000-7000-8000-000000000000', organisation_id, 'Thistlewood, Ingrid', 'ingrid@home.example', 'active'
         from advocates where email = 'ingrid@skylarkmutual.example'",
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), id, 'reference_call', 'granted', '2026-11-01' from advocates where email = 'ingrid@home.example'",
        "insert into touches (company_id, id, advocate_id, kind, cost, at)
         select company_id, gen_random_uuid(), id, kind, 1000, '2026-11-02'
         from advocates cross join unnest(array['ask', 'survey', 'call']) kind where email = 'ingrid@home.example'",
        "insert into availability_exceptions (company_id, id, advocate_id, day, kind)
         select company_id, gen_random_uuid(), id, '2026-11-19', 'off' from advocates where email = 'ingrid@home.example'",
    ] {
        sqlx::raw_sql(sql).execute(&mut superuser).await.unwrap();
    }
    watch.agrees("a twin").await;
    AdvocateId(watch.id("select id from advocates where email = 'ingrid@home.example'").await)
}

#[tokio::test]
async fn two_people_made_one_and_two_again() {
    let watch = Watch::new().await;
    let (_, kept) = ingrid(&watch).await;
    let other = twin(&watch).await;
    let before = watch.kept().await;
    let kept_text = kept.to_string();
    let page = people::compare(&watch.adaeze, &kept_text, &other.to_string(), Some(&kept_text)).await.unwrap();
    let (kept_version, other_version) = (page.kept.version, page.other.version);
    let make = MakePersonOne { kept, other, kept_version, other_version, picks: PersonPicks::new() };

    let merge = people::merge(&watch.adaeze, &make).await.unwrap();

    watch.agrees("a merge of people").await;
    assert_eq!(watch.kept().await.len(), before.len() - 1);

    duplicates::undo(&watch.adaeze, merge).await.unwrap();

    watch.agrees("its undo").await;
    assert_eq!(watch.kept().await, before);
}
