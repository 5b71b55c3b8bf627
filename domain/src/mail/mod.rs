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
    // What divides addresses or ends a line of a header is never part of one.
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
    text.len() <= 254
        && is_plain
        && !user.is_empty()
        && !host.contains('@')
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn mail_goes_to_one_plain_address() {
        for good in ["ingrid@skylarkmutual.example", "i.t+peer@mail.skylark.example", "ä@büro.example"] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "ingrid",
            "@skylark.example",
            "ingrid@",
            "ingrid@skylark",
            "ingrid@.example",
            "ingrid@skylark..example",
            "ingrid@skylark.example.",
            "a@b@c.example",
            "a@b.example\nBcc: c@d.example",
            "a b@c.example",
            "a,b@c.example",
            "Ingrid <i@c.example>",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert!(!is_address(&format!("{}@c.example", "a".repeat(250))));
    }
}
