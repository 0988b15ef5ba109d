//! What has digits and is no number: dates, times, versions, names of files, nets, references.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Places of a text that have digits and are no numbers.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Masks {
    /// In order, without overlaps.
    all: Vec<Mask>,
}

#[derive(Clone, Debug)]
struct Mask {
    span: Range<usize>,
    /// Whether its letters are words too, as in `table 3`.
    speaks: bool,
}

/// Whether a match and what stands behind it are such a form.
type Holds = fn(found: &str, behind: &str) -> bool;

/// A form, and what must follow or must not.
struct Form {
    pattern: Regex,
    /// Whether what stands behind a match allows it.
    holds: Holds,
}

/// Names of months and what else stands before a year.
const BEFORE_A_YEAR: &str = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|janv|fevr|avr|juin|juil|aout|\
     winter|summer|spring|fall|ws|ss|since|in|iclr|iccv|neurips|icml|aistats|j\\.|ann|enero|febrero|marzo|noviembre|\
     diciembre|octubre|learning|course|semester|term|university|homework";

/// What counts steps, so that the number before it is no year.
const STEPS: [&str; 9] =
    ["step", "iter", "updat", "schritt", "pas", "etap", "stap", "wrong", "correct"];

fn always(_: &str, _: &str) -> bool {
    true
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let forms: [(String, Holds); 16] = [
        // Dates, times, versions.
        (r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b".into(), always),
        (r"\b[0-3]?\d-[01]?\d-(?:19|20)?\d\d\b".into(), always),
        (r"\b[0-3]?\d/[01]?\d/(?:19|20)?\d\d\b".into(), always),
        (r"\b[0-3]?\d\.[01]?\d\.(?:19|20)?\d\d\b".into(), always),
        (r"\b\d{1,2}:\d\d(?::\d\d)?\b".into(), always),
        (r"\bv?\d+\.\d+\.\d+[\w.]*".into(), always),
        // Addresses and files.
        (r"https?://\S+".into(), always),
        (r"\barxiv:\S+".into(), always),
        (r"\S+\.(?:png|pdf|py|csv|svg|txt|log|ipynb|jpg)\b".into(), always),
        // Nets and grids.
        (r"\b\d+(?:\s?[-–—x×]{1,2}\s?\d+){2,}\b".into(), no_power_of_ten),
        (r"\b\d+\s?(?:\\times|[x×])\s?\d+\b".into(), no_power_of_ten),
        // References to literature, to figures and pages; seeds.
        (r"\[\d{1,2}\]".into(), |_, behind| {
            let rest = behind.trim_start();
            !rest.strip_prefix(':').unwrap_or(rest).trim_start().starts_with('[')
        }),
        (r"\d+\s*/\s*\d+".into(), |_, behind| {
            let rest = behind.trim_start_matches([')', ' ']);
            rest.len() < behind.len() && rest.starts_with('^')
        }),
        (
            r"\b(?:tab(?:le|elle|leau|la)?|fig(?:ure|ur|ura)?|page|seite|p|pp|seed|sheet|section|eq|version|python|numpy|torch|pytorch|seeds)\.?\s*~?\d[\d.–-]*".into(),
            always,
        ),
        // Years.
        (
            format!(r"(?:\b(?:{BEFORE_A_YEAR})\w*\.?,?\s+(?:\d{{1,2}}\.?,?\s+)?|©\s*)(?:19|20)\d\d\b"),
            is_year,
        ),
        (r"\((?:19|20)\d\d\b".into(), is_year),
    ];
    let compiled = forms
        .into_iter()
        .filter_map(|(pattern, holds)| Some(Form { pattern: Regex::new(&pattern).ok()?, holds }));
    compiled.collect()
});

/// `2×10⁻⁵` and `2x10^5` are numbers.
fn no_power_of_ten(found: &str, behind: &str) -> bool {
    let ends_in_ten =
        found.strip_suffix("10").is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    let times = found.contains(['x', '×']) || found.contains("times");
    let raised = behind.trim_start().starts_with(['^', '⁻', '⁺', '*', '−'])
        || behind.starts_with(['-', '–', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
    !(behind.starts_with('^') || ends_in_ten && times && raised)
}

/// A number that counts something is no year, nor one with decimals.
fn is_year(_: &str, behind: &str) -> bool {
    let decimals = behind.strip_prefix(['.', ',']);
    let counted = behind.trim_start();
    !decimals.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        && !STEPS.iter().any(|step| counted.starts_with(step))
}

/// Ends of names whose letters are no words.
const SILENT_ENDS: [&str; 9] =
    [".png", ".pdf", ".py", ".csv", ".svg", ".txt", ".log", ".ipynb", ".jpg"];

impl Masks {
    /// Of a folded text; `inputs` are the sizes of the first layers of the homework's nets.
    pub(in crate::read) fn of(text: &str, inputs: &[usize]) -> Self {
        let mut found: Vec<Range<usize>> = Vec::new();
        for form in FORMS.iter() {
            for one in form.pattern.find_iter(text) {
                if (form.holds)(one.as_str(), &text[one.end()..]) {
                    found.push(one.range());
                }
            }
        }
        found.extend(nets(text, inputs));
        found.sort_by_key(|span| (span.start, span.end));
        let mut all: Vec<Mask> = Vec::new();
        for span in found {
            let words = &text[span.clone()];
            let silent = words.starts_with("http")
                || words.starts_with("arxiv")
                || SILENT_ENDS.iter().any(|end| words.ends_with(end));
            let speaks = !silent && words.starts_with(|c: char| c.is_ascii_lowercase());
            match all.last_mut() {
                Some(last) if span.start < last.span.end => {
                    last.span.end = last.span.end.max(span.end);
                    last.speaks &= speaks || !silent;
                }
                _ => all.push(Mask { span, speaks }),
            }
        }
        Self { all }
    }

    /// Whether some of these bytes are in a mask.
    pub(in crate::read) fn touch(&self, span: &Range<usize>) -> bool {
        let next = self.all.partition_point(|mask| mask.span.end <= span.start);
        self.all.get(next).is_some_and(|mask| mask.span.start < span.end)
    }

    /// Places whose letters are no words.
    pub(in crate::read) fn silent(&self) -> impl Iterator<Item = &Range<usize>> {
        self.all.iter().filter(|mask| !mask.speaks).map(|mask| &mask.span)
    }
}

/// `784 → 30`, `784 to 10`: a net's first two layers, in any notation.
fn nets(text: &str, inputs: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for input in inputs {
        let input = input.to_string();
        for (at, _) in text.match_indices(&input) {
            let end = at + input.len();
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            if text[..at].ends_with(word) {
                continue;
            }
            let rest = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
            let marks = rest.trim_start_matches(['-', '–', '—', '→', '>']);
            let behind =
                if marks.len() < rest.len() { Some(marks) } else { rest.strip_prefix("to") };
            let Some(behind) = behind else { continue };
            let digits = behind.strip_prefix(' ').unwrap_or(behind);
            let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
            let whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if after.len() < digits.len() && whole {
                found.push(at..text.len() - after.len());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        let masks = Masks::of(text, &[784]);
        masks.all.iter().map(|mask| &text[mask.span.clone()]).collect()
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "2024-03-05",
            "5.3.2024",
            "05/03/24",
            "12:30",
            "12:30:15",
            "v1.2.3",
            "2.1.0+cu118",
            "784-30-10",
            "784 → 30",
            "400 × 400",
            "figure 3",
            "tab. 2",
            "seed 12345",
            "plot2.png",
            "https://example.org/a1",
            "arxiv:1412.6980",
            "in 2015",
            "[12]",
            "march 12, 2024",
        ] {
            let found = masked(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(text.starts_with(found[0]), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_a_number() {
        for text in ["2.1×10⁻⁵", "2x10^5", "in 1952 steps", "0.9683", "1e-5", "95.1 %"] {
            assert_eq!(masked(text), [""; 0], "{text}");
        }
    }
}
