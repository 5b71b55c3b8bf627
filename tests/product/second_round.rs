//! Somebody said no: the same request goes to the next one, through the pages alone.

use http::{StatusCode, header};

use crate::world::{INGRID, World, person};
use domain::accounts::Role;

/// The first address of a page's link that begins so.
fn link(page: &str, start: &str) -> String {
    let rest = page.split_once(&format!("href=\"{start}")).unwrap_or_else(|| panic!("no link to {start} in {page}")).1;
    let path = rest.split('"').next().unwrap_or_default();
    format!("{start}{path}").replace("&amp;", "&")
}

/// Name and value of every field a browser would send, as the page shows the form, and 45 minutes.
fn fields(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap_or_default());
        value.map(|text| text.replace("&#x27;", "'").replace("&amp;", "&"))
    };
    let form = page.split_once("/_fn/requests/submit\"").unwrap_or_else(|| panic!("no form in {page}")).1;
    let form = form.split("</form>").next().unwrap_or_default();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let is_box = attribute(tag, "type").is_some_and(|kind| kind == "checkbox");
        if let Some(name) = attribute(tag, "name")
            .filter(|_| !is_box || tag.split(' ').any(|word| word == "checked" || word.starts_with("checked=")))
        {
            fields.push((name, attribute(tag, "value").unwrap_or_else(|| "on".into())));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap();
        let text = rest.split("</textarea>").next().unwrap_or_default();
        fields.push((attribute(tag, "name").unwrap(), text.replace("&#x27;", "'").replace("&amp;", "&")));
    }
    fields.push(("form[duration]".into(), "45".into()));
    fields
}

fn body(fields: &[(String, String)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", app::paths::encoded(name), app::paths::encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

async fn asks(world: &World, request: &str) -> Vec<(i32, String)> {
    sqlx::query_as("select wave, state from asks where request_id = $1::uuid order by wave")
        .bind(request)
        .fetch_all(&mut world.test.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_request_that_was_declined_goes_to_the_next_best_with_its_words_and_guests() {
    let world = World::new().await;
    let juno = world.test.cookie(person(Role::Rep)).await;
    let ingrid = world.test.cookie(INGRID).await;
    let plain = |path: &'static str| {
        http::Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "http://localhost:3000/requests/new")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    for sql in [
        "update companies set monthly_cap = 6, quarterly_cap = 12",
        "update advocates set monthly_cap = null, quarterly_cap = null",
    ] {
        sqlx::query(sql).execute(&mut world.test.superuser().await).await.unwrap();
    }
    // The day before left a request of this deal that was accepted; it is out of the way.
    world
        .send(
            plain("/_fn/requests/cancel"),
            &world.fill("request=$request", crate::world::Ids::Quillstones),
            Some(&juno),
        )
        .await;
    let first = world.fill("/requests/new?opportunity=$opportunity&advocate=$advocate", crate::world::Ids::Quillstones);
    let page = world.open(&first, Some(&juno)).await;
    let mut form = fields(&page.text);
    form.iter_mut().find(|(name, _)| name == "form[avoid]").unwrap().1 = "Prices".into();
    let sent = world.send(plain("/_fn/requests/submit"), &body(&form), Some(&juno)).await;
    let path = sent.location().to_owned();
    let request = path.rsplit('/').next().unwrap().to_owned();
    let guests = page.text.matches(" name=\"form[guests][]\"").count();
    assert!(guests > 0, "the deal has contacts");

    let ask: String = sqlx::query_scalar("select id::text from asks where request_id = $1::uuid")
        .bind(&request)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    world.send(plain("/_fn/requests/decline"), &format!("ask={ask}&reason=too_busy"), Some(&ingrid)).await;
    let declined = world.open(&path, Some(&juno)).await;
    let next = link(&declined.text, "/requests/new?");
    assert!(next.contains(&format!("request={request}")), "{next}");

    let again = world.open(&next, Some(&juno)).await;
    assert_eq!(again.status, StatusCode::OK);
    let form = fields(&again.text);
    assert!(form.contains(&("request".into(), request.clone())), "{form:?}");
    assert!(form.contains(&("form[avoid]".into(), "Prices".into())), "{form:?}");
    assert!(form.iter().any(|(name, _)| name == "form[guests][]"), "the guests stay ticked");
    assert!(!form.iter().any(|(_, value)| value.starts_with("Hello Ingrid")), "nobody is called by another's name");
    let sent = world.send(plain("/_fn/requests/submit"), &body(&form), Some(&juno)).await;
    assert_eq!(sent.location(), path, "it is the same request");

    assert_eq!(asks(&world, &request).await, [(1, "declined".into()), (2, "sent".into())]);
    let open: i64 = sqlx::query_scalar(
        "select count(*) from requests q join requests r on r.opportunity_id = q.opportunity_id
         where r.id = $1::uuid and q.state not in ('completed', 'cancelled', 'closed')",
    )
    .bind(&request)
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();
    assert_eq!(open, 1, "no declined one stays behind");
    let shown = world.open(&path, Some(&juno)).await;
    assert!(!shown.text.contains("Ask somebody else"), "one at a time");
}

#[tokio::test]
async fn asking_from_the_matching_page_goes_on_with_the_request_that_found_nobody() {
    let world = World::new().await;
    let juno = world.test.cookie(person(Role::Rep)).await;
    let mut superuser = world.test.superuser().await;
    let request = world.fill("$request", crate::world::Ids::Quillstones);
    for sql in [
        "update asks set state = 'declined' where request_id = $1::uuid",
        "update requests set state = 'declined' where id = $1::uuid",
    ] {
        sqlx::query(sql).bind(&request).execute(&mut superuser).await.unwrap();
    }
    let matching =
        world.open(&world.fill("/opportunities/$opportunity", crate::world::Ids::Quillstones), Some(&juno)).await;
    let next = link(&matching.text, "/requests/new?");

    let page = world.open(&next, Some(&juno)).await;

    assert!(fields(&page.text).contains(&("request".into(), request)), "{next}");
}
