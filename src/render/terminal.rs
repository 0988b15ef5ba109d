//! Tables and lines for a terminal of at least 80 columns.

use comfy_table::{
    Cell, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets,
};

use crate::assignment::Assignment;
use crate::judge::{Judgement, Summary};
use crate::measure::{Measurements, Value};
use crate::verdict::Verdict;

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
        let statement = judgement.reported == "statement";
        let reported = if statement { "(statement)" } else { judgement.reported.as_str() };
        let measured = judgement.measured.as_deref().unwrap_or("-");
        let measured = if statement { measured.split("; ").next() } else { Some(measured) };
        let mut row = vec![
            Cell::new(broken_id(&judgement.id)),
            Cell::new(reported),
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
    match verdict {
        Verdict::Reproduced
        | Verdict::ConsistentWithItself
        | Verdict::Consistent
        | Verdict::Tied
        | Verdict::Holds => Color::Green,
        Verdict::Contradicted => Color::Red,
        Verdict::Unusual
        | Verdict::Beaten
        | Verdict::HoldsInSome
        | Verdict::Fails
        | Verdict::NotCheckable => Color::Yellow,
    }
}

/// The reasons of every claim that was not borne out, one a paragraph, and of those that
/// could not be checked, one a reason.
pub fn reasons(judgements: &[Judgement], style: Style) -> String {
    let options = textwrap::Options::new(usize::from(style.width)).subsequent_indent("    ");
    let mut text = String::new();
    let doubtful = [
        Verdict::Contradicted,
        Verdict::Unusual,
        Verdict::Beaten,
        Verdict::HoldsInSome,
        Verdict::Fails,
    ];
    let open = |j: &&Judgement| doubtful.contains(&j.verdict);
    for judgement in judgements.iter().filter(open) {
        let Judgement { id, verdict, reason, reproduce, .. } = judgement;
        let paragraph = format!("{id} {}: {reason}", verdict.word());
        text += &format!("{}\n    see: {reproduce}\n", textwrap::fill(&paragraph, &options));
    }
    let mut unchecked: Vec<(&str, Vec<&str>)> = Vec::new();
    for judgement in judgements.iter().filter(|j| j.verdict == Verdict::NotCheckable) {
        match unchecked.iter_mut().find(|(reason, _)| *reason == judgement.reason) {
            Some((_, ids)) => ids.push(&judgement.id),
            None => unchecked.push((&judgement.reason, vec![&judgement.id])),
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
pub fn numbers(assignment: &Assignment, measurements: &Measurements, parts: &[&str]) -> String {
    let mut text = String::new();
    let shown = |(_, value): &(&str, &Value)| !matches!(value, Value::Numbers(_));
    let width = measurements.iter().filter(shown).map(|(name, _)| name.len()).max().unwrap_or(0);
    let comparisons = || assignment.minimisation.iter().flat_map(|problem| &problem.comparisons);
    for part in parts {
        let title = assignment.nets.iter().find(|net| net.part == *part).map(|net| &net.title);
        let title = title.or_else(|| comparisons().find(|c| c.part == *part).map(|c| &c.title));
        text.push_str(
            &title.map_or_else(|| format!("{part}\n"), |title| format!("{part}  {title}\n")),
        );
        let of_part = |name: &str| name.split('.').next() == Some(part);
        let mut none = true;
        for (name, value) in measurements.iter().filter(shown).filter(|(name, _)| of_part(name)) {
            text.push_str(&format!("    {name:width$}  {}\n", value.printed()));
            none = false;
        }
        if none {
            text.push_str("    a figure, in the page that the main job writes; no numbers\n");
        }
    }
    text
}
