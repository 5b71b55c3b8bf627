//! Every column that points at an organisation, a person or a contact, and what a merge does with it. A test holds these lists
//! against the catalogue: a new table that refers to one of them fails it until it stands here.

/// A column whose rows a merge points at the survivor.
pub struct Reference {
    pub table: &'static str,
    pub column: &'static str,
    /// One of them, several of them.
    pub words: (&'static str, &'static str),
}

impl Reference {
    /// The words for so many of them.
    pub const fn counted(&self, number: i64) -> &'static str {
        if number == 1 { self.words.0 } else { self.words.1 }
    }
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

/// Their tables, in the order in which they are put back.
pub const REPLACED_TABLES: [&str; 2] = ["organisation_relations", "organisation_rivalries"];

/// Of contacts everything is in the key of its table.
pub const OF_CONTACTS_REPLACED: [Reference; 2] = [
    reference("opportunity_contacts", "contact_id", "opportunity", "opportunities"),
    reference("request_guests", "contact_id", "request", "requests"),
];

/// What a merge of people points at the survivor, the way in which rows of most tables are moved.
pub const OF_PEOPLE_MOVED: [Reference; 8] = [
    reference("asks", "advocate_id", "ask", "asks"),
    reference("reference_calls", "advocate_id", "call", "calls"),
    reference("vetoes", "advocate_id", "veto", "vetoes"),
    reference("availability_exceptions", "advocate_id", "day off or extra", "days off or extra"),
    reference("advocate_outcomes", "advocate_id", "outcome", "outcomes"),
    reference("evidence", "advocate_id", "piece of evidence", "pieces of evidence"),
    reference("nominations", "advocate_id", "nomination", "nominations"),
    reference("advocate_invitations", "advocate_id", "invitation", "invitations"),
];

/// Records that only grow: moved by the database itself, for the one merge that notes it.
pub const LEDGERS: [Reference; 4] = [
    reference("touches", "advocate_id", "touch", "touches"),
    reference("consents", "advocate_id", "word on consent", "words on consent"),
    reference("advocate_pauses", "advocate_id", "pause", "pauses"),
    reference("advocate_moves", "advocate_id", "move", "moves"),
];

/// In the key of their table: written anew, as part of the record.
pub const OF_PEOPLE_REPLACED: [(&str, &str); 1] = [("advocate_hours", "advocate_id")];

/// Everything of a person that moves, in the order in which it is told.
pub const OF_PEOPLE: [Reference; 12] = {
    let [asks, calls, vetoes, days, outcomes, evidence, nominations, invitations] = OF_PEOPLE_MOVED;
    let [touches, consents, pauses, moves] = LEDGERS;
    [asks, calls, touches, consents, pauses, moves, vetoes, days, outcomes, evidence, nominations, invitations]
};
