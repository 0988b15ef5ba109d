//! Findings shown at their place in a report's text, as a compiler shows an error.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::homework::ClaimId;
use crate::judge::Judgement;
use crate::read::Account;
use crate::read::Difference;
use crate::read::Report;
use crate::verdict::{Standing, Verdict};

/// Bytes of a line that are shown around a number.
const WIDTH: usize = 160;
/// Columns of a reason, so that it stays within 80 behind its margin.
const NOTE_WIDTH: usize = 64;

/// Every claim that was not borne out, at each of its places, with the reason, what the re-run
/// gives and the command that shows it.
pub fn findings(report: &Report, judgements: &[Judgement], colour: bool) -> String {
    let open = |j: &&Judgement| j.verdict.standing() >= Standing::Doubtful;
    let shown = judgements.iter().filter(open).map(|judgement| {
        let places = places(report, judgement);
        let title = format!("{} {}", judgement.id, judgement.verdict.word());
        let level = match judgement.verdict {
            Verdict::Contradicted => Level::ERROR,
            _ => Level::WARNING,
        };
        let label = match &judgement.measured {
            Some(measured) if !judgement.is_statement() => format!("re-run: {measured}"),
            _ => judgement.verdict.word().to_owned(),
        };
        let mut group = Group::with_title(level.primary_title(title));
        for (index, (span, own)) in places.iter().enumerate() {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = own.clone().unwrap_or_else(|| label.clone());
            group = group.element(snippet(report, span.clone(), kind, label));
        }
        group = group.element(Level::NOTE.message(textwrap::fill(&judgement.reason, NOTE_WIDTH)));
        group = group.element(Level::HELP.message(format!("see: {}", judgement.reproduce)));
        render(group, colour)
    });
    shown.collect::<Vec<_>>().join("\n\n")
}

/// Settings of the report's own code that are not the assignment's.
pub fn differences(report: &Report, colour: bool) -> String {
    let shown = report.differences.iter().map(|difference: &Difference| {
        let Difference { name, part, stated, expected, span, runs } = difference;
        let title = format!("the code of {part} has other {name}");
        let label = format!("{expected} in the assignment");
        let how = if *runs {
            "judged under the report's own setting"
        } else {
            "this setting cannot be run here; judged under the homework's"
        };
        let group = Level::WARNING
            .primary_title(title)
            .element(snippet(report, span.clone(), AnnotationKind::Primary, label))
            .element(Level::NOTE.message(format!("{stated} here: {how}")));
        render(group, colour)
    });
    shown.collect::<Vec<_>>().join("\n\n")
}

/// One line for each number that is no claim, setting or reference.
pub fn unaccounted(report: &Report) -> String {
    let mut text = String::new();
    for number in &report.numbers {
        if let Account::Open(why) = &number.account {
            let place = report.document.place(number.span.start);
            let number = &report.document.text[number.span.clone()];
            let place = place.in_file(&report.document.origin);
            text += &format!("{place}: not read: {number}: {why}\n");
        }
    }
    text
}

/// `171 numbers: 79 claims, 44 settings, …`.
pub fn coverage(report: &Report) -> String {
    let count = |fits: fn(&Account) -> bool| {
        report.numbers.iter().filter(|number| fits(&number.account)).count()
    };
    let kinds = [
        (count(|a| matches!(a, Account::Claim(_))), "in claims"),
        (count(|a| matches!(a, Account::Setting(_))), "settings"),
        (count(|a| matches!(a, Account::Reference)), "sizes, dates and references"),
        (count(|a| matches!(a, Account::Open(_))), "not read"),
    ];
    let kinds: Vec<String> = kinds.iter().map(|(count, kind)| format!("{count} {kind}")).collect();
    format!("{} numbers outside code: {}", report.numbers.len(), kinds.join(", "))
}

/// Where a judged claim stands, the judged place first; with a label of its own where the report
/// says otherwise.
fn places(report: &Report, judgement: &Judgement) -> Vec<(std::ops::Range<usize>, Option<String>)> {
    if let Some(mentions) = report.mentions_of(&judgement.id) {
        let mut places: Vec<_> =
            mentions.judged().map(|mention| (mention.span.clone(), None)).into_iter().collect();
        let otherwise = mentions.otherwise.iter();
        places.extend(otherwise.map(|mention| (mention.span.clone(), Some("and here".to_owned()))));
        return places;
    }
    let own = report.differences.iter().filter(|difference| {
        ClaimId::Setting(Some(difference.part.clone()), difference.name) == judgement.id
    });
    own.map(|difference| (difference.span.clone(), None)).collect()
}

/// The line of a place; of a very long one, the surroundings.
fn snippet<'a>(
    report: &'a Report,
    span: std::ops::Range<usize>,
    kind: AnnotationKind,
    label: String,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let document = &report.document;
    let text = &document.text;
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let first = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let last = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
    let from = boundary(first.max(span.start.saturating_sub(WIDTH)));
    let to = boundary(last.min(span.end + WIDTH)).max(span.end);
    let place = document.place(span.start);
    let (path, line) = match document.cell(span.start) {
        // The line and the column behind it are those of the page.
        None => match &place.on_page {
            Some(page) => (format!("{}, {page}", document.origin), place.line),
            None => (document.origin.clone(), place.line),
        },
        Some(cell) => {
            let line = text[cell.span.start..first.max(cell.span.start)].matches('\n').count() + 1;
            (format!("{}, cell {}", document.origin, cell.number), line)
        }
    };
    let annotation = kind.span(span.start - from..span.end - from).label(label);
    Snippet::source(text[from..to].trim_end_matches('\r'))
        .line_start(line)
        .path(path)
        .annotation(annotation)
}

fn render(group: Group, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]).to_string()
}
