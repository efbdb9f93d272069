# SPDX-License-Identifier: MIT
"""All of mote for one port as one text."""
import re


def text(headers, arithmetic, port, version, licence):
    """The single header: each file where it is first included, between one prologue and one epilogue.

    headers, arithmetic   folders of mote's headers (with mote/mote.hpp) and of its ports
    licence               the file LICENSE, whose text goes along
    """
    headers, arithmetic = headers.resolve(), arithmetic.resolve()
    epilogue = headers / "mote/base/epilogue.hpp"
    seen = {epilogue}  # whose place is the end
    lines = []

    def add(file):
        if file in seen:
            return
        seen.add(file)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'#include (?:"(?!mote:)(.*)"|<(.*)>)', line)
            if include and include[1]:
                add_included(file, number, (file.parent / include[1]).resolve())
            elif include and include[2] == "mote_pack.hpp":
                add(arithmetic / port / "mote_pack.hpp")
            elif include and include[2] in seen:
                continue
            elif line != "#pragma once" and not line.startswith("// SPDX"):
                seen.add(include[2] if include else None)
                lines.append(line.replace("__has_include(<mote_pack.hpp>)", "true"))

    def add_included(file, number, included):
        if not included.is_file():
            raise FileNotFoundError(f"{file}:{number}: there is no {included}")
        add(included)

    add(headers / "mote/mote.hpp")
    for file in sorted((headers / "mote").glob("*.hpp")):
        add(file)
    seen.remove(epilogue)
    add(epilogue)
    notice = "".join(f"// {line}".rstrip() + "\n" for line in licence.read_text(encoding="utf-8").splitlines())
    head = (f"// SPDX-License-Identifier: MIT\n// mote {version} in one file, for the port {port}. It is generated: the source, one idea "
            f"a file, is better to read.\n//\n{notice}#pragma once\n\n")
    return head + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
