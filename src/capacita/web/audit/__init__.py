"""The audit trail: every service that changes something leaves an event, in the same transaction."""
