//! The server functions of nominations, for staff and for whoever was invited.

use domain::lists::Query;
use domain::nominations::{NominationForm, NominationList, OnboardingForm, OnboardingPage};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The part of the list the address asks for.
#[server(endpoint = "nominations/list", input = Json)]
pub async fn list(query: Query) -> ApiResult<NominationList> {
    let ctx = crate::api::ctx().await?;
    server::nominations::list(&ctx, &query).await.map_err(crate::api::fail)
}

/// Keeps a nomination, and shows the list.
#[server(endpoint = "nominations/nominate")]
pub async fn nominate(form: NominationForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::nominations::nominate(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::nominations());
    Ok(())
}

/// Makes the advocate and sends the invitation.
#[server(endpoint = "nominations/approve")]
pub async fn approve(nomination: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::nominations::approve(&ctx, crate::api::id(&nomination)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::nominations());
    Ok(())
}

/// Sends whoever was approved another link.
#[server(endpoint = "nominations/invite_again")]
pub async fn invite_again(nomination: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::nominations::invite_again(&ctx, crate::api::id(&nomination)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::nominations());
    Ok(())
}

/// Says no, with a reason.
#[server(endpoint = "nominations/decline")]
pub async fn decline(nomination: String, reason: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::nominations::decline(&ctx, crate::api::id(&nomination)?, &reason).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::nominations());
    Ok(())
}

/// The form of the first visit.
#[server(endpoint = "nominations/onboarding")]
pub async fn onboarding() -> ApiResult<OnboardingPage> {
    let ctx = crate::api::ctx().await?;
    server::nominations::onboarding(&ctx).await.map_err(crate::api::fail)
}

/// Keeps what was chosen on the first visit.
#[server(endpoint = "nominations/finish")]
pub async fn finish(form: OnboardingForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::nominations::finish(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::portal());
    Ok(())
}
