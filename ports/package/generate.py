#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes the packages: generate.py <folder to write to> [package...]

A package is a folder beside this file. Its file `contents` has a line for each thing that the package takes from the
repository, "<path in the package> <path in the repository>". What lies in its folder `files` goes along as it lies, with
the words of main() filled in. A path in the package with {port} is one single header for each port."""
import datetime
import email.utils
import importlib.util
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

here = Path(__file__).resolve().parent
root = here.parent.parent
arithmetic = root / "ports/arithmetic"
# Who publishes mote says so in the environment. What stands here leads nowhere: nobody can have a name below .example.
home = os.environ.get("MOTE_HOME", "https://mote.example")
maintainer = os.environ.get("MOTE_MAINTAINER", "the mote authors <authors@mote.example>")
#: what a package is called and the folder that its files are in, where its users' tools want it otherwise
archives = {
    "arduino": ("mote-{package}-{version}.zip", "mote/"),
    "cmsis-pack": ("mote.mote.{version}.pack", ""),
}


def git(*arguments):
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True, text=True).stdout


def version():
    text = (root / "lib/mote/base/version.hpp").read_text()
    return ".".join(re.search(rf"#define MOTE_VERSION_{part} (\d+)", text)[1] for part in ("MAJOR", "MINOR", "PATCH"))


def ports():
    return sorted(pack.parent.name for pack in arithmetic.glob("*/mote_pack.hpp"))


def single_header(port):
    """All of mote for one port as one text, as the Python package writes it, too."""
    file = root / "ports/python/mote/single_header.py"
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location("single_header", file))
    module.__spec__.loader.exec_module(module)
    return module.text(root / "lib", arithmetic, port, version(), root / "LICENSE")


def tracked(path):
    """The files of the repository that are or begin with a path."""
    names = git("ls-files", "--cached", "--others", "--exclude-standard", "--", path).splitlines()
    files = [name for name in names if (root / name).is_file()]
    if not files:
        raise LookupError(path)
    return files


def contents(package, words):
    """What a package holds: a dictionary from paths to (bytes, whether it is a program); `words` are those of templates."""
    held = {}
    listing = here / package / "contents"
    for number, line in enumerate(listing.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        to, what = line.split()
        if "{port}" in to:
            for port in ports():
                held[to.format(port=port)] = single_header(port).encode(), False
            continue
        try:
            names = tracked(what)
        except LookupError:
            sys.exit(f"{listing}:{number}: the repository has no {what}")
        for name in names:
            inner = Path(name).relative_to(what) if what != name else Path()
            file = root / name
            held[str(Path(to) / inner)] = file.read_bytes(), bool(file.stat().st_mode & 0o100)
    templates = f"ports/package/{package}/files"
    for name in tracked(templates) if (root / templates).is_dir() else []:
        file = root / name
        text = file.read_text()
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
        held[str(Path(name).relative_to(templates))] = text.encode(), bool(file.stat().st_mode & 0o100)
    return dict(sorted(held.items()))


def write_archive(file, top, held, time):
    """A .zip, .pack (which is one) or .tar.xz that has the same bytes each time; `top` is the folder that its files are in."""
    if file.suffix != ".xz":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, (data, is_program) in held.items():
                entry = zipfile.ZipInfo(f"{top}{name}", (1980, 1, 1, 0, 0, 0))
                entry.external_attr = (0o755 if is_program else 0o644) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return
    with tarfile.open(file, "w:xz", preset=6) as archive:
        for name, (data, is_program) in held.items():
            entry = tarfile.TarInfo(f"{top}{name}")
            entry.size, entry.mtime, entry.mode = len(data), time, 0o755 if is_program else 0o644
            archive.addfile(entry, io.BytesIO(data))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    output = Path(sys.argv[1])
    output.mkdir(parents=True, exist_ok=True)
    known = sorted(listing.parent.name for listing in here.glob("*/contents"))
    time = int(git("log", "-1", "--format=%ct"))  # of what is packed, so that the same source gives the same bytes
    licence = (root / "LICENSE").read_text().split("\n\n", 2)[2].splitlines()  # below its title and the copyright
    words = {"version": version(), "home": home, "maintainer": maintainer, "date": email.utils.formatdate(time),
             "day": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).date().isoformat(),
             "licence": "\n".join(f" {line}" if line else " ." for line in licence)}
    for package in sys.argv[2:] or known:
        if package not in known:
            sys.exit(f"there is no package {package}; there are {', '.join(known)}")
        pattern, top = archives.get(package, ("mote-{package}-{version}.tar.xz", "mote/"))
        for former in output.glob(pattern.format(package=package, version="[0-9]*")):
            former.unlink()
        file = output / pattern.format(package=package, version=version())
        write_archive(file, top, contents(package, words), time)
        print(file.name, file.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
