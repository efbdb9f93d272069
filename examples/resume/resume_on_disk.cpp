// SPDX-License-Identifier: MIT
// The same on a desktop: each run goes on where the last one ended, however it ended.
//
//     resume_on_disk <file> [<epochs>]
#include <stdio.h>
#include <stdlib.h>
#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>

#include "file_storage.hpp"

using Net = mote::Network<mote::Input<1>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{2500}};
using Work = mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 4>;

static int fail(const std::string& reason) {
    fprintf(stderr, "resume_on_disk: %s\n", reason.c_str());
    return 1;
}

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        return fail("resume_on_disk <file> [<epochs>]");
    }
    const long epochs = count == 3 ? strtol(arguments[2], nullptr, 10) : 10;
    static Net net;
    static Work work;
    FileStorage<2 * mote::checkpoint_size<Work>> storage(arguments[1]);
    const mote::Status status = mote::restore(net, work, storage);
    if (status == mote::Status::no_checkpoint && storage.what_failed().empty()) {
        mote::init(net, 42);
    } else if (status != mote::Status::ok) {
        return fail(storage.what_failed().empty() ? mote::describe(status) : storage.what_failed());
    }
    float x[16], y[16];
    for (int i = 0; i < 16; ++i) {
        x[i] = static_cast<float>(i - 8) / 8;
        y[i] = x[i] * x[i] - 0.5f * x[i];
    }
    mote::FitOptions options;
    options.shuffle = true;
    for (long i = 0; i < epochs; ++i) {
        const mote::FitResult result = mote::fit(net, work, recipe, {x, y}, options);
        const mote::Status kept = mote::store(net, work, storage);
        if (result.status != mote::Status::ok || kept != mote::Status::ok) {
            return fail(storage.what_failed().empty() ? mote::describe(kept) : storage.what_failed());
        }
        printf("epoch %lu, loss %g\n", static_cast<unsigned long>(work.state.epoch), static_cast<double>(result.loss));
    }
}
