//! The server functions of evidence, for staff and for whoever has a link.

use domain::evidence::{EvidenceForm, EvidenceList, EvidencePage, FormPage, ProofOffers, SharedEvidence};
use domain::ids::OpportunityId;
use domain::lists::Query;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The part of the library the address asks for.
#[server(endpoint = "evidence/list", input = Json)]
pub async fn list(query: Query) -> ApiResult<EvidenceList> {
    let ctx = crate::api::ctx().await?;
    server::evidence::list(&ctx, &query).await.map_err(crate::api::fail)
}

/// One piece. The id is text: what is no id does not exist.
#[server(endpoint = "evidence/page", input = Json)]
pub async fn page(id: String) -> ApiResult<EvidencePage> {
    let ctx = crate::api::ctx().await?;
    server::evidence::page(&ctx, &id).await.map_err(crate::api::fail)
}

/// The form of a piece, or an empty one.
#[server(endpoint = "evidence/form", input = Json)]
pub async fn form(id: Option<String>, advocate: Option<String>) -> ApiResult<FormPage> {
    let ctx = crate::api::ctx().await?;
    server::evidence::form(&ctx, id.as_deref(), advocate.as_deref()).await.map_err(crate::api::fail)
}

/// Makes or changes a piece, and shows it.
#[server(endpoint = "evidence/save")]
pub async fn save(form: EvidenceForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::evidence::save(&ctx, form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(id));
    Ok(())
}

/// Puts a draft forward.
#[server(endpoint = "evidence/submit")]
pub async fn submit(evidence: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&evidence)?;
    server::evidence::submit(&ctx, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(id));
    Ok(())
}

/// Lets a piece out.
#[server(endpoint = "evidence/approve")]
pub async fn approve(evidence: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&evidence)?;
    server::evidence::approve(&ctx, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(id));
    Ok(())
}

/// Gives a piece back to its writer.
#[server(endpoint = "evidence/send_back")]
pub async fn send_back(evidence: String, reason: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&evidence)?;
    server::evidence::send_back(&ctx, id, &reason).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(id));
    Ok(())
}

/// Takes a piece away for good.
#[server(endpoint = "evidence/withdraw")]
pub async fn withdraw(evidence: String, reason: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&evidence)?;
    server::evidence::withdraw(&ctx, id, &reason).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(id));
    Ok(())
}

/// Makes a share link, and goes to where it is shown: the deal it was made for, else the piece.
#[server(endpoint = "evidence/share")]
pub async fn share(evidence: String, opportunity: Option<String>, days: Option<i64>) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&evidence)?;
    let opportunity: Option<OpportunityId> =
        opportunity.as_deref().filter(|id| !id.is_empty()).map(crate::api::id).transpose()?;
    server::evidence::share(&ctx, id, opportunity, days.unwrap_or(30)).await.map_err(crate::api::fail)?;
    crate::api::redirect(&opportunity.map_or_else(|| crate::paths::evidence(id), crate::paths::opportunity));
    Ok(())
}

/// Takes a share link back.
#[server(endpoint = "evidence/revoke")]
pub async fn revoke(link: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let evidence = server::evidence::revoke(&ctx, crate::api::id(&link)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::evidence(evidence));
    Ok(())
}

/// What can be shown for a deal before anybody is asked.
#[server(endpoint = "evidence/proof", input = Json)]
pub async fn proof(opportunity: OpportunityId) -> ApiResult<ProofOffers> {
    let ctx = crate::api::ctx().await?;
    server::evidence::proof(&ctx, opportunity).await.map_err(crate::api::fail)
}

/// What stands behind a link.
#[server(endpoint = "evidence/shared")]
pub async fn shared(token: String) -> ApiResult<SharedEvidence> {
    let visit = crate::api::evidence_visit(&token).await?;
    server::evidence::shared(&visit).await.map_err(crate::api::fail)
}
