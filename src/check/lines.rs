//! Lines to and from another process, neither of which can hold this one up.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

/// The longest line that is read, in bytes: 65,535 numbers with room to spare. What is longer is
/// cut there, and no answer.
const LONGEST: u64 = 1 << 22;

/// Lines that are read before anybody asks for them.
const AHEAD: usize = 2;

/// Why there is no line.
pub(super) enum Missing {
    /// None came in time.
    Silent,
    /// The process has ended or closed its output.
    Ended,
}

/// The two ends, a thread for each: a process that does not read stops only the one, and one that
/// says nothing, or more than it is asked, only the other.
pub(super) struct Lines {
    questions: Sender<String>,
    answers: Receiver<String>,
}

impl Lines {
    pub(super) fn between(input: ChildStdin, output: ChildStdout) -> io::Result<Self> {
        let (questions, asked) = channel();
        let (said, answers) = sync_channel(AHEAD);
        thread::Builder::new().spawn(move || write(input, &asked))?;
        thread::Builder::new().spawn(move || read(output, &said))?;
        Ok(Self { questions, answers })
    }

    /// Whether somebody still takes questions.
    pub(super) fn send(&self, question: String) -> bool {
        self.questions.send(question).is_ok()
    }

    /// A line that has come already.
    pub(super) fn already(&self) -> Option<String> {
        self.answers.try_recv().ok()
    }

    /// The next line.
    pub(super) fn next(&self, patience: Duration) -> Result<String, Missing> {
        self.answers.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => Missing::Silent,
            RecvTimeoutError::Disconnected => Missing::Ended,
        })
    }
}

fn write(mut input: ChildStdin, asked: &Receiver<String>) {
    for question in asked {
        if input.write_all(question.as_bytes()).and_then(|()| input.flush()).is_err() {
            break;
        }
    }
}

fn read(output: ChildStdout, said: &SyncSender<String>) {
    let mut output = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        let read = (&mut output).take(LONGEST).read_until(b'\n', &mut line);
        // A line that is no text is no answer, but may be shown.
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        if !matches!(read, Ok(1..)) || said.send(text).is_err() {
            break;
        }
    }
}
