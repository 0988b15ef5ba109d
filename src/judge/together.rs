//! Whether the scores that a report prints of one training can be scores of one run: its accuracy,
//! its wrong images and the rows of its confusion matrix count the same images. No re-run is asked
//! (the idea of `mlscorecheck`).

use crate::claim::{Printed, PrintedNumber};
use crate::homework::{Claim, Ledger, QuantityId, What};
use crate::mnist::{CLASSES, TEST_IMAGES, TEST_LABELS};
use crate::verdict::Verdict;

use super::evidence::{Evidence, Outcome};

/// The whole numbers of a claim, if it prints such.
fn amounts(claim: &Claim) -> Option<Vec<f64>> {
    let whole = |number: &PrintedNumber| Some(number.to_f64()).filter(|value| value.fract() == 0.0);
    match claim.printed()? {
        Printed::Number(number) => Some(vec![whole(number)?]),
        Printed::Array(array) => array.elements.iter().map(whole).collect(),
        _ => None,
    }
}

/// A count of wrong images, a row of confusions or one cell of it, against what else the report
/// prints of the same training, and against how many images there are of each class.
pub(super) fn together(claim: &Claim, ledger: &Ledger, evidence: &Evidence) -> Outcome {
    let (Some(id), Some(own)) = (claim.id.quantity(), amounts(claim)) else {
        return Outcome::remark("");
    };
    let why = match (id.what, &own[..]) {
        (What::Misclassified, [wrong]) => {
            right_images(id, TEST_IMAGES as f64 - wrong, ledger, evidence)
        }
        (What::ConfusionRow(class), row) => {
            of_class(class, row).or_else(|| with_other_rows(id, ledger, evidence))
        }
        (What::Confused(class, _), [cell]) => TEST_LABELS.get(class).and_then(|&images| {
            let most = f64::from(images);
            (*cell > most).then(|| format!("there are {images} test images of {class}"))
        }),
        _ => None,
    };
    match why {
        Some(why) => Outcome::new(
            Verdict::Contradicted,
            format!("no one run has these scores together: {why}"),
        ),
        None => Outcome::remark(""),
    }
}

/// Why a row of confusions is none of its class.
fn of_class(class: usize, row: &[f64]) -> Option<String> {
    let images = TEST_LABELS.get(class).copied()?;
    let sum: f64 = row.iter().sum();
    (sum != f64::from(images))
        .then(|| format!("the row adds up to {sum}, and there are {images} test images of {class}"))
}

/// Why so many right images are not those of the report's own accuracy and wrong images.
fn right_images(
    id: &QuantityId,
    right: f64,
    ledger: &Ledger,
    evidence: &Evidence,
) -> Option<String> {
    let trainings = &mut evidence.homework.assignment.trainings();
    let last = trainings.find(|training| training.id == id.of).map(|training| training.epochs)?;
    let of = |what| ledger.of_quantity(&id.sibling(what)).filter(|c| !c.mentions.is_empty());
    let accuracies = [What::Accuracy, What::AccuracyAt(last)].into_iter().filter_map(of);
    for accuracy in accuracies {
        let number = accuracy.number()?;
        if !number.stands_for(right / TEST_IMAGES as f64) {
            return Some(format!(
                "{right} of {TEST_IMAGES} right are no accuracy of {}",
                accuracy.reported()
            ));
        }
    }
    let wrong = of(What::Misclassified).filter(|_| id.what != What::Misclassified);
    let wrong = wrong.and_then(amounts).and_then(|amounts| amounts.first().copied())?;
    (TEST_IMAGES as f64 - wrong != right)
        .then(|| format!("{right} of {TEST_IMAGES} right leave other than {wrong} wrong"))
}

/// Where the report prints all rows, the images on the diagonal are the right ones.
fn with_other_rows(id: &QuantityId, ledger: &Ledger, evidence: &Evidence) -> Option<String> {
    let mut right = 0.0;
    for class in 0..CLASSES {
        let row = ledger.of_quantity(&id.sibling(What::ConfusionRow(class))).and_then(amounts)?;
        right += row.get(class)?;
    }
    right_images(id, right, ledger, evidence)
}
