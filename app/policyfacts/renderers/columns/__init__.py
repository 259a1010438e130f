"""Columns of each table: stable names, their meaning, and where a cell comes from."""
