"""`python -m bench.corpus FOLDER --facts N`: write a seed folder of N invented facts."""

import argparse
import sys
import time
from pathlib import Path

from bench.corpus.writing import write_corpus


def main() -> None:
    """Write the corpus that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder to make; it must not exist")
    parser.add_argument("--facts", type=int, default=1_000, help="how many facts (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other facts (1)")
    options = parser.parse_args()
    if options.facts < 1:
        sys.exit("--facts must be 1 or more.")
    if options.folder.exists():
        sys.exit(f"{options.folder} exists already: choose a new folder, or remove it.")
    began = time.monotonic()
    write_corpus(options.folder, options.facts, options.seed)
    print(f"{options.facts} facts in {time.monotonic() - began:.1f} s: {options.folder}")


if __name__ == "__main__":
    main()
