//! Which bracket of a Typst file closes which. In words, round brackets need no partner; in the
//! arguments of a call they do.

/// The places of brackets with the places of those that close them.
pub(super) struct Calls {
    /// Ascending.
    pairs: Vec<(usize, usize)>,
}

impl Calls {
    /// The brackets of a text.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut pairs = Vec::new();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut is_statement = false;
        let mut at = 0;
        while at < bytes.len() {
            let inner = open.last().map(|(bracket, _)| *bracket);
            let is_code = is_statement || matches!(inner, Some(b'(' | b'{'));
            match bytes[at] {
                // What is escaped is no bracket.
                b'\\' => at += 1,
                b'#' => {
                    is_statement |= STATEMENTS.iter().any(|word| bytes[at + 1..].starts_with(word))
                }
                b'\n' => is_statement = false,
                b'[' => open.push((b'[', at)),
                b'{' if is_code => open.push((b'{', at)),
                b'(' if is_code || follows_name(bytes, at) => open.push((b'(', at)),
                closing @ (b']' | b'}' | b')') => {
                    let opening = match closing {
                        b']' => b'[',
                        b'}' => b'{',
                        _ => b'(',
                    };
                    if let Some((_, start)) = open.pop_if(|(bracket, _)| *bracket == opening) {
                        pairs.push((start, at));
                    }
                }
                _ => {}
            }
            at += 1;
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    /// Where the bracket that opens there closes.
    pub(super) fn close(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        Some(self.pairs[found].1)
    }
}

/// What begins a statement, which takes its line and the brackets that are opened in it.
const STATEMENTS: [&[u8]; 5] = [b"set ", b"show ", b"show:", b"let ", b"import "];

/// The longest name of a function that is looked for before a bracket.
const LONGEST_NAME: usize = 40;

/// Whether a round bracket stands behind a name that a `#` begins.
fn follows_name(bytes: &[u8], at: usize) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let name = bytes[..at].iter().rev().take(LONGEST_NAME).take_while(|byte| is_name(byte)).count();
    name > 0 && at > name && bytes[at - name - 1] == b'#'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_words_need_no_partner() {
        let text = "a) #f([1 in (0, 2], (3)) and [0, 1)";
        let calls = Calls::of(text);
        assert_eq!(calls.close(5), Some(23));
        assert_eq!(calls.close(6), Some(17));
        assert_eq!(calls.close(29), None);
    }
}
