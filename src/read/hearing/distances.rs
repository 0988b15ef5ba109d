//! How far what is said stands from a number, in hundredths: the weights and limits of the
//! evidence, each with its reason.
//!
//! What stands beside a number is almost surely its own and costs next to nothing; what a heading
//! three levels up says costs so much that anything nearer wins.

use crate::read::layout::mention::Cost;

// Where it stands.

/// The head of the number's row or column: beside it, but a cell's own words are nearer.
pub const HEAD: Cost = 10;
/// A table's caption.
pub const CAPTION: Cost = 110;
/// The innermost list item above; for each farther one [`PARENT_STEP`] more.
pub const PARENT: Cost = 150;
/// See [`PARENT`].
pub const PARENT_STEP: Cost = 30;
/// The last sentence before a table.
pub const BEFORE_TABLE: Cost = 160;
/// The sentence before; for each earlier one [`EARLIER_STEP`] more.
pub const EARLIER: Cost = 170;
/// See [`EARLIER`].
pub const EARLIER_STEP: Cost = 50;
/// The innermost heading; for each outer one [`HEADING_STEP`] more.
pub const HEADING: Cost = 240;
/// See [`HEADING`].
pub const HEADING_STEP: Cost = 40;
/// The head of a cell's column and the first cell of its row, to what looks for winners.
pub const OF_CELL: Cost = 30;
/// Farther away than this, an epoch in digits is some other number's.
pub const EPOCHS_REACH: Cost = 220;

// What lies between a word and a number of the same unit.

/// A word.
pub const WORD: Cost = 8;
/// A comma.
pub const COMMA: Cost = 25;
/// A semicolon: almost another sentence.
pub const SEMICOLON: Cost = 60;
/// A slash.
pub const SLASH: Cost = 30;
/// "and", "while", "against", beside the cost of the word.
pub const CONNECTIVE: Cost = 25;
/// A bracket between: the word or the number is inside, the other outside.
pub const BRACKET: Cost = 40;
/// The end of a sentence that is no end of the unit.
pub const FULL_STOP: Cost = 50;
/// Another number that may be a result: it is the nearer one to take the word.
pub const OTHER_NUMBER: Cost = 60;
/// The same between a kind and a number of the same form: "accuracies of 1, 2 and 3".
pub const LIKE_NUMBER: Cost = 25;
/// A word behind the number.
pub const BEHIND: Cost = 30;
/// The same with a comma, semicolon or another number between.
pub const BEHIND_MORE: Cost = 70;
/// A kind inside a bracket that is closed before the number.
pub const KIND_IN_BRACKET: Cost = 80;
/// Any word in a bracket that follows another number: it belongs to that number.
pub const BRACKET_OF_OTHER: Cost = 80;
/// The other side of a comparison: "better than SGD".
pub const COMPARED: Cost = 60;
/// The most that a word of the same unit costs.
pub const UNIT_LIMIT: Cost = 160;
/// A word in the bracket that follows the number, and each comma before it.
pub const OWN_BRACKET: Cost = 5;

// How words of a unit weigh against each other and against the heads.

/// A unit that speaks of one method, rate, … only speaks of it throughout.
pub const ONLY_ONE: Cost = 70;
/// The heads of row and column have said it already.
pub const SAID_BY_HEADS: Cost = 120;
/// It is clearly farther than the nearest of its dimension: [`CLEARLY`] and more.
pub const NOT_NEAREST: Cost = 60;
/// See [`NOT_NEAREST`].
pub const CLEARLY: Cost = 40;
/// Something nearer has said it, by [`CONTEXT_SLACK`] and more.
pub const SAID_NEARER: Cost = 150;
/// See [`SAID_NEARER`].
pub const CONTEXT_SLACK: Cost = 30;
/// A farther text that says several values of a dimension.
pub const SEVERAL: Cost = 30;

// What groups of numbers say.

/// The value that pairs with the number by order.
pub const PAIRED: Cost = 5;
/// Those that pair with the other numbers.
pub const PAIRED_WITH_OTHER: Cost = 220;
/// The numbers of a bracket and as many values before it.
pub const BRACKET_PAIR: Cost = 30;
/// The numbers of a list and as many settings of an earlier text.
pub const LIST_PAIR: Cost = 50;
/// As many numbers as the part has epochs.
pub const EPOCH_LIST: Cost = 30;
/// A whole sweep in the assignment's order.
pub const SWEEP: Cost = 20;
/// Then their kind, where words do not say it nearer.
pub const SWEEP_KIND: Cost = 60;
/// A sequence of printed lines in the assignment's order.
pub const SEQUENCE: Cost = 30;
/// The runs of a part in order; and the part itself where nothing names one.
pub const RUNS_IN_ORDER: Cost = 40;
/// See [`RUNS_IN_ORDER`].
pub const RUNS_PART: Cost = 100;
/// The layer that an equation a / b = c gives, and the quotient.
pub const EQUATION: Cost = 10;
/// That its other two are norms.
pub const EQUATION_NORM: Cost = 20;
/// Two numbers that fit both norms: which is which.
pub const BOTH_NORMS: Cost = 30;
/// That they are norms.
pub const BOTH_NORMS_KIND: Cost = 40;
/// Two norms and a quotient by their places alone: the quotient.
pub const PLACE_RATIO: Cost = 30;
/// The same: norm and layer, where words say none within [`ONLY_ONE`].
pub const PLACE_NORM: Cost = 50;

// What one dimension says about another.

/// A layer this near says that the number is a norm, if no kind is as near.
pub const LAYER_NEAR: Cost = 60;
/// For that much more.
pub const LAYER_SAYS_NORM: Cost = 30;
/// A layer nearer than this outweighs a ratio farther than [`RATIO_FAR`].
pub const LAYER_BESIDE: Cost = 30;
/// See [`LAYER_BESIDE`].
pub const RATIO_FAR: Cost = 15;
/// For that much more.
pub const LAYER_OVER_RATIO: Cost = 20;
/// A number right behind a point is the value there, if no kind stands within [`LAYER_NEAR`].
pub const VALUE_BEHIND_POINT: Cost = 50;
/// A count of as many images as are tested on: it is an accuracy, if no kind is as near.
pub const SHARE_OF_IMAGES: Cost = 60;
/// So many bytes are right behind.
pub const BEHIND_POINT_BYTES: usize = 16;
/// Right before the number, with nothing but `=` or `:` between, stands its name.
pub const NAME: Cost = 10;
/// Then other names of the unit are other numbers'.
pub const NOT_NAME: Cost = 130;

// Sections.

/// The part of a section of one or two parts.
pub const SECTION: Cost = 50;
/// The same of a section of more.
pub const WIDE_SECTION: Cost = 70;
/// A neighbour this near that the section's part excludes takes the number out of the section,
/// if what the part implies is at least [`SECTION_MARGIN`] farther.
pub const SECTION_NEAR: Cost = 50;
/// See [`SECTION_NEAR`].
pub const SECTION_MARGIN: Cost = 100;
/// A neighbour behind the number has to be that near.
pub const SECTION_NEAR_BEHIND: Cost = 12;

// Limits that keep the time linear in the length of a report.

/// The most facets on each side of a number that are looked at in a unit longer than a sentence
/// has any right to be.
pub const FACETS_EACH_SIDE: usize = 16;
/// The most results between a word and a number that are looked at one by one.
pub const RESULTS_BETWEEN: usize = 8;
/// The most bytes between a number and a bracket that belongs to it.
pub const BRACKET_BYTES: usize = 300;
/// The most results of a unit that is looked through for groups: two for each of 30 epochs.
pub const GROUP_RESULTS: usize = 64;
/// The most facets of such a unit.
pub const GROUP_FACETS: usize = 256;
/// The most results of a unit in which triples are tried.
pub const TRIPLE_RESULTS: usize = 8;
/// The most facets that the heads of a row say.
pub const ROW_FACETS: usize = 32;
/// The most bytes of a paragraph that is context as a whole; of longer ones the first sentence.
pub const CONTEXT_BYTES: usize = 4000;
/// The most list items above that are looked at, the innermost.
pub const PARENTS: usize = 4;
/// The most earlier sentences.
pub const EARLIER_UNITS: usize = 3;
/// The most of them before a table.
pub const BEFORE_TABLE_UNITS: usize = 2;
/// The most headings.
pub const HEADINGS: usize = 3;
