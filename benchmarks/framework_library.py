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

Seen with 200 adaptations of 10 versions, on two cores that other work slowed by about half. 2,004 versions are 2,940 MB
whole, and 79.0 MB kept: 35.6 MB in 12,325 parts and 43.4 MB in manifests. Besides there are 26.7 MB of adaptations, 92.2 MB
of signed releases, and 11.7 MB of what lists of CASE tell. To apply and publish a version took 0.44 s; to work out what a newer base
has that an adaptation has not, 0.17 s of CPU each, which the worker does when that base comes out.

What people read:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
home                    37     32     33        10
frameworks              84     81     65        29
framework               91     66     56        35
item                    82     60     16         9
earlier version         74     61     54        38
versions                55     33     17        15
compare                104     99     26        11
compare with base      157    142     42        23
release                 56     36     16        11
downloads               67     41     24        20
to read offline         38     26      8       250
search                 131    101     48        19
countries               60     61     58        20
country                 37     32     29         6
country's framework    118    100     56        30
country's items        155    125     30        12
download                48     32     11     1,940
crosswalks              15     13     10         6
identifier              67     48     24         0
CASE documents          32     32     35        79
CASE package            50     52     44     3,367
CASE item               38     44     28         1
API list                21     21     21        33
API framework           97     68     56       213
API item                52     31      8         2
===================  =====  =====  =====  ========

What those work with who adapt and translate; of the translation 1,000 texts are written and not published, and the other
795 are published as a machine made them:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
own country             37     40     41         7
drafts                  32     33     33         7
draft                  158    136     76        32
draft item             129    117     48        11
reword                 139    119     60         9
add an item            150    120     68        10
levels of a draft      148    153     52         8
principles             149    139     66        20
sentences              125     96     40         7
preview                173    137     84        56
effect                 215    188     80         8
before release         209    162     94         8
merge                  144    155     19         8
conflict               163    133     20         9
translations            27     21     20         8
translation            260    195     95        25
a text                 389    380     82        11
noticed                320    266     25         6
glossary                52     39     22         7
to be published        362    337     72        30
links                   72     52     31         7
===================  =====  =====  =====  ========

A file is made when it is asked for first, and kept: to read offline that took 135 to 160 with nothing in memory, the
download 200, a package of CASE 450 to 770. The very first request of a process took 690; the code of all pages is loaded
beforehand. Work on a draft looks at the whole base, of which other adaptations are made as well: what is cold here is
seldom so.
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
