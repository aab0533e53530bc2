"""What people should be able to do: frameworks and their adaptations, read, checked, applied and released."""

from capacita.framework.digests import framework_digest, meaning_digest

__all__ = ["framework_digest", "meaning_digest"]
