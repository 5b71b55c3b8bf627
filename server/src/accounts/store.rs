use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::accounts::{Role, Viewer};
use domain::ids::{AdvocateId, AskId, CompanyId, SessionId, UserId};

use super::Browser;
use crate::db::Tx;
use crate::error::Result;

pub struct Login {
    pub password_hash: Option<String>,
    pub demo: bool,
    /// The first membership that is not disabled.
    pub membership: Option<(CompanyId, UserId)>,
}

pub async fn login(tx: &mut Tx, email: &str) -> Result<Option<Login>> {
    let row = sqlx::query!(
        r#"select password_hash, demo as "demo!", company_id as "company_id?: CompanyId", user_id as "user_id?: UserId"
           from auth_login($1) limit 1"#,
        email
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Login {
        password_hash: row.password_hash,
        demo: row.demo,
        membership: row.company_id.zip(row.user_id),
    }))
}

pub async fn ask_link(tx: &mut Tx, key_hash: &[u8], now: DateTime<Utc>) -> Result<Option<(CompanyId, AskId, UserId)>> {
    let row = sqlx::query!(
        r#"select company_id as "company_id!: CompanyId", ask_id as "ask_id!: AskId", user_id as "user_id!: UserId"
           from resolve_ask_link($1, $2)"#,
        key_hash,
        now
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.company_id, row.ask_id, row.user_id)))
}

pub async fn open_session(
    tx: &mut Tx,
    id: SessionId,
    company: CompanyId,
    user: UserId,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    idle: Duration,
    browser: &Browser,
) -> Result<()> {
    sqlx::query!(
        "select auth_open_session($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id as _,
        company as _,
        user as _,
        token_hash,
        now,
        expires_at,
        i32::try_from(idle.as_secs()).unwrap_or(i32::MAX),
        browser.ip,
        browser.user_agent.chars().take(200).collect::<String>()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn resolve_session(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(CompanyId, UserId)>> {
    let row = sqlx::query!(
        r#"select company_id as "company_id!: CompanyId", user_id as "user_id!: UserId" from resolve_session($1, $2)"#,
        token_hash,
        now
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.company_id, row.user_id)))
}

pub async fn close_session(tx: &mut Tx, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("select auth_close_session($1)", token_hash).execute(&mut **tx).await?;
    Ok(())
}

pub async fn viewer(tx: &mut Tx, user: UserId) -> Result<Option<Viewer>> {
    let row = sqlx::query!(
        r#"select u.company_id as "company: CompanyId", c.name as company_name, u.name, u.email, u.title,
                  u.roles as "roles: Vec<Role>", u.time_zone, a.id as "advocate?: AdvocateId"
           from users u
           join companies c on c.id = u.company_id
           left join advocates a on a.company_id = u.company_id and a.user_id = u.id
           where u.id = $1 and u.disabled_at is null"#,
        user as _
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Viewer {
        company: row.company,
        company_name: row.company_name,
        user,
        name: row.name,
        email: row.email,
        title: row.title,
        roles: row.roles,
        time_zone: row.time_zone,
        advocate: row.advocate,
    }))
}

/// The reader, and everybody of their team.
pub async fn team_of(tx: &mut Tx, user: UserId) -> Result<Vec<UserId>> {
    let team = sqlx::query_scalar!(
        r#"select mate.id as "id: UserId"
           from users me join users mate on mate.company_id = me.company_id and (mate.id = me.id or mate.team_id = me.team_id)
           where me.id = $1
           order by mate.id"#,
        user as _
    );
    Ok(team.fetch_all(&mut **tx).await?)
}
