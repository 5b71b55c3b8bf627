//! A row that is a colleague.

use super::cells::Cells;
use super::{NAME_LENGTH, Parsed, RowReader};
use crate::accounts::Role;
use crate::imports::Field;

/// What a row says about a colleague; nothing where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserRow {
    pub name: String,
    pub email: String,
    pub title: Option<String>,
    pub roles: Vec<Role>,
    pub team: Option<String>,
    pub time_zone: Option<String>,
}

impl RowReader<'_> {
    pub fn user(self, cells: &[String]) -> Parsed<UserRow> {
        let mut cells = Cells::of(self, cells);
        let row = UserRow {
            name: cells.required(Field::Name),
            email: cells.required_email(),
            title: cells.text(Field::Title, NAME_LENGTH),
            roles: cells.roles(),
            team: cells.text(Field::Team, NAME_LENGTH),
            time_zone: cells.meant(Field::TimeZone, "is not a time zone we know"),
        };
        cells.parsed(row)
    }
}

impl Cells<'_, '_> {
    fn roles(&mut self) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        for key in self.meant_list(Field::Roles, "is not a role of a colleague; it is left out") {
            roles.extend(key.parse().ok().filter(|role| !roles.contains(role)));
        }
        roles
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Kind, Mapping, Reading};
    use super::*;

    #[test]
    fn a_colleague_is_read_with_roles_by_their_names_and_never_as_an_advocate() {
        let columns: Vec<String> = ["name", "email", "roles", "team"].map(str::to_owned).to_vec();
        let mapping = Mapping::from_form(Kind::Users, &columns, &columns).unwrap();
        let reading = Reading::in_currency("EUR");
        let reader = RowReader { columns: &columns, mapping: &mapping, reading: &reading, is_zone: |_| false };
        let cells = ["Ann Lee", "ann@q.example", "Sales rep; CSM, sales rep | Advocate", "North"];

        let parsed = reader.user(&cells.map(str::to_owned));

        assert_eq!(parsed.errors, [""; 0]);
        assert_eq!(parsed.row.roles, [Role::Rep, Role::Success]);
        assert_eq!(parsed.row.team.as_deref(), Some("North"));
        assert_eq!(parsed.remarks, ["roles “Advocate” is not a role of a colleague; it is left out."]);
    }
}
