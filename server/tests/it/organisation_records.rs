//! What hangs on an organisation and is changed from its pages: relations, parents and parts, contacts.

use domain::event::Event;
use domain::ids::{ContactId, OrganisationId};
use domain::organisations::{ContactThereForm, OrganisationField, ParentForm, Relation, RelationForm};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::organisations;
use server::testing::TestApp;

const ADAEZE: &str = "adaeze@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const RAFAEL: &str = "rafael@quillstone.example";
const JUNO: &str = "juno@quillstone.example";
const SKYLARK: &str = "Skylark Mutual";

async fn organisation(t: &TestApp, name: &str) -> OrganisationId {
    sqlx::query_scalar(
        "select g.id from organisations g join companies c on c.id = g.company_id
         where c.slug = 'quillstone' and g.name = $1",
    )
    .bind(name)
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap()
}

fn status<T: std::fmt::Debug>(outcome: server::error::Result<T>) -> u16 {
    outcome.unwrap_err().problem().map_or(500, Problem::status)
}

/// What is said by a field.
fn told<T: std::fmt::Debug>(outcome: server::error::Result<T>, field: &str) -> String {
    let error = outcome.unwrap_err();
    error.problem().and_then(|problem| problem.of_field(field)).unwrap_or_default().to_owned()
}

async fn version(ctx: &Ctx, id: OrganisationId) -> String {
    organisations::relations(ctx, &id.to_string()).await.unwrap().version.to_string()
}

/// The fields the events of an organisation name, the latest first.
async fn changed(t: &TestApp, id: OrganisationId) -> Vec<OrganisationField> {
    let bodies: Vec<serde_json::Value> = sqlx::query_scalar(
        "select body from events where kind = 'organisation_changed' and about_organisation = $1 order by seq desc",
    )
    .bind(id)
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    bodies
        .into_iter()
        .flat_map(|body| match serde_json::from_value(body).unwrap() {
            Event::OrganisationChanged { fields, .. } => fields,
            _ => Vec::new(),
        })
        .collect()
}

async fn relate(ctx: &Ctx, id: OrganisationId, was: &str, fields: [&str; 3]) -> server::error::Result<OrganisationId> {
    let [kind, since, until] = fields.map(str::to_owned);
    let version = version(ctx, id).await;
    let form = RelationForm { organisation: id.to_string(), version, was: was.into(), kind, since, until };
    organisations::save_relation(ctx, &form).await
}

async fn adopt(ctx: &Ctx, id: OrganisationId, parent: &str) -> server::error::Result<OrganisationId> {
    let version = version(ctx, id).await;
    let form = ParentForm { organisation: id.to_string(), version, parent: parent.into() };
    organisations::save_parent(ctx, &form).await
}

fn person(id: OrganisationId, version: &str, name: &str, email: &str) -> ContactThereForm {
    ContactThereForm {
        organisation: id.to_string(),
        version: version.into(),
        name: name.into(),
        email: email.into(),
        title: "Treasurer".into(),
        ..ContactThereForm::default()
    }
}

#[tokio::test]
async fn relations_begin_change_end_and_are_taken_out_each_with_its_event() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = organisation(&t, SKYLARK).await;
    let kinds = async |ctx: &Ctx| {
        let page = organisations::relations(ctx, &id.to_string()).await.unwrap();
        page.relations.iter().map(|relation| (relation.kind, relation.until.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&adaeze).await, [(Relation::Customer, false)]);

    relate(&adaeze, id, "", ["partner", "2025-01-10", ""]).await.unwrap();
    relate(&adaeze, id, "partner/2025-01-10", ["partner", "2025-01-11", "2026-02-01"]).await.unwrap();

    assert_eq!(kinds(&adaeze).await, [(Relation::Customer, false), (Relation::Partner, true)]);
    assert_eq!(changed(&t, id).await, [OrganisationField::Relations; 2]);
    // The list and the page tell the same.
    let page = organisations::page(&adaeze, &id.to_string()).await.unwrap();
    let over: Vec<(&str, bool)> = page.relations.iter().map(|row| (row.label.as_str(), row.is_over)).collect();
    assert_eq!(over, [("Customer", false), ("Partner", true)]);

    assert!(told(relate(&adaeze, id, "", ["partner", "2026-01-31", ""]).await, "since").contains("meets another time"));
    assert_eq!(status(relate(&adaeze, id, "partner/2025-01-10", ["partner", "2025-01-10", ""]).await), 404);
    // The same again changes nothing.
    relate(&adaeze, id, "partner/2025-01-11", ["partner", "2025-01-11", "2026-02-01"]).await.unwrap();
    assert_eq!(changed(&t, id).await.len(), 2);

    let now = version(&adaeze, id).await;
    organisations::remove_relation(&adaeze, id, "partner/2025-01-11", &now).await.unwrap();
    assert_eq!(kinds(&adaeze).await, [(Relation::Customer, false)]);
    let now = version(&adaeze, id).await;
    assert_eq!(status(organisations::remove_relation(&adaeze, id, "partner/2025-01-11", &now).await), 404);
}

#[tokio::test]
async fn who_changes_the_same_meanwhile_is_named_and_who_changes_something_else_is_not_in_the_way() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let id = organisation(&t, SKYLARK).await;
    let seen = version(&tamsin, id).await;
    relate(&adaeze, id, "", ["partner", "2025-01-10", ""]).await.unwrap();

    let late = RelationForm {
        organisation: id.to_string(),
        version: seen.clone(),
        kind: "competitor".into(),
        since: "2026-01-01".into(),
        ..RelationForm::default()
    };
    let refused = organisations::save_relation(&tamsin, &late).await.unwrap_err();

    assert_eq!(refused.problem().unwrap().refusal_code(), Some("changed_meanwhile"));
    assert!(refused.to_string().contains("Adaeze") && refused.to_string().contains("what it is to you"), "{refused}");
    let removed = organisations::remove_relation(&tamsin, id, "partner/2025-01-10", &seen).await;
    assert_eq!(status(removed), 409);
    // A contact is something else.
    organisations::save_contact(&tamsin, &person(id, &seen, "Olive Marsh", "")).await.unwrap();
    let contact = organisations::save_contact(&adaeze, &person(id, &seen, "Peer Holm", "")).await;
    assert_eq!(status(contact), 409);
}

#[tokio::test]
async fn an_organisation_belongs_to_one_other_and_never_to_itself_however_far_around() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let (skylark, northfold, harbour) = (
        organisation(&t, SKYLARK).await,
        organisation(&t, "Northfold Bank").await,
        organisation(&t, "Harbourlight").await,
    );

    adopt(&adaeze, northfold, " skylark mutual ").await.unwrap();
    organisations::add_part(&adaeze, northfold, "Harbourlight").await.unwrap();

    let page = organisations::relations(&adaeze, &northfold.to_string()).await.unwrap();
    assert_eq!(page.parent.unwrap().name, SKYLARK);
    assert_eq!(page.parts.iter().map(|part| part.id).collect::<Vec<_>>(), [harbour]);
    assert_eq!(changed(&t, harbour).await, [OrganisationField::Parent]);
    assert!(told(adopt(&adaeze, skylark, SKYLARK).await, "parent").contains("itself"));
    let around = told(adopt(&adaeze, skylark, "Harbourlight").await, "parent");
    assert!(around.contains("Harbourlight belongs to Skylark Mutual already"), "{around}");
    assert!(told(adopt(&adaeze, skylark, "Nobody & Sons").await, "parent").contains("No organisation has this name"));
    sqlx::query("update organisations set name = 'Twice' where id = any($1)")
        .bind([skylark.0, harbour.0].as_slice())
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    assert!(told(adopt(&adaeze, northfold, "Twice").await, "parent").contains("Several organisations"));

    organisations::release_part(&adaeze, northfold, harbour).await.unwrap();
    assert_eq!(status(organisations::release_part(&adaeze, northfold, harbour).await), 409);
    adopt(&adaeze, northfold, "").await.unwrap();
    assert_eq!(organisations::relations(&adaeze, &northfold.to_string()).await.unwrap().parent, None);
}

#[tokio::test]
async fn of_two_who_close_a_circle_from_both_ends_one_is_refused() {
    let t = TestApp::new().await;
    let (adaeze, other) = (t.sign_in(ADAEZE).await, t.sign_in(ADAEZE).await);
    let (one, two) = (organisation(&t, "Northfold Bank").await, organisation(&t, "Harbourlight").await);
    let form = |id: OrganisationId, parent: &str| ParentForm {
        organisation: id.to_string(),
        version: "1000".into(),
        parent: parent.into(),
    };
    let (first, second) = (form(one, "Harbourlight"), form(two, "Northfold Bank"));

    let (first, second) =
        tokio::join!(organisations::save_parent(&adaeze, &first), organisations::save_parent(&other, &second));

    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
}

#[tokio::test]
async fn contacts_are_added_changed_leave_and_come_back_and_are_nobody_twice() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = organisation(&t, SKYLARK).await;
    let page = async || organisations::contacts(&adaeze, &id.to_string()).await.unwrap();
    let save = async |name: &str, email: &str, change: fn(&mut ContactThereForm)| {
        let version = page().await.version.to_string();
        let mut form = person(id, &version, name, email);
        change(&mut form);
        organisations::save_contact(&adaeze, &form).await
    };
    assert!(page().await.contacts.is_empty());

    save("Olive Marsh", "Olive@Skylark.example", |_| ()).await.unwrap();

    let olive = page().await.contacts.remove(0);
    assert_eq!((olive.name.as_str(), olive.email.as_deref()), ("Olive Marsh", Some("olive@skylark.example")));
    let there = organisations::page(&adaeze, &id.to_string()).await.unwrap().contacts;
    assert_eq!(there.iter().map(|contact| contact.id).collect::<Vec<_>>(), [olive.id]);
    // The same address, there and elsewhere; a similar name is asked about.
    assert!(told(save("Ida Marsh", "OLIVE@skylark.example", |_| ()).await, "email").contains("Olive Marsh has this"));
    let elsewhere = told(save("Wim", "wim@cobaltridgeenergy.example", |_| ()).await, "email");
    assert_eq!(elsewhere, "A contact of another organisation has this address.");
    assert!(told(save("Marsh, Olive", "", |_| ()).await, "is_another").contains("Is this somebody else?"));
    save("Marsh, Olive", "", |form| form.is_another = Some("on".into())).await.unwrap();
    assert_eq!(page().await.contacts.len(), 2);

    let now = page().await.version.to_string();
    let renamed = ContactThereForm { contact: olive.id.to_string(), ..person(id, &now, "Olive Marsh-Hay", "") };
    organisations::save_contact(&adaeze, &renamed).await.unwrap();
    let now = page().await.version.to_string();
    organisations::end_contact(&adaeze, id, olive.id, &now).await.unwrap();

    let after = page().await;
    assert_eq!(after.contacts[1].name, "Olive Marsh-Hay");
    assert!(after.contacts[1].left.as_ref().unwrap().contains("Adaeze"), "{:?}", after.contacts[1]);
    let there = organisations::page(&adaeze, &id.to_string()).await.unwrap().contacts;
    assert_eq!(there.iter().map(|contact| contact.name.as_str()).collect::<Vec<_>>(), ["Marsh, Olive"]);
    let now = after.version.to_string();
    assert_eq!(status(organisations::end_contact(&adaeze, id, olive.id, &now).await), 409);
    organisations::bring_back_contact(&adaeze, id, olive.id).await.unwrap();
    assert_eq!(status(organisations::bring_back_contact(&adaeze, id, olive.id).await), 409);
    assert!(page().await.contacts.iter().all(|contact| contact.left.is_none()));
    assert_eq!(changed(&t, id).await, [OrganisationField::Contacts; 5]);
    assert_eq!(status(organisations::end_contact(&adaeze, id, ContactId::new(), "1000").await), 404);
}

#[tokio::test]
async fn only_who_may_change_an_organisation_changes_what_hangs_on_it_and_a_rep_meets_the_people_of_their_deals() {
    let t = TestApp::new().await;
    let (juno, rafael, tamsin) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await, t.sign_in(TAMSIN).await);
    let stranger = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let (skylark, marlowe) = (organisation(&t, SKYLARK).await, organisation(&t, "Marlowe Street Bank").await);
    let relation = RelationForm { organisation: skylark.to_string(), ..RelationForm::default() };
    for (ctx, expected) in [(&juno, 403), (&rafael, 403), (&stranger, 404)] {
        let id = skylark.to_string();
        assert_eq!(status(organisations::relations(ctx, &id).await), expected);
        assert_eq!(status(organisations::contacts(ctx, &id).await), expected);
        assert_eq!(status(organisations::save_relation(ctx, &relation).await), expected);
        assert_eq!(status(organisations::add_part(ctx, skylark, "Harbourlight").await), expected);
        assert_eq!(status(organisations::save_contact(ctx, &person(skylark, "1", "A", "")).await), expected);
        assert_eq!(status(organisations::end_contact(ctx, skylark, ContactId::new(), "1").await), expected);
        assert_eq!(status(organisations::bring_back_contact(ctx, skylark, ContactId::new()).await), expected);
    }
    // Whose customers she does not see have no name for her.
    let unseen = organisations::add_part(&tamsin, skylark, "Harbourlight").await;
    assert!(told(unseen, "part").contains("No organisation has this name"));

    let names = async |ctx: &Ctx| {
        let page = organisations::page(ctx, &marlowe.to_string()).await.unwrap();
        page.contacts.into_iter().map(|contact| (contact.name, contact.deals)).collect::<Vec<_>>()
    };
    let known = [("Callum Birchwhistle".to_owned(), 1), ("Yara Sandhollow".to_owned(), 1)];
    assert_eq!(names(&juno).await, known);
    assert_eq!(names(&rafael).await, known);
}
