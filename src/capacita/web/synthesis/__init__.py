"""Reading what people said together: themes, proposals, decisions, the Changes that follow, and the public answer."""
