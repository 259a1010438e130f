"""What a service counts about itself, and how several processes add that up."""

from policyfacts.metering.meter import Durations, Meter, Series
from policyfacts.metering.readings import BOUNDS, Counts, Key, Reading
from policyfacts.metering.shared import absorb

__all__ = ["BOUNDS", "Counts", "Durations", "Key", "Meter", "Reading", "Series", "absorb"]
