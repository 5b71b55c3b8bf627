//! Mail: written first, sent once. Each mail is a row with a key of its own, so that a job that runs
//! twice writes one mail. Without a mail provider, mail is captured and shown at `/dev/mailbox`.
//!
//! Table: `mails`.

mod letter;
mod store;

pub use letter::Letter;

use domain::ids::MailId;
use domain::mail::{MailPage, MailState};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::jobs::{self, Job};

/// A mail to one recipient.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// The same mail has the same key: `ask/{id}`, `call_booked/{id}/{sequence}/{recipient}`.
    pub key: String,
    pub kind: &'static str,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub invitation: Option<Invitation>,
}

/// A calendar object to attach.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub ics: String,
    pub method: IcsMethod,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IcsMethod {
    Request,
    Cancel,
}

impl IcsMethod {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Writes a mail and the job that sends it. A key that exists already is left as it is.
pub async fn queue(tx: &mut Tx, ctx: &Ctx, mail: &NewMail) -> Result<()> {
    let id = MailId::new();
    if store::insert(tx, ctx.company(), id, mail, ctx.now()).await? {
        jobs::enqueue(tx, ctx, &SendMail { mail: id }, ctx.now()).await?;
    }
    Ok(())
}

/// Sends one mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub mail: MailId,
}

impl Job for SendMail {
    const KIND: &'static str = "send_mail";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.mail.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if store::lock_state(&mut tx, self.mail).await? == Some(MailState::Queued) {
            // No provider is configured in this version: the mail stays in the local mailbox.
            store::end(&mut tx, self.mail, MailState::Captured, ctx.now()).await?;
        }
        tx.commit().await
    }
}

/// The captured mail of a company, newest first, for the mailbox page of a demo on loopback.
/// Whoever is signed in sees their own company's; nobody signed in: the oldest company's.
pub async fn mailbox(ctx: Option<&Ctx>, app: &App, open: Option<MailId>) -> Result<MailPage> {
    if !app.config().demo {
        return Err(domain::problem::Problem::NotFound.into());
    }
    let ctx = match ctx {
        Some(ctx) => ctx.clone(),
        None => {
            let mut tx = app.begin_system("mailbox of the demo").await?;
            let company = store::demo_company(&mut tx).await?.ok_or(domain::problem::Problem::NotFound)?;
            tx.commit().await?;
            Ctx::for_prospect(app.clone(), company, crate::app::new_request_id())
        }
    };
    let mut tx = ctx.begin().await?;
    store::page(&mut tx, open, ctx.now()).await
}
