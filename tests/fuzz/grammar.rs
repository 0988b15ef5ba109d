//! Whole files from bytes: each byte is a choice between things that such files hold, so that a
//! change of a few bytes gives another notebook, table or document and not another syntax error.
#![allow(dead_code)]

#[path = "grammar/document.rs"]
pub mod document;
#[path = "grammar/notebook.rs"]
pub mod notebook;
#[path = "grammar/table.rs"]
pub mod table;

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
