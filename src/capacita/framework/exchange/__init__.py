"""Frameworks in the formats of others: each read as far as it goes, with its repairs, and written strictly.

The contract of a format. A format is one module (or a few that share its name) with a descriptor, an
``ExchangeFormat`` of ``contract.py``; ``formats.py`` holds all of them in the plain dict ``FORMATS``, by name, and
``cli`` and ``web`` may add more to that dict at their start. A descriptor says:

``name``, ``title``, ``media_type``, ``suffix``
    what ``--from`` and ``--to`` call it, what people call it, how it travels.
``sniff(data)``
    whether bytes look like it, cheaply and without raising; the first format of the dict that says yes is taken.
``read(data) -> FrameworkRead``
    lenient: a framework, a ``Repair`` for every value that was read otherwise than it stands in the file, and
    findings. ``framework`` is None as soon as a finding is an error. Raises ``Unreadable`` when the bytes are not
    that format at all. None for a format that is only written.
``write(framework, options) -> Written``
    strict: bytes that the format's own readers accept, a ``Repair`` for every value that had to be changed to fit
    (a name cut to 100 characters). The same input gives the same bytes: the moment comes in with ``WriteOptions``.
    None for a format that is only read.
``fidelity``
    which parts do not come back from a round trip, each with its reason; tests hold it to what they find and write
    ``docs/reference/fidelity/<name>.md`` from it.

Nothing here opens a file: bytes come in, bytes go out, and the callers do the rest. This package's ``__init__``
imports nothing, because the words of the room are read through it; import from the modules.
"""
