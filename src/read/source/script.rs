//! A script with its report in its comments: percent cells, lines of `#`, texts in three quotes.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::markdown;
use super::pattern::pattern;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;

/// The mark of a comment. That of a cell (`# %%`) and of the interpreter (`#!`) say nothing.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:#'?|//)\s?"));
const QUOTES: &str = "\"\"\"";

/// The blocks of a script: its comments are Markdown, its code says nothing.
pub fn script(text: &Text, out: &mut Vec<Block>) {
    let mut edits = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if words.matches(QUOTES).count() % 2 == 1 {
            quoted = !quoted;
            let quotes = words.match_indices(QUOTES).map(|(at, quotes)| (at, at + quotes.len()));
            edits.extend(quotes.map(|(from, to)| Edit::new(start + from..start + to, "")));
        } else if !quoted {
            let mark = COMMENT.find(words).map_or(0, |mark| mark.end());
            let says =
                mark > 0 && !words[mark..].starts_with("%%") && !words[mark..].starts_with('!');
            let gone = if says { mark } else { words.len() };
            edits.push(Edit::new(start..start + gone, ""));
        }
        start += line.len();
    }
    markdown(&text.edited(&edits), out);
}

#[cfg(test)]
mod tests {
    use super::super::shown::read;
    use super::*;

    #[test]
    fn comments_are_the_report() {
        let file = "#!/usr/bin/python\n# %% [markdown]\n# # One\n# The rate is 0.5\nx = f(0.5)\n\
                    \"\"\"\nIn quotes 0.5\n\"\"\"\n";
        assert_eq!(read(script, file), ["1# One", "The rate is 0.5", "In quotes 0.5"]);
    }
}
