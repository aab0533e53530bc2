"""Opinion statements on the site: putting them, voting on them without an account, and what came of it."""
