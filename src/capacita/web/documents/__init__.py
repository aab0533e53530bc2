"""Where documents are kept: canonical JSON by digest, stored once, never rewritten; files by digest on disk."""
