"""Taking in consultations that were run elsewhere, from the exports of their platforms."""
