#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Makes a release: release.py <folder> [--untested]

Writes every package to <folder>/mote-<version>, beside SHA256SUMS. Refuses a tree with changes that are not committed, a version
that CHANGELOG.md does not have first, with its date, and a version that does not come from lib/mote/base/version.hpp. Unless
--untested is given, each package is used as its user would (ports/package/run), for which it is written once more, to the same bytes."""
import datetime
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import generate

root = generate.root
source = "lib/mote/base/version.hpp"
#: where a version is stated, how, and what has to stand there so that it comes from the source
places = (
    ("CMakeLists.txt", r"^\s*VERSION (\S+)", "${version}"),
    ("ports/python/pyproject.toml", r"^(?:version|dynamic) = (.*)", '["version"]'),
    ("ports/python/mote/__init__.py", r"^__version__ = (.*)", "version()"),
    ("ports/package/arduino/files/library.properties", r"^version=(.*)", "@version@"),
    ("ports/package/arduino/files/library.json", r'"version": "(.*?)"', "@version@"),
    ("ports/package/cmsis-pack/files/mote.mote.pdsc", r'<release version="(.*?)"', "@version@"),
    ("ports/package/conan/files/conanfile.py", r'^ *version = "(.*)"', "@version@"),
    ("ports/package/debian/files/debian/changelog", r"^mote \((.*?)\)", "@version@"),
    ("ports/package/esp-idf/files/idf_component.yml", r'^version: "(.*)"', "@version@"),
    ("ports/package/meson/files/meson.build", r"^project\(.*, version: '(.*?)'", "@version@"),
    ("ports/package/vcpkg/files/mote/vcpkg.json", r'"version": "(.*?)"', "@version@"),
)


def refused(version):
    """Why there can be no release of what lies here: one sentence each."""
    found = [f"not committed: {line}" for line in generate.git("status", "--porcelain").splitlines()]
    for path, pattern, expected in places:
        text = (root / path).read_text(encoding="utf-8")
        stated = re.search(pattern, text, re.MULTILINE)
        if not stated:
            found.append(f"{path}: states no version")
        elif stated[1] != expected:
            line = text.count("\n", 0, stated.start(1)) + 1
            found.append(f"{path}:{line}: the version is {stated[1]}, and should be {expected}, which comes from {source}")
    lines = (root / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    number, heading = next((each for each in enumerate(lines, 1) if each[1].startswith("## ")), (1, ""))
    stated = re.fullmatch(rf"## {re.escape(version)}, (\d{{4}}-\d\d-\d\d)", heading)
    try:
        datetime.date.fromisoformat(stated[1] if stated else "")
    except ValueError:
        found.append(f"CHANGELOG.md:{number}: {heading!r} should be '## {version}, <date>': {source} has {version}")
    return found


def same(one, other):
    """Ends with a message unless each file of one folder has the same bytes in the other."""
    for file in sorted(one.iterdir()):
        if file.read_bytes() != (other / file.name).read_bytes():
            sys.exit(f"no release: {file.name} has other bytes when it is written again")


def main():
    words = [word for word in sys.argv[1:] if word != "--untested"]
    if len(words) != 1:
        sys.exit(__doc__)
    version = generate.version()
    reasons = refused(version)
    if reasons:
        sys.exit("\n".join(["no release:", *reasons]))
    folder = Path(words[0]) / f"mote-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    here = Path(__file__).resolve().parent
    subprocess.run([sys.executable, here / "generate.py", folder], check=True, stdout=subprocess.DEVNULL)
    if "--untested" not in sys.argv:
        with tempfile.TemporaryDirectory() as checked:
            if subprocess.run([here / "run", checked], check=False).returncode:
                shutil.rmtree(folder)
                sys.exit("no release: a package does not work")
            same(folder, Path(checked))
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    print(f"{folder}:\n" + "".join(sums), end="")
    if generate.home.endswith(".example"):
        print("Not to be published like this: who publishes it sets MOTE_HOME and MOTE_MAINTAINER.")


if __name__ == "__main__":
    main()
