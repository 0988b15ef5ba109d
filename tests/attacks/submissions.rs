//! Submissions that hold nothing to grade: each is told what it is.

use crate::place::{file, folder, ran, verigrad};

fn notebook(language: &str, cells: &str) -> String {
    format!(
        "{{\"cells\": [{cells}], \"metadata\": {{\"kernelspec\": {{\"language\": \"{language}\"}}}}, \
         \"nbformat\": 4, \"nbformat_minor\": 5}}"
    )
}

fn code(source: &str, outputs: &str) -> String {
    let source = serde_json::json!(source);
    format!(
        "{{\"cell_type\": \"code\", \"metadata\": {{}}, \"source\": {source}, \"outputs\": [{outputs}]}}"
    )
}

fn words(source: &str) -> String {
    let source = serde_json::json!(source);
    format!("{{\"cell_type\": \"markdown\", \"metadata\": {{}}, \"source\": {source}}}")
}

#[test]
fn what_holds_no_claim_is_told_what_it_is() {
    let place = folder();
    let python =
        "import numpy as np\nfor i in range(1000):\n    x = x - 0.001 * gradient(x)\nprint(x)";
    let picture = "{\"output_type\": \"display_data\", \"metadata\": {}, \
                   \"data\": {\"image/png\": \"iVBORw0KGgo=\"}}";
    let cases = [
        ("no-outputs.ipynb", notebook("python", &code(python, "")), "its code was not run"),
        (
            "pictures.ipynb",
            notebook("python", &format!("{},{}", words("# 1(b)"), code("plt.plot(x)", picture))),
            "its results are pictures",
        ),
        ("numbered.md", "# 1\n\n![1](a.png)\n\n## Problem 2 (b)\n\n![](b.png)\n".to_owned(), "pictures"),
        ("pictures.md", "![figure 1](a.png)\n\n![](b.png)\n".to_owned(), "pictures"),
        ("pictures.html", "<html><body><img src=\"a.png\"><img src='b.png'></body></html>".to_owned(),
         "pictures"),
        ("pictures.tex",
         "\\begin{figure}\\includegraphics{a.png}\\end{figure}\n\\includegraphics[width=3cm]{b}\n".to_owned(),
         "pictures"),
        ("julia.ipynb",
         notebook("julia", &code("using Flux\nx = 3", "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"3\\n\"}")),
         "Julia"),
        ("program.py", format!("#!/usr/bin/env python3\n{python}\n"), "a Python program"),
        ("program.R", "library(torch)\nx <- c(1, 2, 3)\nprint(x)\n".to_owned(), "an R program"),
        ("program.m", "function y = f(x)\n  y = x.^2;\nend\n".to_owned(), "a MATLAB program"),
        ("german.md",
         "# Bericht\n\nDie Ergebnisse der ersten Aufgabe sind nicht schlecht, und der Wert ist mit dem \
          Verfahren auf 17 gesunken. Das ist für die Rechnung gut.\n".to_owned(),
         "German"),
        ("chinese.md", "# 实验报告\n\n本次实验的结果如下：准确率达到了最高的水平，梯度逐渐消失。\n".to_owned(),
         "not in English"),
        ("empty.ipynb", notebook("python", ""), "no cells"),
        ("blank.ipynb", notebook("python", &words("")), "no text"),
        ("plain.md", "# Shopping\n\nEggs and milk, and 3 apples.\n".to_owned(), "no claim of the homework"),
    ];
    let mut messages: Vec<String> = Vec::new();
    for (name, contents, said) in cases {
        file(place.path(), name, contents);
        let run = ran(&mut verigrad(place.path(), &format!("grade {name}")));
        run.said(2, said);
        assert!(!place.path().join("out").exists(), "{name}");
        messages.push(run.error);
    }
    for (name, contents) in [
        ("lone.png", &b"\x89PNG\r\n\x1a\n"[..]),
        ("lone.gif", b"GIF89a\x01\x00"),
        ("lone.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("lone.bmp", b"BM\x36\0\0\0\0\0"),
        ("lone.tif", b"II*\0\x08\0"),
        ("lone.heic", b"\0\0\0\x18ftypheic\0\0"),
        ("lone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"),
    ] {
        file(place.path(), name, contents);
        ran(&mut verigrad(place.path(), &format!("grade {name}"))).said(2, "a picture");
    }
}
