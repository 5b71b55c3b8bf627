//! Files people bring in: looked at, cleaned, and kept under the hash of what they hold.
//!
//! Table: `files`; the bytes lie in the object store as `company/hash`, so a company keeps the same file once and never
//! reads another's. Nothing is believed that the sender says: the first bytes tell what a file is, images are drawn anew
//! (which leaves places, names and cameras behind), and what a browser would run (SVG, HTML, macros) is refused. Files
//! only ever leave as attachments.

mod answer;
mod picture;
mod sniff;
mod store;
mod upload;

pub use answer::{attachment, photo};
pub use picture::{PHOTO_PIXELS, portrait};
pub use upload::{MOST_READ, read_file};

use std::path::PathBuf;

use anyhow::Context as _;
use domain::files::{FileKind, MAX_FILE_BYTES};
use domain::ids::{CompanyId, FileId};
use domain::problem::Problem;
use object_store::ObjectStoreExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use sha2::{Digest, Sha256};
use tokio::sync::{OnceCell, Semaphore};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Where the bytes lie. The folder is made when the first file comes.
#[derive(Debug)]
pub struct Storage {
    folder: PathBuf,
    opened: OnceCell<LocalFileSystem>,
    /// Pictures are drawn a few at a time, so that a burst of uploads cannot take all memory.
    drawing: Semaphore,
}

/// A file that was looked at and may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub kind: FileKind,
    pub bytes: Vec<u8>,
}

/// A kept file, to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub kind: FileKind,
    pub bytes: Vec<u8>,
}

impl Storage {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, opened: OnceCell::new(), drawing: Semaphore::new(2) }
    }

    async fn open(&self) -> Result<&LocalFileSystem> {
        let folder = self.folder.clone();
        self.opened
            .get_or_try_init(|| async move {
                tokio::fs::create_dir_all(&folder).await?;
                let store = LocalFileSystem::new_with_prefix(&folder)
                    .with_context(|| format!("opening the folder of files {}", folder.display()))?;
                Ok(store)
            })
            .await
    }

    async fn put(&self, company: CompanyId, sha256: &[u8], bytes: Vec<u8>) -> Result<()> {
        let place = place(company, sha256);
        self.open().await?.put(&place, bytes.into()).await.with_context(|| format!("keeping {place}"))?;
        Ok(())
    }

    async fn get(&self, company: CompanyId, sha256: &[u8]) -> Result<Vec<u8>> {
        let place = place(company, sha256);
        let found = self.open().await?.get(&place).await.with_context(|| format!("reading {place}"))?;
        Ok(found.bytes().await.with_context(|| format!("reading {place}"))?.to_vec())
    }
}

fn place(company: CompanyId, sha256: &[u8]) -> Path {
    let hash: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    Path::from(format!("{company}/{hash}"))
}

/// Looks at what somebody sent: what it is, whether we take it, and images drawn anew.
pub async fn check(ctx: &Ctx, bytes: Vec<u8>) -> Result<Checked> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(too_large().into());
    }
    let kind = sniff::kind_of(&bytes).ok_or_else(refused)?;
    if !kind.is_image() {
        return Ok(Checked { kind, bytes });
    }
    draw(ctx, move || picture::anew(&bytes, kind)).await
}

/// Does something with a picture where it does not stop anybody else.
pub(crate) async fn draw(
    ctx: &Ctx,
    work: impl FnOnce() -> std::result::Result<Checked, Problem> + Send + 'static,
) -> Result<Checked> {
    let _place = ctx.app().storage().drawing.acquire().await.context("the server is stopping")?;
    Ok(tokio::task::spawn_blocking(work).await??)
}

/// Puts the bytes into the store. Before the transaction that names them: a file nobody names harms nobody, a name
/// without its file does.
pub async fn keep(ctx: &Ctx, checked: &Checked) -> Result<()> {
    let sha256 = Sha256::digest(&checked.bytes);
    ctx.app().storage().put(ctx.company(), &sha256, checked.bytes.clone()).await
}

/// Names the kept bytes; the same bytes keep their name.
pub async fn record(tx: &mut Tx, ctx: &Ctx, checked: &Checked) -> Result<FileId> {
    store::insert(tx, ctx, FileId::new(), checked.kind, &Sha256::digest(&checked.bytes), checked.bytes.len()).await
}

/// The bytes of a file of this company. Who may have it is asked before.
pub async fn read(ctx: &Ctx, id: FileId) -> Result<Kept> {
    let mut tx = ctx.begin().await?;
    let (kind, sha256) = store::find(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    Ok(Kept { kind, bytes: ctx.app().storage().get(ctx.company(), &sha256).await? })
}

pub(crate) fn too_large() -> Problem {
    Problem::TooLarge(format!("Files may hold {} MB at most.", MAX_FILE_BYTES / 1024 / 1024))
}

fn refused() -> Problem {
    Problem::invalid(
        "file",
        "We take PNG, JPEG and WebP images, PDF, PowerPoint slides without macros, MP4 videos, captions (VTT) and plain text. \
         This file is none of these, whatever its name says.",
    )
}
