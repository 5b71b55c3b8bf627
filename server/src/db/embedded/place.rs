//! Where the cluster lives and as whom it runs.
//!
//! For a plain user it lives in the folder asked for. Postgres refuses to run as the administrator, whose home folder
//! is closed to everybody else besides; then it lives below `/var/lib/peerchamps` under a user without rights, and the
//! folder asked for is a link to it.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// A Unix socket's path has room for 107 bytes, and Postgres appends a name of 14.
const LONGEST_SOCKET_FOLDER: usize = 90;

pub(super) struct Place {
    /// The real folder, links followed.
    pub home: PathBuf,
    pub socket: PathBuf,
    /// Whom to become for Postgres programs; nobody else than we are, for a plain user.
    pub user: Option<User>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct User {
    pub id: u32,
    pub group: u32,
}

impl Place {
    pub fn prepare(folder: &Path) -> Result<Self> {
        let administrator = id_of("-u", None) == Some(0);
        let home = if administrator { home_for_administrator(folder)? } else { home_for_user(folder)? };
        let owner = fs::metadata(&home).with_context(|| format!("cannot look at {}", home.display()))?;
        let user = administrator.then(|| User { id: owner.uid(), group: owner.gid() });
        if user.is_some_and(|user| user.id == 0) {
            bail!(
                "{} belongs to the administrator, as whom Postgres does not run. Give it to another user (chown -R).",
                home.display()
            );
        }
        let socket = socket_folder(&home, user)?;
        Ok(Self { home, socket, user })
    }

    pub fn cluster(&self) -> PathBuf {
        self.home.join("cluster")
    }

    pub fn log(&self) -> PathBuf {
        self.home.join("log")
    }
}

fn home_for_user(folder: &Path) -> Result<PathBuf> {
    make_closed_folder(folder, None)?;
    let home = fs::canonicalize(folder).with_context(|| format!("cannot open {}", folder.display()))?;
    // Listing needs the rights we need for everything else.
    fs::read_dir(&home).with_context(|| {
        format!("{} belongs to another user. Run as that user, or remove it to begin anew", folder.display())
    })?;
    Ok(home)
}

fn home_for_administrator(folder: &Path) -> Result<PathBuf> {
    if let Ok(home) = fs::canonicalize(folder) {
        return Ok(home);
    }
    let user = ["postgres", "peerchamps", "nobody"]
        .into_iter()
        .find_map(|name| Some(User { id: id_of("-u", Some(name))?, group: id_of("-g", Some(name))? }))
        .context("Postgres does not run as the administrator, and there is no user postgres, peerchamps or nobody")?;
    // A link whose target was removed keeps its target; otherwise the place is new, and not derived from the path
    // alone, so that whoever removes the link to begin anew does begin anew.
    let home = fs::read_link(folder)
        .unwrap_or_else(|_| Path::new("/var/lib/peerchamps").join(format!("{:012x}", rand::random::<u64>() >> 16)));
    if let Some(parent) = home.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::set_permissions(parent, fs::Permissions::from_mode(0o755))?;
    }
    make_closed_folder(&home, Some(user))?;
    if fs::symlink_metadata(folder).is_err() {
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        symlink(&home, folder).with_context(|| format!("cannot make the link {}", folder.display()))?;
    }
    Ok(home)
}

fn socket_folder(home: &Path, user: Option<User>) -> Result<PathBuf> {
    let beside = home.join("socket");
    let socket = if beside.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
        beside
    } else {
        let mut hasher = DefaultHasher::new();
        home.hash(&mut hasher);
        PathBuf::from(format!("/tmp/peerchamps-{:016x}", hasher.finish()))
    };
    make_closed_folder(&socket, user)?;
    // The short path is in a folder where everybody may write: somebody else's folder or link must not be trusted.
    let (found, wanted) = (fs::symlink_metadata(&socket)?, fs::metadata(home)?);
    if !found.is_dir() || found.uid() != wanted.uid() || found.mode() & 0o077 != 0 {
        bail!("{} is not a folder of ours, closed to others. Remove it and start again.", socket.display());
    }
    Ok(socket)
}

fn make_closed_folder(path: &Path, user: Option<User>) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {
            if let Some(user) = user {
                chown(path, Some(user.id), Some(user.group))
                    .context("cannot give the folder to the user of Postgres")?;
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot make {}", path.display())),
    }
}

/// `id` is on every Unix, and asking it needs no unsafe call. Without a name: who we are.
fn id_of(what: &str, name: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(what).args(name).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()?.trim().parse().ok()).flatten()
}
