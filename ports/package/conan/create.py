#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs a recipe with stubs in place of Conan: create.py <source> <folder to build in> <folder to package to>"""
import glob
import os
import shutil
import subprocess
import sys
import types

source, build, package = map(os.path.abspath, sys.argv[1:])


class Recorder:
    """Takes whatever a recipe says of its package."""
    def __init__(self):
        self.properties = {}

    def set_property(self, name, value):
        self.properties[name] = value

    def clear(self):
        pass


class ConanFile:
    source_folder, build_folder, package_folder = source, build, package

    def __init__(self):
        self.cpp_info, self.info = Recorder(), Recorder()


class CMake:
    def __init__(self, recipe):
        self.recipe = recipe

    def configure(self):
        subprocess.run(["cmake", "-S", self.recipe.source_folder, "-B", self.recipe.build_folder], check=True)

    def install(self):
        subprocess.run(["cmake", "--install", self.recipe.build_folder, "--prefix", self.recipe.package_folder], check=True)


def copy(recipe, pattern, source, target):
    for file in glob.glob(os.path.join(source, pattern)):
        shutil.copy(file, target)


def module(name, **members):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(members)


module("conan", ConanFile=ConanFile)
module("conan.tools")
module("conan.tools.cmake", CMake=CMake)
module("conan.tools.files", copy=copy)
sys.path.insert(0, source)
from conanfile import Mote  # noqa: E402: its imports are the stubs

for pattern in Mote.exports_sources:
    if not glob.glob(os.path.join(source, pattern)):
        sys.exit(f"conanfile.py exports {pattern}, and there is none")
recipe = Mote()
recipe.build()
recipe.package()
recipe.package_id()
recipe.package_info()
for folder in recipe.cpp_info.builddirs:
    if not os.path.isdir(os.path.join(package, folder)):
        sys.exit(f"conanfile.py names {folder}, which is not packaged")
