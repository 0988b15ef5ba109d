use super::*;
use crate::read::source::shown;

fn read(file: &str) -> Vec<String> {
    shown::read(latex, file)
}

#[test]
fn sections_lists_and_comments() {
    let file = "\\newcommand{\\best}{0.5\\,\\%}\nignored \\begin{document}\n\\section*{Part 1~a} One\n\
                % a remark\nparagraph, \\best{} or 97\\% % more\n\n\\textbf{Result} it is\n\
                \\begin{itemize}\\item<2-> outer\n\\begin{itemize}\\item[(b)] inner\\end{itemize}\
                \\end{itemize}\\end{document} ignored";
    assert_eq!(
        read(file),
        [
            "2# Part 1 a",
            "One paragraph, 0.5 % or 97%",
            "60# Result",
            "Result it is",
            "outer",
            "outer > (b): inner"
        ]
    );
}

#[test]
fn tables_with_captions_and_heads() {
    let file = r"\begin{table}[ht]\centering\caption{With $\eta=0.5$}
\begin{tabular}{l*{2}{S[table-format=1.2]}}\toprule
 & \multicolumn{2}{c}{Test} \\ \cmidrule(lr){2-3}
rate & {0.1} & {0.5} \\[2mm] \midrule
\multirow{2}{*}{SGD} & \num{0.5} & \textbf{0.5} \\
R\&D & \makecell{a \\ b} & {\bfseries 0.5} \\ \bottomrule
\end{tabular}\end{table}
\begin{longtable}{ll}\caption{Long}\\ \hline a & b \\ \hline \endfirsthead
a & again \\ \hline \endhead 1 & 0.5 \\ \end{longtable}";
    assert_eq!(
        read(file),
        [
            "With η=0.5 [2]  & Test & Test // rate & 0.1 & 0.5 // SGD & 0.5 & 0.5 // R&D & a b & 0.5",
            "Long [1] a & b // 1 & 0.5"
        ]
    );
}

#[test]
fn formulas_output_and_slides() {
    let file = "\\begin{frame}[fragile]{Exercise 1c}\n\\begin{verbatim}\nadam 0.5 100%\n\\end{verbatim}\n\
                \\begin{align*} f &= 0.5 \\\\ g &= \\text{two} \\end{align*}\n\
                \\[ x = 0.5 \\] Bold\\\\[3mm] end \\(0.5\\).\\end{frame}\n\
                \\begin{lstlisting}[language=Python]\nx = f(0.5)\n\\end{lstlisting}";
    assert_eq!(
        read(file),
        [
            "4# Exercise 1c",
            "code",
            "| adam 0.5 100%",
            "| f = 0.5",
            "| g = two",
            "| x = 0.5",
            "Bold end 0.5 .",
            "code"
        ]
    );
}

#[test]
fn what_never_ends_is_read_to_the_end() {
    assert_eq!(read("\\begin{tabular}{ll} a & 0.5").len(), 1);
    assert_eq!(read("\\section{open 0.5 \\caption{x \\textbf{y").len(), 1);
    assert_eq!(read("\\begin{verbatim} 0.5").len(), 1);
    assert!(read("\\[ \\] \\begin{} \\end{itemize} \\item").is_empty());
}

#[test]
fn arrays_of_words_and_numbers_are_tables() {
    let file = r"\[
\begin{array}{l|cc} & \|\nabla W\| & \text{ratio}\\ \hline
\text{a) sigmoid} & 0.5 & 4.5\times 10^{-5}\\
\text{b) ReLU} & 0.5 & 7.1
\end{array}
\]
\[ \begin{array}{rcl} x &=& 0.5\\ \text{and } y &=& 0.5 \end{array} \]";
    let blocks = read(file);
    assert_eq!(blocks[0].matches(" // ").count(), 2);
    assert!(blocks[0].ends_with("b) ReLU & 0.5 & 7.1"), "{}", blocks[0]);
    assert!(blocks[1].starts_with('|') && blocks[1].ends_with("x = 0.5"), "{}", blocks[1]);
}

#[test]
fn points_of_plots_are_rows() {
    let file = r"\begin{axis}[xlabel={epoch},ylabel={error [\%]},ymax=8]
\addplot+[mark=o] coordinates {(1,0.5) (30,3.23)};
\addlegendentry{SGD, $\eta=0.1$}
\addplot {x^2};
\end{axis}
\begin{axis}\addplot coordinates {(1,2)};\end{axis}";
    assert_eq!(
        read(file),
        [" [1]  & epoch & error [%] // SGD, η=0.1 & 1 & 0.5 // SGD, η=0.1 & 30 & 3.23"]
    );
}
