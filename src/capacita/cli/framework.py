"""``capacita framework ...``"""

import argparse


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    room.add_subparsers(dest="verb", metavar="VERB", required=True)
