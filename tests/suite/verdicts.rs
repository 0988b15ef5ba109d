//! Verdicts: which of two checks decides, what each means, and what makes a report fail.

use proptest::prelude::*;
use proptest::sample::select;
use verigrad::verdict::{FailOn, Standing, Verdict};

use crate::strategies::config;

fn any_verdict() -> impl Strategy<Value = Verdict> {
    select(Verdict::ALL.to_vec())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_worse_verdict_is_a_maximum(one in any_verdict(), other in any_verdict(), third in any_verdict()) {
        prop_assert_eq!(one.worse(one), one);
        prop_assert_eq!(one.worse(other), other.worse(one));
        prop_assert_eq!(one.worse(other).worse(third), one.worse(other.worse(third)));
        prop_assert!([one, other].contains(&one.worse(other)));
    }

    /// No check makes a report look better than another leaves it, beside one that says nothing.
    #[test]
    fn the_worse_verdict_stands_no_better(one in any_verdict(), other in any_verdict()) {
        let worse = one.worse(other);
        for verdict in [one, other].into_iter().filter(|v| *v != Verdict::NotCheckable) {
            prop_assert!(worse.standing() >= verdict.standing(), "{:?} {:?}", one, other);
        }
        for fail_on in [FailOn::Contradicted, FailOn::Fails, FailOn::Unusual] {
            let either = fail_on.fails(one) || fail_on.fails(other);
            prop_assert_eq!(fail_on.fails(worse), either, "{:?} {:?}", one, other);
        }
    }
}

/// Every pair, not only those that are drawn.
#[test]
fn what_could_not_be_checked_decides_only_alone() {
    for one in Verdict::ALL {
        assert_eq!(one.worse(Verdict::NotCheckable), one);
        assert_eq!(one.worse(Verdict::Contradicted), Verdict::Contradicted);
        for other in Verdict::ALL {
            assert_eq!(one.worse(other), other.worse(one), "{one:?} {other:?}");
            for third in Verdict::ALL {
                let (left, right) = (one.worse(other).worse(third), one.worse(other.worse(third)));
                assert_eq!(left, right, "{one:?} {other:?} {third:?}");
            }
        }
    }
}

#[test]
fn each_verdict_has_its_standing_and_fails_from_there() {
    use Standing::{Bad, Doubtful, Good, Open};
    // Whether a report fails on contradicted, on fails, on unusual.
    let table = [
        (Verdict::Reproduced, Good, [false, false, false]),
        (Verdict::WithinRounding, Good, [false, false, false]),
        (Verdict::ConsistentWithItself, Good, [false, false, false]),
        (Verdict::Consistent, Good, [false, false, false]),
        (Verdict::Tied, Good, [false, false, false]),
        (Verdict::Beaten, Doubtful, [false, false, true]),
        (Verdict::Unusual, Doubtful, [false, false, true]),
        (Verdict::Holds, Good, [false, false, false]),
        (Verdict::HoldsInSome, Doubtful, [false, false, true]),
        (Verdict::Arguable, Doubtful, [false, false, true]),
        (Verdict::Fails, Bad, [false, true, true]),
        (Verdict::Contradicted, Bad, [true, true, true]),
        (Verdict::NotCheckable, Open, [false, false, false]),
    ];
    assert_eq!(table.map(|(verdict, ..)| verdict), Verdict::ALL);
    for (verdict, standing, fails) in table {
        assert_eq!(verdict.standing(), standing, "{verdict:?}");
        let levels = [FailOn::Contradicted, FailOn::Fails, FailOn::Unusual];
        assert_eq!(levels.map(|level| level.fails(verdict)), fails, "{verdict:?}");
        assert_eq!(Verdict::from_word(verdict.word()), Some(verdict));
        let word = serde_json::to_value(verdict).expect("a word");
        assert_eq!(word, verdict.word(), "one word everywhere");
    }
    assert_eq!(FailOn::default(), FailOn::Fails);
    assert_eq!(Verdict::from_word("fine"), None);
}
