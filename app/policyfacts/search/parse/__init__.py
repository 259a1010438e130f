"""From the parameters of a request to a filter of facts."""
