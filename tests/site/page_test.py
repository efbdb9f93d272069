# SPDX-License-Identifier: MIT
"""What the filter makes of a page's links, and that it refuses one to nothing."""
import subprocess
import unittest

import page


class Text(unittest.TestCase):
    def text(self, text):
        return page.Page("lib/GUIDE.md", {"lib/GUIDE.md", "lib/DESIGN.md", "README.md", "ports/README.md", page.front}).text(text)

    def test_links_lead_within_the_site(self):
        self.assertEqual(self.text("[a `b` c](DESIGN.md#one-step)"),
                         '<a href="lib_design_page.html#lib_design_page_one_step">a <code>b</code> c</a>')
        self.assertEqual(self.text("[two\nlines](../README.md)"), '<a href="readme_page.html">two lines</a>')
        self.assertEqual(self.text("[front](tutorials/README.md)"), '<a href="index.html">front</a>')
        self.assertEqual(self.text("[licence](../LICENSE), https://example.org"), "licence, https://example.org")

    def test_names_of_pages_in_quotes_are_links(self):
        self.assertEqual(self.text("`ports/`, `x->y`"), '<a href="ports_page.html"><code>ports/</code></a>, ``x->y``')
        self.assertEqual(self.text("`lib/GUIDE.md`"), "``lib/GUIDE.md``", "not to itself")

    def test_headings_have_the_anchors_that_links_name(self):
        self.assertEqual(self.text("# Title\n\n## Which loss, and `how`?\n"),
                         "# Title {#lib_guide_page}\n\n## Which loss, and ``how``? {#lib_guide_page_which_loss_and_how}\n")

    def test_blocks_are_left_alone(self):
        self.assertEqual(self.text("```cpp\n# [a](b)\n```\n```\n`ports/`\n```\n"),
                         "```cpp\n# [a](b)\n```\n```{.unparsed}\n`ports/`\n```\n")

    def test_what_commands_print_is_marked(self):
        self.assertEqual(self.text("```sh\nls\n```\n\n```\na\n```\n\n```\nb\n```\n"), "```{.unparsed}\nls\n```\n\n"
                         '<div class="output">\n\n```{.unparsed}\na\n```\n\n</div>\n\n```{.unparsed}\nb\n```\n')

    def test_a_link_to_nothing_is_refused(self):
        for text in ("[a](no.md)", "![a](no.png)"):
            with self.subTest(text=text), self.assertRaisesRegex(SystemExit, "lib/GUIDE.md: there is no no"):
                self.text(text)

class Head(unittest.TestCase):
    def text(self, text):
        return subprocess.run(["awk", "-f", page.root / "lib/site/head.awk"], input=text, check=True, capture_output=True, text=True).stdout

    def test_the_comment_at_the_head_is_what_is_said_of_the_file(self):
        self.assertEqual(self.text("// SPDX-License-Identifier: MIT\n// Two <words> more. And\n// the rest.\n#pragma once\n// no\n/// ports/README.md\n"),
                         "// SPDX-License-Identifier: MIT\n/** @file\n@brief Two \\<words\\> more.\n@verbatim\nTwo <words> more. And\nthe rest.\n"
                         '@endverbatim\n*/\n#pragma once\n// no\n/// <a href="ports_page.html">ports/README.md</a>\n')
        self.assertEqual(self.text("// SPDX\n// One sentence.\n\n"), "// SPDX\n/** @file\n@brief One sentence.\n*/\n\n")


if __name__ == "__main__":
    unittest.main()
