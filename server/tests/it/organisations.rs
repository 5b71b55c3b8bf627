//! Organisations through their use cases, on the story world: who sees which, what their pages hold, two editors at once.

use std::collections::BTreeSet;

use domain::event::Event;
use domain::lists::{Format, ListName, Query};
use domain::organisations::{OrganisationField, OrganisationForm, OrganisationList};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::error::{Error, Result};
use server::testing::TestApp;
use server::{exports, organisations};
use sqlx::PgConnection;

const JUNO: &str = "juno@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

async fn list(ctx: &Ctx, query: &str) -> OrganisationList {
    organisations::list(ctx, &Query::parse(query)).await.unwrap()
}

fn names(list: &OrganisationList) -> Vec<&str> {
    list.page.rows.iter().map(|row| row.name.as_str()).collect()
}

fn status<T>(result: Result<T>) -> u16 {
    match result {
        Ok(_) => 200,
        Err(Error::Problem(problem)) => problem.status(),
        Err(Error::Internal(cause)) => panic!("{cause:#}"),
    }
}

/// The id of an organisation of Quillstone.
async fn id(superuser: &mut PgConnection, name: &str) -> String {
    sqlx::query_scalar(
        "select g.id::text from organisations g join companies c on c.id = g.company_id
         where c.slug = 'quillstone' and g.name = $1",
    )
    .bind(name)
    .fetch_one(superuser)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_an_address_asks_that_means_nothing_is_named() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let all = list(&adaeze, "").await;

    let asked = list(&adaeze, "industry=zebra&kind=zebra&relation=customer&country=").await;

    let ignored: Vec<(&str, &str)> =
        asked.ignored.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ignored, [("industry", "zebra"), ("kind", "zebra")]);
    assert_eq!(asked.here.one("industry"), None);
    assert!(all.ignored.is_empty() && asked.page.rows.len() <= all.page.rows.len());
}

/// Every page of the list, one after the other.
async fn all_pages(ctx: &Ctx, query: &str) -> Vec<String> {
    let (mut query, mut seen) = (Query::parse(query), Vec::new());
    loop {
        let list = organisations::list(ctx, &query).await.unwrap();
        assert_eq!(usize::try_from(list.page.before).unwrap(), seen.len());
        seen.extend(list.page.rows.iter().map(|row| row.id.to_string()));
        let Some(next) = list.page.next else { return seen };
        query = query.turned("after", &next);
    }
}

#[tokio::test]
async fn every_order_visits_each_organisation_once() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let whole = list(&adaeze, "").await.facets.all;
    assert!(whole > 50, "more than two pages: {whole}");

    for order in ["", "dir=down", "sort=employees", "sort=employees&dir=up", "sort=advocates", "sort=advocates&dir=up"]
    {
        let seen = all_pages(&adaeze, order).await;
        assert_eq!(seen.len(), usize::try_from(whole).unwrap(), "{order}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{order}");
    }
}

#[tokio::test]
async fn filters_find_what_they_count() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let start = list(&adaeze, "").await;
    let filters = [
        ("relation", &start.facets.relations),
        ("industry", &start.facets.industries),
        ("country", &start.facets.countries),
    ];

    for (name, values) in filters {
        assert!(!values.is_empty(), "{name}");
        for facet in values.iter().take(5) {
            let found = list(&adaeze, &format!("{name}={}", facet.value)).await.page.total.number;
            // An industry brings what is below it as well.
            assert!(found == facet.number || (name == "industry" && found > facet.number), "{name} {}", facet.value);
        }
    }
    assert_eq!(names(&list(&adaeze, "q=SKYLARK").await), ["Skylark Mutual"]);
    assert_eq!(
        names(&list(&adaeze, "q=skylark&relation=none&country=zzz").await),
        ["Skylark Mutual"],
        "not understood"
    );
    assert!(list(&adaeze, "q=no+such+name").await.page.rows.is_empty());
    let foreign = start.page.next.unwrap();
    let refused = organisations::list(&adaeze, &Query::parse(&format!("q=a&after={foreign}"))).await;
    assert_eq!(status(refused), 422, "a cursor of another list");
}

#[tokio::test]
async fn nobody_sees_more_than_their_reach() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let (tamsin, sunniva) = (t.sign_in(TAMSIN).await, t.sign_in(SUNNIVA).await);
    let mut superuser = t.superuser().await;
    // A prospect without an advocate, whose deal is somebody else's.
    let hidden: String = sqlx::query_scalar(
        "select g.id::text from organisations g join companies c on c.id = g.company_id
         join opportunities o on o.company_id = g.company_id and o.organisation_id = g.id
         where c.slug = 'quillstone'
           and not exists (select from advocates a where a.company_id = g.company_id and a.organisation_id = g.id)
           and not exists (select from opportunities x join users u on u.company_id = x.company_id and u.id = x.owner_id
                           where x.company_id = g.company_id and x.organisation_id = g.id and u.email = $1)
           and not exists (select from users u where u.company_id = g.company_id and u.id = g.owner_id and u.email = $2)
         order by g.name limit 1",
    )
    .bind(JUNO)
    .bind(TAMSIN)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let foreign: String = sqlx::query_scalar(
        "select g.id::text from organisations g join companies c on c.id = g.company_id
         where c.slug <> 'quillstone' limit 1",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();

    assert_eq!(status(organisations::page(&adaeze, &hidden).await), 200);
    for (who, ctx) in [("a rep", &juno), ("a success manager", &tamsin)] {
        assert_eq!(status(organisations::page(ctx, &hidden).await), 404, "{who}");
        assert_eq!(status(organisations::form(ctx, &hidden).await), 404, "{who}");
        let seen = all_pages(ctx, "").await;
        assert!(!seen.contains(&hidden) && !seen.is_empty(), "{who}");
        assert_eq!(seen.len(), usize::try_from(list(ctx, "").await.facets.all).unwrap(), "{who}");
        for id in seen.iter().take(30) {
            assert_eq!(status(organisations::page(ctx, id).await), 200, "{who} lists {id} and may open it");
        }
    }
    assert_eq!(status(organisations::page(&adaeze, &foreign).await), 404, "another company's");
    assert!(!all_pages(&adaeze, "").await.contains(&foreign));
    assert_eq!(status(organisations::list(&sunniva, &Query::default()).await), 403, "an agent knows names only");
    assert_eq!(status(organisations::page(&sunniva, &hidden).await), 403);
}

#[tokio::test]
async fn the_page_holds_what_hangs_on_it_as_far_as_the_reader_reaches() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;

    let page = organisations::page(&adaeze, &skylark).await.unwrap();

    assert!(page.may_edit);
    assert!(page.advocates.iter().any(|advocate| advocate.name == "Ingrid Thistlewood"));
    assert!(page.evidence.iter().any(|piece| piece.title == "Day four every month"));
    assert!(page.relations.iter().any(|relation| relation.label == "Customer" && !relation.is_over));
    assert!(page.facts.iter().any(|fact| fact.label == "Employees" && fact.value == "4,100"));
    assert!(page.activity.iter().any(|row| row.title == "Reference call held" && row.line == "Ingrid Thistlewood"));
    // A rep sees the prospect of their own deal, and no longer once it is somebody else's.
    let marlowe = id(&mut superuser, "Marlowe Street Bank").await;
    let own = organisations::page(&juno, &marlowe).await.unwrap();
    assert!(!own.may_edit);
    assert!(own.deals.iter().any(|deal| deal.name == "Marlowe Street Bank"));
    assert!(own.activity.iter().any(|row| row.title == "Opportunity opened"));
    sqlx::query(
        "update opportunities set owner_id = (select id from users where email = $1) where name = 'Marlowe Street Bank'
           and company_id = (select id from companies where slug = 'quillstone')",
    )
    .bind(ADAEZE)
    .execute(&mut superuser)
    .await
    .unwrap();
    assert_eq!(status(organisations::page(&juno, &marlowe).await), 404);
}

#[tokio::test]
async fn two_editors_at_once_are_told_of_each_other_and_nothing_is_lost() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;
    let one = organisations::form(&adaeze, &skylark).await.unwrap().form;
    let other = organisations::form(&tamsin, &skylark).await.unwrap().form;

    let first = OrganisationForm { city: "York".into(), employees: "4,200".into(), ..one };
    organisations::save(&adaeze, &first).await.unwrap();
    // Another field: both changes stay.
    let second = OrganisationForm { region: "North".into(), ..other.clone() };
    organisations::save(&tamsin, &second).await.unwrap();
    let both = organisations::form(&tamsin, &skylark).await.unwrap().form;
    assert_eq!((both.city.as_str(), both.employees.as_str(), both.region.as_str()), ("York", "4200", "North"));

    // The same field: who changed it, and to what.
    let refused = organisations::save(&tamsin, &OrganisationForm { city: "Hull".into(), ..other.clone() }).await;
    let Err(Error::Problem(problem)) = refused else { panic!("{refused:?}") };
    assert_eq!((problem.status(), problem.refusal_code()), (409, Some("changed_meanwhile")));
    let words = problem.to_string();
    assert!(words.starts_with("Adaeze Winterbourne changed the city to “York” after you opened"), "{words}");
    // A form that does not say how it was opened is held against its version alone.
    let bare = OrganisationForm { opened: String::new(), region: "South".into(), ..other };
    let Err(Error::Problem(problem)) = organisations::save(&tamsin, &bare).await else { panic!() };
    assert!(problem.to_string().contains("the number of employees, the region and the city"), "{problem}");

    let page = organisations::page(&adaeze, &skylark).await.unwrap();
    assert!(page.facts.iter().any(|fact| fact.label == "Region" && fact.value == "North"));
    assert!(
        page.activity.iter().any(|row| row.title == "Changed" && row.line == "The number of employees and the city")
    );
    // Saving what stands there already is no event.
    organisations::save(&adaeze, &both).await.unwrap();
    let told: Vec<serde_json::Value> =
        sqlx::query_scalar("select body from events where kind = 'organisation_changed' order by seq")
            .fetch_all(&mut superuser)
            .await
            .unwrap();
    let touched = |body| match serde_json::from_value(body).unwrap() {
        Event::OrganisationChanged { fields, .. } => fields,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        told.into_iter().map(touched).collect::<Vec<_>>(),
        [vec![OrganisationField::Employees, OrganisationField::City], vec![OrganisationField::Region]]
    );
    // With what is there now it is a decision.
    organisations::save(&tamsin, &OrganisationForm { city: "Hull".into(), ..both }).await.unwrap();
}

#[tokio::test]
async fn facts_of_a_crm_are_changed_there_and_only_who_looks_after_it_changes_the_rest() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;
    let change = async |superuser: &mut PgConnection, sql: &'static str| {
        sqlx::query(sql).bind(&skylark).execute(superuser).await.unwrap();
    };
    change(&mut superuser, "update organisations set source = 'salesforce' where id = $1::uuid").await;
    let form = organisations::form(&adaeze, &skylark).await.unwrap().form;

    let sent = OrganisationForm { name: "Mine".into(), employees: "many".into(), city: "York".into(), ..form };
    organisations::save(&adaeze, &sent).await.unwrap();

    let page = organisations::page(&adaeze, &skylark).await.unwrap();
    assert_eq!(page.name, "Skylark Mutual");
    let fact = |label: &str| page.facts.iter().find(|fact| fact.label == label).unwrap();
    assert_eq!(fact("Employees").kept_by.map(|source| source.label()), Some("Salesforce"));
    assert_eq!((fact("City").value.as_str(), fact("City").kept_by), ("York", None));
    // A success manager sees an organisation by the advocate they look after, and does not change it for that.
    change(
        &mut superuser,
        "update advocates set owner_id = (select owner_id from organisations where id = $1::uuid)
         where organisation_id = $1::uuid",
    )
    .await;
    change(&mut superuser, "update organisations set owner_id = null where id = $1::uuid").await;
    assert!(!organisations::page(&tamsin, &skylark).await.unwrap().may_edit);
    let refused = organisations::form(&tamsin, &skylark).await;
    assert!(matches!(refused, Err(Error::Problem(Problem::Forbidden(_)))), "{refused:?}");
    assert_eq!(status(organisations::form(&adaeze, "no-id").await), 404);
}

#[tokio::test]
async fn the_file_holds_the_rows_of_the_list() {
    let t = TestApp::new().await;
    let tamsin = t.sign_in(TAMSIN).await;
    let asked = "relation=customer&sort=employees";

    let bytes = exports::export(&tamsin, ListName::Organisations, Format::Json, &Query::parse(asked)).await.unwrap();

    let rows: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(!ids.is_empty());
    assert_eq!(ids, all_pages(&tamsin, asked).await);
}
