//! A rule in another process, over a pipe: for any language.

use std::cell::RefCell;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::bench::widen;
use super::candidate::{Candidate, Running};
use super::lines::{Lines, Missing};
use super::settings::Settings;
use crate::arithmetic::Real;

/// How long one answer may take if nothing else is said. The first one includes whatever a
/// process loads.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a process is no rule.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum ProcessError {
    /// It could not be started.
    #[error("cannot start {command}: {reason}")]
    Start {
        /// The program.
        command: String,
        /// What the system said.
        reason: String,
    },
    /// It ended, or closed its output.
    #[error(
        "the process ended after {answered} answers, before it was asked to; its own messages are above"
    )]
    Ended {
        /// How many steps it had answered.
        answered: u64,
    },
    /// It did not answer in time.
    #[error(
        "no answer {answered} in {patience} s; every line with \"parameters\" must be answered by one line, flushed"
    )]
    Silent {
        /// The number of the answer, from 1.
        answered: u64,
        /// How long it was waited for.
        patience: f64,
    },
    /// It said something before it was asked.
    #[error(
        "after {answered} answers the process said {line:?} without being asked; only a line with \"parameters\" is answered, by one line"
    )]
    Unasked {
        /// How many steps it had answered.
        answered: u64,
        /// What it was, cut short.
        line: String,
    },
    /// What it answered is no answer.
    #[error(
        "answer {answered} is {line:?}; expected {{\"parameters\": [...]}} with {expected} numbers"
    )]
    Answer {
        /// The number of the answer, from 1.
        answered: u64,
        /// What it was, cut short.
        line: String,
        /// How many numbers were expected.
        expected: usize,
    },
}

/// A rule that runs in another process. Messages are JSON, one a line:
///
/// | to the process | answer |
/// |---|---|
/// | `{"start": {}}`: forget everything | none |
/// | `{"parameters": [0.5], "gradient": [1.0]}`: one step from there | `{"parameters": [0.4]}` |
///
/// A process that heeds settings gets them with `start`, by the names of [`Settings`], and
/// `{"learning_rate": 0.1}` on its way. A number that is not finite is `NaN` or `null` in an
/// answer; there is none in a question.
///
/// A process that ends, says something else or nothing for a minute is ended and asked no more,
/// and [`failure`](Self::failure) says why.
pub struct Process {
    pipe: RefCell<Pipe>,
    heeds_settings: bool,
}

struct Pipe {
    child: Child,
    lines: Lines,
    patience: Duration,
    answered: u64,
    failure: Option<ProcessError>,
}

impl Process {
    /// Starts it. Its error output stays this process's.
    ///
    /// # Errors
    ///
    /// If there is no such program, or it cannot be run.
    pub fn start(
        program: &str,
        arguments: &[String],
        heeds_settings: bool,
    ) -> Result<Self, ProcessError> {
        let failed = |reason: &dyn std::fmt::Display| ProcessError::Start {
            command: program.to_owned(),
            reason: reason.to_string(),
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let output = child.stdout.take().ok_or_else(|| failed(&"no output"))?;
        let input = child.stdin.take().ok_or_else(|| failed(&"no input"))?;
        let lines = Lines::between(input, output).map_err(|error| failed(&error))?;
        let pipe = Pipe { child, lines, patience: PATIENCE, answered: 0, failure: None };
        Ok(Self { pipe: RefCell::new(pipe), heeds_settings })
    }

    /// How long one answer may take; a minute if not given.
    pub fn patience(self, patience: Duration) -> Self {
        self.pipe.borrow_mut().patience = patience;
        self
    }

    /// What went wrong on the way, if anything did: what was found of it after that is worth
    /// nothing.
    pub fn failure(&self) -> Option<ProcessError> {
        self.pipe.borrow().failure.clone()
    }
}

impl Pipe {
    fn tell(&mut self, message: &Value) {
        if self.failure.is_none() && !self.lines.send(format!("{message}\n")) {
            self.fail(ProcessError::Ended { answered: self.answered });
        }
    }

    /// Asks nothing more.
    fn fail(&mut self, failure: ProcessError) {
        self.failure = Some(failure);
        self.end();
    }

    fn ask(&mut self, message: &Value, expected: usize) -> Option<Vec<f64>> {
        if self.failure.is_none()
            && let Some(line) = self.lines.already()
        {
            self.fail(ProcessError::Unasked { answered: self.answered, line: short(&line) });
        }
        self.tell(message);
        if self.failure.is_some() {
            return None;
        }
        match self.lines.next(self.patience) {
            Ok(line) => {
                self.answered += 1;
                let numbers = numbers(&line).filter(|numbers| numbers.len() == expected);
                if numbers.is_none() {
                    let (answered, line) = (self.answered, short(&line));
                    self.fail(ProcessError::Answer { answered, line, expected });
                }
                numbers
            }
            Err(Missing::Silent) => {
                let (answered, patience) = (self.answered + 1, self.patience.as_secs_f64());
                self.fail(ProcessError::Silent { answered, patience });
                None
            }
            Err(Missing::Ended) => {
                self.fail(ProcessError::Ended { answered: self.answered });
                None
            }
        }
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The start of an answer, for a message.
fn short(line: &str) -> String {
    line.chars().take(80).collect()
}

impl Drop for Pipe {
    fn drop(&mut self) {
        self.end();
    }
}

/// The parameters of an answer. Python writes NaN and Infinity, which JSON does not have.
fn numbers(line: &str) -> Option<Vec<f64>> {
    let value: Value = serde_json::from_str(line).ok().or_else(|| {
        let finite = line.replace("-Infinity", "null").replace("Infinity", "null");
        serde_json::from_str(&finite.replace("NaN", "null")).ok()
    })?;
    let number = |value: &Value| match value {
        Value::Null => Some(f64::NAN),
        value => value.as_f64(),
    };
    value.get("parameters")?.as_array()?.iter().map(number).collect()
}

struct Remote<'a>(&'a Process);

impl<T: Real> Running<T> for Remote<'_> {
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        let list =
            |numbers: &[T]| numbers.iter().map(|&number| widen(number)).collect::<Vec<f64>>();
        let message = json!({ "parameters": list(parameters), "gradient": list(gradient) });
        let answer = self.0.pipe.borrow_mut().ask(&message, parameters.len());
        for (index, parameter) in parameters.iter_mut().enumerate() {
            *parameter = answer.as_ref().map_or_else(T::nan, |answer| T::constant(answer[index]));
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        if self.0.heeds_settings {
            self.0.pipe.borrow_mut().tell(&json!({ "learning_rate": learning_rate }));
        }
        self.0.heeds_settings
    }
}

impl<T: Real> Candidate<T> for &Process {
    fn start(&self, settings: &Settings, _length: usize) -> Box<dyn Running<T> + '_> {
        let settings: Map<String, Value> = match self.heeds_settings {
            true => settings
                .named()
                .map(|(name, value)| (name.to_owned(), json!(value)))
                .into_iter()
                .collect(),
            false => Map::new(),
        };
        self.pipe.borrow_mut().tell(&json!({ "start": settings }));
        Box::new(Remote(self))
    }

    fn takes_settings(&self) -> bool {
        self.heeds_settings
    }

    fn is_over(&self) -> bool {
        self.pipe.borrow().failure.is_some()
    }
}
