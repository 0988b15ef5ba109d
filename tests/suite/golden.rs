//! Reads `golden/`, and collects what disagrees with it.

use std::path::Path;

/// One row of a golden file.
pub struct Row<const N: usize> {
    /// Line of the file, from 1.
    pub line: u64,
    /// The fields in the order of the columns.
    pub fields: [String; N],
}

/// The rows of `golden/<name>`, after checking its columns and that none is missing.
pub fn read<const N: usize>(name: &str, columns: [&str; N]) -> Vec<Row<N>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    parse(name, &text, columns)
}

fn parse<const N: usize>(name: &str, text: &str, columns: [&str; N]) -> Vec<Row<N>> {
    let stated = stated_rows(text).unwrap_or_else(|| panic!("{name} does not state its rows"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let header = reader.headers().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(header, &columns[..], "columns of {name}");
    let rows: Vec<Row<N>> = reader
        .into_records()
        .map(|record| {
            let record = record.unwrap_or_else(|error| panic!("{name}: {error}"));
            let line = record.position().map_or(0, csv::Position::line);
            Row { line, fields: std::array::from_fn(|column| record[column].to_owned()) }
        })
        .collect();
    assert_eq!(rows.len(), stated, "rows of {name} against the number its header states");
    rows
}

/// The number in a comment line that ends in `; N rows`.
fn stated_rows(text: &str) -> Option<usize> {
    let comments = text.lines().filter(|line| line.starts_with('#'));
    let mut counts = comments.filter_map(|line| line.strip_suffix(" rows")?.rsplit_once("; "));
    counts.next()?.1.parse().ok()
}

/// The float64 whose bits a field holds in hexadecimal.
pub fn from_bits(field: &str) -> f64 {
    let bits = u64::from_str_radix(field, 16);
    f64::from_bits(bits.unwrap_or_else(|error| panic!("`{field}` is no bit pattern: {error}")))
}

/// Equal bits, or both NaN: which NaN an operation gives is the processor's choice.
pub fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
}

/// A number for a failure message.
pub fn show(value: f64) -> String {
    format!("{value:?} ({:016x})", value.to_bits())
}

/// Disagreements with a golden file, reported together.
pub struct Mismatches {
    name: &'static str,
    compared: usize,
    found: Vec<String>,
}

impl Mismatches {
    /// An empty collection for the file of that name.
    pub fn new(name: &'static str) -> Self {
        Self { name, compared: 0, found: Vec::new() }
    }

    /// Compares two numbers by their bits.
    pub fn bits(&mut self, line: u64, what: &str, ours: f64, golden: f64) {
        self.check(same(ours, golden), line, || {
            let gap = ours.to_bits().abs_diff(golden.to_bits());
            format!("{what}: ours {}, golden {}, {gap} apart", show(ours), show(golden))
        });
    }

    /// Compares two texts by their characters.
    pub fn text(&mut self, line: u64, what: &str, ours: &str, golden: &str) {
        self.check(ours == golden, line, || format!("{what}: ours `{ours}`, golden `{golden}`"));
    }

    fn check(&mut self, agrees: bool, line: u64, message: impl FnOnce() -> String) {
        self.compared += 1;
        if !agrees {
            self.found.push(format!("line {line}: {}", message()));
        }
    }

    /// Panics if there was a disagreement, or if nothing was compared.
    pub fn finish(self) {
        assert!(self.compared > 0, "{}: nothing was compared", self.name);
        const SHOWN: usize = 10;
        let first: Vec<&str> = self.found.iter().take(SHOWN).map(String::as_str).collect();
        let (bad, all) = (self.found.len(), self.compared);
        assert!(bad == 0, "{}: {bad} of {all} differ\n{}", self.name, first.join("\n"));
    }
}

#[test]
fn rows_are_read_with_their_lines() {
    let rows = parse("made up", "# made up\n# by hand; 2 rows\na,b\n1,2\n3,4\n", ["a", "b"]);
    let seen: Vec<(u64, &str)> = rows.iter().map(|row| (row.line, &*row.fields[1])).collect();
    assert_eq!(seen, [(4, "2"), (5, "4")]);
}

#[test]
#[should_panic = "rows of made up"]
fn a_lost_row_is_noticed() {
    parse("made up", "# by hand; 2 rows\na\n1\n", ["a"]);
}

#[test]
#[should_panic = "columns of made up"]
fn a_renamed_column_is_noticed() {
    parse("made up", "# by hand; 1 rows\na\n1\n", ["b"]);
}

#[test]
#[should_panic = "1 of 2 differ\nline 7: sum: ours 1.0000000000000002 (3ff0000000000001)"]
fn one_unit_in_the_last_place_is_a_mismatch() {
    let mut mismatches = Mismatches::new("made up");
    mismatches.bits(6, "sum", 1.0, 1.0);
    mismatches.bits(7, "sum", 1.0_f64.next_up(), 1.0);
    mismatches.finish();
}

#[test]
#[should_panic = "nothing was compared"]
fn an_empty_comparison_does_not_pass() {
    Mismatches::new("made up").finish();
}

#[test]
fn zeros_have_a_sign_and_nans_have_none() {
    assert!(!same(0.0, -0.0));
    assert!(same(f64::NAN, -f64::NAN));
    assert!(!same(f64::NAN, 1.0));
}
