//! Whatever is written, by whomever, in whatever order and on whatever day: every page of the lists is as plain
//! statements say, for every reader, on every instance, in every company.

use chrono::Duration;
use domain::lists::Query;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use server::testing::TestApp;
use sqlx::PgConnection;

use super::plain::{advocates_agree, organisations_agree};
use super::{ADAEZE, at};

/// Writes of every table the lists are read from, to a few rows that the seed `$1` chooses, of both companies. `$2` is
/// now.
const WRITES: [&str; 22] = [
    "update advocates set name = left(md5(name || $1), 3) || ' ' || name where md5(id::text || $1) < '08' and $2::timestamptz is not null",
    "update advocates set title = 'Head of ' || left(md5($1), 1), languages = '{de,fr}', products = '{Close}', use_cases = '{Cedar audit}'
     where md5(id::text || $1) < '10' and $2::timestamptz is not null",
    "update advocates set lifecycle = (array['active', 'active', 'resting', 'alumni'])[1 + ascii(md5($1)) % 4],
       reference_status = (array['active', 'caution', 'paused', 'do_not_use'])[1 + ascii(reverse(md5($1))) % 4]
     where md5(id::text || $1) < '20' and $2::timestamptz is not null",
    "update advocates set monthly_cap = 1, quarterly_cap = 2, cool_down_days = ascii(md5($1)) where md5(id::text || $1) < '20' and $2::timestamptz is not null",
    "update advocates a set owner_id = (select u.id from users u where u.company_id = a.company_id order by md5(u.id::text || $1) limit 1)
     where md5(id::text || $1) < '20' and $2::timestamptz is not null",
    "update advocates set owner_id = null where md5(id::text || $1) < '10' and $2::timestamptz is not null",
    "update advocates a set organisation_id = (select g.id from organisations g where g.company_id = a.company_id order by md5(g.id::text || $1) limit 1)
     where md5(id::text || $1) < '10' and $2::timestamptz is not null",
    "insert into advocates (company_id, id, organisation_id, name, email)
     select company_id, gen_random_uuid(), id, 'New ' || name, $1 || id || '@new.example' from organisations
     where md5(id::text || $1) < '08' and $2::timestamptz is not null",
    "delete from advocates where name like '%New %' and md5(id::text || $1) < '80' and $2::timestamptz is not null",
    "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on)
     select company_id, gen_random_uuid(), id, 'reference_call', (array['granted', 'withdrawn'])[1 + ascii(md5(id::text || $1)) % 2], $2,
       $2::date + ascii(md5($1)) % 30
     from advocates where md5(id::text || $1) < '20'",
    "insert into touches (company_id, id, advocate_id, kind, cost, at)
     select company_id, gen_random_uuid(), id, (array['ask', 'call', 'survey', 'event'])[1 + n % 4], n * 700, $2 - make_interval(days => n * n)
     from advocates, generate_series(0, 11) n where md5(id::text || $1 || n) < '10'",
    "delete from touches where md5(id::text || $1) < '20' and $2::timestamptz is not null",
    "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at, resumes_on)
     select company_id, gen_random_uuid(), id, 'paused', $2, $2::date + 5 from advocates where md5(id::text || $1) < '10'",
    "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at)
     select company_id, gen_random_uuid(), id, 'resumed', $2 from advocates where md5(id::text || $1) < '10'",
    "insert into shields (company_id, id, organisation_id, class, effect, raised_at, lifts_on)
     select company_id, gen_random_uuid(), id, 'escalated', (array['closes', 'softens'])[1 + ascii(md5(id::text || $1)) % 2], $2, $2::date + 9
     from organisations where md5(id::text || $1) < '20'",
    "update shields set lifted_at = $2 where md5(id::text || $1) < '80'",
    "insert into vetoes (company_id, id, advocate_id, reason, vetoed_by, vetoed_at, until)
     select a.company_id, gen_random_uuid(), a.id, 'Not now', u.id, $2, $2::date + 7
     from advocates a cross join lateral (select u.id from users u where u.company_id = a.company_id limit 1) u where md5(a.id::text || $1) < '10'",
    "insert into availability_exceptions (company_id, id, advocate_id, day, kind)
     select company_id, gen_random_uuid(), id, $2::date + n, 'off' from advocates, generate_series(0, 3) n where md5(id::text || $1) < '10'",
    "update reference_calls set during = tstzrange(lower(during) - interval '90 days', upper(during) - interval '90 days')
     where state = 'completed' and md5(id::text || $1) < '40' and $2::timestamptz is not null",
    "update organisations set name = left(md5(name || $1), 2) || name, region = 'R' || left(md5($1), 1), city = 'Cedarville', country = 'NO',
       employees = ascii(md5($1)) * 10, industry = (array['finance', 'finance/banking', null])[1 + ascii(md5($1)) % 3],
       products = '{Close,Pay}', renewal_on = $2::date + 20
     where md5(id::text || $1) < '18'",
    "insert into organisation_relations (company_id, organisation_id, kind, since, until)
     select company_id, id, (array['customer', 'prospect', 'competitor', 'partner'])[1 + ascii(md5(id::text || $1)) % 4], $2::date - 3, $2::date + 3
     from organisations where md5(id::text || $1) < '20' on conflict do nothing",
    "update companies set monthly_cap = 1 + ascii(md5($1)) % 3, renewal_window_days = ascii(md5($1)) % 60 where $2::timestamptz is not null",
];

async fn write(superuser: &mut PgConnection, sql: &'static str, seed: &str, now: chrono::DateTime<chrono::Utc>) {
    sqlx::query(sql).bind(seed).bind(now).execute(superuser).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// An address: words, filters and an order, each perhaps.
fn address(filters: &'static [&'static str], sorts: &'static [&'static str]) -> impl Strategy<Value = Query> {
    let filters = prop::sample::subsequence(filters, 0..3);
    (filters, prop::sample::select(sorts), prop::sample::select(&["", "up", "down"][..])).prop_map(
        |(filters, sort, direction)| {
            let sorted = [("sort", sort), ("dir", direction)].into_iter().filter(|(_, value)| !value.is_empty());
            let mut address = filters.join("&");
            sorted.for_each(|(name, value)| address.push_str(&format!("&{name}={value}")));
            Query::parse(address.trim_start_matches('&'))
        },
    )
}

const OF_ADVOCATES: [&str; 14] = [
    "status=can_be_asked",
    "status=on_hold",
    "status=do_not_ask",
    "support=healthy",
    "support=closed",
    "industry=finance",
    "industry=finance/banking",
    "product=Close",
    "product=Pay",
    "language=en",
    "language=de",
    "region=Ra",
    "q=cedar",
    "q=an",
];
const OF_ORGANISATIONS: [&str; 6] =
    ["relation=customer", "relation=partner", "industry=finance", "country=NO", "q=cedar", "q=a"];

#[tokio::test]
async fn every_page_says_after_any_writes_what_plain_statements_say() {
    let t = TestApp::new().await;
    let other = t.another();
    let mut readers = vec![t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await];
    for email in [ADAEZE, "tamsin@quillstone.example", "juno@quillstone.example"] {
        readers.push(t.sign_in(email).await);
    }
    let elsewhere: Vec<_> = readers.iter().map(|reader| at(&other, reader)).collect();
    let mut superuser = t.superuser().await;
    let advocates = address(&OF_ADVOCATES, &["", "name", "status", "fatigue", "calls", "last_call"]);
    let organisations = address(&OF_ORGANISATIONS, &["", "name", "employees", "advocates"]);
    let step = (
        prop::collection::vec((prop::sample::select(&WRITES[..]), "[a-z]{8}"), 1..4),
        0_i64..4,
        prop::sample::select((0..readers.len()).collect::<Vec<_>>()),
        any::<bool>(),
        (advocates, organisations),
    );
    let mut runner = TestRunner::deterministic();
    for _ in 0..60 {
        let (writes, days, reader, here, (query, of_organisations)) = step.new_tree(&mut runner).unwrap().current();
        // Now and then a night passes, or two.
        t.clock.set(t.app.now() + Duration::days((days - 1).max(0)));
        for (sql, seed) in &writes {
            write(&mut superuser, sql, seed, t.app.now()).await;
        }

        let reader = if here { &readers[reader] } else { &elsewhere[reader] };
        let after = format!("{writes:?}");
        advocates_agree(&t, reader, &query, &after).await;
        organisations_agree(&t, reader, &of_organisations, &after).await;
    }
}
