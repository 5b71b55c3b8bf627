//! The only reader of the environment. Every mistake is reported at once, in words.
//!
//! `KEYS` documents each variable; `.env.example` is written from it and a test keeps them equal.

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

/// One variable: name, default as text, what it is for.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub default: &'static str,
    pub about: &'static str,
}

/// Every variable that is read, in the order of `.env.example`.
pub const KEYS: &[Key] = &[
    Key { name: "PEERCHAMPS_ADDRESS", default: "127.0.0.1:3000", about: "Where the server listens." },
    Key {
        name: "PEERCHAMPS_PUBLIC_URL",
        default: "http://localhost:3000",
        about: "How browsers reach it. Links in mail use it; over https, cookies become Secure.",
    },
    Key {
        name: "DATABASE_URL",
        default: "",
        about: "Postgres 15 or newer as peerchamps_app. Empty: an embedded Postgres in the data folder.",
    },
    Key { name: "DATABASE_OWNER_URL", default: "", about: "The same database as peerchamps_owner; runs migrations." },
    Key { name: "DATABASE_WORKER_URL", default: "", about: "The same database as peerchamps_worker; runs jobs." },
    Key {
        name: "PEERCHAMPS_DATA",
        default: "./data",
        about: "Folder of the embedded database, uploaded files and the generated key.",
    },
    Key { name: "PEERCHAMPS_SITE", default: "target/site", about: "Folder of the built browser files." },
    Key {
        name: "PEERCHAMPS_SECRET_KEY",
        default: "",
        about: "32 random bytes in base64. Empty: made once and kept in the data folder. All instances share one.",
    },
    Key {
        name: "PEERCHAMPS_TRUSTED_PROXIES",
        default: "",
        about: "Addresses of proxies in front, such as 10.0.0.0/8 ::1. Their X-Forwarded-For says who asked; limits go by it.",
    },
    Key { name: "PEERCHAMPS_SESSION_IDLE_HOURS", default: "12", about: "Signed out after so long without a request." },
    Key { name: "PEERCHAMPS_SESSION_DAYS", default: "14", about: "Signed out after so long in any case." },
    Key { name: "PEERCHAMPS_MAIL_FROM", default: "PeerChamps <no-reply@peerchamps.example>", about: "Sender of mail." },
    Key {
        name: "PEERCHAMPS_AI_KEY",
        default: "",
        about: "Key of OpenAI, or of a service that speaks its chat API. Empty: AI is off. Each company switches it on itself.",
    },
    Key { name: "PEERCHAMPS_AI_URL", default: "https://api.openai.com/v1", about: "Where that API is." },
    Key {
        name: "PEERCHAMPS_AI_MODEL",
        default: "gpt-4o-mini",
        about: "The model that is asked; it must know JSON schemas.",
    },
    Key { name: "PEERCHAMPS_AI_TIMEOUT_SECONDS", default: "30", about: "How long an answer may take." },
    Key {
        name: "PEERCHAMPS_AI_DAY_BUDGET",
        default: "5",
        about: "US dollars one company may cost a day, whatever its own monthly budget.",
    },
    Key {
        name: "PEERCHAMPS_AI_PRICES",
        default: "0.15/0.60",
        about: "US dollars for a million tokens of input and of output, as your contract has them. Budgets count by these.",
    },
    Key {
        name: "PEERCHAMPS_DEMO",
        default: "auto",
        about: "Demo sign-ins and the mailbox page: on, off, or auto (on while listening on loopback).",
    },
    Key { name: "PEERCHAMPS_LOG", default: "info,sqlx=warn,graphile_worker=warn", about: "Filter of log lines." },
    Key { name: "PEERCHAMPS_LOG_FORMAT", default: "text", about: "text for people, json for machines." },
];

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

/// "0.15/0.60": dollars for a million tokens, up to a millionth of a dollar exact.
fn prices(text: &str) -> Option<Prices> {
    let (prompt, completion) = text.split_once('/')?;
    Some(Prices { prompt: micros(prompt)?, completion: micros(completion)? })
}

fn micros(dollars: &str) -> Option<i64> {
    let (whole, part) = dollars.trim().split_once('.').unwrap_or((dollars.trim(), ""));
    if part.len() > 6 || whole.len() > 6 || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    Some(whole * 1_000_000 + format!("{part:0<6}").parse::<i64>().ok()?)
}

/// The text of `.env.example`.
pub fn env_example() -> String {
    let mut text = String::from(
        "# Every variable the server reads, with its default. None is needed to try it: copy what you change to .env.\n",
    );
    for key in KEYS {
        text.push_str(&format!("\n# {}\n#{}={}\n", key.about, key.name, key.default));
    }
    text
}

/// What a file of `NAME=value` lines says; nothing when there is none.
fn env_file(path: &Path) -> anyhow::Result<HashMap<String, String>> {
    if !path.is_file() {
        return Ok(HashMap::new());
    }
    let lines = dotenvy::from_path_iter(path).with_context(|| format!("{} cannot be read", path.display()))?;
    lines.map(|line| line.with_context(|| format!("{} has a line that cannot be read", path.display()))).collect()
}

/// The key of this installation: made at the first start, readable by its owner only.
fn kept_key(folder: &std::path::Path) -> anyhow::Result<[u8; 32]> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;

    let path = folder.join("secret.key");
    std::fs::create_dir_all(folder)?;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            let key: [u8; 32] = rand::random();
            file.write_all(STANDARD.encode(key).as_bytes())?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let bytes = STANDARD.decode(std::fs::read_to_string(&path)?.trim())?;
            bytes.try_into().map_err(|_| anyhow::anyhow!("{} does not hold 32 bytes", path.display()))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
        let key = STANDARD.encode([1; 32]);
        Config::read(|name| {
            let given = pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            given.or_else(|| (name == "PEERCHAMPS_SECRET_KEY").then(|| key.clone()))
        })
    }

    #[test]
    fn the_example_file_lists_exactly_what_is_read() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../.env.example");

        assert_eq!(std::fs::read_to_string(path).unwrap(), env_example(), "write env_example() to .env.example");
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let config = read(&[]).unwrap();

        assert!(config.database.is_none());
        assert!(config.demo);
        assert_eq!(config.public_url, "http://localhost:3000");
    }

    #[test]
    fn all_mistakes_are_named_at_once() {
        let error = read(&[
            ("PEERCHAMPS_ADDRESS", "everywhere"),
            ("PEERCHAMPS_PUBLIC_URL", "localhost"),
            ("DATABASE_URL", "postgres://app@db/peerchamps"),
            ("PEERCHAMPS_SECRET_KEY", "short"),
            ("PEERCHAMPS_SESSION_DAYS", "0"),
            ("PEERCHAMPS_LOG_FORMAT", "xml"),
        ])
        .unwrap_err()
        .to_string();

        for name in ["ADDRESS", "PUBLIC_URL", "DATABASE_URL", "SECRET_KEY", "SESSION_DAYS", "LOG_FORMAT"] {
            assert!(error.contains(name), "{name} missing in {error}");
        }
    }

    #[test]
    fn a_file_says_what_the_environment_does_not_and_a_broken_one_is_named() {
        let folder = std::env::temp_dir().join(format!("peerchamps-env-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(".env");
        assert!(env_file(&path).unwrap().is_empty(), "there need not be one");

        std::fs::write(
            &path,
            "# where\nPEERCHAMPS_ADDRESS=127.0.0.1:4000\nPEERCHAMPS_MAIL_FROM=\"A B <a@b.example>\"\n",
        )
        .unwrap();
        let file = env_file(&path).unwrap();
        assert_eq!(file.get("PEERCHAMPS_ADDRESS").map(String::as_str), Some("127.0.0.1:4000"));
        assert_eq!(file.get("PEERCHAMPS_MAIL_FROM").map(String::as_str), Some("A B <a@b.example>"));

        std::fs::write(&path, "PEERCHAMPS ADDRESS\n").unwrap();
        let error = format!("{:#}", env_file(&path).unwrap_err());
        assert!(error.contains(".env has a line"), "{error}");
        // What it holds may be a secret; a mistake names the line at most.
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn proxies_are_read_and_a_wrong_one_is_named() {
        let config = read(&[("PEERCHAMPS_TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap();
        assert_eq!(config.trusted_proxies.len(), 2);

        let error = read(&[("PEERCHAMPS_TRUSTED_PROXIES", "proxy.example")]).unwrap_err().to_string();
        assert!(error.contains("proxy.example"), "{error}");
    }

    #[test]
    fn without_a_key_there_is_no_model_and_prices_are_exact() {
        assert!(read(&[]).unwrap().ai.is_none());

        let ai = read(&[("PEERCHAMPS_AI_KEY", "sk-x"), ("PEERCHAMPS_AI_PRICES", "2.5/10")]).unwrap().ai.unwrap();
        assert_eq!(ai.prices, Prices { prompt: 2_500_000, completion: 10_000_000 });
        for wrong in ["", "1", "a/b", "-1/2", "1/0.0000001"] {
            assert_eq!(prices(wrong), None, "{wrong}");
        }
        assert!(read(&[("PEERCHAMPS_AI_URL", "api.openai.com"), ("PEERCHAMPS_AI_KEY", "sk-x")]).is_err());
    }

    #[test]
    fn no_secret_is_printed() {
        let config = read(&[
            ("PEERCHAMPS_AI_KEY", "sk-hidden"),
            ("DATABASE_URL", "postgres://app:hidden-app@db/x"),
            ("DATABASE_OWNER_URL", "postgres://owner:hidden-owner@db/x"),
            ("DATABASE_WORKER_URL", "postgres://worker:hidden-worker@db/x"),
        ])
        .unwrap();

        let shown = format!("{config:?}");

        assert!(!shown.contains("hidden") && !shown.contains("1, 1, 1"), "{shown}");
    }

    #[test]
    fn demo_sign_ins_are_refused_beyond_loopback() {
        assert!(read(&[("PEERCHAMPS_ADDRESS", "0.0.0.0:3000"), ("PEERCHAMPS_DEMO", "on")]).is_err());
        assert!(!read(&[("PEERCHAMPS_ADDRESS", "0.0.0.0:3000")]).unwrap().demo);
    }
}
