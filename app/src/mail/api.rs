//! Server functions of mail.

use domain::mail::MailPage;
use leptos::prelude::*;

use crate::api::ApiResult;

/// Captured mail: of the viewer's company, or of the demo's while nobody is signed in.
#[server(endpoint = "mail/mailbox")]
pub async fn mailbox(mail: Option<String>) -> ApiResult<MailPage> {
    let app = crate::api::server_app()?;
    let ctx = crate::api::ctx_if_signed_in()?;
    let open = mail.as_deref().map(crate::api::id).transpose()?;
    server::mail::mailbox(ctx.as_ref(), &app, open).await.map_err(crate::api::fail)
}
