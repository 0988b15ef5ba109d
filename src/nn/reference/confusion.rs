/// How often images of each class are taken for each: `sklearn.metrics.confusion_matrix`.
///
/// ```
/// use verigrad::nn::Confusion;
///
/// let mut confusion = Confusion::new(3);
/// confusion.count(2, 2);
/// confusion.count(2, 0);
/// assert_eq!(confusion.row(2), [1, 0, 1]);
/// assert_eq!((confusion.correct(), confusion.total()), (1, 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    counts: Vec<u32>,
}

impl Confusion {
    /// Of so many classes, nothing counted yet.
    pub fn new(classes: usize) -> Self {
        Self { classes, counts: vec![0; classes * classes] }
    }

    /// From counts, a row a label; what is missing is 0, what is too much is left out.
    pub fn from_counts(classes: usize, mut counts: Vec<u32>) -> Self {
        counts.resize(classes * classes, 0);
        Self { classes, counts }
    }

    /// One image of class `label` that is taken for `prediction`.
    pub fn count(&mut self, label: usize, prediction: usize) {
        if let Some(cell) = self.counts.get_mut(label * self.classes + prediction) {
            *cell += 1;
        }
    }

    /// Adds another's counts.
    pub fn add(&mut self, other: &Self) {
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            *own += other;
        }
    }

    /// All counts, a row a label.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// What the images of one class are taken for.
    pub fn row(&self, label: usize) -> &[u32] {
        self.counts.chunks_exact(self.classes.max(1)).nth(label).unwrap_or_default()
    }

    /// Images that are taken for what they are.
    pub fn correct(&self) -> u32 {
        self.counts.iter().step_by(self.classes + 1).sum()
    }

    /// All images.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}
