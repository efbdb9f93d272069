// SPDX-License-Identifier: MIT
// The images that the tests of this folder export: the hostile network, and the same with a weight that is too large.
#include "../../examples/file.hpp"
#include "hostile_network.hpp"

namespace {

bool write(const flash::Net& net, const char* path) {
    examples::File file(path, "wb");
    return file.is_open() && mote::save(net, file) == mote::Status::ok;
}

}  // namespace

int main() {
    flash::Net net = flash::hostile_network();
    bool written = write(net, "hostile.mote");
    net.weight<0>(0, 0) = 1501.0f;
    written = written && write(net, "unsafe.mote");
    return written ? 0 : 1;
}
