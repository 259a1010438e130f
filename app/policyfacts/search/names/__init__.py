"""What people write for entities, topics and types, resolved to ids."""
