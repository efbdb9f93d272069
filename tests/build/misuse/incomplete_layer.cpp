// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

struct Own : mote::Dense<3> {
    static constexpr uint32_t identity[] = {128, 3, 0, 0};
#ifdef MISUSE
    template <class At>
    static constexpr size_t forward_work() {
        return 3;  // of how many rows?
    }
#endif
};
using Net = mote::Network<mote::Input<1>, Own, mote::Dense<1>>;
float answer(const Net& net);
float answer(const Net& net) { return mote::predict(net, {0.5f})[0]; }
