"""Questions in plain language as filters: tokens, readings of them, and what these ask for."""
