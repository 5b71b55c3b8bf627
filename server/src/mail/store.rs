use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, MailId};
use domain::mail::{MailPage, MailRow, MailState, OpenMail};
use domain::problem::Problem;

use super::NewMail;
use crate::db::Tx;
use crate::error::Result;

/// Returns whether the mail is new.
pub async fn insert(tx: &mut Tx, company: CompanyId, id: MailId, mail: &NewMail, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into mails (company_id, id, key, kind, to_name, to_email, subject, body_text, body_html, ics, ics_method,
                            message_ref, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict on constraint mails_once do nothing",
        company as _,
        id as _,
        mail.key,
        mail.kind,
        mail.to_name,
        mail.to_email,
        mail.subject,
        mail.text,
        mail.html,
        mail.invitation.as_ref().map(|invitation| invitation.ics.as_str()),
        mail.invitation.as_ref().map(|invitation| invitation.method.as_str()),
        format!("<{id}@peerchamps>"),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn lock_state(tx: &mut Tx, mail: MailId) -> Result<Option<MailState>> {
    Ok(sqlx::query_scalar!(r#"select state as "state: MailState" from mails where id = $1 for update"#, mail as _)
        .fetch_optional(&mut **tx)
        .await?)
}

pub async fn end(tx: &mut Tx, mail: MailId, state: MailState, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update mails set state = $2, sent_at = $3 where id = $1", mail as _, state as MailState, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn page(tx: &mut Tx, open: Option<MailId>, now: DateTime<Utc>) -> Result<MailPage> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select id as "id: MailId", to_name, to_email, subject, state as "state: MailState", created_at
           from mails order by created_at desc, id desc limit 100"#
    )
    .fetch_all(&mut **tx)
    .await?;
    let open = match open {
        None => None,
        Some(id) => Some(one(tx, id).await?.ok_or(Problem::NotFound)?),
    };
    Ok(MailPage { rows, open, now })
}

async fn one(tx: &mut Tx, id: MailId) -> Result<Option<OpenMail>> {
    let row = sqlx::query!(
        r#"select id as "id: MailId", to_name, to_email, subject, state as "state: MailState", created_at,
                  body_text, body_html, ics, ics_method
           from mails where id = $1"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| OpenMail {
        row: MailRow {
            id: row.id,
            to_name: row.to_name,
            to_email: row.to_email,
            subject: row.subject,
            state: row.state,
            created_at: row.created_at,
        },
        body_text: row.body_text,
        body_html: row.body_html,
        ics: row.ics,
        ics_method: row.ics_method,
    }))
}

/// The oldest company, by a named function: the mailbox has nobody signed in.
pub async fn demo_company(tx: &mut Tx) -> Result<Option<CompanyId>> {
    Ok(sqlx::query_scalar!(r#"select demo_company() as "id: CompanyId""#).fetch_one(&mut **tx).await?)
}
