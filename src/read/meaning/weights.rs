//! Every weight and limit of the resolution, with its reason. Costs are hundredths of the cost of
//! a word that stands a sentence away.

use crate::read::layout::mention::Cost;
use crate::read::lexing::facet::Dimension;

/// More than anything that is said costs: what nobody says.
pub const UNSAID: Cost = 900;

/// What a facet of a quantity costs if nothing is said about its dimension. Two quantities that
/// differ in it are then told apart by their values alone.
pub fn missing(dimension: Dimension) -> Cost {
    match dimension {
        Dimension::Part | Dimension::Tapered => 100,
        Dimension::Rate => 120,
        Dimension::Threshold | Dimension::Activation => 150,
        Dimension::Method => 160,
        Dimension::Coordinate => 200,
        // Norms of two layers are often of one size: unsaid, nearly all else has to speak.
        Dimension::Layer => 300,
        // They follow from the configuration, which is named by its method and width.
        _ => 0,
    }
}

/// What a facet costs if another value of its dimension stands beside the number.
pub fn contrary(dimension: Dimension) -> Cost {
    match dimension {
        Dimension::WeightDecay | Dimension::Momentum => 300,
        Dimension::Part => 320,
        Dimension::Layer | Dimension::Coordinate => 600,
        _ => 500,
    }
}

/// Of a contrary's distance so much is taken off: what is far contradicts less. In per cent.
pub const CONTRARY_FADES: Cost = 120;
/// A contrary costs at least so much, however far it is.
pub const CONTRARY_LEAST: Cost = 120;
/// The same of another part: headings go on for long.
pub const OTHER_PART_LEAST: Cost = 150;
/// What is said farther away than this counts less by the distance, by [`FAR_SHARE`] per cent.
pub const NEAR: Cost = 100;
/// See [`NEAR`].
pub const FAR_SHARE: Cost = 35;
/// A part's own words cost so much of their distance, in per cent: headings are always far.
pub const PART_SHARE: Cost = 60;
/// The same of a hidden layer's width.
pub const HIDDEN_SHARE: Cost = 50;
/// A value beside the number makes one that is this much farther away nearly a contrary.
pub const OVERRULED_BY: Cost = 100;
/// How near the overruling value has to be.
pub const OVERRULING: Cost = 60;
/// What an overruled value costs at least.
pub const OVERRULED: Cost = 320;

/// A kind that is not said where none is.
pub const KIND_UNSAID: Cost = 220;
/// A kind where another one stands beside the number.
pub const KIND_CONTRARY: Cost = 600;
/// How much of the other kind's distance is taken off, in per cent.
pub const KIND_FADES: Cost = 160;
/// What it costs at least.
pub const KIND_CONTRARY_LEAST: Cost = 200;
/// A share with three or four decimals looks like an accuracy without any word.
pub const SHARE_FORM: Cost = 140;
/// So does a percentage.
pub const PERCENT_FORM: Cost = 120;
/// Norms, ratios and wrong images whose kind is not said in the sentence cost so much more.
pub const FORMLESS: Cost = 400;
/// Unless the heads of the cell say two settings, and the kind is as near as this.
pub const KIND_OF_CELL: Cost = 220;
/// A kind that is as near as this speaks, so that the form need not.
pub const KIND_SPEAKS: Cost = 120;
/// "Errors" nearer than "accuracy" by this much: it is no accuracy.
pub const WRONG_NEARER: Cost = 30;
/// What that costs.
pub const WRONG_INSTEAD: Cost = 150;
/// "Better by" before the accuracy: it is a difference.
pub const DIFFERENCE_INSTEAD: Cost = 250;
/// A word for what no homework asks, nearer than the kind by [`WRONG_NEARER`] and nearer than
/// [`NEAR`].
pub const OTHER_INSTEAD: Cost = 300;

/// Final accuracies where another epoch is named nearer than [`EPOCH_NEAR`].
pub const OTHER_EPOCH: Cost = 600;
/// The same where that epoch is farther than [`EPOCH_BESIDE`].
pub const OTHER_EPOCH_FAR: Cost = 300;
/// See [`OTHER_EPOCH`].
pub const EPOCH_NEAR: Cost = 160;
/// See [`OTHER_EPOCH_FAR`].
pub const EPOCH_BESIDE: Cost = 50;
/// An accuracy after an epoch that nobody names: never read.
pub const EPOCH_UNSAID: Cost = 700;
/// A named epoch is a little worse than none, so that "after 30 epochs" stays final.
pub const EPOCH_SAID: Cost = 10;
/// "At the end" nearer than the epoch.
pub const END_NEARER: Cost = 150;
/// An epoch from so far away is of another sentence.
pub const EPOCH_FAR: Cost = 170;
/// What it costs more.
pub const EPOCH_FROM_AFAR: Cost = 200;

/// The width that all nets of the part have need not be said.
pub const USUAL_HIDDEN_UNSAID: Cost = 30;
/// The width of one of several configurations has to be.
pub const HIDDEN_UNSAID: Cost = 260;
/// "The best configuration" says its width, if it stands nearer than [`BEST_SPEAKS_FOR_HIDDEN`].
pub const HIDDEN_OF_BEST: Cost = 40;
/// See [`HIDDEN_OF_BEST`].
pub const BEST_SPEAKS_FOR_HIDDEN: Cost = 200;
/// Another width from so far away hardly counts against the usual one.
pub const HIDDEN_FAR: Cost = 200;
/// What it costs then.
pub const USUAL_HIDDEN_CONTRARY_FAR: Cost = 100;
/// A tapered net is said nearer than this or by its part.
pub const TAPERED_SAID: Cost = 260;
/// What it costs otherwise.
pub const TAPERED_UNSAID: Cost = 300;
/// A tapered net nearer than this is not the shallow one of a quantity.
pub const TAPERED_NEAR: Cost = 150;
/// What that costs.
pub const TAPERED_INSTEAD: Cost = 300;
/// A layer between the first and the last that nobody names: never read.
pub const INNER_LAYER_UNSAID: Cost = 700;
/// "The best" says the rate, at this cost and [`RATE_OF_BEST_SHARE`] per cent of its distance.
pub const RATE_OF_BEST: Cost = 50;
/// See [`RATE_OF_BEST`].
pub const RATE_OF_BEST_SHARE: Cost = 40;
/// How near "the best" has to be for that.
pub const BEST_SPEAKS_FOR_RATE: Cost = 300;
/// A run on a function whose part is said needs no rate: the value tells.
pub const RATE_OF_RUN: Cost = 30;
/// What the part implies costs so much.
pub const IMPLIED: Cost = 30;
/// Unless something else is said nearer than [`NEAR`] and nearer by this much.
pub const IMPLIED_YIELDS: Cost = 50;
/// A part is in force if its words are as near as this.
pub const PART_IN_FORCE: Cost = 100;
/// More parts in force than this imply nothing.
pub const PARTS_THAT_IMPLY: usize = 2;
/// "The best" speaks for the usual winner if it is nearer than this.
pub const BEST_NEAR: Cost = 260;
/// What it takes off.
pub const BEST_BONUS: Cost = 60;

/// Each digit that fits an exact quantity beyond [`DIGITS_OF_CHANCE`] takes off so much.
pub const DIGIT_BONUS: Cost = 160;
/// So many fit by chance.
pub const DIGITS_OF_CHANCE: usize = 2;
/// More is not taken off.
pub const DIGITS_BONUS_MOST: Cost = 800;
/// `nan` where the run ends with it.
pub const NOT_A_NUMBER_BONUS: Cost = 150;

/// Exact quantities are read up to this cost.
pub const LIMIT_EXACT: Cost = 600;
/// Random ones, which fit more easily.
pub const LIMIT_RANDOM: Cost = 520;
/// `nan` fits nothing else.
pub const LIMIT_NOT_A_NUMBER: Cost = 650;
/// The next quantity has to cost so much more than an exact one.
pub const MARGIN_EXACT: Cost = 15;
/// And so much more than a random one.
pub const MARGIN_RANDOM: Cost = 20;
/// Fewer digits tell no random quantity.
pub const RANDOM_DIGITS: usize = 2;
/// Numbers of one row or sentence that are read tell which run the others are of, if that costs
/// less than this more.
pub const COHERENCE: Cost = 100;
/// Candidates that cost so much more than the best play no part: beyond coherence and margin.
pub const CANDIDATE_WINDOW: Cost = 200;
/// Nor do more than this many.
pub const CANDIDATES_MOST: usize = 256;

/// Ranges of rows are widened: the next row may lie outside. Accuracies by so much of the range…
pub const WIDEN_ACCURACY: f64 = 0.2;
/// …and by so many images at least.
pub const WIDEN_IMAGES: f64 = 6.0;
/// Norms and ratios by this factor each way: a fifth.
pub const WIDEN_NORM: f64 = 1.25;
/// Fewer right images than this share of all are no count that somebody prints.
pub const COUNT_SHARE_LEAST: f64 = 0.1;
/// The same for wrong ones.
pub const WRONG_COUNT_SHARE_LEAST: f64 = 0.005;
/// A share has at least two decimals.
pub const SHARE_UNIT_MOST: f64 = 0.011;
