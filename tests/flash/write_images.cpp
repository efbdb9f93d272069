// SPDX-License-Identifier: MIT
// The images that the tests of this folder export: the hostile network, the same with a weight that is too large, and layers
// of every kind.
#include "../../examples/file.hpp"
#include "../c_interface/networks.hpp"
#include "hostile_network.hpp"

namespace {

template <class Net>
bool write(const Net& net, const char* path) {
    examples::File file(path, "wb");
    return file.is_open() && mote::save(net, file) == mote::Status::ok;
}

}  // namespace

int main() {
    flash::Net net = flash::hostile_network();
    bool written = write(net, "hostile.mote");
    net.weight<0>(0, 0) = 1501.0f;
    written = written && write(net, "unsafe.mote");
    networks::Toolbox toolbox{};
    mote::init(toolbox, flash::seed_of_toolbox);
    written = written && write(toolbox, "toolbox.mote");
    return written ? 0 : 1;
}
