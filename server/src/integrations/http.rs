//! The outbound client: every call has an end, nothing is followed elsewhere, nothing too large is read.

use std::time::Duration;

use anyhow::Context as _;

/// A client whose calls end within `timeout`.
pub fn client(timeout: Duration) -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout.min(Duration::from_secs(5)))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("PeerChamps")
        .build()
        .context("building a client for services outside")
}

/// The body, unless it is longer than `most` bytes or breaks off.
pub async fn body(mut response: reqwest::Response, most: usize) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > most {
            return None;
        }
    }
    Some(body)
}

/// How long the vendor asks us to wait: `retry-after-ms` before `Retry-After`, and seconds only. The date form is not
/// used by the vendors we call.
pub fn retry_after(headers: &reqwest::header::HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    number("retry-after-ms").map(Duration::from_millis).or_else(|| number("retry-after").map(Duration::from_secs))
}
