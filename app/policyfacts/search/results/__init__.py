"""What is made of the facts that match: pages, facets, counts, partners, suggestions."""
