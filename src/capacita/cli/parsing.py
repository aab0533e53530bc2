"""The parser of all commands: what is typed wrong is answered with the nearest right word and where to read on."""

import argparse
import difflib
import re
from typing import NoReturn

_CHOICE = re.compile(r"invalid choice: '(?P<given>[^']*)' \(choose from (?P<known>.*)\)")


class Parser(argparse.ArgumentParser):
    """A parser whose errors name the word that was probably meant, and the page of help."""

    def error(self, message: str) -> NoReturn:
        """Print the usage, the fault and what to do to stderr, and exit with 2."""
        found = _CHOICE.search(message)
        near = difflib.get_close_matches(found["given"], re.findall(r"[\w-]+", found["known"]), n=1) if found else []
        meant = f" Did you mean {near[0]}?" if near else ""
        super().error(f"{message}.{meant} Read more with: {self.prog} --help")
