"""Training plans on the site."""
