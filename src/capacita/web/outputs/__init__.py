"""Outputs that come back from consultations: kept as they came, looked at, accepted, and turned into contributions."""
