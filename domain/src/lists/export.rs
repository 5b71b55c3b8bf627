//! The files a list can be taken away as.

crate::text_enum! {
    /// A list that can be exported.
    pub enum ListName {
        Advocates => "advocates",
        Opportunities => "opportunities",
        Organisations => "organisations",
        Requests => "requests",
        Evidence => "evidence",
        Nominations => "nominations",
        /// Those who work in the company.
        Users => "users",
    }
}

crate::text_enum! {
    pub enum Format {
        Csv => "csv",
        /// CSV that begins with a byte order mark: older spreadsheets read it as UTF-8 only then.
        CsvMarked => "csv-bom",
        Xlsx => "xlsx",
        Json => "json",
    }
}

impl Format {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::CsvMarked => "CSV for older Excel",
            Self::Xlsx => "Excel workbook",
            Self::Json => "JSON",
        }
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvMarked => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvMarked => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}
