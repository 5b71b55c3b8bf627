//! What no page does at once: rows that change hands, rows that go, many that come, names that change.

use server::testing::TestApp;

use super::{ADAEZE, follows};

#[tokio::test]
async fn whatever_the_records_do_the_lists_in_memory_follow() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    follows(&adaeze, "nothing").await;
    for sql in [
        "update touches set advocate_id = (select a.id from advocates a where a.company_id = touches.company_id order by a.name limit 1)",
        "delete from touches where kind = 'call'",
        "update organisations set name = 'Ä ' || name, renewal_on = renewal_on + 40, industry = 'finance/banking', products = '{Close}'",
        "update advocates set name = reverse(name), owner_id = null, languages = '{de,fr}'",
        "delete from shields",
        "delete from consents where id in (select id from consents limit 20)",
        "delete from organisation_relations where kind = 'prospect'",
        "insert into advocates (company_id, id, organisation_id, name, email)
           select g.company_id, gen_random_uuid(), g.id, 'New ' || g.name || n, n || g.id::text || '@new.example'
           from organisations g, generate_series(1, 4) n",
        // More than are named one by one.
        "insert into availability_exceptions (company_id, id, advocate_id, day, kind)
           select a.company_id, gen_random_uuid(), a.id, date '2027-01-01' + n, 'off'
           from (select company_id, id from advocates order by name limit 1) a, generate_series(1, 50001) n",
        "delete from advocates where name like 'New %'",
    ] {
        sqlx::raw_sql(sql).execute(&mut superuser).await.unwrap();

        follows(&adaeze, sql).await;
    }
}
