//! The shape of the code, held by reading it as text: which feature may use which, where SQL may
//! stand, what each crate may know. The lists only shrink without an ADR.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the code fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Features of the server, and the other features each may call. All may call `accounts`: who is
/// signed in and how far a role reaches.
const EDGES: &[(&str, &[&str])] = &[
    ("accounts", &[]),
    ("advocates", &["roster", "views"]),
    ("ai", &[]),
    ("bulk", &["advocates", "opportunities"]),
    ("duplicates", &[]),
    ("evidence", &["matching", "views"]),
    ("exports", &["advocates", "evidence", "nominations", "opportunities", "organisations", "requests"]),
    ("home", &["scheduling"]),
    ("imports", &[]),
    ("matching", &["advocates", "ai", "opportunities", "paper", "scheduling"]),
    ("nominations", &["advocates", "views"]),
    ("opportunities", &["views"]),
    ("organisations", &["advocates", "roster"]),
    ("paper", &[]),
    ("plan", &["matching"]),
    ("progress", &["matching", "plan"]),
    ("requests", &["advocates", "matching", "opportunities", "scheduling"]),
    ("roster", &[]),
    ("scheduling", &["advocates", "opportunities"]),
    ("search", &[]),
    ("views", &[]),
];

/// Files beside `store` that hold SQL, each for a reason: plumbing of the database, the outbox and
/// the queue, the limits that know no tenant, the seed.
const SQL_OUTSIDE_STORE: &[&str] = &[
    "server/src/db/",
    "server/src/events.rs",
    "server/src/jobs/relay.rs",
    "server/src/limits.rs",
    "server/src/story/",
    "server/src/testing/",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Rust files below a folder, with their path from the root and their text; tests are left out.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(&place).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                found.push((relative(&path), production(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no Rust files");
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

/// Without comments and without what follows `#[cfg(test)]` at the end of a file.
fn production(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first-level modules named after `crate::`, alone or in braces.
fn used_modules(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for part in text.split("crate::").skip(1) {
        let names = match part.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
            None => vec![part],
        };
        for name in names {
            used.insert(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    used
}

#[test]
fn features_call_only_the_features_they_may() {
    let features: Vec<&str> = EDGES.iter().map(|(feature, _)| *feature).collect();
    for (feature, allowed) in EDGES {
        if !root().join("server/src").join(feature).is_dir() {
            continue;
        }
        for (path, text) in sources(&format!("server/src/{feature}")) {
            for used in used_modules(&text) {
                let is_fine = used == *feature
                    || used == "accounts"
                    || allowed.contains(&used.as_str())
                    || !features.contains(&used.as_str());
                assert!(is_fine, "{path} uses {used}: {feature} may use {allowed:?} only");
            }
        }
    }
}

#[test]
fn every_feature_of_the_server_is_on_the_list() {
    let plumbing = ["config", "db", "http", "integrations", "jobs", "mail", "storage", "story", "testing"];
    for entry in fs::read_dir(root().join("server/src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let known = plumbing.contains(&name.as_str()) || EDGES.iter().any(|(feature, _)| *feature == name);
        assert!(!path.is_dir() || known, "{name} is a new feature: say in EDGES what it may use");
    }
}

#[test]
fn sql_stands_in_stores() {
    for (path, text) in sources("server/src") {
        let may = path.contains("/store") || SQL_OUTSIDE_STORE.iter().any(|start| path.starts_with(start));
        assert!(may || !text.contains("sqlx::query"), "{path} holds SQL outside a store");
    }
}

#[test]
fn each_crate_knows_only_what_it_may() {
    for (path, text) in sources("server/src") {
        assert!(!text.contains("leptos"), "{path}: the server knows no pages");
    }
    for (path, text) in sources("app/src") {
        assert!(!text.contains("sqlx") && !text.contains("reqwest"), "{path}: pages know no database and no network");
    }
    for (path, text) in sources("domain/src") {
        let knows_sqlx = text.contains("sqlx") && path != "domain/src/ids.rs";
        assert!(!knows_sqlx, "{path}: only ids.rs knows sqlx");
        assert!(!text.contains("Utc::now"), "{path}: rules read no clock");
        for function in [".exp()", ".ln()", ".powf("] {
            assert!(!text.contains(function), "{path}: {function} differs between native and wasm; use libm");
        }
    }
}

#[test]
fn pages_keep_the_content_security_policy() {
    for (path, text) in sources("app/src") {
        let is_kit = path == "app/src/ui/text_area.rs";
        assert!(is_kit || !text.contains("<textarea"), "{path}: only the kit's TextArea escapes what it holds");
        assert!(!text.contains(" style:") && !text.contains(" style=\""), "{path}: no style attributes");
        assert!(!text.contains(" onclick="), "{path}: no inline handlers");
    }
}

#[test]
fn text_that_people_type_breaks_anywhere() {
    for (path, text) in sources("app/src") {
        for line in text.lines().filter(|line| line.contains("whitespace-pre-")) {
            assert!(line.contains("wrap-anywhere"), "{path}: a long link would be cut off in {}", line.trim());
        }
    }
}

/// Codes such as `MAT-3` in a text.
fn codes(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_code = |word: &&str| {
        word.split_once('-').is_some_and(|(group, number)| {
            group.len() == 3
                && group.bytes().all(|byte| byte.is_ascii_uppercase())
                && (1..=2).contains(&number.len())
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    words
        .filter(is_code)
        // Encodings, files and offsets of time zones look alike.
        .filter(|word| !["UTF-", "PDF-", "UTC-", "GMT-"].iter().any(|other| word.starts_with(other)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_code_of_a_requirement_is_explained() {
    let explained = codes(&fs::read_to_string(root().join("docs/requirements.md")).unwrap());
    let folders = ["app/src", "domain/src", "server/src"];
    let used: BTreeSet<(String, String)> = folders
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(path, _)| (fs::read_to_string(root().join(&path)).unwrap(), path))
        .flat_map(|(text, path)| codes(&text).into_iter().map(move |code| (code, path.clone())).collect::<Vec<_>>())
        .collect();

    let unexplained: Vec<_> = used.iter().filter(|(code, _)| !explained.contains(code)).collect();
    assert!(used.len() > 10, "the codes are found");
    assert!(unexplained.is_empty(), "say in docs/requirements.md what these mean: {unexplained:?}");
}

/// The functions of the schema, each with the migration that defined it last: `check_own_word`, `2800_asks_by_consent`.
fn functions_by_last_migration() -> BTreeMap<String, String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("migrations")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = BTreeMap::new();
    for file in files {
        // 20261121002800_asks_by_consent: the day says nothing, nor do the zeros before the number.
        let name = file.file_stem().unwrap().to_str().unwrap()["20261121".len() + 2..].to_owned();
        for line in fs::read_to_string(&file).unwrap().lines() {
            let words = line.strip_prefix("create ").map(|rest| rest.strip_prefix("or replace ").unwrap_or(rest));
            let function = words.and_then(|rest| rest.strip_prefix("function ").or(rest.strip_prefix("procedure ")));
            if let Some((function, _)) = function.and_then(|rest| rest.split_once('(')) {
                found.insert(function.to_owned(), name.clone());
            }
        }
    }
    found
}

#[test]
fn every_function_of_the_schema_is_listed_where_it_holds() {
    let text = fs::read_to_string(root().join("docs/database.md")).unwrap();
    let listed: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.strip_suffix("` |")?.split('`');
            Some((cells.next()?.to_owned(), cells.next_back()?.to_owned()))
        })
        .collect();

    let defined = functions_by_last_migration();

    assert!(defined.len() > 30, "the functions are found");
    assert_eq!(listed, defined, "docs/database.md names the migration whose definition holds");
}
