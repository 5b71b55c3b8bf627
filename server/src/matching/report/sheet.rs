//! The match report on paper: the reads of the page, put on a sheet. No number is computed here.

use domain::ai::Rationale;
use domain::matching::{Account, Amount, BriefPoint, Factor, MatchReport, Row, reason};

use crate::paper::{Block, Column, Line, Paper, Table};

/// Whose sheet it is, and when it was made by the reader's clock.
pub struct Made {
    pub company: String,
    /// "21 November 2026, 10:24 GMT"
    pub when: String,
    pub at: chrono::DateTime<chrono::Utc>,
}

/// `said` is what a model made of it, where there is something.
pub fn sheet(report: &MatchReport, said: Option<&Rationale>, made: Made) -> Paper {
    let title = report.title();
    let mut blocks = vec![
        Block::Title(title.clone()),
        Block::Note(format!("Match report of {}. Made {}.", made.company, made.when)),
        Block::Text(report.role()),
        Block::Text(report.setting()),
    ];
    if let Some((first, others)) = report.gates.split_first() {
        let others: String = others.iter().map(|gate| [". ", gate].concat()).collect();
        blocks.push(Block::Text(["Not to be asked now. ", first, &others].concat()));
    }
    blocks.push(Block::Heading { text: report.place_words(), figure: format!("{} of 100", report.points.shown()) });
    blocks.push(Block::Table(score(report)));
    blocks.extend(in_words(report, said));
    blocks.extend(brief(report));
    blocks.push(Block::Heading {
        text: "Fit".to_owned(),
        figure: Amount(report.points.in_tenths().fit_total()).to_string(),
    });
    blocks.push(Block::Table(fit(report)));
    blocks.push(Block::Note(FIT_NOTE.to_owned()));
    let accounts = [
        report.chance_account(),
        report.load_account(),
        report.scarcity_account(),
        report.deal_account(),
        report.confidence_account(),
    ];
    for account in accounts {
        blocks.extend(account_blocks(account));
    }
    if !report.changes.is_empty() {
        blocks.push(Block::Heading { text: "What would change the place".to_owned(), figure: String::new() });
        blocks.extend(report.changes.iter().map(|change| Block::Text(change.text.clone())));
    }
    Paper { title, foot: format!("{}. {}", made.when, made.company), made_at: made.at, blocks }
}

const FIT_NOTE: &str = "What is not known counts nothing, so that a gap never beats a fact. Rows are rounded \
                        so that they add up.";

/// Why they fit, in the sentence that was computed, and in that of a model, named as such.
fn in_words(report: &MatchReport, said: Option<&Rationale>) -> Vec<Block> {
    let computed = reason(&report.points, &report.explanation.terms, &report.explanation.evidence);
    let mut blocks = vec![Block::Heading { text: "In words".to_owned(), figure: String::new() }, Block::Text(computed)];
    if let Some(said) = said {
        blocks.push(Block::Text(["AI: ", &said.text].concat()));
        if !said.brief.is_empty() {
            blocks.push(Block::Text([Rationale::BRIEF, ": ", &said.brief].concat()));
        }
        let rests_on = said.sources.join(", ");
        blocks.push(Block::Note([Rationale::ORIGIN, ". It rests on: ", &rests_on, "."].concat()));
    }
    blocks
}

/// What to take into a call with them.
fn brief(report: &MatchReport) -> Vec<Block> {
    let mut blocks = Vec::new();
    let wish = report.about.leaves_out();
    blocks.extend(wish.map(|words| Block::Text(["They leave out: ", words].concat())));
    for (heading, points) in report.brief().parts() {
        blocks.push(Block::Text(heading.to_owned()));
        let column = |part| Column { label: "", part, is_figure: false };
        let line = |point: BriefPoint| Line {
            cells: vec![vec![point.factor.label().to_owned()], vec![point.words]],
            is_total: false,
        };
        blocks.push(Block::Table(Table {
            columns: vec![column(1), column(3)],
            rows: points.into_iter().map(line).collect(),
        }));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading { text: "Brief for the call".to_owned(), figure: String::new() });
    }
    blocks
}

/// The rows that make up the score.
fn score(report: &MatchReport) -> Table {
    let points = report.points.in_tenths();
    let rows = [Row::ChanceOfAYes, Row::Load, Row::Scarcity, Row::Deal];
    let rows = rows.iter().map(|row| (row.label().to_owned(), Amount(points.of(*row)).to_string()));
    let fit = ("Fit".to_owned(), Amount(points.fit_total()).to_string());
    let mut table = Table::pairs(std::iter::once(fit).chain(rows));
    let sum = vec![vec!["Points".to_owned()], vec![Amount(points.score).to_string()]];
    table.rows.push(Line { cells: sum, is_total: true });
    table
}

fn fit(report: &MatchReport) -> Table {
    let points = report.points.in_tenths();
    let column = |label, part, is_figure| Column { label, part, is_figure };
    let rows = report.factors.iter().map(|sources| {
        let factor: Factor = sources.factor;
        let [asked, known] = MatchReport::sides(sources);
        let either = |side: Result<String, &'static str>| side.unwrap_or_else(str::to_owned);
        let known = std::iter::once(either(known)).chain(report.quotes(factor)).collect();
        let figure = Amount(points.of(Row::Factor(factor))).to_string();
        let name = vec![factor.label().to_owned()];
        let cells = vec![name, vec![either(asked)], known, vec![report.product(factor)], vec![figure]];
        Line { cells, is_total: false }
    });
    Table {
        columns: vec![
            column("Factor", 20, false),
            column("The deal asks for", 22, false),
            column("The advocate has", 32, false),
            column("Weight × match", 17, true),
            column("Points", 9, true),
        ],
        rows: rows.collect(),
    }
}

fn account_blocks(account: Account) -> Vec<Block> {
    let figure = account.points.map(|points| Amount(points).to_string()).unwrap_or_default();
    let mut blocks = vec![Block::Heading { text: account.title.to_owned(), figure }];
    for (title, lines) in account.groups {
        if !title.is_empty() {
            blocks.push(Block::Text(title.to_owned()));
        }
        // A line without a figure is a sentence.
        let (named, said): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| !line.figure.is_empty());
        blocks.extend(said.into_iter().map(|line| Block::Text(line.what)));
        if !named.is_empty() {
            blocks.push(Block::Table(Table::pairs(named.into_iter().map(|line| (line.what, line.figure)))));
        }
    }
    blocks.push(Block::Note(account.note));
    blocks
}
