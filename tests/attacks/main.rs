//! Attacks on the program from outside: what it is given to write on, to grade, to print and to
//! run. Nothing may be lost, hang or reach a terminal that should not.
#![cfg(unix)]

mod arguments;
mod assignments;
mod class;
mod ensembles;
mod killed;
mod outputs;
mod place;
mod submissions;
mod texts;
