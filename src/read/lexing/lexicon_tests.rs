use super::facet::Facet;
use super::lexicon::Lexicon;
use crate::homework::{Assignment, Homework, Method, Source};
use crate::read::meaning::target::{NothingKnown, Targets};

const RMSPROP: &str = r#"
name = "r"
title = "One net"
[[net]]
part = "1"
title = "One net"
activation = "tanh"
initialisation = "pytorch-default"
batch = 10
epochs = 1
trainings = [{ layers = [784, 30, 10], rule = "rmsprop", learning_rate = 0.001 }]
"#;

/// A rule is spoken of where some training has it; else its name is a word of the prose.
#[test]
fn later_rules_are_known_where_they_are_used() {
    let own = Assignment::parse(RMSPROP, "r.toml").expect("reads");
    let built_in = Assignment::homework7().expect("reads");
    for (assignment, knows) in [(own, true), (built_in, false)] {
        let homework = Homework::of(assignment, Source::BuiltIn);
        let targets = Targets::of(&homework, &NothingKnown);
        let lexicon = Lexicon::of(&homework.assignment, &targets);
        let method = Facet::Method(Method::RmsProp);
        assert_eq!(lexicon.facets("Accuracy of RMSprop").contains(&method), knows);
        let absent = Facet::Method(Method::AdaGrad);
        assert!(!lexicon.facets("Accuracy of AdaGrad").contains(&absent));
        assert!(lexicon.facets("Accuracy of Adam").contains(&Facet::Method(Method::Adam)));
    }
}
