//! Whole files from bytes: each byte is a choice between things that such files hold, so that a
//! change of a few bytes gives another notebook, table or document and not another syntax error.
#![allow(dead_code)]

use std::fmt::Write;

/// Bytes that are read as choices; when they are over, every choice is the first.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.byte()) % bound.max(1)
    }

    fn one<'b>(&mut self, of: &[&'b str]) -> &'b str {
        of[self.below(of.len())]
    }

    fn rarely(&mut self) -> bool {
        self.byte() > 240
    }

    /// A number in one of many notations; now and then any digits.
    fn number(&mut self) -> String {
        if self.byte() < 60 {
            let digits = 1 + self.below(20);
            let digits: String = (0..digits).map(|_| char::from(b'0' + self.byte() % 10)).collect();
            let exponent = i16::from(self.byte()) - 128;
            return format!("{}{digits}e{exponent}", self.one(&["", "-", "0.", "-."]));
        }
        self.one(NUMBERS).to_owned()
    }

    /// A few words, with what may stand among them.
    fn words(&mut self) -> String {
        let count = 1 + self.below(8);
        let mut text = String::new();
        for _ in 0..count {
            match self.below(4) {
                0 => text += &self.number(),
                1 => text += self.one(MARKS),
                _ => text += self.one(WORDS),
            }
            text += self.one(&[" ", " ", "\n", ": ", " = ", "", ", ", "\t"]);
        }
        text
    }
}

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "0.9635",
    "96.35%",
    "3.216465854863436e-05",
    "2.4411637529060323e-08",
    "[0.99433318 0.98867571]",
    "[1.]",
    "[ ]",
    "[[1, 2], [3]]",
    "nan",
    "inf",
    "-inf",
    "1e400",
    "1e-400",
    "1,000",
    "1.000.000",
    "−1",
    "1×10⁻⁴",
    "10^{-4}",
    "1e",
    ".",
    "18446744073709551616",
    "-9223372036854775808",
    "0x10",
    "1_000",
    "np.float64(0.96)",
    "١٢",
    "1e9999999999",
    "٪",
    "½",
];

const WORDS: &[&str] = &[
    "final",
    "function value",
    "point",
    "accuracy",
    "test accuracy",
    "best",
    "learning rate",
    "Adam",
    "SGD",
    "momentum",
    "1(b)",
    "2a",
    "Part 3(c)",
    "## 1(b)",
    "# Problem 2",
    "epoch",
    "hidden units",
    "gradient norm",
    "input layer",
    "output layer",
    "ratio",
    "is higher than",
    "converges",
    "slow",
    "|",
    "---",
    "```",
    "```python",
    "optimizer = torch.optim.SGD(net.parameters(), lr=",
    ")",
    "for i in range(",
    "):",
    "- ",
    "* ",
    "> ",
    "$",
    "$$",
    "\\frac{1}{2}",
    "<table>",
    "<td>",
    "</td>",
];

const MARKS: &[&str] = &[
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\r",
    "\r\n",
    "\u{0}",
    "\"",
    "\\",
    "\\u",
    "{",
    "}",
    "é",
    "数",
    "𝟘",
    "\u{9b}",
    "\u{2028}",
    ";",
    ",",
    "'",
    "=",
    "+",
    "@",
];

/// A notebook.
pub fn notebook(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let mut cells = Vec::new();
    for _ in 0..1 + choices.below(8) {
        cells.push(cell(&mut choices));
    }
    let cells = format!("[{}]", cells.join(","));
    let mut text = match choices.below(5) {
        0 => format!("{{\"worksheets\": [{{\"cells\": {cells}}}], \"nbformat\": 3}}"),
        1 => format!("{{\"metadata\": null, \"cells\": {cells}}}"),
        2 => format!("{{\"cells\": {cells}, \"cells\": {cells}, \"metadata\": {{}}}}"),
        _ => format!(
            "{{\"cells\": {cells}, \"metadata\": {{\"kernelspec\": {{\"language\": {}}}}}}}",
            string(choices.one(&["python", "julia", "R", "", "\u{202e}"]))
        ),
    };
    damage(&mut choices, &mut text);
    text
}

fn cell(choices: &mut Choices) -> String {
    let kind = choices.one(&["markdown", "code", "raw", "heading", ""]);
    let source = lines(choices);
    let key = choices.one(&["source", "source", "input", "text"]);
    let mut cell = format!("{{\"cell_type\": \"{kind}\", \"{key}\": {source}");
    if choices.below(3) > 0 {
        let outputs: Vec<String> = (0..choices.below(4)).map(|_| output(choices)).collect();
        let _ = write!(cell, ", \"outputs\": [{}]", outputs.join(","));
    }
    if choices.rarely() {
        cell += ", \"metadata\": NaN, \"id\": -Infinity";
    }
    cell + "}"
}

fn output(choices: &mut Choices) -> String {
    let text = lines(choices);
    match choices.below(5) {
        0 => format!("{{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": {text}}}"),
        1 => {
            format!("{{\"output_type\": \"execute_result\", \"data\": {{\"text/plain\": {text}}}}}")
        }
        2 => format!(
            "{{\"output_type\": \"display_data\", \"data\": {{\"image/png\": \"iVBORw0KGgo=\", \
             \"text/html\": {text}, \"text/plain\": {text}}}}}"
        ),
        3 => format!("{{\"output_type\": \"error\", \"traceback\": [{text}]}}"),
        _ => format!("{{\"output_type\": \"pyerr\", \"text\": {text}}}"),
    }
}

/// A text, or a list of its lines, in JSON; now and then a thing that is neither.
fn lines(choices: &mut Choices) -> String {
    match choices.below(6) {
        0 => string(&choices.words()),
        1 => "[]".to_owned(),
        2 if choices.rarely() => {
            choices.one(&["null", "1", "{}", "[[\"a\"]]", "\"\\ud800\""]).into()
        }
        _ => {
            let count = 1 + choices.below(5);
            let lines: Vec<String> = (0..count).map(|_| string(&choices.words())).collect();
            format!("[{}]", lines.join(","))
        }
    }
}

fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            c if c < ' ' && c != '\t' => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A table with columns of a ledger, of words or of points.
pub fn table(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let header = choices.one(&[
        "id,reported",
        "reported,id",
        "id,reported,expected,place",
        "note,id,reported",
        "id,points",
        "id,words",
        "id;reported",
        "\"id\",\"reported\"",
        "id,id,reported",
        "\u{feff}id,reported",
    ]);
    let columns = header.split(',').count();
    let ending = choices.one(&["\n", "\n", "\r\n"]);
    let mut text = format!("{header}{ending}");
    for _ in 0..choices.below(12) {
        let more = usize::from(choices.rarely());
        let cells: Vec<String> = (0..columns + more).map(|_| table_cell(&mut choices)).collect();
        text += &cells.join(",");
        text += ending;
    }
    damage(&mut choices, &mut text);
    text
}

fn table_cell(choices: &mut Choices) -> String {
    let inner = match choices.below(6) {
        0 | 1 => choices.one(IDS).to_owned(),
        2 | 3 => choices.number(),
        4 => String::new(),
        _ => choices.words(),
    };
    let quoted = inner.contains([',', '"', '\n', '\r']) || choices.rarely();
    if quoted { format!("\"{}\"", inner.replace('"', "\"\"")) } else { inner }
}

const IDS: &[&str] = &[
    "1b.gd.value",
    "1b.gd.point",
    "1b.adam.value",
    "1c.winner",
    "1b.gd.slow",
    "2a.best.accuracy",
    "2a.best.eta",
    "2b.sgd_beats_adam",
    "3a.ratio",
    "3a.input.gradnorm",
    "1b.gd.first_below.0.1",
    "2a.sgd.0.1.accuracy@17",
    "2a.sgd.0.1.accuracy@18446744073709551615",
    "3a.gradnorm.9",
    "1b.",
    "1b.gd.first_below.nan",
    "",
    "x",
    "2a.best.hidden",
    "1d.minimum",
];

/// A document of experiments.
pub fn document(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let mut text = format!("name = {}\ntitle = {}\n", key(&mut choices), key(&mut choices));
    if choices.below(3) > 0 {
        problem(&mut choices, &mut text);
    }
    for _ in 0..choices.below(4) {
        net(&mut choices, &mut text);
    }
    damage(&mut choices, &mut text);
    text
}

/// A string of TOML.
fn key(choices: &mut Choices) -> String {
    let name = choices.one(&[
        "a",
        "1b",
        "2a",
        "best",
        "accuracy",
        "sgd.0.1",
        "Task 4",
        "1(b)",
        "\\u202e",
        "\\u001b[2J",
        "",
        "2a.best",
        "setting",
        "=1+1",
        "é",
    ]);
    format!("\"{name}\"")
}

fn pair(choices: &mut Choices) -> String {
    let count = if choices.rarely() { choices.below(4) } else { 2 };
    let numbers: Vec<String> = (0..count).map(|_| toml_number(choices)).collect();
    format!("[{}]", numbers.join(", "))
}

fn toml_number(choices: &mut Choices) -> String {
    choices
        .one(&[
            "0.1",
            "1.0",
            "-1.5",
            "0",
            "3",
            "20",
            "1000",
            "1e-3",
            "1e308",
            "1e-308",
            "nan",
            "inf",
            "-1",
            "9223372036854775807",
            "10000000",
            "60000",
            "4096",
            "784",
            "10",
        ])
        .to_owned()
}

fn problem(choices: &mut Choices, text: &mut String) {
    let objective = choices.one(&["rosenbrock", "quadratic", "beale", "himmelblau", "sphere"]);
    let extra = match choices.below(4) {
        0 => format!(", a = {}", toml_number(choices)),
        1 => format!(", curvatures = {}", pair(choices)),
        _ => String::new(),
    };
    let _ = write!(
        text,
        "[problem1]\nobjective = {{ name = \"{objective}\"{extra} }}\nstart = {}\nsteps = {}\n",
        pair(choices),
        toml_number(choices)
    );
    if choices.below(2) > 0 {
        let _ = write!(
            text,
            "[problem1.contour]\npart = {}\nx = {}\ny = {}\npoints = {}\nlevels = {{ from = {}, to = \
             {}, count = {} }}\n",
            key(choices),
            pair(choices),
            pair(choices),
            pair(choices),
            toml_number(choices),
            toml_number(choices),
            toml_number(choices)
        );
    }
    for _ in 0..1 + choices.below(2) {
        let runs: Vec<String> = (0..1 + choices.below(3)).map(|_| run(choices)).collect();
        let _ = write!(
            text,
            "[[problem1.comparison]]\npart = {}\ntitle = {}\nruns = [{}]\n",
            key(choices),
            key(choices),
            runs.join(", ")
        );
    }
}

fn run(choices: &mut Choices) -> String {
    let rule = choices.one(&["gradient-descent", "momentum", "adam", "sgd"]);
    let rate = toml_number(choices);
    let mut run = format!("{{ name = {}, rule = \"{rule}\", learning_rate = {rate}", key(choices));
    for setting in ["decay", "beta1", "beta2", "epsilon", "steps", "momentum", "weight_decay"] {
        if choices.rarely() {
            let _ = write!(run, ", {setting} = {}", toml_number(choices));
        }
    }
    run + " }"
}

fn net(choices: &mut Choices, text: &mut String) {
    let _ = write!(
        text,
        "[[net]]\npart = {}\ntitle = {}\nactivation = \"{}\"\ninitialisation = \"{}\"\nbatch = {}\n",
        key(choices),
        key(choices),
        choices.one(&["sigmoid", "relu", "tanh"]),
        choices.one(&["xavier-normal", "kaiming-uniform", "zero"]),
        toml_number(choices)
    );
    let layers = |choices: &mut Choices| {
        let hidden: Vec<String> = (0..choices.below(4)).map(|_| toml_number(choices)).collect();
        let hidden: String = hidden.iter().map(|size| format!("{size}, ")).collect();
        format!("[784, {hidden}10]")
    };
    if choices.below(2) == 0 {
        let _ = writeln!(text, "gradient_probe = {}", layers(choices));
        return;
    }
    let _ = writeln!(text, "epochs = {}\nbest = [\"eta\"]", toml_number(choices));
    let trainings: Vec<String> = (0..1 + choices.below(3))
        .map(|_| {
            let run = run(choices);
            format!("{{ layers = {},{}", layers(choices), &run[1..])
        })
        .collect();
    let _ = writeln!(text, "trainings = [{}]", trainings.join(", "));
}

/// Cuts or doubles a piece, now and then.
fn damage(choices: &mut Choices, text: &mut String) {
    if !choices.rarely() {
        return;
    }
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let at = boundary(text.len() * choices.below(256) / 256);
    let end = boundary((at + choices.below(64)).min(text.len()));
    let piece = text[at..end].to_owned();
    match choices.below(3) {
        0 => text.truncate(at),
        1 => text.replace_range(at..end, ""),
        _ => text.insert_str(at, &piece),
    }
}
