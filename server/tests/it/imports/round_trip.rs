//! Our own exports, brought in again.

use domain::lists::{Format, ListName, Query};
use server::exports;

use super::*;

/// The list as a file, as it stands on the page that shows everything.
async fn exported(ctx: &Ctx, list: ListName) -> Vec<u8> {
    let query = Query::parse(if list == ListName::Opportunities { "view=all" } else { "" });
    exports::export(ctx, list, Format::Csv, &query).await.unwrap()
}

fn rows_of(file: &[u8]) -> usize {
    csv::Reader::from_reader(file).records().count()
}

#[tokio::test]
async fn a_list_that_is_exported_and_imported_again_changes_nothing() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    // Names that a spreadsheet would compute, two of one name, several products, limits of one's own, records of a CRM.
    sqlx::raw_sql(
        "update opportunities set name = '=1+1', products = array['Ledger', 'Close & Controls']
           where id = (select o.id from opportunities o join companies c on c.id = o.company_id where c.slug = 'quillstone' order by o.id limit 1);
         update opportunities o set name = 'Twins' from (
           select o.id from opportunities o join companies c on c.id = o.company_id
           where c.slug = 'quillstone' and o.name <> '=1+1' order by o.id limit 2) twins where o.id = twins.id;
         update advocates a set quarterly_cap = 1, monthly_cap = null from (
           select a.id from advocates a join companies c on c.id = a.company_id where c.slug = 'quillstone' order by a.id limit 1) one
           where a.id = one.id;
         update organisations g set name = '@Twins' from (
           select g.id from organisations g join companies c on c.id = g.company_id
           where c.slug = 'quillstone' order by g.id limit 2) twins where g.id = twins.id;
         update organisations g set source = 'salesforce', external_id = 'S-1' from (
           select g.id from organisations g join companies c on c.id = g.company_id
           where c.slug = 'quillstone' order by g.id desc limit 1) one where g.id = one.id;
         update opportunities o set source = 'hubspot', external_id = 'H-1' from (
           select o.id from opportunities o join companies c on c.id = o.company_id
           where c.slug = 'quillstone' order by o.id desc limit 1) one where o.id = one.id",
    )
    .execute(&mut t.superuser().await)
    .await
    .unwrap();
    let before = digests(&t).await;

    for (list, kind) in [
        (ListName::Organisations, Kind::Organisations),
        (ListName::Opportunities, Kind::Opportunities),
        (ListName::Advocates, Kind::Advocates),
        (ListName::Users, Kind::Users),
    ] {
        let file = exported(&ctx, list).await;
        let id = check(&t, &ctx, kind, &file).await;

        let counts = foreseen(&ctx, kind, id).await;

        let told = reasons(&ctx, kind, id).await;
        let page = imports::check_page(&ctx, kind, id, CheckRows::Changes, 0).await.unwrap();
        assert!(page.values.is_empty(), "{kind}, every product is known: {:?}", page.values);
        let changing = page.rows;
        assert_eq!(
            (counts.unchanged, counts.total()),
            (rows_of(&file), rows_of(&file)),
            "{kind}: {told:?} {changing:?}"
        );
        assert!(counts.total() > 3, "{kind}");
        assert_eq!(refused_code(imports::start(&ctx, kind, id).await).as_deref(), Some("nothing_to_import"));
    }
    assert_eq!(digests(&t).await, before);

    // What a CRM keeps is changed there, and a file that would change it says so.
    for (kind, table, id) in
        [(Kind::Organisations, "organisations", "S-1"), (Kind::Opportunities, "opportunities", "H-1")]
    {
        let sql = format!("select id from {table} where external_id = $1");
        let record: uuid::Uuid =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_one(&mut t.superuser().await).await.unwrap();
        let id = check(&t, &ctx, kind, format!("PeerChamps ID,Name\n{record},Another name\n").as_bytes()).await;
        let told = reasons(&ctx, kind, id).await;
        assert!(told.len() == 1 && told[0].2.contains("change it there"), "{told:?}");
    }
}

#[tokio::test]
async fn our_id_names_the_record_whatever_it_is_called_now() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    land(&t, &ctx, Kind::Organisations, b"name\nIvy Import\nOak Import\n").await;
    land(&t, &ctx, Kind::Opportunities, b"name,account\nIvy deal,Ivy Import\nOak deal,Oak Import\n").await;
    let mut superuser = t.superuser().await;
    let mut id_of = async |table: &str, name: &str| -> uuid::Uuid {
        let sql = format!("select id from {table} where name = $1");
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(name).fetch_one(&mut superuser).await.unwrap()
    };
    let (ivy, deal, other) = (
        id_of("organisations", "Ivy Import").await,
        id_of("opportunities", "Ivy deal").await,
        id_of("opportunities", "Oak deal").await,
    );
    let nobody = uuid::Uuid::nil();

    let file = format!("PeerChamps ID,Name\n{ivy},Oak Import\n{nobody},Elm Import\nnone,Fir Import\n");
    let (id, counts) = land(&t, &ctx, Kind::Organisations, file.as_bytes()).await;

    // It is renamed, not taken for the other of that name.
    assert_eq!(
        (counts.updated, counts.created, counts.errors),
        (1, 0, 2),
        "{:?}",
        reasons(&ctx, Kind::Organisations, id).await
    );
    let told = reasons(&ctx, Kind::Organisations, id).await;
    assert!(told[0].2.contains(&format!("has the PeerChamps ID “{nobody}”")), "{told:?}");
    assert!(told[1].2.contains("“none” is not an id of PeerChamps"), "{told:?}");
    let file =
        format!("PeerChamps ID,Name,Amount\n{deal},Oak deal,100\n,Oak deal,200\n{deal},Oak deal,300\n{other},,400\n");
    let (id, counts) = land(&t, &ctx, Kind::Opportunities, file.as_bytes()).await;

    let told = reasons(&ctx, Kind::Opportunities, id).await;
    assert_eq!((counts.updated, counts.created, counts.errors), (2, 0, 2), "{told:?}");
    assert!(told.iter().any(|(row, _, why)| *row == 4 && why.contains("row 2 already")), "{told:?}");
    assert!(
        told.iter().any(|(row, _, why)| *row == 5 && why.contains("Row 3 means the same record already")),
        "{told:?}"
    );
    let amounts: Vec<(uuid::Uuid, i64)> =
        sqlx::query_as("select id, amount_minor from opportunities where id = any($1) order by 2")
            .bind([deal, other])
            .fetch_all(&mut t.superuser().await)
            .await
            .unwrap();
    assert_eq!(amounts, [(deal, 10_000), (other, 20_000)]);
}

#[tokio::test]
async fn our_id_of_somebody_changes_no_address() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let ingrid: (uuid::Uuid, String) = sqlx::query_as(
        "select id, name from advocates where email = 'ingrid@skylarkmutual.example' and company_id = $1",
    )
    .bind(ctx.company())
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    let file = format!("PeerChamps ID,Name,E-mail\n{},{},elsewhere@skylarkmutual.example\n", ingrid.0, ingrid.1);

    let id = check(&t, &ctx, Kind::Advocates, file.as_bytes()).await;

    let told = reasons(&ctx, Kind::Advocates, id).await;
    assert!(told[0].2.contains("change an address on their page"), "{told:?}");
    assert_eq!(foreseen(&ctx, Kind::Advocates, id).await.landing(), 0);
}
