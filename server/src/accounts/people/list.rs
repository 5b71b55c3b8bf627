//! The list of the settings.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::{PeopleList, Permission, PersonRow, Standing};
use domain::paging::Count;
use domain::time::{date_with_year, local, zones};

use super::store;
use crate::ctx::Ctx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

const TAB_CAP: u32 = 99;
const TOTAL_CAP: u32 = 100_000;
pub(super) const TEXT_CHARS: usize = 100;

/// Everybody who works in the company, by name; narrowed by words and by whether they can sign in.
pub async fn list(
    ctx: &Ctx,
    text: &str,
    standing: Option<Standing>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<PeopleList> {
    ctx.allow(Permission::ManageCompany)?;
    let text: String = text.trim().chars().take(TEXT_CHARS).collect();
    let name = format!("people/{}/{}", standing.map_or("all", Standing::as_str), text.to_lowercase());
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, after, before)?;
    let mut tx = ctx.begin().await?;
    let rows = store::list(&mut tx, &text, standing, ctx.now(), &turn, PAGE_ROWS + 1).await?;
    let counts = store::counts(&mut tx, ctx.now()).await?;
    tx.commit().await?;

    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let today = zones::today(ctx.now(), zone);
    let day = |at: DateTime<Utc>| date_with_year(local(at, &zone).date(), today);
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(
        secrets,
        &name,
        rows,
        total,
        |row| (row.key.clone(), row.id.0),
        |row| {
            let sent = || row.sent_at.zip(row.expires_at);
            let note = match row.standing {
                Standing::Invited => {
                    sent().map(|(at, end)| format!("Sent {}, good until {}", day(at), day(end))).unwrap_or_default()
                }
                Standing::Lapsed => {
                    sent().map(|(at, end)| format!("Sent {}, ended {}", day(at), day(end))).unwrap_or_default()
                }
                Standing::Active | Standing::Waiting | Standing::Suspended => String::new(),
            };
            PersonRow {
                id: row.id,
                name: row.name,
                email: row.email,
                title: row.title,
                roles: row.roles,
                team: row.team.unwrap_or_default(),
                standing: row.standing,
                seen: row.last_seen_at.map(day).unwrap_or_default(),
                note,
            }
        },
    )?;
    let number = |wanted: Option<Standing>| {
        counts
            .iter()
            .filter(|(standing, _)| wanted.is_none_or(|wanted| wanted == *standing))
            .map(|(_, number)| number)
            .sum()
    };
    let tabs = std::iter::once(None).chain(Standing::ALL.iter().copied().map(Some));
    Ok(PeopleList {
        text,
        standing,
        counts: tabs.map(|tab| (tab, Count::capped(number(tab), TAB_CAP))).collect(),
        page,
    })
}
