"""Which facts match: one filter, evaluated on sets of ordinals.

A load numbers the facts in default order and stores, for each value in each dimension, the set of
their numbers. A question becomes a `FactFilter` (questions), matching it is set algebra (matching),
and totals, pages and counts are sizes and slices of the result (pages, counts). A `Snapshot` is all
of it for one release.
"""
