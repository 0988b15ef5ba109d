//! stub
pub fn folded(text: &str) -> String {
    text.to_lowercase()
}
