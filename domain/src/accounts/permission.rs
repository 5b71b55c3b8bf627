//! The permission table: role x permission → how far it reaches. Server checks, page visibility
//! and tests all read this one table.

use super::Role;
use crate::text_enum;

text_enum! {
    /// Something a person may be allowed to do.
    pub enum Permission {
        ViewOpportunities => "view_opportunities",
        EditOpportunities => "edit_opportunities",
        RunMatching => "run_matching",
        SubmitRequests => "submit_requests",
        ApproveRequests => "approve_requests",
        VetoAdvocates => "veto_advocates",
        ViewAdvocates => "view_advocates",
        /// Names and organisations only, without contact data or notes.
        ViewAdvocateNames => "view_advocate_names",
        EditAdvocates => "edit_advocates",
        /// Bring files in, and take them back.
        Import => "import",
        /// Look at records that are perhaps the same, say that they differ, make one of two, take that back.
        MergeRecords => "merge_records",
        /// Saved views of lists for everybody who sees the list.
        ShareViews => "share_views",
        ViewCalls => "view_calls",
        ApproveRewards => "approve_rewards",
        ViewAnalytics => "view_analytics",
        ViewTickets => "view_tickets",
        ManageDesk => "manage_desk",
        ManageMatching => "manage_matching",
        ManageIntegrations => "manage_integrations",
        /// Users, security, audit, data, background work.
        ManageCompany => "manage_company",
        /// The portal: own requests, hours, limits, consent.
        UsePortal => "use_portal",
    }
}

/// How far a permission reaches. Ordered from narrow to wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    None,
    /// Records the person owns.
    Own,
    /// Records of customers the person looks after.
    OwnCustomers,
    /// Records of the person's team.
    Team,
    All,
}

impl Scope {
    /// The widest reach any of these roles gives.
    pub fn widest(roles: &[Role], permission: Permission) -> Self {
        roles.iter().map(|role| role.scope(permission)).max().unwrap_or(Self::None)
    }
}

impl Role {
    /// Who reaches how far, permission by permission. A use case that takes no [`Scope`] needs rows of all or nothing.
    pub fn scope(self, permission: Permission) -> Scope {
        use Permission as P;
        use Role::{Admin, Advocate, Agent, Analyst, Programme, Rep, SalesManager, Success, SupportLead};
        use Scope::{All, None, Own, OwnCustomers, Team};

        let [rep, manager, programme, success, agent, lead, analyst, admin, advocate] = match permission {
            P::ViewOpportunities => [Own, Team, All, OwnCustomers, None, None, All, All, None],
            P::EditOpportunities => [Own, Team, All, None, None, None, None, All, None],
            P::RunMatching => [Own, Team, All, OwnCustomers, None, None, None, All, None],
            P::SubmitRequests => [Own, Team, All, OwnCustomers, None, None, None, All, None],
            // Sales and success managers approve where a rule of the company says so.
            P::ApproveRequests => [None, Team, All, OwnCustomers, None, None, None, All, None],
            P::VetoAdvocates => [None, None, All, OwnCustomers, None, None, None, All, None],
            P::ViewAdvocates => [All, All, All, OwnCustomers, None, None, All, All, None],
            P::ViewAdvocateNames => [All, All, All, All, All, All, All, All, None],
            P::EditAdvocates => [None, None, All, OwnCustomers, None, None, None, All, None],
            P::Import => [None, None, All, None, None, None, None, All, None],
            P::MergeRecords => [None, None, All, None, None, None, None, All, None],
            P::ShareViews => [None, None, All, None, None, None, None, All, None],
            P::ViewCalls => [Own, Team, All, OwnCustomers, None, None, All, All, None],
            P::ApproveRewards => [None, None, All, None, None, None, None, All, None],
            P::ViewAnalytics => [Own, Team, All, OwnCustomers, Own, Team, All, All, None],
            P::ViewTickets => [None, None, None, OwnCustomers, All, All, None, All, None],
            P::ManageDesk => [None, None, None, None, None, All, None, All, None],
            P::ManageMatching => [None, None, All, None, None, None, None, All, None],
            P::ManageIntegrations => [None, None, All, None, None, None, None, All, None],
            P::ManageCompany => [None, None, None, None, None, None, None, All, None],
            P::UsePortal => [None, None, None, None, None, None, None, None, Own],
        };
        match self {
            Rep => rep,
            SalesManager => manager,
            Programme => programme,
            Success => success,
            Agent => agent,
            SupportLead => lead,
            Analyst => analyst,
            Admin => admin,
            Advocate => advocate,
        }
    }
}

impl Permission {
    /// Says who may do it, for the sentence of a 403: "Only programme leads and administrators can do this."
    pub fn who_may(self) -> String {
        let mut names: Vec<String> = Role::ALL
            .iter()
            .filter(|role| role.scope(self) != Scope::None)
            .map(|role| format!("{}s", role.label().to_lowercase()))
            .collect();
        match names.pop() {
            Option::None => "Nobody can do this.".to_owned(),
            Some(last) if names.is_empty() => format!("Only {last} can do this."),
            Some(last) => format!("Only {} and {last} can do this.", names.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reach_is_the_widest_of_all_roles() {
        let both = [Role::Rep, Role::SalesManager];

        assert_eq!(Scope::widest(&both, Permission::ViewOpportunities), Scope::Team);
        assert_eq!(Scope::widest(&[], Permission::ViewOpportunities), Scope::None);
    }

    #[test]
    fn an_advocate_may_use_the_portal_and_nothing_else() {
        for permission in Permission::ALL {
            let expected = if *permission == Permission::UsePortal { Scope::Own } else { Scope::None };
            assert_eq!(Role::Advocate.scope(*permission), expected, "{permission}");
        }
    }

    #[test]
    fn an_administrator_reaches_everything_but_the_portal() {
        for permission in Permission::ALL.iter().filter(|p| **p != Permission::UsePortal) {
            assert_eq!(Role::Admin.scope(*permission), Scope::All, "{permission}");
        }
    }

    #[test]
    fn what_no_use_case_can_narrow_is_all_or_nothing() {
        let whole = [
            Permission::Import,
            Permission::MergeRecords,
            Permission::ShareViews,
            Permission::ManageDesk,
            Permission::ManageMatching,
            Permission::ManageIntegrations,
            Permission::ManageCompany,
        ];
        for (permission, role) in whole.iter().flat_map(|one| Role::ALL.iter().map(move |role| (one, role))) {
            let scope = role.scope(*permission);
            assert!(matches!(scope, Scope::All | Scope::None), "{permission} has no own rows: {role:?} has {scope:?}");
        }
    }

    #[test]
    fn a_refusal_says_who_may() {
        assert_eq!(Permission::Import.who_may(), "Only programme leads and administrators can do this.");
        assert_eq!(Permission::ManageCompany.who_may(), "Only administrators can do this.");
    }
}
