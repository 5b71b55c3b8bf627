//! What the environment says, what is wrong with it, and what is never shown.

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

    std::fs::write(&path, "# where\nPEERCHAMPS_ADDRESS=127.0.0.1:4000\nPEERCHAMPS_MAIL_FROM=\"A B <a@b.example>\"\n")
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
