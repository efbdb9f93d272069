# SPDX-License-Identifier: MIT
# An overlay with the source in it: vcpkg install mote --overlay-ports=<this folder's parent>. Headers only, so there is no debug build.
set(VCPKG_BUILD_TYPE release)
vcpkg_cmake_configure(SOURCE_PATH "${CURRENT_PORT_DIR}/source")
vcpkg_cmake_install()
file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${CURRENT_PORT_DIR}/source/LICENSE")
