//! Bringing files in: choose a file, match its columns, check its rows, import, undo. Every page and
//! form works without a script.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod check_page;
#[cfg(feature = "ssr")]
mod columns_page;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod imports_page;
mod look_again;
#[cfg(feature = "ssr")]
mod run_page;
#[cfg(feature = "ssr")]
mod upload_page;

#[cfg(feature = "ssr")]
pub use check_page::CheckPage;
#[cfg(feature = "ssr")]
pub use columns_page::ColumnsPage;
#[cfg(feature = "ssr")]
pub use imports_page::ImportsPage;
#[cfg(feature = "ssr")]
pub use run_page::RunPage;
#[cfg(feature = "ssr")]
pub use upload_page::UploadPage;
