//! Server functions of requests, for staff and for the advocate.

use domain::advocates::OwnConsents;
use domain::requests::{self as rules, RequestForm};
use leptos::prelude::*;

use crate::api::ApiResult;

#[server(endpoint = "requests/list")]
pub async fn list(
    tab: Option<String>,
    opportunity: Option<String>,
    after: Option<String>,
) -> ApiResult<rules::RequestList> {
    let ctx = crate::api::ctx().await?;
    let tab = tab.and_then(|tab| tab.parse().ok()).unwrap_or(rules::RequestTab::Open);
    let opportunity = opportunity.as_deref().map(crate::api::id).transpose()?;
    server::requests::list(&ctx, tab, opportunity, after.as_deref()).await.map_err(crate::api::fail)
}

#[server(endpoint = "requests/page")]
pub async fn page(request: String) -> ApiResult<rules::RequestPage> {
    let ctx = crate::api::ctx().await?;
    server::requests::page(&ctx, crate::api::id(&request)?).await.map_err(crate::api::fail)
}

#[server(endpoint = "requests/draft")]
pub async fn draft(opportunity: String, advocate: String, request: Option<String>) -> ApiResult<rules::DraftPage> {
    let ctx = crate::api::ctx().await?;
    let request = request.as_deref().map(crate::api::id).transpose()?;
    server::requests::draft(&ctx, crate::api::id(&opportunity)?, crate::api::id(&advocate)?, request)
        .await
        .map_err(crate::api::fail)
}

/// Asks, and goes to the request.
#[server(endpoint = "requests/submit")]
pub async fn submit(form: RequestForm, request: Option<String>) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let existing = request.as_deref().filter(|id| !id.is_empty()).map(crate::api::id).transpose()?;
    let id = server::requests::submit(&ctx, &form, existing).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::request(id));
    Ok(())
}

/// Takes a request back.
#[server(endpoint = "requests/cancel")]
pub async fn cancel(request: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&request)?;
    server::requests::cancel(&ctx, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::request(id));
    Ok(())
}

#[server(endpoint = "requests/portal_home")]
pub async fn portal_home() -> ApiResult<rules::PortalHome> {
    let ctx = crate::api::ctx().await?;
    server::requests::portal_home(&ctx).await.map_err(crate::api::fail)
}

/// How many requests wait for the advocate: the figure in the navigation.
#[server(endpoint = "requests/waiting")]
pub async fn waiting() -> ApiResult<i64> {
    let ctx = crate::api::ctx().await?;
    server::requests::waiting(&ctx).await.map_err(crate::api::fail)
}

#[server(endpoint = "requests/portal_requests")]
pub async fn portal_requests(after: Option<String>) -> ApiResult<rules::PortalRequests> {
    let ctx = crate::api::ctx().await?;
    server::requests::portal_requests(&ctx, after.as_deref()).await.map_err(crate::api::fail)
}

#[server(endpoint = "requests/portal_ask")]
pub async fn portal_ask(ask: String) -> ApiResult<rules::PortalAskPage> {
    let ctx = crate::api::ctx().await?;
    server::requests::portal_ask(&ctx, crate::api::id(&ask)?).await.map_err(crate::api::fail)
}

#[server(endpoint = "requests/portal_consent")]
pub async fn portal_consent() -> ApiResult<OwnConsents> {
    let ctx = crate::api::ctx().await?;
    server::requests::portal_consent(&ctx).await.map_err(crate::api::fail)
}

/// The advocate agrees to be asked for something.
#[server(endpoint = "requests/give_consent")]
pub async fn give_consent(purpose: String, term: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (purpose, term): (domain::advocates::Purpose, domain::advocates::ConsentTerm) =
        (crate::api::id(&purpose)?, crate::api::id(&term)?);
    server::requests::give_consent(&ctx, purpose, term).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::with_query(
        crate::paths::portal_consent(),
        &[("saved", Some(purpose.as_str()))],
    ));
    Ok(())
}

/// The advocate takes a consent back, with all that rests on it.
#[server(endpoint = "requests/withdraw_consent")]
pub async fn withdraw_consent(purpose: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let purpose: domain::advocates::Purpose = crate::api::id(&purpose)?;
    server::requests::withdraw_consent(&ctx, purpose).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::with_query(
        crate::paths::portal_consent(),
        &[("saved", Some(purpose.as_str()))],
    ));
    Ok(())
}

/// The advocate says yes.
#[server(endpoint = "requests/accept")]
pub async fn accept(ask: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&ask)?;
    server::requests::accept(&ctx, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::portal_request(id));
    Ok(())
}

/// The advocate says no.
#[server(endpoint = "requests/decline")]
pub async fn decline(ask: String, reason: Option<String>, again_after: Option<String>) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&ask)?;
    let reason = reason.and_then(|reason| reason.parse().ok());
    let again_after = again_after.and_then(|day| day.parse().ok());
    server::requests::decline(&ctx, id, reason, again_after).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::portal_request(id));
    Ok(())
}
