"""Pages that belong to no room: home, about, accessibility, sources, sign-in, the API page."""
