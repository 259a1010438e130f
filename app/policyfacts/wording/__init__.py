"""Figures, dates, parties and queries in plain English."""
