"""Questions: what can be asked, as models of parameters."""
