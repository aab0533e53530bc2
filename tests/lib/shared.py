"""Where the shared data folder beside the checkout is; a test that needs it is skipped, with the reason, without it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def shared_path(name: str) -> Path:
    """Return a path in the shared data folder, or skip the test that asks for it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared data folder beside the checkout has no {name}")
    return path
