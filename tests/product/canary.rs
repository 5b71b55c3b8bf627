//! Nothing of the other company is in anything this company sees. Every free text of Quarrystone
//! holds the canary, and its ids are known; both companies have the same natural keys.

use std::collections::BTreeSet;

use domain::accounts::Role;
use server::story::CANARY;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::table::{DOWNLOADS, Effect, FUNCTIONS, PAGES};
use crate::world::{Ids, World, person};

/// Tables and columns of the schema that carry a company.
async fn tables_with(superuser: &mut PgConnection, column: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select c.table_name::text from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = $1
           and exists (select from information_schema.columns own where own.table_schema = 'public'
             and own.table_name = c.table_name and own.column_name = 'company_id')
         order by 1",
    )
    .bind(column)
    .fetch_all(superuser)
    .await
    .unwrap()
}

/// Every id Quarrystone has given to anything.
async fn ids_of_quarrystone(superuser: &mut PgConnection) -> BTreeSet<String> {
    let company: String = sqlx::query_scalar("select id::text from companies where slug = 'quarrystone'")
        .fetch_one(&mut *superuser)
        .await
        .unwrap();
    let mut ids = BTreeSet::from([company.clone()]);
    for table in tables_with(superuser, "id").await {
        let sql = format!("select id::text from {table} where company_id = '{company}'");
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *superuser).await.unwrap();
        ids.extend(found);
    }
    ids
}

struct Watch {
    foreign: BTreeSet<String>,
    seen: Vec<String>,
}

impl Watch {
    fn look(&mut self, place: &str, text: &str) {
        if text.contains(CANARY) {
            self.seen.push(format!("{place} holds the canary"));
        }
        let words = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-')).filter(|word| word.len() == 36);
        let foreign: Vec<&str> = words.filter(|word| self.foreign.contains(*word)).take(3).collect();
        if !foreign.is_empty() {
            self.seen.push(format!("{place} holds ids of the other company: {foreign:?}"));
        }
    }
}

#[tokio::test]
async fn nothing_of_the_other_company_is_in_any_page_answer_event_job_or_mail() {
    let world = World::new().await;
    let mut superuser = world.test.superuser().await;
    let foreign = ids_of_quarrystone(&mut superuser).await;
    assert!(foreign.len() > 500, "the other company is there: {} ids", foreign.len());
    let mut watch = Watch { foreign, seen: Vec::new() };
    let mut answered = 0;

    for role in Role::ALL.iter().map(|role| Some(*role)).chain([None]) {
        let (who, cookie) = match role {
            Some(role) => (role.as_str(), Some(world.test.cookie(person(role)).await)),
            None => ("nobody", None),
        };
        for row in PAGES.iter().chain(DOWNLOADS) {
            let answer = world.open(&world.fill(row.sends, Ids::Quillstones), cookie.as_deref()).await;
            answered += usize::from(answer.status.is_success());
            watch.look(&format!("{} for {who}", row.path), &answer.text);
        }
        for row in FUNCTIONS.iter().filter(|row| matches!(row.effect, Effect::Read)) {
            let body = world.fill(row.sends, Ids::Quillstones);
            let answer = world.call(row.path, &body, cookie.as_deref()).await;
            answered += usize::from(answer.status.is_success());
            watch.look(&format!("{} for {who}", row.path), &answer.text);
        }
    }
    // Most of what was asked for was shown: an empty answer would prove nothing.
    assert!(answered > 150, "only {answered} answers showed anything");

    for table in tables_with(&mut superuser, "company_id").await {
        let sql = format!(
            "select row_to_json(t)::text from {table} t
             where company_id = (select id from companies where slug = 'quillstone')"
        );
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut superuser).await.unwrap();
        for row in rows {
            watch.look(&format!("a row of {table}"), &row);
        }
    }

    watch.seen.truncate(20);
    assert!(watch.seen.is_empty(), "{}", watch.seen.join("\n"));
}

#[tokio::test]
async fn the_canary_sings_where_it_belongs() {
    let world = World::new().await;
    let corwin = world.test.cookie_at("quarrystone", "corwin@quarrystone.example").await;
    let opportunity: String = sqlx::query_scalar(
        "select o.id::text from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quarrystone' and o.name = 'Marlowe Street Bank'",
    )
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();

    let page = world.open(&format!("/opportunities/{opportunity}"), Some(&corwin)).await;

    assert!(page.text.contains(CANARY), "{}: the look-out of the test above would see nothing", page.status);
}
