//! Templates: reports with a slot ⟦name|format⟧ in place of every measured number.

use std::ops::Range;

use verigrad::homework::QuantityId;

use crate::format::Format;
use crate::reader::quantity;
use crate::values::{Value, Values};

/// What a slot's number is.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    /// A quantity of the homework.
    One(QuantityId),
    /// The difference of two accuracies: no claim of its own.
    Difference(QuantityId, QuantityId),
}

/// A place for a number.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is.
    pub name: Name,
    /// How it is written.
    pub format: Format,
    /// The slot's bytes in the template.
    span: Range<usize>,
}

/// A report with slots.
#[derive(Debug)]
pub struct Template {
    /// Its file's name.
    pub file: String,
    /// The slots, in order.
    pub slots: Vec<Slot>,
    text: String,
}

/// A filled slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// Its bytes in the report.
    pub span: Range<usize>,
    /// What stands there.
    pub text: String,
}

impl Name {
    fn read(text: &str) -> Option<Self> {
        match text.split_once(" - ") {
            Some((one, other)) => {
                Some(Self::Difference(quantity(one.trim())?, quantity(other.trim())?))
            }
            None => quantity(text.trim()).map(Self::One),
        }
    }

    /// The quantity, if it is one.
    pub fn quantity(&self) -> Option<&QuantityId> {
        match self {
            Self::One(id) => Some(id),
            Self::Difference(..) => None,
        }
    }

    fn value(&self, run: &Values) -> Option<Value> {
        match self {
            Self::One(id) => run.of(id),
            Self::Difference(one, other) => {
                Some(Value::Images(run.images(one)? - run.images(other)?))
            }
        }
    }
}

impl Slot {
    /// The number of that run, as the slot has it.
    fn write(&self, run: &Values) -> Option<String> {
        self.format.write(&self.name.value(run)?)
    }
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A slot that is none, with what it says; no slot at all.
    pub fn read(file: &str, text: String) -> Result<Self, String> {
        let mut slots = Vec::new();
        for (start, _) in text.match_indices('⟦') {
            let rest = &text[start..];
            let Some(end) = rest.find('⟧') else { return Err(format!("{file}: an open slot")) };
            let inside = &rest['⟦'.len_utf8()..end];
            let slot = inside
                .split_once('|')
                .and_then(|(name, format)| Some((Name::read(name)?, Format::read(format.trim())?)));
            let Some((name, format)) = slot else {
                return Err(format!("{file}: ⟦{inside}⟧ is no slot"));
            };
            slots.push(Slot { name, format, span: start..start + end + '⟧'.len_utf8() });
        }
        if slots.is_empty() {
            return Err(format!("{file}: no slot"));
        }
        Ok(Self { file: file.to_owned(), slots, text })
    }

    /// The number of each slot in that run.
    ///
    /// # Errors
    /// A slot whose quantity has no number of that format.
    pub fn numbers(&self, run: &Values) -> Result<Vec<String>, String> {
        let number = |slot: &Slot| {
            slot.write(run)
                .ok_or_else(|| format!("{}: {} has no value", self.file, self.show(slot)))
        };
        self.slots.iter().map(number).collect()
    }

    /// The report with those numbers, and its key.
    pub fn fill(&self, numbers: &[String]) -> (String, Vec<Filled>) {
        let (mut report, mut key, mut done) = (String::new(), Vec::new(), 0);
        for (slot, text) in self.slots.iter().zip(numbers) {
            report.push_str(&self.text[done..slot.span.start]);
            let span = report.len()..report.len() + text.len();
            key.push(Filled { span, text: text.clone() });
            report.push_str(text);
            done = slot.span.end;
        }
        report.push_str(&self.text[done..]);
        (report, key)
    }

    /// The report with another number in one slot.
    pub fn fill_with(&self, numbers: &[String], slot: usize, text: &str) -> String {
        let mut numbers = numbers.to_vec();
        numbers[slot] = text.to_owned();
        self.fill(&numbers).0
    }

    /// A slot as the template has it.
    pub fn show(&self, slot: &Slot) -> &str {
        &self.text[slot.span.clone()]
    }

    /// What the file is called when it is handed in.
    pub fn report_name(&self) -> String {
        match self.file.rsplit_once('.') {
            Some((_, ending)) => format!("report.{ending}"),
            None => "report".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sets::sets;
    use crate::values::honest;

    #[test]
    fn a_template_is_filled_where_its_slots_are() {
        let text =
            "αβ ⟦2a.best.accuracy|pct:2⟧ %, ⟦2a.best.accuracy - 2b.best.accuracy|pct:2⟧ more";
        let template = Template::read("a.md", text.to_owned()).expect("a template");
        let numbers = template.numbers(&honest()[0]).expect("numbers");
        assert_eq!(numbers, ["96.83", "0.47"]);
        let (report, key) = template.fill(&numbers);
        assert_eq!(report, "αβ 96.83 %, 0.47 more");
        assert_eq!(key.len(), 2);
        assert_eq!(template.fill_with(&numbers, 0, "96.38"), "αβ 96.38 %, 0.47 more");
        assert_eq!(template.report_name(), "report.md");
    }

    #[test]
    fn what_is_no_slot_is_said() {
        let error = |text: &str| Template::read("a.md", text.to_owned()).expect_err("no template");
        assert_eq!(error("nothing"), "a.md: no slot");
        assert_eq!(error("⟦2a.best.accuracy|pct⟧"), "a.md: ⟦2a.best.accuracy|pct⟧ is no slot");
        assert_eq!(error("⟦2x.accuracy|repr⟧"), "a.md: ⟦2x.accuracy|repr⟧ is no slot");
        assert_eq!(error("⟦2a.best.accuracy|repr"), "a.md: an open slot");
        let wrong = Template::read("a.md", "⟦2a.best.accuracy|npoint⟧".to_owned()).expect("read");
        let error = wrong.numbers(&honest()[0]).expect_err("no number");
        assert_eq!(error, "a.md: ⟦2a.best.accuracy|npoint⟧ has no value");
    }

    #[test]
    fn every_template_has_its_key() {
        for template in sets().iter().flat_map(|set| &set.templates) {
            for run in honest().iter().take(3) {
                let numbers = template.numbers(run).unwrap_or_else(|error| panic!("{error}"));
                let (report, key) = template.fill(&numbers);
                assert!(!report.contains(['⟦', '⟧']), "{}", template.file);
                for (Filled { span, text }, number) in key.iter().zip(&numbers) {
                    assert_eq!((&report[span.clone()], text), (number.as_str(), number));
                }
            }
        }
    }
}
