//! An advocate's own hours, days off and limits.

use super::*;

#[tokio::test]
async fn hours_saved_from_an_old_page_are_refused() {
    let world = World::new().await;
    let old = world.hours("13:00", "15:00").await;
    world.open_tuesdays("10:00", "11:00").await;

    assert_eq!(code(scheduling::save_availability(&world.ingrid, old).await), "changed_meanwhile");

    let page = scheduling::availability(&world.ingrid, None).await.unwrap();
    assert_eq!(page.hours.iter().map(|hours| hours.from.to_string()).collect::<Vec<_>>(), ["10:00"]);
}

#[tokio::test]
async fn an_advocates_own_limits_are_kept_within_the_programmes() {
    let world = World::new().await;
    let bound = scheduling::availability(&world.ingrid, None).await.unwrap().company_asking;
    let stricter = SaveAvailability {
        requests_per_quarter: bound.requests_per_quarter - 1,
        rest_days: bound.rest_days + 7,
        ..world.hours("10:00", "11:00").await
    };

    scheduling::save_availability(&world.ingrid, stricter).await.unwrap();
    let kept = scheduling::availability(&world.ingrid, None).await.unwrap().asking;
    let looser = SaveAvailability {
        requests_per_quarter: bound.requests_per_quarter + 1,
        rest_days: bound.rest_days - 1,
        ..world.hours("10:00", "11:00").await
    };
    let refused = scheduling::save_availability(&world.ingrid, looser).await.unwrap_err();

    assert_eq!((kept.requests_per_quarter, kept.rest_days), (bound.requests_per_quarter - 1, bound.rest_days + 7));
    let problem = refused.problem().unwrap();
    assert!(
        problem.of_field("requests_per_quarter").is_some() && problem.of_field("rest_days").is_some(),
        "{problem:?}"
    );
    assert_eq!(scheduling::availability(&world.ingrid, None).await.unwrap().asking, kept);
}

#[tokio::test]
async fn days_off_close_a_day_and_extra_hours_open_one_until_they_are_taken_back() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;

    scheduling::add_days_off(&world.ingrid, "2026-11-23", "2026-11-24", "Audit").await.unwrap();
    scheduling::add_extra_hours(&world.ingrid, "2026-11-25", "14:00", "15:00").await.unwrap();

    let page = choose(&visit, &Asked::default()).await;
    let open: Vec<u32> = page.month.days.iter().filter(|day| day.free > 0).map(|day| day.number).collect();
    assert_eq!(open, [25]);
    let lines = scheduling::availability(&world.ingrid, None).await.unwrap().exceptions;
    let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["Mon 23 Nov to Tue 24 Nov", "Wed 25 Nov, 14:00 to 15:00"]);

    scheduling::remove_exception(&world.ingrid, lines[0].exception, lines[0].last).await.unwrap();
    assert_eq!(times(&visit, "2026-11-24").await.len(), 6);

    for (first, last) in [("2026-11-01", ""), ("2026-12-02", "2026-12-01"), ("soon", ""), ("2029-01-01", "")] {
        assert_eq!(code(scheduling::add_days_off(&world.ingrid, first, last, "").await), "422", "{first} {last}");
    }
}

#[tokio::test]
async fn the_clock_on_the_wall_stays_when_the_clocks_change() {
    let world = World::new().await;
    world.test.clock.set(at("2027-03-19T12:00:00Z"));
    let mut superuser = world.test.superuser().await;
    let (visit, _) = world.invited(0).await;
    sqlx::query("update booking_links set expires_at = '2027-06-01Z'").execute(&mut superuser).await.unwrap();

    let winter = times(&visit, "2027-03-23").await;
    let summer = times(&visit, "2027-03-30").await;

    assert_eq!(winter, summer);
    // Summer time began in between, so nine o'clock in London is eight in UTC.
    scheduling::hold(&visit, "2027-03-30T08:00Z", "Europe/London", None).await.unwrap();
    assert_eq!(code(scheduling::hold(&visit, "2027-03-30T11:30Z", "Europe/London", None).await), "slot_not_offered");
}
