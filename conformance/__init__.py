"""Tools that others wrote, run against the service: `make conformance` calls them."""
