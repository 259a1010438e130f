"""Shapes of answers and of questions; no SQL, no HTTP."""
