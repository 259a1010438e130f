"""The names that people write for entities, topics and types, and the ids that they stand for."""
