//! Whom a prospect would like to hear: the side of the house an advocate speaks for.

crate::text_enum! {
    pub enum Persona {
        Executive => "executive",
        Finance => "finance",
        Operations => "operations",
        Technology => "technology",
        Security => "security",
        Procurement => "procurement",
        Practitioner => "practitioner",
    }
}

impl Persona {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Executive => "Executive",
            Self::Finance => "Finance",
            Self::Operations => "Operations",
            Self::Technology => "Technology",
            Self::Security => "Security",
            Self::Procurement => "Procurement",
            Self::Practitioner => "Daily user",
        }
    }
}
