// SPDX-License-Identifier: MIT
// A network that nobody has initialized, scales that were set before init(), and a schedule that has run out.
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

namespace {

using Net = Network<Input<1>, InputScaling, Dense<8, Tanh>, Dense<1>, OutputScaling>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}};
constexpr float x[4] = {200, 1200, 2200, 3200}, y[4] = {100800, 104800, 108800, 112800};

}  // namespace

TEST_CASE("fit says that a network was never initialized, and leaves it as it is") {
    Net net;
    Workspace<Net, decltype(recipe), 4> work;
    const FitResult result = fit(net, work, recipe, {x, y}, {});
    CHECK(result.status == Status::not_initialized);
    CHECK(result.end == FitEnd::failed);
    CHECK(work.state.step == 0);
    for (const float parameter : net.parameters) {
        CHECK(parameter == 0.0f);
    }
}

TEST_CASE("a single layer learns from weights of 0") {
    Network<Input<1>, Dense<1>> line;
    Workspace<decltype(line), decltype(recipe), 4> work;
    const float near[4] = {-1, -0.5f, 0.5f, 1};
    CHECK(fit(line, work, recipe, {near, near}, {}).status == Status::ok);
}

TEST_CASE("scales that were set before init() stay, others become 1 and 0") {
    Net before, after;
    before.output_scales()[0] = 7000.0f;
    before.output_offsets()[0] = 107000.0f;
    before.input_offsets()[0] = __builtin_nanf("");
    init(before, 1);
    init(after, 1);
    CHECK(before.output_scales()[0] == 7000.0f);
    CHECK(before.output_offsets()[0] == 107000.0f);
    CHECK(before.input_scales()[0] == 1.0f);
    CHECK(before.input_offsets()[0] == 0.0f);
    CHECK(after.output_scales()[0] == 1.0f);
    CHECK(before.weight<0>(0, 0) == after.weight<0>(0, 0));
}

TEST_CASE("fit says that the schedule had run out before it began") {
    constexpr auto cooling = Recipe{MeanSquaredError{}, Adam{0.02f}, Cosine{20}};
    Net net;
    Workspace<Net, decltype(cooling), 4> work;
    net.input_scales()[0] = 1 / 1600.0f;
    net.output_scales()[0] = 7000;
    init(net, 1);
    FitOptions options;
    options.epochs = 20;
    CHECK(fit(net, work, cooling, {x, y}, options).end == FitEnd::all_epochs);
    init(net, 2);
    const float drawn = net.weight<0>(0, 0);
    CHECK(fit(net, work, cooling, {x, y}, options).end == FitEnd::schedule_over);
    CHECK(net.weight<0>(0, 0) == drawn);
    options.fresh = true;
    CHECK(fit(net, work, cooling, {x, y}, options).end == FitEnd::all_epochs);
    CHECK(net.weight<0>(0, 0) != drawn);
}

TEST_CASE("on_epoch keeps a lambda that captures") {
    Net net;
    Workspace<Net, decltype(recipe), 4> work;
    init(net, 1);
    uint32_t seen = 0, last = 3;
    FitOptions options;
    options.epochs = 10;
    options.on_epoch = [&seen, last](const Epoch& epoch) {
        ++seen;
        return epoch.number < last;
    };
    const FitResult result = fit(net, work, recipe, {x, y}, options);
    CHECK(result.end == FitEnd::callback);
    CHECK(seen == 3);
}

TEST_CASE("a null pointer is no callback") {
    bool (*const nobody)(const Epoch&, void*) = nullptr;
    FitOptions options;
    options.on_epoch = nobody;
    CHECK_FALSE(static_cast<bool>(options.on_epoch));
}
