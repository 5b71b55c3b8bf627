//! The frames around pages: the working app, the portal, the public pages, and the states that take
//! the place of a page.

mod app_shell;
mod here;
mod lost_link;
mod nav;
mod page_header;
mod palette;
mod portal_shell;
mod public_shell;
mod settings_shell;
mod shortcuts;
mod states;

pub use app_shell::AppShell;
pub use lost_link::LostLink;
pub use page_header::{PageHeader, PageTitle};
pub use portal_shell::PortalShell;
pub use public_shell::PublicShell;
pub use settings_shell::SettingsShell;
pub use shortcuts::{Place, places};
pub use states::{FailedPage, ForbiddenPage, NotFoundPage};
