"""How well words find facts: recall by the words of sentences, precision by judged answers."""
