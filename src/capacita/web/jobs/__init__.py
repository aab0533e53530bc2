"""Long work outside the web process: one row a job, with progress, an idempotency key and a lease."""
