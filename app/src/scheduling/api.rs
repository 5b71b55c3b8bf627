//! Server functions of scheduling. Those that take a token serve people without an account: the
//! token is checked first and names company and link.

use chrono::NaiveDate;
use domain::ids::CallId;
use domain::scheduling::{self as rules, Asked, BookingVisit, CallLine, HoursRow};
use leptos::prelude::*;

use crate::api::ApiResult;

#[server(endpoint = "scheduling/booking_page")]
pub async fn booking_page(token: String, place: Asked) -> ApiResult<BookingVisit> {
    let visit = crate::api::visit(&token).await?;
    server::scheduling::booking_page(&visit, &place).await.map_err(crate::api::fail)
}

/// Without a planned call there is nothing to move: the browser is sent to the times.
#[server(endpoint = "scheduling/move_page")]
pub async fn move_page(token: String, place: Asked) -> ApiResult<Option<rules::BookingPage>> {
    let visit = crate::api::visit(&token).await?;
    let page = server::scheduling::move_page(&visit, &place).await.map_err(crate::api::fail)?;
    if page.is_none() {
        crate::api::redirect(&visit.path());
    }
    Ok(page)
}

/// Without a chosen time there is nothing to fill in: the browser is sent to the times.
#[server(endpoint = "scheduling/details_page")]
pub async fn details_page(token: String, place: Asked) -> ApiResult<Option<rules::DetailsPage>> {
    let visit = crate::api::visit(&token).await?;
    let page = server::scheduling::details_page(&visit, &place).await.map_err(crate::api::fail)?;
    if page.is_none() {
        crate::api::redirect(&visit.path());
    }
    Ok(page)
}

/// Without a planned call the browser is sent to the times.
#[server(endpoint = "scheduling/booked_page")]
pub async fn booked_page(token: String, place: Asked) -> ApiResult<Option<rules::BookedPage>> {
    let visit = crate::api::visit(&token).await?;
    let page = server::scheduling::booked_page(&visit, &place).await.map_err(crate::api::fail)?;
    if page.is_none() {
        crate::api::redirect(&visit.path());
    }
    Ok(page)
}

#[server(endpoint = "scheduling/hold")]
pub async fn hold(
    token: String,
    slot: String,
    tz: String,
    // The details form sends these when it asks for more time.
    name: Option<String>,
    #[server(default)] email: String,
    #[server(default)] colleague: String,
    #[server(default)] note: String,
) -> ApiResult<()> {
    let visit = crate::api::visit(&token).await?;
    let typed = name.map(|name| rules::BookingDetails { name, email, colleague, note });
    server::scheduling::hold(&visit, &slot, &tz, typed.as_ref()).await.map_err(crate::api::fail)?;
    let details = format!("{}/details", visit.path());
    crate::api::redirect(&crate::paths::with_query(&details, &[("tz", Some(&tz))]));
    Ok(())
}

#[server(endpoint = "scheduling/book")]
pub async fn book(
    token: String,
    slot: String,
    #[server(default)] tz: String,
    name: String,
    email: String,
    #[server(default)] colleague: String,
    #[server(default)] note: String,
) -> ApiResult<()> {
    let visit = crate::api::visit(&token).await?;
    let details = rules::BookingDetails { name, email, colleague, note };
    server::scheduling::book(&visit, &slot, &tz, &details).await.map_err(crate::api::fail)?;
    crate::api::redirect(&format!("{}/done", visit.path()));
    Ok(())
}

#[server(endpoint = "scheduling/move_booking")]
pub async fn move_booking(token: String, slot: String, #[server(default)] tz: String) -> ApiResult<()> {
    let visit = crate::api::visit(&token).await?;
    server::scheduling::move_by_prospect(&visit, &slot, &tz).await.map_err(crate::api::fail)?;
    crate::api::redirect(&format!("{}/done", visit.path()));
    Ok(())
}

#[server(endpoint = "scheduling/cancel_booking")]
pub async fn cancel_booking(token: String, #[server(default)] reason: String) -> ApiResult<()> {
    let visit = crate::api::visit(&token).await?;
    server::scheduling::cancel_by_prospect(&visit, &reason).await.map_err(crate::api::fail)?;
    crate::api::redirect(&visit.path());
    Ok(())
}

#[server(endpoint = "scheduling/availability")]
pub async fn availability(week: Option<NaiveDate>) -> ApiResult<rules::AvailabilityPage> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::availability(&ctx, week).await.map_err(crate::api::fail)
}

#[server(endpoint = "scheduling/save_availability")]
pub async fn save_availability(
    version: i32,
    time_zone: String,
    notice_hours: u16,
    buffer_minutes: u16,
    calls_per_day: u16,
    calls_per_month: u16,
    requests_per_quarter: u16,
    rest_days: u16,
    #[server(default)] hours: Vec<HoursRow>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let typed = rules::SaveAvailability {
        version,
        time_zone,
        notice_hours,
        buffer_minutes,
        calls_per_day,
        calls_per_month,
        requests_per_quarter,
        rest_days,
        hours,
    };
    server::scheduling::save_availability(&ctx, typed).await.map_err(crate::api::fail)?;
    crate::api::redirect("/portal/availability?saved=hours");
    Ok(())
}

#[server(endpoint = "scheduling/add_days_off")]
pub async fn add_days_off(
    first: String,
    #[server(default)] last: String,
    #[server(default)] note: String,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::add_days_off(&ctx, &first, &last, &note).await.map_err(crate::api::fail)?;
    crate::api::redirect("/portal/availability?saved=exceptions");
    Ok(())
}

#[server(endpoint = "scheduling/add_extra_hours")]
pub async fn add_extra_hours(day: String, from: String, until: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::add_extra_hours(&ctx, &day, &from, &until).await.map_err(crate::api::fail)?;
    crate::api::redirect("/portal/availability?saved=exceptions");
    Ok(())
}

#[server(endpoint = "scheduling/remove_exception")]
pub async fn remove_exception(
    day: NaiveDate,
    last: NaiveDate,
    kind: rules::ExceptionKind,
    from: domain::time::ClockTime,
    until: domain::time::ClockTime,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let like = rules::Exception { day, kind, from, until };
    server::scheduling::remove_exception(&ctx, like, last).await.map_err(crate::api::fail)?;
    crate::api::redirect("/portal/availability?saved=exceptions");
    Ok(())
}

/// The next calls of whoever is signed in, for home pages.
#[server(endpoint = "scheduling/upcoming_calls")]
pub async fn upcoming_calls() -> ApiResult<Vec<CallLine>> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::upcoming_calls(&ctx).await.map_err(crate::api::fail)
}

#[server(endpoint = "scheduling/calls_page")]
pub async fn calls_page(tab: rules::CallsTab, after: Option<String>) -> ApiResult<rules::CallsPage> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::calls_page(&ctx, tab, after.as_deref()).await.map_err(crate::api::fail)
}

#[server(endpoint = "scheduling/call_page")]
pub async fn call_page(call: CallId) -> ApiResult<rules::CallPage> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::call_page(&ctx, call).await.map_err(crate::api::fail)
}

/// Cancels a planned call and goes back to its page.
#[server(endpoint = "scheduling/cancel_call")]
pub async fn cancel_call(call: CallId, #[server(default)] reason: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::cancel_call(&ctx, call, &reason).await.map_err(crate::api::fail)
}

/// Records who came and goes back to the call's page.
#[server(endpoint = "scheduling/record_attendance")]
pub async fn record_attendance(call: CallId, attendance: rules::Attendance) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::record_attendance(&ctx, call, attendance).await.map_err(crate::api::fail)
}

/// The advocate's calendar for moving a call of theirs.
#[server(endpoint = "scheduling/call_move_page")]
pub async fn call_move_page(call: CallId, place: Asked) -> ApiResult<rules::CallMovePage> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::call_move_page(&ctx, call, &place).await.map_err(crate::api::fail)
}

#[server(endpoint = "scheduling/move_call")]
pub async fn move_call(call: CallId, slot: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::move_call(&ctx, call, &slot).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::portal_call(call));
    Ok(())
}

/// Where the company's calls meet.
#[server(endpoint = "scheduling/meeting_rooms")]
pub async fn meeting_rooms() -> ApiResult<rules::MeetingRoomsPage> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::meeting_rooms(&ctx).await.map_err(crate::api::fail)
}

/// Saves where calls meet from now on.
#[server(endpoint = "scheduling/save_meeting_rooms")]
pub async fn save_meeting_rooms(form: rules::MeetingRoomsForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::scheduling::save_meeting_rooms(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&[crate::paths::meeting_rooms(), "?saved=rooms"].concat());
    Ok(())
}
