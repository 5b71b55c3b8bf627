//! Search through its use case, on the story world: who finds what, in which order, and by which index.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::problem::Problem;
use domain::search::{Group, SearchAddress, SearchKind, SearchResults, Target};
use server::ctx::Ctx;
use server::error::Error;
use server::search;
use server::testing::TestApp;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

const JUNO: &str = "juno@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

async fn look(ctx: &Ctx, q: &str) -> SearchResults {
    search::results(ctx, SearchAddress { q: Some(q.to_owned()), ..SearchAddress::default() }).await.unwrap()
}

fn of(results: &SearchResults, kind: SearchKind) -> &Group {
    results.groups.iter().find(|group| group.kind == kind).unwrap_or_else(|| panic!("{kind} is not searched"))
}

fn names(results: &SearchResults, kind: SearchKind) -> Vec<&str> {
    of(results, kind).hits.iter().map(|hit| hit.name.as_str()).collect()
}

#[tokio::test]
async fn a_deal_is_found_by_its_beginning_a_word_of_it_and_with_a_slip() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    for typed in ["Marlowe Street Bank", "marlowe", "  MARLOWE  street ", "street bank", "marlwoe", "marlow stret"] {
        let results = look(&juno, typed).await;
        let first =
            of(&results, SearchKind::Opportunities).hits.first().unwrap_or_else(|| panic!("{typed:?} finds nothing"));

        assert!(first.name.contains("Marlowe Street Bank"), "{typed:?} finds {}", first.name);
        assert!(matches!(first.target, Target::Opportunity(_)));
    }
}

#[tokio::test]
async fn people_organisations_requests_and_proof_are_found_too() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;

    let ingrid = look(&adaeze, "thistlewood").await;
    assert_eq!(names(&ingrid, SearchKind::Advocates)[0], "Ingrid Thistlewood");
    let callum = look(&adaeze, "callum").await;
    assert!(names(&callum, SearchKind::Contacts).contains(&"Callum Birchwhistle"));
    let skylark = look(&adaeze, "skylark mutual").await;
    assert_eq!(names(&skylark, SearchKind::Organisations), ["Skylark Mutual"]);
    assert!(names(&skylark, SearchKind::Advocates).contains(&"Ingrid Thistlewood"), "by the organisation");
    let evidence = look(&adaeze, "day four").await;
    assert_eq!(names(&evidence, SearchKind::Evidence)[0], "Day four every month");
}

#[tokio::test]
async fn a_rep_finds_no_deal_request_or_contact_beyond_the_own_list() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let mut superuser = t.superuser().await;
    let foreign: Vec<(String,)> = sqlx::query_as(
        "select o.name from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quillstone' and o.owner_id is distinct from
           (select u.id from users u where u.company_id = c.id and u.email = $1)",
    )
    .bind(JUNO)
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(!foreign.is_empty());

    for (name,) in foreign {
        assert!(
            names(&look(&adaeze, &name).await, SearchKind::Opportunities).contains(&name.as_str()),
            "{name} exists"
        );
        let found = look(&juno, &name).await;
        assert!(!names(&found, SearchKind::Opportunities).contains(&name.as_str()), "{name}");
    }
}

#[tokio::test]
async fn an_agent_finds_names_of_advocates_and_nothing_else() {
    let t = TestApp::new().await;
    let sunniva = t.sign_in(SUNNIVA).await;

    let results = look(&sunniva, "ingrid").await;

    assert_eq!(results.groups.iter().map(|group| group.kind).collect::<Vec<_>>(), [SearchKind::Advocates]);
    let hit = &results.groups[0].hits[0];
    assert_eq!(hit.target, Target::AdvocatesNamed("Ingrid Thistlewood".into()));
    assert_eq!(hit.line, "Skylark Mutual", "no title, no address");
}

#[tokio::test]
async fn signs_of_patterns_are_letters_like_any_other() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;

    for typed in ["%%%", "___", "\\\\\\", "' or 1=1 --", "a%e"] {
        let results = look(&adaeze, typed).await;
        // Evidence is found by the words of its text, so signs between them are but spaces.
        let by_name = results.groups.iter().filter(|group| group.kind != SearchKind::Evidence);
        let names: Vec<_> = by_name.flat_map(|group| &group.hits).map(|hit| hit.name.as_str()).collect();
        assert!(names.is_empty(), "{typed:?} finds {names:?}");
        let words: String = typed.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        assert_eq!(
            look(&adaeze, &words).await.groups.iter().find(|group| group.kind == SearchKind::Evidence).map(|g| &g.hits),
            results
                .groups
                .iter()
                .find(|group| group.kind == SearchKind::Evidence && !words.trim().is_empty())
                .map(|g| &g.hits),
        );
    }
    assert!(look(&adaeze, " \t ").await.groups.is_empty());
}

#[tokio::test]
async fn a_kind_alone_pages_through_all_of_it_once_and_refuses_a_foreign_cursor() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    // Names alike, more than a page of them.
    let mut superuser = t.superuser().await;
    superuser.execute(AssertSqlSafe(many_advocates(70, "'Zephyr ' || i % 7"))).await.unwrap();
    let mut address =
        SearchAddress { q: Some("zephyr".into()), kind: Some("advocates".into()), ..SearchAddress::default() };
    let (mut seen, mut pages) = (Vec::new(), 0);

    loop {
        let results = search::results(&adaeze, address.clone()).await.unwrap();
        let group = of(&results, SearchKind::Advocates);
        assert_eq!(group.count.number, 70);
        assert!(results.groups.iter().all(|other| other.kind == SearchKind::Advocates || other.hits.is_empty()));
        seen.extend(group.hits.iter().map(|hit| hit.id));
        pages += 1;
        let Some(next) = group.next.clone() else { break };
        address.after = Some(next);
    }

    assert_eq!((pages, seen.len()), (3, 70));
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 70);
    address.q = Some("ingrid".into());
    let refused = search::results(&adaeze, address).await;
    assert!(matches!(refused, Err(Error::Problem(Problem::Invalid(_)))), "{refused:?}");
}

/// Advocates of Quillstone, named by an expression over `i`.
fn many_advocates(count: u32, name: &str) -> String {
    format!(
        "insert into advocates (company_id, id, organisation_id, name, email)
         select g.company_id, gen_random_uuid(), g.id, {name}, 'many' || i || '@example.com'
         from generate_series(1, {count}) i,
              (select o.company_id, o.id from organisations o join companies c on c.id = o.company_id
               where c.slug = 'quillstone' order by o.id limit 1) g"
    )
}

/// The planner has not counted the tables of a company founded today; that must not cost a look-up per row of them.
#[tokio::test]
async fn each_kind_is_looked_up_once_however_many_records_stand_beside_it() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    // Calls are counted from the next connection on.
    superuser
        .execute(
            "do $do$ begin
               execute format('alter role peerchamps_app in database %I set track_functions = pl', current_database());
               perform pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and usename = 'peerchamps_app';
             end $do$",
        )
        .await
        .unwrap();

    look(&adaeze, "marlowe").await;

    let mut calls: Vec<(String, i64)> = Vec::new();
    for _ in 0..200 {
        // A connection tells its counts about a second after its statement, and at the latest when it ends.
        superuser
            .execute(
                "select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and usename = 'peerchamps_app'",
            )
            .await
            .unwrap();
        superuser.execute("select pg_stat_clear_snapshot()").await.unwrap();
        calls = sqlx::query_as(
            "select funcname::text, calls from pg_stat_user_functions where starts_with(funcname, 'search_') order by 1",
        )
        .fetch_all(&mut superuser)
        .await
        .unwrap();
        // A function stands in the view from its first call on, with none counted until its connection has told.
        if calls.len() == 5 && calls.iter().all(|(_, calls)| *calls > 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(calls.len(), 5, "{calls:?}");
    assert!(calls.iter().all(|(_, calls)| *calls == 1), "{calls:?}");
}

/// The proof that the functions earn their place: the same look-up under the tenant policy reads every
/// row, within the function it is served by the index.
#[tokio::test]
async fn names_are_looked_up_by_the_trigram_index_in_spite_of_row_level_security() {
    let t = TestApp::new().await;
    let mut superuser = t.superuser().await;
    superuser.execute(AssertSqlSafe(many_advocates(20_000, "md5(i::text)"))).await.unwrap();
    superuser.execute("vacuum analyze advocates").await.unwrap();
    let company: String = sqlx::query_scalar("select id::text from companies where slug = 'quillstone'")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let mut server = PgConnection::connect(&t.url("peerchamps_app")).await.unwrap();
    server.execute(AssertSqlSafe(format!("select set_config('app.company', '{company}', false)"))).await.unwrap();
    // The middle of the name of the first of them.
    let middle = "select substr(md5('1'), 5, 12)";

    let before = scans(&mut superuser).await;
    server
        .execute(AssertSqlSafe(format!("select count(*) from advocates where name_key like '%' || ({middle}) || '%'")))
        .await
        .unwrap();
    server.execute("select pg_stat_force_next_flush()").await.unwrap();
    assert_eq!(scans(&mut superuser).await, before, "no index serves the plain statement");

    let found: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
        "select count(*) from search_advocates(({middle}), true, null, 300)"
    )))
    .fetch_one(&mut server)
    .await
    .unwrap();
    server.execute("select pg_stat_force_next_flush()").await.unwrap();
    assert_eq!(found, 1);
    assert!(scans(&mut superuser).await > before, "the index serves the function");
}

async fn scans(superuser: &mut PgConnection) -> i64 {
    superuser.execute("select pg_stat_clear_snapshot()").await.unwrap();
    sqlx::query_scalar("select idx_scan from pg_stat_user_indexes where indexrelname = 'advocates_search_part'")
        .fetch_one(superuser)
        .await
        .unwrap()
}
