//! Everybody who works in the company, and how those whom a file or an administrator brought in get to sign in.
//!
//! An administrator adds people, one or several, and sends an invitation; its mail holds a link that is good for a week and serves once; whoever opens it
//! chooses a password and is in. Sending again ends the earlier link, as withdrawing
//! does. Table: `user_invitations`; writes
//! `users.awaits_invitation` and, through a definer function, the first password of a login. Invariants: one open link a
//! person; a password that an address has already is never replaced; somebody is written to three times at once, and
//! then every eight hours. Events: `ColleagueAdded`, `ColleagueInvited`, `InvitationWithdrawn`, `ColleagueJoined`,
//! `ColleagueRemoved`. Reader: the job here writes the mail.

mod add;
mod invite;
mod join;
mod list;
mod remove;
mod sheet;
mod store;

pub use add::{add, add_pasted, page as invite_page};
pub use invite::{InviteColleague, invite, withdraw};
pub use join::{join, joining};
pub use list::list;
pub use remove::remove;
pub use sheet::sheet;
