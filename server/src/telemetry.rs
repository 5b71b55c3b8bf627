//! Logs: text for people, or one JSON object a line. Never personal data, tokens or bodies.

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts logging to standard error. Call once, first.
pub fn start(config: &Config) {
    let filter = EnvFilter::try_new(&config.log_filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.json_logs {
        builder.json().flatten_event(true).init();
    } else {
        builder.with_target(false).compact().init();
    }
}
