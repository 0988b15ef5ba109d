//! A data set as a document has it.

use crate::data::{DataSet, Made, PointSet};

/// The table; nothing for MNIST, which is what is meant without one.
pub(super) fn data_text(data: &DataSet) -> String {
    let settings = match data {
        DataSet::Mnist => return String::new(),
        DataSet::Images(set) => {
            let mut text = format!("name = {}\n", quoted(&set.name));
            if let Some(folder) = &set.folder {
                text += &format!("folder = {}\n", quoted(&folder.to_string_lossy()));
            }
            if let Some(digests) = set.own_digests() {
                text += &format!("sha256 = {digests:?}\n");
                let known = crate::data::KNOWN.iter().any(|known| known.name == set.name);
                if !known {
                    text += &format!("images = {:?}\n", set.counts());
                }
            }
            text
        }
        DataSet::Points(set) => points_text(set),
    };
    format!("\n[data]\n{settings}")
}

fn points_text(set: &PointSet) -> String {
    let (samples, test) = (set.all.points.len(), set.test);
    let made = match set.made {
        Made::Moons { noise, seed } => {
            format!("name = \"moons\"\nsamples = {samples}\nnoise = {noise:?}\nseed = {seed}\n")
        }
        Made::Circles { noise, factor, seed } => format!(
            "name = \"circles\"\nsamples = {samples}\nnoise = {noise:?}\nfactor = {factor:?}\nseed \
             = {seed}\n"
        ),
        Made::Given => {
            let labelled = set.all.points.iter().zip(&set.all.labels);
            let points: Vec<String> =
                labelled.map(|([x, y], label)| format!("[{x:?}, {y:?}, {label}]")).collect();
            format!("name = \"points\"\npoints = [{}]\n", points.join(", "))
        }
    };
    format!("{made}test = {test}\n")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
