#!/usr/bin/env bash
# Gradescope runs this once, when the autograder's image is built.
set -eu
root=${AUTOGRADER:-/autograder}
install -m 755 "$root/source/verigrad" "${PREFIX:-/usr/local}/bin/verigrad"
