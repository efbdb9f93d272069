// SPDX-License-Identifier: MIT
// Somebody else's program: trains with what mote::mote brings, in the profile and on the port that it asked for.
#include <mote/mote.hpp>

#ifdef EXPECT_FUSED
static_assert(mote::arithmetic == mote::Arithmetic::fused);
#else
static_assert(mote::arithmetic == mote::Arithmetic::unfused);
#endif
#ifdef EXPECT_OWN_PORT
static_assert(own_port_was_taken);
#endif

#ifndef EXPECT_FUSED  // whose program may need a processor that this machine does not have
static bool trains() {
    using Net = mote::Network<mote::Input<1>, mote::Dense<4, mote::Tanh>, mote::Dense<1>>;
    constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
    static Net net;
    static mote::Workspace<Net, decltype(recipe), 2> work;
    const float x[] = {0.0f, 1.0f};
    const float y[] = {1.0f, 0.0f};
    mote::init(net, 42);
    return mote::train(net, work, recipe, {x, y, 2}).status == mote::Status::ok;
}
#else
static bool trains() { return true; }
#endif

static bool contracts() {
    // (1 + 2^-23)^2 loses 2^-46 when it is rounded; a compiler that contracts the last line finds it again.
    volatile float near_one = 0x1.000002p0f;
    volatile float product = near_one * near_one;
    return near_one * near_one - product != 0.0f;
}

int main() { return trains() && !contracts() ? 0 : 1; }
