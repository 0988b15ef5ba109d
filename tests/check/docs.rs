//! What the documentation says of the check.

use verigrad::check::Property;

const PAGE: &str = include_str!("../../docs/optimisers.md");
const BEGIN: &str = "| | property |\n|---|---|\n";

/// A row for each property, in the order of the reports.
fn properties() -> String {
    let row = |property: &Property| {
        let statement = property.statement().replace('|', "\\|");
        format!("| {} | {statement} |\n", property.label())
    };
    Property::ALL.iter().map(row).collect()
}

/// `VERIGRAD_WRITE_DOCS=1 cargo test --test check docs` writes the table anew.
#[test]
fn the_page_has_every_property() {
    let (before, rest) = PAGE.split_once(BEGIN).expect("a table of properties");
    let (table, after) = rest.split_once("\n\n").expect("an end");
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/optimisers.md");
        let page = format!("{before}{BEGIN}{}\n{after}", properties());
        std::fs::write(path, page).expect("the page can be written");
        return;
    }
    assert_eq!(format!("{table}\n"), properties(), "docs/optimisers.md is not what is asked");
}

/// Every optimiser's row of the suite's table is a property of the door, or a test of its own.
#[test]
fn every_row_of_the_forty_is_somewhere() {
    let labels: Vec<&str> = Property::ALL.iter().map(|property| property.label()).collect();
    let numbers: Vec<u32> = labels
        .iter()
        .flat_map(|label| label.split(", "))
        .filter_map(|label| label.trim_end_matches(['a', 'b']).parse().ok())
        .collect();
    let elsewhere = [28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39];
    for row in 1..=40 {
        assert_ne!(numbers.contains(&row), elsewhere.contains(&row), "{row}");
    }
}

/// The figures in its text.
#[test]
fn the_page_has_the_figures_of_the_table_of_tolerances() {
    assert_eq!(verigrad::tolerance::RANDOM_ROUNDINGS, 16.0);
    assert!(PAGE.contains("depart by sixteen times what that does to it"));
    assert_eq!(verigrad::tolerance::LEAST_DETECTION, 10.0);
    assert!(PAGE.contains("A property whose margin is\n   below ten"));
}

/// The table of other people's libraries, of the file that `benches/peers/optimisers/table` makes.
fn peers() -> String {
    let mut table = PEERS.to_owned();
    let results = include_str!("../../benches/peers/optimisers/results.csv");
    let mut reader = csv::Reader::from_reader(results.as_bytes());
    for row in reader.records() {
        let row = row.expect("a row");
        let [library, version, rule, convention, held, asked, not_held] =
            std::array::from_fn(|k| row[k].replace('|', "\\|"));
        let not_held = if not_held.is_empty() { "-" } else { &not_held };
        table += &format!(
            "| {library} {version} | {rule} | {convention} | {held} of {asked} | {not_held} |\n"
        );
    }
    table
}

const PEERS: &str = "| library | rule | convention found | held | not held, with the smallest \
                     counterexample |\n|---|---|---|---:|---|\n";

/// `VERIGRAD_WRITE_DOCS=1 cargo test --test check docs` writes it anew, too.
#[test]
fn the_page_has_the_table_of_other_libraries() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/optimisers.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let (before, rest) = page.split_once(PEERS).expect("a table of libraries");
    let (table, after) = rest.split_once("\n\n").expect("an end");
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        std::fs::write(path, format!("{before}{}\n{after}", peers())).expect("written");
        return;
    }
    assert_eq!(format!("{PEERS}{table}\n"), peers(), "docs/optimisers.md is not results.csv");
}

/// What is told of its command is there.
#[test]
fn the_page_names_the_command_that_makes_the_table() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/optimisers");
    assert!(PAGE.contains("\nbenches/peers/optimisers/table\n"));
    let script = std::fs::read_to_string(folder.join("table")).expect("the command");
    for option in ["--torch", "--optax", "--keras"] {
        assert!(script.contains(option) && PAGE.contains(&format!("`{option} PYTHON`")));
    }
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("default = [\"burn\", \"candle\", \"dfdx\", \"optirs\"]"));
}
