"""One pass from records to rows: write what changed, delete what is gone."""
