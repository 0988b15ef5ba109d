use super::*;
use crate::read::source::shown;

fn read(file: &str) -> Vec<String> {
    shown::read(rst, file)
}

#[test]
fn headings_by_their_adornments() {
    let file = "====\nName\n====\n\nOne\n===\n\nTwo\n---\n\n- a list\n- of two\n";
    assert_eq!(read(file), ["1# Name", "2# One", "3# Two", "a list", "of two"]);
}

#[test]
fn tables_of_fields_and_of_lists() {
    let file = ".. csv-table:: Runs\n   :header: \"\", \"x\"\n\n   \"GD, plain\", 0.5\n\n\
                .. list-table::\n   :header-rows: 1\n\n   * - rate\n     - best\n   * - 0.1\n     - 0.9\n";
    assert_eq!(read(file), ["Runs [1]  & x // GD, plain & 0.5", " [1] rate & best // 0.1 & 0.9"]);
}

#[test]
fn tables_with_frames_and_rules() {
    let file = "+---+-----+\n| a | b   |\n+===+=====+\n| 1 | 0.5 |\n+---+-----+\n\n\
                ==== ====\nrate acc\n==== ====\n0.1  0.96\n==== ====\n";
    assert_eq!(read(file), [" [1] a & b // 1 & 0.5", " [1] rate & acc // 0.1 & 0.96"]);
}

#[test]
fn literal_blocks_and_substitutions() {
    let file = ".. |acc| replace:: accuracy of the test\n\nThe |acc| was::\n\n    adam 0.5\n\nEnd |x| y|.\n";
    assert_eq!(read(file), ["The accuracy of the test was:", "code", "| adam 0.5", "End |x| y|."]);
}
