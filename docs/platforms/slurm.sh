#!/bin/bash
#SBATCH --array=0-19 --cpus-per-task=2 --time=00:30:00
verigrad ensemble --rows 0..199 --shard "$SLURM_ARRAY_TASK_ID/20" --out "rows-$SLURM_ARRAY_TASK_ID.csv"
