//! Whole folders of submissions, some of which are no files.

use crate::place::{REPORT, file, folder, ordinary_user, ran, system, text, verigrad};

/// The gradebook's cells, by submission, without its header.
fn gradebook(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        row.expect("a row").iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

#[test]
fn pipes_devices_and_sockets_are_rows_and_never_opened() {
    let place = folder();
    file(place.path(), "class/ann.md", REPORT);
    system(place.path(), "mkfifo class/pipe.md");
    let _socket = std::os::unix::net::UnixListener::bind(place.path().join("class/socket.md"))
        .expect("a socket");
    std::os::unix::fs::symlink("/dev/zero", place.path().join("class/zero.md")).expect("linked");
    std::os::unix::fs::symlink("nowhere", place.path().join("class/broken.md")).expect("linked");
    let run = ran(&mut verigrad(place.path(), "grade class --gradebook grades.csv"));
    run.said(1, "class/pipe.md");
    let rows = gradebook(&text(place.path(), "grades.csv"));
    let status = |name: &str| {
        let row = rows.iter().find(|row| row[0] == format!("class/{name}"));
        row.unwrap_or_else(|| panic!("no row of {name}: {rows:?}"))[1].clone()
    };
    assert_eq!(status("ann.md"), "graded");
    for name in ["pipe.md", "socket.md", "zero.md"] {
        assert!(status(name).contains("not a regular file"), "{name}: {}", status(name));
    }
    assert!(status("broken.md").contains("cannot read"), "{}", status("broken.md"));
    assert_eq!(rows.len(), 5);
    ran(&mut verigrad(place.path(), "grade class/pipe.md")).said(2, "not a regular file");
    ran(&mut verigrad(place.path(), "grade /dev/zero")).said(2, "not a regular file");
    ran(&mut verigrad(place.path(), "run 1b --assignment class/pipe.md"))
        .said(2, "not a regular file");
}

#[test]
fn links_in_a_circle_give_each_file_once() {
    let place = folder();
    file(place.path(), "class/deep/ann.md", REPORT);
    for link in ["class/up", "class/deep/up"] {
        std::os::unix::fs::symlink("..", place.path().join(link)).expect("linked");
    }
    std::os::unix::fs::symlink("deep", place.path().join("class/also")).expect("linked");
    std::os::unix::fs::symlink("itself", place.path().join("class/itself")).expect("linked");
    file(place.path(), "class/ben.md", REPORT);
    let arguments = "grade class class/ben.md class/deep --gradebook class/grades.csv";
    for _ in 0..2 {
        // The second time the gradebook is in the folder, and is not graded.
        let run = ran(&mut verigrad(place.path(), arguments));
        assert!(run.status <= Some(1), "{}", run.error);
        let rows = gradebook(&text(place.path(), "class/grades.csv"));
        let graded: Vec<_> = rows.iter().filter(|row| row[1] == "graded").collect();
        assert_eq!(graded.len(), 2, "{rows:?}");
        let others: Vec<&str> = rows.iter().map(|row| &row[0][..]).collect();
        // `up` leads out of the class, to the homework beside it.
        assert!(others.iter().filter(|name| name.ends_with("itself")).count() == 1, "{others:?}");
        assert!(!others.iter().any(|name| name.contains("grades.csv")), "{others:?}");
        assert!(rows.len() <= 4, "{others:?}");
    }
}

/// A link to somebody else's submission is a row that says so, whichever name comes first.
#[test]
fn links_to_submissions_are_rows_that_say_so() {
    let place = folder();
    file(place.path(), "class/mia.md", REPORT);
    for link in ["ann.md", "zoe.md"] {
        std::os::unix::fs::symlink("mia.md", place.path().join("class").join(link))
            .expect("linked");
    }
    let run = ran(&mut verigrad(place.path(), "grade class class/mia.md --gradebook grades.csv"));
    run.said(1, "class/ann.md");
    let rows = gradebook(&text(place.path(), "grades.csv"));
    assert_eq!(rows.len(), 3, "{rows:?}");
    for row in rows {
        match &row[0][..] {
            "class/mia.md" => assert_eq!(row[1], "graded"),
            link => {
                let said = format!("cannot read {link}: it is a link to class/mia.md");
                assert!(row[1].starts_with(&said), "{row:?}");
            }
        }
    }
}

#[test]
fn an_unreadable_folder_is_a_row_and_the_rest_is_graded() {
    let place = folder();
    file(place.path(), "class/ann.md", REPORT);
    file(place.path(), "class/locked/ben.md", REPORT);
    let arguments = "grade class --gradebook grades.csv";
    let mut command = ordinary_user(place.path(), &[], arguments);
    system(place.path(), "chmod 000 class/locked");
    let run = ran(&mut command);
    system(place.path(), "chmod 777 class/locked");
    run.said(1, "class/locked");
    let rows = gradebook(&text(place.path(), "grades.csv"));
    let status: Vec<&str> = rows.iter().map(|row| &row[1][..]).collect();
    assert_eq!(status[0], "graded");
    assert!(status[1].contains("cannot read class/locked"), "{status:?}");
}

/// What identical reports share is said once a group: twice as many give twice as much.
#[test]
fn what_is_shared_grows_with_the_class_and_not_with_its_square() {
    let place = folder();
    let size = |count: usize| {
        let names: Vec<String> = (0..count).map(|index| format!("all/{index:04}.csv")).collect();
        for name in &names {
            let table = "id,reported\n3a.input.gradnorm,0.0012345678\n3a.ratio,0.1234567\n";
            file(place.path(), name, table);
        }
        let run = ran(&mut verigrad(place.path(), "grade all --gradebook grades.csv"));
        assert!(run.status <= Some(1), "{}", run.error);
        let json = ran(&mut verigrad(place.path(), "grade all --gradebook grades.csv --json"));
        let table = text(place.path(), "grades.csv");
        assert!(table.contains("3a.input.gradnorm"), "{table}");
        [table.len(), run.out.len(), json.out.len()]
    };
    let (small, large) = (size(60), size(240));
    for (small, large) in small.iter().zip(large) {
        assert!(large < small * 9 / 2, "{small} bytes of 60, {large} of 240");
    }
}

/// Code under which two trainings would have one name is no homework, and no end of the class.
#[test]
fn code_that_names_a_rate_twice_is_graded_all_the_same() {
    let place = folder();
    let report = include_str!("../../golden/homework7/report.md");
    for (name, from, to) in [
        ("sgd.md", "rates = [0.0001, 0.001, 0.01, 0.1, 0.5]", "rates = [0.001, 0.001]"),
        ("adam.md", "rates = [0.0001, 0.001, 0.01, 0.1]\n", "rates = [0.1, 0.1, 0.1]\n"),
        (
            "configured.md",
            "\"hidden\": 100, \"optimizer\": \"adam\"",
            "\"hidden\": 50, \"optimizer\": \"adam\"",
        ),
    ] {
        assert!(report.contains(from), "{from}");
        file(place.path(), &format!("class/{name}"), report.replace(from, to));
    }
    file(place.path(), "class/honest.md", report);
    let run = ran(&mut verigrad(place.path(), "grade class --gradebook grades.csv"));
    run.said(1, "grades.csv");
    let rows = gradebook(&text(place.path(), "grades.csv"));
    assert!(rows.len() == 4 && rows.iter().all(|row| row[1] == "graded"), "{rows:?}");
}
