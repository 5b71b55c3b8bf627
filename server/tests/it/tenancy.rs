//! One company cannot see or touch another's rows: the database holds it, and the gate notices when
//! a table or function stops holding it.

use server::testing::TestApp;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

/// What the gate says, as `object: rule`.
async fn findings(test: &TestApp) -> Vec<String> {
    test.app.check_gate().await.unwrap().iter().map(ToString::to_string).collect()
}

async fn company(superuser: &mut PgConnection, slug: &str) -> Uuid {
    sqlx::query_scalar("select id from companies where slug = $1").bind(slug).fetch_one(superuser).await.unwrap()
}

/// A connection as the server has it, looking at one company.
async fn as_server(test: &TestApp, company: Uuid) -> PgConnection {
    let mut server = PgConnection::connect(&test.url("peerchamps_app")).await.unwrap();
    server.execute(AssertSqlSafe(format!("begin; select set_config('app.company', '{company}', true)"))).await.unwrap();
    server
}

/// Every table that carries a company.
async fn tenant_tables(superuser: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1",
    )
    .fetch_all(superuser)
    .await
    .unwrap()
}

#[tokio::test]
async fn the_gate_finds_nothing_on_the_migrated_schema() {
    let test = TestApp::new().await;

    assert_eq!(findings(&test).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_gate_finds_every_kind_of_planted_fault() {
    // Each statement plants one fault; the gate names the object and the rule.
    let faults = [
        (
            "create table leaky (company_id uuid not null, id uuid not null, primary key (company_id, id))",
            "leaky: row-level security must be enabled and forced",
        ),
        (
            "create table unforced (company_id uuid not null, id uuid not null, primary key (company_id, id));
             call protect('unforced'); alter table unforced no force row level security",
            "unforced: row-level security must be enabled and forced",
        ),
        (
            "create table open_to_write (company_id uuid not null, id uuid not null, primary key (company_id, id));
             call protect('open_to_write'); alter policy tenant on open_to_write with check (true)",
            "open_to_write: a tenant table needs one policy on its company with using and with check",
        ),
        (
            "create policy everybody on advocates for select to peerchamps_app using (true)",
            "advocates.everybody: only the listed roles may have a policy beside the tenant rule",
        ),
        (
            "alter table teams add constraint teams_id_alone unique (id);
             alter table advocates add column team_id uuid constraint advocates_plain_key references teams (id)",
            "advocates.advocates_plain_key: a key between tenant tables must carry company_id on both sides",
        ),
        (
            "create table forgotten (id uuid primary key)",
            "forgotten: a table without company_id must be on the short list",
        ),
        (
            "create function shortcut() returns bigint language sql security definer set search_path = public, pg_temp
             as 'select count(*) from users'",
            "shortcut: a security definer function must be on the list and fix its search_path",
        ),
        (
            "alter function resolve_session(bytea, timestamptz) reset search_path",
            "resolve_session: a security definer function must be on the list and fix its search_path",
        ),
        (
            "create view everybody_at_once as select name from advocates",
            "everybody_at_once: a view must be security_invoker",
        ),
        (
            "alter table shields owner to peerchamps_app",
            "peerchamps_app: the server's role must not be superuser, bypass row security or own tables",
        ),
    ];
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;

    for (plant, expected) in faults {
        superuser.execute(plant).await.unwrap_or_else(|error| panic!("{plant}: {error}"));
        let found = findings(&test).await;
        assert!(found.iter().any(|finding| finding == expected), "not found: {expected}; only {found:?}");
    }
}

#[tokio::test]
async fn without_a_company_there_are_no_rows_also_after_one_was_set() {
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;
    let quillstone = company(&mut superuser, "quillstone").await;
    let tables = tenant_tables(&mut superuser).await;
    assert!(tables.len() > 20, "{tables:?}");
    let mut server = PgConnection::connect(&test.url("peerchamps_app")).await.unwrap();

    // The second round runs where the setting was, and is the empty string now.
    for round in ["never set", "set before"] {
        for table in &tables {
            let sql = format!("select exists (select from {table})");
            match sqlx::query_scalar::<_, bool>(AssertSqlSafe(sql)).fetch_one(&mut server).await {
                Ok(any) => assert!(!any, "{table} shows rows without a company ({round})"),
                Err(error) => panic!("{table} ({round}): {error}"),
            }
        }
        let mut tx = server.begin().await.unwrap();
        sqlx::query("select set_config('app.company', $1, true)")
            .bind(quillstone.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        let seen: i64 = sqlx::query_scalar("select count(*) from advocates").fetch_one(&mut *tx).await.unwrap();
        assert!(seen > 50, "{seen}");
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn each_company_sees_its_own_rows_and_all_of_them() {
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;
    for slug in ["quillstone", "quarrystone"] {
        let company = company(&mut superuser, slug).await;
        let mut server = as_server(&test, company).await;
        for table in tenant_tables(&mut superuser).await {
            let all = format!("select count(*) from {table} where company_id = $1");
            let expected: i64 =
                sqlx::query_scalar(AssertSqlSafe(all)).bind(company).fetch_one(&mut superuser).await.unwrap();
            let seen = format!("select count(*) from {table}");
            let seen: i64 = sqlx::query_scalar(AssertSqlSafe(seen)).fetch_one(&mut server).await.unwrap();
            assert_eq!(seen, expected, "{table} of {slug}");
        }
    }
}

#[tokio::test]
async fn a_row_cannot_be_written_for_another_company_or_handed_to_it() {
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;
    let (quillstone, quarrystone) =
        (company(&mut superuser, "quillstone").await, company(&mut superuser, "quarrystone").await);

    let smuggled = sqlx::query("insert into teams (company_id, id, name) values ($1, $2, 'Smugglers')")
        .bind(quarrystone)
        .bind(Uuid::now_v7())
        .execute(&mut as_server(&test, quillstone).await)
        .await
        .unwrap_err();
    assert!(smuggled.to_string().contains("row-level security"), "{smuggled}");

    let handed = sqlx::query("update advocates set company_id = $1 where company_id = $2")
        .bind(quarrystone)
        .bind(quillstone)
        .execute(&mut as_server(&test, quillstone).await)
        .await
        .unwrap_err();
    assert!(handed.to_string().contains("row-level security"), "{handed}");

    for write in ["update advocates set story = 'seen' where company_id = $1", "delete from asks where company_id = $1"]
    {
        let touched = sqlx::query(write)
            .bind(quarrystone)
            .execute(&mut as_server(&test, quillstone).await)
            .await
            .unwrap()
            .rows_affected();
        assert_eq!(touched, 0, "{write}");
    }
}

#[tokio::test]
async fn a_key_to_another_companys_row_is_refused_although_keys_do_not_look_at_policies() {
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;
    let (quillstone, quarrystone) =
        (company(&mut superuser, "quillstone").await, company(&mut superuser, "quarrystone").await);
    let pick = "select r.id, c.id from requests r, contacts c where r.company_id = $1 and c.company_id = $2 limit 1";
    let (request, contact): (Uuid, Uuid) =
        sqlx::query_as(pick).bind(quillstone).bind(quarrystone).fetch_one(&mut superuser).await.unwrap();

    let refused = sqlx::query("insert into request_guests (company_id, request_id, contact_id) values ($1, $2, $3)")
        .bind(quillstone)
        .bind(request)
        .bind(contact)
        .execute(&mut as_server(&test, quillstone).await)
        .await
        .unwrap_err();

    let constraint = refused.as_database_error().and_then(|error| error.constraint());
    assert_eq!(constraint, Some("request_guests_contact"), "{refused}");
}
