//! Tests of one report against N re-runs, exact whatever the numbers are distributed like.
//!
//! A row is one complete re-run. Under the hypothesis that the report is honest it is one more
//! row, exchangeable with the others; everything here follows from that alone.
//!
//! **Family** (Westfall and Young 1993, symmetric max-T with step-down). For column j, with the
//! mean and the standard deviation over all N + 1 rows, the report's among them,
//!
//! ```text
//! z_rj = |x_rj - mean_j| / max(sd_j, floor_j)
//! T_r  = max_j z_rj
//! p    = #{r: T_r >= T_report} / (N + 1)
//! ```
//!
//! Since the report's row is standardised with the others, all N + 1 rows are treated alike,
//! and p <= a has probability at most a for any dependence between columns. Single columns by
//! stepping down: order them by the report's z, take the maximum over those not yet passed,
//! and never let p fall.
//!
//! **Winner** (conformal, categorical). The share, among N + 1 winners with the report's, of
//! those that are named no more often than the report's.

/// Rows that are needed before anything is contradicted: with fewer no p reaches 0.01 by a
/// margin.
pub const ROWS_NEEDED: usize = 199;
/// Rows that are needed before anything is said at all: with fewer no p is below 0.05.
pub const ROWS_AT_LEAST: usize = 19;
/// Rows made on demand that give centre and scale and are not counted.
pub const PILOT: usize = 20;
/// Once so many of the counted rows are as far out as the report, it is consistent whatever comes.
pub const AS_FAR: usize = 10;
/// Up to this p a claim outside all rows is contradicted.
pub const CONTRADICTED_P: f64 = 0.01;
/// Up to this p it is unusual.
pub const UNUSUAL_P: f64 = 0.05;

/// One quantity: the rows' values and the report's.
#[derive(Clone, Debug)]
pub struct Column {
    /// One of each row; infinite or not a number where a row diverged.
    pub rows: Vec<f64>,
    /// The report's.
    pub reported: f64,
    /// The smallest standard deviation that is believed: one step of a printed grid, else 0.
    pub floor: f64,
}

/// What the test says of one column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// p after stepping down: of this column, with all others accounted for.
    pub p: f64,
    /// The report's distance from the mean, in standard deviations.
    pub z: f64,
    /// Whether the report is below all rows or above all.
    pub outside: bool,
}

/// What the test says of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// p of the whole report.
    pub p: f64,
    /// Each column's.
    pub findings: Vec<Finding>,
}

/// The symmetric max-T test with step-down.
pub fn family(columns: &[Column]) -> Family {
    let standardised: Vec<Vec<f64>> = columns.iter().map(standardise).collect();
    let rows = standardised.first().map_or(0, Vec::len);
    let report = rows.saturating_sub(1);
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|&a, &b| standardised[b][report].total_cmp(&standardised[a][report]));
    // From the last to the first, so that the maximum over the columns left only grows.
    let mut largest = vec![0.0_f64; rows];
    let mut shares = vec![1.0; columns.len()];
    for &column in order.iter().rev() {
        for (largest, &z) in largest.iter_mut().zip(&standardised[column]) {
            *largest = largest.max(z);
        }
        let reached = largest.iter().filter(|&&t| t >= largest[report]).count();
        shares[column] = reached as f64 / rows as f64;
    }
    let mut p = 0.0_f64;
    let mut findings = vec![Finding { p: 1.0, z: 0.0, outside: false }; columns.len()];
    for &index in &order {
        p = p.max(shares[index]);
        let Column { rows, reported, .. } = &columns[index];
        let outside = is_outside(rows.iter(), *reported);
        findings[index] = Finding { p, z: standardised[index][report], outside };
    }
    let p = order.first().map_or(1.0, |&first| shares[first]);
    Family { p, findings }
}

/// Distances from the mean of all rows and the report's, which comes last.
fn standardise(column: &Column) -> Vec<f64> {
    let all: Vec<f64> = column.rows.iter().copied().chain([column.reported]).collect();
    let scale = Scale::of(&all, column.floor);
    all.into_iter().map(|x| scale.distance(x)).collect()
}

/// Mean and standard deviation of the finite ones among some values.
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: &[f64], floor: f64) -> Self {
        let finite = || values.iter().filter(|x| x.is_finite());
        let count = finite().count() as f64;
        let mean = finite().sum::<f64>() / count;
        let variance = finite().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Self { mean, deviation: variance.sqrt().max(floor) }
    }

    /// From the mean, in standard deviations.
    fn distance(&self, x: f64) -> f64 {
        match (x.is_finite(), self.deviation > 0.0) {
            (false, _) => f64::INFINITY,
            (true, true) => (x - self.mean).abs() / self.deviation,
            // All alike: nothing is far from it.
            (true, false) => 0.0,
        }
    }
}

/// Whether a value is below all others or above all.
fn is_outside<'a>(others: impl Iterator<Item = &'a f64> + Clone, value: f64) -> bool {
    others.clone().all(|&other| other < value) || others.clone().all(|&other| other > value)
}

/// The columns of a family beside one, for asking what the test would say of that one's other
/// values without running it anew each time.
pub struct Rest {
    /// Each column's distance of the report, the farthest first, and for each row the largest
    /// distance in that column and all after it.
    steps: Vec<(f64, Vec<f64>)>,
}

impl Rest {
    /// Of those columns.
    pub fn of<'a>(columns: impl Iterator<Item = &'a Column>) -> Self {
        let mut steps: Vec<(f64, Vec<f64>)> = columns
            .map(|column| {
                let mut distances = standardise(column);
                (distances.pop().unwrap_or(0.0), distances)
            })
            .collect();
        steps.sort_by(|one, other| other.0.total_cmp(&one.0));
        for later in (1..steps.len()).rev() {
            let (before, after) = steps.split_at_mut(later);
            for (largest, &z) in before[later - 1].1.iter_mut().zip(&after[0].1) {
                *largest = largest.max(z);
            }
        }
        Self { steps }
    }

    /// What [`family`] finds of a column that it tests together with these.
    pub fn finding(&self, column: &Column) -> Finding {
        let mut distances = standardise(column);
        let z = distances.pop().unwrap_or(0.0);
        // The report itself reaches its own distance.
        let share = |as_far: usize| (as_far + 1) as f64 / (distances.len() + 1) as f64;
        let farther = self.steps.partition_point(|(other, _)| *other >= z);
        let (before, after) = self.steps.split_at(farther);
        let reached = |threshold: f64, largest: &[f64]| {
            let both = distances.iter().zip(largest);
            share(both.filter(|(own, rest)| own.max(**rest) >= threshold).count())
        };
        let own = match after.first() {
            Some((_, largest)) => reached(z, largest),
            None => share(distances.iter().filter(|&&own| own >= z).count()),
        };
        let p = before.iter().map(|(other, largest)| reached(*other, largest)).fold(own, f64::max);
        Finding { p, z, outside: is_outside(column.rows.iter(), column.reported) }
    }
}

/// One quantity for rows that are made on demand.
#[derive(Clone, Debug)]
pub struct DrawnColumn {
    /// The rows that give centre and scale.
    pub pilot: Vec<f64>,
    /// The rows that are counted, in the order they were made.
    pub rows: Vec<f64>,
    /// The report's.
    pub reported: f64,
    /// The smallest standard deviation that is believed.
    pub floor: f64,
}

/// What the sequential test says of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequential {
    /// p of the report and of each column.
    pub family: Family,
    /// How many rows were counted: those after the decision are not.
    pub counted: usize,
    /// Whether more rows could not change the answer.
    pub settled: bool,
}

/// The max-T test on rows made one after the other (Besag and Clifford 1991): centre and scale
/// come from a pilot, so that the report and every counted row are exchangeable given it. It
/// stops at the tenth row that is as far out as the report, with p = 10/n, or at row 199, with
/// p = (k + 1)/200; before that p = (k + 1)/(n + 1) holds as for any fixed number of rows.
pub fn sequential(columns: &[DrawnColumn]) -> Sequential {
    let length = columns.iter().map(|column| column.rows.len()).min().unwrap_or(0);
    let distances: Vec<(f64, Vec<f64>)> = columns.iter().map(distances).collect();
    let report = distances.iter().map(|(own, _)| *own).fold(0.0, f64::max);
    let statistic = |row: usize| distances.iter().map(|(_, rows)| rows[row]).fold(0.0, f64::max);
    let (mut counted, mut as_far) = (0, 0);
    while counted < length.min(ROWS_NEEDED) && as_far < AS_FAR {
        as_far += usize::from(statistic(counted) >= report);
        counted += 1;
    }
    let p = match as_far {
        AS_FAR => as_far as f64 / counted as f64,
        _ => (as_far + 1) as f64 / (counted + 1) as f64,
    };
    // Single columns by stepping down, as in the family test.
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|&a, &b| distances[b].0.total_cmp(&distances[a].0));
    let mut least = p;
    let mut findings = vec![Finding { p: 1.0, z: 0.0, outside: false }; columns.len()];
    for (rank, &index) in order.iter().enumerate() {
        let own = distances[index].0;
        let farther = |row: &usize| {
            let rest = order[rank..].iter().map(|&other| distances[other].1[*row]);
            rest.fold(0.0, f64::max) >= own
        };
        let as_far = (0..counted).filter(farther).count();
        least = least.max((as_far + 1) as f64 / (counted + 1) as f64).min(1.0);
        let DrawnColumn { pilot, rows, reported, .. } = &columns[index];
        let outside = is_outside(pilot.iter().chain(rows), *reported);
        findings[index] = Finding { p: least, z: own, outside };
    }
    let settled = as_far == AS_FAR || counted == ROWS_NEEDED;
    Sequential { family: Family { p, findings }, counted, settled }
}

/// The report's distance from the pilot's mean, and each counted row's, in standard deviations.
fn distances(column: &DrawnColumn) -> (f64, Vec<f64>) {
    let scale = Scale::of(&column.pilot, column.floor);
    let rows = column.rows.iter().map(|&row| scale.distance(row)).collect();
    (scale.distance(column.reported), rows)
}

/// p of one value by itself.
pub fn alone(rows: &[f64], reported: f64) -> f64 {
    // One column has the same order in any unit.
    family(&[Column { rows: rows.to_vec(), reported, floor: 0.0 }]).p
}

/// How often something that is named comes out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Winner {
    /// Rows that name what the report names.
    pub wins: usize,
    /// Rows that name what most rows name.
    pub most: usize,
    /// All rows.
    pub rows: usize,
    /// The share of names no commoner than the report's.
    pub p: f64,
}

/// The report's winner among the rows'.
pub fn winner(rows: &[String], reported: &str) -> Winner {
    let count = |name: &str| rows.iter().filter(|row| row.as_str() == name).count();
    let with_report = |name: &str| count(name) + usize::from(name == reported);
    let own = with_report(reported);
    let no_commoner = rows
        .iter()
        .map(String::as_str)
        .chain([reported])
        .filter(|name| with_report(name) <= own)
        .count();
    Winner {
        wins: own - 1,
        most: rows.iter().map(|row| count(row)).max().unwrap_or(0),
        rows: rows.len(),
        p: no_commoner as f64 / (rows.len() + 1) as f64,
    }
}
