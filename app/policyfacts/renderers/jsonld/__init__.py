"""JSON-LD in terms of schema.org and our own; reading it takes no request to other hosts."""
