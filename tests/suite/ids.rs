//! Ids of quantities: each reads back, some are spelled in two ways, unknown ones are told what
//! there is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use verigrad::homework::{Layer, QuantityId, RunId, Threshold, What};
use verigrad::measure::measure;

use crate::shared::{homework7, part, quantity};
use crate::strategies::config;

#[test]
fn every_quantity_reads_back_from_its_written_form() {
    let catalogue = &homework7().catalogue;
    let mut written = BTreeSet::new();
    for known in catalogue.iter() {
        let text = known.id.to_string();
        assert_eq!(QuantityId::read(&text, catalogue).as_ref(), Ok(&known.id), "{text}");
        assert_eq!(catalogue.get(&known.id).as_ref(), Some(known), "{text}");
        assert!(known.id == text.as_str() && text.starts_with(known.id.part().as_str()), "{text}");
        assert!(!known.says.is_empty(), "{text}");
        assert!(written.insert(text), "{}: twice", known.id);
    }
    for text in [
        "1b.gd.point",
        "1b.gd.x",
        "1b.gd.error",
        "1b.gd.first_below.0.1",
        "1b.gd.setting.rate",
        "1a.setting.levels",
        "2a.sgd.0.1.accuracy@17",
        "2a.sgd.0.1.accuracy_by_epoch",
        "2a.setting.batch",
        "2c.best.optimizer",
        "2c.best.hidden",
        "3a.gradnorm[5]",
        "3a.gradnorm_by_layer",
        "3a.parameters",
        "3c.accuracy",
        "3c.accuracy@3",
    ] {
        assert!(written.contains(text), "{text}");
    }
}

#[test]
fn layers_go_by_number_too() {
    for (text, layer) in [
        ("3a.gradnorm[1]", Layer::Input),
        ("3a.gradnorm[2]", Layer::Number(2)),
        ("3a.gradnorm[8]", Layer::Number(8)),
        ("3a.gradnorm[9]", Layer::Output),
    ] {
        assert_eq!(quantity(text).what, What::GradientNorm(layer), "{text}");
    }
    assert_eq!(quantity("3a.gradnorm[1]"), quantity("3a.input.gradnorm"));
    assert_eq!(quantity("3b.gradnorm[9]"), quantity(" 3b.output.gradnorm "));
    for text in ["3a.gradnorm[0]", "3a.gradnorm[10]", "3a.gradnorm[-1]", "3a.gradnorm[x]"] {
        assert!(QuantityId::read(text, &homework7().catalogue).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_first_step_below_any_threshold_is_a_quantity(mantissa in 1.0..10.0f64, exponent in -300..300i32) {
        let threshold: f64 = format!("{mantissa}e{exponent}").parse().expect("a number");
        let what = What::FirstBelow(Threshold::new(threshold).expect("positive"));
        let id = QuantityId::of_run(&RunId::new(&part("1b"), "adam"), what);
        let spelled = [
            id.to_string(),
            format!("1b.adam.first_below({threshold})"),
            format!("1b.adam.first_below({threshold:e})"),
            format!("1b.adam.first_below.{threshold:e}"),
            format!("1b.adam.first_below.{threshold}"),
        ];
        for text in spelled {
            prop_assert_eq!(&quantity(&text), &id, "{}", text);
        }
        prop_assert!(homework7().catalogue.get(&id).is_some_and(|found| found.id == id));
    }

    #[test]
    fn no_id_makes_the_reader_panic(text in "\\PC{0,30}", near in "[123][abc]\\.[a-z.@()\\[\\]0-9-]{0,20}") {
        for text in [text, near] {
            match QuantityId::read(&text, &homework7().catalogue) {
                Ok(id) => prop_assert_eq!(quantity(&id.to_string()), id),
                Err(error) => prop_assert!(!error.help().is_empty()),
            }
        }
    }
}

#[test]
fn what_is_no_threshold_is_no_quantity() {
    for threshold in ["0", "-1", "nan", "inf", "", "x", "1e999"] {
        for text in
            [format!("1b.gd.first_below({threshold})"), format!("1b.gd.first_below.{threshold}")]
        {
            assert!(QuantityId::read(&text, &homework7().catalogue).is_err(), "{text}");
        }
    }
    assert!(QuantityId::read("1b.newton.first_below(0.1)", &homework7().catalogue).is_err());
    assert!(QuantityId::read("2a.sgd.0.1.first_below(0.1)", &homework7().catalogue).is_err());
}

/// The step that an id with a threshold asks for, counted along the path.
#[test]
fn first_steps_and_coordinates_follow_from_the_path() {
    let homework = homework7();
    let measured = measure(&homework.assignment, &[&part("1b")], &|_| {});
    let path = measured.trajectory(&RunId::new(&part("1b"), "momentum")).expect("the run");
    for threshold in ["1", "0.1", "3e-7", "1e-12"] {
        let bound: f64 = threshold.parse().expect("a number");
        let step = path.errors.iter().take_while(|error| **error >= bound).count();
        let id = quantity(&format!("1b.momentum.first_below({threshold})"));
        assert_eq!(measured.get(&id).expect("measured").printed(), step.to_string());
    }
    let never = measured.get(&quantity("1b.gd.first_below(1e-6)"));
    assert_eq!(never.expect("measured").printed(), "never");
    let [x, y] = path.last();
    assert_eq!(measured.number(&quantity("1b.momentum.x")), Some(x));
    assert_eq!(measured.number(&quantity("1b.momentum.y")), Some(y));
}

#[test]
fn unknown_ids_are_told_near_ones() {
    let unknown = |text: &str| QuantityId::read(text, &homework7().catalogue).expect_err(text);
    let error = unknown("1b.adam.loss");
    assert_eq!(error.to_string(), "no claim has the id `1b.adam.loss`");
    assert_eq!(error.part, Some(part("1b")));
    for near in ["1b.adam.value", "1b.gd.point"] {
        assert!(error.near.contains(&near.to_owned()), "{near}: {:?}", error.near);
    }
    assert!(error.near.iter().all(|id| id.starts_with("1b.")), "{:?}", error.near);
    assert!(error.help().starts_with("part 1b has: "), "{}", error.help());
    // Nobody means the accuracy after one epoch of twenty, or a setting.
    let error = unknown("2a.accuracy");
    assert!(error.near.contains(&"2a.best.accuracy".to_owned()), "{:?}", error.near);
    let long = |id: &&String| id.contains('@') || id.contains("setting");
    assert_eq!(error.near.iter().find(long), None);
    let error = unknown("9z.loss");
    assert_eq!((error.part.as_ref(), error.near.len()), (None, 0));
    assert!(error.help().contains("verigrad run --list"), "{}", error.help());
}
