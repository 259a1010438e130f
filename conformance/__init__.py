"""Conformance checks by tools that others wrote: `make conformance` runs them on the service."""
