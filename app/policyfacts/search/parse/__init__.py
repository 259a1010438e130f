"""From the parameters of a request to a parsed query: its filter and its canonical form."""
