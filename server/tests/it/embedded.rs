//! The embedded cluster: made from nothing, killed, started twice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use server::db::embedded;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

/// A folder that goes away with the test, and what it links to with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("peerchamps-{name}-{}", std::process::id())).join("postgres"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Ok(home) = fs::canonicalize(&self.0) {
            // A failed test leaves its cluster running.
            kill(&home);
            let _ = fs::remove_dir_all(home);
        }
        if let Some(parent) = self.0.parent() {
            let _ = fs::remove_dir_all(parent);
        }
    }
}

/// SIGKILL for the cluster, as a power cut would. Nothing is written or removed in an orderly way.
fn kill(home: &Path) {
    let Ok(text) = fs::read_to_string(home.join("cluster/postmaster.pid")) else { return };
    let process = text.lines().next().unwrap_or_default().to_owned();
    let _ = Command::new("kill").args(["-9", &process]).status();
}

#[tokio::test]
async fn a_killed_database_comes_back_with_what_was_committed() {
    let folder = Folder::new("killed");
    let running = embedded::start(&folder.0).await.unwrap();
    let mut owner = PgConnection::connect(&running.owner_url).await.unwrap();
    sqlx::raw_sql("create table kept (word text); insert into kept values ('marlowe')")
        .execute(&mut owner)
        .await
        .unwrap();
    kill(&fs::canonicalize(&folder.0).unwrap());
    drop(running);

    let again = embedded::start(&folder.0).await.unwrap();

    let mut owner = PgConnection::connect(&again.owner_url).await.unwrap();
    let word: String = sqlx::query_scalar("select word from kept").fetch_one(&mut owner).await.unwrap();
    assert_eq!(word, "marlowe");
    owner.close().await.unwrap();
    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_pid_file_that_names_somebody_else_does_not_keep_the_database_from_starting() {
    let folder = Folder::new("stale");
    embedded::start(&folder.0).await.unwrap().stop().await.unwrap();
    let pid_file = fs::canonicalize(&folder.0).unwrap().join("cluster/postmaster.pid");
    fs::write(&pid_file, format!("{}\n", std::process::id())).unwrap();

    let again = embedded::start(&folder.0).await.unwrap();

    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_server_on_the_same_folder_is_told_so_and_a_short_command_joins() {
    let folder = Folder::new("twice");
    let running = embedded::start(&folder.0).await.unwrap();

    let second = embedded::start(&folder.0).await.err().map(|error| error.to_string()).unwrap_or_default();
    let joined = embedded::join(&folder.0).await.unwrap();
    joined.stop().await.unwrap();

    assert!(second.contains("another PeerChamps server uses the database"), "{second}");
    PgConnection::connect(&running.app_url).await.unwrap().close().await.unwrap();
    running.stop().await.unwrap();
}

#[tokio::test]
async fn the_roles_of_pages_and_jobs_can_neither_bypass_policies_nor_make_tables() {
    let folder = Folder::new("roles");
    let running = embedded::start(&folder.0).await.unwrap();

    for url in [&running.app_url, &running.worker_url] {
        let mut role = PgConnection::connect(url).await.unwrap();
        let powers: (bool, bool, bool, bool) = sqlx::query_as(
            "select rolsuper, rolbypassrls, rolcreaterole, has_schema_privilege('public', 'create')
             from pg_roles where rolname = current_user",
        )
        .fetch_one(&mut role)
        .await
        .unwrap();
        assert_eq!(powers, (false, false, false, false), "{url}");
        role.close().await.unwrap();
    }

    running.stop().await.unwrap();
}
