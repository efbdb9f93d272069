# SPDX-License-Identifier: MIT
"""A tutorial that does not do what it says is refused, with page and line."""
import importlib.machinery
import importlib.util
import pathlib
import tempfile
import unittest

path = pathlib.Path(__file__).resolve().parents[2] / "lib/tutorials/run"
loader = importlib.machinery.SourceFileLoader("tutorials", str(path))
tutorials = importlib.util.module_from_spec(importlib.util.spec_from_loader("tutorials", loader))
loader.exec_module(tutorials)

page = """# Title

```sh
apt-get install -y g++
```

```python
# hello.py
print("hello\\n1\\n2\\nend")
```

```sh
python3 hello.py
```

```
hello
…
end
```

```sh
false
```
"""


class Run(unittest.TestCase):
    def run_page(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "page.md")
            file.write_text(text, encoding="utf-8")
            tutorials.run(pathlib.Path(folder, "work"), file)

    def test_what_is_true_passes(self):
        self.run_page(page.replace("false", "true"))

    def test_what_is_not_is_told(self):
        for old, new, message in (("", "", r"page.md:22: these commands end with 1:\nhello"), ("end\n", "End\n", "page.md:16: these commands print otherwise"),
                                  ("hello\n…", "…\n3", "page.md:16: .*otherwise"), ("g++", "g++ no-such-package", "page.md:3: .ci/run does not install no-such-package"),
                                  ("# hello.py\n", "", "page.md:7: this block is no file"), ("```sh\npython3", "```\npython3", "page.md:12: this block")):
            with self.subTest(new=new), self.assertRaisesRegex(ValueError, message):
                self.run_page(page.replace(old, new) if old else page)


if __name__ == "__main__":
    unittest.main()
