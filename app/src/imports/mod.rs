//! Bringing files in: choose a file, match its columns, check its rows, import, undo. Every page and
//! form works without a script.

mod api;
mod check_page;
mod columns_page;
mod frame;
mod imports_page;
mod run_page;
mod upload_page;

pub use check_page::CheckPage;
pub use columns_page::ColumnsPage;
pub use imports_page::ImportsPage;
pub use run_page::RunPage;
pub use upload_page::UploadPage;
