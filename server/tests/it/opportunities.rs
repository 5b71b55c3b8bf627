//! Opportunities through their use cases, on the story world.

use domain::event::Event;
use domain::lists::Query;
use domain::opportunities::{Field, ListSort, OpportunityForm, OpportunityRow, SavedView, Section, Shown};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::opportunities;
use server::testing::TestApp;

const JUNO: &str = "juno@quillstone.example";
const RAFAEL: &str = "rafael@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

fn address(view: SavedView) -> Query {
    Query::default().with("view", view.as_str())
}

/// Every row of a list, page by page.
async fn all_rows(ctx: &Ctx, mut query: Query) -> Vec<OpportunityRow> {
    let mut rows = Vec::new();
    loop {
        let list = opportunities::list(ctx, &query).await.unwrap();
        rows.extend(list.page.rows);
        match list.page.next {
            Some(next) => query = query.turned("after", &next),
            None => return rows,
        }
    }
}

async fn named(ctx: &Ctx, name: &str) -> OpportunityRow {
    let rows = all_rows(ctx, address(SavedView::All).with("q", name)).await;
    rows.into_iter().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} is not listed"))
}

#[tokio::test]
async fn everybody_sees_the_deals_they_reach_and_no_others() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);

    let own = all_rows(&juno, address(SavedView::All)).await;
    let team = all_rows(&rafael, address(SavedView::All)).await;
    let all = all_rows(&adaeze, address(SavedView::All)).await;
    let customers = all_rows(&tamsin, address(SavedView::All)).await;

    let me = juno.viewer().unwrap().user;
    assert!(!own.is_empty() && own.iter().all(|row| row.owner.as_ref().is_some_and(|owner| owner.id == me)));
    assert!(team.len() > own.len() && own.iter().all(|row| team.iter().any(|other| other.id == row.id)));
    assert!(all.len() > team.len());
    assert!(customers.len() < all.len());
    let sunniva = opportunities::list(&t.sign_in(SUNNIVA).await, &Query::default()).await.unwrap_err();
    assert_eq!(sunniva.problem().map(Problem::status), Some(403));
}

#[tokio::test]
async fn every_order_visits_every_deal_once() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let expected = all_rows(&adaeze, address(SavedView::All)).await.len();

    for sort in ListSort::ALL {
        for dir in ["up", "down"] {
            let sorted = address(SavedView::All).with("sort", sort.as_str()).with("dir", dir);
            let mut ids: Vec<_> = all_rows(&adaeze, sorted).await.into_iter().map(|row| row.id).collect();
            let listed = ids.len();
            ids.sort();
            ids.dedup();

            assert_eq!((listed, ids.len()), (expected, expected), "{sort} {dir}");
        }
    }
}

#[tokio::test]
async fn amounts_sort_from_the_largest_and_unknown_ones_last() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;

    let rows = all_rows(&adaeze, address(SavedView::All).with("sort", "amount")).await;

    let amounts: Vec<i64> = rows.iter().map(|row| row.amount.as_ref().map_or(-1, |amount| amount.minor)).collect();
    assert!(amounts.is_sorted_by(|one, next| one >= next), "{amounts:?}");
}

#[tokio::test]
async fn text_finds_deals_by_company_and_by_contact() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    for words in ["marlowe", "MARLOWE street", "callum birch"] {
        let rows = all_rows(&juno, address(SavedView::All).with("q", words)).await;
        assert!(rows.iter().any(|row| row.name == "Marlowe Street Bank"), "{words}");
    }
    let nothing = address(SavedView::All).with("q", "100% _nobody_");
    assert!(all_rows(&juno, nothing).await.is_empty());
}

#[tokio::test]
async fn the_tabs_count_what_they_show() {
    let t = TestApp::new().await;
    let rafael = t.sign_in(RAFAEL).await;
    let tabs = opportunities::list(&rafael, &Query::default()).await.unwrap().tabs;
    assert_eq!(tabs.first().map(|(view, _)| *view), Some(SavedView::Team));

    for (view, count) in tabs {
        let rows = all_rows(&rafael, address(view)).await;
        assert_eq!(count.number as usize, rows.len().min(99), "{view}");
        assert_eq!(count.or_more, rows.len() > 99, "{view}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_or_a_changed_one_is_refused() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let first = opportunities::list(&adaeze, &address(SavedView::All)).await.unwrap();
    let cursor = first.page.next.unwrap();

    for wrong in [
        address(SavedView::All).with("sort", "name").turned("after", &cursor),
        address(SavedView::All).turned("after", &format!("A{cursor}")),
        address(SavedView::All).turned("after", "§"),
    ] {
        let error = opportunities::list(&adaeze, &wrong).await.unwrap_err();
        assert_eq!(error.problem().map(Problem::status), Some(422));
    }
}

#[tokio::test]
async fn a_foreign_a_malformed_and_an_unreachable_deal_do_not_exist() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let foreign = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let theirs = all_rows(&foreign, address(SavedView::All)).await[0].id.to_string();
    let me = juno.viewer().unwrap().user;
    let everything = all_rows(&adaeze, address(SavedView::All)).await;
    let other = everything.iter().find(|row| row.owner.as_ref().is_some_and(|owner| owner.id != me)).unwrap();

    for id in [theirs.as_str(), "not-an-id", "", &other.id.to_string()] {
        let read = opportunities::workplace(&juno, id, Section::Requests, None).await.unwrap_err();
        let form = opportunities::form(&juno, Some(id)).await.unwrap_err();

        assert_eq!(read.problem(), Some(&Problem::NotFound), "{id}");
        assert_eq!(form.problem(), Some(&Problem::NotFound), "{id}");
    }
}

#[tokio::test]
async fn the_workplace_shows_facts_requests_and_calls_of_the_deal() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let cobalt = named(&juno, "Cobalt Ridge Energy").await.id.to_string();

    let requests = opportunities::workplace(&juno, &cobalt, Section::Requests, None).await.unwrap();
    let calls = opportunities::workplace(&juno, &cobalt, Section::Calls, None).await.unwrap();

    assert_eq!(requests.header.amount.as_ref().map(ToString::to_string).as_deref(), Some("£310,000"));
    assert_eq!(requests.header.contacts[0].name, "Wim Hazelgrave");
    let Shown::Requests(rows) = requests.shown else { panic!("requests expected") };
    assert_eq!(rows.len(), 2);
    let Shown::Calls(rows) = calls.shown else { panic!("calls expected") };
    assert!(rows.iter().any(|row| row.advocate_name == "Ingrid Thistlewood" && row.state == "Booked"), "{rows:?}");
}

#[tokio::test]
async fn an_analyst_sees_no_addresses_of_contacts() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let marlowe = named(&juno, "Marlowe Street Bank").await.id.to_string();
    let mut viewer = t.viewer("quillstone", ADAEZE).await;
    viewer.roles = vec![domain::accounts::Role::Analyst];
    let analyst = Ctx::for_viewer(t.app.clone(), viewer, uuid::Uuid::now_v7());

    let seen = opportunities::workplace(&analyst, &marlowe, Section::Notes, None).await.unwrap().header;
    let full = opportunities::workplace(&juno, &marlowe, Section::Notes, None).await.unwrap().header;

    assert!(full.contacts.iter().any(|contact| contact.email.is_some()));
    assert!(!seen.contacts.is_empty() && seen.contacts.iter().all(|contact| contact.email.is_none()));
    assert!(!seen.may_edit && !seen.may_match);
}

async fn typed(ctx: &Ctx) -> OpportunityForm {
    OpportunityForm {
        name: "Larkspur Tramways".into(),
        organisation: "Larkspur Tramways".into(),
        amount: "84,500".into(),
        closes_on: "2027-01-15".into(),
        use_cases: "month-end close, audit evidence".into(),
        needed_by: "2026-12-04".into(),
        contact_1_name: "Odile Fenwick".into(),
        contact_1_email: "odile@larkspur.example".into(),
        contact_1_role: "Decides".into(),
        ..opportunities::form(ctx, None).await.unwrap().form
    }
}

#[tokio::test]
async fn a_new_deal_is_listed_with_its_prospect_and_its_contact() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    let id = opportunities::save(&juno, typed(&juno).await).await.unwrap();

    let row = named(&juno, "Larkspur Tramways").await;
    assert_eq!(row.id, id);
    assert_eq!(row.amount.unwrap().to_string(), "£84,500");
    assert_eq!(row.reference.text, "Needed by Fri 4 Dec");
    let page = opportunities::workplace(&juno, &id.to_string(), Section::Activity, None).await.unwrap();
    assert_eq!(page.header.contacts[0].email.as_deref(), Some("odile@larkspur.example"));
    let Shown::Activity(activity) = page.shown else { panic!("activity expected") };
    assert_eq!(activity.rows.first().map(|row| row.title.as_str()), Some("Opportunity created"));
}

#[tokio::test]
async fn a_form_that_cannot_be_kept_keeps_nothing() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let before = all_rows(&juno, address(SavedView::All)).await.len();
    let form = OpportunityForm { name: String::new(), amount: "much".into(), ..typed(&juno).await };

    let error = opportunities::save(&juno, form).await.unwrap_err();

    let problem = error.problem().unwrap();
    assert!(problem.of_field("name").is_some() && problem.of_field("amount").is_some());
    assert_eq!(all_rows(&juno, address(SavedView::All)).await.len(), before);
}

#[tokio::test]
async fn a_second_writer_learns_who_changed_what() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let id = opportunities::save(&juno, typed(&juno).await).await.unwrap().to_string();
    let junos = opportunities::form(&juno, Some(&id)).await.unwrap().form;
    let rafaels = opportunities::form(&rafael, Some(&id)).await.unwrap().form;
    let changed = OpportunityForm { amount: "90,000".into(), notes: "Board date moved".into(), ..rafaels };
    opportunities::save(&rafael, changed).await.unwrap();

    let late = OpportunityForm { notes: "Board is in May".into(), ..junos };
    let error = opportunities::save(&juno, late.clone()).await.unwrap_err();

    let problem = error.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("changed_meanwhile"));
    assert!(problem.to_string().starts_with("Rafael Ambergate changed the background after"), "{problem}");
    // The page then shows what is there now; saving again is a decision, and takes nothing else along.
    let now = opportunities::form(&juno, Some(&id)).await.unwrap().form;
    opportunities::save(&juno, OpportunityForm { notes: late.notes, ..now }).await.unwrap();
    let after = opportunities::form(&juno, Some(&id)).await.unwrap().form;
    assert_eq!((after.notes.as_str(), after.amount.as_str()), ("Board is in May", "90000"));
}

#[tokio::test]
async fn an_event_names_the_fields_and_never_what_stands_in_them() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let id = opportunities::save(&juno, typed(&juno).await).await.unwrap();
    let form = opportunities::form(&juno, Some(&id.to_string())).await.unwrap().form;
    opportunities::save(&juno, OpportunityForm { notes: "Only for us".into(), ..form }).await.unwrap();

    let mut superuser = t.superuser().await;
    let bodies: Vec<serde_json::Value> =
        sqlx::query_scalar("select body from events where about_opportunity = $1 order by seq desc")
            .bind(id.0)
            .fetch_all(&mut superuser)
            .await
            .unwrap();

    let last: Event = serde_json::from_value(bodies[0].clone()).unwrap();
    let fields = vec![Field::Notes];
    assert_eq!(last, Event::OpportunityChanged { opportunity: id, version: 2, fields, moved: None });
    assert!(!bodies[0].to_string().contains("Only for us"));
}

#[tokio::test]
async fn facts_that_another_system_masters_stay_whatever_the_form_says() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let row = named(&juno, "Marlowe Street Bank").await;
    let id = row.id.to_string();
    let mut superuser = t.superuser().await;
    sqlx::query("update opportunities set source = 'salesforce' where id = $1")
        .bind(row.id.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let form = opportunities::form(&juno, Some(&id)).await.unwrap().form;
    let tampered = OpportunityForm { name: "Mine".into(), amount: "1".into(), topics: "Treasury".into(), ..form };

    opportunities::save(&juno, tampered).await.unwrap();

    let after = opportunities::form(&juno, Some(&id)).await.unwrap().form;
    assert_eq!((after.name.as_str(), after.amount.as_str()), ("Marlowe Street Bank", "420000"));
    assert_eq!(after.topics, "Treasury");
}

#[tokio::test]
async fn whoever_sees_a_deal_without_the_right_to_change_it_learns_who_may() {
    let t = TestApp::new().await;
    let tamsin = t.sign_in(TAMSIN).await;
    let adaeze = t.sign_in(ADAEZE).await;
    let marlowe = named(&adaeze, "Marlowe Street Bank").await.id;
    // The prospect becomes one of Tamsin's customers, so she sees the deal.
    let mut superuser = t.superuser().await;
    sqlx::query(
        "update organisations g set owner_id = $2 from opportunities o where o.id = $1 and g.id = o.organisation_id",
    )
    .bind(marlowe.0)
    .bind(tamsin.viewer().unwrap().user.0)
    .execute(&mut superuser)
    .await
    .unwrap();

    opportunities::workplace(&tamsin, &marlowe.to_string(), Section::Notes, None).await.unwrap();
    let error = opportunities::form(&tamsin, Some(&marlowe.to_string())).await.unwrap_err();

    assert_eq!(error.problem().map(Problem::status), Some(403));
}
