//! Everybody who works in the company, and how those whom a file brought in get to sign in.
//!
//! An administrator sends an invitation; its mail holds a link that is good for a week and serves once; whoever opens it
//! chooses a password and is in. Sending again ends the earlier link. Table: `user_invitations`; writes
//! `users.awaits_invitation` and, through a definer function, the first password of a login. Invariants: one open link a
//! person; a password that an address has already is never replaced; somebody is written to three times at once, and
//! then every eight hours. Events: `ColleagueInvited`, `ColleagueJoined`. Reader: the job here writes the mail.

mod invite;
mod join;
mod list;
mod store;

pub use invite::{InviteColleague, invite};
pub use join::{join, joining};
pub use list::list;
