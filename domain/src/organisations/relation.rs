//! What an organisation is to the company.

use crate::text_enum;

text_enum! {
    /// A dated relation; an organisation may have several at once, and had others before.
    pub enum Relation {
        Customer => "customer",
        Prospect => "prospect",
        Competitor => "competitor",
        Partner => "partner",
    }
}

impl Relation {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Prospect => "Prospect",
            Self::Competitor => "Competitor",
            Self::Partner => "Partner",
        }
    }

    /// Several of them.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Customer => "Customers",
            Self::Prospect => "Prospects",
            Self::Competitor => "Competitors",
            Self::Partner => "Partners",
        }
    }
}
