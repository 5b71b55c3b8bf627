//! What the subcommands do.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Instant;

use anyhow::Context as _;
use secrecy::ExposeSecret as _;
use server::accounts::NewCompany;
use server::app::{App, SystemClock};
use server::config::{Config, DatabaseUrls};
use server::db::embedded::{self, Embedded};
use server::db::{self, Pools};
use server::jobs;
use server::story::Planted;
use tokio::net::TcpListener;
use tokio::sync::watch;

use peerchamps::site;

/// A line for the person at the terminal.
pub fn say(line: &str) {
    // Nobody is left to tell when the terminal is gone.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Where the database is: given, or a cluster of our own that ends with us.
struct Database {
    urls: DatabaseUrls,
    embedded: Option<Embedded>,
}

impl Database {
    /// For a server: starts the embedded cluster and keeps it.
    async fn keep(config: &Config) -> anyhow::Result<Self> {
        match &config.database {
            Some(urls) => Ok(Self { urls: urls.clone(), embedded: None }),
            None => Ok(Self::of(embedded::start(&config.data_folder.join("postgres")).await?)),
        }
    }

    /// For a short command: joins a cluster that runs, or starts one for as long as it takes.
    async fn join(config: &Config) -> anyhow::Result<Self> {
        match &config.database {
            Some(urls) => Ok(Self { urls: urls.clone(), embedded: None }),
            None => Ok(Self::of(embedded::join(&config.data_folder.join("postgres")).await?)),
        }
    }

    fn of(cluster: Embedded) -> Self {
        let urls = DatabaseUrls {
            app: cluster.app_url.clone().into(),
            owner: cluster.owner_url.clone().into(),
            worker: cluster.worker_url.clone().into(),
        };
        Self { urls, embedded: Some(cluster) }
    }

    async fn stop(self) -> anyhow::Result<()> {
        match self.embedded {
            Some(cluster) => cluster.stop().await,
            None => Ok(()),
        }
    }
}

/// Serves until told to stop; requests and jobs that run are finished first.
pub async fn serve(config: Config, seed: bool, worker: bool) -> anyhow::Result<()> {
    let listener = TcpListener::bind(config.address)
        .await
        .with_context(|| format!("{} is taken: another server may be running", config.address))?;
    let database = Database::keep(&config).await?;
    let served = serve_on(listener, config, &database.urls, seed, worker).await;
    database.stop().await?;
    served
}

async fn serve_on(
    listener: TcpListener,
    config: Config,
    urls: &DatabaseUrls,
    seed: bool,
    worker: bool,
) -> anyhow::Result<()> {
    let began = Instant::now();
    let new = db::migrate(urls.owner.expose_secret()).await?;
    if new > 0 {
        tracing::info!(migrations = new, "the schema was brought up to date");
    }
    if seed {
        plant(urls.owner.expose_secret()).await?;
    }
    let app = App::new(config, Pools::connect(urls.app.expose_secret(), urls.worker.expose_secret())?, SystemClock);
    refuse_open_gate(&app).await?;
    if seed {
        server::story::match_deals(&app)
            .await
            .map_err(|error| anyhow::anyhow!("matching the deals of the story: {error:?}"))?;
        let past = server::story::match_past_requests(&app)
            .await
            .map_err(|error| anyhow::anyhow!("matching the past requests of the story: {error:?}"))?;
        tracing::info!(runs = past, "the runs of the story's year are kept");
    }

    let (stop, stopped) = watch::channel(false);
    let engine = if worker { Some(run_engine(app.clone(), stopped.clone())) } else { None };
    if seed && app.config().demo {
        print_sign_ins(&app);
    }
    if let Some(warning) = no_mail(app.config()) {
        tracing::warn!("{warning}");
    }
    tracing::info!(address = %app.config().public_url, start_ms = began.elapsed().as_millis(), "serving");

    let mut asked_to_stop = stopped;
    let streaming = app.clone();
    let router = site::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        let _ = asked_to_stop.wait_for(|stop| *stop).await;
        streaming.end_streams();
    });
    let signal = async {
        stop_signal().await;
        say("Stopping …");
        let _ = stop.send(true);
        // Whoever still holds a connection open after this long is let go.
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    };
    tokio::select! {
        result = server => result.context("serving")?,
        () = signal => {}
    }
    if let Some(engine) = engine {
        engine.await.context("the job engine stopped badly")??;
    }
    app.close().await;
    Ok(())
}

/// Runs jobs only, until told to stop.
pub async fn work(config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let app = App::new(
        config,
        Pools::connect(database.urls.app.expose_secret(), database.urls.worker.expose_secret())?,
        SystemClock,
    );
    refuse_open_gate(&app).await?;
    let (stop, stopped) = watch::channel(false);
    let stopping = async {
        stop_signal().await;
        let _ = stop.send(true);
    };
    let (ran, ()) = tokio::join!(jobs::keep_running(app.clone(), stopped), stopping);
    app.close().await;
    database.stop().await?;
    ran.context("the job engine stopped badly")
}

/// Plays the vendor of a language model until told to stop.
pub async fn stand_in_openai(address: SocketAddr) -> anyhow::Result<()> {
    anyhow::ensure!(address.ip().is_loopback(), "the stand-in listens on this machine only");
    let listener = TcpListener::bind(address).await.with_context(|| format!("{address} is taken"))?;
    say(&format!("The stand-in answers at http://{address}/v1; POST /mode makes it fail."));
    let stand_in = server::integrations::openai::stand_in::StandIn::default();
    axum::serve(listener, stand_in.router()).with_graceful_shutdown(stop_signal()).await.context("serving")
}

/// Brings the schema up to date.
pub async fn migrate(config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let result = db::migrate(database.urls.owner.expose_secret()).await;
    database.stop().await?;
    match result? {
        0 => say("The schema is up to date."),
        new => say(&format!("{new} migrations applied.")),
    }
    Ok(())
}

/// Loads the story world, or generated advocates.
pub async fn seed(config: Config, scale: Option<u32>, company: Option<String>) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let result = async {
        db::migrate(database.urls.owner.expose_secret()).await?;
        match scale {
            Some(advocates) => {
                let company = company.as_deref().unwrap_or(server::story::SCALE_COMPANY);
                let owner = database.urls.owner.expose_secret();
                server::story::scale(owner, company, advocates, chrono_now()).await.map(|_| ())
            }
            None => plant(database.urls.owner.expose_secret()).await,
        }
    }
    .await;
    database.stop().await?;
    result
}

/// Makes a company with its first administrator. The password is one line of the standard input, so that it stands in
/// no list of processes and no history of a shell.
pub async fn new_company(config: Config, new: NewCompany) -> anyhow::Result<()> {
    say("The administrator's password, 15 characters or more, then Enter (it is shown as you type; a pipe hides it):");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("reading the password")?;
    let password = line.trim_end_matches(['\n', '\r']);
    let database = Database::join(&config).await?;
    let result = async {
        db::migrate(database.urls.owner.expose_secret()).await?;
        server::accounts::found(database.urls.owner.expose_secret(), &new, password, chrono_now()).await
    }
    .await;
    database.stop().await?;
    result?;
    say(&format!(
        "{} is there. {} can sign in at {}/sign-in.",
        new.name.trim(),
        new.admin_email.trim(),
        config.public_url
    ));
    Ok(())
}

/// Names everything that is wrong, in words; fails when anything is.
pub async fn doctor() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let mut wrong = Vec::new();
    if !config.site_root.join("pkg").is_dir() {
        wrong.push(format!("{} holds no built browser files: run make release", config.site_root.display()));
    }
    match Database::join(&config).await {
        Err(error) => wrong.push(format!("Postgres cannot be reached or started: {error:#}")),
        Ok(database) => {
            wrong.extend(examine(&config, &database.urls).await);
            database.stop().await?;
        }
    }
    if let Some(warning) = no_mail(&config) {
        say(warning);
    }
    if wrong.is_empty() {
        say("Everything is in order.");
        return Ok(());
    }
    anyhow::bail!("{} to mend:\n  {}", wrong.len(), wrong.join("\n  "));
}

async fn examine(config: &Config, urls: &DatabaseUrls) -> Vec<String> {
    let mut wrong = Vec::new();
    match db::is_current(urls.owner.expose_secret()).await {
        Ok(true) => {}
        Ok(false) => {
            wrong.push("The schema is not up to date: run peerchamps migrate".to_owned());
            return wrong;
        }
        Err(error) => wrong.push(format!("DATABASE_OWNER_URL: {error:#}")),
    }
    match Pools::connect(urls.app.expose_secret(), urls.worker.expose_secret()) {
        Err(error) => wrong.push(format!("The database addresses cannot be read: {error:#}")),
        Ok(pools) => {
            let app = App::new(config.clone(), pools, SystemClock);
            match app.check_gate().await {
                Ok(findings) => wrong.extend(findings.iter().map(ToString::to_string)),
                Err(error) => wrong.push(format!("DATABASE_URL or DATABASE_WORKER_URL: {error}")),
            }
            app.close().await;
        }
    }
    wrong
}

/// Mail that nobody can read is no mail: said at every start until a provider is connected.
fn no_mail(config: &Config) -> Option<&'static str> {
    (!config.demo).then_some(
        "Mail goes nowhere: no mail provider can be connected yet, and the mailbox page is off beyond loopback. \
         Requests, links and invitations are written and stay in the database.",
    )
}

/// Nothing is served while the catalogue would let one company see another.
async fn refuse_open_gate(app: &App) -> anyhow::Result<()> {
    let findings = app.check_gate().await?;
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    anyhow::ensure!(lines.is_empty(), "The database does not keep companies apart:\n  {}", lines.join("\n  "));
    Ok(())
}

async fn plant(owner_url: &str) -> anyhow::Result<()> {
    if server::story::seed(owner_url, chrono_now()).await? == Planted::New {
        tracing::info!("the story world was planted");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the engine lives as long as the process")]
fn run_engine(app: App, stopped: watch::Receiver<bool>) -> tokio::task::JoinHandle<anyhow::Result<()>> {
    tokio::spawn(jobs::keep_running(app, stopped))
}

#[expect(clippy::disallowed_methods, reason = "the story is told from the day it is planted")]
fn chrono_now() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}

/// Ctrl-C, or a service manager's wish.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

fn print_sign_ins(app: &App) {
    say(&format!("\nPeerChamps is at {}\n", app.config().public_url));
    say(&format!("  Password of everybody below: {}\n", server::story::DEMO_PASSWORD));
    for (email, role) in server::story::SIGN_INS {
        say(&format!("  {email:<36} {role}"));
    }
    say(&format!("\n  Mail is kept at {}/dev/mailbox. Ctrl-C stops everything.\n", app.config().public_url));
}
