"""The host: a package named `app`, as so many are."""
