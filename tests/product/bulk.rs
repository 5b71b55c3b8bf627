//! Changing rows of a list at once as a browser without a script does: one plain form, a redirect, a page, undo.

use domain::accounts::Role;
use http::{Request, StatusCode, header};

use crate::world::{Ids, World, person};

async fn post(world: &World, path: &str, body: &str, cookie: &str) -> crate::world::Answer {
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::REFERER, format!("{}/advocates", world.test.app.config().public_url))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    world.send(request, body, Some(cookie)).await
}

#[tokio::test]
async fn ticked_rows_are_changed_by_a_plain_form_and_put_back_by_another() {
    let world = World::new().await;
    let annika = world.test.cookie(person(Role::Programme)).await;
    let list = world.open("/advocates?sort=name", Some(&annika)).await;
    assert!(list.text.contains("name=\"form[ids][]\""), "no boxes in the rows");
    let id = world.fill("$advocate", Ids::Quillstones);

    let body = format!("form%5Blist%5D=advocates&form%5Bids%5D%5B%5D={id}&form%5Bact%5D=add_tags&form%5Btags%5D=Keen");
    let answer = post(&world, "/_fn/bulk/change", &body, &annika).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = answer.location().to_owned();
    assert!(page.starts_with("/bulk-edits/"), "{page}");
    let shown = world.open(&page, Some(&annika)).await;
    assert!(shown.text.contains("1 advocate changed."), "{}", shown.text);
    let edit = page.rsplit('/').next().unwrap_or_default();
    let answer = post(&world, "/_fn/bulk/undo", &format!("edit={edit}"), &annika).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, page.as_str()));
    let shown = world.open(&page, Some(&annika)).await;
    assert!(shown.text.contains("1 advocate put back as before."), "{}", shown.text);
}

#[tokio::test]
async fn a_refused_form_goes_back_to_the_list_with_the_rows_ticked_as_they_were() {
    let world = World::new().await;
    let annika = world.test.cookie(person(Role::Programme)).await;
    let id = world.fill("$advocate", Ids::Quillstones);
    let body = format!("form%5Blist%5D=advocates&form%5Bids%5D%5B%5D={id}&form%5Bact%5D=add_tags&form%5Btags%5D=");

    let answer = post(&world, "/_fn/bulk/change", &body, &annika).await;

    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/advocates"));
    let flash = answer.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cookies = format!("{annika}; {}", flash.split(';').next().unwrap_or_default());
    let list = world.open("/advocates?q=Ingrid+Thistlewood", Some(&cookies)).await;
    assert!(list.text.contains("Write at least one tag."), "{}", list.text);
    let ticked = list.text.split("<input").any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.contains(&format!("value=\"{id}\"")) && tag.contains(" checked")
    });
    assert!(ticked, "the box is empty");
}
