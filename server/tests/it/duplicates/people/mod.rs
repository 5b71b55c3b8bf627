//! Two people who are one: found, made one without becoming any more askable, and made two again.

mod finding;
mod merging;
mod obstacles;
mod undoing;

use domain::duplicates::PersonPicks;
use domain::ids::{AdvocateId, MergeId};
use server::ctx::Ctx;
use server::duplicates::people::{self, MakePersonOne};
use server::error::Result;
use sqlx::PgConnection;
use uuid::Uuid;

const INGRID: &str = "ingrid@skylarkmutual.example";

async fn ingrid(superuser: &mut PgConnection) -> AdvocateId {
    let id: Uuid = sqlx::query_scalar(
        "select a.id from advocates a join companies c on c.id = a.company_id where c.slug = 'quillstone' and a.email = $1",
    )
    .bind(INGRID)
    .fetch_one(superuser)
    .await
    .unwrap();
    AdvocateId(id)
}

/// Somebody at Ingrid's organisation, of whom nothing is known.
async fn add(superuser: &mut PgConnection, name: &str, email: &str) -> AdvocateId {
    let id = AdvocateId::new();
    sqlx::query(
        "insert into advocates (company_id, id, organisation_id, name, email)
         select a.company_id, $1, a.organisation_id, $2, $3
         from advocates a join companies c on c.id = a.company_id where c.slug = 'quillstone' and a.email = $4",
    )
    .bind(id.0)
    .bind(name)
    .bind(email)
    .bind(INGRID)
    .execute(superuser)
    .await
    .unwrap();
    id
}

/// Runs one statement about two people and a moment.
async fn run(superuser: &mut PgConnection, sql: &'static str, one: AdvocateId, other: AdvocateId) {
    sqlx::query(sql).bind(one.0).bind(other.0).execute(superuser).await.unwrap();
}

/// A second Ingrid of whom something is known in every table that knows people.
async fn full_twin(superuser: &mut PgConnection) -> AdvocateId {
    let twin = add(superuser, "Thistlewood, Ingrid", "ingrid.thistlewood@gmail.com").await;
    let ingrid = ingrid(superuser).await;
    for sql in [
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on, source)
         select a.company_id, gen_random_uuid(), a.id, x.activity, x.decision, x.at::timestamptz, null, 'email'
         from advocates a cross join (values
           ('review', 'granted', '2026-03-01'), ('review', 'withdrawn', '2026-04-01'), ('site_visit', 'granted', '2026-05-01')
         ) x (activity, decision, at) where a.id = $1 and $2::uuid is not null",
        "insert into touches (company_id, id, advocate_id, kind, cost, at)
         select company_id, gen_random_uuid(), id, k, 1000, '2026-11-02'::timestamptz from advocates cross join unnest(array['ask', 'survey', 'call']) k
         where id = $1 and $2::uuid is not null",
        "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at, resumes_on)
         select company_id, gen_random_uuid(), id, 'paused', '2026-01-01'::timestamptz, '2027-03-01' from advocates where id = $1 and $2::uuid is not null",
        "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at)
         select company_id, gen_random_uuid(), id, 'resumed', '2026-02-01'::timestamptz from advocates where id = $2 and $1::uuid is not null",
        "insert into advocate_moves (company_id, id, advocate_id, axis, from_state, to_state, moved_at)
         select company_id, gen_random_uuid(), id, 'lifecycle', 'active', 'resting', '2026-10-01'::timestamptz from advocates where id = $1 and $2::uuid is not null",
        "insert into vetoes (company_id, id, advocate_id, reason, vetoed_by, vetoed_at)
         select a.company_id, gen_random_uuid(), a.id, 'Not now', v.owner_id, '2026-10-01'::timestamptz
         from advocates a join advocates v on v.id = $2 where a.id = $1",
        "insert into advocate_hours (company_id, advocate_id, weekday, starts_minute, ends_minute)
         select company_id, id, d, 420, 1200 from advocates cross join generate_series(1, 4) d where id = $1 and $2::uuid is not null",
        "insert into availability_exceptions (company_id, id, advocate_id, day, kind, starts_minute, ends_minute)
         select company_id, gen_random_uuid(), id, x.day::date, x.kind, x.starts, x.ends from advocates
         cross join (values ('2027-01-04', 'off', 0, 1440), ('2027-01-09', 'extra', 540, 600)) x (day, kind, starts, ends)
         where id = $1 and $2::uuid is not null",
        "insert into availability_exceptions (company_id, id, advocate_id, day, kind, starts_minute, ends_minute)
         select company_id, gen_random_uuid(), id, '2027-01-04', 'extra', 540, 600 from advocates where id = $2 and $1::uuid is not null",
        "insert into advocate_outcomes (company_id, id, advocate_id, position, headline)
         select company_id, gen_random_uuid(), id, 0, 'Nine days to four' from advocates where id = $1 and $2::uuid is not null",
        "insert into evidence (company_id, id, kind, organisation_id, advocate_id, title)
         select company_id, gen_random_uuid(), 'case_study', organisation_id, id, 'A second story' from advocates where id = $1 and $2::uuid is not null",
        "insert into nominations (company_id, id, name, email, organisation_name, why, nominated_by, nominated_at, advocate_id, state, decided_at)
         select a.company_id, gen_random_uuid(), a.name, a.email, 'Skylark Mutual', 'She speaks well', v.owner_id, '2026-10-01', a.id, 'approved', '2026-10-02'
         from advocates a join advocates v on v.id = $2 where a.id = $1",
        "insert into advocate_invitations (company_id, id, advocate_id, token_hash, expires_at)
         select company_id, gen_random_uuid(), id, sha256('twin'), '2027-01-01' from advocates where id = $1 and $2::uuid is not null",
        // An ask of long ago, and the call that came of it.
        "insert into requests (company_id, id, opportunity_id, requested_by, needed_by, state)
         select a.company_id, $1, (select o.id from opportunities o where o.company_id = a.company_id order by o.name limit 1), a.owner_id, '2026-03-01', 'closed'
         from advocates a where a.id = $2",
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at, answered_at)
         select a.company_id, $1, $1, $1, 'accepted', v.owner_id, '2026-02-01', '2026-02-08', '2026-02-02'
         from advocates a join advocates v on v.id = $2 where a.id = $1",
        "insert into reference_calls (company_id, id, request_id, ask_id, advocate_id, opportunity_id, state, during, completed_at)
         select q.company_id, $1, $1, $1, $1, q.opportunity_id, 'completed', tstzrange('2026-02-10 10:00Z', '2026-02-10 10:30Z'), '2026-02-10 10:30Z'
         from requests q where q.id = $1 and $2::uuid is not null",
        "update advocates set monthly_cap = 2, notice_hours = 72, avoid = 'Prices', tags = '{board ready}', user_id = null,
           reference_status = 'caution', lifecycle = 'resting', enrolled_on = '2024-01-01' where id = $1 and $2::uuid is not null",
    ] {
        run(superuser, sql, twin, ingrid).await;
    }
    twin
}

/// Makes one of two as the page does it, with what it suggests.
async fn make_one(ctx: &Ctx, kept: AdvocateId, other: AdvocateId) -> Result<MergeId> {
    let kept_text = kept.to_string();
    let page = people::compare(ctx, &kept_text, &other.to_string(), Some(&kept_text)).await?;
    let make = MakePersonOne {
        kept,
        other,
        kept_version: page.kept.version,
        other_version: page.other.version,
        picks: PersonPicks::new(),
    };
    people::merge(ctx, &make).await
}
