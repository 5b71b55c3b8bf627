//! Mail as the local mailbox shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::MailId;
use crate::text_enum;

text_enum! {
    pub enum MailState {
        Queued => "queued",
        Sending => "sending",
        Sent => "sent",
        /// Kept here instead of sent: no provider is configured.
        Captured => "captured",
        Failed => "failed",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    pub id: MailId,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    pub state: MailState,
    pub created_at: DateTime<Utc>,
}

/// One mail, opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMail {
    pub row: MailRow,
    pub body_text: String,
    /// Shown in a sandboxed frame, never in the page itself.
    pub body_html: String,
    pub ics: Option<String>,
    pub ics_method: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    pub rows: Vec<MailRow>,
    pub open: Option<OpenMail>,
    pub now: DateTime<Utc>,
}

/// Whether mail can go there, as far as the text tells.
pub fn is_address(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@');
    text.len() <= 254
        && plain(user)
        && plain(host)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
}
