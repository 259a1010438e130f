"""Outside judges: tools that others wrote, set upon a running service. `make judges` calls them."""
