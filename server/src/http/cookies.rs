//! The cookies we set: the session, the theme, the keys, the flash of a refused form.

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};

use crate::app::App;

/// Name of the session cookie: the prefix makes browsers hold it to this host over https.
pub fn session_name(app: &App) -> &'static str {
    if app.config().is_https() { "__Host-pc" } else { "pc" }
}

pub const THEME: &str = "pc_theme";
pub const KEYS: &str = "pc_keys";
pub const KEYS_OFF: &str = "off";
pub const FLASH: &str = "pc_flash";
/// A refused form is shown by the next page, which comes at once.
pub const FLASH_SECONDS: i64 = 60;
/// Unless somebody has to sign in before.
pub const SIGN_IN_SECONDS: i64 = 10 * 60;

/// The value of a cookie of this request.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|all| all.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

/// Carries the session token until it expires.
pub fn session(app: &App, token: &str, expires_at: DateTime<Utc>) -> Option<HeaderValue> {
    let seconds = (expires_at - app.now()).num_seconds().max(0);
    base(app, session_name(app), token, seconds)
}

/// Removes the session.
pub fn no_session(app: &App) -> Option<HeaderValue> {
    base(app, session_name(app), "", 0)
}

/// Remembers the chosen theme for a year.
pub fn theme(app: &App, theme: &str) -> Option<HeaderValue> {
    base(app, THEME, theme, 365 * 86_400)
}

/// Remembers for a year that the keys of a single letter are off; or forgets it.
pub fn keys(app: &App, off: bool) -> Option<HeaderValue> {
    base(app, KEYS, KEYS_OFF, if off { 365 * 86_400 } else { 0 })
}

/// A refused form, for the next page only.
pub fn flash(app: &App, sealed: &str, seconds: i64) -> Option<HeaderValue> {
    base(app, FLASH, sealed, seconds)
}

/// The flash was shown.
pub fn no_flash(app: &App) -> Option<HeaderValue> {
    base(app, FLASH, "", 0)
}

/// None of our values needs quoting: tokens and sealed text are URL-safe base64.
fn base(app: &App, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if app.config().is_https() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")).ok()
}
