//! Killed while rows are being written, again and again: no row is lost, and what comes of it is
//! what an uninterrupted run gives, byte for byte.

use std::process::{Child, Stdio};
use std::time::Duration;

use crate::place::{HEAD, folder, ran, system, text, verigrad};

/// How many runs are killed.
const KILLS: u64 = 100;

/// Numbers without an order that anybody would choose (Steele, Lea and Flood 2014, SplitMix64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) % bound
    }
}

#[test]
fn a_hundred_kills_while_rows_are_written_lose_nothing() {
    let place = folder();
    let path = place.path().join("rows.csv");
    let mut draws = Draws(18);
    let mut kept: Vec<String> = Vec::new();
    let mut halves = 0;
    for kill in 0..KILLS {
        let threads = 1 + kill % 2;
        let command = format!(
            "ensemble --assignment quick.toml --rows 0..1000000000000 --threads {threads} \
             --out rows.csv --quiet"
        );
        let mut child: Child = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
            .current_dir(place.path())
            .args(command.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let size = || std::fs::metadata(&path).map_or(0, |file| file.len());
        let before = size();
        while size() <= before + 200 {
            assert!(child.try_wait().expect("asked").is_none(), "over before it was killed");
            std::thread::sleep(Duration::from_micros(300));
        }
        std::thread::sleep(Duration::from_micros(draws.below(20_000)));
        let signal = ["KILL", "INT", "TERM"][(kill % 3) as usize];
        system(place.path(), &format!("kill -{signal} {}", child.id()));
        let status = child.wait().expect("gone");
        assert!(!status.success(), "{signal}");
        let text = std::fs::read_to_string(&path).expect("rows");
        halves += usize::from(!text.ends_with('\n'));
        let whole = &text[..text.rfind('\n').map_or(0, |end| end + 1)];
        let lines: Vec<String> = whole.lines().skip(HEAD).map(str::to_owned).collect();
        assert!(lines.starts_with(&kept), "{signal} lost a row that was written");
        assert!(lines.len() > kept.len(), "{signal}: rows were being written");
        kept = lines;
        if kill % 9 == 0 {
            // A kill in the middle of a line is rare, so it is made.
            let cut = text.len() - 1 - draws.below(5) as usize;
            std::fs::write(&path, &text[..cut]).expect("cut");
            kept.pop();
        }
    }
    let most = kept.iter().filter_map(|line| line.split(',').next()?.parse::<u64>().ok()).max();
    let rows = most.expect("rows") + 5;
    let finish = |out: &str, threads: u64| {
        let arguments = format!(
            "ensemble --assignment quick.toml --rows 0..{rows} --threads {threads} --out {out}"
        );
        ran(&mut verigrad(place.path(), &arguments)).said(0, &format!("{rows} in {out}"));
        let merge = format!("ensemble merge {out} --assignment quick.toml --out all-{out}");
        ran(&mut verigrad(place.path(), &merge)).said(0, &format!("{rows} rows in all-{out}"));
        text(place.path(), &format!("all-{out}"))
    };
    let uninterrupted = finish("uninterrupted.csv", 2);
    assert_eq!(finish("rows.csv", 1), uninterrupted, "{halves} kills within a line");
    let left: Vec<_> = std::fs::read_dir(place.path()).expect("a folder").collect();
    assert_eq!(left.len(), 5, "nothing is left behind: {left:?}");
}
