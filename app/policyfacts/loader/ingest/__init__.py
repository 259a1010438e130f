"""One pass from records to rows: what changed is written, what is gone is deleted."""
