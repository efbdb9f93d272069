# SPDX-License-Identifier: MIT
"""What pages name is there: files and folders of the repository in quotes, and presets in commands."""
import json
import re
import unittest

import page


def workflows(file):
    """The workflow presets of a file and of those that it includes."""
    text = json.loads(file.read_text(encoding="utf-8"))
    found = {preset["name"] for preset in text.get("workflowPresets", [])}
    return found.union(*(workflows(file.parent / name) for name in text.get("include", [])))


class Names(unittest.TestCase):
    def every(self, pattern):
        """(page, line, match) of a pattern in all pages."""
        for name in page.pages():
            for number, line in enumerate((page.root / name).read_text(encoding="utf-8").splitlines(), 1):
                for match in re.finditer(pattern, line):
                    yield f"{name}:{number}", match[1]

    def test_files_and_folders(self):
        found = list(self.every(r"`((?:\.ci|examples|lib|ports|tests|toolchains)/[\w./-]*)`"))
        self.assertGreater(len(found), 100)
        self.assertEqual([f"{place}: there is no {name}" for place, name in found if not (page.root / name).exists()], [])

    def test_presets(self):
        known = workflows(page.root / "CMakePresets.json")
        found = list(self.every(r"cmake --workflow --preset ([\w-]+)"))
        self.assertGreater(len(found), 20)
        self.assertEqual([f"{place}: there is no preset {name}" for place, name in found if name not in known], [])


if __name__ == "__main__":
    unittest.main()
