"""`python -m policyfacts` is the `policyfacts` command."""

from policyfacts.cli import main

main()
