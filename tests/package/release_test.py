# SPDX-License-Identifier: MIT
"""A release has the same bytes wherever it is made, and there is none of what is not whole."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile

repository = pathlib.Path(__file__).resolve().parents[2]


class Release(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.clone = self.make_clone("clone")

    def git(self, folder, *words):
        identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.example",
                    "GIT_AUTHOR_DATE": "1790000000 +0000", "GIT_COMMITTER_DATE": "1790000000 +0000"}
        subprocess.run(["git", *words], cwd=folder, env={**os.environ, **identity}, check=True, stdout=subprocess.DEVNULL)

    def make_clone(self, name):
        """The files of the repository as they lie here, committed at a fixed time."""
        clone = self.folder / name
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "lib", "ports", "toolchains", "*.md", "LICENSE",
                                 "CMakeLists.txt", ".gitignore"], cwd=repository, check=True, capture_output=True, text=True).stdout
        for name in filter(None, listed.split("\0")):
            if (repository / name).is_file():
                (clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(repository / name, clone / name)
        self.git(clone, "init", "--quiet")
        self.commit(clone)
        return clone

    def commit(self, clone):
        self.git(clone, "add", "--all")
        self.git(clone, "commit", "--quiet", "--message", "all")

    def release(self, clone, **environment):
        done = subprocess.run([clone / "ports/package/release.py", self.folder / f"of_{clone.name}", "--untested"],
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr, next((self.folder / f"of_{clone.name}").glob("mote-*"), None)

    def edit(self, path, old, new):
        text = (self.clone / path).read_text(encoding="utf-8")
        self.assertIn(old, text)
        (self.clone / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_the_same_bytes_twice(self):
        code, told, one = self.release(self.clone)
        self.assertEqual(code, 0, told)
        self.addCleanup(os.umask, os.umask(0o077))
        other_clone = self.make_clone("another place")
        for file in other_clone.rglob("*.hpp"):
            os.utime(file, (1, 1))
        code, told, other = self.release(other_clone, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
        self.assertEqual(code, 0, told)
        self.assertEqual((one / "SHA256SUMS").read_bytes(), (other / "SHA256SUMS").read_bytes())
        packages = {listing.parent.name for listing in (repository / "ports/package").glob("*/contents")}
        self.assertEqual(len((one / "SHA256SUMS").read_text(encoding="utf-8").splitlines()), len(packages))
        file = next(one.glob("*.xz"))
        file.write_bytes(file.read_bytes() + b"x")
        self.assertNotEqual(subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=one, capture_output=True, check=False).returncode, 0)

    def test_who_publishes_it(self):
        code, told, folder = self.release(self.clone, MOTE_HOME="https://mote.test", MOTE_MAINTAINER="Ada <ada@mote.test>")
        self.assertEqual((code, "Not to be published" in told), (0, False), told)
        with zipfile.ZipFile(next(folder.glob("mote-arduino-*.zip"))) as archive:
            manifest = archive.read("mote/library.properties").decode()
        self.assertIn("\nmaintainer=Ada <ada@mote.test>\n", manifest)
        self.assertIn("\nurl=https://mote.test\n", manifest)

    def refuses(self, message):
        code, told, made = self.release(self.clone)
        self.assertEqual((code, made), (1, None), told)
        self.assertIn(message, told)

    def test_what_is_not_committed(self):
        (self.clone / "lib/mote/extra.hpp").write_text("", encoding="utf-8")
        self.refuses("not committed: ?? lib/mote/extra.hpp")

    def test_a_changelog_without_this_version(self):
        self.edit("CHANGELOG.md", "## 0.1.0, 2026-11-27", "## Unreleased")
        self.commit(self.clone)
        self.refuses("CHANGELOG.md:6: '## Unreleased' should be '## 0.1.0, <date>'")

    def test_a_day_that_is_none(self):
        self.edit("CHANGELOG.md", "2026-11-27", "2026-11-31")
        self.commit(self.clone)
        self.refuses("CHANGELOG.md:6: '## 0.1.0, 2026-11-31'")

    def test_a_version_of_its_own(self):
        self.edit("CMakeLists.txt", "VERSION ${version}", "VERSION 0.1.1")
        self.edit("ports/python/pyproject.toml", 'dynamic = ["version"]', 'version = "0.2.0"')
        self.edit("ports/package/arduino/files/library.properties", "version=@version@", "version=0.1.0")
        self.commit(self.clone)
        self.refuses(": the version is 0.1.1, and should be ${version}, which comes from lib/mote/base/version.hpp")
        self.refuses('pyproject.toml:8: the version is "0.2.0", and should be ["version"]')
        self.refuses("library.properties:2: the version is 0.1.0, and should be @version@")


if __name__ == "__main__":
    unittest.main()
