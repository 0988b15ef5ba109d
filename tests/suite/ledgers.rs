//! Ledgers of a homework: what is refused and where, and the columns and ids of earlier versions.

use verigrad::diagnostic::Diagnostic;
use verigrad::homework::{Check, Claim, Ledger, PredicateName};
use verigrad::verdict::Verdict;

use crate::shared::homework7;

fn parse(text: &str) -> Result<Ledger, Box<Diagnostic>> {
    Ledger::parse(text, "mine.csv", homework7().names())
}

fn submitted(text: &str) -> Result<Ledger, Box<Diagnostic>> {
    let homework = homework7();
    Ledger::parse_submission(text, "mine.csv", &homework.ledger, homework.names())
}

fn refused(text: &str) -> Diagnostic {
    *parse(text).expect_err(text)
}

/// A statement's row, the bytes that the error is about, what it says, and what it offers.
const REFUSED: &[(&str, &str, &str, &[&str])] = &[
    ("slowly(1b.gd)", "slowly", "no predicate is called `slowly`", &["slow", "decades"]),
    ("slow(1b.sgd)", "1b.sgd", "no run is called `1b.sgd`", &["1b.gd", "1d.momentum"]),
    ("stable(1b.gd)", "1b.gd", "no training is called `1b.gd`", &["2a.sgd.0.0001", "2b.adam.0.1"]),
    ("vanishes(2a)", "2a", "no probe of gradients is called `2a`", &["3a", "3b"]),
    ("best_above(2a, 3c)", "3c", "no sweep is called `3c`", &["2a, 2b, 2c"]),
    ("decades(3a.input.gradnorm)", "3a.input.gradnorm", "no ratio is called", &["3a.ratio"]),
    ("slow(1b.gd, 1b.adam)", "1b.adam", "`1b.adam` is no error", &[]),
    ("steady(1b.gd, 1b.adam)", "steady(1b.gd, 1b.adam)", "2 here; it is `steady(run)`", &[]),
    ("slow()", "slow()", "0 here; it is `slow(run, [error 0.001])`", &[]),
    ("fast(1b.gd)", "fast(1b.gd)", "1 here; it is `fast(run, run, [times as fast 2])`", &[]),
    (
        "faster_to(1b.adam, 1b.gd)",
        "faster_to(1b.adam, 1b.gd)",
        "2 here; it is `faster_to(run, run, error)`",
        &[],
    ),
    ("slow(1b.gd, small)", "small", "`small` is no error", &[]),
    ("slow(1b.gd, -1)", "-1", "a positive number, `low..high`, or `=number`", &[]),
    ("linear(1b.gd, 1.5)", "1.5", "a positive number up to 1", &[]),
    ("learns_fast(2a.sgd.0.1, 7)", "7", "`7` is no accuracy", &[]),
    ("slightly_apart(1b.gd, 1b.adam, 0.5)", "0.5", "a number from 1 on", &[]),
    ("early_spike(1b.gd, 10, 100)", "100", "is no share of the steps", &[]),
    ("best_above(2a, 2a)", "best_above(2a, 2a)", "`best_above` compares two", &[]),
    ("slow(1b.gd, =0)", "=0", "`=0` is no error", &[]),
    ("slow(1b.gd, 1e-3..)", "1e-3..", "is no error", &[]),
    ("slow(1b.gd, 0.1..0.01)", "0.1..0.01", "the first is above the second", &[]),
    ("oscillates(1d.adam, 0.1, nan)", "nan", "`nan` is no factor", &[]),
    ("slow", "slow", "a predicate has the form `slow(1b.gd)`", &[]),
    ("slow(1b.gd); steady", "steady", "a predicate has the form", &[]),
    ("slow(1b.gd); ; quick(1b.gd)", "quick", "no predicate is called `quick`", &[]),
    (" ; ", " ; ", "a statement needs a predicate", &[]),
];

#[test]
fn a_wrong_predicate_is_pointed_at() {
    for (check, wrong, says, offers) in REFUSED {
        // The same in another column, and unquoted where there is no comma.
        let mut texts = vec![
            format!("id,says,check\n1b.gd.value,,\n1b.mine,\"é, so\",\"{check}\"\n"),
            format!("check,id\n\"{check}\",1b.mine\n"),
            format!("id,part,quantity,reported,rule,basis\n1b.mine,,,x,behaviour,\"{check}\"\n"),
        ];
        if !check.contains(',') {
            texts.push(format!("id,check\n1b.mine,{check}\n"));
        }
        for text in texts {
            let error = refused(&text);
            let pointed = text[error.span.clone()].trim_matches('"');
            assert_eq!(pointed, *wrong, "{text}");
            let whole = error.render(false);
            assert!(whole.contains(says), "{says}:\n{whole}");
            let help = error.help.as_deref().unwrap_or_default();
            assert!(offers.iter().all(|name| help.contains(name)), "{offers:?}: {help}");
        }
    }
}

#[test]
fn places_are_lines_and_columns() {
    let text =
        "id,says,check\n1b.gd.value,,\n1b.mine,\"é, so\",\"slow(1b.gd); fast(1b.gd, 1b.sgd)\"\n";
    let error = refused(text);
    assert_eq!(error.position(), (3, 43), "{}", error.render(false));
    assert!(error.to_string().starts_with("mine.csv:3:43: no run is called `1b.sgd`"), "{error}");
    let help = error.help.expect("the runs");
    let all = ["1b.gd", "1b.momentum", "1b.adam", "1c.momentum", "1c.adam", "1d.adam"].join(", ");
    assert_eq!(help, format!("there are {all}, 1d.momentum"));
}

#[test]
fn every_predicate_is_offered() {
    let help = refused("id,check\n1b.mine,nothing(1b.gd)\n").help.expect("the predicates");
    for name in PredicateName::ALL {
        assert!(help.contains(name.word()), "{}: {help}", name.word());
    }
}

#[test]
fn a_wrong_row_is_pointed_at() {
    for (text, place, says, offers) in [
        (
            "id,check\n1b.gd.value,slow(1b.gd)\n",
            (2, 13),
            "`1b.gd.value` is a quantity of the homework: how it is judged follows from that",
            "",
        ),
        ("id\n1b.gd.value\n1b.gd.value\n", (3, 1), "claim `1b.gd.value` stands here twice", ""),
        ("id\n3a.gradnorm[1]\n3a.input.gradnorm\n", (3, 1), "stands here twice", ""),
        ("id,check\n1b.a,slow(1b.gd)\n1b.a,steady(1b.gd)\n", (3, 1), "stands here twice", ""),
        ("id\n1b.gd.loss\n", (2, 1), "no claim has the id `1b.gd.loss`", "1b.gd.value"),
        ("id,check\n9z.a,slow(1b.gd)\n", (2, 1), "no claim has the id `9z.a`", "a part's name"),
        ("id,check\n1b.a b,slow(1b.gd)\n", (2, 1), "no claim has the id", "a part's name"),
        (
            "id,expected\n1b.gd.value,fine\n",
            (2, 13),
            "no such verdict",
            "reproduced, within rounding",
        ),
        ("id,reported\n1b.gd.value,small\n", (2, 13), "`small` is not a number", ""),
        ("id,reported\n2a.sgd.0.1.accuracy_by_epoch,0.9\n", (2, 30), "this claim is an array", ""),
        ("id,rule,basis\n1b.gd.value,guess,\n", (2, 13), "no such rule", ""),
        ("says\nslow\n", (1, 1), "no column `id` here", ""),
        ("id,id\n1b.gd.value,1b.gd.value\n", (1, 4), "a column twice", ""),
    ] {
        let error = refused(text);
        assert_eq!(error.position(), place, "{}", error.render(false));
        assert!(error.to_string().contains(says), "{error}");
        let help = error.help.unwrap_or_default();
        assert!(help.contains(offers), "{text}: {help}");
    }
    let twice = submitted("id,reported\n1b.gd.value,1\n1b.adam.value,1\n1b.gd.value,1\n");
    let twice = twice.expect_err("the same id");
    assert_eq!(twice.position(), (4, 1), "{twice}");
    let none = submitted("id,reported\n").expect_err("no row");
    assert!(none.to_string().contains("no claim to grade"), "{none}");
}

/// Statements of a submission are known by their ids alone; near ones are offered with numbers.
#[test]
fn a_submissions_unknown_statement_is_told_those_of_its_part() {
    let error = submitted("id,reported\n1b.adam.quick,statement\n").expect_err("unknown");
    let help = error.help.expect("ids");
    for near in ["1b.adam.fast_middle", "1b.adam.fluctuates", "1b.adam.value"] {
        assert!(help.contains(near), "{near}: {help}");
    }
}

const FORMER: [(&str, &str); 6] = [
    ("3a.ratio.ensemble", "3a.ratio"),
    ("3a.ratio.rounded", "3a.ratio"),
    ("3a.input.rounded", "3a.input.gradnorm"),
    ("3b.output.rounded", "3b.output.gradnorm"),
    ("3b.ratio.ensemble", "3b.ratio"),
    ("3b.ratio.rounded", "3b.ratio"),
];

#[test]
fn former_ids_are_read_with_a_note() {
    for (old, new) in FORMER {
        let ledger = submitted(&format!("id,reported\n{old},0.5\n")).expect("reads");
        let [claim] = &ledger.claims[..] else { panic!("{:?}", ledger.claims) };
        assert!(claim.id == *new && claim.reported() == "0.5", "{old}: {claim:?}");
        let note = format!(
            "ids of an earlier version are read: `{old}` as `{new}`; a claim now has all its checks"
        );
        assert_eq!(ledger.notes, [note]);
    }
    let both = "id,reported\n3a.ratio.rounded,0.50\n3a.ratio,0.5012\n3a.ratio.ensemble,0.5012\n";
    let ledger = submitted(both).expect("reads");
    let [Claim { mentions, .. }] = &ledger.claims[..] else { panic!("{:?}", ledger.claims) };
    let said: Vec<&str> = mentions.iter().map(|mention| mention.reported.as_str()).collect();
    assert_eq!(said, ["0.5012", "0.50"], "the fullest first, each once");
    assert_eq!(ledger.notes.len(), 1, "one note for all: {:?}", ledger.notes);
    let statement = submitted("id,reported\n1d.momentum.slower_but_steady,statement\n");
    let statement = statement.expect("an id that the ledger remembers");
    assert!(statement.claims[0].id == *"1d.momentum.steady");
    assert!(statement.notes[0].contains("`1d.momentum.steady`"), "{:?}", statement.notes);
}

/// A ledger as it was written before: with rules and bases, and a row for each check.
#[test]
fn the_former_columns_are_read() {
    let text = "\
id,part,quantity,reported,rule,basis,place,expected,note
3a.input.gradnorm,3a,norm of the first layer,4.66e-05,ensemble,,printed,consistent,x
3a.ratio,3a,a ratio,4.302e-05,derived,\"quotient(3a.input.gradnorm, 3a.output.gradnorm)\",,,
3a.ratio.ensemble,3a,a ratio,4.302e-05,ensemble,,,,
3a.ratio.rounded,3a,a ratio,4.30e-05,rounds-to,3a.ratio,,,
1b.gd.slow,1b,very slow,statement,behaviour,slow(1b.gd); steady(1b.gd),,holds,
2b.beats,2b,SGD is better,statement,ordering,\"best_above(2a, 2b)\",,,
3a.orders,3a,orders of magnitude,5,derived,decades(3a.ratio),,fails,
3c.accuracy,3c,not stated,,unreported,,,not checkable,
";
    let ledger = parse(text).unwrap_or_else(|error| panic!("{}", error.render(false)));
    let ids: Vec<String> = ledger.claims.iter().map(|claim| claim.id.to_string()).collect();
    let expected =
        ["3a.input.gradnorm", "3a.ratio", "1b.gd.slow", "2b.beats", "3a.orders", "3c.accuracy"];
    assert_eq!(ids, expected);
    let [norm, ratio, slow, beats, orders, accuracy] = &ledger.claims[..] else { panic!() };
    assert_eq!((norm.says.as_str(), norm.place.as_str()), ("norm of the first layer", "printed"));
    assert_eq!((norm.expected, norm.note.as_str()), (Some(Verdict::Consistent), "x"));
    assert_eq!(ratio.mentions.len(), 2, "{:?}", ratio.mentions);
    assert_eq!(
        ratio.checks.iter().map(Check::word).collect::<Vec<_>>(),
        ["grain", "own arithmetic", "ensemble"]
    );
    let count = |claim: &Claim| match &claim.checks[..] {
        [Check::Statement(predicates)] => predicates.len(),
        _ => 0,
    };
    assert_eq!([slow, beats, orders].map(count), [2, 1, 1]);
    assert!(accuracy.mentions.is_empty());
    assert!(ledger.notes[0].contains("`3a.ratio.ensemble` as `3a.ratio`"), "{:?}", ledger.notes);
}
