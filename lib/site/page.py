#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A page of Markdown for Doxygen: page.py <file>, its filter; without a file, a list of all pages.

Links to other pages of the repository, and names of pages in `quotes`, become links within the site; one to a file that is not
there ends with a message. Headings get anchors that are made of their words, as where repositories are shown."""
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

root = Path(__file__).resolve().parents[2]
front = "lib/tutorials/README.md"


def pages():
    """The Markdown pages of the repository, front page first."""
    names = subprocess.run(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], check=True,
                           capture_output=True, text=True).stdout.split()
    return sorted((name for name in names if (root / name).is_file()), key=lambda name: (name != front, name))


def page_name(name):
    return "mainpage" if name == front else re.sub(r"\W", "_", name.removesuffix(".md").removesuffix("/README")).lower() + "_page"


def anchor_name(name, part):
    return f"{page_name(name)}_" + re.sub(r"\W", "_", part)


def address(name, part=""):
    """Where a page, or a part of it, is on the site."""
    return ("index" if name == front else page_name(name)) + ".html" + (f"#{anchor_name(name, part)}" if part else "")


def anchor(title):
    """What a heading's anchor is called where repositories are shown."""
    return re.sub(r"[^\w -]", "", title.strip().lower()).replace(" ", "-")


def resolved(here, target):
    """A link's target as seen from the root; `here` is the page's folder."""
    parts = []
    for part in (PurePosixPath(here) / target).parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


class Page:
    """One page's text."""

    def __init__(self, name, known):
        self.name, self.known, self.has_title, self.has_contents = name, known, False, False
        self.here = str(PurePosixPath(name).parent)
        self.quotes = []

    def quote(self, match):
        """Puts what stands in `quotes` aside, so that nothing else touches it; a page's name becomes a link."""
        text = match[2]
        for file in (text, f"{text.rstrip('/')}/README.md"):
            if file in self.known and file not in (self.name, "README.md"):
                self.quotes.append((match[0], f'<a href="{address(file)}"><code>{text}</code></a>'))
                break
        else:
            self.quotes.append((match[0], f"``{text}``"))  # two: Doxygen ends one also at a '
        return f"\0{len(self.quotes) - 1}\0"

    def link(self, match):
        is_picture, label, target = match.groups()
        label = label.replace("\n", " ")
        if re.match(r"[a-z]+://", target):
            return match[0]
        path, _, part = target.partition("#")
        file = resolved(self.here, path) if path else self.name
        if is_picture and (root / file).is_file():
            return f"![{label}]({PurePosixPath(file).name})"
        if not is_picture and file in self.known:
            label = re.sub("\0(\\d+)\0", lambda kept: f"<code>{self.quotes[int(kept[1])][0].strip('`')}</code>", label)
            return f'<a href="{address(file, part)}">{label}</a>'
        if not is_picture and (root / file).exists():
            return label  # a file that is no page
        sys.exit(f"{self.name}: there is no {target}")

    def heading(self, match):
        marks, title = match.groups()
        if not self.has_title:
            self.has_title = True
            return f"{marks} {title} {{#{page_name(self.name)}}}" + ("\n\n[TOC]" if self.has_contents else "")
        return f"{marks} {title} {{#{anchor_name(self.name, anchor(title))}}}"

    def prose(self, text):
        text = re.sub(r"^(#+) (.*)$", self.heading, text, flags=re.MULTILINE)
        text = re.sub(r"(`+)((?:.|\n(?!\n))+?)\1", self.quote, text)
        text = re.sub(r"(!?)\[([^]]+)\]\(([^)\s]*)\)", self.link, text)
        return re.sub("\0(\\d+)\0", lambda kept: self.quotes[int(kept[1])][1], text)

    def text(self, text):
        """Prose and blocks of code in turn; one without a language that follows commands is what they print."""
        self.has_contents = self.name != front and len(re.findall(r"^## ", text, flags=re.MULTILINE)) > 4
        parts = re.split(r"^( *```.*\n(?:.*\n)*? *```)$", text, flags=re.MULTILINE)
        made, after_commands = [], False
        for prose, block in zip(parts[::2], [*parts[1::2], ""]):
            made.append(self.prose(prose))
            is_output = after_commands and not prose.strip() and block.startswith("```\n")
            made.append(f'<div class="output">\n\n{self.block(block)}\n\n</div>' if is_output else self.block(block))
            after_commands = block.startswith("```sh\n")
        return "".join(made)

    @staticmethod
    def block(text):
        """Of the languages Doxygen colours C++ and Python as they should be; in others it takes words for those of C++."""
        return re.sub(r"\A( *```)(?!cpp\n|python\n).*\n", r"\1{.unparsed}\n", text)


def main():
    if len(sys.argv) < 2:
        print("\n".join(name for name in pages() if name != "lib/DESIGN.md"))  # which the API's pages have
        return
    name = Path(sys.argv[1]).resolve().relative_to(root).as_posix()
    sys.stdout.write(Page(name, set(pages())).text((root / name).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
