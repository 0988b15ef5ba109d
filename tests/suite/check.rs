//! The public door for optimisers: what is right passes, and what is wrong is found.

mod own;
