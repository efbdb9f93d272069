// SPDX-License-Identifier: MIT
// At the factory: a network learns from the first eleven forms, and becomes the image that goes into the device's flash.
//
//     teach_reader <image file>
#include "../file.hpp"
#include "factory.hpp"

namespace {

digits::Reader net;
digits::Factory factory;

mote::Status save(const char* path) {
    examples::File file(path, "wb");
    return file.is_open() ? mote::save(net, file) : mote::Status::sink_failed;
}

}  // namespace

int main(int count_of_arguments, char** arguments) {
    if (count_of_arguments != 2) {
        fputs("usage: teach_reader <image file>\n", stderr);
        return 2;
    }
    mote::Status status = factory.teach(net, 11, 3, 42);
    if (status == mote::Status::ok) {
        status = save(arguments[1]);
    }
    if (status != mote::Status::ok) {
        fprintf(stderr, "teach_reader: %s: %s\n", arguments[1], mote::describe(status));
    }
    return status == mote::Status::ok ? 0 : 1;
}
