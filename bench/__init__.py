"""Benchmarks: invented corpora of any size, and speeds as ratios within one run."""
