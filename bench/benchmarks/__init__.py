"""The benchmarks: `measure` of each module takes the environment and yields rows of the table."""
