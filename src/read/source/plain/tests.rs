use super::*;
use crate::read::source::shown::read;

#[test]
fn marks_of_pages_and_quotations_go() {
    let file = "> > quoted 0.5 here\n\n                - 3 -\u{c}\n1\n\nThe valley\n\n1a\nThe text of 1a is longer than a cell.\n\n12\n";
    assert_eq!(
        read(plain, file),
        [
            "quoted 0.5 here",
            "1# 1 The valley",
            "50# 1a",
            "The text of 1a is longer than a cell.",
            "12"
        ]
    );
}

#[test]
fn tables_and_answers() {
    let file = "(a) The runs end so:\n  method    x       f\n  GD        0.5     0.25\n  Adam      0.5     0.75\n\
                That is all of it, which is fine.\n\n(b)\nbest rate: 0.1\naccuracy: 0.5\n";
    assert_eq!(
        read(plain, file),
        [
            "(a) The runs end so:",
            " [1] method & x & f // GD & 0.5 & 0.25 // Adam & 0.5 & 0.75",
            "That is all of it, which is fine.",
            "50# (b)",
            "| best rate: 0.1",
            "| accuracy: 0.5"
        ]
    );
}

#[test]
fn rows_with_single_blanks_between_prose() {
    let file = "A sentence about the four of them.\nOptimiser Hidden Accuracy\nadam 50 0.001 0.5\n\
                adam 100 0.001 0.5\nsgd 50 0.1 0.5\nAnd one more sentence, which ends here.\n";
    assert_eq!(
        read(plain, file),
        [
            "A sentence about the four of them.",
            "Optimiser Hidden Accuracy",
            "| adam 50 0.001 0.5",
            "| adam 100 0.001 0.5",
            "| sgd 50 0.1 0.5",
            "And one more sentence, which ends here."
        ]
    );
}
