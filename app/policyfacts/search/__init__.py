"""Which facts match: filters become sets of ordinals, and totals and pages are read off these.

A load numbers the facts in default order and stores, for each value in each dimension, the set of
their ordinals. `names` resolves what people write to ids, `sets` matches filters, `parse` turns
parameters into a `ParsedQuery`, `snapshot` holds all of this for one release, and `results` cuts
pages, counts and ranks. Imports go one way: each knows only those named before it.
"""
