"""What stewards ask of every release: so many items for each principle."""
