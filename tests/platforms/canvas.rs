//! Canvas's export of its gradebook: one column filled in, every other byte as it was.

use crate::place::{REPORT, verigrad};

const ROSTER: &str = "\u{feff}Student,ID,SIS Login ID,Section,\"Essay, long (811)\",Homework 7 (812),Final\r\n\
    \"    Points Possible\",,,,10.00,69.00,\r\n\
    \"Doe, Jane\",4711,jdoe,\"A, B\",7.50,,x\r\n\
    \"Roe, Max\",4712,mroe,A,\"8,0\",12.00,y\r\n\
    \"Poe, Ann\",4713,apoe,A,,,\r\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("class")).expect("made");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    write("class/doejane_4711_90210_report.md", REPORT);
    write("class/mroe.md", "no numbers\n");
    write("class/somebody.md", REPORT);
    write("export.csv", ROSTER);
    write("points.csv", "id,points\n1b.adam.value,2.5\n1b.adam.point,1\n");
    folder
}

#[test]
fn one_column_is_filled_in_and_nothing_else_changes() {
    let folder = folder();
    let grade =
        "grade class --gradebook g.csv --points points.csv --format canvas --roster export.csv";
    let output =
        verigrad(folder.path(), grade).args(["--column", "Homework 7"]).output().expect("runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let filled = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    let expected = ROSTER.replace("\"A, B\",7.50,,x", "\"A, B\",7.50,3.5,x");
    // Marks that nobody sees are printed as escapes; Canvas reads the table without its mark.
    assert_eq!(filled.trim_start_matches('\u{feff}'), expected.trim_start_matches('\u{feff}'));
    assert!(told.contains("mroe.md: no points"), "{told}");
    assert!(told.contains("somebody.md: no student"), "{told}");
}

#[test]
fn a_column_that_is_not_there_is_an_error_with_its_place() {
    let folder = folder();
    let grade = "grade class --gradebook g.csv --format canvas --roster export.csv --column Lab";
    let output = verigrad(folder.path(), grade).output().expect("runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(told.contains("no column `Lab`") && told.contains("export.csv"), "{told}");
}
