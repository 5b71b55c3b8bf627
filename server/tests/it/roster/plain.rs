//! What plain statements say of the lists, and that the lists say the same on every page, forwards and backwards.

use std::collections::BTreeMap;

use domain::accounts::{Permission, Scope};
use domain::advocates::{Directory, DirectorySort, Readiness, Status};
use domain::lists::{Facet, FacetOption, Query};
use domain::organisations::{OrganisationFacet, OrganisationSort};
use domain::paging::Page;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, organisations};
use sqlx::{Connection as _, PgConnection, Row as _};
use uuid::Uuid;

type Counts = BTreeMap<String, BTreeMap<String, i64>>;

/// A connection of the application's own role that sees the reader's company.
async fn tenant(t: &TestApp, ctx: &Ctx) -> PgConnection {
    let mut connection = PgConnection::connect(&t.url("peerchamps_app")).await.unwrap();
    sqlx::query("select set_config('app.company', $1, false), set_config('timezone', 'UTC', false)")
        .bind(ctx.company().to_string())
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

/// Every page of a list, from the first to the last and back again.
async fn ids<T>(query: &Query, id: impl Fn(&T) -> Uuid, read: impl AsyncFn(&Query) -> Page<T>) -> Vec<Uuid> {
    let (mut at, mut pages) = (query.clone(), Vec::new());
    let mut page = read(&at).await;
    loop {
        pages.push(page.rows.iter().map(&id).collect::<Vec<Uuid>>());
        let Some(next) = &page.next else { break };
        at = query.turned("after", next);
        page = read(&at).await;
    }
    let forwards: Vec<Uuid> = pages.into_iter().flatten().collect();
    let mut backwards: Vec<Uuid> = page.rows.iter().map(&id).collect();
    while let Some(previous) = &page.previous {
        page = read(&query.turned("before", previous)).await;
        backwards.splice(0..0, page.rows.iter().map(&id));
    }
    assert_eq!(forwards, backwards, "{query} read backwards");
    forwards
}

pub async fn advocates_agree(t: &TestApp, ctx: &Ctx, query: &Query, after: &str) {
    let viewer = ctx.viewer().unwrap();
    let all = |name: &str| query.all(name).map(str::to_owned).collect::<Vec<String>>();
    let groups: Vec<Readiness> = query.all("status").map(|group| group.parse().unwrap()).collect();
    let statuses: Vec<&str> = Status::ALL
        .iter()
        .filter(|status| groups.contains(&status.readiness()))
        .map(|status| status.as_str())
        .collect();
    let (sort, descending) = query.order(DirectorySort::Status, |sort| sort.starts_descending());
    let plain = sqlx::query(include_str!("advocates.sql"))
        .bind(viewer.scope(Permission::ViewAdvocates) == Scope::All)
        .bind(viewer.user.0)
        .bind(ctx.now().date_naive())
        .bind(i32::from(advocates_tired_from()))
        .bind(Status::ALL.iter().map(|status| status.as_str()).collect::<Vec<_>>())
        .bind(query.one("q").unwrap_or_default().to_lowercase())
        .bind(statuses)
        .bind(all("industry"))
        .bind(all("region"))
        .bind(all("product"))
        .bind(all("language"))
        .bind(all("support"))
        .bind(all("owner"))
        .bind(sort.as_str())
        .bind(descending)
        .fetch_one(&mut tenant(t, ctx).await)
        .await
        .unwrap();
    let read = async |query: &Query| advocates::directory(ctx, query).await.unwrap();
    let Directory::Full { head, similar, counts, people, organisations, page, .. } = read(query).await else {
        panic!("the full directory expected")
    };
    let expected: Vec<Uuid> = plain.get("ids");
    if similar {
        assert!(expected.is_empty(), "names that are only alike, for {query} after {after}");
        return;
    }

    let of_page = async |query: &Query| match read(query).await {
        Directory::Full { page, .. } => page,
        Directory::Names { .. } => panic!("the full directory expected"),
    };
    assert_eq!(ids(query, |row| row.id.0, of_page).await, expected, "{query} after {after}");
    assert_eq!(page.total.number as usize, expected.len(), "{query} after {after}");

    let mut expected: Counts = serde_json::from_value(plain.get("facets")).unwrap();
    for name in ["industry", "region", "product", "language", "support", "owner"] {
        let counts = expected.remove(name).unwrap_or_default();
        let facet = match name {
            "industry" => Facet::of_industries(counts, &all(name)),
            _ => Facet::of(name, "", &counts, &all(name), str::to_owned),
        };
        let shown = head.facets.iter().find(|facet| facet.name == name).unwrap();
        assert_eq!(numbers(&shown.options), numbers(&facet.options), "{name} of {query} after {after}");
    }

    let standing: BTreeMap<Status, u32> = serde_json::from_value(plain.get("statuses")).unwrap();
    let number = |group: Readiness| {
        standing.iter().filter(|(status, _)| status.readiness() == group).map(|(_, number)| number).sum::<u32>()
    };
    for count in counts {
        assert_eq!(count.number, number(count.readiness), "{} after {after}", count.readiness);
    }
    assert_eq!(people, standing.values().sum::<u32>(), "after {after}");
    assert_eq!(i64::from(organisations), plain.get::<i64, _>("organisations"), "after {after}");
}

fn advocates_tired_from() -> u16 {
    domain::advocates::tired_from()
}

fn numbers(options: &[FacetOption]) -> BTreeMap<&str, u32> {
    options.iter().map(|option| (option.value.as_str(), option.count.number)).collect()
}

pub async fn organisations_agree(t: &TestApp, ctx: &Ctx, query: &Query, after: &str) {
    let viewer = ctx.viewer().unwrap();
    let deals = viewer.scope(Permission::ViewOpportunities);
    assert_ne!(deals, Scope::Team, "the statement does not know teams");
    let all_advocates = viewer.scope(Permission::ViewAdvocates) == Scope::All;
    let has_customers = deals == Scope::OwnCustomers || !all_advocates;
    let (sort, descending) = query.order(OrganisationSort::Name, |sort| sort.starts_descending());
    let plain = sqlx::query(include_str!("organisations.sql"))
        .bind(deals == Scope::All)
        .bind(if deals == Scope::Own { vec![viewer.user.0] } else { Vec::new() })
        .bind(has_customers.then_some(viewer.user.0))
        .bind(all_advocates)
        .bind(ctx.now().date_naive())
        .bind(query.one("q").unwrap_or_default().to_lowercase())
        .bind(query.one("relation").unwrap_or_default())
        .bind(query.one("industry").unwrap_or_default())
        .bind(query.one("country").unwrap_or_default())
        .bind(sort.as_str())
        .bind(descending)
        .fetch_one(&mut tenant(t, ctx).await)
        .await
        .unwrap();
    let list = organisations::list(ctx, query).await.unwrap();

    let of_page = async |query: &Query| organisations::list(ctx, query).await.unwrap().page;
    let expected: Vec<Uuid> = plain.get("ids");
    assert_eq!(ids(query, |row| row.id.0, of_page).await, expected, "{query} after {after}");
    assert_eq!(list.page.total.number as usize, expected.len(), "{query} after {after}");

    let mut expected: Counts = serde_json::from_value(plain.get("facets")).unwrap();
    let shown = |facet: &[OrganisationFacet]| {
        facet.iter().map(|facet| (facet.value.clone(), i64::from(facet.number))).collect::<BTreeMap<_, _>>()
    };
    let facets = list.facets;
    for (name, facet) in
        [("relation", &facets.relations), ("industry", &facets.industries), ("country", &facets.countries)]
    {
        assert_eq!(shown(facet), expected.remove(name).unwrap_or_default(), "{name} of {query} after {after}");
    }
    assert_eq!(i64::from(facets.all), plain.get::<i64, _>("number"), "{query} after {after}");
}
