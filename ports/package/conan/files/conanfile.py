# SPDX-License-Identifier: MIT
"""mote for Conan 2: conan create . in the unpacked folder. CMake then finds it as mote::mote by mote's own configuration."""
from conan import ConanFile
from conan.tools.cmake import CMake
from conan.tools.files import copy


class Mote(ConanFile):
    name = "mote"
    version = "@version@"
    description = "Trains small neural networks in a fixed buffer, with the same bits on every machine"
    license = "MIT"
    homepage = "@home@"
    topics = ("neural-network", "microcontroller", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeToolchain"
    exports_sources = "CMakeLists.txt", "LICENSE", "lib/*", "ports/*"
    no_copy_source = True

    def build(self):
        CMake(self).configure()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, self.package_folder)

    def package_id(self):
        self.info.clear()  # headers are the same for every compiler

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.builddirs = ["share/mote/cmake"]
        self.cpp_info.set_property("cmake_find_mode", "none")
