//! Server functions of the evaluation of matching.

use domain::ids::MatchProposalId;
use domain::matching::learning::{EvaluationPage, Period, Shown};
use leptos::prelude::*;

use crate::api::ApiResult;
use crate::paths;

/// Everything the page shows.
#[server(endpoint = "matching/evaluation", input = server_fn::codec::Json)]
pub async fn evaluation(period: Period, shown: Option<Shown>, bin: Option<u8>) -> ApiResult<EvaluationPage> {
    let ctx = crate::api::ctx().await?;
    let rows = server::matching::Rows { shown, bin };
    server::matching::evaluation(&ctx, period, rows).await.map_err(crate::api::fail)
}

/// Learns in the background, and comes back to the page.
#[server(endpoint = "matching/learn_now")]
pub async fn learn_now() -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::learn_now(&ctx).await.map_err(crate::api::fail)?;
    crate::api::redirect(&[paths::matching_evaluation(), "?looking=yes#proposal"].concat());
    Ok(())
}

/// Makes the proposed weights the preset's.
#[server(endpoint = "matching/apply_proposal")]
pub async fn apply_proposal(proposal: MatchProposalId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::apply_proposal(&ctx, proposal).await.map_err(crate::api::fail)?;
    crate::api::redirect(&[paths::matching_evaluation(), "#proposal"].concat());
    Ok(())
}

/// Says no to it.
#[server(endpoint = "matching/dismiss_proposal")]
pub async fn dismiss_proposal(proposal: MatchProposalId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::dismiss_proposal(&ctx, proposal).await.map_err(crate::api::fail)?;
    crate::api::redirect(&[paths::matching_evaluation(), "#proposal"].concat());
    Ok(())
}
