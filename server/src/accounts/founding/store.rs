//! The rows of a new company, written by the owner of the database in one transaction.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use domain::event::Event;
use domain::ids::{CompanyId, EventId, UserId};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::NewCompany;

/// Name, whether it is closed, whether it is won, its chance: where every company begins; an import brings its own.
const STAGES: [(&str, bool, bool, i32); 6] = [
    ("Discovery", false, false, 10),
    ("Evaluation", false, false, 30),
    ("Proposal", false, false, 50),
    ("Negotiation", false, false, 75),
    ("Closed won", true, true, 100),
    ("Closed lost", true, false, 0),
];

pub async fn insert(
    connection: &mut PgConnection,
    new: &NewCompany,
    slug: &str,
    hash: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<CompanyId> {
    let (company, user, login) = (CompanyId::new(), UserId::new(), Uuid::now_v7());
    let mut tx = connection.begin().await?;
    sqlx::query("select set_config('app.company', $1, true)").bind(company.to_string()).execute(&mut *tx).await?;
    let made = sqlx::query("insert into companies (id, slug, name, time_zone, created_at) values ($1, $2, $3, $4, $5)")
        .bind(company)
        .bind(slug)
        .bind(&new.name)
        .bind(&new.time_zone)
        .bind(now)
        .execute(&mut *tx)
        .await;
    or_taken(made, "companies_slug_unique", "A company of this name is there already.")?;
    let made = sqlx::query("insert into logins (id, email, password_hash) values ($1, $2, $3)")
        .bind(login)
        .bind(&new.admin_email)
        .bind(hash)
        .execute(&mut *tx)
        .await;
    or_taken(made, "logins_email_unique", "Somebody signs in with this e-mail already.")?;
    sqlx::query(
        "insert into users (company_id, id, login_id, name, email, roles, time_zone, created_at)
         values ($1, $2, $3, $4, $5, array['admin', 'programme'], $6, $7)",
    )
    .bind(company)
    .bind(user)
    .bind(login)
    .bind(&new.admin_name)
    .bind(&new.admin_email)
    .bind(&new.time_zone)
    .bind(now)
    .execute(&mut *tx)
    .await
    .context("making the administrator")?;
    for (place, (name, is_closed, is_won, chance)) in (1..).zip(STAGES) {
        sqlx::query(
            "insert into opportunity_stages (company_id, id, name, position, is_closed, is_won, probability)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(company)
        .bind(Uuid::now_v7())
        .bind(name)
        .bind(place)
        .bind(is_closed)
        .bind(is_won)
        .bind(chance)
        .execute(&mut *tx)
        .await
        .context("making the stages")?;
    }
    let event = Event::CompanyFounded { admin: user };
    sqlx::query(
        "insert into events (company_id, id, kind, body, actor_id, occurred_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(company)
    .bind(EventId::new())
    .bind(event.kind())
    .bind(serde_json::to_value(&event)?)
    .bind(user)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(company)
}

/// A broken constraint of this name in words for whoever sits at the terminal.
fn or_taken<T>(made: Result<T, sqlx::Error>, constraint: &str, sentence: &'static str) -> anyhow::Result<()> {
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.as_database_error().and_then(|error| error.constraint()) == Some(constraint) => {
            bail!(sentence)
        }
        Err(error) => Err(error.into()),
    }
}
