"""How large a library of adaptations is kept, and how long its pages take: 200 countries, 10 versions each.

Run: ``python benchmarks/framework_library.py [--adaptations 200] [--versions 10] [--home FOLDER]``. The base has 300
items, each with four levels described and eight associations, every text in three languages; ten roles. Each version of
an adaptation rewords two more items, describes a level anew, adds an item and says it in one more language. With
``--home`` the library is made there once and measured again the next time; a few adaptations of a few versions are soon
made, and their pages take as long.

Prints the bytes of the canonical documents against the bytes kept in parts, what a process takes to load and for its
very first request, then for each kind of page the CPU milliseconds of a request in process: empty, with nothing of any
document in memory; cold, when the process has answered one other page, the framework of another country; and warm, the
same page again. Each is the median over some countries of the best of three.

Seen with 200 adaptations of 10 versions, on two cores of a machine whose other guests took a third of them (the home page
takes 20 where nobody else works). 2,004 versions are 2,940 MB whole, and 79.0 MB kept: 35.6 MB in 12,325 parts and 43.4 MB in
manifests. Besides there are 26.7 MB of adaptations, 92.2 MB of signed releases, and 11.7 MB of what lists of CASE tell. To apply
and publish a version took 0.44 s; to work out what a newer base has that an adaptation has not, 0.17 s of CPU each, which
the worker does when that base comes out.

What people read:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
home                    26     33     30        10
frameworks              72     70     62        29
framework               42     44     52        34
item                    46     36     21         9
earlier version         68     62     53        38
versions                34     35     22        15
compare                 56     40     18        11
compare with base       78     58     28        23
release                 27     37     20        11
downloads               49     50     28        20
to read offline         22     22     10       250
search                  80     76     47        19
countries               63     60     66        20
country                 20     22     18         6
country's framework     57     55     38        30
country's items         62     64     29        12
download                23     23     11     1,940
crosswalks              10     10     10         6
identifier              32     33     16         0
CASE documents          37     36     34        79
CASE package            56     54     54     3,367
CASE item               42     44     25         1
API list                14     14     16        33
API framework           62     58     37       213
API item                21     27      8         2
===================  =====  =====  =====  ========

What those work with who adapt and translate; of the translation 1,000 texts are written and not published, and the other
795 are published as a machine made them:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
own country             36     33     35         7
drafts                  27     26     21         7
draft                   87     84     41        32
draft item              68     70     37        11
reword                  58     70     36         9
add an item             54     52     28        10
levels of a draft       64     78     30         8
principles              54     54     35        20
sentences               39     41     18         7
preview                108    111     73        54
effect                 119    133     68         8
before release         111    137     78         8
merge                   40     52     23         8
conflict                57     61     29         9
translations            29     26     26         8
translation             82     85     59        25
a text                 108     94     40        11
noticed                 58     60     22         6
glossary                38     39     26         7
to be published        122    114     63        30
links                   43     44     33         7
===================  =====  =====  =====  ========

Of fourteen turns over the slowest of these, the quickest took, empty, cold and warm: before release 94, 96 and 53, to be
published 87, 93 and 57, effect 81, 85 and 43, a text 67, 71 and 30, preview 69, 65 and 44.

What is worked out of a version, or of what a draft or a translation says, is kept on disk when it is asked for first, and so
is a file: to read offline that took 135 to 160 with nothing in memory, the download 200, a package of CASE 450 to 770. The
items of a version, its counts and the texts that translators need are kept when it comes out. The very first request of a
process took 490 to 700; the code of all pages is loaded beforehand.
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
