"""The demonstration country: accounts, content and the job that fills the site with its story."""
