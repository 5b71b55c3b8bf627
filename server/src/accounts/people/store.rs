//! All SQL on invitations of colleagues, and on the list of people.

use chrono::{DateTime, Utc};
use domain::accounts::{Newcomer, Role, Standing};
use domain::ids::{CompanyId, UserId, UserInvitationId};
use domain::problem::Problem;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::{OnConstraint as _, Result};

pub struct ListRow {
    pub id: UserId,
    pub key: Option<String>,
    pub total: i64,
    pub standing: Standing,
    pub sent_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub name: String,
    pub email: String,
    pub title: String,
    pub roles: Vec<Role>,
    pub team: Option<String>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

pub async fn list(
    tx: &mut Tx,
    text: &str,
    standing: Option<Standing>,
    now: DateTime<Utc>,
    turn: &Turn,
    limit: i64,
) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/accounts/people/list.sql",
        text,
        standing as Option<Standing>,
        now,
        turn.backwards(),
        turn.void().map(|_| turn.id()) as Option<Uuid>,
        turn.key(),
        limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many there are of each standing; the facts are weighed by the same rule as a row's.
pub async fn counts(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<(Standing, i64)>> {
    let rows = sqlx::query!(
        r#"select u.disabled_at is not null as "is_suspended!", u.awaits_invitation, i.expires_at as "expires_at?"
           from users u
           left join user_invitations i
             on i.company_id = u.company_id and i.user_id = u.id and i.accepted_at is null and i.revoked_at is null
           where u.roles <> array['advocate']"#
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (Standing::of(row.is_suspended, row.awaits_invitation, row.expires_at, now), 1))
        .collect())
}

/// Those of these who wait for an invitation, locked: of two who invite at once the second waits and sends the newer
/// link.
pub async fn lock_waiting(tx: &mut Tx, ids: &[UserId]) -> Result<Vec<UserId>> {
    let found = sqlx::query_scalar!(
        r#"select id as "id: UserId" from users
           where id = any($1) and awaits_invitation and disabled_at is null and roles <> array['advocate']
           order by id for update"#,
        ids as _
    );
    Ok(found.fetch_all(&mut **tx).await?)
}

/// How many of these there are at all.
pub async fn known(tx: &mut Tx, ids: &[UserId]) -> Result<i64> {
    let found = sqlx::query_scalar!(
        r#"select count(*) as "count!" from users where id = any($1) and roles <> array['advocate']"#,
        ids as _
    );
    Ok(found.fetch_one(&mut **tx).await?)
}

/// Nothing is left of the invitations of somebody who is about to be removed.
pub async fn forget_invitations(tx: &mut Tx, user: UserId) -> Result<()> {
    sqlx::query!("delete from user_invitations where user_id = $1", user as _).execute(&mut **tx).await?;
    Ok(())
}

/// Where somebody is named, in words.
pub async fn uses(tx: &mut Tx, user: UserId) -> Result<Vec<String>> {
    let rows = sqlx::query_scalar!(
        r#"select what as "what!" from uses_of_users(array[$1::uuid]) group by what order by what"#,
        user.0
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Removes somebody, with a sign-in that nobody can use.
pub async fn remove(tx: &mut Tx, user: UserId) -> Result<()> {
    let login = sqlx::query_scalar!("delete from users where id = $1 returning login_id", user as _)
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query!("select auth_forget(array[$1::uuid])", login).fetch_one(&mut **tx).await?;
    Ok(())
}

/// The earlier link leads nowhere any more; which it was, if there was one.
pub async fn revoke_open(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<Option<UserInvitationId>> {
    let ended = sqlx::query_scalar!(
        r#"update user_invitations set revoked_at = $2
           where user_id = $1 and accepted_at is null and revoked_at is null returning id as "id: UserInvitationId""#,
        user as _,
        now
    );
    Ok(ended.fetch_optional(&mut **tx).await?)
}

/// Somebody who has an address already.
pub struct Taken {
    pub email_key: String,
    pub name: String,
    pub is_advocate: bool,
    pub awaits: bool,
    pub is_suspended: bool,
}

/// Whose these addresses are: of colleagues, and of advocates, who are none.
pub async fn taken(tx: &mut Tx, emails: &[String]) -> Result<Vec<Taken>> {
    let rows = sqlx::query_as!(
        Taken,
        r#"select u.email_key as "email_key!", u.name as "name!", u.roles = array['advocate'] as "is_advocate!",
                  u.awaits_invitation as "awaits!", u.disabled_at is not null as "is_suspended!"
           from users u where u.email_key = any($1)
           union all
           select a.email_key, a.name, true, false, false from advocates a where a.email_key = any($1)"#,
        emails
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Somebody as they are written.
#[derive(Serialize)]
struct Member<'a> {
    id: UserId,
    login: Uuid,
    #[serde(flatten)]
    person: &'a Newcomer,
}

/// Makes members who wait for their invitation, in the company's zone. An address that has a sign-in keeps it; where
/// there is none, one without a password is made.
pub async fn insert_waiting(tx: &mut Tx, company: CompanyId, people: &[(UserId, &Newcomer)]) -> Result<()> {
    let new: Vec<Uuid> = people.iter().map(|_| Uuid::now_v7()).collect();
    let emails: Vec<String> = people.iter().map(|(_, person)| person.email.clone()).collect();
    let logins = sqlx::query_scalar!(
        r#"select auth_invite(x.id, x.email) as "id!"
           from unnest($1::uuid[], $2::text[]) with ordinality as x (id, email, place) order by x.place"#,
        &new,
        &emails
    )
    .fetch_all(&mut **tx)
    .await?;
    let members: Vec<Member<'_>> =
        people.iter().zip(logins).map(|((id, person), login)| Member { id: *id, login, person }).collect();
    let taken = "Somebody added one of these addresses a moment ago. Look at the list first.";
    sqlx::query!(
        "insert into users (company_id, id, login_id, name, email, title, roles, time_zone, awaits_invitation)
         select $1, x.id, x.login, x.name, x.email, x.title, x.roles, c.time_zone, true
         from jsonb_to_recordset($2) as x (id uuid, login uuid, name text, email text, title text, roles text[])
         join companies c on c.id = $1",
        company as _,
        Json(members) as _
    )
    .execute(&mut **tx)
    .await
    .on_constraint("users_email_unique", Problem::refused("added_meanwhile", taken))?;
    Ok(())
}

pub async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    id: UserInvitationId,
    user: UserId,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into user_invitations (company_id, id, user_id, token_hash, sent_at, sent_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        id as _,
        user as _,
        token_hash,
        ctx.now(),
        ctx.user() as _,
        expires_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the mail says.
pub struct Facts {
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub company: String,
    pub sender: Option<String>,
    pub expires_at: DateTime<Utc>,
    pub time_zone: String,
}

/// Nothing once the link is over, was used, or another was sent.
pub async fn facts(tx: &mut Tx, id: UserInvitationId, now: DateTime<Utc>) -> Result<Option<Facts>> {
    let row = sqlx::query_as!(
        Facts,
        r#"select u.name, u.email, u.roles as "roles: Vec<Role>", c.name as company, s.name as "sender?", i.expires_at, u.time_zone
           from user_invitations i
           join users u on u.company_id = i.company_id and u.id = i.user_id and u.disabled_at is null
           join companies c on c.id = i.company_id
           left join users s on s.company_id = i.company_id and s.id = i.sent_by
           where i.id = $1 and i.expires_at > $2 and i.accepted_at is null and i.revoked_at is null"#,
        id as _,
        now
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// A link as it was found, whatever became of it.
pub struct Link {
    pub company: CompanyId,
    pub id: UserInvitationId,
    pub user: UserId,
    pub expires_at: DateTime<Utc>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub needs_password: bool,
}

pub async fn resolve(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Link>> {
    let row = sqlx::query_as!(
        Link,
        r#"select company_id as "company!: CompanyId", id as "id!: UserInvitationId", user_id as "user!: UserId",
                  expires_at as "expires_at!", accepted_at, revoked_at, needs_password as "needs_password!"
           from resolve_user_invitation($1)"#,
        token_hash
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The password of an address that has none; one that has keeps it.
pub async fn first_password(tx: &mut Tx, token_hash: &[u8], now: DateTime<Utc>, password_hash: &str) -> Result<bool> {
    let chosen =
        sqlx::query_scalar!(r#"select auth_first_password($1, $2, $3) as "chosen!""#, token_hash, now, password_hash);
    Ok(chosen.fetch_one(&mut **tx).await?)
}

/// The link has done its work. False when it was used, ended or replaced in the meantime.
pub async fn accept(tx: &mut Tx, id: UserInvitationId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "with used as (
           update user_invitations set accepted_at = $2
           where id = $1 and accepted_at is null and revoked_at is null and expires_at > $2 returning company_id, user_id
         )
         update users u set awaits_invitation = false from used
         where u.company_id = used.company_id and u.id = used.user_id and u.disabled_at is null",
        id as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
