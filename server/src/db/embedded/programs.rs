//! Finding and running the system's Postgres programs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use super::place::Place;

/// `security_invoker` views, which the schema uses, came with 15.
const OLDEST_VERSION: u32 = 15;

pub(super) struct Programs {
    /// Empty: they are on the search path.
    folder: PathBuf,
}

impl Programs {
    /// The newest on this machine, or those of exactly the version that made an existing cluster.
    pub async fn find(wanted: Option<&str>) -> Result<Self> {
        let mut best: Option<(u32, PathBuf)> = None;
        for folder in candidates() {
            let Some(version) = version_in(&folder).await else { continue };
            let fits = wanted.map_or(version >= OLDEST_VERSION, |wanted| wanted == version.to_string());
            if fits && best.as_ref().is_none_or(|(best, _)| version > *best) {
                best = Some((version, folder));
            }
        }
        match (best, wanted) {
            (Some((_, folder)), _) => Ok(Self { folder }),
            (None, Some(version)) => bail!(
                "the database was made by Postgres {version}, which is not installed any more. Install it again, or \
                 remove data/postgres to begin anew."
            ),
            (None, None) => {
                bail!("Postgres {OLDEST_VERSION} or newer is not installed. Run scripts/setup, or set DATABASE_URL.")
            }
        }
    }

    pub async fn run(&self, place: &Place, program: &str, arguments: &[&OsStr]) -> Result<()> {
        let mut command = Command::new(self.folder.join(program));
        // A folder that the user of Postgres may enter, or its programs complain. Messages in English, for the log.
        command.args(arguments).current_dir(&place.home).env("LC_ALL", "C").stdin(Stdio::null());
        // A group of its own, so that Ctrl-C reaches the server, which then stops the database in order.
        command.process_group(0);
        if let Some(user) = place.user {
            command.uid(user.id).gid(user.group);
        }
        let output = command.output().await.with_context(|| format!("cannot run {program}"))?;
        if !output.status.success() {
            bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }
}

/// Whether this process is a Postgres that serves this cluster.
pub(super) async fn is_postgres(process: &str, cluster: &Path) -> bool {
    if process.is_empty() || !process.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Ok(output) = Command::new("ps").args(["-p", process, "-o", "args="]).output().await else { return false };
    let line = String::from_utf8_lossy(&output.stdout);
    line.contains("postgres") && line.contains(&*cluster.to_string_lossy())
}

async fn version_in(folder: &Path) -> Option<u32> {
    // pg_ctl and postgres come in the same package as initdb, the client programs do not.
    let output = Command::new(folder.join("initdb")).arg("--version").output().await.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    // "initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "… 18beta1"
    let number = text.split_whitespace().nth(2)?;
    number.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

fn candidates() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::new()];
    folders.extend(below("/usr/lib/postgresql", "", "bin"));
    folders.extend(below("/usr", "pgsql-", "bin"));
    folders.extend(below("/opt/homebrew/opt", "postgresql", "bin"));
    folders.extend(below("/usr/local/opt", "postgresql", "bin"));
    folders.push(PathBuf::from("/usr/local/pgsql/bin"));
    folders
}

fn below(parent: &str, prefix: &str, child: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(child))
        .collect()
}
