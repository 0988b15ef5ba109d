//! Environments: what begins and ends with `\begin` and `\end`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, code_or_output, pattern, tabular};
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"language\s*=\s*\{?\s*(\w+)"));

/// What an environment is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    /// Every sign stands for itself.
    Verbatim,
    Formulas,
    /// A table; so many arguments stand before its cells.
    Tabular(usize),
    /// What floats: its caption is its own.
    Float,
    /// A slide; its title is an argument.
    Slide,
    /// A plot, whose points may stand in it.
    Plot,
    /// Its argument is a length or a number.
    Sized,
    Other,
}

fn kind(name: &str) -> Kind {
    match name.trim_end_matches('*') {
        "itemize" | "enumerate" | "description" => Kind::List,
        "verbatim" | "Verbatim" | "alltt" | "lstlisting" | "minted" => Kind::Verbatim,
        "equation" | "align" | "gather" | "multline" | "eqnarray" | "flalign" | "displaymath" => {
            Kind::Formulas
        }
        "tabular" if name.ends_with('*') => Kind::Tabular(2),
        "tabularx" | "tabulary" => Kind::Tabular(2),
        "tabular" | "longtable" | "array" | "tblr" | "longtblr" => Kind::Tabular(1),
        "table" | "figure" | "wraptable" | "wrapfigure" | "sidewaystable" => Kind::Float,
        "frame" => Kind::Slide,
        "axis" | "semilogyaxis" | "semilogxaxis" | "loglogaxis" => Kind::Plot,
        "minipage" | "subfigure" | "subtable" | "multicols" | "thebibliography" | "adjustbox" => {
            Kind::Sized
        }
        _ => Kind::Other,
    }
}

impl Reader<'_> {
    pub(super) fn begin(&mut self, found: Range<usize>) {
        let Some(name) = self.source.group(found.end) else { return self.take(found.end) };
        self.end_paragraph();
        self.at = name.end + 1;
        let name = &self.source.text[name];
        match kind(name) {
            Kind::List => {
                self.items.push(None);
                self.skip_options();
            }
            Kind::Verbatim => self.body(name, |reader, body| reader.verbatim(name, body)),
            Kind::Formulas => self.body(name, Self::formulas),
            Kind::Plot => self.body(name, Self::plot),
            Kind::Tabular(arguments) => {
                self.body(name, |reader, body| reader.tabular(name, arguments, body));
            }
            Kind::Float => {
                self.skip_options();
                self.table = None;
                self.caption = Text::default();
            }
            Kind::Slide => {
                self.at = self.source.overlay(self.at);
                self.skip_options();
                if let Some(title) = self.source.group(self.at) {
                    self.at = title.end + 1;
                    self.heading(4, title);
                }
            }
            Kind::Sized => {
                self.skip_options();
                self.at = self.source.argument(self.at).map_or(self.at, |size| size.end + 1);
            }
            Kind::Other => self.skip_options(),
        }
    }

    fn skip_options(&mut self) {
        if let Some(options) = self.source.options_at(self.at) {
            self.at = options.end + 1;
        }
    }

    pub(super) fn end(&mut self, found: Range<usize>) {
        let Some(name) = self.source.group(found.end) else { return self.take(found.end) };
        self.end_paragraph();
        self.at = name.end + 1;
        match kind(&self.source.text[name]) {
            Kind::List => {
                self.items.pop();
            }
            Kind::Float => {
                self.table = None;
                self.caption = Text::default();
            }
            _ => {}
        }
    }

    /// Reads what stands up to the end of an environment, if it has one.
    fn body(&mut self, name: &str, read: impl FnOnce(&mut Self, Range<usize>)) {
        if let Some(end) = self.source.environment_end(name, self.at) {
            let body = self.at..end;
            self.at = end + r"\end{}".len() + name.len();
            read(self, body);
        }
    }

    fn verbatim(&mut self, name: &str, body: Range<usize>) {
        let options = self.source.options_at(body.start).filter(|options| options.end < body.end);
        let mut start = options.clone().map_or(body.start, |options| options.end + 1);
        let text = self.source.text;
        let mut language = String::new();
        if name == "minted" {
            if let Some(argument) = self.source.group(start).filter(|group| group.end < body.end) {
                language.push_str(text[argument.clone()].trim());
                start = argument.end + 1;
            }
        } else if let Some(found) = options.and_then(|options| LANGUAGE.captures(&text[options])) {
            language.push_str(&found[1]);
        }
        // Output in square brackets is no option.
        if name == "verbatim" || name == "alltt" {
            start = body.start;
        }
        code_or_output(&text.slice(start..body.end).lines(), &language, self.out);
    }

    pub(super) fn tabular(&mut self, name: &str, arguments: usize, body: Range<usize>) {
        let mut start = body.start;
        for _ in 0..arguments {
            let Some(argument) = self.source.argument(start).filter(|one| one.end < body.end)
            else {
                break;
            };
            start = argument.end + 1;
        }
        let (body, caption) = self.own_caption(start..body.end);
        let Some((rows, heads)) = tabular::rows(&body) else { return };
        if name == "array" && rows.len() < 2 {
            return;
        }
        let known = std::mem::take(&mut self.caption);
        self.table = Some(self.out.len());
        self.out.push(Block::table(rows, heads, caption.unwrap_or(known)));
    }

    /// The cells of a table, and the caption that stands among them, as in one of several pages.
    fn own_caption(&self, body: Range<usize>) -> (Text, Option<Text>) {
        let text = self.source.text;
        let command = text[body.clone()].find(r"\caption").map(|at| body.start + at);
        let found = command.and_then(|command| {
            let behind = command + r"\caption".len();
            let behind = behind + usize::from(text[behind..].starts_with('*'));
            Some((command, self.source.argument(behind)?))
        });
        match found.filter(|(_, argument)| argument.end < body.end) {
            Some((command, argument)) => {
                let mut rest = text.slice(body.start..command);
                rest.push(&text.slice(argument.end + 1..body.end));
                (rest, Some(super::words(&text.slice(argument))))
            }
            None => (text.slice(body), None),
        }
    }
}
