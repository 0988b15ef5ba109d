//! Claims that are lists of random numbers: accuracies by epoch, norms by layer.

use verigrad::homework::{Check, Claim, Ledger};
use verigrad::judge::{Evidence, Judgement, judge};
use verigrad::measure::{Measurements, Rows};
use verigrad::numpy::repr;
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part, quantity, rows7};

const CURVE: &str = "2a.sgd.0.1.accuracy_by_epoch";
const NORMS: &str = "3a.gradnorm_by_layer";

/// A row that the report's list is copied from.
const ROW: usize = 3;

fn judged(claims: &[(&str, String)], rows: &Rows) -> Vec<Judgement> {
    let homework = homework7();
    let rows_of = claims.iter().map(|(id, reported)| format!("{id},\"{reported}\"\n"));
    let text = format!("id,reported\n{}", rows_of.collect::<String>());
    let ledger = Ledger::parse_submission(&text, "made.csv", &homework.ledger, homework.names())
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    let evidence = Evidence {
        homework,
        measurements: &Measurements::default(),
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows,
    };
    judge(&ledger, &evidence).judgements
}

fn truth(id: &str) -> Vec<f64> {
    let id = quantity(id);
    rows7().of(id.part())[ROW].numbers(&id).expect("a list").to_vec()
}

fn text(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers.iter().copied().map(repr).collect();
    format!("[{}]", numbers.join(", "))
}

fn verdict_on(id: &str, numbers: &[f64]) -> (Verdict, String) {
    let judgement = judged(&[(id, text(numbers))], &rows7()).remove(0);
    (judgement.verdict, judgement.reason)
}

#[test]
fn lists_have_the_checks_of_their_numbers() {
    for (list, single) in [(CURVE, "2a.sgd.0.1.accuracy"), (NORMS, "3a.input.gradnorm")] {
        let words = |id: &str| -> Vec<&str> {
            let known = homework7().catalogue.get(&quantity(id)).expect("in the catalogue");
            Claim::of(&known).checks.iter().map(Check::word).collect()
        };
        assert_eq!(words(list), ["grain", "ensemble"]);
        assert_eq!(words(list), words(single));
        let known = homework7().catalogue.get(&quantity(list)).expect("in the catalogue");
        assert_eq!(known.elements(), Some(truth(list).len()));
    }
}

#[test]
fn what_a_run_gives_is_consistent() {
    for id in [CURVE, NORMS] {
        let (verdict, reason) = verdict_on(id, &truth(id));
        assert_eq!(verdict, Verdict::Consistent, "{id}: {reason}");
        assert!(reason.contains("against 199 re-runs"), "{id}: {reason}");
        let none = judged(&[(id, text(&truth(id)))], &Rows::default()).remove(0);
        assert_eq!(none.verdict, Verdict::NotCheckable);
        assert!(none.reason.starts_with("there are no re-runs of"), "{}", none.reason);
    }
    // Four decimals of norms, as a notebook would round them.
    let rounded: Vec<String> = truth(NORMS).iter().map(|norm| format!("{norm:.3e}")).collect();
    let judgement = judged(&[(NORMS, format!("[{}]", rounded.join(" ")))], &rows7()).remove(0);
    assert_eq!(judgement.verdict, Verdict::Consistent, "{}", judgement.reason);
}

#[test]
fn an_impossible_number_in_a_list_is_contradicted() {
    let changed = |id: &str, index: usize, number: f64| {
        let mut numbers = truth(id);
        numbers[index] = number;
        verdict_on(id, &numbers)
    };
    let last = truth(CURVE).len() - 1;
    for index in [0, 7, last] {
        let (verdict, reason) = changed(CURVE, index, 0.96345);
        assert_eq!(verdict, Verdict::Contradicted, "{index}: {reason}");
        assert!(reason.starts_with("no such number can come out"), "{reason}");
        assert_eq!(changed(CURVE, index, 1.5).0, Verdict::Contradicted);
        // Possible, and far from every run.
        let (verdict, reason) = changed(CURVE, index, 0.5);
        assert_eq!(verdict, Verdict::Contradicted, "{index}: {reason}");
        assert!(reason.contains("outside their range"), "{reason}");
    }
    for index in [0, 4, 8] {
        for wrong in [0.0, -1.0, f64::NAN] {
            let (verdict, reason) = changed(NORMS, index, wrong);
            assert_eq!(verdict, Verdict::Contradicted, "{index}, {wrong}: {reason}");
        }
        let (verdict, reason) = changed(NORMS, index, 1.084_062_576_293_947_3);
        assert_eq!(verdict, Verdict::Contradicted, "no float32: {reason}");
        let (verdict, reason) = changed(NORMS, index, 1e6);
        assert_eq!(verdict, Verdict::Contradicted, "{index}: {reason}");
    }
}

#[test]
fn a_list_of_another_length_is_contradicted() {
    for id in [CURVE, NORMS] {
        let whole = truth(id);
        let mut longer = whole.clone();
        longer.push(whole[0]);
        for numbers in [&whole[..whole.len() - 1], &whole[1..], &longer, &whole[..1]] {
            let (verdict, reason) = verdict_on(id, numbers);
            assert_eq!(verdict, Verdict::Contradicted, "{id}: {reason}");
            let count = format!("{} numbers in place of {}", numbers.len(), whole.len());
            assert!(reason.contains(&count), "{id}: {reason}");
        }
    }
}

/// The layers of a list are in order: turned round, the first has the last one's norm.
#[test]
fn a_list_in_the_wrong_order_is_contradicted() {
    for id in [CURVE, NORMS] {
        let turned: Vec<f64> = truth(id).into_iter().rev().collect();
        let (verdict, reason) = verdict_on(id, &turned);
        assert_eq!(verdict, Verdict::Contradicted, "{id}: {reason}");
    }
}

/// One epoch and one layer are claims of their own, of the same numbers.
#[test]
fn one_number_of_a_list_is_judged_alone() {
    let (curve, norms) = (truth(CURVE), truth(NORMS));
    let claims = |epoch: f64, layer: f64| {
        [("2a.sgd.0.1.accuracy@7", repr(epoch)), ("3a.gradnorm[5]", repr(layer))]
    };
    let verdicts = |epoch: f64, layer: f64| -> Vec<Verdict> {
        judged(&claims(epoch, layer), &rows7()).iter().map(|j| j.verdict).collect()
    };
    assert_eq!(verdicts(curve[6], norms[4]), [Verdict::Consistent; 2]);
    assert_eq!(verdicts(0.5, norms[8]), [Verdict::Contradicted; 2]);
    let rows = rows7();
    let row = &rows.of(&part("2a"))[ROW];
    assert_eq!(row.number(&quantity("2a.sgd.0.1.accuracy@7")), Some(curve[6]));
    let row = &rows.of(&part("3a"))[ROW];
    assert_eq!(row.number(&quantity("3a.gradnorm[1]")), Some(norms[0]));
    assert_eq!(row.number(&quantity("3a.gradnorm[5]")), Some(norms[4]));
    assert_eq!(row.number(&quantity("3a.gradnorm[9]")), Some(norms[8]));
}
