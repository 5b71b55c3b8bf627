//! Everybody who works in the company, as the settings list them, and the invitation that lets somebody in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{CompanyId, UserId};
use crate::paging::{Count, Page};

crate::text_enum! {
    /// Whether somebody can sign in, and if not, why not.
    pub enum Standing {
        Active => "active",
        /// Brought in by a file; nobody wrote to them yet.
        Waiting => "waiting",
        Invited => "invited",
        /// Invited, and the link is over.
        Lapsed => "lapsed",
        Suspended => "suspended",
    }
}

impl Standing {
    /// `invited_until`: when the newest link they were sent ends.
    pub fn of(is_suspended: bool, awaits: bool, invited_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match (is_suspended, awaits, invited_until) {
            (true, ..) => Self::Suspended,
            (false, false, _) => Self::Active,
            (false, true, None) => Self::Waiting,
            (false, true, Some(until)) if until > now => Self::Invited,
            (false, true, Some(_)) => Self::Lapsed,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Waiting => "Not invited yet",
            Self::Invited => "Invited",
            Self::Lapsed => "Invitation ended",
            Self::Suspended => "Suspended",
        }
    }

    /// Whether one press for all that are shown writes to them: not to those who hold a link that is good.
    pub const fn waits_for_a_link(self) -> bool {
        matches!(self, Self::Waiting | Self::Lapsed)
    }

    /// What the button of the row says; nothing for who can sign in already, or may not.
    pub const fn invitation(self) -> Option<&'static str> {
        match self {
            Self::Waiting => Some("Invite"),
            Self::Invited | Self::Lapsed => Some("Send again"),
            Self::Active | Self::Suspended => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub title: String,
    pub roles: Vec<Role>,
    pub team: String,
    pub standing: Standing,
    /// When they were last here, as far as a session still tells.
    pub seen: String,
    /// What became of their invitation: "Sent Fri 27 Nov, good until Fri 4 Dec".
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleList {
    pub text: String,
    /// Nothing: all of them.
    pub standing: Option<Standing>,
    /// How many there are of each, whatever is searched for.
    pub counts: Vec<(Option<Standing>, Count)>,
    pub page: Page<PersonRow>,
}

/// Whom to write to: the row whose button was pressed, or every one shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteForm {
    #[serde(default)]
    pub users: Vec<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub sent: u32,
    /// Written to too often of late, or no longer waiting.
    pub left_out: u32,
}

/// The page behind the link of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinPage {
    pub company: CompanyId,
    pub company_name: String,
    pub name: String,
    pub email: String,
    /// Nobody chose a password for this address yet.
    pub needs_password: bool,
    pub until: String,
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_standing_says_who_can_sign_in_and_who_can_be_written_to() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (later, before) = (Some(now + TimeDelta::days(1)), Some(now));
        let table = [
            (false, false, None, Standing::Active, None),
            // Who has joined is active whatever links they were sent.
            (false, false, later, Standing::Active, None),
            (false, true, None, Standing::Waiting, Some("Invite")),
            (false, true, later, Standing::Invited, Some("Send again")),
            (false, true, before, Standing::Lapsed, Some("Send again")),
            (true, true, later, Standing::Suspended, None),
            (true, false, None, Standing::Suspended, None),
        ];

        for (is_suspended, awaits, until, standing, button) in table {
            assert_eq!(Standing::of(is_suspended, awaits, until, now), standing);
            assert_eq!(standing.invitation(), button);
            assert_eq!(standing.waits_for_a_link(), matches!(standing, Standing::Waiting | Standing::Lapsed));
        }
    }
}
