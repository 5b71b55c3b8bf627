//! One piece, as staff see it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::evidence::{Attachment, EvidencePage, EvidenceState, LinkRow, MoveRow, Step};
use domain::files::size_words;
use domain::ids::EvidenceId;
use domain::language;
use domain::organisations;
use domain::problem::Problem;
use domain::time::{clock, date_short, date_with_year, local, zones};

use super::{customers_of, links, may_approve, sees, store, today};
use crate::ctx::Ctx;
use crate::error::Result;

/// A piece within the reader's reach, with its history and its links.
pub async fn page(ctx: &Ctx, id: &str) -> Result<EvidencePage> {
    let id: EvidenceId = id.parse().map_err(|_| Problem::NotFound)?;
    sees(ctx)?;
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let row =
        store::piece(&mut tx, id, customers_of(viewer, Permission::ViewAdvocates)).await?.ok_or(Problem::NotFound)?;
    // Within the wider reach of reading; what the reader may change is narrower for some.
    let edits = viewer.may(Permission::EditAdvocates)
        && store::piece(&mut tx, id, customers_of(viewer, Permission::EditAdvocates)).await?.is_some();
    let consent = match row.advocate {
        None => None,
        Some(advocate) => {
            let known = store::consent(&mut tx, advocate, row.kind.consent()).await?;
            Some(known.is_some_and(|known| known.is_granted && known.expires_on.is_none_or(|day| day >= today(ctx))))
        }
    };
    let moves = store::moves(&mut tx, id).await?;
    let made = store::links(&mut tx, id).await?;
    tx.commit().await?;

    let clock = Reader { zone: zones::find(&viewer.time_zone).unwrap_or(Tz::UTC), now: ctx.now() };
    let state = row.state.on(today(ctx), row.until());
    let shares = viewer.may(Permission::SubmitRequests);
    let link_rows = made
        .into_iter()
        .map(|link| {
            let may_revoke = link.created_by == viewer.user || may_approve(viewer);
            clock.link(ctx, link, state == EvidenceState::Approved, shares, may_revoke)
        })
        .collect::<Vec<_>>();
    Ok(EvidencePage {
        id,
        version: row.version,
        kind: row.kind,
        state,
        consent,
        facts: facts(&row, &clock),
        until: row.until().map(|day| date_with_year(day, today(ctx))),
        attachment: attachment(&row),
        advocate: row.advocate.zip(row.advocate_name),
        moves: moves.into_iter().map(|known| clock.moved(known)).collect(),
        views: link_rows.iter().map(|link| link.views).sum(),
        links: link_rows,
        may_edit: edits && state.may(Step::Change),
        may_submit: edits && state.may(Step::Submit),
        may_approve: may_approve(viewer) && state.may(Step::Approve),
        may_withdraw: edits && state.may(Step::Withdraw),
        may_share: shares && state == EvidenceState::Approved,
        title: row.title,
        body: row.body,
        url: row.url,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
    })
}

/// The file, as both pages name it.
pub(super) fn attachment(row: &store::PieceRow) -> Option<Attachment> {
    let bytes = u64::try_from(row.file_bytes?).ok()?;
    let line = [row.file_kind?.label(), ", ", &size_words(bytes)].concat();
    Some(Attachment { name: row.file_name.clone(), line })
}

fn facts(row: &store::PieceRow, clock: &Reader) -> Vec<(String, String)> {
    let place = organisations::place(row.industry.as_deref(), row.country.as_deref());
    let added = match &row.creator {
        Some(name) => format!("{}, by {name}", clock.instant(row.created_at)),
        None => clock.instant(row.created_at),
    };
    let facts = [
        ("Use cases", row.use_cases.join(", ")),
        ("Products", row.products.join(", ")),
        ("Replaced", row.competitors.join(", ")),
        ("Industry", place),
        ("Language", language::label(&row.language).to_owned()),
        ("Added", added),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Whose clock times are told on.
struct Reader {
    zone: Tz,
    now: DateTime<Utc>,
}

impl Reader {
    /// "Thu 19 Nov, 10:24"
    fn instant(&self, at: DateTime<Utc>) -> String {
        let there = local(at, &self.zone);
        format!("{}, {}", date_with_year(there.date(), zones::today(self.now, self.zone)), clock(there.time()))
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        date_short(local(at, &self.zone).date())
    }

    fn moved(&self, known: store::MoveFacts) -> MoveRow {
        MoveRow { state: known.state, by: known.by, at: self.instant(known.at), reason: known.reason }
    }

    fn link(&self, ctx: &Ctx, link: store::LinkFacts, is_shown: bool, shares: bool, may_revoke: bool) -> LinkRow {
        let is_live = link.revoked_at.is_none() && link.expires_at > self.now && is_shown;
        let standing = match link.revoked_at {
            Some(at) => format!("Revoked {}", self.day(at)),
            None if link.expires_at <= self.now => format!("Ended {}", self.day(link.expires_at)),
            None if !is_shown => "Shows nothing while this is not approved".to_owned(),
            None => format!("Until {}", self.day(link.expires_at)),
        };
        LinkRow {
            id: link.id,
            url: (is_live && shares).then(|| links::url(ctx.app(), link.id)),
            by: link.by,
            made_at: self.instant(link.created_at),
            standing,
            is_live,
            opportunity: link.opportunity.zip(link.opportunity_name),
            views: u32::try_from(link.views).unwrap_or(0),
            downloads: u32::try_from(link.downloads).unwrap_or(0),
            last_viewed: link.last_viewed_at.map(|at| self.instant(at)),
            may_revoke: may_revoke && shares && link.revoked_at.is_none() && link.expires_at > self.now,
        }
    }
}
