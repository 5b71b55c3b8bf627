//! The only reader of the environment. Every mistake is reported at once, in words.
//!
//! `KEYS` documents each variable; `.env.example` is written from it and a test keeps them equal.

mod keys;
mod prices;
mod secret;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ai::Prices;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

pub use self::keys::{KEYS, Key, env_example};
use self::prices::prices;
use self::secret::kept_key;
use crate::http::Network;

/// What a running server is told from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub address: SocketAddr,
    /// How browsers reach it, without a trailing slash; links in mail and the CSRF check use it.
    pub public_url: String,
    /// Null: an embedded Postgres in the data folder.
    pub database: Option<DatabaseUrls>,
    /// Uploaded files, the embedded database, the generated key.
    pub data_folder: PathBuf,
    /// Where the built browser files are.
    pub site_root: PathBuf,
    /// Seals cookies and signs cursors.
    pub secret_key: Arc<SecretBox<[u8; 32]>>,
    /// Whose word about where a request came from is taken.
    pub trusted_proxies: Vec<Network>,
    pub session: SessionConfig,
    /// So many rows of all companies stay in memory for their lists.
    pub list_rows: usize,
    pub mail_from: String,
    /// The language model; nothing without a key.
    pub ai: Option<AiConfig>,
    /// Demo passwords and the mailbox page; only on loopback.
    pub demo: bool,
    /// One JSON object a line instead of text for people.
    pub json_logs: bool,
    /// Filter of log lines, e.g. `info,server=debug`.
    pub log_filter: String,
}

/// One URL per database role; they hold passwords.
#[derive(Clone, Debug)]
pub struct DatabaseUrls {
    pub app: SecretString,
    pub owner: SecretString,
    pub worker: SecretString,
}

#[derive(Clone, Copy, Debug)]
pub struct SessionConfig {
    /// Signed out after this long without a request.
    pub idle: Duration,
    /// Signed out after this long in any case.
    pub absolute: Duration,
}

/// Which language model adds to matching, and what it may cost.
#[derive(Clone, Debug)]
pub struct AiConfig {
    pub key: SecretString,
    /// Without a slash at the end.
    pub url: String,
    pub model: String,
    pub timeout: Duration,
    /// What one company may cost a day, in millionths of a US dollar.
    pub day_budget_micros: i64,
    pub prices: Prices,
}

impl Config {
    /// Reads the environment and, for what it does not name, `.env` in the working folder. The error names every
    /// mistake, one a line.
    #[expect(clippy::disallowed_methods, reason = "the one door to the environment")]
    pub fn from_env() -> anyhow::Result<Self> {
        let file = env_file(Path::new(".env"))?;
        // A variable that is set to nothing is set: it hides the file's.
        Self::read(|name| std::env::var(name).ok().or_else(|| file.get(name).cloned()))
    }

    /// Reads from any source; `from_env` and tests.
    pub fn read(source: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut mistakes = Vec::new();
        let get = |name: &str| {
            let default = KEYS.iter().find(|key| key.name == name).map_or("", |key| key.default);
            source(name).filter(|value| !value.trim().is_empty()).unwrap_or_else(|| default.to_owned())
        };

        let address = get("PEERCHAMPS_ADDRESS").parse::<SocketAddr>().unwrap_or_else(|_| {
            mistakes.push("PEERCHAMPS_ADDRESS must be an address and a port, such as 127.0.0.1:3000".to_owned());
            SocketAddr::from(([127, 0, 0, 1], 3000))
        });
        let public_url = get("PEERCHAMPS_PUBLIC_URL").trim_end_matches('/').to_owned();
        if !(public_url.starts_with("http://") || public_url.starts_with("https://"))
            || public_url.matches('/').count() != 2
        {
            mistakes.push("PEERCHAMPS_PUBLIC_URL must be http:// or https:// and a host, without a path".to_owned());
        }
        let urls = ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL"].map(|name| (name, get(name)));
        let database = match urls.each_ref().map(|(_, url)| url.is_empty()) {
            [true, true, true] => None,
            [false, false, false] => {
                let [(_, app), (_, owner), (_, worker)] = urls;
                Some(DatabaseUrls { app: app.into(), owner: owner.into(), worker: worker.into() })
            }
            _ => {
                mistakes.push(
                    "DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WORKER_URL go together: set all or none, here and in .env"
                        .to_owned(),
                );
                None
            }
        };
        let data_folder = PathBuf::from(get("PEERCHAMPS_DATA"));
        let secret_key = match get("PEERCHAMPS_SECRET_KEY").as_str() {
            "" => kept_key(&data_folder).unwrap_or_else(|error| {
                mistakes.push(format!("the key in {} cannot be read or made: {error:#}", data_folder.display()));
                [0; 32]
            }),
            text => STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).unwrap_or_else(|| {
                mistakes.push("PEERCHAMPS_SECRET_KEY must be 32 bytes in base64 (openssl rand -base64 32)".to_owned());
                [0; 32]
            }),
        };
        let mut trusted_proxies = Vec::new();
        for text in get("PEERCHAMPS_TRUSTED_PROXIES").split([',', ' ']).filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(network) => trusted_proxies.push(network),
                Err(_) => mistakes
                    .push(format!("PEERCHAMPS_TRUSTED_PROXIES: {text} is not an address like 10.0.0.1 or 10.0.0.0/8")),
            }
        }
        let mut whole = |name: &str, range: std::ops::RangeInclusive<u64>| {
            get(name).parse().ok().filter(|number| range.contains(number)).unwrap_or_else(|| {
                mistakes.push(format!("{name} must be a whole number from {} to {}", range.start(), range.end()));
                1
            })
        };
        let session = SessionConfig {
            idle: Duration::from_secs(whole("PEERCHAMPS_SESSION_IDLE_HOURS", 1..=720) * 3600),
            absolute: Duration::from_secs(whole("PEERCHAMPS_SESSION_DAYS", 1..=365) * 86_400),
        };
        let list_rows = usize::try_from(whole("PEERCHAMPS_LIST_ROWS", 0..=1_000_000_000)).unwrap_or(0);
        let ai = AiConfig {
            key: get("PEERCHAMPS_AI_KEY").into(),
            url: get("PEERCHAMPS_AI_URL").trim_end_matches('/').to_owned(),
            model: get("PEERCHAMPS_AI_MODEL"),
            timeout: Duration::from_secs(whole("PEERCHAMPS_AI_TIMEOUT_SECONDS", 1..=600)),
            day_budget_micros: i64::try_from(whole("PEERCHAMPS_AI_DAY_BUDGET", 0..=100_000)).unwrap_or(0) * 1_000_000,
            prices: prices(&get("PEERCHAMPS_AI_PRICES")).unwrap_or_else(|| {
                mistakes.push("PEERCHAMPS_AI_PRICES must be two numbers of dollars, such as 0.15/0.60".to_owned());
                Prices { prompt: 0, completion: 0 }
            }),
        };
        if !(ai.url.starts_with("https://") || ai.url.starts_with("http://")) {
            mistakes.push("PEERCHAMPS_AI_URL must begin with https:// or http://".to_owned());
        }
        let demo = match get("PEERCHAMPS_DEMO").as_str() {
            "auto" => address.ip().is_loopback(),
            "off" => false,
            "on" if address.ip().is_loopback() => true,
            "on" => {
                mistakes.push(
                    "PEERCHAMPS_DEMO=on needs a loopback PEERCHAMPS_ADDRESS: demo passwords are public".to_owned(),
                );
                false
            }
            _ => {
                mistakes.push("PEERCHAMPS_DEMO must be on, off or auto".to_owned());
                false
            }
        };
        let json_logs = match get("PEERCHAMPS_LOG_FORMAT").as_str() {
            "text" => false,
            "json" => true,
            _ => {
                mistakes.push("PEERCHAMPS_LOG_FORMAT must be text or json".to_owned());
                false
            }
        };
        anyhow::ensure!(mistakes.is_empty(), "The configuration has mistakes:\n  {}", mistakes.join("\n  "));
        Ok(Self {
            address,
            public_url,
            database,
            data_folder,
            site_root: PathBuf::from(get("PEERCHAMPS_SITE")),
            secret_key: Arc::new(SecretBox::new(Box::new(secret_key))),
            trusted_proxies,
            session,
            list_rows,
            mail_from: get("PEERCHAMPS_MAIL_FROM"),
            ai: (!ai.key.expose_secret().is_empty()).then_some(ai),
            demo,
            json_logs,
            log_filter: get("PEERCHAMPS_LOG"),
        })
    }

    /// Cookies are Secure and carry the `__Host-` prefix.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// What a file of `NAME=value` lines says; nothing when there is none.
fn env_file(path: &Path) -> anyhow::Result<HashMap<String, String>> {
    if !path.is_file() {
        return Ok(HashMap::new());
    }
    let lines = dotenvy::from_path_iter(path).with_context(|| format!("{} cannot be read", path.display()))?;
    lines.map(|line| line.with_context(|| format!("{} has a line that cannot be read", path.display()))).collect()
}
