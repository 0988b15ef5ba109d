//! The names of a document: each is of one thing alone.

use super::collision::{Collision, collision};
use super::document::Reader;
use super::part::{PartId, key};
use super::{Assignment, Catalogue};
use crate::diagnostic::InputError;

impl Reader<'_> {
    /// Refuses a name that two parts have, or that would be taken for something else.
    pub(super) fn names(&self, assignment: &Assignment) -> Result<(), InputError> {
        let mut names: Vec<(String, &PartId)> = Vec::new();
        for part in assignment.parts() {
            let (_, headings) = assignment.about(part);
            for name in std::iter::once(part.as_str()).chain(headings.iter().map(String::as_str)) {
                let known =
                    names.iter().find(|(known, other)| *known == key(name) && *other != part);
                if let Some((_, other)) = known {
                    let at = self.text.rfind(name).unwrap_or(0);
                    let label = format!("this is what `{other}` is called as well");
                    return self.refuse(at..at + name.len().max(1), label);
                }
                names.push((key(name), part));
            }
        }
        let catalogue = match Catalogue::of(assignment) {
            Ok(catalogue) => catalogue,
            Err(id) => {
                let at = self.text.find(id.part().as_str()).unwrap_or(0);
                let label = format!("two quantities would be called `{id}`: choose other names");
                return self.refuse(at..at + 1, label);
            }
        };
        if let Some(Collision { name, with }) = collision(assignment, &catalogue) {
            let quoted = self.text.find(&format!("\"{name}\"")).map(|at| at + 1);
            let at = quoted.or_else(|| self.text.find(&name)).unwrap_or(0);
            let label = format!("`{name}` would be taken for `{with}`: choose another name");
            return self.refuse(at..at + name.len(), label);
        }
        Ok(())
    }
}
