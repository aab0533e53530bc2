"""What a lenient reader put right, line by line."""

from capacita.framework.exchange.repairs import Repair

__all__ = ["Repair"]
