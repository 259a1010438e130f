"""Answers in the forms that other tools read; pure renderings, no SQL, no HTTP."""
