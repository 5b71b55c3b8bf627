//! Adding colleagues by hand, each with an invitation.

use std::collections::HashMap;

use domain::accounts::{InvitePage, Invited, Newcomer, NewcomerForm, PastedForm, Permission, Role, in_lines};
use domain::event::Event;
use domain::ids::UserId;
use domain::problem::Problem;

use super::invite::{DAYS, invite};
use super::store::{self, Taken};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::events;

/// The page of both forms.
pub async fn page(ctx: &Ctx) -> Result<InvitePage> {
    ctx.allow(Permission::ManageCompany)?;
    let company = ctx.viewer()?.company_name.clone();
    Ok(InvitePage { company, days: DAYS, roles: Role::COLLEAGUES.to_vec() })
}

/// Adds one person and writes to them.
pub async fn add(ctx: &Ctx, form: &NewcomerForm) -> Result<Invited> {
    ctx.allow(Permission::ManageCompany)?;
    let person = form.check()?;
    save(ctx, &[&person], |taken| {
        let flaw = taken.first().map(|(_, flaw)| flaw.clone()).unwrap_or_default();
        Problem::invalid("email", flaw)
    })
    .await
}

/// Adds everybody whose line was pasted and writes to them, or nobody: then every line that needs mending is named.
pub async fn add_pasted(ctx: &Ctx, form: &PastedForm) -> Result<Invited> {
    ctx.allow(Permission::ManageCompany)?;
    let people = form.check()?;
    let (lines, people): (Vec<usize>, Vec<&Newcomer>) = people.iter().map(|(line, person)| (*line, person)).unzip();
    save(ctx, &people, |taken| {
        let flaws: Vec<(usize, String)> = taken.into_iter().map(|(place, flaw)| (lines[place], flaw)).collect();
        in_lines(&flaws)
    })
    .await
}

/// Writes them and sends the links. `refuse` says what is wrong when some are there already, each by their place.
async fn save(
    ctx: &Ctx,
    people: &[&Newcomer],
    refuse: impl FnOnce(Vec<(usize, String)>) -> Problem,
) -> Result<Invited> {
    let emails: Vec<String> = people.iter().map(|person| person.email.clone()).collect();
    let mut tx = ctx.begin().await?;
    let taken: HashMap<String, Taken> =
        store::taken(&mut tx, &emails).await?.into_iter().map(|taken| (taken.email_key.clone(), taken)).collect();
    let flaws: Vec<(usize, String)> = people
        .iter()
        .enumerate()
        .filter_map(|(place, person)| Some((place, already(&person.email, taken.get(&person.email)?))))
        .collect();
    if !flaws.is_empty() {
        return Err(refuse(flaws).into());
    }

    let new: Vec<(UserId, &Newcomer)> = people.iter().map(|person| (UserId::new(), *person)).collect();
    store::insert_waiting(&mut tx, ctx.company(), &new).await?;
    let added: Vec<Event> = new.iter().map(|(user, _)| Event::ColleagueAdded { user: *user }).collect();
    events::record_all(&mut tx, ctx, &added).await?;
    tx.commit().await?;
    tracing::info!(people = new.len(), "colleagues were added");

    // They are there, whatever becomes of the mails: who is left out now is written to from the list.
    let ids: Vec<UserId> = new.iter().map(|(user, _)| *user).collect();
    match invite(ctx, &ids).await {
        Err(Error::Problem(Problem::Busy { .. })) => {
            Ok(Invited { sent: 0, left_out: u32::try_from(ids.len()).unwrap_or(u32::MAX) })
        }
        invited => invited,
    }
}

/// Why an address cannot be added, as a sentence.
fn already(email: &str, taken: &Taken) -> String {
    let Taken { name, is_advocate, awaits, is_suspended, .. } = taken;
    match (is_advocate, is_suspended, awaits) {
        (true, ..) => format!("{email} is the address of {name}, an advocate."),
        (_, true, _) => format!("{email} is the address of {name}, who is suspended here."),
        (.., true) => format!("{name} has been added already. Send them another invitation from the list."),
        _ => format!("{name} works here already with the address {email}."),
    }
}
