//! The settings of matching: presets and rules that hold at once, are tried before they are saved, and can be taken back.

use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{
    CompanyPreset, Factor, MatchingSettings, Preset, PresetForm, PresetNameForm, Rule, RulesForm, TeamPresetForm,
    Weights, movement, percent_text, rank,
};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::error::Error;
use server::matching::{self, View};
use server::story;
use server::testing::TestApp;

const ADAEZE: &str = "adaeze@quillstone.example";
const ANNIKA: &str = "annika@quillstone.example";
const JUNO: &str = "juno@quillstone.example";

async fn page(ctx: &Ctx) -> MatchingSettings {
    matching::settings(ctx, None, None).await.unwrap()
}

async fn marlowe(app: &TestApp) -> OpportunityId {
    sqlx::query_scalar(
        "select o.id from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

/// A second programme lead.
async fn annika(app: &TestApp) -> Ctx {
    sqlx::query("update users set roles = array['programme'] where email = $1")
        .bind(ANNIKA)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.sign_in(ANNIKA).await
}

/// The first preset with all weight on one factor.
async fn all_on(ctx: &Ctx, factor: Factor) -> PresetForm {
    let mut form = page(ctx).await.form;
    for other in Factor::ALL {
        *form.field_mut(*other) = if *other == factor { "100" } else { "0" }.into();
    }
    form
}

fn refusal(result: Result<(), Error>) -> (String, String) {
    match result.unwrap_err().problem() {
        Some(problem @ Problem::Refused(_)) => {
            (problem.refusal_code().unwrap_or_default().to_owned(), problem.to_string())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_saved_preset_holds_for_the_next_reader_of_a_deal_and_for_the_next_run() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;

    let form = all_on(&adaeze, Factor::Size).await;
    matching::save_company_preset(&adaeze, &form).await.unwrap();

    let read = matching::workbench(&juno, deal, View::default()).await.unwrap();
    assert_eq!(read.weights.share(Factor::Size), Weights::WHOLE);
    matching::run(&juno, deal, View::default()).await.unwrap();
    let kept: Preset = serde_json::from_value(
        sqlx::query_scalar("select weights from match_runs where opportunity_id = $1")
            .bind(deal)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap(),
    )
    .unwrap();
    assert_eq!(kept.weights, read.weights);
    let corwin = app.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let theirs: OpportunityId =
        sqlx::query_scalar("select id from opportunities where company_id = $1 and owner_id = $2 limit 1")
            .bind(corwin.company())
            .bind(corwin.viewer().unwrap().user)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    let other = matching::workbench(&corwin, theirs, View::default()).await.unwrap();
    assert_eq!(other.weights, Weights::BALANCED, "another company keeps its own");
}

#[tokio::test]
async fn whoever_saves_over_a_newer_save_is_told_whose_it_was() {
    let app = TestApp::new().await;
    let (adaeze, annika) = (app.sign_in(ADAEZE).await, annika(&app).await);
    let (mine, theirs) = (all_on(&adaeze, Factor::Size).await, all_on(&annika, Factor::Region).await);
    matching::save_company_preset(&adaeze, &mine).await.unwrap();

    let (code, words) = refusal(matching::save_company_preset(&annika, &theirs).await);

    assert_eq!(code, "preset_changed");
    assert!(words.contains("Balanced") && words.contains("by Adaeze"), "{words}");
    let held = page(&annika).await;
    assert_eq!(held.form.size, "100");
    let again = PresetForm { version: held.form.version, ..theirs };
    matching::save_company_preset(&annika, &again).await.unwrap();
    assert_eq!(page(&adaeze).await.form.region, "100");
}

#[tokio::test]
async fn weights_that_do_not_add_up_are_saved_only_by_whoever_read_what_becomes_of_them() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let before = page(&adaeze).await.form;
    let odd = PresetForm { industry: "17".into(), ..before.clone() };

    let (code, words) = refusal(matching::save_company_preset(&adaeze, &odd).await);

    assert_eq!(code, "not_whole");
    assert!(words.contains("add up to 101%"), "{words}");
    assert_eq!(page(&adaeze).await.form, before, "nothing was kept");
    let read = PresetForm { in_proportion: "101".into(), ..odd };
    matching::save_company_preset(&adaeze, &read).await.unwrap();
    assert_eq!(page(&adaeze).await.form.industry, "16.83", "17 of 101");
}

#[tokio::test]
async fn a_quarter_that_leaves_no_room_for_a_month_is_named() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let form = RulesForm { monthly_cap: "5".into(), quarterly_cap: "4".into(), ..page(&adaeze).await.rules };

    let refused = matching::save_rules(&adaeze, &form).await.unwrap_err();

    assert!(refused.problem().is_some_and(|problem| problem.of_field("quarterly_cap").is_some()), "{refused:?}");
}

#[tokio::test]
async fn the_last_save_can_be_taken_back_down_to_what_every_company_begins_with() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    for factor in [Factor::Size, Factor::Region] {
        let form = all_on(&adaeze, factor).await;
        matching::save_company_preset(&adaeze, &form).await.unwrap();
    }

    matching::undo_company_preset(&adaeze, "balanced", 2).await.unwrap();
    assert_eq!(page(&adaeze).await.form.size, "100");
    let (code, _) = refusal(matching::undo_company_preset(&adaeze, "balanced", 2).await);
    assert_eq!(code, "preset_changed", "pressed twice, it undoes once");
    matching::undo_company_preset(&adaeze, "balanced", 3).await.unwrap();
    assert_eq!(page(&adaeze).await.form.region, "100", "an undo can be taken back, too");

    let other = matching::settings(&adaeze, Some("same-industry"), None).await.unwrap();
    let mut form = other.form.clone();
    form.industry = "1".into();
    form.in_proportion = form.sum().map(percent_text).unwrap_or_default();
    matching::save_company_preset(&adaeze, &form).await.unwrap();
    matching::undo_company_preset(&adaeze, "same-industry", 1).await.unwrap();
    let back = matching::settings(&adaeze, Some("same-industry"), None).await.unwrap();
    assert_eq!(PresetForm { version: "0".into(), ..back.form }, other.form);
    assert_eq!(back.presets[1].version, 2);
}

#[tokio::test]
async fn a_draft_is_tried_on_the_deals_matched_last_and_saves_nothing() {
    let app = TestApp::new().await;
    story::match_deals(&app.app).await.unwrap();
    let adaeze = app.sign_in(ADAEZE).await;

    let same = matching::settings(&adaeze, None, Some(page(&adaeze).await.form)).await.unwrap();
    let draft = all_on(&adaeze, Factor::SoonestSlot).await;
    let other = matching::settings(&adaeze, None, Some(draft)).await.unwrap();

    let preview = same.preview.unwrap();
    assert_eq!((preview.deals + preview.left_out, preview.changed.len()), (20, 0));
    assert_eq!((preview.noes.0, preview.tired.0), (preview.noes.1, preview.tired.1));
    let preview = other.preview.unwrap();
    assert!(preview.changed.len() > 5, "all on the soonest slot finds others: {}", preview.changed.len());
    let (before, after, deals) = preview.hours_to_slot.unwrap();
    assert!(after <= before && deals > 0, "the soonest slot is not later: {before} to {after}");
    assert!(preview.changed.iter().all(|changed| changed.by > 0 && changed.because.is_some()));
    assert!(preview.changed.iter().any(|changed| changed.because.as_deref() == Some("Soonest slot")));
    assert!(preview.changed.iter().all(|changed| other.names.iter().any(|(id, _)| *id == changed.is)));
    assert_eq!(page(&adaeze).await.form.version, "0");
}

#[tokio::test]
async fn a_draft_that_cannot_be_read_says_what_to_mend_and_is_kept() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let draft = PresetForm { industry: "lots".into(), ..page(&adaeze).await.form };

    let page = matching::settings(&adaeze, None, Some(draft.clone())).await.unwrap();

    assert!(page.preview.is_none() && page.problem.unwrap().of_field("industry").is_some());
    assert_eq!(page.form, draft);
}

#[tokio::test]
async fn the_deals_of_a_team_begin_with_its_preset_whoever_looks() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;
    let team = page(&adaeze).await.teams.into_iter().find(|team| team.name == "Northern Europe").unwrap();
    let form = |preset: &str, before: &str| TeamPresetForm {
        team: team.team.to_string(),
        preset: preset.into(),
        before: before.into(),
    };

    matching::choose_team_preset(&adaeze, &form("same-industry", "")).await.unwrap();

    for ctx in [&adaeze, &juno] {
        let read = matching::workbench(ctx, deal, View::default()).await.unwrap();
        assert_eq!((read.usual.as_str(), read.chosen.as_str()), ("same-industry", "same-industry"));
    }
    let named = View { preset: Some("balanced".into()), ..View::default() };
    let read = matching::workbench(&juno, deal, named).await.unwrap();
    assert_eq!((read.usual.as_str(), read.chosen.as_str()), ("same-industry", "balanced"));
    story::match_deals(&app.app).await.unwrap();
    let kept: String = sqlx::query_scalar("select preset from match_runs where opportunity_id = $1")
        .bind(deal)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(kept, "same-industry", "the night's run begins with it, too");
    let (code, words) = refusal(matching::choose_team_preset(&adaeze, &form("fastest-to-book", "")).await);
    assert_eq!(code, "team_preset_changed");
    assert!(words.contains("Same industry"), "{words}");
    matching::choose_team_preset(&adaeze, &form("", "same-industry")).await.unwrap();
    let corwin = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let theirs = matching::choose_team_preset(&corwin, &form("same-industry", "")).await.unwrap_err();
    assert_eq!(theirs.problem(), Some(&Problem::NotFound));
}

#[tokio::test]
async fn another_preset_says_who_moved_by_how_many_places_and_which_row_did_it() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let named = View { preset: Some("fastest-to-book".into()), ..View::default() };

    let read = matching::workbench(&juno, marlowe(&app).await, named).await.unwrap();

    let base = rank(&read.terms, &read.usual(), read.deal);
    let now = rank(&read.terms, &read.preset(), read.deal);
    assert_eq!((read.usual().key.as_str(), read.preset().key.as_str()), ("balanced", "fastest-to-book"));
    let moved: Vec<_> = movement(&base, &now).into_iter().take(10).filter(|moved| moved.by != 0).collect();
    assert!(!moved.is_empty() && moved.iter().all(|moved| moved.because.is_some()), "{moved:?}");
}

#[tokio::test]
async fn rules_hold_for_the_next_reader_and_can_be_taken_back() {
    let app = TestApp::new().await;
    let (adaeze, annika, juno) = (app.sign_in(ADAEZE).await, annika(&app).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;
    let open = |rule: Rule| {
        let juno = juno.clone();
        async move {
            let read = matching::workbench(&juno, deal, View::default()).await.unwrap();
            read.rules.iter().find(|(it, _)| *it == rule).map_or(0, |(_, count)| *count)
        }
    };
    let before = (open(Rule::MonthlyCap).await, open(Rule::CoolDown).await);
    let shown = page(&adaeze).await.rules;

    let stricter = RulesForm { monthly_cap: "0".into(), cool_down_days: "90".into(), ..shown.clone() };
    matching::save_rules(&adaeze, &stricter).await.unwrap();

    assert!(open(Rule::MonthlyCap).await > before.0, "nobody may be asked this month");
    let (code, words) =
        refusal(matching::save_rules(&annika, &RulesForm { monthly_cap: "5".into(), ..shown.clone() }).await);
    assert_eq!(code, "rules_changed");
    assert!(words.contains("by Adaeze"), "{words}");
    matching::undo_rules(&adaeze, 1).await.unwrap();
    assert_eq!((open(Rule::MonthlyCap).await, open(Rule::CoolDown).await), before);
    let back = page(&adaeze).await.rules;
    assert_eq!(RulesForm { version: shown.version.clone(), ..back }, shown);
}

#[tokio::test]
async fn the_database_itself_obeys_the_cap_and_the_renewal_window_that_were_saved() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let mut superuser = app.superuser().await;
    let advocate: AdvocateId =
        sqlx::query_scalar("select id from advocates where company_id = $1 and name = 'Ingrid Thistlewood'")
            .bind(adaeze.company())
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    sqlx::query(
        "update organisations set renewal_on = date '2026-11-19' + 40
         where id = (select organisation_id from advocates where id = $1)",
    )
    .bind(advocate)
    .execute(&mut superuser)
    .await
    .unwrap();
    // A deal nobody was asked for, asked past every check of the use cases.
    let mut ask = async || {
        let asked = sqlx::query(
            "with made as (
               insert into requests (company_id, id, opportunity_id, requested_by, needed_by, state)
               select o.company_id, gen_random_uuid(), o.id, o.owner_id, date '2026-12-11', 'outreach'
               from opportunities o
               where o.company_id = $2 and o.owner_id is not null
                 and not exists (select from requests r where r.opportunity_id = o.id)
               order by o.id limit 1
               returning company_id, id, requested_by)
             insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
             select company_id, gen_random_uuid(), id, $1, 'sent', requested_by, $3, $3 + interval '5 days' from made",
        )
        .bind(advocate)
        .bind(adaeze.company())
        .bind(server::testing::story_now())
        .execute(&mut superuser)
        .await;
        asked.map_err(|error| error.as_database_error().and_then(|error| error.constraint()).map(str::to_owned))
    };
    let save = async |change: &dyn Fn(&mut RulesForm)| {
        let mut form = page(&adaeze).await.rules;
        change(&mut form);
        matching::save_rules(&adaeze, &form).await.unwrap();
    };

    save(&|form| form.renewal_window_days = "40".into()).await;
    assert_eq!(ask().await.unwrap_err().as_deref(), Some("asks_renewal"), "the last day of the window");
    save(&|form| {
        form.renewal_window_days = "39".into();
        form.monthly_cap = "0".into();
    })
    .await;
    assert_eq!(ask().await.unwrap_err().as_deref(), Some("asks_monthly_cap"));
    save(&|form| {
        form.renewal_window_days = "0".into();
        form.monthly_cap = "31".into();
        form.quarterly_cap = "92".into();
    })
    .await;
    ask().await.unwrap();
}

#[tokio::test]
async fn who_may_not_manage_matching_is_told_who_may() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;

    let error = matching::settings(&juno, None, None).await.unwrap_err();

    let problem = error.problem().unwrap();
    assert!(matches!(problem, Problem::Forbidden(_)), "{problem}");
    assert!(problem.to_string().contains("programme leads"), "{problem}");
}

fn name(of: &MatchingSettings, key: &str, name: &str) -> PresetNameForm {
    let listed = of.presets.iter().chain(&of.retired).find(|saved| saved.preset.key == key).unwrap().listed;
    PresetNameForm { preset: key.to_owned(), name: name.to_owned(), listed: listed.to_string() }
}

fn labels(of: &[CompanyPreset]) -> Vec<&str> {
    of.iter().map(|saved| saved.preset.label.as_str()).collect()
}

#[tokio::test]
async fn a_preset_is_added_with_the_numbers_of_another_and_chosen_like_any() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;
    let from = all_on(&adaeze, Factor::Size).await;
    matching::save_company_preset(&adaeze, &from).await.unwrap();

    let new = PresetNameForm { preset: "balanced".into(), name: "  Regulated   firms ".into(), ..Default::default() };
    let key = matching::add_company_preset(&adaeze, &new).await.unwrap();

    let view = View { preset: Some(key.clone()), ..View::default() };
    let read = matching::workbench(&juno, deal, view).await.unwrap();
    assert_eq!((read.preset().label.as_str(), read.weights.share(Factor::Size)), ("Regulated firms", Weights::WHOLE));
    let held = matching::settings(&adaeze, Some(&key), None).await.unwrap();
    assert_eq!((held.chosen.as_str(), held.form.version.as_str()), (key.as_str(), "1"));
    let (code, _) = refusal(matching::undo_company_preset(&adaeze, &key, 1).await);
    assert_eq!(code, "nothing_saved", "what it was added with is nothing to take back");
    let corwin = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(page(&corwin).await.presets.len(), Preset::built_in().len(), "another company has its own");
}

#[tokio::test]
async fn no_two_presets_have_one_name_however_it_is_written() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let held = page(&adaeze).await;
    let new = |name: &str| PresetNameForm { preset: "balanced".into(), name: name.into(), ..Default::default() };
    matching::add_company_preset(&adaeze, &new("Fintech")).await.unwrap();
    matching::rename_company_preset(&adaeze, &name(&held, "same-industry", "Näher")).await.unwrap();

    for taken in ["fintech", " BALANCED", "näher", "NÄHER", "", "   ", &"x".repeat(61), "two\u{7}bells"] {
        let problem = matching::add_company_preset(&adaeze, &new(taken)).await.unwrap_err();
        assert!(problem.problem().and_then(|problem| problem.of_field("name")).is_some(), "{taken:?}");
    }
    matching::add_company_preset(&adaeze, &new("Same industry")).await.unwrap();
    let held = page(&adaeze).await;
    assert_eq!(labels(&held.presets)[..2], ["Balanced", "Näher"]);
    matching::rename_company_preset(&adaeze, &name(&held, "same-industry", "näher")).await.unwrap();
}

#[tokio::test]
async fn a_retired_preset_is_no_choice_keeps_its_runs_and_comes_back() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;
    let view = View { preset: Some("fastest-to-book".into()), ..View::default() };
    let run = matching::run(&juno, deal, view.clone()).await.unwrap();
    let held = page(&adaeze).await;

    matching::retire_company_preset(&adaeze, &name(&held, "fastest-to-book", "")).await.unwrap();

    let after = page(&adaeze).await;
    assert_eq!(labels(&after.retired), ["Fastest to book"]);
    assert!(after.retired[0].retired.as_deref().unwrap().contains("by Adaeze"), "{:?}", after.retired);
    let read = matching::workbench(&juno, deal, view.clone()).await.unwrap();
    assert_eq!(read.chosen, "balanced", "whoever follows an old link gets the usual one");
    assert!(matching::replay(&juno, run).await.unwrap().is_equal);
    let team = after.teams[0].team.to_string();
    let choice = TeamPresetForm { team, preset: "fastest-to-book".into(), before: String::new() };
    let refused = matching::choose_team_preset(&adaeze, &choice).await.unwrap_err();
    assert!(refused.problem().and_then(|problem| problem.of_field("preset")).is_some());

    matching::restore_company_preset(&adaeze, &name(&after, "fastest-to-book", "")).await.unwrap();
    assert_eq!(matching::workbench(&juno, deal, view).await.unwrap().chosen, "fastest-to-book");
    matching::choose_team_preset(&adaeze, &choice).await.unwrap();
    let (code, words) =
        refusal(matching::retire_company_preset(&adaeze, &name(&page(&adaeze).await, "fastest-to-book", "")).await);
    assert_eq!(code, "preset_in_use");
    assert!(words.contains(&after.teams[0].name), "{words}");
}

#[tokio::test]
async fn whoever_renames_what_a_colleague_changed_meanwhile_is_told_and_one_preset_stays() {
    let app = TestApp::new().await;
    let (adaeze, annika) = (app.sign_in(ADAEZE).await, annika(&app).await);
    let held = page(&annika).await;
    matching::rename_company_preset(&adaeze, &name(&held, "proven-outcomes", "Proof")).await.unwrap();

    let (code, words) =
        refusal(matching::rename_company_preset(&annika, &name(&held, "proven-outcomes", "Results")).await);

    assert_eq!(code, "preset_changed");
    assert!(words.contains("Proof") && words.contains("by Adaeze"), "{words}");
    let held = page(&annika).await;
    for saved in &held.presets[1..] {
        matching::retire_company_preset(&annika, &name(&held, &saved.preset.key, "")).await.unwrap();
    }
    let (code, _) = refusal(matching::retire_company_preset(&annika, &name(&held, "balanced", "")).await);
    assert_eq!(code, "last_preset");
}
