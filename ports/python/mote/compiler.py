# SPDX-License-Identifier: MIT
"""From C++ source to a loaded library: finds a compiler, compiles once, and keeps the result in a cache.

The cache is $MOTE_CACHE, or the user's folder for caches. A library is found there by a hash of source, headers, compiler, the
machine's instructions and the options, so nothing in it is ever out of date; delete it whenever you like.
"""
import ctypes
import functools
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

_here = pathlib.Path(__file__).resolve().parent
_options = ["-std=c++17", "-O2", "-shared", "-fPIC", "-ffp-contract=off", "-fno-math-errno", "-fno-exceptions", "-fno-rtti"]
#: the port, and the macro by which a compiler says that it may use its instructions; the widest first
_ports = (
    ("avx512", "__AVX512VL__"), ("avx2", "__AVX2__"), ("sse2", "__SSE2__"), ("neon", "__aarch64__"), ("vsx", "__POWER8_VECTOR__"),
)


class CompilerError(RuntimeError):
    """There is no C++ compiler, or it refused the network; the message says which and why."""


@functools.lru_cache(None)
def folders():
    """The folders of mote's headers and of its ports: beside this package when it is installed, else in the source tree."""
    for root, library, arithmetic in ((_here / "include", "lib", "arithmetic"), (_here.parents[2], "lib", "ports/arithmetic")):
        if (root / library / "mote" / "mote.hpp").is_file():
            return root / library, root / arithmetic
    raise CompilerError(f"the headers of mote are neither in {_here / 'include'} nor in {_here.parents[2]}: install the package again")


def version():
    """mote's version, that of the headers."""
    text = (folders()[0] / "mote" / "base" / "version.hpp").read_text(encoding="utf-8")
    return ".".join(re.findall(r"#define MOTE_VERSION_[A-Z]+ (\d+)", text))


def command():
    """The compiler as a list of words: $CXX, or the first of c++, g++ and clang++ that is found."""
    if os.environ.get("CXX", "").strip():
        words = shlex.split(os.environ["CXX"])
        if shutil.which(words[0]) is None:
            raise CompilerError(f"$CXX is {os.environ['CXX']!r}, and there is no such program")
        return words
    for name in ("c++", "g++", "clang++"):
        if shutil.which(name):
            return [name]
    raise CompilerError(
        "mote compiles each network once, and found no C++ compiler: $CXX is not set, and c++, g++ and clang++ are not there. "
        "Install GCC 11 or clang 14, or newer ones"
    )


@functools.lru_cache(None)
def _machine(words):
    """What a compiler says of itself and of this machine, and the options for it: (macros, options, port)."""
    for native in (["-march=native"], ["-mcpu=native"], []):
        asked = subprocess.run([*words, *native, "-dM", "-E", "-x", "c++", os.devnull], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            break
    else:
        raise CompilerError(f"{shlex.join(words)} is no C++ compiler that mote knows how to ask:\n{asked.stderr.strip()}")
    defined = {line.split()[1] for line in asked.stdout.splitlines() if line.startswith("#define ")}
    port = next((port for port, macro in _ports if macro in defined), "generic")
    return asked.stdout, native, port


@functools.lru_cache(None)
def _headers():
    """A hash of every header that a network may include."""
    found = hashlib.sha256()
    found.update((_here / "shim.hpp").read_bytes())
    for folder in folders():
        for file in sorted(folder.rglob("*.hpp")):
            found.update(f"{file.relative_to(folder)}\n".encode() + file.read_bytes())
    return found.digest()


def cache():
    """The folder of compiled networks."""
    if os.environ.get("MOTE_CACHE"):
        return pathlib.Path(os.environ["MOTE_CACHE"])
    if sys.platform == "darwin":
        return pathlib.Path.home() / "Library" / "Caches" / "mote"
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "mote"


def _compile(words, options, source, library):
    """Compiles `source` to the file `library`, which is there whole or not at all."""
    library.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        text, made = pathlib.Path(folder, "network.cpp"), pathlib.Path(folder, "network.so")
        text.write_text(source, encoding="utf-8")
        done = subprocess.run([*words, *options, str(text), "-o", str(made)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            ours = [line.partition("mote: ")[2].strip('"') for line in done.stderr.splitlines() if "error" in line]
            reason = "; ".join(dict.fromkeys(each for each in ours if each)) or done.stderr.strip()
            raise CompilerError(f"{shlex.join(words)} refused this network: {reason}")
        os.replace(made, library)


@functools.lru_cache(None)
def _loaded(path):
    return ctypes.CDLL(path)


@functools.lru_cache(None)
def _library(words, source, folder):
    macros, native, port = _machine(words)
    headers, arithmetic = folders()
    options = _options + native + ["-DMOTE_NEVER_FUSES"]
    key = hashlib.sha256()
    for part in (source, macros, port, *words, *options):
        key.update(part.encode() + b"\0")
    key.update(_headers())
    file = pathlib.Path(folder, f"{key.hexdigest()}.so")
    options += [f"-I{path}" for path in (_here, headers, arithmetic / port, arithmetic / "base")]
    if not file.exists():
        _compile(words, options, source, file)
    try:
        return _loaded(str(file))
    except OSError:  # a file that something else has damaged
        _compile(words, options, source, file)
        return _loaded(str(file))


def library(source):
    """The compiled and loaded library of this source. A CompilerError says why there is none."""
    return _library(tuple(command()), source, str(cache()))
