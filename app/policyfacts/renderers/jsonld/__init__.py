"""JSON-LD in schema.org terms and our own; nothing is fetched from other hosts to read it."""
