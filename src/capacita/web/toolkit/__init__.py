"""Toolkits on the site: documents, their files, and the walk from a number to the words somebody said."""
