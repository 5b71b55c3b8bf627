//! What somebody with a link sees, and the file they may save.

use domain::accounts::Permission;
use domain::evidence::{EvidenceState, SharedEvidence};
use domain::ids::EvidenceId;
use domain::problem::Problem;
use domain::time::date_with_year;

use super::links::Visit;
use super::{customers_of, page, sees, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::storage::{self, Kept};

/// The piece behind a link, counted as seen.
pub async fn shared(visit: &Visit) -> Result<SharedEvidence> {
    let ctx = &visit.ctx;
    let mut tx = ctx.begin().await?;
    let (link, row) = behind(&mut tx, visit).await?;
    if visit.counts {
        store::count_view(&mut tx, visit.link, ctx.now()).await?;
    }
    tx.commit().await?;
    let last = row.until().map_or(link.expires_at.date_naive(), |until| until.min(link.expires_at.date_naive()));
    Ok(SharedEvidence {
        company: ctx.company(),
        company_name: link.company_name,
        kind: row.kind,
        attachment: page::attachment(&row),
        speaker: row.advocate_name.map(|name| match row.advocate_title.as_deref() {
            Some(title) if !title.is_empty() => format!("{name}, {title}"),
            _ => name,
        }),
        until: date_with_year(last, ctx.now().date_naive()),
        title: row.title,
        body: row.body,
        url: row.url,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
    })
}

/// The file behind a link, and its name.
pub async fn file_of_link(visit: &Visit) -> Result<(Kept, String)> {
    let ctx = &visit.ctx;
    limits::check(ctx.app(), Action::DownloadByLink, &visit.link.to_string()).await?;
    let mut tx = ctx.begin().await?;
    let (_, row) = behind(&mut tx, visit).await?;
    let file = row.file.ok_or(Problem::NotFound)?;
    if visit.counts {
        store::count_download(&mut tx, visit.link, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok((storage::read(ctx, file).await?, row.file_name))
}

/// The file of a piece, for staff who see it.
pub async fn download(ctx: &Ctx, id: &str) -> Result<(Kept, String)> {
    let id: EvidenceId = id.parse().map_err(|_| Problem::NotFound)?;
    sees(ctx)?;
    let mut tx = ctx.begin().await?;
    let reach = customers_of(ctx.viewer()?, Permission::ViewAdvocates);
    let row = store::piece(&mut tx, id, reach).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let file = row.file.ok_or(Problem::NotFound)?;
    Ok((storage::read(ctx, file).await?, row.file_name))
}

/// The link and its piece, as long as the one leads to the other.
async fn behind(tx: &mut Tx, visit: &Visit) -> Result<(store::OpenedLink, store::PieceRow)> {
    let now = visit.ctx.now();
    let link = store::opened(tx, visit.link).await?.ok_or(Problem::NotFound)?;
    if link.revoked_at.is_some() {
        return Err(Problem::Gone(format!("{} at {} took this link back.", link.by, link.company_name)).into());
    }
    if link.expires_at <= now {
        let sentence = format!("This link has expired. {} at {} can send you a new one.", link.by, link.company_name);
        return Err(Problem::Gone(sentence).into());
    }
    let row = store::piece(tx, link.evidence, None).await?.ok_or(Problem::NotFound)?;
    if row.state.on(now.date_naive(), row.until()) != EvidenceState::Approved {
        let sentence = format!("This is not shown any more. {} at {} can tell you more.", link.by, link.company_name);
        return Err(Problem::Gone(sentence).into());
    }
    Ok((link, row))
}
