//! Reads `golden/`.

use std::path::Path;

/// The rows of `golden/<name>`, after checking its columns and the number of rows that its
/// header states.
pub fn read<const N: usize>(name: &str, columns: [&str; N]) -> Vec<[String; N]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a header"), &columns[..], "columns of {name}");
    let rows: Vec<[String; N]> = reader
        .records()
        .map(|record| {
            let record = record.unwrap_or_else(|error| panic!("{name}: {error}"));
            std::array::from_fn(|column| record[column].to_owned())
        })
        .collect();
    let stated = text.lines().find_map(|line| line.strip_suffix(" rows")?.rsplit_once("; "));
    let stated = stated.and_then(|(_, count)| count.parse().ok());
    assert_eq!(stated, Some(rows.len()), "rows of {name}");
    rows
}

pub fn double(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).expect("sixteen hexadecimal digits"))
}

pub fn single(field: &str) -> f32 {
    f32::from_bits(u32::from_str_radix(field, 16).expect("eight hexadecimal digits"))
}
