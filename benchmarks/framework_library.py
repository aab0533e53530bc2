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

Seen with 200 adaptations of 10 versions, on two cores of which one was mostly free. 2,004 versions are 2,940 MB whole, and
79.0 MB kept: 35.6 MB in 12,325 parts and 43.4 MB in manifests. Besides there are 26.7 MB of adaptations, 92.2 MB of signed
releases, and 11.7 MB of what lists of CASE tell. To apply and publish a version took 0.44 s; to work out what a newer base
has that an adaptation has not, 0.17 s of CPU each, which the worker does when that base comes out.

What people read:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
home                    21     21     20        10
frameworks              56     56     43        29
framework               99     72     55        35
item                    88     57     18         9
earlier version         86     64     48        38
versions                65     42     27        15
compare                 59     51     20        11
compare with base      101     66     26        23
release                 46     31     13        11
downloads               98     63     31        20
to read offline         49     31     10       250
search                  97     93     34        19
countries               60     59     59        20
country                 30     29     25         6
country's framework    142     99     57        30
country's items         78     62     21        12
download                38     24     10     1,940
crosswalks              14     15     12         6
identifier              66     41     21         0
CASE documents          25     32     24        79
CASE package            43     46     39     3,367
CASE item               50     48     36         1
API list                13     16     18        33
API framework          103     83     52       213
API item                53     32      8         2
===================  =====  =====  =====  ========

What those work with who adapt and translate:

===================  =====  =====  =====  ========
page                 empty   cold   warm        kB
===================  =====  =====  =====  ========
own country             49     50     46         7
drafts                  35     31     31         7
draft                  149    119     65        32
draft item             157    147     61        11
reword                 164    148     65         9
add an item            173    144     60        10
levels of a draft      122    140     56         8
principles             190    166     74        20
sentences              121    113     40         7
preview                170    190    110        56
effect                 230    261    138         8
before release         352    337    235         8
merge                  261    254     25         8
conflict               273    263     26         9
translations           262    248    178         9
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
