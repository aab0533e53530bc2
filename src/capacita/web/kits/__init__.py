"""Facilitators' kits on the site: fitted to language, time and people, and the call in which a steward explains one."""
