# SPDX-License-Identifier: MIT
"""A dead link, a part that is not there, a page that nothing leads to: each is one sentence."""
import pathlib
import tempfile
import unittest

import links


class Links(unittest.TestCase):
    def problems(self, **pages):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "picture.png").touch()
            for name, text in pages.items():
                (pathlib.Path(folder) / f"{name}.html").write_text(text, encoding="utf-8")
            return links.problems(pathlib.Path(folder))

    def test_a_whole_site_has_none(self):
        self.assertEqual(self.problems(
            index='<a href="other.html#part">x</a><img src="picture.png"><a href="https://example.org/nothing">y</a>',
            other='<h2 id="part"></h2><a href="#old"></a><a name="old"></a><a href="index.html"></a>'), [])

    def test_each_problem_is_told_with_page_and_line(self):
        for index, problem in (('\n<a href="no.html">', "index.html:2: no.html: there is no such file in the site"),
                               ('<img src="no.png">', "index.html:1: no.png: there is no such file in the site"),
                               ('<a href="../picture.png">', "index.html:1: ../picture.png: there is no such file in the site"),
                               ('<a href="#no">', "index.html:1: #no: index.html has no such part"),
                               ('<a href="other.html#no">', "index.html:1: other.html#no: other.html has no such part")):
            with self.subTest(index=index):
                self.assertIn(problem, self.problems(index=index, other='<h2 id="part"></h2>'))

    def test_every_page_is_reached(self):
        self.assertEqual(self.problems(index='<a href="one.html">', one="", two='<a href="index.html">'),
                         ["two.html: nothing leads there from index.html"])

    def test_a_first_page_is_there(self):
        self.assertRegex(self.problems(one="")[0], "there is no index.html")


if __name__ == "__main__":
    unittest.main()
