"""The lines of the table: each module measures some, from a workshop to rows."""
