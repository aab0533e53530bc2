"""How large a library of adaptations is kept, and how long its pages take: 200 countries, 10 versions each.

Run: ``python benchmarks/framework_library.py [--adaptations 200] [--versions 10] [--home FOLDER]``. The base has 300
items, each with four levels described and eight associations, every text in three languages; ten roles. Each version of
an adaptation rewords two more items, describes a level anew, adds an item and says it in one more language. With
``--home`` the library is made there once and measured again the next time; a few adaptations of a few versions are soon
made, and their pages take as long.

Prints the bytes of the canonical documents against the bytes kept in parts, what a process takes to load and for its
very first request, then for each kind of page the CPU milliseconds of a request in process: empty, with nothing of any
document in memory; cold, when the process has answered one other page, the framework of another country; and warm, the
same page again. Each is the median of five countries.

Seen with 200 adaptations of 10 versions, on two cores that four times as much other work was using, so that each number
is well above that of a quiet machine. 2,003 versions are 2,940 MB whole, and 78.7 MB kept: 35.3 MB in 12,266 parts and
43.4 MB in manifests. Besides there are 26.7 MB of adaptations, 92.2 MB of signed releases, and 26.0 MB of what lists of
CASE tell.

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
home                    40     27     36        10
frameworks              69     63     50        29
framework               85     54     46        35
item                    98     73     17         9
earlier version         84     71     45        38
versions                55     50     21        15
compare                 77     59     19        11
compare with base      155    124     71        37
release                 68     56     18        11
downloads               94     64     32        20
to read offline         54     30      9       250
search                 121     95     41        19
countries              117    120    113        35
country                 34     38     30         6
country's framework    174    148     83        43
download                57     24     12     1,940
crosswalks              17     16     13         6
identifier              69     48     24         0
CASE documents          99     96     92     6,127
CASE package            37     35     35     3,367
CASE item               93     71     35         1
API list                14     14     18        33
API framework           93     80     56       213
API item                54     23      6         2
===================  =====  =====  =====  ========

The list of countries has since been cut to pages of a hundred. A file is made when it is asked for first, and kept: to
read offline that took 114 to 147 cold, the download 150 to 226. The very first request of a process took 2,670, of which
the code of all pages was 2,000; that is loaded beforehand now, which leaves 470.

With 8 adaptations, on a machine of which one core was free: compare with base 112 cold and 48 warm, country's framework
140 and 84, search 76 and 29, everything else below 75 cold. In a process that has answered the same page of two other
countries before, as one that has run for a while, those two take 87 and 74 to 90.

To apply and publish a version takes 0.2 to 0.25 s of CPU, of which the names that CASE objects go by are 0.05. It took 0.7
to 0.8 while CASE packages were written for these. A package is written now when somebody asks for it first, in 0.26 s for
each language; after that, with 8 adaptations, CASE documents take 13 to 18 (1.1 kB each, where there were 60), a package
40 to 47, and an item 21.
"""

import argparse
import importlib
import os
import tempfile
import time
from pathlib import Path

import django


def main() -> None:
    """Make the library where there is none, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adaptations", type=int, default=200)
    parser.add_argument("--versions", type=int, default=10)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path, default=None)
    given = parser.parse_args()
    home = given.home or Path(tempfile.mkdtemp(prefix="capacita-library-"))
    is_there = (home / "capacita.sqlite3").exists()
    os.environ.update(CAPACITA_HOME=str(home), DJANGO_SETTINGS_MODULE="capacita.web.settings")
    django.setup()
    importlib.import_module("capacita.web.wsgi")  # gets ready as a process of the site does
    library = importlib.import_module("library_of_adaptations")  # its models need the settings
    library.prepare()
    if not is_there:
        begun = time.perf_counter()
        library.fill(given.adaptations, given.versions, given.size)
        print(f"{(time.perf_counter() - begun) / given.adaptations / given.versions:.2f} s to apply and keep a version")
        followed, seconds = library.follow_newer_base()
        print(f"{seconds / followed:.2f} s of CPU for each adaptation that a newer base is news to")
    library.refresh()
    for line in library.report(given.adaptations, given.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
