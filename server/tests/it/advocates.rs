//! Advocates through their use cases, on the story world.

use domain::advocates::{
    AdvocateRow, Directory, DirectorySort, Profile, ProfileOverview, ProfileSection, ProfileShown, Readiness, Status,
};
use domain::lists::Query;
use domain::problem::Problem;
use server::advocates;
use server::ctx::Ctx;
use server::testing::TestApp;

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

/// Every row of the directory, page by page.
async fn all_rows(ctx: &Ctx, mut query: Query) -> Vec<AdvocateRow> {
    let mut rows = Vec::new();
    loop {
        let Directory::Full { page, .. } = advocates::directory(ctx, &query).await.unwrap() else {
            panic!("the full directory expected")
        };
        rows.extend(page.rows);
        match page.next {
            Some(next) => query = query.turned("after", &next),
            None => return rows,
        }
    }
}

async fn named(ctx: &Ctx, name: &str) -> AdvocateRow {
    let rows = all_rows(ctx, Query::default().with("q", name)).await;
    rows.into_iter().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} is not listed"))
}

fn overview(profile: Profile) -> ProfileOverview {
    match profile.shown {
        ProfileShown::Overview(overview) => *overview,
        other => panic!("the overview expected, not {other:?}"),
    }
}

#[tokio::test]
async fn the_cards_count_everybody_once_and_filter_to_what_they_count() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let Directory::Full { counts, people, .. } = advocates::directory(&juno, &Query::default()).await.unwrap() else {
        panic!("the full directory expected")
    };

    assert_eq!(counts.iter().map(|count| count.number).sum::<u32>(), people);
    assert_eq!(all_rows(&juno, Query::default()).await.len(), people as usize);
    for count in counts {
        let group = Query::default().with("status", count.readiness.as_str());
        let rows = all_rows(&juno, group).await;
        assert_eq!(rows.len(), count.number as usize, "{}", count.readiness);
        assert!(rows.iter().all(|row| row.status.readiness() == count.readiness));
    }
}

/// Each thing that decides who may be asked, changed from outside after the directory was read: the
/// cards and the filters, which are counted in memory, say at once what the rows say.
#[tokio::test]
async fn whatever_changes_where_somebody_stands_is_counted_by_the_next_page() {
    const CHANGES: [(&str, &str); 9] = [
        ("a withdrawn consent", "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
            select company_id, gen_random_uuid(), id, 'reference_call', 'withdrawn', '2026-11-19 10:24Z' from advocates where id = $1"),
        ("a pause", "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at)
            select company_id, gen_random_uuid(), id, 'paused', '2026-11-19 10:24Z' from advocates where id = $1"),
        ("a shield", "insert into shields (company_id, id, organisation_id, class, effect, raised_at)
            select company_id, gen_random_uuid(), organisation_id, 'escalated', 'closes', '2026-11-19 10:24Z' from advocates where id = $1"),
        ("a veto", "insert into vetoes (company_id, id, advocate_id, reason, vetoed_by, vetoed_at)
            select company_id, gen_random_uuid(), id, 'Not now', owner_id, '2026-11-19 10:24Z' from advocates where id = $1"),
        ("a reference status", "update advocates set reference_status = 'do_not_use' where id = $1"),
        ("a renewal", "update organisations set renewal_on = '2026-11-24' where id = (select organisation_id from advocates where id = $1)"),
        ("a day off", "insert into availability_exceptions (company_id, id, advocate_id, day, kind)
            select company_id, gen_random_uuid(), id, '2026-11-19', 'off' from advocates where id = $1"),
        ("a call", "insert into touches (company_id, id, advocate_id, kind, cost, at)
            select company_id, gen_random_uuid(), id, 'call', 9000, '2026-11-18 10:00Z' from advocates where id = $1"),
        ("the company's cap", "update companies set monthly_cap = 0 where id = (select company_id from advocates where id = $1)"),
    ];
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let mut superuser = t.superuser().await;

    for (what, sql) in CHANGES {
        let rows = all_rows(&juno, Query::parse("status=can_be_asked")).await;
        let asked = rows.iter().find(|row| row.status == Status::Available).unwrap();

        sqlx::query(sql).bind(asked.id.0).execute(&mut superuser).await.unwrap();

        let Directory::Full { counts, .. } = advocates::directory(&juno, &Query::default()).await.unwrap() else {
            panic!("the full directory expected")
        };
        let everybody = all_rows(&juno, Query::default()).await;
        let after = everybody.iter().find(|row| row.id == asked.id).unwrap();
        assert_ne!(after.status, Status::Available, "{what}");
        for count in counts {
            let shown = everybody.iter().filter(|row| row.status.readiness() == count.readiness).count();
            assert_eq!(count.number as usize, shown, "{what}: {}", count.readiness);
            let group = all_rows(&juno, Query::default().with("status", count.readiness.as_str())).await;
            assert!(group.iter().all(|row| row.status.readiness() == count.readiness), "{what}: {}", count.readiness);
            assert_eq!(group.len(), shown, "{what}: {}", count.readiness);
        }
    }
}

#[tokio::test]
async fn every_order_visits_everybody_once() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let expected = all_rows(&juno, Query::default()).await.len();

    for sort in DirectorySort::ALL {
        for dir in ["up", "down"] {
            let sorted = Query::default().with("sort", sort.as_str()).with("dir", dir);
            let mut ids: Vec<_> = all_rows(&juno, sorted).await.into_iter().map(|row| row.id).collect();
            let listed = ids.len();
            ids.sort();
            ids.dedup();

            assert_eq!((listed, ids.len()), (expected, expected), "{sort} {dir}");
        }
    }
}

#[tokio::test]
async fn the_directory_and_matching_agree_on_who_may_be_asked() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let query = Query::parse("view=all&q=Marlowe+Street+Bank");
    let list = server::opportunities::list(&juno, &query);
    let marlowe = list.await.unwrap().page.rows[0].id;
    let directory = all_rows(&adaeze, Query::default()).await;

    let bench = server::matching::workbench(&juno, marlowe, server::matching::View::default()).await.unwrap();

    // Matching knows more reasons to hold somebody back (rivals, languages, hours) but never fewer.
    for terms in &bench.terms {
        let row = directory.iter().find(|row| row.id == terms.id).unwrap();
        assert!(row.status.may_be_asked(), "{} is ranked and {}", row.name, row.status);
        assert_eq!(row.fatigue, terms.load.fatigue(), "{}", row.name);
    }
    assert!(!bench.terms.is_empty());
}

#[tokio::test]
async fn text_finds_people_by_name_company_title_and_story() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    for words in ["ingrid", "SKYLARK", "vp finance op", "ironbook and took nine"] {
        let found = all_rows(&juno, Query::default().with("q", words)).await;
        assert!(found.iter().any(|row| row.name == "Ingrid Thistlewood"), "{words}");
    }
}

#[tokio::test]
async fn an_industry_brings_everything_below_it_and_a_product_those_who_use_it() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let count = async |query: Query| all_rows(&juno, query).await.len();

    let finance = count(Query::default().with("industry", "finance")).await;
    let banking = count(Query::default().with("industry", "finance/banking")).await;
    let treasury = count(Query::default().with("product", "Treasury")).await;
    let everybody = count(Query::default()).await;

    assert!(0 < banking && banking < finance && finance < everybody);
    assert!(0 < treasury && treasury < everybody);
}

#[tokio::test]
async fn somebody_whose_ticket_burns_is_not_to_be_asked() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    let efe = named(&juno, "Efe Rainsworth").await;

    assert_eq!(efe.status.readiness(), Readiness::DoNotAsk);
    assert_eq!(efe.support.label(), "Urgent ticket");
}

#[tokio::test]
async fn a_success_manager_sees_their_own_customers_only() {
    let t = TestApp::new().await;
    let (tamsin, juno) = (t.sign_in(TAMSIN).await, t.sign_in(JUNO).await);
    let everybody = all_rows(&juno, Query::default()).await;

    let hers = all_rows(&tamsin, Query::default()).await;

    assert!(!hers.is_empty() && hers.len() < everybody.len());
    let other = everybody.iter().find(|row| hers.iter().all(|mine| mine.id != row.id)).unwrap();
    let error = advocates::profile(&tamsin, &other.id.to_string(), ProfileSection::Overview, None).await.unwrap_err();
    assert_eq!(error.problem(), Some(&Problem::NotFound));
}

#[tokio::test]
async fn an_agent_sees_names_and_opens_no_profile() {
    let t = TestApp::new().await;
    let (sunniva, juno) = (t.sign_in(SUNNIVA).await, t.sign_in(JUNO).await);
    let ingrid = named(&juno, "Ingrid Thistlewood").await.id.to_string();

    let directory = advocates::directory(&sunniva, &Query::default()).await.unwrap();
    let profile = advocates::profile(&sunniva, &ingrid, ProfileSection::Overview, None).await.unwrap_err();
    let made_up = advocates::profile(&sunniva, &uuid::Uuid::now_v7().to_string(), ProfileSection::Overview, None).await;

    assert!(matches!(directory, Directory::Names { .. }));
    assert_eq!(profile.problem().map(Problem::status), Some(403));
    assert_eq!(made_up.unwrap_err().problem(), Some(&Problem::NotFound));
}

#[tokio::test]
async fn an_analyst_sees_neither_address_nor_private_notes() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let ingrid = named(&juno, "Ingrid Thistlewood").await.id.to_string();
    let mut viewer = t.viewer("quillstone", ADAEZE).await;
    viewer.roles = vec![domain::accounts::Role::Analyst];
    let analyst = Ctx::for_viewer(t.app.clone(), viewer, uuid::Uuid::now_v7());

    let full = advocates::profile(&juno, &ingrid, ProfileSection::Overview, None).await.unwrap();
    let seen = advocates::profile(&analyst, &ingrid, ProfileSection::Overview, None).await.unwrap();

    assert!(serde_json::to_string(&full).unwrap().contains("ingrid@skylarkmutual.example"));
    assert!(!serde_json::to_string(&seen).unwrap().contains("ingrid@skylarkmutual.example"));
    assert!(overview(full).private_notes.is_some());
    assert_eq!(overview(seen).private_notes, None);
}

#[tokio::test]
async fn the_figures_of_a_profile_come_from_the_records() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let row = named(&juno, "Ingrid Thistlewood").await;
    let mut superuser = t.superuser().await;
    let held: i64 =
        sqlx::query_scalar("select count(*) from reference_calls where advocate_id = $1 and state = 'completed'")
            .bind(row.id.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap();

    let shown = overview(advocates::profile(&juno, &row.id.to_string(), ProfileSection::Overview, None).await.unwrap());

    assert!(held > 0);
    assert_eq!(i64::from(shown.kpis.references), held);
    assert_eq!(shown.load.len(), 12);
    assert_eq!(shown.monthly_cap, 3);
    assert!(shown.story.contains("Ironbook"));
    assert!(shown.consents.iter().any(|consent| consent.label == "Reference call" && consent.is_given));
}

#[tokio::test]
async fn foreign_and_malformed_ids_do_not_exist() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let foreign = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let theirs = all_rows(&foreign, Query::default()).await[0].id.to_string();

    for id in [theirs.as_str(), "not-an-id", ""] {
        for section in ProfileSection::ALL {
            let error = advocates::profile(&juno, id, *section, None).await.unwrap_err();
            assert_eq!(error.problem(), Some(&Problem::NotFound), "{id} {section}");
        }
    }
}

#[tokio::test]
async fn a_portrait_is_drawn_small_and_shown_to_colleagues_only() {
    let t = TestApp::new().await;
    let (tamsin, juno, adaeze) = (t.sign_in(TAMSIN).await, t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let ingrid = named(&juno, "Ingrid Thistlewood").await.id.to_string();
    // One green dot as a PNG.
    let dot: Vec<u8> = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf0000020201007b0981780000000049454e44ae426082"
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let status = |result: Result<(), server::error::Error>| result.unwrap_err().problem().map(Problem::status);

    assert_eq!(status(advocates::set_photo(&juno, &ingrid, dot.clone()).await), Some(403));
    assert_eq!(status(advocates::set_photo(&adaeze, &ingrid, b"<svg/>".to_vec()).await), Some(422));
    assert_eq!(status(advocates::photo(&juno, &ingrid).await.map(drop)), Some(404));
    advocates::set_photo(&tamsin, &ingrid, dot.clone()).await.unwrap();

    let kept = advocates::photo(&t.sign_in(SUNNIVA).await, &ingrid).await.unwrap();
    assert_eq!(kept.kind, domain::files::FileKind::Webp);
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(advocates::photo(&ottoline, &ingrid).await.map(drop)), Some(404));
    let header = advocates::profile(&juno, &ingrid, ProfileSection::Overview, None).await.unwrap().header;
    assert!(header.photo.is_some_and(|photo| photo.starts_with("/advocates/")) && !header.may_edit_photo);
}
