//! Making one of two people: everything moves, nothing is softened, and who comes late is told.

use std::collections::BTreeSet;

use domain::advocates::ProfileSection;
use domain::duplicates::{PersonField, PersonPicks, Pick};
use domain::imports::{Field, Kind};
use server::duplicates::people::{self, MakePersonOne};
use server::duplicates::references::{LEDGERS, OF_PEOPLE_MOVED, OF_PEOPLE_REPLACED};
use server::imports::{self, SaveColumns};
use server::testing::TestApp;
use sqlx::{Connection as _, PgConnection};

use super::super::{ADAEZE, JUNO, said};
use super::{add, full_twin, ingrid, make_one, run};

#[tokio::test]
async fn every_column_that_points_at_people_is_handled() {
    let t = TestApp::new().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "select f.conrelid::regclass::text, a.attname::text
         from pg_constraint f
         cross join lateral unnest(f.conkey) as k(place)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.place
         where f.contype = 'f' and f.confrelid = 'advocates'::regclass and a.attname <> 'company_id'",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();

    let handled: BTreeSet<(String, String)> = OF_PEOPLE_MOVED
        .iter()
        .chain(&LEDGERS)
        .map(|reference| (reference.table, reference.column))
        .chain(OF_PEOPLE_REPLACED)
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();

    assert_eq!(
        found.into_iter().collect::<BTreeSet<_>>(),
        handled,
        "say in server/src/duplicates/references.rs what a merge does with a new column"
    );
}

#[tokio::test]
async fn everything_noted_of_either_is_noted_of_the_one_and_the_stricter_holds() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let (kept, twin) = (ingrid(&mut superuser).await, full_twin(&mut superuser).await);
    let count = async |superuser: &mut PgConnection, table: &str| -> i64 {
        let sql = format!("select count(*) from {table} where advocate_id in ($1, $2)");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(kept.0).bind(twin.0).fetch_one(superuser).await.unwrap()
    };
    let mut before = Vec::new();
    for reference in OF_PEOPLE_MOVED.iter().chain(&LEDGERS) {
        before.push(count(&mut superuser, reference.table).await);
    }

    make_one(&adaeze, kept, twin).await.unwrap();

    for (reference, before) in OF_PEOPLE_MOVED.iter().chain(&LEDGERS).zip(before) {
        let expected = match reference.table {
            // The twin's extra hour, and Ingrid's on a day the twin has off, are gone.
            "availability_exceptions" => before - 2,
            // The pause of the one holds though the other had taken hers back later.
            "advocate_pauses" => before + 1,
            // From resting, where the last move led, nobody moved: but "with caution" is new.
            "advocate_moves" => before + 1,
            _ => before,
        };
        assert_eq!(count(&mut superuser, reference.table).await, expected, "{}", reference.table);
    }
    let one: (Option<i32>, Option<i32>, i32, String, String, String, Vec<String>) = sqlx::query_as(
        "select monthly_cap, cool_down_days, notice_hours, reference_status, lifecycle, avoid, tags from advocates where id = $1",
    )
    .bind(kept.0)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!((one.0, one.1, one.2), (Some(2), Some(14), 72));
    assert_eq!((one.3.as_str(), one.4.as_str()), ("caution", "resting"));
    assert!(one.5.ends_with("\n\nPrices"), "{}", one.5);
    assert!(one.6.contains(&"board ready".to_owned()));
    let (pause, until): (String, Option<chrono::NaiveDate>) = sqlx::query_as(
        "select decision, resumes_on from advocate_pauses where advocate_id = $1 order by decided_at desc, id desc limit 1",
    )
    .bind(kept.0)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!((pause.as_str(), until), ("paused", Some("2027-03-01".parse().unwrap())));
    let wider: i64 = sqlx::query_scalar(
        "select count(*) from advocate_hours where advocate_id = $1 and (weekday = 5 or starts_minute < 420 or ends_minute > 1200)",
    )
    .bind(kept.0)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!(wider, 0, "only the hours that both name");
    // The old address leads to the one who stayed.
    let old = server::advocates::profile(&adaeze, &twin.to_string(), ProfileSection::Overview, None).await.unwrap();
    assert_eq!(old.header.id, kept);
}

#[tokio::test]
async fn touches_of_both_count_at_the_moment_of_asking() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let twin = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    run(&mut superuser, "update advocates set lifecycle = 'active', monthly_cap = 3 where id in ($1, $2)", kept, twin)
        .await;
    run(
        &mut superuser,
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), id, 'reference_call', 'granted', '2026-01-01' from advocates where id = $1 and $2::uuid is not null",
        kept,
        twin,
    )
    .await;
    run(
        &mut superuser,
        "insert into touches (company_id, id, advocate_id, kind, at)
         select company_id, gen_random_uuid(), id, 'ask', '2026-11-03' from advocates cross join generate_series(1, case when id = $1 then 2 else 1 end)
         where id in ($1, $2)",
        kept,
        twin,
    )
    .await;
    let ask = async |superuser: &mut PgConnection| -> Option<String> {
        let mut tx = superuser.begin().await.unwrap();
        let sql = "with q as (
             insert into requests (company_id, id, opportunity_id, requested_by, needed_by, state)
             select a.company_id, gen_random_uuid(), o.id, o.owner_id, '2026-12-01', 'outreach'
             from advocates a join opportunities o on o.company_id = a.company_id where a.id = $1 and o.owner_id is not null
             order by o.name limit 1 returning *)
           select company_id, id, requested_by from q";
        let (company, request, by): (uuid::Uuid, uuid::Uuid, uuid::Uuid) =
            sqlx::query_as(sql).bind(kept.0).fetch_one(&mut *tx).await.unwrap();
        let refused = sqlx::query(
            "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
             values ($1, gen_random_uuid(), $2, $3, 'sent', $4, '2026-11-20', '2026-11-27')",
        )
        .bind(company)
        .bind(request)
        .bind(kept.0)
        .bind(by)
        .execute(&mut *tx)
        .await
        .err();
        // Its locks go with it: a merge waits for an ask that is being made.
        tx.rollback().await.unwrap();
        refused.and_then(|error| error.as_database_error()?.constraint().map(str::to_owned))
    };
    assert_eq!(ask(&mut superuser).await, None, "two of three");

    let merge = make_one(&adaeze, kept, twin).await.unwrap();

    assert_eq!(ask(&mut superuser).await.as_deref(), Some("asks_monthly_cap"), "three of three");
    server::duplicates::undo(&adaeze, merge).await.unwrap();
    assert_eq!(ask(&mut superuser).await, None);
}

#[tokio::test]
async fn the_two_records_that_only_grow_are_moved_by_nobody_but_a_merge_in_its_own_transaction() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let (kept, twin) = (ingrid(&mut superuser).await, full_twin(&mut superuser).await);
    let merge = make_one(&adaeze, kept, twin).await.unwrap();
    let company: uuid::Uuid = sqlx::query_scalar("select company_id from advocates where id = $1")
        .bind(kept.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let mut server = PgConnection::connect(&t.url("peerchamps_app")).await.unwrap();
    let mut refused = async |sql: &'static str| -> String {
        let mut tx = server.begin().await.unwrap();
        sqlx::query("select set_config('app.company', $1, true)")
            .bind(company.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        let error = sqlx::query(sql).bind(merge.0).execute(&mut *tx).await.unwrap_err();
        error.as_database_error().unwrap().message().to_owned()
    };

    assert_eq!(refused("select merge_move_ledgers($1)").await, "no merge of people was begun here");
    assert_eq!(refused("select merge_put_ledgers_back($1)").await, "no merge of people is taken back here");
    for sql in [
        "update touches set advocate_id = advocate_id where $1::uuid is not null",
        "update consents set advocate_id = advocate_id where $1::uuid is not null",
        "update advocate_moves set advocate_id = advocate_id where $1::uuid is not null",
        "update advocate_pauses set advocate_id = advocate_id where $1::uuid is not null",
    ] {
        assert!(refused(sql).await.starts_with("permission denied"), "{sql}");
    }
}

#[tokio::test]
async fn a_field_takes_the_value_that_was_chosen_and_a_sign_in_of_its_own_is_switched_off() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = ingrid(&mut superuser).await;
    let twin = add(&mut superuser, "Ingrid T. Thistlewood", "it@gmail.com").await;
    run(
        &mut superuser,
        "with l as (insert into logins (id, email) select $1, 'it@gmail.com' where $2::uuid is not null returning id),
         u as (insert into users (company_id, id, login_id, name, email, roles)
               select a.company_id, $1, l.id, a.name, a.email, '{advocate}' from l join advocates a on a.id = $1 returning id)
         update advocates set user_id = u.id from u where advocates.id = $1",
        twin,
        kept,
    )
    .await;
    let page = people::compare(&adaeze, &kept.to_string(), &twin.to_string(), Some(&kept.to_string())).await.unwrap();
    let row = page.settled.iter().find(|row| row.label == "Signs in as").unwrap();
    assert_eq!(row.after, "ingrid@skylarkmutual.example; it@gmail.com is switched off");
    let picks = PersonPicks::from([(PersonField::Name, Pick::Other)]);
    let make =
        MakePersonOne { kept, other: twin, kept_version: page.kept.version, other_version: page.other.version, picks };

    let before = super::super::digests(&t).await;
    let merge = people::merge(&adaeze, &make).await.unwrap();

    let off = async |superuser: &mut PgConnection| -> bool {
        sqlx::query_scalar("select disabled_at is not null from users where id = $1")
            .bind(twin.0)
            .fetch_one(superuser)
            .await
            .unwrap()
    };
    let name: String = sqlx::query_scalar("select name from advocates where id = $1")
        .bind(kept.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(name, "Ingrid T. Thistlewood");
    assert!(off(&mut superuser).await);
    server::duplicates::undo(&adaeze, merge).await.unwrap();
    assert!(!off(&mut superuser).await);
    assert_eq!(super::super::digests(&t).await, before);
}

#[tokio::test]
async fn who_may_not_or_comes_late_is_told() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let other = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    let make = MakePersonOne { kept, other, kept_version: 1, other_version: 1, picks: PersonPicks::new() };
    let foreign: uuid::Uuid = sqlx::query_scalar(
        "select a.id from advocates a join companies c on c.id = a.company_id where c.slug <> 'quillstone' limit 1",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let foreign = domain::ids::AdvocateId(foreign);

    assert_eq!(said(people::merge(&juno, &make).await), "403");
    assert_eq!(said(people::compare(&juno, &kept.to_string(), &other.to_string(), None).await), "403");
    assert_eq!(said(people::merge(&adaeze, &MakePersonOne { other: foreign, ..make.clone() }).await), "404");
    assert_eq!(said(people::compare(&adaeze, &kept.to_string(), &foreign.to_string(), None).await), "404");
    assert_eq!(said(people::merge(&adaeze, &MakePersonOne { other: kept, ..make.clone() }).await), "same_record");
    assert_eq!(
        said(people::merge(&adaeze, &MakePersonOne { other_version: 2, ..make.clone() }).await),
        "changed_meanwhile"
    );
    // Two at once: one of them makes it, the other is told.
    let (first, second) = tokio::join!(people::merge(&adaeze, &make), people::merge(&adaeze, &make));
    let mut both = [said(first), said(second)];
    both.sort();
    assert_eq!(both, ["already_merged", "fine"]);
    let refused = people::compare(&adaeze, &kept.to_string(), &other.to_string(), None).await.unwrap_err();
    let words = refused.problem().unwrap().to_string();
    assert!(words.starts_with("Adaeze Winterbourne merged Bergstrand, Olga into Olga Bergstrand ("), "{words}");
}

#[tokio::test]
async fn a_file_that_names_who_was_merged_finds_the_one_who_stayed() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let other = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    make_one(&adaeze, kept, other).await.unwrap();

    let csv = "Name,Email,Company,Title\nOlga Bergstrand,O.Bergstrand@gmail.com,Skylark Mutual,Somebody else\n";
    let id = imports::upload(&adaeze, Kind::Advocates, "again.csv", csv.as_bytes().to_vec()).await.unwrap();
    let page = imports::columns_page(&adaeze, Kind::Advocates, id).await.unwrap();
    let chosen = SaveColumns {
        mapping: page.columns.iter().map(|column| column.field.map_or("", Field::as_str).to_owned()).collect(),
        currency: page.reading.currency,
        revenue_unit: page.reading.revenue_unit.as_str().to_owned(),
        ..SaveColumns::default()
    };
    imports::save_columns(&adaeze, Kind::Advocates, id, chosen).await.unwrap();
    t.run_jobs().await;

    let rows =
        imports::check_page(&adaeze, Kind::Advocates, id, domain::imports::CheckRows::All, 0).await.unwrap().rows;
    let told: Vec<(&str, String)> = rows.iter().map(|row| (row.outcome.as_str(), row.reasons.join(" "))).collect();
    let words = "“o.bergstrand@gmail.com” was merged into Olga Bergstrand; this row changes nothing of them.";
    assert_eq!(told, [("unchanged", words.to_owned())]);
    let known: uuid::Uuid = sqlx::query_scalar("select advocate_with_email('o.bergstrand@gmail.com')")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(known, kept.0, "who is added or nominated by the old address is known");
}
