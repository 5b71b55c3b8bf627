//! Every server function and every page, called by everybody.

use std::collections::BTreeSet;

use domain::accounts::{Permission, Role, Scope};
use http::StatusCode;

use crate::table::{DOWNLOADS, Effect, FUNCTIONS, KEYS, PAGES, POSTS, Row, Who};
use crate::world::{Answer, INGRID, Ids, World, person};

/// The only page of the route table that exists to say that there is none.
const NO_PAGE: &str = "/not-found";

impl Who {
    /// How far this role reaches; nothing when it may not.
    fn reach(&self, role: Role) -> Scope {
        match self {
            Self::Anybody | Self::Linked => Scope::All,
            Self::Staff if role == Role::Advocate => Scope::None,
            Self::Staff => Scope::All,
            Self::May(permissions) => permissions.iter().map(|may| role.scope(*may)).max().unwrap_or(Scope::None),
        }
    }

    fn needs_session(&self) -> bool {
        matches!(self, Self::Staff | Self::May(_))
    }
}

fn names(rows: &[Row]) -> BTreeSet<&str> {
    let names: BTreeSet<&str> = rows.iter().map(|row| row.path).collect();
    assert_eq!(names.len(), rows.len(), "a path has two rows");
    names
}

#[test]
fn every_server_function_has_a_row_and_every_row_a_function() {
    // Naming the app keeps its functions in this program.
    let _ = app::app::App;
    let functions: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let rows = names(FUNCTIONS);

    let forgotten: Vec<_> = functions.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&functions).collect();
    assert!(
        forgotten.is_empty(),
        "Welcome, new server function! Say in tests/product/table.rs who may call {forgotten:?}: one row each, and every role is tried on it.",
    );
    assert!(gone.is_empty(), "these rows of tests/product/table.rs name functions that are gone: {gone:?}");
}

#[tokio::test]
async fn every_page_has_a_row_and_every_row_a_page() {
    let routes = leptos_axum::generate_route_list(app::app::App);
    let pages: BTreeSet<&str> = routes.iter().map(|route| route.path()).filter(|path| *path != NO_PAGE).collect();
    let rows = names(PAGES);

    let forgotten: Vec<_> = pages.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&pages).collect();
    assert!(
        forgotten.is_empty(),
        "Welcome, new page! Say in tests/product/table.rs who may open {forgotten:?}: one row each, and every role is tried on it.",
    );
    assert!(gone.is_empty(), "these rows of tests/product/table.rs name pages that are gone: {gone:?}");
}

/// The addresses the server answers beside pages and functions, as its sources name them.
fn edges() -> BTreeSet<String> {
    let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/server/src"))];
    let mut edges = BTreeSet::new();
    while let Some(place) = open.pop() {
        for entry in std::fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            // A stand-in plays somebody else's server and is no address of the product.
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("stand_in.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap();
                let named = code.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1));
                edges.extend(named.map(str::to_owned));
            }
        }
    }
    edges
}

#[test]
fn every_other_address_has_a_row_and_every_row_an_address() {
    let rows: BTreeSet<String> =
        DOWNLOADS.iter().chain(POSTS).map(|row| row.path).chain(KEYS.iter().copied()).map(str::to_owned).collect();

    assert_eq!(edges(), rows, "tests/product/table.rs says who may use each of them");
}

#[tokio::test]
async fn what_is_posted_to_an_address_of_its_own_is_taken_from_those_who_may() {
    let world = World::new().await;
    let mut faults = Faults::default();
    for row in POSTS {
        let (path, kind, body) = match row.sends.starts_with('/') {
            true => (world.fill(row.sends, Ids::Quillstones), "multipart/form-data; boundary=b", "--b--\r\n"),
            false => (row.path.to_owned(), "application/x-www-form-urlencoded", row.sends),
        };
        let post = async |cookie: Option<&str>| {
            let request = http::Request::post(&path).header(http::header::CONTENT_TYPE, kind);
            world.send(request, body, cookie).await
        };
        let anonymous = post(None).await;
        let turned_away = anonymous.location().starts_with("/sign-in?next=/");
        faults.note(
            anonymous.status == StatusCode::SEE_OTHER && turned_away == row.who.needs_session(),
            row,
            "nobody",
            &anonymous,
        );
        for role in Role::ALL {
            let answer = post(Some(&world.test.cookie(person(*role)).await)).await;
            let holds = match row.who.reach(*role) {
                Scope::None => is_kept_out(&answer),
                _ => answer.status == StatusCode::SEE_OTHER,
            };
            faults.note(holds, row, role.as_str(), &answer);
        }
    }

    assert!(faults.0.is_empty(), "{} answers went against the table:\n{}", faults.0.len(), faults.0.join("\n"));
}

/// Whether this is what somebody sees who may: real things where the role reaches all of them, and
/// never a mishap. What changes something is sent with ids nobody has.
fn is_let_in(row: &Row, reach: Scope, answer: &Answer) -> bool {
    let status = answer.status;
    let refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || status.is_server_error();
    let sees_all = matches!(row.effect, Effect::Read) && (reach == Scope::All || is_portals(row));
    let turned_away = answer.location().starts_with("/sign-in");
    // Guests without a planned call are led back to the times.
    let led_on = matches!(row.who, Who::Linked) && status == StatusCode::FOUND;
    !refused && !turned_away && (!sees_all || status == StatusCode::OK || led_on)
}

fn is_portals(row: &Row) -> bool {
    matches!(row.who, Who::May([Permission::UsePortal]))
}

fn is_kept_out(answer: &Answer) -> bool {
    // An advocate who opens a page of the company is shown the portal instead.
    let to_the_portal = answer.status == StatusCode::SEE_OTHER && answer.location() == "/portal";
    // And a colleague who opens an advocate's call sees it among the company's, or not at all.
    let to_the_company = answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/calls/");
    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) || to_the_portal || to_the_company
}

async fn send(world: &World, row: &Row, is_page: bool, ids: Ids, cookie: Option<&str>) -> Answer {
    let sends = world.fill(row.sends, ids);
    if is_page { world.open(&sends, cookie).await } else { world.call(row.path, &sends, cookie).await }
}

/// What went against the table, one line each.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn note(&mut self, holds: bool, row: &Row, who: &str, answer: &Answer) {
        if !holds {
            let text: String = answer.text.chars().take(160).collect();
            self.0.push(format!("{} as {who}: {} {} {text}", row.path, answer.status, answer.location()));
        }
    }
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_and_nothing_else() {
    let world = World::new().await;
    let mut cookies = Vec::new();
    for role in Role::ALL {
        cookies.push((*role, world.test.cookie(person(*role)).await));
    }
    let ottoline = world.test.cookie_at("quarrystone", "ottoline@quarrystone.example").await;
    let namesake = world.test.cookie_at("quarrystone", crate::world::INGRID).await;
    let mut faults = Faults::default();

    let functions = FUNCTIONS.iter().map(|row| (row, false));
    let pages = PAGES.iter().chain(DOWNLOADS).map(|row| (row, true));
    for (row, is_page) in functions.chain(pages) {
        let anonymous = send(&world, row, is_page, Ids::Quillstones, None).await;
        let holds = match (row.who.needs_session(), is_page) {
            (true, false) => anonymous.status == StatusCode::UNAUTHORIZED,
            (true, true) => {
                anonymous.status == StatusCode::SEE_OTHER && anonymous.location().starts_with("/sign-in?next=/")
            }
            (false, _) => is_let_in(row, Scope::All, &anonymous),
        };
        faults.note(holds, row, "nobody", &anonymous);

        for (role, cookie) in &cookies {
            let reach = row.who.reach(*role);
            // Those who may not are sent with real ids: that those exist must not open anything.
            let harmless = reach != Scope::None && matches!(row.effect, Effect::Write);
            let ids = if harmless { Ids::Nobodys } else { Ids::Quillstones };
            let answer = send(&world, row, is_page, ids, Some(cookie)).await;
            let holds = match (reach, &row.who) {
                (Scope::None, _) => is_kept_out(&answer),
                // The token is nobody's: the link leads nowhere.
                (_, Who::Linked) if ids == Ids::Nobodys => answer.status == StatusCode::NOT_FOUND,
                _ => is_let_in(row, reach, &answer),
            };
            faults.note(holds, row, role.as_str(), &answer);
        }

        // A link is its own permission; the mailbox shows one's own company's mail, so an id of
        // another company's opens nothing in it (canary.rs looks).
        if row.sends.contains('$') && row.who.needs_session() {
            let (who, cookie) = if is_portals(row) {
                ("Quarrystone's advocate", &namesake)
            } else {
                ("Quarrystone's administrator", &ottoline)
            };
            let answer = send(&world, row, is_page, Ids::Quillstones, Some(cookie)).await;
            faults.note(answer.status == StatusCode::NOT_FOUND, row, who, &answer);
        }
    }

    assert!(faults.0.is_empty(), "{} answers went against the table:\n{}", faults.0.len(), faults.0.join("\n"));
}

#[tokio::test]
async fn the_palette_offers_nothing_to_who_does_not_work_here_whatever_is_typed() {
    let world = World::new().await;
    let (juno, ingrid) = (world.test.cookie(person(Role::Rep)).await, world.test.cookie(INGRID).await);
    for typed in ["", "%3E", "%3Enew", "%40", "ingrid"] {
        let ask =
            async |cookie: Option<&str>| world.call("/_fn/search/palette", &format!("typed={typed}"), cookie).await;
        let (nobody, advocate, rep) = (ask(None).await, ask(Some(&ingrid)).await, ask(Some(&juno)).await);

        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{typed}: {}", nobody.text);
        assert_eq!(advocate.status, StatusCode::FORBIDDEN, "{typed}: {}", advocate.text);
        assert!(!advocate.text.contains("role="), "{typed}: {}", advocate.text);
        assert_eq!(rep.status, StatusCode::OK, "{typed}");
    }
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing_whoever_is_signed_in() {
    let world = World::new().await;
    let juno = world.test.cookie(person(Role::Rep)).await;
    let body = world.fill("request=$request", Ids::Quillstones);
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example"), ("x-none", "-")] {
        let request = http::Request::post("/_fn/requests/cancel")
            .header(name, value)
            .header(http::header::COOKIE, &juno)
            .header(http::header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = world.send_as_it_is(request, &body).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let cancelled: i64 = sqlx::query_scalar("select count(*) from requests where cancelled_at > $1")
        .bind(world.test.app.now() - chrono::Duration::minutes(1))
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!(cancelled, 0);
}
