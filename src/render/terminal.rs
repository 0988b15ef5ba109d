//! Tables and lines for a terminal of at least 80 columns.

use comfy_table::{
    Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets,
};

use crate::grade::check::CheckedText;
use crate::homework::{
    Assignment, NetPart, NetWork, PartId, Quantity, QuantityId, RunId, StepPath, Truth,
};
use crate::judge::{Judgement, Summary};
use crate::measure::{Measurements, Value};
use crate::verdict::{Standing, Verdict};

/// How a terminal shows text.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns.
    pub width: u16,
    /// Whether it has colour.
    pub colour: bool,
}

/// From this width on the table has room for the reasons.
const WIDE: u16 = 130;
/// Widths, gaps included, that fill 80 columns and hold a printed point.
const WIDTHS: [u16; 4] = [19, 24, 24, 13];

/// One row a claim: claim, reported, re-run, verdict, and the reason where there is room.
/// A statement shows the quantity that decided it.
pub fn table(judgements: &[Judgement], style: Style) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.style_mut().header_separator = LineStyle::none().fill('─');
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(style.width);
    if style.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let mut header = vec!["claim", "reported", "re-run", "verdict"];
    let mut constraints: Vec<_> =
        WIDTHS.iter().map(|&width| ColumnConstraint::Absolute(Width::Fixed(width))).collect();
    if style.width >= WIDE {
        header.push("reason");
        let rest = style.width - WIDTHS.iter().sum::<u16>();
        constraints.push(ColumnConstraint::Absolute(Width::Fixed(rest)));
    }
    table.set_header(header);
    for judgement in judgements {
        let measured = judgement.measured.as_deref().unwrap_or("-");
        let measured =
            if judgement.is_statement() { measured.split("; ").next() } else { Some(measured) };
        let mut row = vec![
            Cell::new(broken_id(&judgement.id.to_string())),
            Cell::new(judgement.said()),
            Cell::new(measured.unwrap_or("-")),
            Cell::new(judgement.verdict.word()).fg(colour(judgement.verdict)),
        ];
        if style.width >= WIDE {
            row.push(Cell::new(&judgement.reason));
        }
        table.add_row(row);
    }
    table.set_constraints(constraints);
    let last = table.column_count().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, u16::from(index < last)));
    }
    table.trim_fmt()
}

/// A long id is broken after its dots rather than in a word.
fn broken_id(id: &str) -> String {
    let room = usize::from(WIDTHS[0]) - 1;
    let mut lines = vec![String::new()];
    for piece in id.split_inclusive('.') {
        match lines.last_mut() {
            Some(line) if line.len() + piece.len() <= room => line.push_str(piece),
            _ => lines.push(piece.to_owned()),
        }
    }
    lines.join("\n")
}

fn colour(verdict: Verdict) -> Color {
    match verdict.standing() {
        Standing::Good => Color::Green,
        Standing::Bad => Color::Red,
        Standing::Doubtful | Standing::Open => Color::Yellow,
    }
}

/// The reasons of every claim that was not borne out, one a paragraph; of those whose digits
/// another order of operations gives; and of those that could not be checked, one a reason.
pub fn reasons(judgements: &[Judgement], style: Style) -> String {
    let options = textwrap::Options::new(usize::from(style.width)).subsequent_indent("    ");
    let mut text = String::new();
    let open = |j: &&Judgement| j.verdict.standing() >= Standing::Doubtful;
    for judgement in judgements.iter().filter(open) {
        let Judgement { id, verdict, reason, reproduce, .. } = judgement;
        let said = match judgement.is_statement() {
            true => format!(" \u{201c}{}\u{201d}", judgement.said()),
            false => String::new(),
        };
        let paragraph = format!("{id}{said} {}: {reason}", verdict.word());
        text += &format!("{}\n    see: {reproduce}\n", textwrap::fill(&paragraph, &options));
    }
    for judgement in judgements.iter().filter(|j| j.verdict == Verdict::WithinRounding) {
        let Judgement { id, verdict, reason, .. } = judgement;
        let paragraph = format!("{id} {}: {reason}", verdict.word());
        text += &format!("{}\n", textwrap::fill(&paragraph, &options));
    }
    let mut unchecked: Vec<(&str, Vec<String>)> = Vec::new();
    for judgement in judgements.iter().filter(|j| j.verdict == Verdict::NotCheckable) {
        match unchecked.iter_mut().find(|(reason, _)| *reason == judgement.reason) {
            Some((_, ids)) => ids.push(judgement.id.to_string()),
            None => unchecked.push((&judgement.reason, vec![judgement.id.to_string()])),
        }
    }
    for (reason, ids) in unchecked {
        let paragraph = format!("not checkable: {reason}: {}", ids.join(", "));
        text += &format!("{}\n", textwrap::fill(&paragraph, &options));
    }
    text
}

/// `22 claims: 14 reproduced, 7 holds, 1 fails`.
pub fn summary(summary: &Summary, style: Style) -> String {
    let counts: Vec<String> = summary
        .counts
        .iter()
        .map(|(verdict, count)| format!("{count} {}", verdict.word()))
        .collect();
    let noun = if summary.total() == 1 { "claim" } else { "claims" };
    let line = format!("{} {noun}: {}", summary.total(), counts.join(", "));
    textwrap::fill(&line, usize::from(style.width))
}

/// The numbers of each part as the notebook prints them.
pub fn numbers(assignment: &Assignment, measurements: &Measurements, parts: &[&PartId]) -> String {
    let mut text = String::new();
    let shown = |(id, value): &(&QuantityId, &Value)| {
        !matches!(value, Value::Numbers(_)) || id.what.is_measured()
    };
    let names = measurements.iter().filter(shown).map(|(id, _)| id.to_string().chars().count());
    let width = names.max().unwrap_or(0);
    for part in parts {
        let (title, _) = assignment.about(part);
        text.push_str(
            &title.map_or_else(|| format!("{part}\n"), |title| format!("{part}  {title}\n")),
        );
        let of_part = |id: &QuantityId| id.part() == *part;
        let mut none = true;
        for (id, value) in measurements.iter().filter(shown).filter(|(id, _)| of_part(id)) {
            text.push_str(&format!("    {:width$}  {}\n", id.to_string(), value.printed()));
            none = false;
        }
        if none {
            text.push_str("    a figure, in the page that the main job writes; no numbers\n");
        }
    }
    text
}

/// Which step made the nets of those parts, in one line, or in two where some need the reference
/// step.
pub fn steps(parts: &[&NetPart]) -> String {
    let named = |wanted: StepPath| {
        let of_part = move |part: &&NetPart| match &part.work {
            NetWork::Probe(net) => {
                vec![part.part.to_string()].into_iter().filter(|_| net.path() == wanted).collect()
            }
            NetWork::Sweep { trainings, .. } => {
                let own = trainings.iter().filter(|training| training.path() == wanted);
                own.map(|training| training.id.to_string()).collect::<Vec<String>>()
            }
        };
        parts.iter().flat_map(of_part).collect::<Vec<String>>()
    };
    let line = |step: &str, named: &[String]| match named {
        [] => String::new(),
        named => format!("{step} step: {}\n", named.join(", ")),
    };
    line("fused", &named(StepPath::Fused)) + &line("reference", &named(StepPath::Reference))
}

/// The SHA-256 of each net's initial weights, a line each.
pub fn initial_weights(digests: &[(RunId, String)]) -> String {
    let width = digests.iter().map(|(id, _)| id.to_string().chars().count()).max().unwrap_or(0);
    let line =
        |(id, digest): &(RunId, String)| format!("    {:width$}  {digest}\n", id.to_string());
    let lines: String = digests.iter().map(line).collect();
    format!("SHA-256 of the initial weights\n{lines}")
}

/// Every quantity of a homework: its id, its kind, how it is judged, and what it is.
pub fn catalogue(quantities: &[&Quantity]) -> String {
    let rows: Vec<[String; 4]> = quantities
        .iter()
        .map(|quantity| {
            let judged = match &quantity.truth {
                Truth::Exact => "every digit",
                Truth::Random => "re-runs",
                Truth::Setting(_) => "the homework",
            };
            let kind = quantity.kind.word();
            [quantity.id.to_string(), kind, judged.to_owned(), quantity.says.clone()]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let [id, kind, judged] = [0, 1, 2].map(|column| width(column).unwrap_or(0));
    let line = |row: &[String; 4]| {
        format!("{:id$}  {:kind$}  {:judged$}  {}\n", row[0], row[1], row[2], row[3])
    };
    rows.iter().map(line).collect()
}

/// What came of holding a homework to itself: a line a text, then each claim that did not get
/// what is expected, and why.
pub fn checked(texts: &[CheckedText], style: Style) -> String {
    let options = textwrap::Options::new(usize::from(style.width)).subsequent_indent("    ");
    let mut text = String::new();
    for CheckedText { origin, claims } in texts {
        let passed = claims.iter().filter(|claim| claim.passed()).count();
        text += &format!("{origin}: {passed} of {} claims as expected\n", claims.len());
        for claim in claims.iter().filter(|claim| !claim.passed()) {
            let word = |verdict: Option<Verdict>| verdict.map_or("nothing", Verdict::word);
            let (expected, got) = (word(claim.expected), word(claim.got));
            let line = format!("  {}: {got}, expected {expected}: {}", claim.id, claim.reason);
            text += &format!("{}\n", textwrap::fill(&line, &options));
        }
    }
    text
}
