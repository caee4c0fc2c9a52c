"""First and last names of many countries out of the package names-dataset, for swapping persons' names.

    people.py SITE_PACKAGES OUT.json          [[first names, last names], ...], one pair a country
"""
import gzip
import json
import pickle
import sys
from collections import defaultdict

COMMON = 1500                       # of a country, the most frequent names
ENOUGH = 200                        # names of each kind that a country must have


def usable(name):
    latin = all(c.isalpha() or c in " '-" for c in name) and ord(max(name)) < 0x250
    return len(name) > 1 and latin and name[0].isupper()


def main():
    countries = defaultdict(lambda: ([], []))
    for kind, file in enumerate(("first_names", "last_names")):
        with gzip.open(f"{sys.argv[1]}/names_dataset/v3/{file}.pkl.gz") as f:
            for name, facts in pickle.load(f).items():
                if not usable(name):
                    continue
                for country, rank in (facts.get("rank") or {}).items():
                    if rank is not None and rank < COMMON:
                        countries[country][kind].append(name)
    out = [pair for pair in countries.values() if min(map(len, pair)) > ENOUGH]
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        json.dump(out, f, ensure_ascii=False)
    print(len(out), "countries")


if __name__ == "__main__":
    main()
