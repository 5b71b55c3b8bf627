//! Every variable, with its default and what it is for.

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
    Key {
        name: "PEERCHAMPS_LIST_ROWS",
        default: "3000000",
        about: "So many advocates and organisations are kept in memory for their lists, of the companies used last.",
    },
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
