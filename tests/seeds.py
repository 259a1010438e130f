"""The seed that tests load: frozen, so that what they expect stays true when data are added."""

from pathlib import Path

FROZEN_SEED = Path(__file__).parent / "seed"
