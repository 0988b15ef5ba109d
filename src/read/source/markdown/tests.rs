use super::*;

/// The blocks in short; every number of a word, line or cell must be found in the file.
fn read(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    markdown(&Text::verbatim(source, 0), &mut out);
    let found = |text: &Text| {
        for number in pattern(r"\d+\.\d+").find_iter(text) {
            assert_eq!(&source[text.source(number.range())], number.as_str());
        }
        text.to_string()
    };
    let cells = |row: &Vec<Text>| row.iter().map(found).collect::<Vec<_>>().join("|");
    let shown = |block: &Block| {
        let parents: Vec<_> = block.parents.iter().map(|text| text.to_string()).collect();
        let parents = parents.join(">");
        match &block.kind {
            BlockKind::Heading { level, text } => format!("h{level}{parents} {}", found(text)),
            BlockKind::Paragraph(text) => format!("p{parents} {}", found(text)),
            BlockKind::Line(text) => format!("l {}", found(text)),
            BlockKind::Code { text, .. } => format!("c {}", found(text)),
            BlockKind::Table(table) => {
                let rows: Vec<_> = table.rows.iter().map(cells).collect();
                format!("t{} {}", table.heads, rows.join("/"))
            }
        }
    };
    out.iter().map(shown).collect()
}

#[test]
fn headings_and_paragraphs() {
    let source = "---\ntitle: x\n---\n# One #\n\nTwo\n===\r\ntext 0.96\r\nmore\n\n## Three {#sec-3 .x}\n\
        <h3 id=\"a\">Four\nfive</h3>a<br>b <!-- 0.5 --> c\n***\n%% 0.4 %%\n:::{tab} SGD\n::: {.note}\n> quoted 0.1\n:::\n";
    let expected = [
        "h1 One",
        "h1 Two",
        "p text 0.96 more",
        "h2 Three",
        "h3 Four five",
        "p a b  c",
        "h60 SGD",
        "p quoted 0.1",
    ];
    assert_eq!(read(source), expected);
}

#[test]
fn prompts_of_python_are_no_quotations() {
    let source = "```\n>>> p = run(0.1)\n>>> p, f(p)\n[0.5 0.5] 3.2165e-05\n```\n> > quoted 0.1\n";
    assert_eq!(
        read(source),
        ["c >>> p = run(0.1)\n>>> p, f(p)", "l [0.5 0.5] 3.2165e-05", "p quoted 0.1"]
    );
}

#[test]
fn tables_in_list_items_have_their_words_as_caption() {
    let source = "- SGD\n  - error rate, %\n\n    | a | b |\n    |---|---|\n    | 1 | 0.5 |\n\n\
                  | c | d |\n|---|---|\n| 1 | 0.5 |\n";
    let mut out = Vec::new();
    markdown(&Text::verbatim(source, 0), &mut out);
    let captions = out.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table.caption.as_str()),
        _ => None,
    });
    assert_eq!(captions.collect::<Vec<_>>(), ["SGD: error rate, %", ""]);
}

#[test]
fn lists_know_what_they_are_under() {
    let source = "- SGD\n  - rate 0.1: **0.96**\n    and so on\n  - rate 0.01\n- [x] Adam\n\n  0.95\n\nb) part\n1. first\n";
    let expected = [
        "p SGD",
        "pSGD rate 0.1:  0.96  and so on",
        "pSGD rate 0.01",
        "p Adam",
        "pAdam 0.95",
        "p b) part",
        "p first",
    ];
    assert_eq!(read(source), expected);
}

#[test]
fn lead_ins_and_lines_with_labels() {
    let source = "**2a.** Best is\n0.96.\nFinal value: 0.5\n**0.961** is it\n\n> [!note] 1c\n> GD 0.1\n\n**Alone**\n";
    let expected = [
        "h60 2a.",
        "p 2a.  Best is 0.96.",
        "p Final value: 0.5",
        "p 0.961  is it",
        "h60 1c",
        "p GD 0.1",
        "h60 Alone",
    ];
    assert_eq!(read(source), expected);
}

#[test]
fn tables() {
    let source = "a | b\n--|--\n0.1 | **0.96**\n| 0.2 | |\n\n| ‖x\\|y | $10^{-4}$ |\n|:-:|-:|\n| 1.5 | 2.5 |\n\n\
        +---+---+\n| a | b |\n+===+===+\n| c | 0.5 |\n| d |     |\n+---+---+\n\n<table><tr><th>x<td>0.7\n</table>\n";
    let expected =
        ["t1 a|b/0.1|0.96/0.2|", "t1 ‖x‖y|10^{-4}/1.5|2.5", "t1 a|b/c d|0.5", "t1 x|0.7"];
    assert_eq!(read(source), expected);
}

#[test]
fn code_and_output() {
    let source = "```{r, echo=FALSE}\nx <- 0.5\n## 0.96\n```\n\ntext\n\n    acc 0.9635\n\n~~~text\nloss 0.25\n~~~\n```python\nopen = 0.75";
    let expected = [
        "c x <- 0.5",
        "l 0.96",
        "p text",
        "c ",
        "l acc 0.9635",
        "c ",
        "l loss 0.25",
        "c open = 0.75",
    ];
    assert_eq!(read(source), expected);
}

#[test]
fn long_inputs_take_linear_time() {
    for piece in
        ["- a\n", "<br>", "> ", "|", "**a** ", "[", "<h1>", "$x_{", "```\n", " - b\n  - c\n"]
    {
        let source = piece.repeat(100_000 / piece.len());
        let mut out = Vec::new();
        markdown(&Text::verbatim(&source, 0), &mut out);
    }
    let deep: String = (0..500).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect();
    let mut out = Vec::new();
    markdown(&Text::verbatim(&deep, 0), &mut out);
    assert!(out.iter().all(|block| block.parents.len() <= 6));
}
