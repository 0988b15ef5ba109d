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
        let outside =
            rows.iter().all(|row| row < reported) || rows.iter().all(|row| row > reported);
        findings[index] = Finding { p, z: standardised[index][report], outside };
    }
    let p = order.first().map_or(1.0, |&first| shares[first]);
    Family { p, findings }
}

/// Distances from the mean of all rows and the report's, which comes last.
fn standardise(column: &Column) -> Vec<f64> {
    let all = || column.rows.iter().copied().chain([column.reported]);
    let finite: Vec<f64> = all().filter(|x| x.is_finite()).collect();
    let count = finite.len() as f64;
    let mean = finite.iter().sum::<f64>() / count;
    let variance = finite.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let scale = variance.sqrt().max(column.floor);
    let distance = |x: f64| match (x.is_finite(), scale > 0.0) {
        (false, _) => f64::INFINITY,
        (true, true) => (x - mean).abs() / scale,
        // All alike: nothing is far from it.
        (true, false) => 0.0,
    };
    all().map(distance).collect()
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
        let all = || pilot.iter().chain(rows);
        let outside = all().all(|row| row < reported) || all().all(|row| row > reported);
        findings[index] = Finding { p: least, z: own, outside };
    }
    let settled = as_far == AS_FAR || counted == ROWS_NEEDED;
    Sequential { family: Family { p, findings }, counted, settled }
}

/// The report's distance from the pilot's mean, and each counted row's, in standard deviations.
fn distances(column: &DrawnColumn) -> (f64, Vec<f64>) {
    let finite: Vec<f64> = column.pilot.iter().copied().filter(|x| x.is_finite()).collect();
    let count = finite.len() as f64;
    let mean = finite.iter().sum::<f64>() / count;
    let variance = finite.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let scale = variance.sqrt().max(column.floor);
    let distance = |x: f64| match (x.is_finite(), scale > 0.0) {
        (false, _) => f64::INFINITY,
        (true, true) => (x - mean).abs() / scale,
        (true, false) => 0.0,
    };
    (distance(column.reported), column.rows.iter().map(|&row| distance(row)).collect())
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
