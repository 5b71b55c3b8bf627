//! Companies, people, roles, and the one table of who may do what.

mod newcomers;
mod people;
mod permission;

pub use newcomers::{InvitePage, LINES, NEWCOMERS_MOST, Newcomer, NewcomerForm, PastedForm, in_lines};
pub use people::{InviteForm, Invited, JoinPage, PeopleList, PersonRow, Standing};
pub use permission::{Permission, Scope};

use serde::{Deserialize, Serialize};

use crate::ids::{AdvocateId, CompanyId, UserId};
use crate::text_enum;

text_enum! {
    /// What a person is in a company. Several may be held at once.
    pub enum Role {
        Rep => "rep",
        SalesManager => "sales_manager",
        Programme => "programme",
        Success => "success",
        Agent => "agent",
        SupportLead => "support_lead",
        Analyst => "analyst",
        Admin => "admin",
        Advocate => "advocate",
    }
}

impl Role {
    /// What a colleague may be. Being an advocate is none of them: that begins with an invitation of its own.
    pub const COLLEAGUES: &'static [Self] = &[
        Self::Rep,
        Self::SalesManager,
        Self::Programme,
        Self::Success,
        Self::Agent,
        Self::SupportLead,
        Self::Analyst,
        Self::Admin,
    ];

    /// As shown beside a name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rep => "Sales rep",
            Self::SalesManager => "Sales manager",
            Self::Programme => "Programme lead",
            Self::Success => "Success manager",
            Self::Agent => "Support agent",
            Self::SupportLead => "Support lead",
            Self::Analyst => "Analyst",
            Self::Admin => "Administrator",
            Self::Advocate => "Advocate",
        }
    }
}

/// Who is signed in, as pages need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub company: CompanyId,
    pub company_name: String,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub title: String,
    pub roles: Vec<Role>,
    /// IANA name; times are shown in it.
    pub time_zone: String,
    /// Set when this person is an advocate of the company: the portal is theirs.
    pub advocate: Option<AdvocateId>,
}

impl Viewer {
    /// How far the viewer's roles reach for this permission: the widest of them.
    pub fn scope(&self, permission: Permission) -> Scope {
        Scope::widest(&self.roles, permission)
    }

    /// Whether the viewer may do this for at least some records.
    pub fn may(&self, permission: Permission) -> bool {
        self.scope(permission) != Scope::None
    }

    /// Whether addresses and private notes of outside people are shown: an analyst sees none.
    pub fn sees_contact_data(&self) -> bool {
        let sees = |role: &Role| *role != Role::Analyst && role.scope(Permission::ViewAdvocates) != Scope::None;
        self.roles.iter().any(sees)
    }

    /// Works in the company, rather than visiting the portal.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| *role != Role::Advocate)
    }
}

/// The longest password taken; longer ones would only cost hashing time.
pub const PASSWORD_MAX_CHARS: usize = 256;
/// The shortest password without a second factor.
pub const PASSWORD_MIN_CHARS: usize = 15;

/// What is wrong with a new password; nothing when it can be taken. There are no rules of composition: length is what
/// counts.
pub fn password_mistake(password: &str) -> Option<String> {
    match password.chars().count() {
        0..PASSWORD_MIN_CHARS => {
            Some(format!("The password needs at least {PASSWORD_MIN_CHARS} characters; a sentence works well."))
        }
        PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS => None,
        _ => Some(format!("The password has more than {PASSWORD_MAX_CHARS} characters.")),
    }
}

/// How a letter or a greeting addresses somebody: the first word of the name.
pub fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_addressed_by_the_first_word_of_their_name() {
        assert_eq!(first_name(" Juno Pemberwick "), "Juno");
        assert_eq!(first_name("Ossian"), "Ossian");
        assert_eq!(first_name(""), "");
    }
}
