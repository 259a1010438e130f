"""The contract and the documentation made from it."""
