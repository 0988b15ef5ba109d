//! Documents of nets that cannot be: each refused at its place, with the names that there are.

use verigrad::diagnostic::InputError;
use verigrad::homework::Assignment;

const DOCUMENT: &str = "\
name = \"nets\"
title = \"One net\"
[[net]]
part = \"1\"
title = \"One\"
activation = \"leaky-relu\"
output = \"softmax\"
slope = 0.05
loss = \"quadratic\"
initialisation = \"normal\"
deviation = 1.0
biases = 0.5
batch = 10
epochs = 1
measure = [\"test-loss\"]
gradient_norms_at = [1, 6000]
trainings = [{ layers = [784, 30, 10], rule = \"rmsprop\", learning_rate = 0.1, centred = true, momentum = 0.5, schedule = { name = \"step\", each = \"epoch\", factor = 0.5, every = 2 } }]
";

/// What is put in place of what, where that is refused, and with which words.
const REFUSED: &[(&str, &str, usize, usize, &str)] = &[
    (
        "\"leaky-relu\"",
        "\"leaky\"",
        6,
        14,
        "expected one of `sigmoid`, `tanh`, `relu`, `leaky-relu`",
    ),
    ("\"leaky-relu\"", "\"relu\"", 8, 9, "`slope` is a setting of `leaky-relu`"),
    ("slope = 0.05", "slope = 1.0", 8, 9, "not including 1"),
    ("\"softmax\"", "\"softmaks\"", 7, 10, "expected one of `logits`, `softmax`"),
    (
        "\"quadratic\"",
        "\"cubic\"",
        9,
        8,
        "expected one of `cross-entropy`, `mean-squared-error`, `quadratic`",
    ),
    ("\"normal\"", "\"gauss\"", 10, 18, "expected one of `xavier-normal`"),
    (
        "\"normal\"",
        "\"xavier-normal\"",
        11,
        13,
        "`deviation` is a setting of the initialisation `normal`",
    ),
    ("deviation = 1.0\n", "", 10, 18, "`normal` needs a `deviation`"),
    ("deviation = 1.0", "deviation = -1.0", 11, 13, "must not be negative"),
    ("biases = 0.5", "biases = \"one\"", 12, 10, "biases are `zero`, `pytorch-default`"),
    ("biases = 0.5", "biases = -0.5", 12, 10, "biases are `zero`, `pytorch-default`"),
    (
        "\"test-loss\"",
        "\"tset-loss\"",
        15,
        12,
        "there are training-loss, training-accuracy, test-loss",
    ),
    ("[1, 6000]", "[1, 6001]", 16, 21, "from 1 to the last one, 6000"),
    ("[1, 6000]", "[0]", 16, 21, "from 1 to the last one, 6000"),
    ("\"rmsprop\"", "\"rmsprob\"", 17, 47, "expected one of `sgd`, `adam`, `adamw`"),
    (
        "\"rmsprop\"",
        "\"adagrad\"",
        17,
        106,
        "`momentum` is a setting of `sgd`, `rmsprop`, not of `adagrad`",
    ),
    (
        "centred = true",
        "nesterov = true",
        17,
        90,
        "`nesterov` is a setting of `sgd`, not of `rmsprop`",
    ),
    ("centred = true", "beta1 = 0.9", 17, 87, "`beta1` is a setting of `adam`, `adamw`, `amsgrad`"),
    ("centred = true", "smoothing = 1.0", 17, 91, "not including 1"),
    ("name = \"step\"", "name = \"stairs\"", 17, 131, "expected `step` or `cosine`"),
    (
        "name = \"step\"",
        "name = \"cosine\"",
        17,
        166,
        "`factor` is a setting of `step`, not of `cosine`",
    ),
    ("each = \"epoch\", ", "", 17, 122, "missing field `each`"),
    ("every = 2", "every = 0", 17, 177, "at least 1"),
    (", every = 2", "", 17, 131, "`step` needs `factor` and `every`"),
];

fn refusal(text: &str) -> (String, usize, usize) {
    match Assignment::parse(text, "nets.toml") {
        Err(InputError::At(diagnostic)) => {
            let (line, column) = diagnostic.position();
            (diagnostic.to_string(), line, column)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn impossible_nets_are_refused_with_their_place() {
    Assignment::parse(DOCUMENT, "nets.toml").expect("unchanged, the document is valid");
    let mut wrong = Vec::new();
    for &(from, to, line, column, fragment) in REFUSED {
        assert_eq!(DOCUMENT.matches(from).count(), 1, "`{from}` must stand there once");
        let (message, at_line, at_column) = refusal(&DOCUMENT.replace(from, to));
        if (at_line, at_column) != (line, column) || !message.contains(fragment) {
            wrong.push(format!(
                "`{to}` should be at {line}:{column} `{fragment}`: {at_line}:{at_column} {message}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
