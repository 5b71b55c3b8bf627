//! Colleagues in sets, with the teams they bring.

use domain::ids::{CompanyId, ImportId};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::RowOutcome;
use crate::db::Tx;
use crate::error::Result;

/// A colleague with what an import can say about them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Colleague {
    pub id: Uuid,
    pub team_id: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub title: String,
    pub roles: Vec<String>,
    pub time_zone: String,
    #[serde(skip)]
    pub is_suspended: bool,
}

/// The users with these addresses, also those who left, and advocates who use the portal.
pub async fn by_emails(tx: &mut Tx, emails: &[String]) -> Result<Vec<Colleague>> {
    let found = sqlx::query_as!(
        Colleague,
        r#"select u.id, u.team_id, u.name, u.email, u.title, u.roles, u.time_zone, u.disabled_at is not null as "is_suspended!"
           from (select distinct lower(e) as key from unnest($1::text[]) as e) w
           cross join lateral (select x.* from users x where x.email_key = w.key offset 0) u"#,
        emails
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// Which of these addresses belong to advocates, with their names.
pub async fn advocates(tx: &mut Tx, emails: &[String]) -> Result<Vec<(String, String)>> {
    let found = sqlx::query!(
        r#"select a.email_key as "key!", a.name from (select distinct lower(e) as key from unnest($1::text[]) as e) w
           cross join lateral (select x.email_key, x.name from advocates x where x.email_key = w.key offset 0) a"#,
        emails
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(|row| (row.key, row.name)).collect())
}

/// Administrators who can sign in.
pub async fn administrators(tx: &mut Tx) -> Result<Vec<Uuid>> {
    let found = sqlx::query_scalar!(
        "select id from users where 'admin' = any(roles) and disabled_at is null and not awaits_invitation"
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

pub async fn teams(tx: &mut Tx) -> Result<Vec<(Uuid, String)>> {
    let found = sqlx::query!("select id, name from teams order by name, id").fetch_all(&mut **tx).await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}

pub async fn insert_teams(tx: &mut Tx, company: CompanyId, teams: &[(Uuid, String)]) -> Result<()> {
    let (ids, names): (Vec<Uuid>, Vec<String>) = teams.iter().cloned().unzip();
    sqlx::query!(
        "insert into teams (company_id, id, name) select $1, x.id, x.name from unnest($2::uuid[], $3::text[]) as x (id, name)",
        company as _,
        &ids,
        &names
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn company_zone(tx: &mut Tx, company: CompanyId) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from companies where id = $1", company as _).fetch_one(&mut **tx).await?)
}

/// Notes what happens to each row, with the colleague as they are before the change.
pub async fn note_landing(tx: &mut Tx, id: ImportId, outcomes: &[RowOutcome]) -> Result<()> {
    sqlx::query!(
        "update import_rows r set outcome = x.outcome, reasons = x.reasons, changes = x.changes, record_id = x.record_id,
           before = case when x.outcome = 'updated' then to_jsonb(u) end
         from jsonb_to_recordset($2) as x (row_number int, outcome text, reasons text[], changes jsonb, record_id uuid)
         left join users u on u.id = x.record_id
         where r.import_id = $1 and r.row_number = x.row_number",
        id as _,
        Json(outcomes) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes members who wait for their invitation. An address that has a sign-in keeps it; where there is none, one without
/// a password is made and noted with its row.
pub async fn insert(tx: &mut Tx, company: CompanyId, import: ImportId, colleagues: &[Colleague]) -> Result<()> {
    let (new, emails): (Vec<Uuid>, Vec<String>) =
        colleagues.iter().map(|colleague| (Uuid::now_v7(), colleague.email.clone())).unzip();
    let logins: Vec<Uuid> = sqlx::query_scalar!(
        r#"select auth_invite(x.id, x.email) as "id!"
           from unnest($1::uuid[], $2::text[]) with ordinality as x (id, email, place) order by x.place"#,
        &new,
        &emails
    )
    .fetch_all(&mut **tx)
    .await?;
    let ids: Vec<Uuid> = colleagues.iter().map(|colleague| colleague.id).collect();
    sqlx::query!(
        "insert into users (company_id, id, login_id, team_id, name, email, title, roles, time_zone, awaits_invitation)
         select $1, x.id, l.login, x.team_id, x.name, x.email, x.title, x.roles, x.time_zone, true
         from jsonb_to_recordset($2) as x (id uuid, team_id uuid, name text, email text, title text, roles text[], time_zone text)
         join unnest($3::uuid[], $4::uuid[]) as l (id, login) on l.id = x.id",
        company as _,
        Json(colleagues) as _,
        &ids,
        &logins
    )
    .execute(&mut **tx)
    .await?;
    let made: Vec<Option<Uuid>> =
        new.iter().zip(&logins).map(|(new, login)| (new == login).then_some(*login)).collect();
    sqlx::query!(
        "update import_rows r set login_id = x.login from unnest($2::uuid[], $3::uuid[]) as x (id, login)
         where r.import_id = $1 and r.record_id = x.id and x.login is not null",
        import as _,
        &ids,
        &made as &[Option<Uuid>]
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The address tells them apart and stays.
pub async fn update(tx: &mut Tx, colleagues: &[Colleague]) -> Result<()> {
    sqlx::query!(
        "update users u set team_id = x.team_id, name = x.name, title = x.title, roles = x.roles, time_zone = x.time_zone
         from jsonb_to_recordset($1) as x (id uuid, team_id uuid, name text, title text, roles text[], time_zone text)
         where u.id = x.id",
        Json(colleagues) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
