use std::io::IsTerminal;
use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::measure::Progress;

/// A bar on standard error that experiments report to.
pub struct Bar(OnceLock<ProgressBar>, bool);

impl Bar {
    /// A bar, or a silent one.
    pub fn new(shown: bool) -> Self {
        Self(OnceLock::new(), shown)
    }

    /// Takes one report; called from any thread.
    pub fn hear(&self, progress: Progress) {
        match progress {
            Progress::Planned(steps) => self.0.get_or_init(|| self.start()).inc_length(steps),
            Progress::Advanced(steps) => {
                if let Some(bar) = self.0.get() {
                    bar.inc(steps);
                }
            }
        }
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        if let Some(bar) = self.0.get() {
            bar.finish_and_clear();
        }
    }

    fn start(&self) -> ProgressBar {
        let target =
            if self.1 { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "re-running  {wide_bar} {human_pos}/{human_len} steps  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar
    }
}

/// Whether a stream shows colour: a terminal, and NO_COLOR not set.
pub fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
