//! Entities of HTML, such as `&minus;`.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::read::language::text::{Edit, Text};
use crate::read::language::unseen::is_unseen;

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));")
});

/// The entities of a text as characters, nothing for one that nobody sees; one that is not known
/// stays.
pub(super) fn entities(text: &Text) -> Text {
    if !text.contains('&') {
        return text.clone();
    }
    let mut edits = Vec::new();
    for found in ENTITY.captures_iter(text) {
        let number = |group: usize, radix| {
            let digits = found.get(group)?.as_str();
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)
        };
        let character = number(1, 10).or_else(|| number(2, 16));
        let character = character.or_else(|| named(found.get(3)?.as_str()));
        if let Some(character) = character {
            let seen = Some(character).filter(|c| !is_unseen(*c));
            edits.push(Edit::new(
                found.get_match().range(),
                seen.map_or_else(String::new, String::from),
            ));
        }
    }
    text.edited(&edits)
}

/// Signs of prose and mathematics. Letters with accents are read as the letters.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" | "bdquo" | "laquo" | "raquo" => '"',
        "apos" | "lsquo" | "rsquo" | "sbquo" | "prime" => '\'',
        "nbsp" => '\u{a0}',
        "thinsp" | "ensp" | "emsp" | "numsp" | "puncsp" | "hairsp" => ' ',
        "NewLine" => '\n',
        "Tab" => '\t',
        "shy" | "zwj" | "zwnj" => '\u{ad}',
        "minus" => '\u{2212}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "times" => '×',
        "middot" | "centerdot" => '·',
        "sdot" => '⋅',
        "divide" => '÷',
        "plusmn" | "pm" => '±',
        "plus" => '+',
        "equals" => '=',
        "percnt" => '%',
        "permil" => '‰',
        "period" => '.',
        "comma" => ',',
        "colon" => ':',
        "semi" => ';',
        "lpar" => '(',
        "rpar" => ')',
        "lsqb" | "lbrack" => '[',
        "rsqb" | "rbrack" => ']',
        "lbrace" | "lcub" => '{',
        "rbrace" | "rcub" => '}',
        "sol" => '/',
        "bsol" => '\\',
        "vert" | "verbar" => '|',
        "Vert" | "Verbar" | "par" | "parallel" => '‖',
        "num" => '#',
        "ast" => '*',
        "lowbar" => '_',
        "grave" => '`',
        "Hat" => '^',
        "dollar" => '$',
        "approx" | "asymp" | "ap" => '≈',
        "sim" => '~',
        "ne" => '≠',
        "le" | "leq" => '≤',
        "ge" | "geq" => '≥',
        "infin" => '∞',
        "nabla" => '∇',
        "part" => '∂',
        "sum" => '∑',
        "radic" => '√',
        "rarr" | "rightarrow" => '→',
        "larr" => '←',
        "rArr" => '⇒',
        "deg" => '°',
        "sup1" => '¹',
        "sup2" => '²',
        "sup3" => '³',
        "frac12" | "half" => '½',
        "bull" => '•',
        "sect" => '§',
        "para" => '¶',
        "check" => '✓',
        "alpha" => 'α',
        "beta" => 'β',
        "gamma" => 'γ',
        "delta" => 'δ',
        "Delta" => 'Δ',
        "epsilon" | "epsi" | "varepsilon" => 'ε',
        "eta" => 'η',
        "theta" => 'θ',
        "lambda" => 'λ',
        "mu" | "micro" => 'μ',
        "sigma" => 'σ',
        "szlig" => 'ß',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "aelig" => 'æ',
        "lstrok" => 'ł',
        "inodot" | "imath" => 'ı',
        _ => return accented(name),
    })
}

fn accented(name: &str) -> Option<char> {
    const ACCENTS: [&str; 11] = [
        "uml", "acute", "grave", "circ", "tilde", "cedil", "ring", "caron", "ogon", "dot", "dblac",
    ];
    let mut characters = name.chars();
    let letter = characters.next()?;
    ACCENTS.contains(&characters.as_str()).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_characters_at_their_place() {
        let source = "&eta; &lt; &#48;.96 &times; 10<sup>&#x2212;5</sup> &unknown; R&D; f&uuml;r";
        let text = entities(&Text::verbatim(source, 0));
        assert_eq!(text.as_str(), "η < 0.96 × 10<sup>\u{2212}5</sup> &unknown; R&D; fur");
        let at = text.find("0.96").unwrap();
        assert_eq!(&source[text.source(at..at + 4)], "&#48;.96");
    }
}
