"""The facts of a government's annual foreign-policy review as data, over HTTP."""

__version__ = "0.1.0"
