"""What pages are made of: the tags and filters that the partials in templates/patterns are written with."""
