"""The site: one Django project, one app per room. Everything with a clock, a database or a network is here."""
