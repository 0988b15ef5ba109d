//! What to say of a report without a claim: what it is instead, as far as that can be seen.

use std::sync::LazyLock;

use regex::Regex;

use super::Document;
use crate::diagnostic::InputError;
use crate::homework::PartId;

/// Why nothing was found in a report.
pub(super) fn nothing_found(document: &Document, parts: &[&PartId]) -> InputError {
    let what = of_notebook(document).or_else(|| of_text(document)).unwrap_or_else(|| {
        let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        format!(
            "no claim of the homework found; the homework has the parts {}, and `verigrad read` \
             says of each number why it is open",
            parts.join(", ")
        )
    });
    let unreadable = document.unreadable().map(|pages| format!(" ({pages})")).unwrap_or_default();
    InputError::Argument(format!("{}: {what}{unreadable}", document.origin))
}

fn of_notebook(document: &Document) -> Option<String> {
    let empty = document.cells.is_empty();
    if empty && !(document.origin.ends_with(".ipynb") && document.text.is_empty()) {
        return None;
    }
    if empty {
        return Some("this notebook has no cells".to_owned());
    }
    if document.text.trim().is_empty() {
        return Some("this notebook has cells and no text in them".to_owned());
    }
    let file = document.file();
    if let Some(language) = LANGUAGE.captures(file).map(|found| found[1].to_lowercase())
        && !language.starts_with("python")
        && !language.starts_with("ipython")
    {
        let mut name: Vec<char> = language.chars().collect();
        name[0] = name[0].to_ascii_uppercase();
        let name: String = name.into_iter().collect();
        return Some(format!(
            "no claim of the homework found in this notebook of {name} code: code is read in \
             Python, so state the results in words or in what the cells print"
        ));
    }
    // Inside of a text every quote has a backslash before it, so these are keys.
    let count = |key: &str| file.matches(key).count();
    let outputs = count("\"output_type\"");
    if count("\"code\"") > 0 && outputs == 0 {
        return Some(
            "no claim of the homework found, and no cell has an output: its code was not run, or \
             the outputs were cleared; run all cells and save it"
                .to_owned(),
        );
    }
    let pictures = count("\"image/");
    (pictures > 0 && pictures >= outputs && count("\"stream\"") == 0).then(|| PICTURES.to_owned())
}

const PICTURES: &str = "no claim of the homework found, and its results are pictures, which are not \
                        read: state the numbers in words or print them";

/// The language that a notebook's metadata name.
static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#""(?:language|language_info"\s*:\s*\{[^{}]*?"name)"\s*:\s*"([A-Za-z][A-Za-z0-9+#]{0,20})"#,
    )
});

/// Pictures in the markup of any format that is read.
static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        r"|(?i:<img\b[^>]*>)",
        r"|\\includegraphics\*?(?:\[[^\]]*\])?\{[^}]*\}",
        r"|(?m:^\s*\.\.\s+(?:image|figure)::.*$)",
        r"|(?m:^image::?.*\]$)",
        r"|\[\[[^\]\n]*\.(?:png|jpe?g|svg|gif|pdf)\]\]"
    ))
});

/// Headings, whose numbers are no results.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?m)^[ \t]*(?:#+|=+|\*+)[ \t].*$",
        r"|(?i:<h[1-6]\b[^>]*>[^<]*</h[1-6]>)",
        r"|\\(?:sub)*section\*?\{[^}]*\}"
    ))
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Programs by the ending of their names.
const PROGRAMS: &[(&str, &str)] = &[
    ("py", "a Python program"),
    ("r", "an R program"),
    ("m", "a MATLAB program"),
    ("jl", "a Julia program"),
    ("c", "a C program"),
    ("cpp", "a C++ program"),
    ("java", "a Java program"),
    ("js", "a JavaScript program"),
    ("ts", "a TypeScript program"),
    ("rs", "a Rust program"),
    ("go", "a Go program"),
    ("f90", "a Fortran program"),
];

fn of_text(document: &Document) -> Option<String> {
    let ending = document.origin.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let program = PROGRAMS.iter().find(|(known, _)| ending.as_deref() == Some(known));
    if let Some((_, program)) = program {
        return Some(format!(
            "no claim of the homework found in {program}: hand in what it printed, or a report"
        ));
    }
    let without = PICTURE.replace_all(&document.text, "");
    let results = HEADING.replace_all(&without, "");
    if without.len() < document.text.len() && !results.contains(|c: char| c.is_ascii_digit()) {
        return Some(PICTURES.to_owned());
    }
    let language = other_language(&document.text)?;
    Some(format!(
        "no claim of the homework found; the text is {language}, and words are read in English"
    ))
}

/// Words that every text of a language has, and no other of these languages.
const COMMON: &[(&str, &[&str])] = &[
    ("English", &["the", "and", "is", "are", "of", "with", "for", "this", "that", "was"]),
    ("German", &["der", "die", "und", "ist", "nicht", "das", "mit", "für", "wird", "sind"]),
    ("French", &["le", "les", "est", "dans", "une", "avec", "nous", "sont", "pour", "des"]),
    ("Spanish", &["el", "los", "las", "es", "una", "con", "por", "para", "del", "fue"]),
    ("Italian", &["il", "della", "di", "che", "sono", "nel", "gli", "una", "viene", "dei"]),
    ("Portuguese", &["os", "não", "uma", "com", "são", "foi", "do", "da", "em", "ao"]),
    ("Dutch", &["het", "een", "van", "zijn", "niet", "voor", "wordt", "met", "op", "werd"]),
    ("Polish", &["jest", "się", "nie", "dla", "oraz", "przy", "był", "są", "która", "od"]),
];

/// Words of a language that make it likely.
const ENOUGH: usize = 4;

/// What a text that is not in English is in: by its letters, or by its most common words.
fn other_language(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other) = letters.fold((0_usize, 0_usize), |(latin, other), c| {
        // Greek letters are symbols of English texts too.
        if c < '\u{400}' { (latin + 1, other) } else { (latin, other + 1) }
    });
    if other > latin {
        return Some("not in English".to_owned());
    }
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    let count = |common: &[&str]| words.iter().filter(|word| common.contains(&&word[..])).count();
    let (language, most) = COMMON
        .iter()
        .map(|(language, common)| (*language, count(common)))
        .max_by_key(|(_, count)| *count)?;
    (most >= ENOUGH && language != "English").then(|| format!("in {language}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_common_words() {
        for (text, expected) in [
            ("The value of the objective is small and that is good for this method.", None),
            (
                "Der Wert ist nicht klein, und die Rechnung ist für das Verfahren gut.",
                Some("in German"),
            ),
            (
                "Nous avons une valeur dans les calculs, et les résultats sont bons pour nous.",
                Some("in French"),
            ),
            (
                "El valor es pequeño y los resultados del método con una red son buenos.",
                Some("in Spanish"),
            ),
            ("Точность сети на тестовых данных", Some("not in English")),
            ("η = 0.1, β = 0.9", None),
            ("", None),
        ] {
            assert_eq!(other_language(text).as_deref(), expected, "{text}");
        }
    }
}
