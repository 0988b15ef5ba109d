//! What is written, and over what.

use std::os::unix::fs::PermissionsExt;

use crate::place::{REPORT, file, folder, ran, system, text, verigrad};

#[test]
fn a_report_named_as_the_gradebook_is_not_overwritten() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    file(place.path(), "ben.md", REPORT);
    let run = ran(&mut verigrad(place.path(), "grade ann.md --gradebook ben.md"));
    run.said(2, "ben.md was not written by verigrad");
    assert!(run.error.contains("--force"), "{}", run.error);
    assert_eq!(text(place.path(), "ben.md"), REPORT);
    // Its own it does replace, and an empty one.
    file(place.path(), "empty.csv", "");
    for gradebook in ["grades.csv", "grades.csv", "empty.csv"] {
        let arguments = format!("grade ann.md --gradebook {gradebook} --fail-on contradicted");
        let run = ran(&mut verigrad(place.path(), &arguments));
        assert!(run.status == Some(0) || run.status == Some(1), "{}", run.error);
        assert!(text(place.path(), gradebook).starts_with("submission,status,"));
    }
    ran(&mut verigrad(place.path(), "grade ann.md --gradebook ben.md --force"));
    assert!(text(place.path(), "ben.md").starts_with("submission,status,"));
}

#[test]
fn files_of_others_in_the_folder_of_results_stay() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    for (name, foreign) in [
        ("report.html", "<html>my own</html>"),
        ("measurements.csv", "time,place\n"),
        ("verdicts.json", "{\"guilty\": true}\n"),
    ] {
        file(place.path(), &format!("out/{name}"), foreign);
        ran(&mut verigrad(place.path(), "grade ann.md"))
            .said(2, &format!("{name} was not written by verigrad"));
        assert_eq!(text(place.path(), &format!("out/{name}")), foreign);
        assert_eq!(std::fs::read_dir(place.path().join("out")).expect("there").count(), 1);
        let forced = ran(&mut verigrad(place.path(), "grade ann.md --force"));
        assert!(forced.status <= Some(1), "{}", forced.error);
        let again = ran(&mut verigrad(place.path(), "grade ann.md"));
        assert!(again.status <= Some(1), "{}", again.error);
        std::fs::remove_dir_all(place.path().join("out")).expect("removed");
    }
}

#[test]
fn links_are_followed_and_modes_kept() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    file(place.path(), "elsewhere/grades.csv", "");
    system(place.path(), "chmod 640 elsewhere/grades.csv");
    std::os::unix::fs::symlink("elsewhere/grades.csv", place.path().join("grades.csv"))
        .expect("linked");
    std::os::unix::fs::symlink("elsewhere/new.csv", place.path().join("new.csv")).expect("linked");
    for name in ["grades.csv", "new.csv"] {
        let run = ran(&mut verigrad(place.path(), &format!("grade ann.md --gradebook {name}")));
        assert!(run.status <= Some(1), "{}", run.error);
        let link = std::fs::symlink_metadata(place.path().join(name)).expect("there");
        assert!(link.file_type().is_symlink(), "{name}");
        let target = place.path().join("elsewhere").join(name);
        assert!(text(place.path(), &format!("elsewhere/{name}")).starts_with("submission"));
        let mode = std::fs::metadata(target).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, if name == "new.csv" { 0o644 } else { 0o640 }, "{name}");
    }
    assert_eq!(std::fs::read_dir(place.path().join("elsewhere")).expect("there").count(), 2);
}

#[test]
fn what_is_not_a_regular_file_is_not_replaced() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    system(place.path(), "mkfifo pipe");
    std::os::unix::fs::symlink("loop", place.path().join("loop")).expect("linked");
    for name in ["pipe", "/dev/null"] {
        for force in ["", " --force"] {
            let arguments = format!("grade ann.md --gradebook {name}{force}");
            ran(&mut verigrad(place.path(), &arguments)).said(2, "not a regular file");
        }
    }
    ran(&mut verigrad(place.path(), "grade ann.md --gradebook loop")).said(2, "loop");
    let kind = std::fs::symlink_metadata(place.path().join("pipe")).expect("there").file_type();
    assert!(!kind.is_file());
    system(place.path(), "mkdir out");
    system(place.path(), "mkfifo out/report.html");
    ran(&mut verigrad(place.path(), "grade ann.md")).said(2, "not a regular file");
}
