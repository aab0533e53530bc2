"""Comments on the text of a framework: sent without an account, moderated in the open, translated beside the original."""
