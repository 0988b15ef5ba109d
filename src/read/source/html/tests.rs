use super::*;
use crate::read::layout::block::BlockKind;

fn read(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    html(&Text::verbatim(source, 0), &mut out);
    let cells = |row: &Vec<Text>| row.iter().map(|cell| cell.to_string()).collect::<Vec<_>>();
    let shown = |block: &Block| match &block.kind {
        BlockKind::Heading { level, text } => format!("h{level} {}", &**text),
        BlockKind::Paragraph(text) => {
            let parents: Vec<_> = block.parents.iter().map(|text| text.to_string()).collect();
            format!("p{} {}", parents.join(">"), &**text)
        }
        BlockKind::Line(text) => format!("l {}", &**text),
        BlockKind::Code { .. } => "code".to_owned(),
        BlockKind::Table(table) => {
            let rows: Vec<_> = table.rows.iter().map(|row| cells(row).join("|")).collect();
            format!("t{} {} {}", table.heads, &*table.caption, rows.join("/"))
        }
    };
    out.iter().map(shown).collect()
}

#[test]
fn blocks_of_a_page() {
    let page = "<html><head><title>9</title></head><body><h2>2(a)&nbsp;SGD<a>¶</a></h2>\
        <p>Best: <b>0.96</b><br>4.6 &times; 10<sup>-5</sup>\n x<ul><li>one<ul><li>0.1\
        </ul></ul><pre>acc 0.9635\n</pre><pre><span class=k>a</span><span class=k>b</span>\
        <span class=k>c</span></pre>";
    let expected = [
        "h2 2(a) SGD",
        "p Best: 0.96",
        "p 4.6 × 10^{-5} x",
        "p one",
        "pone 0.1",
        "code",
        "l acc 0.9635",
        "code",
    ];
    assert_eq!(read(page), expected);
}

#[test]
fn cells_span_rows_and_columns() {
    let page = "<table><caption>Table 1</caption><thead><tr><th rowspan=2>rate<th colspan=2>\
        accuracy<tr><th>mean<th>best</thead><tr><th>0.1<td>0.95<td>0.96</table>after";
    let expected = ["t2 Table 1 rate|accuracy|accuracy/rate|mean|best/0.1|0.95|0.96", "p after"];
    assert_eq!(read(page), expected);
    assert_eq!(read("<table><tr><td colspan=99999999>x")[0].matches('x').count(), SPAN);
    const SPAN: usize = 60;
}

#[test]
fn cells_are_found_in_the_file() {
    let source = "<table><tr><th>a<th>b<tr><td>x<td> <b>0.9635</b>&nbsp;%</table>";
    let mut out = Vec::new();
    html(&Text::verbatim(source, 0), &mut out);
    let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
    let cell = &table.rows[1][1];
    assert_eq!(cell.as_str(), "0.9635 %");
    assert_eq!(&source[cell.source(0..6)], "0.9635");
}
