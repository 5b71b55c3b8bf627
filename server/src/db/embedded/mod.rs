//! A Postgres of the product's own, so that one command is enough and nothing on the machine has to be set up.
//!
//! It runs the system's Postgres programs on a data folder of ours, reachable only through a Unix socket in a folder
//! that is closed to others, with a random password per role on top. It keeps Postgres's own safe settings (fsync is
//! on): this is a real database, not a demonstration.
//!
//! The cluster stops with the server. When the server was killed, the cluster may live on or leave a stale pid file
//! behind; the next start takes over the one and clears away the other. A lock in the data folder, which the kernel
//! drops with the process that holds it, keeps a second server out.

mod place;
mod programs;

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, chown};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{Connection, raw_sql};

use place::Place;
use programs::Programs;

const DATABASE: &str = "peerchamps";
const BOOTSTRAP: &str = include_str!("../bootstrap.sql");
/// Recovery after a power cut replays at most one checkpoint's worth of log; a minute is generous.
const PATIENCE: Duration = Duration::from_secs(60);
/// Beyond what any system gives out.
const NO_PROCESS: i32 = i32::MAX - 1;

/// A running cluster, and the addresses of its three roles.
pub struct Embedded {
    /// Pages and API.
    pub app_url: String,
    /// Migrations and the seed.
    pub owner_url: String,
    /// The job runner.
    pub worker_url: String,
    cluster: Cluster,
    /// Held until the cluster has stopped. Absent when another process runs the cluster and this one only joined.
    lock: Option<File>,
}

struct Cluster {
    place: Place,
    programs: Programs,
    passwords: Passwords,
}

/// Starts the cluster in `folder`, makes it first when it is not there, and makes this process its keeper.
pub async fn start(folder: &Path) -> Result<Embedded> {
    let place = Place::prepare(folder)?;
    let Some(lock) = lock(&place)? else {
        bail!(
            "another PeerChamps server uses the database in {}. Stop it first, or give this one a folder of its own.",
            folder.display()
        );
    };
    begin(place, Some(lock)).await
}

/// Uses the cluster in `folder` alongside a server that already runs it, or starts it. For short commands: migrate,
/// seed, doctor.
pub async fn join(folder: &Path) -> Result<Embedded> {
    let place = Place::prepare(folder)?;
    let lock = lock(&place)?;
    begin(place, lock).await
}

impl Embedded {
    /// Stops the cluster, unless another process is its keeper.
    pub async fn stop(self) -> Result<()> {
        if self.lock.is_some() {
            self.cluster.stop().await?;
        }
        Ok(())
    }
}

async fn begin(place: Place, lock: Option<File>) -> Result<Embedded> {
    let version = fs::read_to_string(place.cluster().join("PG_VERSION")).ok();
    let programs = Programs::find(version.as_deref().map(str::trim)).await?;
    let passwords = Passwords::read_or_make(&place)?;
    let cluster = Cluster { place, programs, passwords };

    if lock.is_none() {
        // The keeper may be in the middle of starting it.
        cluster.wait_until_it_answers().await?;
    } else if cluster.connect("postgres").await.is_err() {
        cluster.make().await?;
        cluster.start().await?;
    }
    cluster.set_up_database().await?;

    Ok(Embedded {
        app_url: cluster.url("peerchamps_app", &cluster.passwords.app),
        owner_url: cluster.url("peerchamps_owner", &cluster.passwords.owner),
        worker_url: cluster.url("peerchamps_worker", &cluster.passwords.worker),
        cluster,
        lock,
    })
}

fn lock(place: &Place) -> Result<Option<File>> {
    let path = place.home.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).context("cannot lock the database folder"),
    }
}

impl Cluster {
    /// Makes the data folder when there is none. It gets its name only once it is whole, so that an interrupted
    /// first start leaves nothing half-made behind.
    async fn make(&self) -> Result<()> {
        let (finished, unfinished) = (self.place.cluster(), self.place.home.join("cluster.unfinished"));
        if finished.join("PG_VERSION").exists() {
            return Ok(());
        }
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).context("cannot remove a half-made database")?;
        }
        tracing::info!(folder = %self.place.home.display(), "making the database (a few seconds, once)");
        let password_file = self.place.home.join("password.tmp");
        write_private(&self.place, &password_file, &self.passwords.superuser)?;
        let made = self
            .programs
            .run(
                &self.place,
                "initdb",
                &[
                    "--pgdata".as_ref(),
                    unfinished.as_os_str(),
                    "--username=postgres".as_ref(),
                    "--auth=scram-sha-256".as_ref(),
                    "--pwfile".as_ref(),
                    password_file.as_os_str(),
                    "--encoding=UTF8".as_ref(),
                    // Sorting for people is done by collations that the schema names, not by the machine's language.
                    "--locale=C".as_ref(),
                ],
            )
            .await;
        fs::remove_file(&password_file).context("cannot remove the password file")?;
        made?;
        fs::rename(&unfinished, &finished).context("cannot put the new database in place")
    }

    async fn start(&self) -> Result<()> {
        self.clear_stale_pid_file().await?;
        self.write_settings()?;
        let (cluster, log) = (self.place.cluster(), self.place.log());
        let seconds = PATIENCE.as_secs().to_string();
        let deadline = Instant::now() + Duration::from_secs(15);
        loop {
            let started = self
                .programs
                .run(
                    &self.place,
                    "pg_ctl",
                    &[
                        "start".as_ref(),
                        "--pgdata".as_ref(),
                        cluster.as_os_str(),
                        "--log".as_ref(),
                        log.as_os_str(),
                        "--wait".as_ref(),
                        "--timeout".as_ref(),
                        seconds.as_ref(),
                    ],
                )
                .await;
            match started {
                Ok(()) => return Ok(()),
                // After a kill, children of the old cluster need a moment to notice and leave.
                Err(_) if Instant::now() < deadline && self.last_log().contains("pre-existing shared memory block") => {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                Err(error) => {
                    return Err(
                        error.context(format!("the database did not start; its log ends:\n{}", self.last_log()))
                    );
                }
            }
        }
    }

    async fn stop(&self) -> Result<()> {
        let cluster = self.place.cluster();
        self.programs
            .run(
                &self.place,
                "pg_ctl",
                &["stop".as_ref(), "--pgdata".as_ref(), cluster.as_os_str(), "--mode=fast".as_ref(), "--wait".as_ref()],
            )
            .await
    }

    /// A pid file names a process. When that is a Postgres on our folder that does not answer, it is stopped; when the
    /// number now belongs to something else (or to a dead process that nobody collected, as happens in containers),
    /// the file would keep Postgres from starting.
    async fn clear_stale_pid_file(&self) -> Result<()> {
        let path = self.place.cluster().join("postmaster.pid");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return self.clear_socket(),
            Err(error) => return Err(error).context("cannot read the database's pid file"),
        };
        let (process, rest) = text.split_once('\n').unwrap_or((&text, ""));
        if programs::is_postgres(process.trim(), &self.place.cluster()).await {
            tracing::warn!("the database of an earlier run does not answer; stopping it");
            return self.stop().await;
        }
        tracing::info!("clearing away what a killed database left behind");
        // The file is not removed: its further lines name the shared memory, by which Postgres makes sure that no
        // child of the killed process still writes to the data. Only the number is replaced, by one no process has.
        write_private(&self.place, &path, &format!("{NO_PROCESS}\n{rest}"))?;
        self.clear_socket()
    }

    /// The socket's folder is ours alone and the lock is held, so whatever lies in it is left over.
    fn clear_socket(&self) -> Result<()> {
        for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
            match fs::remove_file(self.place.socket.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).context("cannot remove a stale socket");
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Written on each start, because the socket's folder moves with the data folder.
    fn write_settings(&self) -> Result<()> {
        let cluster = self.place.cluster();
        let socket = self.place.socket.display().to_string().replace('\'', "''");
        let settings = format!(
            "# Written by PeerChamps on each start.\n\
             listen_addresses = ''\n\
             unix_socket_directories = '{socket}'\n\
             unix_socket_permissions = 0700\n\
             max_connections = 100\n\
             shared_buffers = 256MB\n\
             timezone = 'UTC'\n\
             log_timezone = 'UTC'\n"
        );
        write_private(&self.place, &cluster.join("peerchamps.conf"), &settings)?;
        let main = cluster.join("postgresql.conf");
        let text = fs::read_to_string(&main).context("cannot read postgresql.conf")?;
        let include = "include = 'peerchamps.conf'";
        if !text.contains(include) {
            write_private(&self.place, &main, &format!("{text}\n{include}\n"))?;
        }
        Ok(())
    }

    async fn wait_until_it_answers(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.connect("postgres").await {
                Ok(connection) => return connection.close().await.context("cannot leave the database"),
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// Roles, rights and the database itself. Quick, and the same whether it is the first start or the hundredth.
    async fn set_up_database(&self) -> Result<()> {
        let mut connection = self.connect("postgres").await?;
        let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(DATABASE)
            .fetch_one(&mut connection)
            .await?;
        if !exists {
            raw_sql("create database peerchamps template template0 encoding 'UTF8'").execute(&mut connection).await?;
        }
        connection.close().await?;

        let mut connection = self.connect(DATABASE).await?;
        sqlx::query(
            "select set_config('bootstrap.owner_password', $1, false), set_config('bootstrap.app_password', $2, false),
                    set_config('bootstrap.worker_password', $3, false)",
        )
        .bind(&self.passwords.owner)
        .bind(&self.passwords.app)
        .bind(&self.passwords.worker)
        .execute(&mut connection)
        .await?;
        raw_sql(BOOTSTRAP).execute(&mut connection).await.context("bootstrap.sql")?;
        connection.close().await.context("cannot leave the database")
    }

    async fn connect(&self, database: &str) -> Result<PgConnection> {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&self.place.socket)
            .username("postgres")
            .password(&self.passwords.superuser)
            .database(database);
        PgConnection::connect_with(&options).await.context("the embedded database does not answer")
    }

    fn url(&self, role: &str, password: &str) -> String {
        format!("postgres://{role}:{password}@localhost/{DATABASE}?host={}", percent_encoded(&self.place.socket))
    }

    fn last_log(&self) -> String {
        let text = fs::read_to_string(self.place.log()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }
}

/// One per role, 192 random bits each, so that a socket folder opened by mistake is not yet an open database.
struct Passwords {
    superuser: String,
    owner: String,
    app: String,
    worker: String,
}

impl Passwords {
    fn read_or_make(place: &Place) -> Result<Self> {
        let path = place.home.join("passwords");
        if !path.exists() {
            let lines: Vec<String> = (0..4).map(|_| password()).collect();
            // Named only once whole, like the cluster: a cluster without its passwords would be lost.
            let unfinished = place.home.join("passwords.unfinished");
            write_private(place, &unfinished, &lines.join("\n"))?;
            fs::rename(&unfinished, &path).context("cannot put the passwords in place")?;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let [superuser, owner, app, worker] = text
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .try_into()
            .map_err(|_| anyhow::anyhow!("{} is damaged: four lines are expected", path.display()))?;
        Ok(Self { superuser, owner, app, worker })
    }
}

fn password() -> String {
    rand::random::<[u8; 24]>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file that only the user of the cluster (and the administrator) may read.
fn write_private(place: &Place, path: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        match place.user {
            Some(user) => chown(path, Some(user.id), Some(user.group)),
            None => Ok(()),
        }
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

fn percent_encoded(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut encoded = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => encoded.push(char::from(*byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
