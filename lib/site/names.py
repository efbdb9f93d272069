#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes what the site's search finds: names.py <tag file of Doxygen> <folder of the site>

names.js is a list of [name, address]: pages by their titles, types, and what else is in mote's namespace."""
import json
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def names(tags, folder):
    """The pairs, each address once; ValueError where the site has no such page."""
    found = {}
    for compound in xml.parse(tags).iter("compound"):
        kind, name, file = compound.get("kind"), compound.findtext("name"), compound.findtext("filename")
        if kind == "page":
            found[file if file.endswith(".html") else f"{file}.html"] = compound.findtext("title")
        elif kind in ("struct", "class", "union"):
            found[file] = name.rpartition("::")[2]
        elif kind == "namespace":
            for member in compound.iter("member"):
                found[f"{member.findtext('anchorfile')}#{member.findtext('anchor')}"] = member.findtext("name")
    for address in found:
        if not (folder / address.partition("#")[0]).is_file():
            raise ValueError(f"{tags}: there is no {address} in {folder}")
    return sorted(([name, address] for address, name in found.items()), key=lambda pair: (pair[0].lower(), pair))


def main():
    tags, folder = map(Path, sys.argv[1:])
    (folder / "names.js").write_text(f"const names = {json.dumps(names(tags, folder), ensure_ascii=False)};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
