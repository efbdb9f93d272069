// SPDX-License-Identifier: MIT
#include "network.hpp"

void listen(mote::FitOptions& options, const float (&history)[100]);
void listen(mote::FitOptions& options, const float (&history)[100]) {
    float copy[100] = {history[0]};
#ifdef MISUSE
    options.on_epoch = [copy](const mote::Epoch& epoch) { return epoch.loss < copy[0]; };
#else
    options.on_epoch = [&copy](const mote::Epoch& epoch) { return epoch.loss < copy[0]; };
#endif
}
