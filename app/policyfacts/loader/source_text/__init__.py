"""The documents of reviews: their sentences, with what each names, counts and dates."""
