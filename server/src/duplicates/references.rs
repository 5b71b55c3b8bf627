//! Every column that points at an organisation, and what a merge does with it. A test holds this list against the
//! catalogue: a new table that refers to organisations fails it until it stands here.

/// A column whose rows a merge points at the survivor.
pub struct Reference {
    pub table: &'static str,
    pub column: &'static str,
    /// One of them, several of them.
    pub words: (&'static str, &'static str),
}

const fn reference(table: &'static str, column: &'static str, one: &'static str, many: &'static str) -> Reference {
    Reference { table, column, words: (one, many) }
}

pub const MOVED: [Reference; 7] = [
    reference("advocates", "organisation_id", "advocate", "advocates"),
    reference("opportunities", "organisation_id", "opportunity", "opportunities"),
    reference("contacts", "organisation_id", "contact", "contacts"),
    reference("evidence", "organisation_id", "piece of evidence", "pieces of evidence"),
    reference("nominations", "organisation_id", "nomination", "nominations"),
    reference("shields", "organisation_id", "support condition", "support conditions"),
    reference("organisations", "parent_id", "subsidiary", "subsidiaries"),
];

/// Columns in the key of their table: rows are replaced, because the survivor may have the same one already.
pub const REPLACED: [(&str, &str); 3] = [
    ("organisation_relations", "organisation_id"),
    ("organisation_rivalries", "one_id"),
    ("organisation_rivalries", "other_id"),
];
