//! Advocates.

use super::*;

const CUSTOMERS: &[u8] = b"name,id,website,country\n\
    Ash Mutual,A-1,https://www.ash.example/en,DE\n\
    Beech Rail,B-2,beech.example,US\n";

/// A programme lead in a company with two customers and a prospect.
async fn begin(t: &TestApp) -> Ctx {
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    for (file, relation) in [(CUSTOMERS, "customer"), (&b"name\nCherry Prospect\n"[..], "prospect")] {
        let id = imports::upload(&ctx, Kind::Organisations, "o.csv", file.to_vec()).await.unwrap();
        let chosen = SaveColumns { relation: relation.into(), ..suggested(&ctx, Kind::Organisations, id).await };
        imports::save_columns(&ctx, Kind::Organisations, id, chosen).await.unwrap();
        t.run_jobs().await;
        imports::start(&ctx, Kind::Organisations, id).await.unwrap();
        t.run_jobs().await;
    }
    ctx
}

const PEOPLE: &str = "Name,E-mail,Job title,Organisation,Languages,Time zone,Country,Success manager,Speaks for,Seniority,Products,Use cases,Topics,Competitors replaced,Tags,Story,Outcome,Team notes,Most in a month,Agreed to references\n\
    Mei Oak,mei@ash.example,CFO,Ash Mutual,\"Deutsch, English\",CET,,adaeze@quillstone.example,Finance,C-Level,Ledger,Close,Audit,Abacus,champion,We moved.,Close in four days,Likes mornings,2,Y\n\
    Odalys Brim,odalys@beech.example,,,English,America/Chicago,US,,,,,,,,,,,,,no\n\
    Ngozi Larch,ngozi@other.example,Head of IT,BEECH RAIL,,,GB,,,,,,,,,,,,,\n";

#[tokio::test]
async fn advocates_land_with_all_their_fields_and_are_taken_back_exactly() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;
    let before = digests(&t).await;

    let (id, counts) = land(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;

    assert_eq!((counts.created, counts.errors, counts.agreed), (3, 0, 1));
    let mut superuser = t.superuser().await;
    let mei: (String, Vec<String>, String, String, String, Vec<String>, i32, String) = sqlx::query_as(
        "select a.title, a.languages, a.time_zone, a.persona, a.seniority, a.products, a.monthly_cap, u.email
         from advocates a join users u on u.id = a.owner_id where a.email = 'mei@ash.example'",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        mei,
        (
            "CFO".into(),
            list(&["de", "en"]),
            "Europe/Berlin".into(),
            "finance".into(),
            "c_level".into(),
            list(&["Ledger"]),
            2,
            PROGRAMME_LEAD.into()
        )
    );
    // The domain of the address told the customer, the country of the row the zone.
    let others: Vec<(String, String)> = sqlx::query_as(
        "select o.name, a.time_zone from advocates a join organisations o on o.id = a.organisation_id
         where a.email in ('odalys@beech.example', 'ngozi@other.example') order by a.email",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert_eq!(
        others,
        [("Beech Rail".into(), "Europe/London".into()), ("Beech Rail".into(), "America/Chicago".into())]
    );

    let after = digests(&t).await;
    let again = check(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;
    let counts = foreseen(&ctx, Kind::Advocates, again).await;
    assert_eq!((counts.unchanged, counts.landing(), counts.errors), (3, 0, 0));
    assert_eq!(digests(&t).await, after);

    imports::undo(&ctx, Kind::Advocates, id).await.unwrap();
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn consent_is_never_given_by_a_file_and_a_no_is_kept() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;

    land(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;

    let consents: Vec<(String, String, String, String)> = sqlx::query_as(
        "select a.email, c.activity, c.decision, a.lifecycle from consents c join advocates a on a.id = c.advocate_id
         where a.email like '%@ash.example' or a.email like '%@beech.example'",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    let expected = ["odalys@beech.example", "reference_call", "withdrawn", "candidate"].map(str::to_owned);
    assert_eq!(consents.into_iter().map(|(a, b, c, d)| [a, b, c, d]).collect::<Vec<_>>(), [expected]);
}

#[tokio::test]
async fn a_changed_advocate_is_put_back_and_the_one_who_has_the_form_open_is_told() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;
    land(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;
    let before = digests(&t).await;
    let file = "name,email,job title,tags,outcome,agreed to references\n\
        Mei-Lin Oak,MEI@ash.example,,\"Champion, speaker\",Less risk,no\n\
        Odalys Brim,odalys@beech.example,,,,\n";

    let (id, counts) = land(&t, &ctx, Kind::Advocates, file.as_bytes()).await;

    assert_eq!((counts.updated, counts.unchanged), (1, 1));
    let mei: (String, String, Vec<String>, i64) = sqlx::query_as(
        "select a.name, a.title, a.tags, (select count(*) from advocate_outcomes o where o.advocate_id = a.id)
         from advocates a where a.email = 'mei@ash.example'",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    assert_eq!(mei, ("Mei-Lin Oak".into(), "CFO".into(), vec!["champion".into(), "speaker".into()], 2));
    let told: serde_json::Value = sqlx::query_scalar(
        "select body -> 'fields' from events where kind = 'advocate_changed' order by seq desc limit 1",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, serde_json::json!(["name", "tags", "outcomes"]));
    imports::undo(&ctx, Kind::Advocates, id).await.unwrap();
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn rows_that_cannot_be_advocates_are_named_with_the_reason() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;
    land(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;
    sqlx::raw_sql(
        "update users set disabled_at = now() where email = 'juno@quillstone.example';
         update advocates set reference_status = 'do_not_use' where email = 'odalys@beech.example'",
    )
    .execute(&mut t.superuser().await)
    .await
    .unwrap();
    let file = "name,email,organisation,success manager,time zone,languages,most in a month\n\
        Mei Oak,mei@ash.example,Beech Rail,,,,\n\
        Ann New,ann@new.example,Ash Mutual,,,,\n\
        Ann Newer,ANN@new.example,Ash Mutual,,,,\n\
        Bo New,bo@new.example,Atlantis,,,,\n\
        Cy New,cy@new.example,Cherry Prospect,,,,\n\
        Di New,di@nowhere.example,,,,,\n\
        Ed New,not an address,Ash Mutual,,,,\n\
        ,fay@new.example,Ash Mutual,,,,\n\
        Adaeze,adaeze@quillstone.example,Ash Mutual,,,,\n\
        Gil New,gil@new.example,Ash Mutual,,,,40\n\
        Odalys Brim,odalys@beech.example,,,,,\n\
        Hal New,hal@new.example,Ash Mutual,juno@quillstone.example,Mars/Olympus,Klingon,\n\
        Mei Oak,mei2@new.example,Ash Mutual,,,,\n\
        =cmd|' /C calc'!A0,ivy@new.example,Ash Mutual,,,,\n";

    let (id, counts) = land(&t, &ctx, Kind::Advocates, file.as_bytes()).await;

    let told = reasons(&ctx, Kind::Advocates, id).await;
    let said = |row: i32| told.iter().find(|(number, ..)| *number == row).map_or("", |(_, _, text)| text.as_str());
    for (row, words) in [
        (2, "is Mei Oak of Ash Mutual already, not of Beech Rail"),
        (4, "stands in row 3 already"),
        (5, "No customer is called “Atlantis”"),
        (6, "“Cherry Prospect” is no customer of yours"),
        (7, "names no organisation"),
        (8, "email “not an address”"),
        (9, "name is blank"),
        (10, "is the address of Adaeze"),
        (11, "40 asks in a month are more than"),
        (12, "not to be used as a reference; the import leaves that as it is"),
        (13, "suspended"),
        (13, "Mars/Olympus"),
        (13, "Klingon"),
        (14, "may be the same person"),
    ] {
        assert!(said(row).contains(words), "row {row}: {words}: {told:?}");
    }
    assert_eq!((counts.created, counts.errors, counts.unchanged), (4, 9, 1));
    let (_, csv) = imports::problems_csv(&ctx, Kind::Advocates, id).await.unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("not an address") && csv.lines().count() == 13, "{csv}");
}

#[tokio::test]
async fn undo_is_refused_once_an_advocate_was_changed_or_asked() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;
    let (id, _) = land(&t, &ctx, Kind::Advocates, PEOPLE.as_bytes()).await;
    let mut superuser = t.superuser().await;
    sqlx::raw_sql("update advocates set title = 'Chief' where email = 'mei@ash.example'")
        .execute(&mut superuser)
        .await
        .unwrap();

    let changed = imports::undo(&ctx, Kind::Advocates, id).await.unwrap_err();
    sqlx::raw_sql(
        "update advocates set title = 'CFO', updated_at = created_at where email = 'mei@ash.example';
         insert into touches (company_id, id, advocate_id, kind, at)
         select company_id, gen_random_uuid(), id, 'survey', now() from advocates where email = 'ngozi@other.example'",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    let before = digests(&t).await;
    let used = imports::undo(&ctx, Kind::Advocates, id).await.unwrap_err();

    assert!(changed.to_string().contains("Mei Oak") && !changed.to_string().contains("Odalys"), "{changed}");
    assert!(used.to_string().contains("1 touch"), "{used}");
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn any_encoding_and_delimiter_brings_the_same_advocates() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;
    let text = "name;e-mail;organisation;tags\nJürgen Größe;juergen@ash.example;Ash Mutual;a, b\n";
    land(&t, &ctx, Kind::Advocates, text.as_bytes()).await;

    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [latin, utf16, text.replace(';', "\t").into_bytes(), text.replace(';', "|").into_bytes()] {
        let id = check(&t, &ctx, Kind::Advocates, &bytes).await;
        let counts = foreseen(&ctx, Kind::Advocates, id).await;
        assert_eq!((counts.unchanged, counts.total()), (1, 1));
    }
}

#[tokio::test]
async fn a_file_without_what_is_needed_is_refused_before_anything_is_kept() {
    let t = TestApp::new().await;
    let ctx = begin(&t).await;

    for (file, words) in [
        (&b""[..], "empty"),
        (b"name,e-mail\n", "no rows below"),
        (b"name,e-mail,Name\nA,a@x.example,B\n", "the 1st and the 3rd"),
    ] {
        let error = imports::upload(&ctx, Kind::Advocates, "a.csv", file.to_vec()).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    let id = imports::upload(&ctx, Kind::Advocates, "a.csv", b"name,colour\nA,red\n".to_vec()).await.unwrap();
    let chosen = suggested(&ctx, Kind::Advocates, id).await;
    let error = imports::save_columns(&ctx, Kind::Advocates, id, chosen).await.unwrap_err();
    assert!(error.problem().unwrap().of_field("mapping").unwrap().contains("e-mail address"));
}
