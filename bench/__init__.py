"""The speed measurements: invented corpora of any size, and ratios taken from one run."""
